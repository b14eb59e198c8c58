//! The toolbox that every room is handed: the database, the clock, the keys and the doors to foreign
//! companies.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use metrics_exporter_prometheus::PrometheusHandle;
use thiserror::Error;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::adapters::bank::Gateways;
use crate::adapters::email::Post;
use crate::adapters::inquiry;
use crate::adapters::inquiry::AccountInquiry;
use crate::adapters::rail::Rails;
use crate::adapters::sms::Carriers;
use crate::clock::Clock;
use crate::config::Config;
use crate::config::ConfigError;
use crate::db;
use crate::db::Pool;
use crate::ledger;
use crate::ledger::Account;
use crate::outbound::Strangers;
use crate::paya::Calendar;
use crate::sealed::Sealer;
use crate::sightings::Sightings;
use crate::tokens::Keys;

/// How long an address of a workspace's may take for an answer.
const ANSWER_TIME: Duration = Duration::from_secs(10);

/// Why the toolbox is not filled.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Nothing can be asked over the net from this machine.
    #[error("no client for other companies can be made: {0}")]
    Outbound(#[from] reqwest::Error),
    /// A setting cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// A handle on the toolbox; clones are the same toolbox.
#[derive(Clone)]
pub struct App(Arc<Tools>);

/// What lies in the toolbox.
pub struct Tools {
    /// Connections for pages.
    pub db: Pool,
    /// Connections for the worker and for money work, so that a flood of pages cannot starve them.
    pub back_db: Pool,
    /// Connections to a copy of the database, for reports.
    pub reports_db: Option<Pool>,
    /// The time.
    pub clock: Clock,
    /// How the house is set up.
    pub config: Config,
    /// The address people see, without a slash at its end.
    pub origin: String,
    /// The keys of all secret addresses and codes.
    pub keys: Keys,
    /// Seals the columns that only this house may read.
    pub sealer: Sealer,
    /// The bank gateways.
    pub gateways: Gateways,
    /// The SMS carriers.
    pub sms: Carriers,
    /// The rails over which money reaches accounts.
    pub rails: Rails,
    /// When money that is sent reaches accounts.
    pub paya: Calendar,
    /// Who knows whose account it is; `None`: nobody is asked.
    pub inquiry: Option<Arc<dyn AccountInquiry>>,
    /// The e-mail carrier.
    pub post: Post,
    /// The way to addresses that workspaces chose.
    pub strangers: Strangers,
    /// Looks at payers' pages that are not written down yet.
    pub sightings: Sightings,
    /// Money work that outlives the request that began it, and that a shutdown waits for.
    pub money_work: TaskTracker,
    /// Cancelled when the process is told to stop: from then on it begins no work, and says that it leaves.
    pub leaving: CancellationToken,
    /// Rung when this process has added work, so that its worker need not wait for the next look.
    pub work_bell: Notify,
    /// The counters, as Prometheus reads them.
    pub counters: Option<PrometheusHandle>,
}

impl App {
    /// Fills the toolbox as the configuration says, and opens the house's own accounts.
    pub async fn open(
        config: Config,
        (db, back_db): (Pool, Pool),
        clock: Clock,
        counters: Option<PrometheusHandle>,
    ) -> Result<Self, OpenError> {
        let origin = config.origin();
        let gateways = Gateways::open(&config.gateways, &back_db, &clock)?;
        let sms = Carriers::open(&config.messages, &back_db, &clock)?;
        let post = Post::open(&config.messages, &back_db, &clock);
        let strangers = Strangers::new(&origin, &config.webhook_inside, ANSWER_TIME)?;
        let rails = Rails::open(&config.money_out, &back_db, &clock)?;
        let inquiry = inquiry::open(&config.money_out, &back_db, &clock)?;
        let paya = calendar(&config)?;
        let reports_db = config
            .databases
            .for_reports()?
            .map(|place| db::connect_later(place, config.databases.database_connections));
        let keys = Keys::new(&config.secret_key);
        let sealer = Sealer::new(&config.secret_key, &config.data_keys);
        let app = Self(Arc::new(Tools {
            db,
            back_db,
            reports_db,
            clock,
            config,
            origin,
            keys,
            sealer,
            gateways,
            rails,
            paya,
            inquiry,
            sms,
            post,
            strangers,
            sightings: Sightings::default(),
            money_work: TaskTracker::new(),
            leaving: CancellationToken::new(),
            work_bell: Notify::new(),
            counters,
        }));
        app.open_house_accounts().await?;
        Ok(app)
    }

    /// A full address for a path of ours, for messages.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    async fn open_house_accounts(&self) -> sqlx::Result<()> {
        let now = self.clock.now();
        let mut tx = db::begin(&self.db).await?;
        ledger::open_account(&mut tx, &Account::Suspense, now).await?;
        for gateway in self.gateways.house() {
            ledger::open_account(&mut tx, &Account::GatewayClearing(gateway.name()), now).await?;
            ledger::open_account(&mut tx, &Account::GatewayFees(gateway.name()), now).await?;
        }
        ledger::open_account(&mut tx, &Account::PayoutFees, now).await?;
        for rail in self.rails.iter() {
            ledger::open_account(&mut tx, &Account::RailClearing(rail.name()), now).await?;
        }
        tx.commit().await
    }
}

impl Deref for App {
    type Target = Tools;
    fn deref(&self) -> &Tools {
        &self.0
    }
}

/// The calendar that comes with the program, or the house's own.
fn calendar(config: &Config) -> Result<Calendar, ConfigError> {
    let Some(path) = &config.money_out.paya_calendar else { return Ok(Calendar::ours()) };
    let unreadable = |why: String| ConfigError::Unreadable("PAYA_CALENDAR", why);
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    Calendar::parse(&text).map_err(|mistake| unreadable(mistake.to_string()))
}
