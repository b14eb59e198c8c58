//! What became of something that was written down, in sentences.

use crate::buildings::history::Change;
use crate::buildings::history::Origin;
use crate::web::Visit;

/// Something that happened to it: what, and who did it when.
pub(super) struct Event {
    pub(super) what: String,
    pub(super) who: String,
}

/// Everything that happened to it, the newest first.
pub(super) fn told<T>(
    v: &Visit,
    (origin, changes): (&Origin, &[Change<T>]),
    differences: impl Fn(&T, &T) -> String,
) -> Vec<Event> {
    let who = |name: &str, at| v.w.buildings_by_and_when(name, v.moment(at));
    let change = |change: &Change<T>| Event {
        what: match &change.after {
            Some(after) => differences(&change.before, after),
            None => v.w.buildings_was_deleted(),
        },
        who: who(&change.by, change.at),
    };
    let made = Event { what: v.w.buildings_was_kept(), who: who(&origin.by, origin.at) };
    changes.iter().map(change).chain([made]).collect()
}

/// What is said of a thing: each field with its name.
type Fields = Vec<(String, String)>;

/// What differs, field by field; `other_file` is said where its picture is another.
pub(super) fn differing(
    v: &Visit,
    (before, after): (Fields, Fields),
    other_file: Option<String>,
) -> String {
    let pairs = before.into_iter().zip(after);
    let differ = pairs.filter(|((_, was), (_, is))| was != is);
    let said = differ.map(|((field, was), (_, is))| v.w.buildings_from_to(field, was, is));
    said.chain(other_file).collect::<Vec<_>>().join(&v.w.buildings_and())
}
