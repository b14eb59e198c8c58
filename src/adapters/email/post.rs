//! The e-mail carrier of the house, which is left alone for a while when it does not answer: a server
//! that hangs must not hold up what goes by SMS.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::Mailer;
use super::sandbox::SandboxMailer;
use super::smtp;
use super::smtp::Smtp;
use crate::adapters::breaker::Breaker;
use crate::adapters::breaker::Patience;
use crate::clock::Clock;
use crate::config::EmailCarrier;
use crate::config::MessageConfig;
use crate::db::Pool;

/// A silent server is left alone for a minute: one silence is enough, it took all the time that we had.
const PATIENCE: Patience = Patience {
    down_after: 1,
    first_rest: TimeDelta::minutes(1),
    longest_rest: TimeDelta::minutes(1),
};

/// The carrier with its breaker.
pub struct Post {
    carrier: Box<dyn Mailer>,
    breaker: Breaker,
}

impl Post {
    /// The carrier as the configuration names it.
    pub fn open(config: &MessageConfig, db: &Pool, clock: &Clock) -> Self {
        let carrier: Box<dyn Mailer> = match (config.email, config.email_from.parse()) {
            (EmailCarrier::Smtp, Ok(from)) => {
                let settings = smtp::Settings {
                    host: config.smtp_host.clone(),
                    port: config.smtp_port(),
                    encryption: config.smtp_encryption,
                    account: config.smtp_user.clone().zip(config.smtp_password.clone()),
                    from,
                };
                Box::new(Smtp::new(settings, config.patience(), clock.clone()))
            }
            // The configuration refuses an address that cannot be read.
            (EmailCarrier::Smtp, Err(_)) | (EmailCarrier::Sandbox, _) => {
                Box::new(SandboxMailer::new(db.clone(), clock.clone()))
            }
        };
        Self { carrier, breaker: Breaker::new(PATIENCE) }
    }

    /// The carrier.
    pub fn carrier(&self) -> &dyn Mailer {
        &*self.carrier
    }

    /// Until when the carrier is left alone.
    pub fn closed_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.breaker.rests_until(now)
    }

    /// The carrier and since when it is down, as this process knows it; `None`: it is not.
    pub fn down(&self) -> Option<(&'static str, DateTime<Utc>)> {
        Some((self.carrier.name(), self.breaker.down_since()?))
    }

    /// Notes that the carrier answered, or did not.
    pub fn note(&self, went_well: bool, now: DateTime<Utc>) {
        if went_well { self.breaker.went_well() } else { self.breaker.went_badly(now) }
    }
}
