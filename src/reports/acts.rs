//! What was done in a workspace: who, what, when and from where, with filters, and as a file.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::sheet::Cell;
use super::sheet::Column;
use crate::acts;
use crate::acts::Act;
use crate::acts::Line;
use crate::app::App;
use crate::ids::MemberId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::members;
use crate::money::Money;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;
use crate::web::form::Query;
use crate::web::paging;
use crate::web::paging::After;
use crate::web::paging::PAGE_ROWS;

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    who: String,
    what: String,
    from: String,
    to: String,
    after: String,
}

impl Asked {
    /// What is to be listed; the mistakes are days that are none.
    pub(super) fn read(&self, desk: &Desk) -> Result<acts::Asked, Mistakes> {
        let mut mistakes = Mistakes::none();
        let mut day = |name: &'static str, typed: &str| match typed.trim() {
            "" => None,
            typed => {
                let day = Jalali::parse(typed);
                if day.is_none() {
                    mistakes.add(name, desk.w.acts_not_a_day());
                }
                day
            }
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        let asked = acts::Asked {
            workspace: desk.session.workspace,
            member: self.who.parse().ok(),
            act: Act::parse(&self.what),
            from: from.map(Jalali::start),
            until: to.map(|to| to.next_day().start()),
            after: After::parse(&self.after).map(|after| (after.at, after.id)),
            limit: i64::try_from(PAGE_ROWS + 1).unwrap_or(i64::MAX),
        };
        if mistakes.is_empty() { Ok(asked) } else { Err(mistakes) }
    }

    /// The address of the list, or of its file, with the same filters, from another line on.
    fn address(&self, path: &str, after: Option<After>) -> String {
        let after = after.map(|after| after.text()).unwrap_or_default();
        let fields = [
            ("who", self.who.as_str()),
            ("what", &self.what),
            ("from", &self.from),
            ("to", &self.to),
            ("after", &after),
        ];
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()))
            .finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

/// Shows what was done, the latest first.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let team = members::names(&app.db, desk.session.workspace).await?;
    let (lines, mistakes) = match asked.read(&desk) {
        Ok(wanted) => (acts::list(&app.db, &wanted).await?, Mistakes::none()),
        Err(mistakes) => (vec![], mistakes),
    };
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (lines, next) = paging::cut(lines, |line| After { at: line.done_at, id: line.id });
    let page = ActsPage {
        v: &desk,
        next: next.map(|next| asked.address(PATH, Some(next))),
        previous: (!asked.after.is_empty()).then(|| asked.address(PATH, None)),
        csv: asked.address("/accounting/acts.csv", None),
        xlsx: asked.address("/accounting/acts.xlsx", None),
        lines,
        team,
        asked,
        mistakes,
    };
    desk.page(status, &page)
}

const PATH: &str = "/accounting/acts";

/// The columns of the file.
pub(super) fn columns(v: &Voice) -> Vec<Column> {
    let column = |name: String, letters| Column { name, letters };
    vec![
        column(v.w.acts_when(), 18),
        column(v.w.acts_who(), 20),
        column(v.w.acts_what(), 30),
        column(v.w.acts_about(), 30),
        column(v.w.acts_from_where(), 16),
    ]
}

/// An act, as a row of the file.
pub(super) fn cells(v: &Voice, line: &Line) -> Vec<Cell> {
    vec![
        Cell::text(v.moment_full(line.done_at)),
        Cell::text(by_whom(v, line)),
        Cell::text(said(v, &line.kind)),
        Cell::text(about(v, line)),
        Cell::text(line.ip.clone()),
    ]
}

/// Who did it, and with which program's key.
fn by_whom(v: &Voice, line: &Line) -> String {
    let name = line.member_name.clone();
    line.key_name.as_ref().map_or(name.clone(), |key| format!("{name}, {}", v.w.acts_with_key(key)))
}

/// What was done, in words.
fn said(v: &Voice, kind: &str) -> String {
    Act::parse(kind).map_or_else(|| kind.to_owned(), |act| word(v, act))
}

/// To what, or how: the title of a thing, an amount, or a gateway or a role by its name.
fn about(v: &Voice, line: &Line) -> String {
    let said = line.said.clone().unwrap_or_default();
    match (Act::parse(&line.kind), said.parse()) {
        (Some(Act::Refunded | Act::Settled), Ok(rials)) => v.amount_unit(Money::rials(rials)),
        (
            Some(
                Act::GatewayAdded
                | Act::GatewayTested
                | Act::GatewaySwitchedOn
                | Act::GatewaySwitchedOff
                | Act::GatewayMoved
                | Act::GatewayRemoved,
            ),
            _,
        ) => v.gateway(&said),
        _ => crate::access::Role::parse(&said).map_or(said, |role| v.role(role, false)),
    }
}

#[derive(Template)]
#[template(path = "reports/acts.html")]
struct ActsPage<'a> {
    v: &'a Visit,
    asked: Asked,
    mistakes: Mistakes,
    /// The members to choose from.
    team: Vec<(MemberId, String)>,
    lines: Vec<Line>,
    previous: Option<String>,
    next: Option<String>,
    csv: String,
    xlsx: String,
}

impl ActsPage<'_> {
    fn said(&self, line: &Line) -> String {
        said(self.v, &line.kind)
    }

    fn about(&self, line: &Line) -> String {
        about(self.v, line)
    }

    /// Members to choose from: code, name, chosen.
    fn people(&self) -> Vec<(String, &str, bool)> {
        let people = self.team.iter().map(|(id, name)| (id.to_string(), name.as_str()));
        people.map(|(id, name)| (id.clone(), name, self.asked.who == id)).collect()
    }

    /// Acts to choose from: code, word, chosen.
    fn kinds(&self) -> Vec<(&'static str, String, bool)> {
        let kind = |act: Act| (act.code(), word(self.v, act), self.asked.what == act.code());
        Act::ALL.iter().copied().map(kind).collect()
    }
}

/// An act, as the list of acts says it.
#[expect(clippy::too_many_lines, reason = "one line for each act")]
fn word(v: &Voice, act: Act) -> String {
    match act {
        Act::SignedIn => v.w.acts_signed_in(),
        Act::LinkMade => v.w.acts_link_made(),
        Act::LinkChanged => v.w.acts_link_changed(),
        Act::LinkSent => v.w.acts_link_sent(),
        Act::LinkClosed => v.w.acts_link_closed(),
        Act::LinkRenewed => v.w.acts_link_renewed(),
        Act::LinksArchived => v.w.acts_links_archived(),
        Act::TableMade => v.w.acts_table_made(),
        Act::TableUndone => v.w.acts_table_undone(),
        Act::Refunded => v.w.acts_refunded(),
        Act::PaymentAccepted => v.w.acts_payment_accepted(),
        Act::PaymentGivenBack => v.w.acts_payment_given_back(),
        Act::PayoutMade => v.w.acts_payout_made(),
        Act::PayoutSent => v.w.acts_payout_sent(),
        Act::PayoutEnded => v.w.acts_payout_ended(),
        Act::PayoutApproved => v.w.acts_payout_approved(),
        Act::PayoutDeclined => v.w.acts_payout_declined(),
        Act::PayoutLimitChanged => v.w.acts_payout_limit_changed(),
        Act::AccountConfirmed => v.w.acts_account_confirmed(),
        Act::AccountTakenBack => v.w.acts_account_taken_back(),
        Act::SettlingChanged => v.w.acts_settling_changed(),
        Act::Settled => v.w.acts_settled(),
        Act::BuildingMade => v.w.acts_building_made(),
        Act::BuildingChanged => v.w.acts_building_changed(),
        Act::BuildingHandedOver => v.w.acts_building_handed_over(),
        Act::BuildingTakenOver => v.w.acts_building_taken_over(),
        Act::UnitChanged => v.w.acts_unit_changed(),
        Act::UnitRemoved => v.w.acts_unit_removed(),
        Act::PeopleMoved => v.w.acts_people_moved(),
        Act::LeavingBegun => v.w.acts_leaving_begun(),
        Act::ClearanceIssued => v.w.acts_clearance_issued(),
        Act::ClearanceRevoked => v.w.acts_clearance_revoked(),
        Act::CreditGivenBack => v.w.acts_credit_given_back(),
        Act::PeopleImported => v.w.acts_people_imported(),
        Act::RulesChanged => v.w.acts_rules_changed(),
        Act::ExpenseAdded => v.w.acts_expense_added(),
        Act::ExpenseChanged => v.w.acts_expense_changed(),
        Act::ExpenseRemoved => v.w.acts_expense_removed(),
        Act::LevyAdded => v.w.acts_levy_added(),
        Act::LevyChanged => v.w.acts_levy_changed(),
        Act::LevyRemoved => v.w.acts_levy_removed(),
        Act::MeterChanged => v.w.acts_meter_changed(),
        Act::MetersRead => v.w.acts_meters_read(),
        Act::ReadingChanged => v.w.acts_reading_changed(),
        Act::ChargesIssued => v.w.acts_charges_issued(),
        Act::ChargesReversed => v.w.acts_charges_reversed(),
        Act::MonthApprovalAsked => v.w.acts_month_approval_asked(),
        Act::MonthApproved => v.w.acts_month_approved(),
        Act::MonthDeclined => v.w.acts_month_declined(),
        Act::MonthApprovalChanged => v.w.acts_month_approval_changed(),
        Act::ReceiptWritten => v.w.acts_receipt_written(),
        Act::ReceiptVoided => v.w.acts_receipt_voided(),
        Act::AnnouncementMade => v.w.acts_announcement_made(),
        Act::AnnouncementEdited => v.w.acts_announcement_edited(),
        Act::AnnouncementEnded => v.w.acts_announcement_ended(),
        Act::RequestAnswered => v.w.acts_request_answered(),
        Act::PollMade => v.w.acts_poll_made(),
        Act::PollCalledOff => v.w.acts_poll_called_off(),
        Act::DocumentAdded => v.w.acts_document_added(),
        Act::DocumentChanged => v.w.acts_document_changed(),
        Act::DocumentRemoved => v.w.acts_document_removed(),
        Act::OpeningsWritten => v.w.acts_openings_written(),
        Act::OpeningVoided => v.w.acts_opening_voided(),
        Act::FundBrought => v.w.acts_fund_brought(),
        Act::FundVoided => v.w.acts_fund_voided(),
        Act::DebtWaived => v.w.acts_debt_waived(),
        Act::LateFeesDecided => v.w.acts_late_fees_decided(),
        Act::LateFeesEnded => v.w.acts_late_fees_ended(),
        Act::EarlyDiscountDecided => v.w.acts_early_discount_decided(),
        Act::EarlyDiscountEnded => v.w.acts_early_discount_ended(),
        Act::PromiseWithdrawn => v.w.acts_promise_withdrawn(),
        Act::DisputeClosed => v.w.acts_dispute_closed(),
        Act::TransferRefused => v.w.acts_transfer_refused(),
        Act::StatementBrought => v.w.acts_statement_brought(),
        Act::DepositAssigned => v.w.acts_deposit_assigned(),
        Act::DepositSetAside => v.w.acts_deposit_set_aside(),
        Act::DepositTakenUp => v.w.acts_deposit_taken_up(),
        Act::BusinessChanged => v.w.acts_business_changed(),
        Act::GatewayAdded => v.w.acts_gateway_added(),
        Act::GatewayTested => v.w.acts_gateway_tested(),
        Act::GatewaySwitchedOn => v.w.acts_gateway_switched_on(),
        Act::GatewaySwitchedOff => v.w.acts_gateway_switched_off(),
        Act::GatewayMoved => v.w.acts_gateway_moved(),
        Act::GatewayRemoved => v.w.acts_gateway_removed(),
        Act::TextsChanged => v.w.acts_texts_changed(),
        Act::KeyMade => v.w.acts_key_made(),
        Act::KeyRevoked => v.w.acts_key_revoked(),
        Act::EndpointAdded => v.w.acts_endpoint_added(),
        Act::EndpointChanged => v.w.acts_endpoint_changed(),
        Act::EndpointRemoved => v.w.acts_endpoint_removed(),
        Act::SecretChanged => v.w.acts_secret_changed(),
        Act::Invited => v.w.acts_invited(),
        Act::InvitationRevoked => v.w.acts_invitation_revoked(),
        Act::Joined => v.w.acts_joined(),
        Act::RoleChanged => v.w.acts_role_changed(),
        Act::MemberRemoved => v.w.acts_member_removed(),
        Act::Exported => v.w.acts_exported(),
        Act::MonthClosed => v.w.acts_month_closed(),
    }
}
