//! The carriers of the house in the order of preference: the next one is the fallback of the one
//! before, and one that fails goes to the end for a while.

use std::sync::Arc;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use secrecy::SecretString;

use super::SmsSender;
use super::Templates;
use super::kavenegar;
use super::kavenegar::Kavenegar;
use super::sandbox::SandboxSms;
use super::smsir;
use super::smsir::SmsIr;
use crate::adapters::breaker::Breaker;
use crate::adapters::breaker::Patience;
use crate::clock::Clock;
use crate::config::MessageConfig;
use crate::config::SmsCarrier;
use crate::db::Pool;
use crate::money::Money;

/// A carrier that fails goes to the end, for a minute when it goes on failing.
const PATIENCE: Patience = Patience {
    down_after: 3,
    first_rest: TimeDelta::seconds(5),
    longest_rest: TimeDelta::minutes(1),
};

/// All carriers.
pub struct Carriers(Vec<(Arc<dyn SmsSender>, Breaker)>);

impl Carriers {
    /// The carriers as the configuration names them.
    pub fn open(config: &MessageConfig, db: &Pool, clock: &Clock) -> reqwest::Result<Self> {
        let carriers = config.sms.iter().map(|carrier| open(*carrier, config, (db, clock)));
        Ok(Self::new(carriers.collect::<Result<_, _>>()?))
    }

    /// The carriers, the preferred one first.
    pub fn new(carriers: Vec<Arc<dyn SmsSender>>) -> Self {
        let with_breaker = |carrier| (carrier, Breaker::new(PATIENCE));
        Self(carriers.into_iter().map(with_breaker).collect())
    }

    /// The carriers in the order in which they are to be tried now.
    pub fn in_order(&self, now: DateTime<Utc>) -> Vec<&dyn SmsSender> {
        let mut carriers: Vec<_> = self.0.iter().collect();
        carriers.sort_by_key(|(_, breaker)| breaker.rests_until(now).is_some());
        carriers.into_iter().map(|(carrier, _)| &**carrier).collect()
    }

    /// A carrier by its name in our books.
    pub fn by_name(&self, name: &str) -> Option<&dyn SmsSender> {
        self.0.iter().map(|(carrier, _)| &**carrier).find(|carrier| carrier.name() == name)
    }

    /// The names of all carriers.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(carrier, _)| carrier.name())
    }

    /// The carriers that are down, and since when, as this process knows it.
    pub fn down(&self) -> Vec<(&'static str, DateTime<Utc>)> {
        let down = |(carrier, breaker): &(Arc<dyn SmsSender>, Breaker)| {
            Some((carrier.name(), breaker.down_since()?))
        };
        self.0.iter().filter_map(down).collect()
    }

    /// Notes that a carrier answered, or did not answer as it should.
    pub fn note(&self, name: &str, went_well: bool, now: DateTime<Utc>) {
        for (_, breaker) in self.0.iter().filter(|(carrier, _)| carrier.name() == name) {
            if went_well { breaker.went_well() } else { breaker.went_badly(now) }
        }
    }
}

fn open(
    carrier: SmsCarrier,
    config: &MessageConfig,
    (db, clock): (&Pool, &Clock),
) -> reqwest::Result<Arc<dyn SmsSender>> {
    // The configuration refuses a company without its key.
    let key = |key: &Option<SecretString>| key.clone().unwrap_or_default();
    Ok(match carrier {
        SmsCarrier::Sandbox => Arc::new(SandboxSms::new(db.clone(), clock.clone())),
        SmsCarrier::Kavenegar => {
            let settings = kavenegar::Settings {
                base: config.kavenegar_base_url.clone(),
                key: key(&config.kavenegar_key),
                sender: config.kavenegar_sender.clone(),
                templates: Templates(config.kavenegar_templates()),
            };
            Arc::new(Kavenegar::new(settings, config.patience())?)
        }
        SmsCarrier::Smsir => {
            let settings = smsir::Settings {
                base: config.smsir_base_url.clone(),
                key: key(&config.smsir_key),
                line: config.smsir_line,
                templates: Templates(config.smsir_templates()),
                credit: Money::rials(config.smsir_credit_rials),
            };
            Arc::new(SmsIr::new(settings, config.patience())?)
        }
    })
}
