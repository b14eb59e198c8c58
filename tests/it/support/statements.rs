//! The SQL statements of a piece of work, as the database driver tells them to the log.

use std::cell::RefCell;
use std::fmt;
use std::sync::Once;

use tracing::Event;
use tracing::Subscriber;
use tracing::field::Field;
use tracing::field::Visit;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry;

thread_local! {
    /// What this thread has heard, while it listens.
    static HEARD: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// One listener for the whole process: one for each test would come and go while the others listen,
/// and some of them would miss words.
static LISTENER: Once = Once::new();

/// Does a piece of work on this thread: what came of it, and the statements that it took. What the
/// driver asks once for each new connection is left out.
pub async fn statements_of<T>(work: impl Future<Output = T>) -> (T, Vec<String>) {
    LISTENER.call_once(|| {
        tracing::subscriber::set_global_default(registry().with(Ear)).unwrap();
    });
    HEARD.set(Some(vec![]));
    let done = work.await;
    let heard = HEARD.take().unwrap_or_default();
    let is_ours = |text: &String| !text.contains("FROM pg_catalog.");
    (done, heard.into_iter().filter(is_ours).collect())
}

/// Whether a statement writes. A page never calls a function that writes from one that only reads.
pub fn writes(statement: &str) -> bool {
    ["insert into", "update ", "delete from", "post_journal", "add_job"]
        .iter()
        .any(|word| statement.contains(word))
}

struct Ear;

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() != "sqlx::query" {
            return;
        }
        HEARD.with_borrow_mut(|heard| {
            if let Some(heard) = heard {
                let mut statement = Statement::default();
                event.record(&mut statement);
                let Statement { summary, text } = statement;
                heard.push(if text.is_empty() { summary } else { text }.trim().to_owned());
            }
        });
    }
}

/// The driver tells a short statement as its own summary.
#[derive(Default)]
struct Statement {
    summary: String,
    text: String,
}

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.text),
            _ => (),
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}
