//! The back office of the house: what a person of the house has to look at, each thing with the one
//! act that ends it. Whoever is not named in `OPERATORS` does not learn that it exists.

mod meters;
mod silent;
mod transfers;

use askama::Template;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use chrono::TimeDelta;

use self::silent::Silent;
use crate::alarms;
use crate::alarms::Alarm;
use crate::alarms::Kind;
use crate::app::App;
use crate::ids::AlarmId;
use crate::ids::JobId;
use crate::ids::PaymentId;
use crate::members::Proven;
use crate::notices;
use crate::payments;
use crate::payments::Decision;
use crate::payments::Outcome;
use crate::payments::Payment;
use crate::payments::PaymentError;
use crate::queue;
use crate::queue::DeadJob;
use crate::sessions::Tone;
use crate::terminals;
use crate::terminals::Health;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;

const PATH: &str = "/ops";

/// A merchant who has said nothing for so long about money that waits for them wants to be called.
const UNDECIDED_MAX: TimeDelta = TimeDelta::days(3);

/// The pages of the back office.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/ops", get(index))
        .route("/ops/alarms/{alarm}/solution", post(solution_create))
        .route("/ops/jobs/{job}/revival", post(revival_create))
        .route("/ops/payments/{payment}/question", post(question_create))
        .route("/ops/payments/{payment}/giving-back", post(giving_back_create))
        .route("/ops/gateways/{gateway}/trial", post(silent::gateway_trial_create))
        .route("/ops/terminals/{terminal}/trial", post(silent::terminal_trial_create))
        .route("/ops/carriers/{carrier}/trial", post(silent::carrier_trial_create))
        .merge(transfers::routes())
}

/// What a monitor reads, by the machine's own address.
pub fn machine_routes() -> Router<App> {
    Router::new().route("/metrics", get(meters::show))
}

/// A person of the house. For anybody else there is nothing here.
struct Operator(Desk);

impl FromRequestParts<App> for Operator {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let desk = Desk::from_request_parts(parts, app).await?;
        if desk.is_operator(app) { Ok(Self(desk)) } else { Err(Error::NotFound) }
    }
}

/// A person of the house who is about to act, and has just proved who they are.
struct Acting(Desk);

impl FromRequestParts<App> for Acting {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let operator = Operator::from_request_parts(parts, app).await;
        let Operator(desk) = operator.map_err(Error::into_response)?;
        Proven::of(app, desk, parts).map(|Proven(desk)| Self(desk)).map_err(|asked| *asked)
    }
}

/// Shows all that waits for a person.
async fn index(State(app): State<App>, Operator(desk): Operator) -> Result<Response> {
    let dead = queue::dead(&app.db).await?;
    let held = payments::held(&app.db).await?;
    let shown = |alarm: &Alarm| {
        dead.iter().any(|job| alarm.about == job.id.to_string())
            || held.iter().any(|payment| alarm.about == payment.id.to_string())
    };
    let open = alarms::open(&app.db).await?;
    let lag_seconds = queue::lag_seconds(&app.db, app.clock.now()).await?;
    let undecided = payments::undecided(&app.db, app.clock.now() - UNDECIDED_MAX).await?;
    let page = IndexPage {
        v: &desk,
        down: silent::all(&app, &desk),
        health: terminals::health_of_house(&app).await?,
        undecided: &undecided,
        alarms: open.iter().filter(|alarm| !shown(alarm)).collect(),
        dead: &dead,
        held: &held,
        lag_seconds,
    };
    desk.page(StatusCode::OK, &page)
}

/// Lays an alarm aside: a person has looked.
async fn solution_create(
    State(app): State<App>,
    Acting(desk): Acting,
    Path(alarm): Path<AlarmId>,
) -> Result<Response> {
    let now = app.clock.now();
    // Who lays the alarm of a hold aside lets the workspace's requests go again.
    let open = alarms::open(&app.db).await?;
    let held = open.iter().find(|open| open.id == alarm && open.kind == Kind::MessagesHeld);
    if let Some(workspace) = held.and_then(|held| held.about.parse().ok()) {
        notices::release(&app.db, workspace, now).await?;
    }
    alarms::solve(&app.db, alarm, now).await?;
    desk.go(&app, PATH, Tone::Ok, desk.w.ops_solved()).await
}

/// Gives a dead job a new life.
async fn revival_create(
    State(app): State<App>,
    Acting(desk): Acting,
    Path(job): Path<JobId>,
) -> Result<Response> {
    let now = app.clock.now();
    if !queue::revive(&app.db, job, now).await? {
        return Err(Error::Conflict);
    }
    alarms::solve_about(&app.db, Kind::JobDead, job, now).await?;
    app.work_bell.notify_one();
    desk.go(&app, PATH, Tone::Ok, desk.w.ops_revived()).await
}

/// Asks the bank once more about money that differs, or that it has not spoken of for three days.
async fn question_create(
    State(app): State<App>,
    Acting(desk): Acting,
    Path(payment): Path<PaymentId>,
) -> Result<Response> {
    let (tone, text) = match payments::look_into(&app, payment).await? {
        Outcome::Over => (Tone::Ok, desk.w.ops_answered()),
        Outcome::Open | Outcome::Resting(_) => (Tone::Warn, desk.w.ops_not_answered()),
        Outcome::Held => (Tone::Bad, desk.w.ops_still_differs()),
    };
    desk.go(&app, PATH, tone, text).await
}

/// Gives money back that the bank found after it had refused, or about which its merchant says nothing.
async fn giving_back_create(
    State(app): State<App>,
    Acting(desk): Acting,
    Path(payment): Path<PaymentId>,
) -> Result<Response> {
    let found = payments::by_id(&app.db, payment).await?;
    if found.suspense.is_some() {
        let decision = (Decision::GivenBack, desk.session.member);
        match payments::decide(&app, payment, found.workspace, decision).await {
            Err(PaymentError::NothingBack) => {
                return desk.go(&app, PATH, Tone::Bad, desk.w.payments_nothing_back()).await;
            }
            decided => {
                decided?;
            }
        }
    } else {
        payments::give_found_back(&app, payment).await?;
    }
    desk.go(&app, PATH, Tone::Ok, desk.w.ops_given_back()).await
}

#[derive(Template)]
#[template(path = "ops/index.html")]
struct IndexPage<'a> {
    v: &'a Visit,
    /// Companies that are passed over for a while.
    down: Vec<Silent>,
    /// How the gateways are that were asked of late.
    health: Vec<Health>,
    /// The alarms about things that are not in the other lists.
    alarms: Vec<&'a Alarm>,
    dead: &'a [DeadJob],
    held: &'a [Payment],
    /// Money in suspense about which its merchant says nothing.
    undecided: &'a [Payment],
    lag_seconds: i64,
}

impl IndexPage<'_> {
    fn is_calm(&self) -> bool {
        self.alarms.is_empty()
            && self.dead.is_empty()
            && self.held.is_empty()
            && self.undecided.is_empty()
            && self.down.is_empty()
            && self.health.iter().all(|it| it.unwell_since.is_none())
    }

    fn count(&self, count: usize) -> String {
        self.v.number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn is_late(&self) -> bool {
        queue::LAG_SECONDS_MAX < self.lag_seconds
    }

    fn lag(&self) -> String {
        match self.lag_seconds {
            0 => self.v.w.ops_no_lag(),
            seconds => self.v.duration(TimeDelta::seconds(seconds)),
        }
    }

    fn alarm_word(&self, alarm: &Alarm) -> String {
        let w = self.v.w;
        match alarm.kind {
            Kind::PaymentDiffers => w.ops_payment_differs(),
            Kind::PaymentUnknown => w.ops_payment_unknown(),
            Kind::BankTookBack => w.ops_bank_took_back(),
            Kind::BankChangedItsMind => w.ops_bank_changed_its_mind(),
            Kind::MoneyWithoutPage => w.ops_money_without_page(),
            Kind::RefundDiffers => w.ops_refund_differs(),
            Kind::BooksBroken => w.ops_books_broken(),
            Kind::ReferenceReused => w.ops_reference_reused(),
            Kind::GiveBackRefused => w.ops_give_back_refused(),
            Kind::GatewayMisconfigured => w.ops_gateway_misconfigured(),
            Kind::SharingRefused => w.ops_sharing_refused(),
            Kind::GatewaySilent => w.ops_gateway_silent(),
            Kind::JobDead => w.ops_job_dead(),
            Kind::JobStuck => w.ops_job_stuck(),
            Kind::CodesGuessed => w.ops_codes_guessed(),
            Kind::LinksGuessed => w.ops_links_guessed(),
            Kind::CodesPumped => w.ops_codes_pumped(),
            Kind::CarrierMisconfigured => w.ops_carrier_misconfigured(),
            Kind::MessageMoneySpent => w.ops_message_money_spent(),
            Kind::MessagesHeld => w.ops_messages_held(),
            Kind::TransferUnknown => w.ops_transfer_unknown(),
            Kind::TransferReturned => w.ops_transfer_returned(),
            Kind::RailChangedItsMind => w.ops_rail_changed_its_mind(),
            Kind::RailTooPoor => w.ops_rail_too_poor(),
            Kind::RailMisconfigured => w.ops_rail_misconfigured(),
            Kind::TransfersStopped => w.ops_transfers_stopped(),
            Kind::InquiryMisconfigured => w.ops_inquiry_misconfigured(),
        }
    }

    /// How a gateway is: sign, icon and word, and since when.
    fn health_pill(&self, health: &Health) -> (&'static str, &'static str, String) {
        let w = self.v.w;
        match (health.unwell_since, &health.code) {
            (None, _) => ("ok", "tick", w.ops_gateway_is_well()),
            (Some(_), None) => ("bad", "alert", w.ops_gateway_is_silent()),
            (Some(_), Some(code)) => ("bad", "alert", w.ops_gateway_refuses(self.v.digits(code))),
        }
    }

    fn health_since(&self, health: &Health) -> String {
        match health.unwell_since {
            None => self.v.w.ops_gateway_asked_at(self.v.moment(health.asked_at)),
            Some(since) => self.v.w.ops_gateway_unwell_since(self.v.moment(since)),
        }
    }

    /// Whether the bank can still be asked about what an alarm is about.
    fn can_ask(alarm: &Alarm) -> bool {
        matches!(alarm.kind, Kind::PaymentDiffers | Kind::PaymentUnknown)
    }

    /// Whether the rail can still be asked about what an alarm is about.
    fn can_ask_rail(alarm: &Alarm) -> bool {
        alarm.kind == Kind::TransferUnknown
    }

    /// Whether an alarm is about money that can only go back.
    fn can_give_back(alarm: &Alarm) -> bool {
        alarm.kind == Kind::BankChangedItsMind
    }

    fn job_word(&self, job: &DeadJob) -> String {
        let w = self.v.w;
        match job.kind.as_str() {
            "deliver_notice" => w.ops_job_deliver_notice(),
            "ask_bank" => w.ops_job_ask_bank(),
            "abandon_payment" => w.ops_job_abandon_payment(),
            "give_back" => w.ops_job_give_back(),
            "give_refund" => w.ops_job_give_back(),
            "link_refunded" => w.ops_job_link_refunded(),
            "link_paid" => w.ops_job_link_paid(),
            "make_links" => w.ops_job_make_links(),
            "link_expired" => w.ops_job_link_expired(),
            "link_decided" => w.ops_job_link_decided(),
            "remind_of_link" => w.ops_job_remind_of_link(),
            "issue_charges" => w.ops_job_issue_charges(),
            "charge_paid" => w.ops_job_charge_paid(),
            "remind_residents" => w.ops_job_remind_residents(),
            "sweep_unverified" => w.ops_job_sweep_unverified(),
            "watch_gateways" => w.ops_job_watch_gateways(),
            "deliver_webhook" => w.ops_job_deliver_webhook(),
            "make_payouts" => w.ops_job_make_payouts(),
            "settle_wallets" => w.ops_job_settle_wallets(),
            "audit_books" => w.ops_job_audit_books(),
            "ask_carriers" => w.ops_job_ask_carriers(),
            "payout_share" => w.ops_job_payout_share(),
            "send_transfer" => w.ops_job_send_transfer(),
            "ask_rail" => w.ops_job_ask_rail(),
            "transfer_moved" | "transfer_late" => w.ops_job_transfer_moved(),
            "close_blocks" => w.ops_job_close_blocks(),
            "watch_transfers" => w.ops_job_watch_transfers(),
            "payout_paid" => w.ops_job_payout_paid(),
            "payout_expired" => w.ops_job_payout_expired(),
            "tidy" => w.ops_job_tidy(),
            kind => kind.to_owned(),
        }
    }

    fn difference(&self, payment: &Payment) -> String {
        let w = self.v.w;
        match payment.held.as_deref() {
            Some("amount") => w.ops_differs_amount(),
            Some("order") => w.ops_differs_order(),
            Some("terminal") => w.ops_differs_terminal(),
            Some(_) | None => w.ops_differs_other(),
        }
    }
}
