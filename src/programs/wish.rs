//! What is wanted of an endpoint, read from a form or from a program.

use crate::app::App;
use crate::locale::Voice;
use crate::outbound::AddressMistake;
use crate::web::form::Mistakes;
use crate::webhooks::TYPES;
use crate::webhooks::Wish;

/// Reads an address and the types of events.
pub(super) fn read(v: &Voice, app: &App, url: &str, types: &[String]) -> Result<Wish, Mistakes> {
    let mut mistakes = Mistakes::none();
    let url = mistakes.take("url", app.strangers.check(url), |mistake| match mistake {
        AddressMistake::NotOne => v.w.programs_url_not_one(),
        AddressMistake::NotHttps => v.w.programs_url_not_https(),
        AddressMistake::NotAName => v.w.programs_url_not_a_name(),
        AddressMistake::Own => v.w.programs_url_own(),
    });
    let mut chosen: Vec<String> = types.to_vec();
    chosen.sort_unstable();
    chosen.dedup();
    if chosen.is_empty() || chosen.iter().any(|name| !TYPES.contains(&name.as_str())) {
        mistakes.add("types", v.w.programs_types_missing());
    }
    match url {
        Some(url) if mistakes.is_empty() => Ok(Wish { url: url.into(), types: chosen }),
        _ => Err(mistakes),
    }
}
