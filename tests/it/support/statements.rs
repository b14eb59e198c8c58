//! The SQL statements of a piece of work, as the database driver tells them to the log.

use std::fmt;
use std::sync::Arc;
use std::sync::Mutex;

use tracing::Event;
use tracing::Subscriber;
use tracing::field::Field;
use tracing::field::Visit;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry;

/// Does a piece of work on this thread: what came of it, and the statements that it took.
pub async fn statements_of<T>(work: impl Future<Output = T>) -> (T, Vec<String>) {
    let heard = Heard::default();
    let listening = tracing::subscriber::set_default(registry().with(heard.clone()));
    let done = work.await;
    drop(listening);
    let statements = std::mem::take(&mut *heard.0.lock().unwrap());
    (done, statements)
}

/// Whether a statement writes. A page never calls a function that writes from one that only reads.
pub fn writes(statement: &str) -> bool {
    ["insert into", "update ", "delete from", "post_journal", "add_job"]
        .iter()
        .any(|word| statement.contains(word))
}

#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Heard {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut statement = Statement::default();
            event.record(&mut statement);
            let text = if statement.text.is_empty() { statement.summary } else { statement.text };
            self.0.lock().unwrap().push(text.trim().to_owned());
        }
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
