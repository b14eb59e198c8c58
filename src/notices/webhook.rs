//! What the people of a workspace are told when nothing arrives at a program of theirs.

use super::Said;
use crate::app::App;
use crate::locale::Voice;
use crate::locale::isolate;

/// So much of an address is enough to know it by.
const HOST_CHARS_MAX: usize = 40;

pub(super) fn given_up(app: &App, v: &Voice, host: &str) -> Said {
    let host: String = host.chars().take(HOST_CHARS_MAX).collect();
    let said = v.w.notices_webhook_given_up(isolate(&host));
    Said {
        subject: said.clone(),
        lines: vec![said],
        action: Some((v.w.notices_see(), app.address("/settings/webhooks"))),
    }
}
