//! Above which amount a second member is asked.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::access::Right;
use crate::app::App;
use crate::locale::clean;
use crate::members;
use crate::members::Proven;
use crate::money::Money;
use crate::payouts;
use crate::payouts::PayoutError;
use crate::payouts::approvals;
use crate::payouts::approvals::Limits;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Shows the limit.
pub(super) async fn edit(State(app): State<App>, Proven(desk): Proven) -> Result<Response> {
    let limits = approvals::limits(&app.db, desk.session.workspace, desk.now).await?;
    let above = limits.above.map(|above| desk.amount_typed(above)).unwrap_or_default();
    show(&app, &desk, limits, (LimitForm { above }, Mistakes::none())).await
}

/// Sets the limit.
pub(super) async fn update(
    State(app): State<App>,
    Proven(desk): Proven,
    Form(form): Form<LimitForm>,
) -> Result<Response> {
    let mut mistakes = Mistakes::none();
    let above = if clean(&form.above).is_empty() {
        None
    } else {
        let above = Money::parse(&form.above, desk.unit);
        mistakes.take("above", above, |_| desk.w.payouts_amount_not_a_number())
    };
    let who = (desk.session.workspace, desk.session.member);
    if mistakes.is_empty() {
        match payouts::set_limit(&app, who, above).await {
            Ok(at) => {
                let text = if at <= app.clock.now() {
                    desk.w.payouts_limit_is_set()
                } else {
                    desk.w.payouts_limit_is_set_for(desk.moment(at))
                };
                return desk.go(&app, "/payouts/limit", Tone::Ok, text).await;
            }
            Err(PayoutError::NotApproved) => {
                mistakes.add("above", desk.w.payouts_limit_nobody_else());
            }
            Err(error) => return Err(error.into()),
        }
    }
    let limits = approvals::limits(&app.db, who.0, desk.now).await?;
    show(&app, &desk, limits, (form, mistakes)).await
}

async fn show(
    app: &App,
    desk: &Desk,
    limits: Limits,
    (form, mistakes): (LimitForm, Mistakes),
) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let who = (desk.session.workspace, desk.session.member);
    let has_second = members::is_another_who_may(&app.db, who, Right::Approve).await?;
    desk.page(status, &LimitPage { v: desk, limits, has_second, form, mistakes })
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LimitForm {
    above: String,
}

#[derive(Template)]
#[template(path = "payouts/limit.html")]
struct LimitPage<'a> {
    v: &'a Visit,
    limits: Limits,
    /// Whether there is anybody who could say yes.
    has_second: bool,
    form: LimitForm,
    mistakes: Mistakes,
}

impl LimitPage<'_> {
    /// How it is now.
    fn present(&self) -> String {
        self.said(self.limits.above)
    }

    /// How it will be, and when.
    fn coming(&self) -> Option<String> {
        let (above, at) = self.limits.coming?;
        Some(self.v.w.payouts_limit_coming(self.v.moment(at), self.said(above)))
    }

    fn said(&self, above: Option<Money>) -> String {
        match above {
            Some(above) => self.v.w.payouts_limit_above(self.v.amount_unit(above)),
            None => self.v.w.payouts_limit_off(),
        }
    }
}
