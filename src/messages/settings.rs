//! The page on which a merchant sets texts, reminders and the second way.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use chrono::TimeDelta;

use super::form::AFTER;
use super::form::BEFORE;
use super::form::SettingsForm;
use crate::adapters::sms::parts;
use crate::app::App;
use crate::ids::LinkId;
use crate::ids::PaymentId;
use crate::money::Money;
use crate::notices;
use crate::notices::Asked;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::Receipt;
use crate::notices::Variable;
use crate::sessions::Tone;
use crate::tokens::Door;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

const PATH: &str = "/settings/messages";

/// What the example on the page asks for.
const EXAMPLE: Money = Money::rials(24_500_000);

pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/messages", get(edit).post(update))
}

async fn edit(State(app): State<App>, desk: Desk) -> Result<Response> {
    let settings = notices::settings(&app.db, desk.session.workspace).await?;
    let form = SettingsForm::of(&settings);
    let page = SettingsPage::of(&app, &desk, form, Mistakes::none()).await?;
    desk.page(StatusCode::OK, &page)
}

/// Keeps the settings, or shows first what would be sent.
async fn update(
    State(app): State<App>,
    desk: Desk,
    Form(form): Form<SettingsForm>,
) -> Result<Response> {
    let settings = match form.parse(&desk) {
        Ok(settings) => settings,
        Err(mistakes) => {
            let page = SettingsPage::of(&app, &desk, form, mistakes).await?;
            return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    if form.is_preview() {
        let page = SettingsPage::of(&app, &desk, form, Mistakes::none()).await?;
        return desk.page(StatusCode::OK, &page);
    }
    notices::save_settings(&app.db, desk.session.workspace, &settings, desk.now).await?;
    desk.go(&app, PATH, Tone::Ok, desk.w.messages_saved()).await
}

#[derive(Template)]
#[template(path = "messages/settings.html")]
struct SettingsPage<'a> {
    v: &'a Visit,
    form: SettingsForm,
    mistakes: Mistakes,
    asked: Preview,
    reminded: Preview,
    receipt: Preview,
    /// What the SMS of today have cost.
    spent: Money,
}

/// A message as its reader will see it, and how many SMS it is.
struct Preview {
    text: String,
    parts: String,
}

/// A day to choose.
struct Day {
    value: String,
    word: String,
    is_chosen: bool,
}

impl<'a> SettingsPage<'a> {
    async fn of(app: &App, desk: &'a Desk, form: SettingsForm, mistakes: Mistakes) -> Result<Self> {
        let (session, now) = (&desk.session, desk.now);
        let (merchant, link) = (session.workspace_name.clone(), LinkId::new(now));
        let manner = Manner { language: session.workspace_language, unit: session.unit };
        let asked = Asked {
            merchant: merchant.clone(),
            title: desk.w.messages_example_title(),
            amount: Some(EXAMPLE),
            until: Some(now + TimeDelta::days(3)),
            early: None,
            door: Door::Link { link, version: 1 },
        };
        let receipt = Receipt {
            merchant,
            amount: EXAMPLE,
            tracking: 4_081_236_700,
            payment: PaymentId::new(now),
            suspended: false,
        };
        let texts = form.texts();
        let preview = |message: &Message| {
            let text = notices::try_texts(app, manner, message, &texts).sms();
            let count = i64::try_from(parts(&text)).unwrap_or(i64::MAX);
            Preview { parts: desk.w.messages_parts(count, desk.number(count)), text }
        };
        Ok(Self {
            v: desk,
            asked: preview(&Message::PaymentAsked(asked.clone())),
            reminded: preview(&Message::PaymentReminded(asked)),
            receipt: preview(&Message::Receipt(receipt)),
            spent: notices::spent_today(&app.db, session.workspace, now).await?,
            form,
            mistakes,
        })
    }

    /// The names that may stand between braces, as a sentence.
    fn variables(&self) -> String {
        let names = Variable::ALL.map(|variable| format!("{{{}}}", variable.name(self.v.w)));
        self.v.w.messages_variables(names.join(" "))
    }

    fn before(&self) -> Vec<Day> {
        let word = |day: i64| match day {
            0 => self.v.w.messages_same_day(),
            day => self.v.w.messages_days_before(day, self.v.number(day)),
        };
        days(&BEFORE, &self.form.before, word)
    }

    fn after(&self) -> Vec<Day> {
        days(&AFTER, &self.form.after, |day| self.v.w.messages_days_after(day, self.v.number(day)))
    }
}

fn days(offered: &[i16], chosen: &[String], word: impl Fn(i64) -> String) -> Vec<Day> {
    let day = |day: &i16| {
        let value = day.to_string();
        Day { word: word((*day).into()), is_chosen: chosen.contains(&value), value }
    };
    offered.iter().map(day).collect()
}
