//! How money goes out: who brings it to accounts, who says whose account it is, and how much may go.

use std::path::PathBuf;
use std::time::Duration;

use chrono::TimeDelta;
use clap::Args;
use clap::ValueEnum;
use secrecy::SecretString;
use url::Url;

use super::ConfigError;
use super::Environment;
use crate::banks::Bank;
use crate::money::Money;

/// Who brings money to accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RailCompany {
    /// The pretend one, with pages to play it.
    Sandbox,
    /// Jibit's Transferor.
    Jibit,
    /// Nobody: what needs it is not offered.
    None,
}

/// Who says whose account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InquiryCompany {
    /// The pretend one, which knows everybody.
    Sandbox,
    /// Jibit's inquiries.
    Jibit,
    /// Nobody: nobody's name is checked.
    None,
}

/// Money out. Each field is an environment variable and a flag of the same name.
#[derive(Args, Clone, Debug)]
pub struct MoneyOut {
    /// Who brings money to accounts.
    #[arg(long, env = "RAIL", value_enum, default_value = "sandbox")]
    pub rail: RailCompany,

    /// Who says whose account it is.
    #[arg(long, env = "INQUIRY", value_enum, default_value = "sandbox")]
    pub inquiry: InquiryCompany,

    /// The public half of the keys of Jibit's Transferor.
    #[arg(long, env = "JIBIT_TRANSFER_KEY", hide_env_values = true)]
    pub jibit_transfer_key: Option<SecretString>,

    /// The secret half.
    #[arg(long, env = "JIBIT_TRANSFER_SECRET", hide_env_values = true)]
    pub jibit_transfer_secret: Option<SecretString>,

    /// Where Jibit's Transferor stands.
    #[arg(long, env = "JIBIT_TRANSFER_BASE_URL", default_value = "https://napi.jibit.ir/trf/v2")]
    pub jibit_transfer_base_url: Url,

    /// The banks at which our money at Jibit has an account, by their three digits; comma between.
    /// Accounts at these are reached at once.
    #[arg(long, env = "JIBIT_OWN_BANKS", value_delimiter = ',', value_parser = bank)]
    pub jibit_own_banks: Vec<Bank>,

    /// The public half of the keys of Jibit's inquiries.
    #[arg(long, env = "JIBIT_INQUIRY_KEY", hide_env_values = true)]
    pub jibit_inquiry_key: Option<SecretString>,

    /// The secret half.
    #[arg(long, env = "JIBIT_INQUIRY_SECRET", hide_env_values = true)]
    pub jibit_inquiry_secret: Option<SecretString>,

    /// Where Jibit's inquiries stand.
    #[arg(long, env = "JIBIT_INQUIRY_BASE_URL", default_value = "https://napi.jibit.ir/ide/v1")]
    pub jibit_inquiry_base_url: Url,

    /// How long a rail or an inquiry may take for an answer, in milliseconds.
    #[arg(long, env = "RAIL_TIMEOUT_MS", default_value_t = 15_000)]
    pub rail_timeout_ms: u64,

    /// How many inquiries may be paid for in a day.
    #[arg(long, env = "INQUIRIES_DAILY_MAX", default_value_t = 2_000)]
    pub inquiries_daily_max: u32,

    /// How much may go in one transfer, in rial.
    #[arg(long, env = "TRANSFER_MAX", default_value_t = 2_000_000_000)]
    pub transfer_max: u64,

    /// How much of one workspace's money may leave the house in a day, in rial.
    #[arg(long, env = "TRANSFERS_DAILY_MAX", default_value_t = 5_000_000_000)]
    pub transfers_daily_max: u64,

    /// How long after its beginning a workspace sends nothing, in hours; without it a day in production
    /// and nothing elsewhere.
    #[arg(long, env = "TRANSFERS_COOL_OFF_HOURS")]
    pub transfers_cool_off_hours: Option<u16>,

    /// A file with the runs of PAYA and the holidays, in place of those that come with the program.
    #[arg(long, env = "PAYA_CALENDAR")]
    pub paya_calendar: Option<PathBuf>,

    /// When less than this is left at the rail, in rial, a person is called.
    #[arg(long, env = "RAIL_BALANCE_LOW", default_value_t = 1_000_000_000)]
    pub rail_balance_low: u64,
}

impl MoneyOut {
    /// Refuses a company that cannot be spoken to.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let (rail, inquiry) =
            (self.rail == RailCompany::Jibit, self.inquiry == InquiryCompany::Jibit);
        let missing = [
            ("JIBIT_TRANSFER_KEY", rail && self.jibit_transfer_key.is_none()),
            ("JIBIT_TRANSFER_SECRET", rail && self.jibit_transfer_secret.is_none()),
            ("JIBIT_INQUIRY_KEY", inquiry && self.jibit_inquiry_key.is_none()),
            ("JIBIT_INQUIRY_SECRET", inquiry && self.jibit_inquiry_secret.is_none()),
        ];
        match missing.into_iter().find(|(_, is_missing)| *is_missing) {
            Some((name, _)) => Err(ConfigError::Missing(name)),
            None => Ok(()),
        }
    }

    /// The address to which keys and money would travel in the open.
    pub(super) fn open_address(&self) -> Option<&'static str> {
        let transfer = ("JIBIT_TRANSFER_BASE_URL", &self.jibit_transfer_base_url);
        let inquiry = ("JIBIT_INQUIRY_BASE_URL", &self.jibit_inquiry_base_url);
        let used = [
            (self.rail == RailCompany::Jibit).then_some(transfer),
            (self.inquiry == InquiryCompany::Jibit).then_some(inquiry),
        ];
        let open = used.into_iter().flatten().find(|(_, url)| url.scheme() != "https");
        open.map(|(name, _)| name)
    }

    /// The variable under which a pretend company stands.
    pub(super) fn sandbox(&self) -> Option<&'static str> {
        match (self.rail, self.inquiry) {
            (RailCompany::Sandbox, _) => Some("RAIL"),
            (_, InquiryCompany::Sandbox) => Some("INQUIRY"),
            _ => None,
        }
    }

    /// How long a company may take for an answer.
    pub fn patience(&self) -> Duration {
        Duration::from_millis(self.rail_timeout_ms)
    }

    /// How much may go in one transfer.
    pub fn transfer_max(&self) -> Money {
        money(self.transfer_max)
    }

    /// How much of one workspace's money may leave the house in a day.
    pub fn transfers_daily_max(&self) -> Money {
        money(self.transfers_daily_max)
    }

    /// When less than this is left at the rail, a person is called.
    pub fn rail_balance_low(&self) -> Money {
        money(self.rail_balance_low)
    }

    /// How long after its beginning a workspace sends nothing (`money.md` E5).
    pub fn cool_off(&self, environment: Environment) -> TimeDelta {
        let usual = match environment {
            Environment::Development => 0,
            Environment::Production => 24,
        };
        TimeDelta::hours(self.transfers_cool_off_hours.unwrap_or(usual).into())
    }
}

fn money(rials: u64) -> Money {
    Money::rials(i64::try_from(rials).unwrap_or(i64::MAX))
}

fn bank(code: &str) -> Result<Bank, String> {
    Bank::by_code(code.trim()).ok_or_else(|| format!("{code} is the number of no bank"))
}
