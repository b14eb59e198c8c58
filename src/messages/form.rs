//! The form of a workspace's message settings: what was typed, and the settings that it means.

use serde::Deserialize;

use crate::notices;
use crate::notices::Rules;
use crate::notices::Settings;
use crate::notices::TextMistake;
use crate::notices::Texts;
use crate::web::Visit;
use crate::web::form::Mistakes;

/// The days that the page offers before the deadline; 0 is the day itself.
pub(super) const BEFORE: [i16; 5] = [0, 1, 2, 3, 7];

/// The days that the page offers after the request.
pub(super) const AFTER: [i16; 5] = [1, 2, 3, 7, 14];

/// So many reminders of one kind.
const DAYS_MAX: usize = 3;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SettingsForm {
    pub(super) asked: String,
    pub(super) reminded: String,
    pub(super) receipt: String,
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
    pub(super) other: String,
    pub(super) act: String,
}

impl SettingsForm {
    pub(super) fn of(settings: &Settings) -> Self {
        let days = |days: &[i16]| days.iter().map(ToString::to_string).collect();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            asked: text(&settings.texts.asked),
            reminded: text(&settings.texts.reminded),
            receipt: text(&settings.texts.receipt),
            before: days(settings.rules.before()),
            after: days(settings.rules.after()),
            other: if settings.other_way { "yes".to_owned() } else { String::new() },
            act: String::new(),
        }
    }

    pub(super) fn is_preview(&self) -> bool {
        self.act == "preview"
    }

    /// The texts alone, those that can be used; for a preview.
    pub(super) fn texts(&self) -> Texts {
        let usable = |text: &str| notices::check_text(text).ok().flatten();
        Texts {
            asked: usable(&self.asked),
            reminded: usable(&self.reminded),
            receipt: usable(&self.receipt),
        }
    }

    pub(super) fn parse(&self, v: &Visit) -> Result<Settings, Mistakes> {
        let mut mistakes = Mistakes::none();
        let mut text = |name: &'static str, typed: &str| {
            let read = notices::check_text(typed);
            mistakes.take(name, read, |mistake| sentence(v, &mistake)).flatten()
        };
        let texts = Texts {
            asked: text("asked", &self.asked),
            reminded: text("reminded", &self.reminded),
            receipt: text("receipt", &self.receipt),
        };
        let (before, after) = (days(&self.before, &BEFORE), days(&self.after, &AFTER));
        for (name, days) in [("before", &before), ("after", &after)] {
            if DAYS_MAX < days.len() {
                mistakes.add(name, v.w.messages_too_many_days());
            }
        }
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let other_way = self.other == "yes";
        Ok(Settings { texts, rules: Rules::new(before, after), other_way })
    }
}

/// The chosen days among those that are offered.
fn days(chosen: &[String], offered: &[i16]) -> Vec<i16> {
    let chosen = chosen.iter().filter_map(|day| day.parse().ok());
    let mut days: Vec<i16> = chosen.filter(|day| offered.contains(day)).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn sentence(v: &Visit, mistake: &TextMistake) -> String {
    match mistake {
        TextMistake::TooLong => v.w.messages_text_too_long(),
        TextMistake::NotPlain => v.w.messages_text_not_plain(),
        TextMistake::UnknownVariable(name) => v.w.messages_text_unknown(name),
        TextMistake::Missing(variable) => v.w.messages_text_missing(variable.name(v.w)),
    }
}
