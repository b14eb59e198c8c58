//! What the account asks the books.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use crate::buildings::building::noon;
use crate::buildings::building::period_of;
use crate::db::Pool;
use crate::ids::CertificateId;
use crate::ids::PaymentId;
use crate::ids::ResidentId;
use crate::money::Money;

/// The time in which somebody was part of a building.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::buildings) struct Time {
    /// The first day; `None`: they own something, and all of its past is theirs to know.
    since: Option<NaiveDate>,
    /// The day on which they left; `None`: they are there.
    until: Option<NaiveDate>,
}

impl Time {
    /// Whether a month was in it, or a part of the month.
    pub(in crate::buildings) fn has(self, period: i32) -> bool {
        let begun = self.since.is_none_or(|since| period_of(noon(since)) <= period);
        let last = self.until.map(|until| noon(until) - TimeDelta::days(1));
        begun && last.is_none_or(|last| period <= period_of(last))
    }
}

pub(super) async fn time_of(
    db: &Pool,
    resident: ResidentId,
    today: NaiveDate,
) -> sqlx::Result<Time> {
    // Somebody who was never in any unit has no time: it ends before it begins.
    let row = query!(
        r#"select min(since) as since, max(until) as until,
            coalesce(bool_or(until is null), false) as "is_there!",
            coalesce(bool_or(
                role = 'owner' and since <= $2 and (until is null or $2 < until)
            ), false) as "owns!"
        from occupancies where resident_id = $1"#,
        resident.as_uuid(),
        today,
    )
    .fetch_one(db)
    .await?;
    let until = row.until.filter(|_| !row.is_there);
    let never = !row.is_there && until.is_none();
    Ok(Time {
        since: row.since.filter(|_| !row.owns),
        until: if never { Some(NaiveDate::MIN + TimeDelta::days(9)) } else { until },
    })
}

/// The number and the block of each unit that somebody is in, or has been charged for.
pub(super) async fn units(
    db: &Pool,
    resident: ResidentId,
    today: NaiveDate,
) -> sqlx::Result<Vec<(String, String)>> {
    let rows = query!(
        "select block, number from units
        where id in (
            select unit_id from occupancies
            where resident_id = $1 and since <= $2 and (until is null or $2 < until)
            union select unit_id from parties where resident_id = $1
        )
        order by block, floor, number_order, id",
        resident.as_uuid(),
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.block, row.number)).collect())
}

/// A movement of what somebody owes: a debit adds to it, a credit takes from it.
#[derive(Clone, Debug)]
pub(super) struct Movement {
    pub(super) at: DateTime<Utc>,
    /// How the books call it; `None`: everything before what was asked for.
    pub(super) kind: Option<String>,
    pub(super) amount: Money,
    /// The month of a bill, and the unit.
    pub(super) period: Option<i32>,
    pub(super) block: Option<String>,
    pub(super) number: Option<String>,
    /// A payment, and its number.
    pub(super) payment: Option<PaymentId>,
    pub(super) tracking: Option<i64>,
    /// The tenant who paid it for them, and the certificate of that.
    pub(super) paid_by: Option<String>,
    pub(super) certificate: Option<CertificateId>,
    pub(super) certificate_number: Option<i32>,
}

/// What moved on somebody's accounts, as far as it was asked for.
#[derive(Debug)]
pub(super) struct Moves {
    /// When anything first moved; `None`: nothing had until the end of what was asked for.
    pub(super) first: Option<DateTime<Utc>>,
    /// What they owed before; below zero: what they had paid in advance.
    pub(super) opening: Money,
    /// The oldest first.
    pub(super) moved: Vec<Movement>,
}

/// What moved on somebody's accounts from one moment until another, and the sum of what moved before. Its rows
/// are the journals of the books, so their sum cannot be another; all before are one row, of no kind.
pub(super) async fn moves(
    db: &Pool,
    resident: ResidentId,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<Moves> {
    let mut moved = query_as!(
        Movement,
        r#"select moved.at as "at!", moved.kind as "kind?", moved.amount as "amount!: Money",
            charge_runs.period as "period?", units.block as "block?", units.number as "number?",
            payments.id as "payment?: PaymentId", payments.order_number as "tracking?",
            owner_certificates.payer_name as "paid_by?",
            owner_certificates.id as "certificate?: CertificateId", owner_certificates.number as "certificate_number?"
        from (
            select shown.id, shown.kind, shown.source_key,
                min(journals.posted_at) as at, sum(entries.amount)::bigint as amount
            from parties
            join entries on entries.account_id = parties.account_id
            join journals on journals.id = entries.journal_id
            left join lateral (
                select journals.id, journals.kind, journals.source_key
                where $2 <= journals.posted_at
            ) as shown on true
            where parties.resident_id = $1 and journals.posted_at < $3
            group by shown.id, shown.kind, shown.source_key
        ) as moved
        left join fee_postings on fee_postings.id = case
            when moved.kind in ('late_fee', 'late_fee_reversed') then moved.source_key::uuid end
        left join charges on charges.id = coalesce(fee_postings.charge_id, case
            when moved.kind in ('charge', 'charge_reversed') then moved.source_key::uuid end)
        left join charge_runs on charge_runs.id = charges.run_id
        left join opening_balances on opening_balances.id = case
            when moved.kind in ('opening', 'opening_reversed') then moved.source_key::uuid end
        left join given_backs on given_backs.payout_id = case
            when moved.kind in ('credit_given_back', 'credit_come_back')
            then moved.source_key::uuid end
        left join parties on parties.id
            = coalesce(charges.party_id, opening_balances.party_id, given_backs.party_id)
        left join units on units.id = parties.unit_id
        left join payments on payments.id = case
            when moved.kind in ('charge_payment', 'charge_payment_reversed')
            then moved.source_key::uuid end
        left join owner_payments on owner_payments.payment_id = payments.id and exists (
            select from parties
            where parties.id = owner_party_id and parties.resident_id = $1
        )
        left join owner_certificates on owner_certificates.payment_id = owner_payments.payment_id
        order by moved.at, moved.id"#,
        resident.as_uuid(),
        from,
        until,
    )
    .fetch_all(db)
    .await?;
    let first = moved.first().map(|one| one.at);
    let mut opening = Money::ZERO;
    moved.retain(|one| {
        if one.kind.is_none() {
            opening = one.amount;
        }
        one.kind.is_some()
    });
    Ok(Moves { first, opening, moved })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_in_the_time_of_whoever_was_there_on_one_of_its_days() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        // 1 Azar and 1 Dey of 1405.
        let tenant = Time { since: day("2026-11-22"), until: day("2026-12-22") };
        let azar = period_of(noon(day("2026-11-22").expect("it is a day")));
        assert_eq!(
            [azar - 1, azar, azar + 1].map(|period| tenant.has(period)),
            [false, true, false]
        );
        let longer = Time { until: day("2026-12-23"), ..tenant };
        assert!(longer.has(azar + 1) && !longer.has(azar + 2));
        assert!(Time { since: None, until: None }.has(azar - 100));
    }
}
