#![recursion_limit = "512"]
#![doc = include_str!("../README.md")]

pub mod backup;
pub mod config;
pub mod http;
pub mod key;
pub mod place;
pub mod postgres;
pub mod sandbox;
