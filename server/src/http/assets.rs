//! The files of the browser's side: named by their content, so that they may be kept for ever, and packed when they were built.

use std::{fs, path::Path};

use axum::{
    Router,
    http::{HeaderValue, header},
    routing::get_service,
};
use tower::ServiceBuilder;
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

use super::router::Routes;

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

fn kept(value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static(value))
}

/// The folders with the WASM, the style and the fonts.
pub fn folders(site: &Path) -> Router {
    let dir = |folder: &str, value| {
        ServiceBuilder::new()
            .layer(kept(value))
            .service(ServeDir::new(site.join(folder)).precompressed_br().append_index_html_on_directories(false))
    };
    Router::new()
        .nest_service("/pkg", dir("pkg", "public, max-age=31536000, immutable"))
        .nest_service("/fonts", dir("fonts", "public, max-age=31536000, immutable"))
}

/// Single files.
pub fn files(site: &Path) -> Routes<()> {
    let file = |name: &str| {
        let served = ServeFile::new(site.join(name)).precompressed_br();
        (format!("/{name}"), get_service(ServiceBuilder::new().layer(kept("public, max-age=86400")).service(served)))
    };
    ["favicon.svg", "icons.svg", "robots.txt"].map(file).into()
}
