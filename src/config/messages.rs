//! How SMS and e-mails leave the house.

use std::collections::BTreeMap;
use std::time::Duration;

use clap::Args;
use clap::ValueEnum;
use lettre::message::Mailbox;
use secrecy::SecretString;
use url::Url;

use super::ConfigError;
use crate::money::Money;

/// Who carries SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SmsCarrier {
    /// The pretend one, with an inbox to look into.
    Sandbox,
    /// Kavenegar.
    Kavenegar,
    /// SMS.ir.
    Smsir,
}

/// Who carries e-mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EmailCarrier {
    /// The pretend one, with an inbox to look into.
    Sandbox,
    /// A server that speaks SMTP.
    Smtp,
}

/// How the way to the SMTP server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SmtpEncryption {
    /// From the first byte.
    Tls,
    /// From the first command on; a server that cannot is refused.
    Starttls,
    /// Not at all: for a server on the same machine.
    None,
}

/// The part of the configuration that is about messages.
#[derive(Args, Clone, Debug)]
pub struct MessageConfig {
    /// The SMS carriers in the order of preference; comma between.
    #[arg(long, env = "SMS", value_enum, value_delimiter = ',', default_value = "sandbox")]
    pub sms: Vec<SmsCarrier>,

    /// Where Kavenegar stands.
    #[arg(long, env = "KAVENEGAR_BASE_URL", default_value = "https://api.kavenegar.com")]
    pub kavenegar_base_url: Url,

    /// The key of the account at Kavenegar.
    #[arg(long, env = "KAVENEGAR_KEY", hide_env_values = true)]
    pub kavenegar_key: Option<SecretString>,

    /// The line that texts come from at Kavenegar.
    #[arg(long, env = "KAVENEGAR_SENDER")]
    pub kavenegar_sender: Option<String>,

    /// The approved texts at Kavenegar, like `code=login,asked=invoice`.
    #[arg(long, env = "KAVENEGAR_TEMPLATES", default_value = "")]
    pub kavenegar_templates: String,

    /// Where SMS.ir stands.
    #[arg(long, env = "SMSIR_BASE_URL", default_value = "https://api.sms.ir/v1")]
    pub smsir_base_url: Url,

    /// The key of the account at SMS.ir.
    #[arg(long, env = "SMSIR_KEY", hide_env_values = true)]
    pub smsir_key: Option<SecretString>,

    /// The line that texts come from at SMS.ir.
    #[arg(long, env = "SMSIR_LINE")]
    pub smsir_line: Option<i64>,

    /// The numbers of the approved texts at SMS.ir, like `code=100001`.
    #[arg(long, env = "SMSIR_TEMPLATES", default_value = "")]
    pub smsir_templates: String,

    /// What one credit at SMS.ir costs, in rial.
    #[arg(long, env = "SMSIR_CREDIT_RIALS", default_value_t = 2_000)]
    pub smsir_credit_rials: i64,

    /// What one part of an SMS costs about, in rial; it counts until the carrier has named its price.
    #[arg(long, env = "SMS_PART_RIALS", default_value_t = 2_000)]
    pub sms_part_rials: i64,

    /// The most that SMS may cost in a day, in rial.
    #[arg(long, env = "SMS_DAY_RIALS", default_value_t = 50_000_000)]
    pub sms_day_rials: i64,

    /// The most of it that one-time codes may cost.
    #[arg(long, env = "SMS_DAY_CODES_RIALS", default_value_t = 15_000_000)]
    pub sms_day_codes_rials: i64,

    /// The most that the SMS of one workspace may cost in a day, in rial.
    #[arg(long, env = "SMS_DAY_WORKSPACE_RIALS", default_value_t = 10_000_000)]
    pub sms_day_workspace_rials: i64,

    /// The e-mail carrier.
    #[arg(long, env = "EMAIL", value_enum, default_value = "sandbox")]
    pub email: EmailCarrier,

    /// From whom e-mails are.
    #[arg(long, env = "EMAIL_FROM", default_value = "Peyvand <no-reply@localhost.localdomain>")]
    pub email_from: String,

    /// The SMTP server.
    #[arg(long, env = "SMTP_HOST", default_value = "localhost")]
    pub smtp_host: String,

    /// Its port; without it, the usual one of the encryption.
    #[arg(long, env = "SMTP_PORT")]
    pub smtp_port: Option<u16>,

    /// How the way to it is encrypted.
    #[arg(long, env = "SMTP_ENCRYPTION", value_enum, default_value = "starttls")]
    pub smtp_encryption: SmtpEncryption,

    /// The account there.
    #[arg(long, env = "SMTP_USER")]
    pub smtp_user: Option<String>,

    /// The account's password.
    #[arg(long, env = "SMTP_PASSWORD", hide_env_values = true)]
    pub smtp_password: Option<SecretString>,

    /// How long a carrier of messages may take for an answer, in milliseconds.
    #[arg(long, env = "CARRIER_TIMEOUT_MS", default_value_t = 15_000)]
    pub carrier_timeout_ms: u64,
}

impl MessageConfig {
    /// Refuses what cannot work.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let uses = |carrier| self.sms.contains(&carrier);
        let missing = [
            ("KAVENEGAR_KEY", uses(SmsCarrier::Kavenegar) && self.kavenegar_key.is_none()),
            ("SMSIR_KEY", uses(SmsCarrier::Smsir) && self.smsir_key.is_none()),
            ("SMS", self.sms.is_empty()),
        ];
        if let Some((name, _)) = missing.into_iter().find(|(_, is_missing)| *is_missing) {
            return Err(ConfigError::Missing(name));
        }
        let is_number = |theirs: &String| theirs.parse::<i64>().is_ok();
        pairs("KAVENEGAR_TEMPLATES", &self.kavenegar_templates)?;
        let numbers = pairs("SMSIR_TEMPLATES", &self.smsir_templates)?;
        if let Some(id) = numbers.into_values().find(|id| !is_number(id)) {
            return Err(ConfigError::Unreadable("SMSIR_TEMPLATES", id));
        }
        match self.email_from.parse::<Mailbox>() {
            Ok(_) => Ok(()),
            Err(error) => Err(ConfigError::Unreadable("EMAIL_FROM", error.to_string())),
        }
    }

    /// Whether letters and a password would travel in the open.
    pub(super) fn is_open(&self) -> bool {
        let is_near = matches!(self.smtp_host.as_str(), "localhost" | "127.0.0.1" | "::1");
        self.email == EmailCarrier::Smtp && self.smtp_encryption == SmtpEncryption::None && !is_near
    }

    /// Our names for approved texts with Kavenegar's.
    pub fn kavenegar_templates(&self) -> BTreeMap<String, String> {
        pairs("KAVENEGAR_TEMPLATES", &self.kavenegar_templates).unwrap_or_default()
    }

    /// Our names for approved texts with the numbers at SMS.ir.
    pub fn smsir_templates(&self) -> BTreeMap<String, String> {
        pairs("SMSIR_TEMPLATES", &self.smsir_templates).unwrap_or_default()
    }

    /// The pretend company among the carriers, if there is one.
    pub(super) fn sandbox(&self) -> Option<&'static str> {
        if self.sms.contains(&SmsCarrier::Sandbox) {
            Some("SMS")
        } else if self.email == EmailCarrier::Sandbox {
            Some("EMAIL")
        } else {
            None
        }
    }

    /// How long a carrier may take for an answer.
    pub fn patience(&self) -> Duration {
        Duration::from_millis(self.carrier_timeout_ms)
    }

    /// The port of the SMTP server.
    pub fn smtp_port(&self) -> u16 {
        self.smtp_port.unwrap_or(match self.smtp_encryption {
            SmtpEncryption::Tls => 465,
            SmtpEncryption::Starttls => 587,
            SmtpEncryption::None => 25,
        })
    }

    /// What an SMS of so many parts costs about.
    pub fn sms_price(&self, parts: usize) -> Money {
        Money::rials(i64::try_from(parts).unwrap_or(i64::MAX).saturating_mul(self.sms_part_rials))
    }
}

fn pairs(setting: &'static str, text: &str) -> Result<BTreeMap<String, String>, ConfigError> {
    let pairs = text.split(',').map(str::trim).filter(|pair| !pair.is_empty()).map(|pair| {
        let (ours, theirs) = pair.split_once('=').unwrap_or((pair, ""));
        match (ours.trim(), theirs.trim()) {
            ("", _) | (_, "") => Err(ConfigError::Unreadable(setting, pair.to_owned())),
            (ours, theirs) => Ok((ours.to_owned(), theirs.to_owned())),
        }
    });
    pairs.collect()
}
