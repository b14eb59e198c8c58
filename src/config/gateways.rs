//! Which bank gateways the house offers, and by what they know it.

use std::time::Duration;

use clap::Args;
use clap::ValueEnum;
use secrecy::SecretString;
use url::Url;

use super::ConfigError;

/// Who takes payers' money for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum BankGateway {
    /// The pretend one, with pages to play it.
    Sandbox,
    /// Zarinpal.
    Zarinpal,
    /// Zibal.
    Zibal,
    /// Saman's SEP.
    Sep,
    /// `PayPing`.
    Payping,
}

impl BankGateway {
    /// Those at which a workspace may have a terminal of its own.
    pub const REAL: [BankGateway; 4] =
        [BankGateway::Zarinpal, BankGateway::Zibal, BankGateway::Sep, BankGateway::Payping];

    /// As the books and forms write it.
    pub fn code(self) -> &'static str {
        match self {
            BankGateway::Sandbox => "sandbox",
            BankGateway::Zarinpal => "zarinpal",
            BankGateway::Zibal => "zibal",
            BankGateway::Sep => "sep",
            BankGateway::Payping => "payping",
        }
    }

    /// Whether it gives back after its window under a token of the merchant's account.
    pub fn refunds_by_token(self) -> bool {
        self == BankGateway::Zarinpal
    }
}

/// The gateways. Each field is an environment variable and a flag of the same name.
#[derive(Args, Clone, Debug)]
pub struct GatewayConfig {
    /// The bank gateways in the order of preference; comma between.
    #[arg(long = "gateway", env = "GATEWAY", value_enum, default_value = "sandbox")]
    #[arg(value_delimiter = ',')]
    pub gateways: Vec<BankGateway>,

    /// Zarinpal's number for the merchant.
    #[arg(long, env = "ZARINPAL_MERCHANT", hide_env_values = true)]
    pub zarinpal_merchant: Option<SecretString>,

    /// Where Zarinpal stands.
    #[arg(long, env = "ZARINPAL_BASE_URL", default_value = "https://payment.zarinpal.com")]
    pub zarinpal_base_url: Url,

    /// The personal access token of the account at Zarinpal, with which it gives back after its window;
    /// without it Zarinpal only takes whole payments back.
    #[arg(long, env = "ZARINPAL_ACCESS_TOKEN", hide_env_values = true)]
    pub zarinpal_access_token: Option<SecretString>,

    /// Where the refunds of Zarinpal stand.
    #[arg(long, env = "ZARINPAL_GRAPHQL_BASE_URL", default_value = "https://next.zarinpal.com")]
    pub zarinpal_graphql_base_url: Url,

    /// Whether the house's contract with Zarinpal lets it settle a part of a payment to somebody else's
    /// account (shared settlement): payouts that are paid there then need no transfer.
    #[arg(long, env = "ZARINPAL_SHARED_SETTLEMENT")]
    pub zarinpal_shared_settlement: bool,

    /// Zibal's name for the merchant.
    #[arg(long, env = "ZIBAL_MERCHANT", hide_env_values = true)]
    pub zibal_merchant: Option<SecretString>,

    /// Where Zibal stands.
    #[arg(long, env = "ZIBAL_BASE_URL", default_value = "https://gateway.zibal.ir")]
    pub zibal_base_url: Url,

    /// SEP's number for the terminal.
    #[arg(long, env = "SEP_TERMINAL")]
    pub sep_terminal: Option<String>,

    /// Where SEP stands.
    #[arg(long, env = "SEP_BASE_URL", default_value = "https://sep.shaparak.ir")]
    pub sep_base_url: Url,

    /// The token of the account at `PayPing`.
    #[arg(long, env = "PAYPING_TOKEN", hide_env_values = true)]
    pub payping_token: Option<SecretString>,

    /// Where `PayPing` stands.
    #[arg(long, env = "PAYPING_BASE_URL", default_value = "https://api.payping.ir")]
    pub payping_base_url: Url,

    /// How long a gateway may take for an answer, in milliseconds.
    #[arg(long, env = "GATEWAY_TIMEOUT_MS", default_value_t = 15_000)]
    pub gateway_timeout_ms: u64,
}

impl GatewayConfig {
    /// Refuses a gateway that cannot be spoken to.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let lacks = |gateway, is_set: bool| self.gateways.contains(&gateway) && !is_set;
        let missing = [
            ("GATEWAY", self.gateways.is_empty()),
            ("ZARINPAL_MERCHANT", lacks(BankGateway::Zarinpal, self.zarinpal_merchant.is_some())),
            ("ZIBAL_MERCHANT", lacks(BankGateway::Zibal, self.zibal_merchant.is_some())),
            ("SEP_TERMINAL", lacks(BankGateway::Sep, self.sep_terminal.is_some())),
            ("PAYPING_TOKEN", lacks(BankGateway::Payping, self.payping_token.is_some())),
        ];
        match missing.into_iter().find(|(_, is_missing)| *is_missing) {
            Some((name, _)) => Err(ConfigError::Missing(name)),
            None => Ok(()),
        }
    }

    /// The address of a gateway to which keys and money would travel in the open. A workspace may have a
    /// terminal at any of them.
    pub(super) fn open_address(&self) -> Option<&'static str> {
        let addresses = [
            ("ZARINPAL_BASE_URL", &self.zarinpal_base_url),
            ("ZARINPAL_GRAPHQL_BASE_URL", &self.zarinpal_graphql_base_url),
            ("ZIBAL_BASE_URL", &self.zibal_base_url),
            ("SEP_BASE_URL", &self.sep_base_url),
            ("PAYPING_BASE_URL", &self.payping_base_url),
        ];
        let open = addresses.into_iter().find(|(_, url)| url.scheme() != "https");
        open.map(|(name, _)| name)
    }

    /// How long a gateway may take for an answer.
    pub fn patience(&self) -> Duration {
        Duration::from_millis(self.gateway_timeout_ms)
    }
}
