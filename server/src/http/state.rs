//! What the layers know.

use std::sync::Arc;

use backend::Backend;
use ipnet::IpNet;

use super::{Stopping, limits::Reads};

/// What the layers know.
#[derive(Clone)]
pub struct Shared {
    pub backend: Backend,
    pub origin: Arc<str>,
    pub style: Arc<str>,
    pub stopping: Stopping,
    pub posts_per_minute: i32,
    pub reads: Option<Arc<Reads>>,
    pub trusted: Arc<[IpNet]>,
}
