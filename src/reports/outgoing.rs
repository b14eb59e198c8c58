//! Money that goes out: each transfer of a workspace, be it for a payout or to its own account, with
//! what it cost, where it went and where it stands.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use uuid::Uuid;

use super::days::Days;
use super::filter::Asked;
use super::period::Period;
use super::sheet::Cell;
use super::sheet::Column;
use super::store;
use crate::app::App;
use crate::banks::Bank;
use crate::db::Tx;
use crate::ids::WorkspaceId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::money::Money;
use crate::transfers::Status;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Query;
use crate::web::paging::After;
use crate::web::paging::PAGE_ROWS;

const PATH: &str = "/accounting/outgoing";

/// Shows what was planned in a period, the newest first.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let days = Days::asked(&desk, PATH, &asked, None);
    let found = match days.period {
        Some(period) => {
            let start = Place::start(desk.session.workspace, period);
            Some(Found::read(&app, start, (&days, After::parse(&asked.after))).await?)
        }
        None => None,
    };
    desk.page(days.status(), &Page { v: &desk, days, found })
}

#[derive(Template)]
#[template(path = "reports/outgoing.html")]
struct Page<'a> {
    v: &'a Visit,
    days: Days,
    /// None after a mistake.
    found: Option<Found>,
}

/// What was found.
struct Found {
    arrived: Money,
    fees: Money,
    under_way: Money,
    rows: Vec<Outgoing>,
    previous: Option<String>,
    next: Option<String>,
}

impl Found {
    async fn read(app: &App, start: Place, (days, after): (&Days, Option<After>)) -> Result<Self> {
        let mut tx = store::snapshot(app).await?;
        let (arrived, fees, under_way) = start.sums(&mut tx).await?;
        let mut rows = Place { after, ..start }.rows(&mut tx, PAGE_ROWS + 1).await?;
        tx.commit().await?;
        let has_more = PAGE_ROWS < rows.len();
        rows.truncate(PAGE_ROWS);
        let days = days.question();
        let last = rows.last().filter(|_| has_more).map(|row| row.place().text());
        Ok(Self {
            arrived,
            fees,
            under_way,
            rows,
            previous: after.map(|_| format!("{PATH}?{days}")),
            next: last.map(|last| format!("{PATH}?{days}&after={last}")),
        })
    }
}

/// A transfer, with what it is for.
pub(super) struct Outgoing {
    id: Uuid,
    planned_at: DateTime<Utc>,
    /// The payout's; `None`: the workspace's own account.
    recipient: Option<String>,
    title: Option<String>,
    purpose: Uuid,
    bank: String,
    tail: String,
    amount: Money,
    fee: Money,
    status: Status,
    settled_at: Option<DateTime<Utc>>,
    tracking: Option<String>,
    /// Whether the gateway settled it inside the payment.
    is_inside: bool,
    /// The tracking code of the payment that it gives back.
    gives_back: Option<i64>,
}

/// A place in the list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    workspace: WorkspaceId,
    period: Period,
    after: Option<After>,
}

impl Place {
    /// The beginning of a period.
    pub(super) fn start(workspace: WorkspaceId, period: Period) -> Self {
        Self { workspace, period, after: None }
    }

    /// What arrived, what that cost, and what is under way.
    async fn sums(self, tx: &mut Tx) -> sqlx::Result<(Money, Money, Money)> {
        let sums = query!(
            r#"select
                coalesce(sum(amount) filter (where status = 'settled'), 0)::bigint
                    as "arrived!: Money",
                coalesce(sum(fee) filter (where status = 'settled'), 0)::bigint as "fees!: Money",
                coalesce(
                    sum(amount) filter (where status in ('planned', 'sending', 'accepted')), 0
                )::bigint as "under_way!: Money"
            from transfers
            where workspace_id = $1 and planned_at >= $2 and planned_at < $3"#,
            self.workspace.as_uuid(),
            self.period.start(),
            self.period.end(),
        )
        .fetch_one(&mut **tx)
        .await?;
        Ok((sums.arrived, sums.fees, sums.under_way))
    }

    async fn rows(self, tx: &mut Tx, limit: usize) -> sqlx::Result<Vec<Outgoing>> {
        query_as!(
            Outgoing,
            r#"select
                transfers.id, transfers.planned_at, payouts.recipient_name as "recipient?",
                payouts.title as "title?", transfers.purpose,
                coalesce(destinations.bank, own.bank, '') as "bank!",
                coalesce(destinations.tail, own.tail, '') as "tail!",
                transfers.amount as "amount: Money", transfers.fee as "fee: Money",
                transfers.status as "status: Status", transfers.settled_at, transfers.tracking,
                transfers.inside is not null as "is_inside!",
                given_back.order_number as "gives_back?"
            from transfers
            left join payouts on payouts.id = transfers.purpose
            left join payout_refunds on payout_refunds.payout_id = payouts.id
            left join payments as given_back on given_back.id = payout_refunds.payment_id
            left join payout_consents as consents
                on consents.payout_id = payouts.id and consents.digest = transfers.agreed_digest
            left join payout_destinations as destinations
                on destinations.payout_id = payouts.id
                and destinations.revision = consents.revision
            left join wallet_settlements on wallet_settlements.id = transfers.purpose
            left join wallet_accounts as own on own.id = wallet_settlements.account_id
            where transfers.workspace_id = $1
            and transfers.planned_at >= $2 and transfers.planned_at < $3
            and ($4::timestamptz is null or (transfers.planned_at, transfers.id) < ($4, $5))
            order by transfers.planned_at desc, transfers.id desc
            limit $6"#,
            self.workspace.as_uuid(),
            self.period.start(),
            self.period.end(),
            self.after.map(|after| after.at),
            self.after.map(|after| after.id),
            i64::try_from(limit).unwrap_or(i64::MAX),
        )
        .fetch_all(&mut **tx)
        .await
    }
}

impl Outgoing {
    fn place(&self) -> After {
        After { at: self.planned_at, id: self.id }
    }

    /// What it is for.
    fn kind(&self, v: &Voice) -> String {
        match &self.recipient {
            Some(_) => v.w.reports_moved_by_payout(),
            None => v.w.reports_moved_by_settlement(),
        }
    }

    /// The page about it.
    fn path(&self) -> String {
        match &self.recipient {
            Some(_) => format!("/payouts/{}", self.purpose),
            None => format!("/wallet/settlements/{}", self.purpose),
        }
    }

    /// Where it went, masked.
    fn destination(&self, v: &Voice) -> String {
        let bank = Bank::by_code(&self.bank).map(|bank| v.bank(bank)).unwrap_or_default();
        format!("{bank} ••{}", v.digits(&self.tail))
    }

    fn state(&self, v: &Voice) -> String {
        match self.status {
            Status::Planned | Status::Sending | Status::Accepted => v.w.reports_out_under_way(),
            Status::Settled if self.is_inside => v.w.reports_out_inside(),
            Status::Settled => v.w.reports_out_arrived(),
            Status::Returned => v.w.reports_out_came_back(),
            Status::Refused => v.w.reports_out_refused(),
        }
    }

    fn look(&self) -> (&'static str, &'static str) {
        match self.status {
            Status::Planned | Status::Sending | Status::Accepted => ("warn", "clock"),
            Status::Settled => ("ok", "tick"),
            Status::Returned => ("bad", "again"),
            Status::Refused => ("bad", "cross"),
        }
    }

    /// Which payment it gives back.
    fn gives_back(&self, v: &Voice) -> Option<String> {
        let number = self.gives_back?.to_string();
        Some(v.w.payouts_gives_back(v.digits(&number)))
    }

    fn gross(&self) -> Money {
        self.amount + self.fee
    }

    fn tracking(&self, v: &Voice) -> String {
        self.tracking.as_deref().map(|number| v.digits(number)).unwrap_or_default()
    }
}

/// The columns of a file.
pub(super) fn columns(v: &Voice) -> Vec<Column> {
    [
        (v.w.reports_csv_day(), 12),
        (v.w.reports_csv_moment(), 24),
        (v.w.reports_movement(), 22),
        (v.w.reports_title(), 28),
        (v.w.reports_out_recipient(), 22),
        (v.w.reports_out_destination(), 24),
        (v.w.reports_csv_out_gross(), 16),
        (v.w.reports_csv_out_fee(), 14),
        (v.w.reports_csv_out_net(), 16),
        (v.w.reports_state(), 16),
        (v.w.reports_out_tracking(), 22),
        (v.w.reports_out_arrived_at(), 24),
        (v.w.payouts_gives_back_label(), 16),
    ]
    .into_iter()
    .map(|(name, letters)| Column { name, letters })
    .collect()
}

/// The next rows of a file.
pub(super) async fn part(
    tx: &mut Tx,
    v: &Voice,
    place: Place,
    limit: usize,
) -> sqlx::Result<(Vec<Vec<Cell>>, Option<Place>)> {
    let rows = place.rows(tx, limit).await?;
    let last = rows.last().filter(|_| rows.len() == limit).map(Outgoing::place);
    let cells = rows.iter().map(|row| cells(v, row)).collect();
    Ok((cells, last.map(|last| Place { after: Some(last), ..place })))
}

fn cells(v: &Voice, row: &Outgoing) -> Vec<Cell> {
    vec![
        Cell::text(Jalali::of(row.planned_at).to_string()),
        Cell::text(v.iso(row.planned_at)),
        Cell::text(row.kind(v)),
        Cell::some_text(row.title.as_deref()),
        Cell::some_text(row.recipient.as_deref()),
        Cell::text(row.destination(v)),
        Cell::Rial(row.gross()),
        Cell::Rial(row.fee),
        Cell::Rial(row.amount),
        Cell::text(row.state(v)),
        Cell::some_text(row.tracking.as_deref()),
        Cell::some_text(row.settled_at.map(|at| v.iso(at))),
        Cell::some_text(row.gives_back.map(|number| number.to_string())),
    ]
}
