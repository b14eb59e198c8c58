//! What a piece of work costs: its SQL statements and the passwords it weighs, as they are told to the
//! log.

use std::cell::RefCell;
use std::fmt;
use std::sync::Once;

use tracing::Event;
use tracing::Level;
use tracing::Subscriber;
use tracing::field::Field;
use tracing::field::Visit;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::Context;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry;

thread_local! {
    /// What is heard on this thread, while somebody listens. One listener for the whole process would
    /// hear all tests; one for each test would come and go while others look whether anybody listens.
    static HEARD: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Does a piece of work on this thread: what came of it, and the statements that it took.
pub async fn statements_of<T>(work: impl Future<Output = T>) -> (T, Vec<String>) {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        let queries = Targets::new()
            .with_target("sqlx::query", Level::DEBUG)
            .with_target("peyvand::members::hashing", Level::DEBUG);
        let listener = registry().with(queries).with(Listener);
        tracing::subscriber::set_global_default(listener).expect("nobody else listens");
    });
    HEARD.set(Some(vec![]));
    let done = work.await;
    (done, HEARD.take().unwrap_or_default())
}

/// Whether a statement writes. A page never calls a function that writes from one that only reads.
pub fn writes(statement: &str) -> bool {
    ["insert into", "update ", "delete from", "post_journal", "add_job"]
        .iter()
        .any(|word| statement.contains(word))
}

struct Listener;

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut statement = Statement::default();
        event.record(&mut statement);
        let text = if statement.text.is_empty() { statement.summary } else { statement.text };
        // A new connection asks once what the types are called.
        if !text.contains("pg_type") {
            HEARD.with_borrow_mut(|heard| {
                if let Some(heard) = heard {
                    heard.push(text.trim().to_owned());
                }
            });
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

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" && self.summary.is_empty() {
            self.summary = format!("{value:?}");
        }
    }
}
