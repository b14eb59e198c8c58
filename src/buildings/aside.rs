//! What computes for long does so aside. A month of a large building takes a second and more to be divided, put
//! into text or read from it, and as long as it does nobody else is answered by the thread that does it: the
//! threads that answer are as few as the machine has cores, and each goes on to the next visitor only when it has
//! to wait for something. So nothing is waited for here: what is needed is gathered before, and handed over.

use tokio::task::spawn_blocking;

use super::BuildingError;

/// Computes on a thread of its own. What is handed over is also taken apart there, which of a large house is
/// long enough, too: it had better not come back when nobody needs it. A small month takes the same way, whose
/// cost is some microseconds.
pub(super) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, BuildingError> {
    Ok(spawn_blocking(work).await?)
}
