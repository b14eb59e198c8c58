//! The ten-times guard: who writes rial where toman is meant, or one zero too many, is asked once more
//! before anybody is asked to pay it.

use sqlx::query;

use crate::db::Pool;
use crate::ids::WorkspaceId;
use crate::locale::Voice;
use crate::money::Money;

/// An amount so many times the usual one, or the last one, is asked about.
const SURPRISING: i64 = 10;

/// What a workspace asks for as a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Usual {
    /// The middle one of the last amounts.
    pub(super) middle: Option<Money>,
    /// The last one.
    pub(super) last: Option<Money>,
}

impl Usual {
    /// The amount that makes this one surprising, if one does: the larger of the two that it exceeds
    /// tenfold.
    pub(super) fn surprised_by(&self, amount: Money) -> Option<Money> {
        let is_tenfold =
            |usual: &Money| usual.as_rials().saturating_mul(SURPRISING) <= amount.as_rials();
        [self.middle, self.last].into_iter().flatten().filter(is_tenfold).max()
    }
}

/// What a workspace has asked for in its last fifty links with an amount.
pub(super) async fn of_workspace(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Usual> {
    let row = query!(
        r#"select
            (percentile_disc(0.5) within group (order by amount)) as "middle: Money",
            (array_agg(amount order by created_at desc, id desc))[1] as "last: Money"
        from (
            select id, amount, created_at from links
            where workspace_id = $1 and amount is not null
            order by created_at desc, id desc
            limit 50
        ) as recent"#,
        workspace.as_uuid(),
    )
    .fetch_one(db)
    .await?;
    Ok(Usual { middle: row.middle, last: row.last })
}

/// What is asked before a surprising amount goes out.
pub(super) fn question(v: &Voice, amount: Money, usual: Money) -> String {
    v.w.links_surprising(v.words(amount), v.rial_figure(amount), v.amount_unit(usual))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_times_the_usual_or_the_last_amount_is_surprising() {
        let usual = Usual { middle: Some(Money::rials(500)), last: Some(Money::rials(90)) };
        assert_eq!(usual.surprised_by(Money::rials(899)), None);
        assert_eq!(usual.surprised_by(Money::rials(900)), Some(Money::rials(90)));
        assert_eq!(usual.surprised_by(Money::rials(5_000)), Some(Money::rials(500)));
        assert_eq!(Usual::default().surprised_by(Money::rials(i64::MAX)), None);
    }
}
