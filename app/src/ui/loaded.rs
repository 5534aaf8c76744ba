//! What a page asks the server for, drawn when it is there.

use std::{fmt::Debug, future::Future, hash::Hash};

use domain::words::Word;
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{ErrorPage, PortalError, words::t};

/// Draws what `load` brings for a key, and anew when the key changes.
///
/// Each key has a scope and elements of its own. A `Resource` that follows the key would instead reuse the elements of the page before,
/// and with them what was typed there.
pub fn loaded<K, T, L, V>(
    key: impl Fn() -> K + Send + Sync + 'static,
    load: impl Fn(K) -> L + Clone + Send + Sync + 'static,
    draw: impl Fn(K, T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    K: Clone + Debug + Eq + Hash + Send + Sync + 'static,
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    L: Future<Output = Result<T, PortalError>> + Send + 'static,
    V: IntoView + 'static,
{
    let page = move |key: K| {
        let (load, draw) = (load.clone(), draw.clone());
        let data = Resource::new(|| (), {
            let key = key.clone();
            move |()| load(key.clone())
        });
        view! {
            <Suspense fallback=|| view! { <p class="loading">{t(Word::Loading)}</p> }>
                {
                    let (draw, key) = (draw.clone(), key.clone());
                    Suspend::new(async move {
                        match data.await {
                            Ok(data) => draw(key, data).into_any(),
                            Err(error) => view! { <ErrorPage error/> }.into_any(),
                        }
                    })
                }
            </Suspense>
        }
    };
    view! { <For each=move || [key()] key=K::clone children=page/> }
}
