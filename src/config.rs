//! Everything that can be set from outside, in one struct that is read once. `.env.example` explains
//! each line to the person who sets it.

mod databases;
mod gateways;
mod messages;
mod money_out;
mod operators;

use std::net::SocketAddr;
use std::num::NonZeroU16;

use clap::Args;
use clap::ValueEnum;
use secrecy::ExposeSecret;
use secrecy::SecretString;
use thiserror::Error;
use url::Url;

pub use databases::Databases;
pub use gateways::BankGateway;
pub use gateways::GatewayConfig;
pub use messages::EmailCarrier;
pub use messages::MessageConfig;
pub use messages::SmsCarrier;
pub use messages::SmtpEncryption;
pub use money_out::InquiryCompany;
pub use money_out::MoneyOut;
pub use money_out::RailCompany;
pub use operators::Operators;

use crate::money::Money;
use crate::sealed::DataKey;

/// The secret of a house that holds no real money. Production refuses it.
const DEVELOPMENT_SECRET: &str = "peyvand-development-secret-not-for-production";

/// A secret shorter than this could be guessed.
const SECRET_CHARS_MIN: usize = 32;

/// A process that is told to stop has some forty seconds for all of it (`deploy/peyvand.service`).
const LEAVE_SECONDS_MAX: u64 = 20;

/// Whether real money may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Environment {
    /// Sandbox adapters, plain http, a known secret: nothing here is real.
    Development,
    /// Real money: whatever is unsafe is refused at the start.
    Production,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
}

/// The configuration. Each field is an environment variable and a flag of the same name.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Configuration (flag or environment variable)")]
pub struct Config {
    /// Whether real money may pass.
    #[arg(long, env = "APP_ENV", value_enum, default_value = "development")]
    pub app_env: Environment,

    /// The address to listen on.
    #[arg(long, env = "LISTEN", default_value = "127.0.0.1:8600")]
    pub listen: SocketAddr,

    /// Seconds for which it goes on serving after it was told to stop, so that a proxy in front of several
    /// instances has turned to the others before this one closes.
    #[arg(long, env = "LEAVE_SECONDS", default_value_t = 0)]
    #[arg(value_parser = clap::value_parser!(u64).range(..=LEAVE_SECONDS_MAX))]
    pub leave_seconds: u64,

    /// The address people see, as it stands in messages; without it, the one listened on.
    #[arg(long, env = "PUBLIC_URL")]
    pub public_url: Option<Url>,

    /// The secret from which all keys are drawn; at least 32 characters.
    #[arg(long, env = "SECRET_KEY", hide_env_values = true, default_value = DEVELOPMENT_SECRET)]
    #[arg(hide_default_value = true)]
    pub secret_key: SecretString,

    /// Keys for sealed columns as ID:KEY, the newest first, comma between; without them one is drawn
    /// from the secret.
    #[arg(long, env = "DATA_KEYS", hide_env_values = true, value_delimiter = ',')]
    pub data_keys: Vec<DataKey>,

    /// Lines of visitors at the same time; whoever comes beyond them is told at once to come again.
    #[arg(long, env = "CONNECTIONS_MAX", default_value = "512")]
    pub connections_max: NonZeroU16,

    /// Where the data are.
    #[command(flatten)]
    pub databases: Databases,

    /// Jobs done at the same time by one worker.
    #[arg(long, env = "WORKER_JOBS", default_value_t = 4)]
    pub worker_jobs: usize,

    /// How payers' money comes in.
    #[command(flatten)]
    pub gateways: GatewayConfig,

    /// How SMS and e-mails leave the house.
    #[command(flatten)]
    pub messages: MessageConfig,

    /// How money goes out.
    #[command(flatten)]
    pub money_out: MoneyOut,

    /// What the house takes for a payout, in hundredths of a percent of its amount.
    #[arg(long, env = "PAYOUT_FEE_BPS", default_value_t = 20)]
    pub payout_fee_bps: u16,

    /// The least that the house takes for a payout, in rial.
    #[arg(long, env = "PAYOUT_FEE_MIN", default_value_t = 50_000)]
    pub payout_fee_min: u32,

    /// The most that the house takes for a payout, in rial.
    #[arg(long, env = "PAYOUT_FEE_MAX", default_value_t = 500_000)]
    pub payout_fee_max: u32,

    /// What the house takes for a settlement of a wallet, in rial.
    #[arg(long, env = "SETTLEMENT_FEE", default_value_t = 30_000)]
    pub settlement_fee: u32,

    /// Places inside that webhooks may go to all the same, as host:port; comma between.
    #[arg(long, env = "WEBHOOK_INSIDE", value_delimiter = ',')]
    pub webhook_inside: Vec<String>,

    /// Mobile numbers of the people of the house, who may see alarms and dead jobs; comma between.
    #[arg(long, env = "OPERATORS", default_value = "", hide_default_value = true)]
    pub operators: Operators,

    /// Proxies of ours in front of the program that add to X-Forwarded-For.
    #[arg(long, env = "PROXIES", default_value_t = 0)]
    pub proxies: usize,

    /// The bearer token for /metrics; without it production does not show them.
    #[arg(long, env = "METRICS_TOKEN", hide_env_values = true)]
    pub metrics_token: Option<SecretString>,

    /// How log lines are written; without it for machines in production, and for people elsewhere.
    #[arg(long, env = "LOG_FORMAT", value_enum)]
    pub log_format: Option<LogFormat>,

    /// What is logged: the level of everything, and of parts of the program by their names.
    #[arg(long, env = "LOG", default_value = "info,sqlx=warn")]
    pub log: String,
}

/// Why the program does not start as it is set.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ConfigError {
    /// The secret could be guessed.
    #[error("SECRET_KEY must have at least 32 characters")]
    ShortSecret,
    /// The secret is printed in the source code.
    #[error("SECRET_KEY is the development secret; production needs one of its own")]
    KnownSecret,
    /// Money and passwords would travel in the open.
    #[error("PUBLIC_URL must be set and begin with https:// in production")]
    OpenAddress,
    /// A pretend company would take real money.
    #[error("{0} is the sandbox; production needs a real provider")]
    Sandbox(&'static str),
    /// The private server is for trying things out and for small houses that back it up themselves.
    #[error("DATABASE_URL must be set in production")]
    PrivateDatabase,
    /// A company cannot be spoken to without this.
    #[error("{0} must be set")]
    Missing(&'static str),
    /// Keys and money would travel in the open.
    #[error("{0} must begin with https:// in production")]
    OpenGateway(&'static str),
    /// Letters and a password would travel in the open.
    #[error("SMTP_ENCRYPTION may be none only for a server on the same machine")]
    OpenMail,
    /// A setting cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(&'static str, String),
    /// No server can be found by it.
    #[error("{0} is not an address of PostgreSQL")]
    NoDatabase(&'static str),
    /// The address must be a plain origin.
    #[error("PUBLIC_URL must be like https://pay.example.ir, without a path")]
    PathInAddress,
}

impl Config {
    /// Refuses what would be unsafe.
    pub fn check(&self) -> Result<(), ConfigError> {
        let secret = self.secret_key.expose_secret();
        if secret.chars().count() < SECRET_CHARS_MIN {
            return Err(ConfigError::ShortSecret);
        }
        if self.public_url.as_ref().is_some_and(|url| url.path() != "/" || !url.has_host()) {
            return Err(ConfigError::PathInAddress);
        }
        self.gateways.check()?;
        self.messages.check()?;
        self.money_out.check()?;
        if self.app_env == Environment::Development {
            return Ok(());
        }
        if secret == DEVELOPMENT_SECRET {
            return Err(ConfigError::KnownSecret);
        }
        if self.public_url.as_ref().is_none_or(|url| url.scheme() != "https") {
            return Err(ConfigError::OpenAddress);
        }
        if self.databases.database_url.is_none() {
            return Err(ConfigError::PrivateDatabase);
        }
        if self.messages.is_open() {
            return Err(ConfigError::OpenMail);
        }
        if let Some(name) = self.gateways.open_address().or(self.money_out.open_address()) {
            return Err(ConfigError::OpenGateway(name));
        }
        let bank = self.gateways.gateways.contains(&BankGateway::Sandbox).then_some("GATEWAY");
        let money_out = self.money_out.sandbox();
        match bank.or_else(|| self.messages.sandbox()).or(money_out) {
            Some(name) => Err(ConfigError::Sandbox(name)),
            None => Ok(()),
        }
    }

    /// What the house takes for a payout of an amount: the nearest multiple of ten rial.
    pub fn payout_fee(&self, amount: Money) -> Money {
        let share = i128::from(amount.as_rials()) * i128::from(self.payout_fee_bps);
        let tens = i64::try_from((share + 50_000) / 100_000).unwrap_or(i64::MAX / 10);
        let (min, max) = (i64::from(self.payout_fee_min), i64::from(self.payout_fee_max));
        Money::rials((tens * 10).max(min).min(max.max(min)))
    }

    /// What the house takes for a settlement of a wallet.
    pub fn settlement_fee(&self) -> Money {
        Money::rials(self.settlement_fee.into())
    }

    /// How much of one workspace's money may leave the house in a day.
    pub fn transfers_daily_max(&self) -> Money {
        self.money_out.transfers_daily_max()
    }

    /// How log lines are written here.
    pub fn log_format(&self) -> LogFormat {
        self.log_format.unwrap_or(match self.app_env {
            Environment::Development => LogFormat::Text,
            Environment::Production => LogFormat::Json,
        })
    }

    /// Whether the sandbox pages are mounted.
    pub fn is_sandbox(&self) -> bool {
        self.app_env == Environment::Development
    }

    /// The origin of the address people see, without a slash at its end.
    pub fn origin(&self) -> String {
        match &self.public_url {
            Some(url) => url.origin().ascii_serialization(),
            None if self.listen.ip().is_unspecified() || self.listen.ip().is_loopback() => {
                format!("http://localhost:{}", self.listen.port())
            }
            None => format!("http://{}", self.listen),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    fn check(arguments: &[&str]) -> Result<(), ConfigError> {
        let mut config = Line::parse_from([&["peyvand"], arguments].concat()).config;
        // What the machine that runs the test has set is none of its business.
        if !arguments.iter().any(|argument| argument.starts_with("--database-url")) {
            config.databases.database_url = None;
        }
        config.check()
    }

    #[test]
    fn a_newcomer_needs_to_set_nothing() {
        assert_eq!(check(&[]), Ok(()));
    }

    #[test]
    fn production_refuses_what_is_unsafe_and_names_the_variable() {
        let own = ["--app-env=production", "--secret-key=0123456789abcdef0123456789abcdef"];
        let with = |more: &[&str]| check(&[&own[..], more].concat());
        let https = "--public-url=https://pay.example.ir";

        assert_eq!(check(&["--app-env=production"]), Err(ConfigError::KnownSecret));
        assert_eq!(with(&[]), Err(ConfigError::OpenAddress));
        assert_eq!(with(&["--public-url=http://pay.example.ir"]), Err(ConfigError::OpenAddress));
        assert_eq!(with(&[https]), Err(ConfigError::PrivateDatabase));
        let database = "--database-url=postgres://db/peyvand";
        assert_eq!(with(&[https, database]), Err(ConfigError::Sandbox("GATEWAY")));
        let mail = ["--email=smtp", "--smtp-encryption=none", "--smtp-host=mail.example.ir"];
        assert_eq!(with(&[&[https, database], &mail[..]].concat()), Err(ConfigError::OpenMail));
    }

    #[test]
    fn a_pretend_carrier_among_real_ones_is_found_and_a_real_one_needs_its_key() {
        let sandbox = |arguments: &[&str]| {
            let line = Line::parse_from([&["peyvand"], arguments].concat());
            line.config.messages.sandbox()
        };
        assert_eq!(sandbox(&[]), Some("SMS"));
        assert_eq!(sandbox(&["--sms=kavenegar,sandbox", "--email=smtp"]), Some("SMS"));
        assert_eq!(sandbox(&["--sms=smsir"]), Some("EMAIL"));
        assert_eq!(sandbox(&["--sms=kavenegar,smsir", "--email=smtp"]), None);
        assert_eq!(check(&["--sms=kavenegar"]), Err(ConfigError::Missing("KAVENEGAR_KEY")));
        assert_eq!(check(&["--sms=smsir"]), Err(ConfigError::Missing("SMSIR_KEY")));
    }

    #[test]
    fn an_offered_gateway_needs_what_it_knows_us_by_and_a_sealed_way() {
        assert_eq!(check(&["--gateway=zarinpal"]), Err(ConfigError::Missing("ZARINPAL_MERCHANT")));
        assert_eq!(check(&["--gateway=sep,zibal"]), Err(ConfigError::Missing("ZIBAL_MERCHANT")));
        assert_eq!(check(&["--gateway=sep"]), Err(ConfigError::Missing("SEP_TERMINAL")));
        assert_eq!(check(&["--gateway=payping"]), Err(ConfigError::Missing("PAYPING_TOKEN")));
        let production = [
            "--app-env=production",
            "--secret-key=0123456789abcdef0123456789abcdef",
            "--public-url=https://pay.example.ir",
            "--database-url=postgres://db/peyvand",
            "--gateway=sep",
            "--sep-terminal=2015",
        ];
        let with = |more: &[&str]| check(&[&production[..], more].concat());
        let open = with(&["--sep-base-url=http://sep.example.ir"]);
        assert_eq!(open, Err(ConfigError::OpenGateway("SEP_BASE_URL")));
        assert_eq!(with(&[]), Err(ConfigError::Sandbox("SMS")), "and the gateway itself is fine");
    }

    #[test]
    fn jibit_needs_both_halves_of_its_keys_and_a_sealed_way() {
        assert_eq!(check(&["--rail=jibit"]), Err(ConfigError::Missing("JIBIT_TRANSFER_KEY")));
        let half = ["--rail=jibit", "--jibit-transfer-key=k"];
        assert_eq!(check(&half), Err(ConfigError::Missing("JIBIT_TRANSFER_SECRET")));
        assert_eq!(check(&["--inquiry=jibit"]), Err(ConfigError::Missing("JIBIT_INQUIRY_KEY")));
        let production = [
            "--app-env=production",
            "--secret-key=0123456789abcdef0123456789abcdef",
            "--public-url=https://pay.example.ir",
            "--database-url=postgres://db/peyvand",
            "--gateway=sep",
            "--sep-terminal=2015",
            "--sms=kavenegar",
            "--kavenegar-key=k",
            "--email=smtp",
            "--smtp-host=mail.example.ir",
            "--rail=jibit",
            "--jibit-transfer-key=k",
            "--jibit-transfer-secret=s",
        ];
        let with = |more: &[&str]| check(&[&production[..], more].concat());
        assert_eq!(with(&[]), Err(ConfigError::Sandbox("INQUIRY")));
        assert_eq!(with(&["--inquiry=none"]), Ok(()));
        let open = with(&["--inquiry=none", "--jibit-transfer-base-url=http://jibit.example.ir"]);
        assert_eq!(open, Err(ConfigError::OpenGateway("JIBIT_TRANSFER_BASE_URL")));
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_name() {
        let name = |arguments: &[&str]| match check(arguments) {
            Err(ConfigError::Unreadable(name, _)) => name,
            other => panic!("{other:?}"),
        };
        assert_eq!(name(&["--kavenegar-templates=code"]), "KAVENEGAR_TEMPLATES");
        assert_eq!(name(&["--smsir-templates=code=login"]), "SMSIR_TEMPLATES");
        assert_eq!(name(&["--email-from=nobody"]), "EMAIL_FROM");
    }

    #[test]
    fn a_short_secret_and_an_address_with_a_path_are_refused_everywhere() {
        assert_eq!(check(&["--secret-key=short"]), Err(ConfigError::ShortSecret));
        let path = "--public-url=https://example.ir/pay";
        assert_eq!(check(&[path]), Err(ConfigError::PathInAddress));
    }
}
