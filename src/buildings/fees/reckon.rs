//! How large a fee is: from what was owed on each late day, by the decision.

use chrono::NaiveDate;
use chrono::TimeDelta;
use sqlx::query;

use super::Decision;
use super::Form;
use super::decisions;
use crate::buildings::building::today;
use crate::charges;
use crate::charges::Grace;
use crate::charges::Piece;
use crate::charges::Rate;
use crate::db;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ChargeId;
use crate::money::Money;

/// What was laid on an item, from the day after the first on, until the other.
#[derive(Clone, Copy, Debug)]
struct Laid {
    amount: Money,
    on: NaiveDate,
    off: Option<NaiveDate>,
}

/// A bill, and what became of it from day to day.
#[derive(Clone, Debug)]
pub(super) struct History {
    pub(super) due_on: NaiveDate,
    pub(super) amount: Money,
    laid: Vec<Laid>,
    /// Days that do not count: from the first on, before the other.
    rests: Vec<(NaiveDate, Option<NaiveDate>)>,
}

impl History {
    /// Reads a bill's. The caller holds the lock of its resident, or only looks.
    pub(super) async fn read(tx: &mut Tx, principal: ChargeId) -> sqlx::Result<Option<History>> {
        let item = query!(
            r#"select due_on, amount as "amount: Money" from charges
            where id = $1 and reversed_at is null"#,
            principal.as_uuid(),
        );
        let Some(item) = item.fetch_optional(&mut **tx).await? else { return Ok(None) };
        let laid = query!(
            r#"select amount as "amount: Money", allocated_at, released_at from allocations
            where charge_id = $1 order by allocated_at"#,
            principal.as_uuid(),
        );
        let laid = laid.fetch_all(&mut **tx).await?.into_iter().map(|row| Laid {
            amount: row.amount,
            on: today(row.allocated_at),
            off: row.released_at.map(today),
        });
        let rests = query!(
            "select opened_at, closed_at from charge_disputes where charge_id = $1",
            principal.as_uuid(),
        );
        let disputed = rests.fetch_all(&mut **tx).await?.into_iter();
        let promised = query!(
            "select made_at, ended_on from promises
            join promise_items on promise_items.promise_id = promises.id
            where charge_id = $1 and rests_fees",
            principal.as_uuid(),
        );
        let promised = promised.fetch_all(&mut **tx).await?.into_iter();
        let promised = promised.map(|row| (today(row.made_at), row.ended_on));
        Ok(Some(History {
            due_on: item.due_on,
            amount: item.amount,
            laid: laid.collect(),
            rests: disputed
                .map(|row| (today(row.opened_at), row.closed_at.map(today)))
                .chain(promised)
                .collect(),
        }))
    }

    /// What was owed when a day began.
    fn principal_on(&self, day: NaiveDate) -> Money {
        let laid = self.laid.iter();
        let there = laid.filter(|one| one.on < day && one.off.is_none_or(|off| day <= off));
        self.amount - there.map(|one| one.amount).sum::<Money>()
    }

    fn rests_on(&self, day: NaiveDate) -> bool {
        let mut rests = self.rests.iter();
        rests.any(|(from, until)| *from <= day && until.is_none_or(|until| day < until))
    }

    /// What was owed over the late days that count, through a day.
    pub(super) fn pieces(&self, grace: Grace, through: NaiveDate) -> Vec<Piece> {
        let late = u32::try_from((through - self.due_on).num_days()).unwrap_or(0);
        let mut pieces: Vec<Piece> = vec![];
        for place in 1..=late {
            let counts = match grace {
                Grace::Shift(free) => free < place,
                Grace::Cliff(free) => free < late,
            };
            let day = self.due_on + TimeDelta::days(place.into());
            if !counts || self.rests_on(day) {
                continue;
            }
            let principal = self.principal_on(day);
            match pieces.last_mut() {
                Some(piece) if piece.principal == principal => piece.days += 1,
                _ => pieces.push(Piece { principal, days: 1 }),
            }
        }
        pieces.retain(|piece| Money::ZERO < piece.principal);
        pieces
    }

    /// The whole fee through a day.
    pub(super) fn fee(&self, decision: &Decision, through: NaiveDate) -> Money {
        let pieces = self.pieces(decision.grace, through);
        let once = |fee: &dyn Fn(Money) -> Money| {
            pieces.first().map_or(Money::ZERO, |piece| fee(piece.principal))
        };
        let whole = match decision.form {
            Form::Fixed(amount) => once(&|_| amount),
            Form::Percent(points) => once(&|principal| charges::percent_once(principal, points)),
            Form::Monthly(points) => charges::fee(Rate::Monthly(points), &pieces),
            Form::Yearly(points) => charges::fee(Rate::Yearly(points), &pieces),
        };
        let cap = decision.cap.map(|points| charges::percent_once(self.amount, points));
        cap.map_or(whole, |cap| whole.min(cap))
    }
}

/// How a fee came about, for whoever bears it.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Reckoning {
    pub(in crate::buildings) decision: Decision,
    /// The last day that was reckoned.
    pub(in crate::buildings) through: NaiveDate,
    pub(in crate::buildings) pieces: Vec<Piece>,
}

/// How a fee came about; `None`: nothing was posted for the item.
pub(in crate::buildings) async fn reckoning(
    db: &crate::db::Pool,
    (building, fee): (BuildingId, ChargeId),
) -> sqlx::Result<Option<Reckoning>> {
    let posted = query!(
        "select principal_id, decision_id, through_on from fee_postings
        where charge_id = $1 order by through_on desc limit 1",
        fee.as_uuid(),
    );
    let Some(posted) = posted.fetch_optional(db).await? else { return Ok(None) };
    let decisions = decisions::of_building(db, building).await?;
    let decision = decisions.into_iter().find(|one| one.id.as_uuid() == posted.decision_id);
    let mut tx = db::begin(db).await?;
    let history = History::read(&mut tx, posted.principal_id.into()).await?;
    tx.commit().await?;
    Ok(decision.zip(history).map(|(decision, history)| Reckoning {
        pieces: history.pieces(decision.grace, posted.through_on),
        through: posted.through_on,
        decision,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day like 2026-11-01")
    }

    fn decision(form: Form, grace: Grace, cap: Option<u32>) -> Decision {
        Decision {
            id: uuid::Uuid::nil().into(),
            words: String::new(),
            decided_on: day("2026-11-01"),
            form,
            grace,
            cap,
            valid_from: day("2026-11-01"),
            ended_on: None,
            recorded_by: String::new(),
        }
    }

    /// A bill of 12,500,000 rial, due on 1 December.
    fn bill() -> History {
        let (due_on, amount) = (day("2026-12-01"), Money::rials(12_500_000));
        History { due_on, amount, laid: vec![], rests: vec![] }
    }

    #[test]
    fn a_fee_by_the_month_grows_by_the_day_after_the_free_days_as_in_v18() {
        let by = |grace| decision(Form::Monthly(200), grace, None);
        let on = |late: i64, grace| bill().fee(&by(grace), bill().due_on + TimeDelta::days(late));
        let shift = [0, 7, 8, 37, 40].map(|late| on(late, Grace::Shift(7)).as_rials());
        assert_eq!(shift, [0, 0, 8_333, 250_000, 275_000]);
        let cliff = [0, 7, 8, 37, 40].map(|late| on(late, Grace::Cliff(7)).as_rials());
        assert_eq!(cliff, [0, 0, 66_667, 308_333, 333_333]);
    }

    #[test]
    fn a_part_that_is_paid_bears_no_fee_from_the_next_day_on() {
        let half = Laid { amount: Money::rials(6_250_000), on: day("2026-12-11"), off: None };
        let paid = History { laid: vec![half], ..bill() };
        let by = decision(Form::Monthly(300), Grace::Shift(0), None);
        // Ten days of the whole, and ten of the half.
        let pieces = paid.pieces(by.grace, day("2026-12-21"));
        assert_eq!(pieces.iter().map(|piece| piece.days).collect::<Vec<_>>(), [10, 10]);
        assert_eq!(paid.fee(&by, day("2026-12-21")), Money::rials(187_500));
    }

    #[test]
    fn days_on_which_a_bill_is_looked_into_do_not_count() {
        let looked = (day("2026-12-05"), Some(day("2026-12-09")));
        let disputed = History { rests: vec![looked], ..bill() };
        let days: u32 = disputed
            .pieces(Grace::Shift(0), day("2026-12-11"))
            .iter()
            .map(|piece| piece.days)
            .sum();
        assert_eq!(days, 6);
    }

    #[test]
    fn a_fee_once_stays_what_it_was_and_none_grows_beyond_its_bounds() {
        let once = decision(Form::Percent(500), Grace::Shift(3), None);
        let at = |by: &Decision, text| bill().fee(by, day(text)).as_rials();
        assert_eq!((at(&once, "2026-12-04"), at(&once, "2026-12-05")), (0, 625_000));
        assert_eq!(at(&once, "2027-12-05"), 625_000);
        let bounded = decision(Form::Monthly(1000), Grace::Shift(0), Some(2000));
        assert_eq!(at(&bounded, "2027-12-01"), 2_500_000);
    }
}
