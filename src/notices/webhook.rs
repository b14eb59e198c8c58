//! What the people of a workspace are told when nothing arrives at a program of theirs.

use super::Said;
use crate::app::App;
use crate::locale::Language;
use crate::locale::Voice;
use crate::locale::isolate;

/// So much of the end of an address, which says whose it is, is enough to know it by.
const HOST_CHARS_MAX: usize = 32;

pub(super) fn given_up(app: &App, v: &Voice, host: &str) -> Said {
    let cut = host.char_indices().rev().nth(HOST_CHARS_MAX - 1).filter(|(start, _)| 0 < *start);
    let host = cut.map_or_else(|| host.to_owned(), |(start, _)| format!("…{}", &host[start + 1..]));
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
