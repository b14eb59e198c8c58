//! Payers who come in a crowd are looked up together.
//!
//! A few at a time are asked for each by itself, which is quickest. When more come, those who would
//! only wait for a connection wait here, and the next statement asks for all of them: what a
//! statement costs is paid once. No answer is kept. Each link is read by a statement that began
//! after its payer came, so nobody is shown what was true before.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::Link;
use super::store;
use crate::db::Kept;
use crate::db::Pool;
use crate::tokens::TokenDigest;

/// Statements at the same time, while each is for one payer.
const ALONE_MAX: usize = 8;

/// Statements at the same time in a crowd: one is being asked while the next one gathers.
const CROWDED_MAX: usize = 2;

/// As many that wait are a crowd.
const CROWD: usize = 8;

/// More do not wait: they are told at once to come again. Whoever comes last waits for both statements that are
/// under way before theirs is asked, and each has as many payers at the most: three times this are ahead of their
/// page, which even a machine that serves a thousand pages a second does in less than one.
const WAITING_MAX: usize = 256;

/// Nor does anybody wait longer than for a connection of their own (`db::connect`), when it is the database that
/// is slow.
const PATIENCE: Duration = Duration::from_secs(2);

/// The look-ups of one house.
#[derive(Clone)]
pub(super) struct Together {
    db: Arc<Kept>,
    line: Arc<Mutex<Line>>,
}

#[derive(Default)]
struct Line {
    waiting: Vec<Waiting>,
    asking: usize,
    crowded: bool,
}

struct Waiting {
    digest: TokenDigest,
    answer: oneshot::Sender<Option<Link>>,
}

enum Turn {
    Now(Pass),
    Later(oneshot::Receiver<Option<Link>>),
    Never,
}

/// The right to ask. Whoever is done, or gone, hands it to those who wait.
struct Pass(Together);

impl Together {
    pub(super) fn new(db: Pool) -> Self {
        Self { db: Arc::new(Kept::of(db, ALONE_MAX)), line: Arc::default() }
    }

    /// The link behind a secret address, as it is now.
    pub(super) async fn by_token(&self, digest: TokenDigest) -> sqlx::Result<Option<Link>> {
        match self.turn(digest) {
            Turn::Now(_pass) => {
                let digest = &digest;
                let asked = self.db.ask(|mut lent| async move {
                    Ok((store::by_token(&mut lent, digest).await?, lent))
                });
                asked.await
            }
            Turn::Later(answer) => match timeout(PATIENCE, answer).await {
                Ok(Ok(found)) => Ok(found),
                Ok(Err(_)) | Err(_) => Err(sqlx::Error::PoolTimedOut),
            },
            Turn::Never => Err(sqlx::Error::PoolTimedOut),
        }
    }

    fn turn(&self, digest: TokenDigest) -> Turn {
        let mut line = self.line();
        if line.waiting.is_empty() && line.has_room() {
            line.asking += 1;
            return Turn::Now(Pass(self.clone()));
        }
        if line.waiting.len() >= WAITING_MAX {
            // Whoever has left needs no place.
            line.waiting.retain(|one| !one.answer.is_closed());
        }
        if line.waiting.len() >= WAITING_MAX {
            return Turn::Never;
        }
        let (answer, told) = oneshot::channel();
        line.waiting.push(Waiting { digest, answer });
        Turn::Later(told)
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    fn has_room(&self) -> bool {
        self.asking < if self.crowded { CROWDED_MAX } else { ALONE_MAX }
    }

    /// Everybody who waits, when it is their turn.
    fn next(&mut self) -> Vec<Waiting> {
        self.asking -= 1;
        self.crowded = self.waiting.len() >= CROWD;
        if self.waiting.is_empty() || !self.has_room() {
            return vec![];
        }
        self.asking += 1;
        std::mem::take(&mut self.waiting)
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let next = self.0.line().next();
        if next.is_empty() {
            return;
        }
        let pass = Pass(self.0.clone());
        // Without a runtime the house is closing, and nobody is there to be told.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(ask(pass, next));
        }
    }
}

async fn ask(pass: Pass, waiting: Vec<Waiting>) {
    let digests: Vec<&[u8]> = waiting.iter().map(|one| one.digest.as_slice()).collect();
    let digests = &digests[..];
    let asked = pass
        .0
        .db
        .ask(|mut lent| async move { Ok((store::by_tokens(&mut lent, digests).await?, lent)) });
    let found = match asked.await {
        Ok(found) => found,
        // Who waited is told to come again.
        Err(error) => return tracing::warn!(%error, "payers could not be looked up"),
    };
    let found: HashMap<TokenDigest, Link> = found.into_iter().collect();
    for Waiting { digest, answer } in waiting {
        // A payer who went away needs no answer.
        let _ = answer.send(found.get(&digest).cloned());
    }
}
