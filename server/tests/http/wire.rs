//! The wire between Portico and its database, which tests cut: at once, or after so many messages.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use sqlx::postgres::PgConnectOptions;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// A forwarder that can be cut.
#[derive(Clone)]
pub struct Wire {
    /// How many more messages pass; below zero any number.
    left: Arc<AtomicI64>,
    cut: Arc<watch::Sender<bool>>,
}

impl Wire {
    /// A wire to a database, and how it is reached through it.
    pub async fn to(options: &PgConnectOptions) -> (Self, PgConnectOptions) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let there = (options.get_host().to_owned(), options.get_port());
        let wire = Self { left: Arc::new(AtomicI64::new(-1)), cut: Arc::new(watch::Sender::new(false)) };
        let forwards = wire.clone();
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                if *forwards.cut.borrow() {
                    continue;
                }
                tokio::spawn(forwards.clone().forward(client, there.clone()));
            }
        });
        (wire, options.clone().host("127.0.0.1").port(port))
    }

    async fn forward(self, client: TcpStream, there: (String, u16)) {
        let server = TcpStream::connect(there).await.unwrap();
        let (mut from_client, mut to_client) = client.into_split();
        let (mut from_server, mut to_server) = server.into_split();
        let mut cut = self.cut.subscribe();
        let asks = async {
            let mut bytes = vec![0; 64 * 1024];
            loop {
                let read = from_client.read(&mut bytes).await.unwrap_or(0);
                if self.left.load(Ordering::SeqCst) == 0 {
                    self.cut();
                }
                if read == 0 || *self.cut.borrow() || to_server.write_all(&bytes[..read]).await.is_err() {
                    return;
                }
                if self.left.load(Ordering::SeqCst) > 0 {
                    self.left.fetch_sub(1, Ordering::SeqCst);
                }
            }
        };
        let answers = async {
            // However it ends, it has ended.
            let _ = tokio::io::copy(&mut from_server, &mut to_client).await;
        };
        tokio::select! {
            () = asks => {}
            () = answers => {}
            _ = cut.wait_for(|cut| *cut) => {}
        }
    }

    /// Nothing passes from now on.
    pub fn cut(&self) {
        self.cut.send_replace(true);
    }

    /// Everything passes, or only so many more messages.
    pub fn mend(&self, left: i64) {
        self.left.store(left, Ordering::SeqCst);
        self.cut.send_replace(false);
    }
}
