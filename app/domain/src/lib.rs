#![doc = include_str!("../README.md")]

pub mod access;
pub mod audit;
pub mod customers;
pub mod drafts;
pub mod flows;
pub mod form;
pub mod ids;
pub mod money;
#[cfg(feature = "data")]
pub mod names;
pub mod paths;
pub mod people;
pub mod users;
pub mod vocabulary;
pub mod words;
