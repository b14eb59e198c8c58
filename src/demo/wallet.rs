//! The bookshop's wallet: its own account, settlements by hand, and a plan for every Saturday.

use anyhow::Context;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use crate::adapters::rail::sandbox as rail;
use crate::app::App;
use crate::destinations;
use crate::destinations::Typed;
use crate::ids::MemberId;
use crate::ids::WalletSettlementId;
use crate::ids::WorkspaceId;
use crate::locale::Jalali;
use crate::money::Money;
use crate::wallet;
use crate::wallet::Asked;
use crate::wallet::HowMuch;
use crate::wallet::Plan;
use crate::worker;

/// The shop's account.
const ACCOUNT: &str = "IR380540102680020817909018";

/// The shop settles whole pieces of this.
const PIECE: i64 = 1_000_000;

/// And no more than this at once.
const MOST: i64 = 1_500_000_000;

#[derive(Clone, Copy)]
enum Deed {
    NameAccount,
    /// Half of what is there goes to the account.
    Settle,
    /// The same, on a day on which the rail refuses.
    SettleInVain,
    /// From now on by itself, each Saturday.
    Plan,
    /// The morning of a day.
    Morning,
}

/// What happened, as days and minutes ago.
const DEEDS: [(i64, i64, Deed); 6] = [
    (100, 640, Deed::NameAccount),
    (75, 500, Deed::Settle),
    (45, 500, Deed::SettleInVain),
    (44, 400, Deed::Settle),
    (20, 620, Deed::Plan),
    (0, 1, Deed::Settle),
];

/// For so many days the plan has been there.
const DAYS_OF_PLAN: i64 = 20;

/// What of the wallet is still to be lived through.
pub(super) struct Wallet {
    owner: (WorkspaceId, MemberId),
    /// Latest first.
    coming: Vec<(DateTime<Utc>, Deed)>,
}

impl Wallet {
    pub(super) fn new(owner: (WorkspaceId, MemberId), now: DateTime<Utc>) -> Self {
        let ago = |days, minutes| now - TimeDelta::days(days) - TimeDelta::minutes(minutes);
        let deeds = DEEDS.map(|(days, minutes, deed)| (ago(days, minutes), deed));
        let mornings = (0..DAYS_OF_PLAN).map(|days| {
            let day = Jalali::of(now - TimeDelta::days(days)).start();
            (day + TimeDelta::minutes(8 * 60 + 10), Deed::Morning)
        });
        let mut coming: Vec<_> = deeds.into_iter().chain(mornings).collect();
        coming.retain(|(at, _)| *at <= now);
        coming.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Self { owner, coming }
    }

    /// When something happens next.
    pub(super) fn next(&self) -> Option<DateTime<Utc>> {
        self.coming.last().map(|(at, _)| *at)
    }

    /// Lets everything happen that happened before a moment.
    pub(super) async fn live_until(
        &mut self,
        app: &App,
        moment: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        while let Some((at, deed)) = self.coming.pop_if(|(at, _)| *at <= moment) {
            app.clock.wind(at - app.clock.now());
            self.happen(app, deed).await.context("the shop's wallet")?;
            worker::work_off(app).await?;
            if let Deed::SettleInVain = deed {
                rail::set_mood(&app.back_db, rail::Mood::Prompt).await?;
            }
        }
        Ok(())
    }

    async fn happen(&self, app: &App, deed: Deed) -> anyhow::Result<()> {
        match deed {
            Deed::NameAccount => {
                let typed = Typed::parse(ACCOUNT).ok().context("it is no account")?;
                let account = destinations::inquire(app, typed).await.ok();
                let account = account.context("it is nobody's account")?;
                wallet::give(app, self.owner, &account).await?;
                wallet::confirm(app, self.owner.0).await?;
            }
            Deed::Settle => self.settle(app).await?,
            Deed::SettleInVain => {
                rail::set_mood(&app.back_db, rail::Mood::Refusing).await?;
                self.settle(app).await?;
            }
            Deed::Plan => {
                let plan = Plan {
                    weekdays: vec![0],
                    least: Money::rials(10_000_000),
                    reserve: Money::rials(50_000_000),
                    set_at: app.clock.now(),
                };
                wallet::set_plan(app, self.owner, Some(&plan)).await?;
            }
            Deed::Morning => wallet::take_turns(app).await?,
        }
        Ok(())
    }

    async fn settle(&self, app: &App) -> anyhow::Result<()> {
        let (workspace, member) = self.owner;
        let holds = wallet::holdings(app, workspace).await?.available.as_rials();
        let half = (holds / 2).min(MOST) / PIECE * PIECE;
        if half == 0 {
            return Ok(());
        }
        let how_much = HowMuch::This(Money::rials(half));
        let id = WalletSettlementId::new(app.clock.now());
        wallet::settle(app, &Asked { id, workspace, member, how_much }).await?;
        Ok(())
    }
}
