//! What a page asks the use cases for, drawn when it is there.

use std::future::Future;

use leptos::{either::Either, prelude::*};

use super::ErrorPage;
use crate::PortalError;

/// Draws what `load` brings, or why it brings nothing. The page waits for it: it is sent whole.
pub fn loaded<T, V>(
    load: impl Future<Output = Result<T, PortalError>> + Send + 'static,
    draw: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    V: IntoView + 'static,
{
    Suspend::new(async move {
        match load.await {
            Ok(data) => Either::Left(draw(data).into_view()),
            Err(error) => Either::Right(view! { <ErrorPage error/> }),
        }
    })
}
