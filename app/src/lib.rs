#![doc = include_str!("../README.md")]
#![recursion_limit = "256"]

mod flows;
mod form;
mod islands;
pub mod words;

// Pages are drawn by the server alone.
#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
mod error;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
pub mod portal;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
mod ui;

// Who knows the reader's language: the request, or the page.
#[cfg(not(feature = "ssr"))]
mod reader;
// The browser is told the words of its page.
#[cfg(not(feature = "ssr"))]
pub use domain::words::tell;
#[cfg(feature = "ssr")]
use portal as reader;

#[cfg(feature = "ssr")]
pub use document::{document, refusal_page};
#[cfg(feature = "ssr")]
pub use error::PortalError;
#[cfg(feature = "ssr")]
pub use routes::{PAGES, Page, is_open, routes};
