//! A poll, as its manager fills it in.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use chrono::TimeDelta;
use serde::Deserialize;

use super::form::Reader;
use crate::buildings::NewPoll;
use crate::buildings::PollWeight;
use crate::buildings::Voters;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::ids::PollId;
use crate::locale::Jalali;
use crate::locale::clean;
use crate::locale::clean_lines;
use crate::web::Visit;

/// So many answers a question has.
const ANSWERS: RangeInclusive<usize> = 2..=10;

/// Letters of an answer.
const ANSWER_CHARS_MAX: usize = 100;

/// A poll starts no longer ahead, and takes no longer.
const AHEAD: TimeDelta = TimeDelta::days(60);
const LASTS: TimeDelta = TimeDelta::days(90);

/// A poll, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PollForm {
    pub(super) id: String,
    pub(super) question: String,
    pub(super) words: String,
    /// One a line.
    pub(super) answers: String,
    pub(super) voters: String,
    pub(super) weight: String,
    pub(super) shows_names: String,
    pub(super) quorum: String,
    pub(super) from_d: String,
    pub(super) from_m: String,
    pub(super) from_y: String,
    pub(super) until_d: String,
    pub(super) until_m: String,
    pub(super) until_y: String,
}

impl PollForm {
    pub(super) fn blank(v: &Visit) -> Self {
        let from = Jalali::of(v.now);
        let until = Jalali::of(noon(today(v.now)) + TimeDelta::days(7));
        Self {
            id: PollId::new(v.now).to_string(),
            voters: Voters::Owners.code().to_owned(),
            weight: PollWeight::Area.code().to_owned(),
            from_d: from.day.to_string(),
            from_m: from.month.to_string(),
            from_y: from.year.to_string(),
            until_d: until.day.to_string(),
            until_m: until.month.to_string(),
            until_y: until.year.to_string(),
            ..Self::default()
        }
    }

    pub(super) fn parse(&self, reader: &mut Reader) -> Option<NewPoll> {
        let question = reader.text("question", &self.question, (1, 200));
        let words = clean_lines(&self.words);
        let words = Some(words).filter(|words| !words.is_empty());
        let words = words.map(|words| reader.lines("words", &words, 2000));
        let voters = Voters::parse(&self.voters);
        let weight = PollWeight::parse(&self.weight);
        if voters.is_none() {
            reader.mistakes.add("voters", reader.v.w.buildings_missing());
        }
        if weight.is_none() {
            reader.mistakes.add("weight", reader.v.w.buildings_missing());
        }
        let quorum = (!clean(&self.quorum).is_empty())
            .then(|| reader.number("quorum", &self.quorum, (1, 1, 100)));
        Some(NewPoll {
            id: self.id.parse().unwrap_or_else(|_| PollId::new(reader.v.now)),
            question,
            words,
            answers: self.answers(reader),
            days: self.days(reader)?,
            voters: voters?,
            weight: weight?,
            shows_names: self.shows_names == "yes",
            quorum: quorum.and_then(|percent| i16::try_from(percent).ok()),
        })
    }

    fn answers(&self, reader: &mut Reader) -> Vec<String> {
        let answers = clean_lines(&self.answers);
        let answers: Vec<String> =
            answers.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let is_twice = |(place, answer)| answers[..place].contains(answer);
        if !ANSWERS.contains(&answers.len()) {
            reader.mistakes.add("answers", reader.v.w.polls_how_many_answers());
        } else if answers.iter().any(|answer| ANSWER_CHARS_MAX < answer.chars().count()) {
            let max = i64::try_from(ANSWER_CHARS_MAX).unwrap_or(i64::MAX);
            reader.mistakes.add("answers", reader.v.w.buildings_too_long(reader.v.number(max)));
        } else if answers.iter().enumerate().any(is_twice) {
            reader.mistakes.add("answers", reader.v.w.polls_answer_twice());
        }
        answers
    }

    fn days(&self, reader: &mut Reader) -> Option<(NaiveDate, NaiveDate)> {
        let from = reader.day("from", (&self.from_d, &self.from_m, &self.from_y));
        let until = reader.day("until", (&self.until_d, &self.until_m, &self.until_y));
        let (from, until) = (from?, until?);
        let today = today(reader.v.now);
        if !(today..=today + AHEAD).contains(&from) {
            reader.mistakes.add("from", reader.v.w.polls_from_is_far());
        }
        if until <= from || from + LASTS < until {
            reader.mistakes.add("until", reader.v.w.polls_until_is_off());
        }
        Some((from, until))
    }

    /// The years of its days.
    pub(super) fn years(v: &Visit) -> RangeInclusive<i32> {
        let this = Jalali::of(v.now).year;
        this..=this + 1
    }
}
