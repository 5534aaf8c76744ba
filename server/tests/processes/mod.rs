//! What tests of whole processes have in common: free addresses, processes and folders that end with the test.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::Child,
};

/// An address that nobody listens at.
pub fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// A process that ends with the test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already is not there to be killed.
        let _ = self.0.kill();
        self.0.wait().unwrap();
    }
}

/// A folder that goes with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    /// A new one, in the folder for temporary files.
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("portico-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}
