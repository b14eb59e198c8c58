//! Passwords become argon2id hashes (`money.md` E9). One takes 19 MiB, so only as many are made at a
//! time as the machine has been given room for, however many people knock.

use std::time::Duration;

use argon2::Algorithm;
use argon2::Argon2;
use argon2::Params;
use argon2::PasswordHasher;
use argon2::PasswordVerifier;
use argon2::Version;
use argon2::password_hash;
use argon2::password_hash::phc::PasswordHash;
use tokio::sync::Semaphore;

use super::MemberError;

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Hashes made at the same time.
const PERMITS: usize = 2;

/// People who wait for their turn; who comes after them is told to come again.
const QUEUE: usize = 32;

/// Nobody waits longer for their turn.
const PATIENCE: Duration = Duration::from_secs(2);

/// The hash of a password that nobody has: checked in place of a member's, so that an unknown number
/// takes as long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$JRHnIvZcIJ5LtqY82gmO+A$\
    nDYNtOhqFkqRL9hf9heIGskR0zGOQmRF05mzTloc0+4";

static OVEN: Oven = Oven::new(PATIENCE);

/// Hashes a password into a PHC string.
pub(super) async fn hash(password: String) -> Result<String, MemberError> {
    OVEN.bake(move || {
        let hash = argon2()?.hash_password(password.as_bytes())?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether a password is the one behind a hash. Where there is none, or none that can be read, it is
/// not, and to say so takes as long.
pub(super) async fn is_right(password: String, hash: Option<String>) -> Result<bool, MemberError> {
    let hash = hash.filter(|hash| PasswordHash::new(hash).is_ok());
    let known = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
    OVEN.bake(move || match argon2()?.verify_password(password.as_bytes(), hash.as_str()) {
        Ok(()) => Ok(known),
        Err(password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(error),
    })
    .await
}

/// Whether a hash was made with other costs than are used today.
pub(super) fn is_outdated(hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return true };
    let costs = Params::try_from(&hash).map(|p| (p.m_cost(), p.t_cost(), p.p_cost()));
    hash.algorithm != Algorithm::Argon2id.ident()
        || hash.version != Some(Version::V0x13.into())
        || costs != Ok((MEMORY_KIB, PASSES, LANES))
}

fn argon2() -> Result<Argon2<'static>, password_hash::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The place where hashes are made.
struct Oven {
    permits: Semaphore,
    queue: Semaphore,
    patience: Duration,
}

impl Oven {
    const fn new(patience: Duration) -> Self {
        Self {
            permits: Semaphore::const_new(PERMITS),
            queue: Semaphore::const_new(PERMITS + QUEUE),
            patience,
        }
    }

    /// Does one piece of work in its turn. The permit lives inside the work: a request that is given
    /// up in the meantime must not make room for another while its memory is still in use.
    async fn bake<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> Result<T, password_hash::Error> + Send + 'static,
    ) -> Result<T, MemberError> {
        tracing::debug!("a password is weighed");
        let _place = self.queue.try_acquire().map_err(|_| MemberError::Busy)?;
        let permit = tokio::time::timeout(self.patience, self.permits.acquire()).await;
        let permit = permit.ok().and_then(Result::ok).ok_or(MemberError::Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        });
        let done = done.await.map_err(|error| MemberError::Hashing(error.to_string()))?;
        done.map_err(|error| MemberError::Hashing(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering;

    use super::*;

    #[tokio::test]
    async fn a_password_opens_its_own_hash_only() {
        let hash = hash("a long enough sentence".to_owned()).await.expect("a hash");
        assert!(
            is_right("a long enough sentence".to_owned(), Some(hash.clone()))
                .await
                .expect("an answer")
        );
        assert!(
            !is_right("another long sentence".to_owned(), Some(hash.clone()))
                .await
                .expect("an answer")
        );
        assert!(!is_outdated(&hash));
    }

    #[tokio::test]
    async fn nobody_has_the_password_of_nobody_and_it_costs_what_everybodys_costs() {
        assert!(!is_outdated(NOBODY));
        for hash in [None, Some("none".to_owned())] {
            assert!(!is_right("a long enough sentence".to_owned(), hash).await.expect("an answer"));
        }
    }

    #[test]
    fn a_hash_of_other_costs_is_made_anew() {
        let tail = NOBODY.split('$').skip(4).collect::<Vec<_>>().join("$");
        for head in ["$argon2id$v=19$m=9216,t=4,p=1", "$argon2i$v=19$m=19456,t=2,p=1"] {
            assert!(is_outdated(&format!("{head}${tail}")), "{head}");
        }
        assert!(is_outdated("not a hash"));
    }

    #[tokio::test]
    async fn however_many_knock_two_hashes_are_made_at_a_time_and_the_rest_is_told_to_come_again() {
        static NOW: AtomicUsize = AtomicUsize::new(0);
        static MOST: AtomicUsize = AtomicUsize::new(0);
        let oven: &'static Oven = Box::leak(Box::new(Oven::new(Duration::from_hours(1))));
        let knock = || {
            oven.bake(|| {
                MOST.fetch_max(NOW.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(20));
                NOW.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            })
        };
        let tasks: Vec<_> = (0..500).map(|_| tokio::spawn(knock())).collect();
        let mut served = 0;
        for task in tasks {
            match task.await.expect("the task ends") {
                Ok(()) => served += 1,
                Err(error) => assert!(matches!(error, MemberError::Busy)),
            }
        }
        assert_eq!(MOST.load(Ordering::SeqCst), PERMITS);
        assert_eq!(served, PERMITS + QUEUE);
    }
}
