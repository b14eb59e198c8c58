//! What a one-time code says. The code follows from its challenge and is computed at this moment only.

use super::Said;
use crate::app::App;
use crate::ids::ChallengeId;
use crate::locale::Voice;

pub(super) fn say(app: &App, v: &Voice, challenge: ChallengeId) -> Said {
    let code = app.keys.code(challenge);
    let host = app.origin.split_once("://").map_or("", |(_, host)| host);
    let host = host.split(':').next().unwrap_or_default();
    Said {
        subject: v.w.notices_code_subject(),
        lines: vec![
            v.w.notices_code(v.digits(&code)),
            v.w.notices_code_secret(),
            // By this line a browser may offer the code itself (the WebOTP convention).
            format!("@{host} #{code}"),
        ],
        action: None,
    }
}
