//! Zarinpal's shared settlement: `wages` beside a request name an account and how much of the payment goes
//! there. Zarinpal settles that part itself, when the payment is verified; the rest is the merchant's. It needs a
//! contract with Zarinpal, which the house says it has by `ZARINPAL_SHARED_SETTLEMENT`.
//!
//! | | |
//! |---|---|
//! | a part | at least 10,000 rial, and less than the whole |
//! | when it goes | at the verification; what nobody verifies goes back to the payer whole |
//! | back again | by nobody: neither a reversal nor a refund of ours fetches a part that went |
//! | no part, a person has to act | -30 (not in the contract) -31 -38 (the account is not known at Shaparak) -39 |
//! | no part, this once | -32 -33 -34 -35 -36 -37 |

use async_trait::async_trait;
use serde_json::Value;
use serde_json::json;

use super::Zarinpal;
use super::asked;
use super::code;
use crate::adapters::bank::BankPage;
use crate::adapters::bank::Fault;
use crate::adapters::bank::NotShared;
use crate::adapters::bank::Order;
use crate::adapters::bank::Part;
use crate::adapters::bank::Reply;
use crate::adapters::bank::Shares;
use crate::adapters::bank::wire;
use crate::money::Money;
use crate::outbound;

impl Zarinpal {
    /// The same, where its contract lets a part of a payment go to somebody else's account.
    pub(in super::super) fn sharing(self, is_sharing: bool) -> Self {
        Self { is_sharing, ..self }
    }

    fn shared_page(&self, reply: &outbound::Reply) -> Result<BankPage, NotShared> {
        let code = reply.json().as_ref().and_then(code);
        match code.filter(|code| (-39..=-30).contains(code)) {
            Some(code) => Err(NotShared::Part {
                is_ours_to_mend: matches!(code, -30 | -31 | -38 | -39),
                code: code.to_string(),
            }),
            None => self.page(reply).map_err(NotShared::Page),
        }
    }
}

#[async_trait]
impl Shares for Zarinpal {
    fn least(&self) -> Money {
        Money::rials(10_000)
    }

    async fn start_shared(
        &self,
        order: &Order<'_>,
        part: &Part,
    ) -> Reply<Result<BankPage, NotShared>> {
        let mut body = asked(order);
        body["wages"] = json!([{
            "iban": part.iban.as_str(),
            "amount": part.amount.as_rials(),
            "description": order.number.to_string(),
        }]);
        match self.call("request", body).await {
            Ok(reply) => {
                let page = self.shared_page(&reply);
                let is_unreadable = page == Err(NotShared::Page(Fault::Unknown));
                wire::heard(page, is_unreadable, &reply)
            }
            Err(silence) => Reply::none(Err(NotShared::Page(wire::silent_fault(silence)))),
        }
    }
}

/// How much went to others' accounts, as a verification tells it; `None`: it does not say.
pub(super) fn told(wages: &Value) -> Option<Money> {
    let parts = wages.as_array().filter(|parts| !parts.is_empty())?;
    parts.iter().map(|part| wire::rials(&part["amount"])).sum()
}
