//! Asks a company with care: never twice about the same number, no more in a day than may be paid for,
//! and not at all while it does not answer. What a person has to put right is left in the database, where
//! whoever looks after money out finds it.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use async_trait::async_trait;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;
use chrono_tz::Asia::Tehran;
use sha2::Digest;
use sha2::Sha256;
use sqlx::query;
use sqlx::query_scalar;

use super::AccountInquiry;
use super::Company;
use super::Found;
use super::Told;
use crate::adapters::breaker::Breaker;
use crate::adapters::breaker::Patience;
use crate::card::CardNumber;
use crate::clock::Clock;
use crate::db::Pool;
use crate::iban::Iban;

/// An answer is believed this long; an account may be closed the day after.
const REMEMBERED: TimeDelta = TimeDelta::hours(12);

/// Answers that are remembered at the most.
const REMEMBERED_MAX: usize = 2_000;

/// Three silences, and it is left in peace.
const PATIENCE: Patience = Patience {
    down_after: 3,
    first_rest: TimeDelta::seconds(5),
    longest_rest: TimeDelta::minutes(5),
};

/// Two tries while the company says that it is busy.
const TRIES: usize = 2;

/// Answers with the moment at which they came.
type Remembered = HashMap<[u8; 32], (DateTime<Utc>, Found)>;

/// A company that is asked with care.
pub(super) struct Careful {
    company: Box<dyn Company>,
    db: Pool,
    clock: Clock,
    daily_max: i32,
    breaker: Breaker,
    /// By the digest of the number with a secret of this process, so that no number lies in memory.
    remembered: Mutex<Remembered>,
    secret: [u8; 32],
}

/// What was asked.
#[derive(Clone, Copy)]
enum Number<'a> {
    Account(&'a Iban),
    Card(&'a CardNumber),
}

impl Careful {
    pub(super) fn new(
        company: Box<dyn Company>,
        (db, clock): (Pool, Clock),
        daily_max: i32,
    ) -> Self {
        Self {
            company,
            db,
            clock,
            daily_max,
            breaker: Breaker::new(PATIENCE),
            remembered: Mutex::default(),
            secret: rand::random(),
        }
    }

    async fn ask(&self, number: Number<'_>) -> Found {
        let (name, now) = (self.digest(number), self.clock.now());
        if let Some(found) = self.recall(&name, now) {
            return found;
        }
        if !self.breaker.admits(now) {
            return Found::Unknown;
        }
        match self.may_ask(now).await {
            Ok(true) => (),
            Ok(false) | Err(_) => return Found::Unknown,
        }
        let mut told = Told::NotNow;
        for _ in 0..TRIES {
            told = match number {
                Number::Account(iban) => self.company.of_account(iban).await,
                Number::Card(card) => self.company.of_card(card).await,
            };
            if told != Told::NotNow {
                break;
            }
        }
        self.conclude(name, told).await
    }

    async fn conclude(&self, name: [u8; 32], told: Told) -> Found {
        let now = self.clock.now();
        let found = match &told {
            Told::Account { iban, holder } => {
                Found::Account { iban: iban.clone(), holder: holder.clone() }
            }
            Told::Unusable(why) => Found::Unusable(*why),
            Told::NotNow | Told::Lost | Told::DayIsOver | Told::Misconfigured(_) => Found::Unknown,
        };
        match &told {
            Told::Account { .. } | Told::Unusable(_) => {
                self.breaker.went_well();
                self.remember(name, found.clone(), now);
                self.forget_trouble(now).await;
            }
            Told::NotNow | Told::Lost => self.breaker.went_badly(now),
            Told::DayIsOver => self.note("daily_limit.reached", now).await,
            Told::Misconfigured(code) => {
                self.breaker.went_badly(now);
                self.note(code, now).await;
            }
        }
        found
    }

    /// Counts one more question of the day. `false`: no more may be paid for.
    async fn may_ask(&self, now: DateTime<Utc>) -> sqlx::Result<bool> {
        let asked = query_scalar!(
            "insert into inquiry_days as days (company, day, asked) values ($1, $2, 1)
            on conflict (company, day) do update set asked = days.asked + 1
            where days.asked < $3 and days.trouble is distinct from 'daily_limit.reached'
            returning asked",
            self.company.name(),
            day(now),
            self.daily_max,
        );
        let may = asked.fetch_optional(&self.db).await?.is_some();
        if !may {
            self.note("daily_limit.reached", now).await;
        }
        Ok(may)
    }

    /// Leaves word of what a person has to put right. Where it cannot be written, it will be the next
    /// time.
    async fn note(&self, code: &str, now: DateTime<Utc>) {
        let noted = query!(
            "update inquiry_days set trouble = left($3, 80) where company = $1 and day = $2",
            self.company.name(),
            day(now),
            code,
        );
        if let Err(error) = noted.execute(&self.db).await {
            tracing::warn!(%error, code, "the trouble of an inquiry could not be written down");
        }
    }

    /// It answers: what was wrong has been put right.
    async fn forget_trouble(&self, now: DateTime<Utc>) {
        let forgotten = query!(
            "update inquiry_days set trouble = null
            where company = $1 and day = $2 and trouble is not null",
            self.company.name(),
            day(now),
        );
        if let Err(error) = forgotten.execute(&self.db).await {
            tracing::warn!(%error, "it could not be written down that an inquiry answers again");
        }
    }

    fn digest(&self, number: Number<'_>) -> [u8; 32] {
        let text = match number {
            Number::Account(iban) => iban.as_str(),
            Number::Card(card) => card.as_str(),
        };
        Sha256::new().chain_update(self.secret).chain_update(text).finalize().into()
    }

    fn recall(&self, name: &[u8; 32], now: DateTime<Utc>) -> Option<Found> {
        let remembered = self.remembered();
        let (at, found) = remembered.get(name)?;
        (now < *at + REMEMBERED).then(|| found.clone())
    }

    fn remember(&self, name: [u8; 32], found: Found, now: DateTime<Utc>) {
        let mut remembered = self.remembered();
        if REMEMBERED_MAX <= remembered.len() {
            remembered.retain(|_, (at, _)| now < *at + REMEMBERED);
        }
        if remembered.len() < REMEMBERED_MAX {
            remembered.insert(name, (now, found));
        }
    }

    fn remembered(&self) -> MutexGuard<'_, Remembered> {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl AccountInquiry for Careful {
    fn name(&self) -> &'static str {
        self.company.name()
    }

    async fn of_account(&self, iban: &Iban) -> Found {
        self.ask(Number::Account(iban)).await
    }

    async fn of_card(&self, card: &CardNumber) -> Found {
        self.ask(Number::Card(card)).await
    }
}

/// Why a company has not answered today what a person can put right: its code.
pub async fn trouble(db: &Pool, company: &str, now: DateTime<Utc>) -> sqlx::Result<Option<String>> {
    let trouble = query_scalar!(
        "select trouble from inquiry_days where company = $1 and day = $2",
        company,
        day(now),
    );
    Ok(trouble.fetch_optional(db).await?.flatten())
}

fn day(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&Tehran).date_naive()
}
