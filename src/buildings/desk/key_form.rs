//! By which keys something is divided, as a manager chooses them: one, or two that share it by percents.

use super::meters::kind_word;
use crate::buildings::Key;
use crate::buildings::Keys;
use crate::buildings::desk::form::Reader;
use crate::buildings::explain::key_word;
use crate::buildings::meters::MeterKind;
use crate::locale::Voice;
use crate::locale::clean;

/// Keys, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyForm {
    /// Empty: as it is without these.
    pub(super) key: String,
    pub(super) percent: String,
    pub(super) other_key: String,
    pub(super) meter_kind: String,
}

/// What a form offers.
pub(super) struct OfferedKeys {
    /// What no choice means, where it means something.
    pub(super) otherwise: Option<String>,
    pub(super) keys: Vec<(Key, String)>,
    /// Of which meters; none: nothing is divided by meters here.
    pub(super) meter_kinds: Vec<(MeterKind, String)>,
    /// Whether the second key is in sight.
    pub(super) is_open: bool,
}

impl KeyForm {
    pub(super) fn of(keys: Option<Keys>) -> Self {
        let Some(keys) = keys else { return Self::default() };
        let is_mixed = keys.percent < 100;
        Self {
            key: keys.key.code().to_owned(),
            percent: if is_mixed { keys.percent.to_string() } else { String::new() },
            other_key: if is_mixed { keys.other_key.code().to_owned() } else { String::new() },
            meter_kind: keys.meter_kind.map_or("", MeterKind::code).to_owned(),
        }
    }

    /// `false`: the field is none of these.
    pub(super) fn take(&mut self, field: &str, text: &str) -> bool {
        match field {
            "key" => text.clone_into(&mut self.key),
            "percent" => text.clone_into(&mut self.percent),
            "other_key" => text.clone_into(&mut self.other_key),
            "meter_kind" => text.clone_into(&mut self.meter_kind),
            _ => return false,
        }
        true
    }

    /// `None`: nothing was chosen, or something that the reader says is wrong.
    pub(super) fn parse(&self, reader: &mut Reader) -> Option<Keys> {
        if self.key.is_empty() {
            return None;
        }
        let Some(key) = Key::parse(&self.key) else {
            reader.mistakes.add("key", reader.v.w.buildings_missing());
            return None;
        };
        if clean(&self.percent).is_empty() {
            return Some(self.by_meters(reader, Keys::one(key)));
        }
        let percent = reader.number("percent", &self.percent, (1, 0, 100));
        let other_key = Key::parse(&self.other_key);
        if other_key.is_none() && percent < 100 {
            reader.mistakes.add("other_key", reader.v.w.levies_other_key_missing());
        }
        let other_key = other_key.unwrap_or(Key::Equal);
        Some(self.by_meters(reader, Keys { percent, other_key, ..Keys::one(key) }))
    }

    /// Keys of which one may be what meters of a kind say.
    fn by_meters(&self, reader: &mut Reader, keys: Keys) -> Keys {
        let meter_kind = MeterKind::parse(&self.meter_kind);
        let is_metered = [keys.key, keys.other_key].contains(&Key::Meter);
        if is_metered && meter_kind.is_none() {
            reader.mistakes.add("meter_kind", reader.v.w.meters_which_missing());
        }
        Keys { meter_kind: meter_kind.filter(|_| is_metered), ..keys }
    }

    /// What a form offers; `otherwise` is what no choice means.
    pub(super) fn offered(&self, v: &Voice, otherwise: Option<String>) -> OfferedKeys {
        let kinds = MeterKind::ALL.into_iter().map(|kind| (kind, kind_word(v, kind)));
        OfferedKeys {
            meter_kinds: kinds.filter(|_| otherwise.is_some()).collect(),
            keys: Key::ALL.into_iter().map(|key| (key, key_word(v, key))).collect(),
            is_open: [&self.percent, &self.other_key, &self.meter_kind]
                .iter()
                .any(|typed| !typed.is_empty()),
            otherwise,
        }
    }
}

/// Keys in words.
pub(super) fn said(v: &Voice, keys: Keys) -> String {
    let word = |key| key_word(v, key);
    let percent = i64::from(keys.percent);
    match percent {
        100 => word(keys.key),
        0 => word(keys.other_key),
        _ => {
            let (one, rest) = (v.percent(percent), v.percent(100 - percent));
            v.w.buildings_mixed_keys(one, word(keys.key), rest, word(keys.other_key))
        }
    }
}
