//! The files of the browser's side: named by their content, so that they may be kept for ever, and packed when they were built.

use std::{fs, path::Path};

use axum::{
    Router,
    http::{HeaderValue, header},
};
use tower::ServiceBuilder;
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

/// The name of the WASM and the style, which changes with them.
pub fn name(site: &Path) -> String {
    match fs::read_to_string(site.join("pkg/name")) {
        Ok(name) => name.trim().to_owned(),
        Err(error) => {
            tracing::warn!(%error, site = %site.display(), "the browser's side is not built: pages will have no style and no WASM");
            "portico".to_owned()
        }
    }
}

/// Routes for them.
pub fn routes<S: Clone + Send + Sync + 'static>(site: &Path) -> Router<S> {
    let kept =
        |value: &'static str| SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static(value));
    let dir = |folder: &str, value| {
        ServiceBuilder::new()
            .layer(kept(value))
            .service(ServeDir::new(site.join(folder)).precompressed_br().append_index_html_on_directories(false))
    };
    let file = |name: &str| {
        ServiceBuilder::new().layer(kept("public, max-age=86400")).service(ServeFile::new(site.join(name)).precompressed_br())
    };
    Router::new()
        .nest_service("/pkg", dir("pkg", "public, max-age=31536000, immutable"))
        .nest_service("/fonts", dir("fonts", "public, max-age=31536000, immutable"))
        .route_service("/favicon.svg", file("favicon.svg"))
        .route_service("/icons.svg", file("icons.svg"))
        .route_service("/robots.txt", file("robots.txt"))
}
