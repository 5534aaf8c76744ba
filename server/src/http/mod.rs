//! HTTP: the router, and a file for each layer.

mod actor;
mod assets;
mod body;
mod csp;
mod data;
mod dev_mail;
mod dev_pages;
mod events;
mod export;
mod faults;
mod headers;
mod health;
mod html;
mod limits;
mod mail_links;
mod mail_look;
mod plain_posts;
mod request_line;
mod router;
mod same_origin;
mod serve;
mod state;
mod webhooks;

pub use health::Stopping;
pub use router::{Site, site};
pub use serve::serve;
