//! Which gateways take a payment: those of the house, in the order of preference, and terminals that
//! workspaces bring. Each has a breaker of its own, so that nobody is sent to one that gave no page a
//! moment ago.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use clap::ValueEnum;
use secrecy::ExposeSecret;
use secrecy::SecretString;

use super::Fields;
use super::Gateway;
use super::payping;
use super::payping::Payping;
use super::sandbox;
use super::sandbox::SandboxBank;
use super::sep;
use super::sep::Sep;
use super::wire;
use super::wire::Site;
use super::zarinpal::Zarinpal;
use super::zibal::Zibal;
use crate::adapters::breaker::Breaker;
use crate::adapters::breaker::Patience;
use crate::clock::Clock;
use crate::config::BankGateway;
use crate::config::GatewayConfig;
use crate::db::Pool;
use crate::ids::TerminalId;
use crate::money::Money;

/// A gateway without a page is second choice for a moment, and down at the third try in a row.
const PATIENCE: Patience = Patience {
    down_after: 3,
    first_rest: TimeDelta::seconds(5),
    longest_rest: TimeDelta::minutes(1),
};

/// A gateway to which payers may be sent, and how it has answered of late.
#[derive(Clone)]
pub struct Offered {
    gateway: Arc<dyn Gateway>,
    breaker: Arc<Breaker>,
    own_terminal: Option<TerminalId>,
    is_unwell: bool,
}

impl Offered {
    fn new(gateway: Arc<dyn Gateway>, own_terminal: Option<TerminalId>) -> Self {
        let breaker = Arc::new(Breaker::new(PATIENCE));
        Self { gateway, breaker, own_terminal, is_unwell: false }
    }

    /// The terminal that a workspace brought; `None`: it is the house's gateway.
    pub fn own_terminal(&self) -> Option<TerminalId> {
        self.own_terminal
    }

    /// The same, of which somebody found that it is not well: it is second choice.
    #[must_use]
    pub fn unwell(self) -> Self {
        Self { is_unwell: true, ..self }
    }

    /// Whether the two are one.
    pub fn is_same(&self, other: &Offered) -> bool {
        self.own_terminal == other.own_terminal && self.gateway.name() == other.gateway.name()
    }

    /// Notes that it gave a page, or another answer that shows it alive.
    pub fn went_well(&self) {
        self.breaker.went_well();
    }

    /// Notes that it gave no page, by no fault of the order.
    pub fn went_badly(&self, now: DateTime<Utc>) {
        self.breaker.went_badly(now);
    }

    /// Since when it is down, as this process knows it.
    pub fn down_since(&self) -> Option<DateTime<Utc>> {
        self.breaker.down_since()
    }

    /// The one for a new payment of an amount, of those that are named in the order of preference: the first
    /// that takes it, is well and gives pages, or else the first that may be tried.
    pub fn choose(offered: &[Self], amount: Money, now: DateTime<Utc>) -> Result<Self, NoGateway> {
        let taking = || offered.iter().filter(|it| it.takes(amount));
        let admits = |offered: &&Self| offered.breaker.admits(now);
        let is_well =
            |offered: &&Self| !offered.is_unwell && offered.breaker.rests_until(now).is_none();
        let chosen =
            taking().find(|it| is_well(it) && admits(it)).or_else(|| taking().find(admits));
        match (chosen, taking().next(), offered.first()) {
            (Some(offered), ..) => Ok(offered.clone()),
            (None, None, Some(preferred)) => {
                let (min, max) = preferred.limits();
                Err(NoGateway::OutsideLimits { min, max })
            }
            (None, ..) => Err(NoGateway::Down),
        }
    }

    fn takes(&self, amount: Money) -> bool {
        let (min, max) = self.gateway.limits();
        (min..=max).contains(&amount)
    }
}

impl Deref for Offered {
    type Target = dyn Gateway;
    fn deref(&self) -> &Self::Target {
        self.gateway.as_ref()
    }
}

/// Why no gateway takes a payment now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoGateway {
    /// The amount is outside what the gateways take: the smallest and the largest amount of the
    /// preferred one.
    OutsideLimits {
        /// The smallest amount.
        min: Money,
        /// The largest amount.
        max: Money,
    },
    /// Those that take the amount have given no page for a while, and are left in peace for a moment.
    Down,
}

/// All gateways: the house's, and the terminals of workspaces that this process has opened.
#[derive(Clone)]
pub struct Gateways {
    house: Arc<[Offered]>,
    retired: Arc<[Offered]>,
    providers: Arc<Providers>,
    own: Arc<Mutex<HashMap<TerminalId, Offered>>>,
}

impl Gateways {
    /// The gateways as they are set. It fails when nothing can be asked over the net from this machine.
    pub fn open(config: &GatewayConfig, db: &Pool, clock: &Clock) -> reqwest::Result<Self> {
        let providers = Providers::open(config, db, clock)?;
        let open = |gateway: &BankGateway| {
            let keys = keys_of_house(config, *gateway)?;
            Some(Offered::new(providers.gateway(*gateway, &keys), None))
        };
        let house = config.gateways.iter().filter_map(open).collect();
        let retired = BankGateway::value_variants().iter();
        let retired = retired.filter(|gateway| !config.gateways.contains(gateway));
        let retired = retired.filter(|gateway| **gateway != BankGateway::Sandbox);
        let retired = retired.filter_map(open).collect();
        Ok(Self { house, retired, providers: Arc::new(providers), own: Arc::default() })
    }

    /// The house's gateways in the order of preference.
    pub fn house(&self) -> &[Offered] {
        &self.house
    }

    /// The one of the house that is named first; its limits are the limits of the house.
    pub fn preferred(&self) -> Option<&Offered> {
        self.house.first()
    }

    /// The house's gateway of a name, also one at which nobody pays any more while the house keeps its keys:
    /// what was paid there is still asked about and given back there.
    pub fn by_name(&self, name: &str) -> Option<&Offered> {
        self.house.iter().chain(self.retired.iter()).find(|offered| offered.name() == name)
    }

    /// A terminal that this process has opened before.
    pub fn own(&self, id: TerminalId) -> Option<Offered> {
        self.lock().get(&id).cloned()
    }

    /// All terminals that this process has opened.
    pub fn all_own(&self) -> Vec<(TerminalId, Offered)> {
        self.lock().iter().map(|(id, offered)| (*id, offered.clone())).collect()
    }

    /// Opens a terminal that a workspace brought. What is known of one that was opened before stays.
    pub fn open_own(&self, id: TerminalId, gateway: BankGateway, keys: &Keys) -> Offered {
        let open = || Offered::new(self.providers.gateway(gateway, keys), Some(id));
        self.lock().entry(id).or_insert_with(open).clone()
    }

    /// By what name a terminal stands in the books, which opens nothing at its provider.
    pub fn terminal(&self, gateway: BankGateway, keys: &Keys) -> String {
        self.providers.gateway(gateway, keys).terminal().to_owned()
    }

    /// Whether a browser may have brought a receipt without which some gateway verifies nothing, or not at once.
    pub fn may_bring_receipt(&self, brought: &Fields) -> bool {
        let needs_one = self.house.iter().any(|offered| offered.caps().needs_receipt);
        let hints = [sep::hint(brought), payping::hint(brought)];
        needs_one || hints.iter().any(|hint| hint.receipt.is_some())
    }

    /// The origins of the pages to which a payer's form may lead, at whoever's terminal.
    pub fn page_origins(&self) -> Vec<String> {
        self.providers.page_origins()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TerminalId, Offered>> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What opens a merchant's terminal at a provider.
#[derive(Clone, Debug)]
pub struct Keys {
    /// By what the provider knows the merchant.
    pub merchant: SecretString,
    /// The key to the merchant's account, where giving back takes one of its own.
    pub refunds: Option<SecretString>,
}

/// What opens the house's terminal; `None`: it has none.
fn keys_of_house(config: &GatewayConfig, gateway: BankGateway) -> Option<Keys> {
    let merchant = match gateway {
        BankGateway::Sandbox => Some(SecretString::from(sandbox::TERMINAL)),
        BankGateway::Zarinpal => config.zarinpal_merchant.clone(),
        BankGateway::Zibal => config.zibal_merchant.clone(),
        BankGateway::Sep => config.sep_terminal.clone().map(SecretString::from),
        BankGateway::Payping => config.payping_token.clone(),
    };
    let takes_one = gateway.refunds_by_token();
    let refunds = config.zarinpal_access_token.clone().filter(|_| takes_one);
    merchant.map(|merchant| Keys { merchant, refunds })
}

/// The providers, each at its site, whoever's terminal there is asked.
struct Providers {
    sandbox: (Pool, Clock),
    zarinpal: Site,
    zarinpal_refunds: Site,
    zarinpal_shares: bool,
    zibal: Site,
    sep: Site,
    payping: Site,
}

impl Providers {
    fn open(config: &GatewayConfig, db: &Pool, clock: &Clock) -> reqwest::Result<Self> {
        let patience = config.patience();
        Ok(Self {
            sandbox: (db.clone(), clock.clone()),
            zarinpal: Site::new(&config.zarinpal_base_url, patience)?,
            zarinpal_refunds: Site::new(&config.zarinpal_graphql_base_url, patience)?,
            zarinpal_shares: config.zarinpal_shared_settlement,
            zibal: Site::new(&config.zibal_base_url, patience)?,
            sep: Site::new(&config.sep_base_url, patience)?,
            payping: Site::new(&config.payping_base_url, patience)?,
        })
    }

    /// A merchant's terminal at a provider.
    fn gateway(&self, gateway: BankGateway, keys: &Keys) -> Arc<dyn Gateway> {
        let secret = || keys.merchant.clone();
        let plain = || keys.merchant.expose_secret().to_owned();
        let refunds = || Some((self.zarinpal_refunds.clone(), keys.refunds.clone()?));
        match gateway {
            BankGateway::Sandbox => {
                let (db, clock) = self.sandbox.clone();
                Arc::new(SandboxBank::new(db, clock, plain()))
            }
            BankGateway::Zarinpal => {
                let zarinpal = Zarinpal::new(self.zarinpal.clone(), secret(), refunds());
                Arc::new(zarinpal.sharing(self.zarinpal_shares))
            }
            BankGateway::Zibal => Arc::new(Zibal::new(self.zibal.clone(), secret())),
            BankGateway::Sep => Arc::new(Sep::new(self.sep.clone(), plain())),
            BankGateway::Payping => Arc::new(Payping::new(self.payping.clone(), secret())),
        }
    }

    fn page_origins(&self) -> Vec<String> {
        let sites = [&self.zarinpal, &self.zibal, &self.sep, &self.payping];
        let pages = [payping::PAGES, wire::BANK_PAGES].map(str::to_owned);
        sites.iter().map(|site| site.origin()).chain(pages).collect()
    }
}
