//! HTTP: the router, and a file for each layer.

mod actor;
mod assets;
mod data;
mod dev_mail;
mod export;
mod headers;
mod health;
mod mail_links;
mod plain_posts;
mod router;
mod same_origin;

pub use health::Stopping;
pub use router::router;
