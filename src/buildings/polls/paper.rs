//! A poll in words and figures, as its manager and those who may vote see it and print it.

use super::PollWeight;
use super::Voters;
use super::store;
use super::store::Part;
use super::store::Poll;
use super::weights::PARTS;
use crate::app::App;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::explain::place;
use crate::locale::Language;
use crate::web::Visit;

/// How far a poll has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::buildings) enum State {
    /// Its first day has not come.
    Ahead,
    /// Votes are taken.
    Open,
    /// Its last day is over, and it is about to be counted.
    Counting,
    /// It is counted.
    Ended,
    /// It was called off.
    CalledOff,
}

impl State {
    pub(in crate::buildings) fn of(v: &Visit, poll: &Poll) -> Self {
        match poll {
            _ if poll.called_off_at.is_some() => State::CalledOff,
            _ if poll.closed_at.is_some() => State::Ended,
            _ if poll.has_ended(today(v.now)) => State::Counting,
            _ if poll.opened_at.is_some() => State::Open,
            _ => State::Ahead,
        }
    }
}

/// How far a poll has come: the look of its pill, the sign on it, and the word.
pub(in crate::buildings) fn pill(v: &Visit, state: State) -> (&'static str, &'static str, String) {
    match state {
        State::Ahead => ("", "clock", v.w.polls_ahead()),
        State::Open => ("warn", "info", v.w.polls_open()),
        State::Counting => ("", "clock", v.w.polls_counting()),
        State::Ended => ("ok", "tick", v.w.polls_ended()),
        State::CalledOff => ("bad", "cross", v.w.polls_called_off()),
    }
}

/// An answer: its words, and once it is counted its weight and its part of all votes.
pub(in crate::buildings) struct Counted {
    pub(in crate::buildings) place: i16,
    pub(in crate::buildings) words: String,
    pub(in crate::buildings) weight: Option<(String, String)>,
}

/// A part of the weight: of which unit, whose, how much, and what was said with it.
pub(in crate::buildings) struct Row {
    pub(in crate::buildings) unit: String,
    pub(in crate::buildings) name: String,
    pub(in crate::buildings) weight: String,
    pub(in crate::buildings) answer: Option<String>,
}

/// What stands on the page of a poll.
pub(in crate::buildings) struct Paper {
    pub(in crate::buildings) state: State,
    /// Who votes, by what, from when until when.
    pub(in crate::buildings) terms: Vec<(String, String)>,
    pub(in crate::buildings) answers: Vec<Counted>,
    pub(in crate::buildings) rows: Vec<Row>,
    /// Whether the answers stand beside the names.
    pub(in crate::buildings) says_who: bool,
    /// How much of all weight has voted.
    pub(in crate::buildings) turnout: String,
    /// Whether enough did, where that is asked.
    pub(in crate::buildings) quorum: Option<(bool, String)>,
}

impl Paper {
    pub(in crate::buildings) async fn of(app: &App, v: &Visit, poll: &Poll) -> sqlx::Result<Self> {
        let state = State::of(v, poll);
        let parts = store::parts(&app.db, poll.id).await?;
        let weight =
            |parts: &mut dyn Iterator<Item = &Part>| -> i64 { parts.map(|part| part.weight).sum() };
        let all = weight(&mut parts.iter());
        let voted = weight(&mut parts.iter().filter(|part| part.answer.is_some()));
        let says_who = poll.shows_names && state == State::Ended;
        let answers = store::answers(&app.db, poll.id).await?.into_iter();
        let answers = answers.map(|(place, words, weight)| Counted {
            place,
            words,
            weight: weight.map(|weight| (said(v, poll.weight, weight), percent(v, weight, voted))),
        });
        let row = |part: Part| Row {
            unit: place(v, &part.block, &part.unit_number),
            name: part.name,
            weight: said(v, poll.weight, part.weight),
            answer: part.answer.filter(|_| says_who),
        };
        let quorum = poll.quorum.filter(|_| state == State::Ended).map(|percent| {
            let is_met = is_met(i64::from(percent), voted, all);
            let needed = v.percent(percent.into());
            let said =
                if is_met { v.w.polls_quorum_met(needed) } else { v.w.polls_quorum_missed(needed) };
            (is_met, said)
        });
        let (voted_said, all_said) = (said(v, poll.weight, voted), said(v, poll.weight, all));
        Ok(Self {
            state,
            terms: terms(v, poll),
            answers: answers.collect(),
            turnout: v.w.polls_turnout(voted_said, all_said, percent(v, voted, all)),
            rows: parts.into_iter().map(row).collect(),
            says_who,
            quorum,
        })
    }
}

/// Who votes, by what, from when until when, and how much has to take part.
fn terms(v: &Visit, poll: &Poll) -> Vec<(String, String)> {
    let voters = match poll.voters {
        Voters::Owners => v.w.polls_by_owners(),
        Voters::Occupants => v.w.polls_by_occupants(),
    };
    let weight = match poll.weight {
        PollWeight::Unit => v.w.polls_weight_unit(),
        PollWeight::Area => v.w.polls_weight_area(),
    };
    let names = if poll.shows_names { v.w.polls_with_names() } else { v.w.polls_secret() };
    let day = |day| v.day_full(noon(day));
    let mut terms = vec![
        (v.w.polls_voters(), voters),
        (v.w.polls_weight(), weight),
        (v.w.polls_days(), v.w.people_from_until(day(poll.starts_on), day(poll.ends_on))),
        (v.w.polls_names(), names),
    ];
    let quorum = poll.quorum.map(|percent| v.percent(percent.into()));
    terms.extend(quorum.map(|quorum| (v.w.polls_quorum(), quorum)));
    terms
}

/// A weight, exactly: in units, or in square metres.
fn said(v: &Visit, weight: PollWeight, parts: i64) -> String {
    let (whole, digits) = match weight {
        PollWeight::Unit => (PARTS, 6),
        PollWeight::Area => (PARTS * 100, 8),
    };
    let number = v.number(parts / whole);
    let rest = format!("{:0digits$}", parts % whole);
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() {
        return number;
    }
    let point = match v.language {
        Language::Fa => '٫',
        Language::En => '.',
    };
    format!("{number}{point}{}", v.digits(rest))
}

/// A part of a whole in percent, rounded for reading to hundredths; of nothing it is nothing.
fn percent(v: &Visit, part: i64, whole: i64) -> String {
    let (part, whole) = (i128::from(part), i128::from(whole));
    let points = if whole == 0 { 0 } else { (2 * 10_000 * part + whole) / (2 * whole) };
    v.points(u32::try_from(points).unwrap_or(0))
}

/// Whether so many percent of the whole have voted, exactly.
fn is_met(percent: i64, voted: i64, all: i64) -> bool {
    0 < all && i128::from(percent) * i128::from(all) <= 100 * i128::from(voted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quorum_is_met_to_the_last_part_and_nobody_is_never_enough() {
        assert!(is_met(50, 500_000, 1_000_000) && !is_met(50, 499_999, 1_000_000));
        assert!(is_met(100, i64::MAX, i64::MAX) && !is_met(100, i64::MAX - 1, i64::MAX));
        assert!(!is_met(1, 0, 0));
    }
}
