//! Making a link.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;

use crate::adapters::sms::parts;
use crate::app::App;
use crate::ids::LinkId;
use crate::links;
use crate::links::Link;
use crate::links::LinkError;
use crate::links::NewLink;
use crate::links::form::LinkForm;
use crate::links::invitations;
use crate::links::web::gateway_limits;
use crate::locale::Jalali;
use crate::locale::isolate;
use crate::notices;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;

/// Links made in one workspace, so that a stolen session cannot flood people with messages.
const LINKS_MADE: Limit = Limit::new("links_made", 300, TimeDelta::hours(1));

/// Shows the empty form.
pub(super) async fn new(desk: Desk) -> Result<Response> {
    let form = LinkForm::blank(desk.voice());
    let page = NewPage { v: &desk, form, mistakes: Mistakes::none(), preview: None };
    desk.page(StatusCode::OK, &page)
}

/// Makes the link and sends it, or shows first what would be sent.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Form(form): Form<LinkForm>,
) -> Result<Response> {
    let new = match form.parse(desk.voice(), gateway_limits(&app)) {
        Ok(new) => new,
        Err(mistakes) => {
            let page = NewPage { v: &desk, form, mistakes, preview: None };
            return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    if form.is_preview() {
        let preview = Some(Preview::of(&app, &desk, &new));
        let page = NewPage { v: &desk, form, mistakes: Mistakes::none(), preview };
        return desk.page(StatusCode::OK, &page);
    }
    limits::check(&app, &LINKS_MADE, desk.session.workspace).await?;
    let (workspace, member) = (desk.session.workspace, desk.session.member);
    let link = match links::create(&app, workspace, member, &new).await {
        Ok(link) => link,
        Err(LinkError::OtherTerms) => return sent_before(&desk, form),
        Err(error) => return Err(error.into()),
    };
    let text = match (new.channels.is_empty(), &new.payer.name) {
        (true, _) => desk.w.links_made(),
        (false, Some(name)) => desk.w.links_made_and_sent_to(isolate(name)),
        (false, None) => desk.w.links_made_and_sent(),
    };
    desk.go(&app, &format!("/links/{link}"), Tone::Ok, text).await
}

/// The form made a link already, and was changed and sent again: it may make another one, if that is
/// what is meant.
fn sent_before(desk: &Desk, form: LinkForm) -> Result<Response> {
    let form = LinkForm { id: LinkId::new(desk.now).to_string(), ..form };
    let mut mistakes = Mistakes::none();
    mistakes.add("title", desk.w.links_form_was_sent());
    let page = NewPage { v: desk, form, mistakes, preview: None };
    desk.page(StatusCode::CONFLICT, &page)
}

#[derive(Template)]
#[template(path = "links/new.html")]
struct NewPage<'a> {
    v: &'a Visit,
    form: LinkForm,
    mistakes: Mistakes,
    preview: Option<Preview>,
}

impl NewPage<'_> {
    /// The years that a deadline may be in.
    fn years(&self) -> RangeInclusive<i32> {
        let this = Jalali::of(self.v.now).year;
        this..=this + 3
    }

    fn suggestion(&self, place: i64) -> &str {
        usize::try_from(place)
            .ok()
            .and_then(|place| self.form.suggestion.get(place))
            .map_or("", String::as_str)
    }
}

/// The message as its reader will see it.
struct Preview {
    text: String,
    parts: String,
}

impl Preview {
    fn of(app: &App, desk: &Desk, new: &NewLink) -> Self {
        let session = &desk.session;
        let link = Link {
            id: new.id,
            workspace: session.workspace,
            merchant: session.workspace_name.clone(),
            phone: None,
            unit: session.unit,
            language: session.workspace_language,
            title: new.title.clone(),
            description: None,
            reference: None,
            amount: new.amount.clone(),
            expires_at: new.expires_at,
            uses_max: new.uses_max,
            uses_taken: 0,
            one_is_paying: false,
            payer: new.payer.clone(),
            direct: new.direct,
            version: 1,
            created_at: desk.now,
            closed_at: None,
        };
        let manner = invitations::manner(&link);
        let text = notices::say(app, manner, &invitations::message(&link)).sms();
        let count = i64::try_from(parts(&text)).unwrap_or(i64::MAX);
        Self { parts: desk.w.links_sms_parts(count, desk.number(count)), text }
    }
}
