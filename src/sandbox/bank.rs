//! The pretend bank's page. A person pays or does not, as at a real bank; what a real bank does once
//! in ten thousand payments can be had here by a button.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use super::here;
use crate::adapters::bank::Refusal;
use crate::adapters::bank::sandbox;
use crate::adapters::bank::sandbox::BookLine;
use crate::adapters::bank::sandbox::Deed;
use crate::adapters::bank::sandbox::Mending;
use crate::adapters::bank::sandbox::Stage;
use crate::app::App;
use crate::money::Money;
use crate::money::Unit;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::form::Query;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sandbox/bank/{reference}", get(show))
        .route("/sandbox/bank/{reference}/deed", post(deed_create))
        .route("/sandbox/bank/{reference}/mending", post(mending_create))
}

/// The bank's page for an order: what can be done, or how it ended.
async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(reference): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let visit = visit.in_unit(Unit::Rial);
    let Some(line) = sandbox::look_up(&app.back_db, &reference).await? else {
        return visit.page(StatusCode::NOT_FOUND, &UnknownPage { v: &visit });
    };
    if line.is_open(visit.now) {
        let page = OpenPage { v: &visit, line: &line, mistakes: Mistakes::none() };
        return visit.page(StatusCode::OK, &page);
    }
    let page = EndedPage { v: &visit, line: &line, after: asked.after, back: back(&app, &line) };
    visit.page(StatusCode::OK, &page)
}

/// Writes what the person did into the bank's book, and sends the browser on.
async fn deed_create(
    State(app): State<App>,
    visit: Visit,
    Path(reference): Path<String>,
    Form(form): Form<DeedForm>,
) -> Result<Response> {
    let line = sandbox::look_up(&app.back_db, &reference).await?.ok_or(Error::NotFound)?;
    if line.is_open(visit.now) {
        if form.play == Play::Silent {
            sandbox::fall_silent(&app.back_db, &reference, visit.now).await?;
        }
        if sandbox::act(&app.back_db, &reference, &form.deed(&line), visit.now).await? {
            let line = sandbox::look_up(&app.back_db, &reference).await?.ok_or(Error::NotFound)?;
            return Ok(Redirect::to(&form.way_on(&app, &line)).into_response());
        }
    }
    Ok(Redirect::to(&page_of(&reference, After::Nothing)).into_response())
}

/// Lets the bank put right that it took another amount.
async fn mending_create(
    State(app): State<App>,
    Path(reference): Path<String>,
    Form(form): Form<MendingForm>,
) -> Result<Response> {
    let mending = match form.mending {
        Mend::Right => Mending::RightAmount,
        Mend::Reverse => Mending::Reversal,
    };
    sandbox::mend(&app.back_db, &reference, mending).await?;
    Ok(Redirect::to(&page_of(&reference, After::Nothing)).into_response())
}

/// The way back to the merchant, with what banks write behind it and nobody believes.
fn back(app: &App, line: &BookLine) -> String {
    let status = if line.stage == Stage::Paid { "OK" } else { "NOK" };
    format!("{}?Authority={}&Status={status}", here(app, &line.callback), line.reference)
}

fn page_of(reference: &str, after: After) -> String {
    let page = format!("/sandbox/bank/{reference}");
    match after {
        After::Nothing => page,
        After::Lost => page + "?after=lost",
        After::Late => page + "?after=late",
        After::Twice => page + "?after=twice",
        After::Form => page + "?after=form",
    }
}

/// What the address of an ended order says of its end.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: After,
}

/// What has just happened here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum After {
    /// Nothing; somebody looks at an old order.
    #[default]
    Nothing,
    /// The payer closed the window.
    Lost,
    /// The payer lingers.
    Late,
    /// The bank tells the merchant itself, and the payer comes too.
    Twice,
    /// The payer goes back by a form.
    Form,
}

/// What a person chooses to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Play {
    Pay,
    Decline,
    Cancel,
    Late,
    Lost,
    Silent,
    Twice,
    More,
    Less,
}

/// The cards that the pretend bank knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Card {
    Good,
    NoFunds,
    WrongSecret,
    Blocked,
}

impl Card {
    const ALL: [Card; 4] = [Card::Good, Card::NoFunds, Card::WrongSecret, Card::Blocked];

    fn code(self) -> &'static str {
        match self {
            Card::Good => "good",
            Card::NoFunds => "no_funds",
            Card::WrongSecret => "wrong_secret",
            Card::Blocked => "blocked",
        }
    }

    /// First six and last four digits; there is nothing in between.
    fn ends(self) -> (&'static str, &'static str) {
        match self {
            Card::Good => ("610433", "4500"),
            Card::NoFunds => ("603799", "4503"),
            Card::WrongSecret => ("621986", "4508"),
            Card::Blocked => ("502229", "4511"),
        }
    }

    fn masked(self) -> String {
        let (first, last) = self.ends();
        format!("{first}••••••{last}")
    }

    fn refusal(self) -> Option<Refusal> {
        match self {
            Card::Good => None,
            Card::NoFunds => Some(Refusal::NoFunds),
            Card::WrongSecret => Some(Refusal::WrongSecret),
            Card::Blocked => Some(Refusal::Other),
        }
    }

    fn word(self, v: &Visit) -> String {
        let (first, last) = self.ends();
        // Isolated from the words: a card's groups stand from left to right, as on the card.
        let ends = format!("\u{2066}{} {}•• •••• {last}\u{2069}", &first[..4], &first[4..]);
        let ends = v.digits(&ends);
        match self {
            Card::Good => v.w.sandbox_card_good(ends),
            Card::NoFunds => v.w.sandbox_card_no_funds(ends),
            Card::WrongSecret => v.w.sandbox_card_wrong_secret(ends),
            Card::Blocked => v.w.sandbox_card_blocked(ends),
        }
    }
}

/// How the browser goes back to the merchant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    /// By an address.
    Get,
    /// By a form.
    Post,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeedForm {
    card: Card,
    way: Way,
    play: Play,
}

impl DeedForm {
    fn deed(&self, line: &BookLine) -> Deed {
        let asked = line.amount.as_rials();
        let pay = |rials| Deed::Pay { amount: Money::rials(rials), card: self.card.masked() };
        match self.play {
            Play::Pay => self.card.refusal().map_or_else(|| pay(asked), Deed::Refuse),
            Play::Decline => Deed::Refuse(self.card.refusal().unwrap_or(Refusal::Other)),
            Play::Cancel => Deed::Refuse(Refusal::Cancelled),
            Play::Late | Play::Lost | Play::Silent | Play::Twice => pay(asked),
            Play::More => pay(asked * 10),
            Play::Less => pay(asked - asked / 10),
        }
    }

    fn way_on(&self, app: &App, line: &BookLine) -> String {
        match (self.play, self.way) {
            (Play::Late, _) => page_of(&line.reference, After::Late),
            (Play::Lost, _) => page_of(&line.reference, After::Lost),
            (Play::Twice, _) => page_of(&line.reference, After::Twice),
            (_, Way::Post) => page_of(&line.reference, After::Form),
            (_, Way::Get) => back(app, line),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MendingForm {
    mending: Mend,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Mend {
    Right,
    Reverse,
}

#[derive(Template)]
#[template(path = "sandbox/bank.html")]
struct OpenPage<'a> {
    v: &'a Visit,
    line: &'a BookLine,
    mistakes: Mistakes,
}

impl OpenPage<'_> {
    fn cards(&self) -> [(&'static str, String); 4] {
        Card::ALL.map(|card| (card.code(), card.word(self.v)))
    }

    /// How much time the payer has.
    fn left(&self) -> String {
        self.v.duration(self.line.expires_at - self.v.now)
    }

    /// The rare ends, each with its button.
    fn rare(&self) -> [(&'static str, String); 6] {
        let w = self.v.w;
        [
            ("late", w.sandbox_play_late()),
            ("lost", w.sandbox_play_lost()),
            ("silent", w.sandbox_play_silent()),
            ("twice", w.sandbox_play_twice()),
            ("more", w.sandbox_play_more()),
            ("less", w.sandbox_play_less()),
        ]
    }
}

#[derive(Template)]
#[template(path = "sandbox/bank_ended.html")]
struct EndedPage<'a> {
    v: &'a Visit,
    line: &'a BookLine,
    after: After,
    /// The way back to the merchant.
    back: String,
}

impl EndedPage<'_> {
    /// What a bank writes into the form by which a payer goes back.
    fn junk(&self) -> [(&'static str, &str); 3] {
        let paid = self.line.stage == Stage::Paid;
        [
            ("RefId", &self.line.reference),
            ("ResCode", if paid { "0" } else { "17" }),
            ("State", if paid { "OK" } else { "Canceled" }),
        ]
    }

    fn callback(&self) -> &str {
        self.back.split('?').next().unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "sandbox/bank_unknown.html")]
struct UnknownPage<'a> {
    v: &'a Visit,
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn line() -> BookLine {
        BookLine {
            reference: "a1".to_owned(),
            terminal: "1".to_owned(),
            order_number: 1,
            title: "Order 347".to_owned(),
            amount: Money::rials(24_500_000),
            callback: "/back".to_owned(),
            stage: Stage::Waiting,
            paid_amount: None,
            bank_number: None,
            card: None,
            refusal: None,
            silent_until: None,
            expires_at: DateTime::UNIX_EPOCH,
            paid_at: None,
            verified_at: None,
            given_back_at: None,
            reversed_at: None,
            refunded: Money::ZERO,
            mood: sandbox::Mood::Well,
        }
    }

    #[test]
    fn paying_goes_as_the_card_is_and_the_rare_ends_always_take_money() {
        let deed = |card, play| DeedForm { card, way: Way::Get, play }.deed(&line());
        let paid = |rials| Deed::Pay {
            amount: Money::rials(rials),
            card: "603799••••••4503".to_owned(),
        };
        assert!(matches!(deed(Card::Good, Play::Pay), Deed::Pay { .. }));
        assert_eq!(deed(Card::NoFunds, Play::Pay), Deed::Refuse(Refusal::NoFunds));
        assert_eq!(deed(Card::Good, Play::Decline), Deed::Refuse(Refusal::Other));
        assert_eq!(deed(Card::Good, Play::Cancel), Deed::Refuse(Refusal::Cancelled));
        assert_eq!(deed(Card::NoFunds, Play::Lost), paid(24_500_000));
        assert_eq!(deed(Card::NoFunds, Play::More), paid(245_000_000));
        assert_eq!(deed(Card::NoFunds, Play::Less), paid(22_050_000));
    }
}
