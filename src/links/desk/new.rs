//! Making a link.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;
use serde::Deserialize;

use super::find;
use crate::adapters::sms::parts;
use crate::app::App;
use crate::db;
use crate::ids::LinkId;
use crate::links;
use crate::links::LinkError;
use crate::links::NewLink;
use crate::links::What;
use crate::links::form::LinkForm;
use crate::links::later;
use crate::links::later::Later;
use crate::links::usual;
use crate::links::web::gateway_limits;
use crate::locale::isolate;
use crate::notices;
use crate::notices::Asked;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::Said;
use crate::sessions::Tone;
use crate::tokens::Door;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::form::Query;
use crate::web::limits;
use crate::web::limits::Limit;

/// Links made in one workspace, so that a stolen session cannot flood people with messages.
pub(in crate::links) const LINKS_MADE: Limit = Limit::new("links_made", 300, TimeDelta::hours(1));

/// What the address of an empty form may say.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Like {
    /// The link that the new one is to be like.
    like: String,
}

/// Shows the empty form, or one filled as another link was.
pub(super) async fn new(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<Like>,
) -> Result<Response> {
    let form = if asked.like.is_empty() {
        LinkForm::blank(desk.voice())
    } else {
        LinkForm::of(desk.voice(), &find(&app, &desk, &asked.like).await?)
    };
    desk.page(StatusCode::OK, &FormPage::of(&desk, Use::Make, (form, Mistakes::none())))
}

/// Makes the link and sends it, or shows first what would be sent.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Form(form): Form<LinkForm>,
) -> Result<Response> {
    let new = match form.parse(desk.voice(), gateway_limits(&app)) {
        Ok(new) => new,
        Err(mistakes) => return again(&desk, StatusCode::UNPROCESSABLE_ENTITY, form, mistakes),
    };
    if form.is_preview() {
        let preview = Some(Preview::of(&app, &desk, &new).await?);
        let page = FormPage { preview, ..FormPage::of(&desk, Use::Make, (form, Mistakes::none())) };
        return desk.page(StatusCode::OK, &page);
    }
    if let Some(question) = surprising(&app, &desk, &form, &new).await? {
        let page = FormPage::of(&desk, Use::Make, (form, Mistakes::none())).asking(question);
        return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let (workspace, member) = (desk.session.workspace, desk.session.member);
    let mut tx = db::begin(&app.db).await?;
    limits::check_with(&mut tx, &LINKS_MADE, workspace, desk.now).await?;
    match links::create_with(&mut tx, &app, (workspace, member), &new).await {
        Ok(()) => (),
        Err(LinkError::OtherTerms) => return sent_before(&desk, form),
        Err(LinkError::ReferenceTaken) => {
            let mut mistakes = Mistakes::none();
            mistakes.add("reference", desk.w.links_reference_taken());
            return again(&desk, StatusCode::UNPROCESSABLE_ENTITY, form, mistakes);
        }
        Err(error) => return Err(error.into()),
    }
    let text = match (new.channels.is_empty(), new.send_at, &new.payer.name) {
        (true, ..) => desk.w.links_made(),
        (false, Some(at), _) => desk.w.links_made_to_be_sent(desk.moment(at)),
        (false, None, Some(name)) => desk.w.links_made_and_sent_to(isolate(name)),
        (false, None, None) => desk.w.links_made_and_sent(),
    };
    let gone = desk.go_with(tx, &format!("/links/{}", new.id), (Tone::Ok, text)).await?;
    app.work_bell.notify_one();
    Ok(gone)
}

fn again(desk: &Desk, status: StatusCode, form: LinkForm, mistakes: Mistakes) -> Result<Response> {
    desk.page(status, &FormPage::of(desk, Use::Make, (form, mistakes)))
}

/// The form made a link already, and was changed and sent again: it may make another one, if that is
/// what is meant.
fn sent_before(desk: &Desk, form: LinkForm) -> Result<Response> {
    let form = LinkForm { id: LinkId::new(desk.now).to_string(), ..form };
    let mut mistakes = Mistakes::none();
    mistakes.add("title", desk.w.links_form_was_sent());
    again(desk, StatusCode::CONFLICT, form, mistakes)
}

/// An amount that is asked about once more: the question, and the answer that the form then carries.
pub(super) struct Question {
    text: String,
    answer: String,
}

/// Whether the amount is ten times what this workspace asks for, and nobody said yet that it is meant.
pub(super) async fn surprising(
    app: &App,
    desk: &Desk,
    form: &LinkForm,
    new: &NewLink,
) -> Result<Option<Question>> {
    let Some(amount) = new.amount.fixed() else { return Ok(None) };
    let answer = amount.as_rials().to_string();
    if form.sure == answer {
        return Ok(None);
    }
    let usual = usual::of_workspace(&app.db, desk.session.workspace).await?;
    let usual = usual.surprised_by(amount);
    Ok(usual.map(|usual| Question { text: usual::question(desk, amount, usual), answer }))
}

/// What the form is for.
pub(super) enum Use {
    /// Making a link.
    Make,
    /// Changing the one with this page.
    Change(String),
}

/// The form with what was typed.
#[derive(Template)]
#[template(path = "links/new.html")]
pub(super) struct FormPage<'a> {
    v: &'a Visit,
    usage: Use,
    form: LinkForm,
    mistakes: Mistakes,
    preview: Option<Preview>,
    surprising: Option<Question>,
}

impl<'a> FormPage<'a> {
    /// The form, with what is to be put right.
    pub(super) fn of(v: &'a Visit, usage: Use, (form, mistakes): (LinkForm, Mistakes)) -> Self {
        Self { v, usage, form, mistakes, preview: None, surprising: None }
    }

    /// The same with an amount that is asked about once more.
    pub(super) fn asking(self, question: Question) -> Self {
        Self { surprising: Some(question), ..self }
    }

    fn heading(&self) -> String {
        match self.usage {
            Use::Make => self.v.w.links_new(),
            Use::Change(_) => self.v.w.links_change(),
        }
    }

    /// Where the form goes, and where one goes back to.
    fn action(&self) -> (String, &str) {
        match &self.usage {
            Use::Make => ("/links".to_owned(), "/links"),
            Use::Change(path) => (format!("{path}/edit"), path),
        }
    }

    fn is_new(&self) -> bool {
        matches!(self.usage, Use::Make)
    }

    /// Whether the rest of the form is shown at once, because something there was said or is wrong.
    fn shows_more(&self) -> bool {
        let form = &self.form;
        let said = [&form.taking, &form.thanks, &form.return_to, &form.when_over, &form.labels];
        !self.mistakes.is_empty() || !self.is_new() || said.iter().any(|text| !text.is_empty())
    }

    /// The years that a deadline may be in.
    fn years(&self) -> RangeInclusive<i32> {
        later::years(self.v)
    }

    fn later(&self) -> Later {
        self.form.later()
    }

    fn sent_now(&self) -> String {
        self.v.w.links_sent_now()
    }

    fn suggestion(&self, place: i64) -> &str {
        nth(&self.form.suggestion, place)
    }

    fn own(&self, place: i64) -> &str {
        nth(&self.form.own, place)
    }

    fn own_must(&self, place: i64) -> bool {
        self.form.own_must.iter().any(|must| *must == place.to_string())
    }

    /// What may be asked, and whether it is.
    fn asks(&self) -> [(&'static str, String, &str); 5] {
        let form = &self.form;
        let asks = [
            ("ask_name", What::Name, &form.ask_name),
            ("ask_mobile", What::Mobile, &form.ask_mobile),
            ("ask_email", What::Email, &form.ask_email),
            ("ask_address", What::Address, &form.ask_address),
            ("ask_note", What::Note, &form.ask_note),
        ];
        asks.map(|(field, what, wish)| (field, what.name(self.v.w), wish.as_str()))
    }
}

fn nth(texts: &[String], place: i64) -> &str {
    usize::try_from(place).ok().and_then(|place| texts.get(place)).map_or("", String::as_str)
}

/// The message as its reader will see it, in the words of the workspace.
struct Preview {
    text: String,
    parts: String,
    /// The e-mail, where there is an address for it.
    letter: Option<Said>,
}

impl Preview {
    async fn of(app: &App, desk: &Desk, new: &NewLink) -> sqlx::Result<Self> {
        let session = &desk.session;
        let asked = Message::PaymentAsked(Asked {
            merchant: session.workspace_name.clone(),
            title: new.title.clone(),
            amount: new.amount.fixed(),
            until: new.expires_at,
            early: None,
            door: Door::Link { link: new.id, version: 1 },
        });
        let manner = Manner { language: session.workspace_language, unit: session.unit };
        let said = notices::preview(app, session.workspace, (manner, &asked)).await?;
        let text = said.sms();
        let count = i64::try_from(parts(&text)).unwrap_or(i64::MAX);
        let parts = desk.w.links_sms_parts(count, desk.number(count));
        Ok(Self { parts, text, letter: new.payer.email.is_some().then_some(said) })
    }
}
