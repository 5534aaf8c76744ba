//! What open pages are told of as it happens: Postgres says whose invitations changed, to every server over one database, and each tells
//! its own pages. Never what changed: a page that is told looks for itself, with its own rights.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use domain::ids::{PersonId, ResellerId};
use sqlx::{PgPool, postgres::PgListener};
use tokio::sync::broadcast;

use crate::{Backend, Scope};

/// The channel of Postgres.
const CHANNEL: &str = "invitations";
/// So many wait for a page that is slow; it then is told once for all.
const WAITING: usize = 64;
/// So many pages are told at once.
const MOST: usize = 2_000;
/// So many pages of one person are told at once: a few tabs, and never all places.
const MOST_OF_ONE: usize = 6;
/// After so long a lost connection is asked for again.
const PAUSE: Duration = Duration::from_secs(2);

/// Whose changes the pages of this server are told.
#[derive(Clone, Debug)]
pub(crate) struct Events(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// Whose changes are passed on; nobody's in particular where some may have been missed.
    sender: broadcast::Sender<Option<ResellerId>>,
    /// Whether somebody listens to Postgres, which takes a connection: one is enough.
    listening: AtomicBool,
    /// How many pages each person has open.
    open: Mutex<HashMap<PersonId, usize>>,
}

impl Shared {
    fn open(&self) -> MutexGuard<'_, HashMap<PersonId, usize>> {
        // Whoever panicked before left a number that is one too high or too low.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Events {
    /// Nothing is listened to before a page wants to be told.
    pub(crate) fn new() -> Self {
        Self(Arc::new(Shared {
            sender: broadcast::Sender::new(WAITING),
            listening: AtomicBool::new(false),
            open: Mutex::default(),
        }))
    }
}

/// What one page hears.
#[derive(Debug)]
pub struct Told {
    of: ResellerId,
    heard: broadcast::Receiver<Option<ResellerId>>,
    person: PersonId,
    shared: Arc<Shared>,
}

impl Drop for Told {
    fn drop(&mut self) {
        let mut open = self.shared.open();
        match open.get_mut(&self.person) {
            Some(number) if *number > 1 => *number -= 1,
            _ => drop(open.remove(&self.person)),
        }
    }
}

impl Told {
    /// Waits until something changed; false where nothing more will be heard.
    pub async fn changed(&mut self) -> bool {
        loop {
            match self.heard.recv().await {
                Ok(whose) if whose.is_none_or(|whose| whose == self.of) => return true,
                Ok(_) => {}
                // Too much at once to tell each: something changed.
                Err(broadcast::error::RecvError::Lagged(_)) => return true,
                Err(broadcast::error::RecvError::Closed) => return false,
            }
        }
    }

    /// What was heard meanwhile is told together.
    pub fn forget(&mut self) {
        self.heard = self.heard.resubscribe();
    }
}

/// Lets a page be told of a reseller's changes; `None` where too many are told already.
pub fn subscribe(backend: &Backend, scope: &Scope) -> Option<Told> {
    let of = scope.reseller;
    let shared = &backend.events.0;
    if shared.sender.receiver_count() >= MOST {
        return None;
    }
    {
        let mut open = shared.open();
        let number = open.entry(scope.person).or_default();
        if *number >= MOST_OF_ONE {
            return None;
        }
        *number += 1;
    }
    let heard = shared.sender.subscribe();
    if !shared.listening.swap(true, Ordering::SeqCst) {
        tokio::spawn(listen(backend.reserve.clone(), shared.clone()));
    }
    Some(Told { of, heard, person: scope.person, shared: shared.clone() })
}

/// Passes on what Postgres says, for as long as there are pages that listen.
async fn listen(pool: PgPool, shared: Arc<Shared>) {
    loop {
        while shared.sender.receiver_count() > 0 {
            if let Err(error) = pass_on(&pool, &shared.sender).await {
                tracing::warn!(%error, "changes are not heard for a moment");
                tokio::time::sleep(PAUSE).await;
            }
        }
        shared.listening.store(false, Ordering::SeqCst);
        // Who came just now found it still listening.
        if shared.sender.receiver_count() == 0 || shared.listening.swap(true, Ordering::SeqCst) {
            return;
        }
    }
}

async fn pass_on(pool: &PgPool, sender: &broadcast::Sender<Option<ResellerId>>) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    // What happened before is not heard: every page looks once. Whoever left meanwhile need not.
    let _ = sender.send(None);
    loop {
        let told = tokio::time::timeout(PAUSE, listener.try_recv()).await;
        if sender.receiver_count() == 0 {
            return Ok(());
        }
        // Silence is no fault; a connection that broke is.
        let Ok(told) = told else { continue };
        let Some(told) = told? else { return Ok(()) };
        if let Ok(whose) = told.payload().parse::<ResellerId>() {
            // Whoever left meanwhile need not hear it.
            let _ = sender.send(Some(whose));
        }
    }
}
