//! Changing a link.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::find;
use super::new::FormPage;
use super::new::Use;
use super::new::surprising;
use crate::app::App;
use crate::links::LinkError;
use crate::links::edits;
use crate::links::form::LinkForm;
use crate::links::web::gateway_limits;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Result;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Shows the form as the link is.
pub(super) async fn edit(
    State(app): State<App>,
    desk: Desk,
    Path(link): Path<String>,
) -> Result<Response> {
    let link = find(&app, &desk, &link).await?;
    if !edits::may_change(&link, desk.now) {
        return desk.go(&app, &link.path(), Tone::Warn, desk.w.links_may_not_change()).await;
    }
    let form = LinkForm::to_change(desk.voice(), &link);
    let page = FormPage::of(&desk, Use::Change(link.path()), (form, Mistakes::none()));
    desk.page(StatusCode::OK, &page)
}

/// Changes the link.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(link): Path<String>,
    Form(form): Form<LinkForm>,
) -> Result<Response> {
    let link = find(&app, &desk, &link).await?;
    let usage = Use::Change(link.path());
    let parsed = form.parse(desk.voice(), gateway_limits(&app));
    let new = match parsed {
        Ok(new) => new,
        Err(mistakes) => {
            let page = FormPage::of(&desk, usage, (form, mistakes));
            return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    if new.amount != link.amount
        && let Some(question) = surprising(&app, &desk, &form, &new).await?
    {
        let page = FormPage::of(&desk, usage, (form, Mistakes::none())).asking(question);
        return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let name = (link.id, desk.session.workspace);
    let member = desk.session.member;
    let (field, sentence) = match edits::edit(&app, name, member, &new, desk.voice()).await {
        Ok(true) => {
            return desk.go(&app, &link.path(), Tone::Ok, desk.w.links_was_changed()).await;
        }
        Ok(false) => {
            return desk.go(&app, &link.path(), Tone::Ok, desk.w.links_nothing_changed()).await;
        }
        Err(LinkError::NotOpen) => {
            return desk.go(&app, &link.path(), Tone::Warn, desk.w.links_may_not_change()).await;
        }
        Err(LinkError::Begun) => ("amount", desk.w.links_amount_stays()),
        Err(LinkError::ReferenceTaken) => ("reference", desk.w.links_reference_taken()),
        Err(error) => return Err(error.into()),
    };
    let mut mistakes = Mistakes::none();
    mistakes.add(field, sentence);
    let page = FormPage::of(&desk, usage, (form, mistakes));
    desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
