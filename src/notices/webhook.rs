//! What the people of a workspace are told when nothing arrives at a program of theirs.

use super::Said;
use crate::app::App;
use crate::locale::Language;
use crate::locale::Voice;
use crate::locale::isolate;

/// So much of the end of an address, which says whose it is, is enough to know it by. What is left out is
/// two dots, for one letter that is not in the plain alphabet would make every letter cost twice.
const HOST_CHARS_MAX: usize = 32;

pub(super) fn given_up(app: &App, v: &Voice, host: &str) -> Said {
    let host = end_of(host);
    let host = match v.language {
        Language::Fa => isolate(&host),
        Language::En => host,
    };
    let said = v.w.notices_webhook_given_up(host);
    Said {
        subject: said.clone(),
        lines: vec![said],
        action: Some((v.w.notices_see(), app.address("/settings/webhooks"))),
    }
}

fn end_of(host: &str) -> String {
    match host.chars().count().checked_sub(HOST_CHARS_MAX) {
        None | Some(0) => host.to_owned(),
        Some(over) => format!("..{}", host.chars().skip(over + 2).collect::<String>()),
    }
}
