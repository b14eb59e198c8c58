//! What Zarinpal gives back after its window. Refunds go by another door than payments: GraphQL at an
//! address of its own, under the personal access token of the merchant's account (`providers.md` 1.1; the
//! vendor's pages on terminals, transactions and refunds, and its SDKs for PHP and Node).
//!
//! | | |
//! |---|---|
//! | address | `{base}/api/v4/graphql/`, `Authorization: Bearer` |
//! | terminal | `Terminals`: the one whose `key` is the merchant's number |
//! | transaction | `Session` lists what a terminal was asked, the newest first; ours is the one of our amount whose description ends with our order number |
//! | refund | `AddRefund`, to the card at once; at least 20,000 rial, whole or in part |
//! | unit | rial |
//! | proof | `timeline.refund_amount`, read as all that went back so far: it must be what our books say, before and after |
//! | again | never: after a silence the transaction says by its timeline whether it was done |
//! | done | `COMPLETED` `PAID` `DONE` `SUCCESS` `REFUNDED` |
//! | taken on | `PENDING` `OPEN` `IN_PROGRESS` `PROCESSING` `QUEUED` |
//! | refused | an error of the category `validation` or `graphql`; `FAILED` `REJECTED` `REVERSED` `CANCELED` |
//! | a person has to act | `authentication` and `authorization`, 401 and 403 of the web |
//! | unknown | every other error, word or figure |
//!
//! The words for the standing of a refund are not in the vendor's pages; those of its transfers are
//! understood, and any other is unknown and asked about.

use async_trait::async_trait;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use reqwest::Method;
use secrecy::ExposeSecret;
use secrecy::SecretString;
use serde_json::Value;
use serde_json::json;

use super::super::Fault;
use super::super::Known;
use super::super::NOT_LISTED;
use super::super::OTHER_REFUNDS;
use super::super::Order;
use super::super::RefundOrder;
use super::super::Refunds;
use super::super::Reply;
use super::super::Return;
use super::super::wire;
use super::super::wire::Site;
use crate::money::MAX_AMOUNT;
use crate::money::Money;
use crate::outbound;
use crate::outbound::Client;
use crate::outbound::Silence;
use crate::outbound::text;
use crate::outbound::whole;

const PATH: &str = "/api/v4/graphql/";

/// So many transactions are looked at in one answer, whose length is bounded.
const PAGE: usize = 20;

/// The list is not followed further than this many pages, which is some millions of transactions.
const PAGES_MAX: usize = 1 << 18;

/// Of a busy terminal so many pages are read around the moment at which a payment began.
const NEARBY_MAX: usize = 30;

/// A payer may be sent to the bank so long after their payment began, and clocks differ.
const NEARBY: TimeDelta = TimeDelta::minutes(20);

const TERMINALS: &str = "query { Terminals { id key } }";

const TRANSACTIONS: &str = "
    query Transactions($terminal_id: ID!, $limit: Int, $offset: Int) {
        Session(terminal_id: $terminal_id, limit: $limit, offset: $offset) {
            id amount description created_at
            timeline { refund_amount refund_time refund_status }
        }
    }";

const REFUND: &str = "
    mutation Refund($session_id: ID!, $amount: BigInteger!, $description: String,
        $method: InstantPayoutActionTypeEnum, $reason: RefundReasonEnum) {
        resource: AddRefund(session_id: $session_id, amount: $amount, description: $description,
            method: $method, reason: $reason) {
            terminal_id id amount
            timeline { refund_amount refund_time refund_status }
        }
    }";

/// The merchant's account, as its owner sees it.
pub(super) struct Account {
    client: Client,
    token: SecretString,
    merchant: SecretString,
}

/// A transaction of the list.
#[derive(Clone, Debug)]
struct Transaction {
    id: String,
    timeline: Value,
}

/// A question that brought nothing. It moves no money.
enum Trouble {
    /// The account is shut to us until a person puts something right.
    Shut { code: String },
    /// Nothing readable came.
    Silent { after: Option<TimeDelta> },
}

impl Account {
    pub(super) fn new(site: Site, token: SecretString, merchant: SecretString) -> Self {
        Self { client: site.client, token, merchant }
    }

    async fn ask(&self, query: &str, variables: Value) -> Result<outbound::Reply, Silence> {
        let request = self.client.request(Method::POST, PATH);
        let request = request.bearer_auth(self.token.expose_secret());
        self.client.send(request.json(&json!({ "query": query, "variables": variables }))).await
    }

    async fn read(&self, query: &str, variables: Value) -> Result<Value, Trouble> {
        let reply = self.ask(query, variables).await;
        read(&reply.map_err(|_| Trouble::Silent { after: None })?)
    }

    /// The number of our terminal, which is not the merchant's number.
    async fn terminal(&self) -> Result<String, Trouble> {
        let data = self.read(TERMINALS, json!({})).await?;
        let terminals = data["Terminals"].as_array().ok_or(Trouble::Silent { after: None })?;
        let ours = self.merchant.expose_secret();
        let ours = terminals.iter().find(|it| it["key"].as_str() == Some(ours));
        let id = ours.and_then(|terminal| wire::name(&terminal["id"]));
        id.ok_or_else(|| Trouble::Shut { code: "no such terminal in the account".to_owned() })
    }

    async fn page(&self, terminal: &str, page: usize) -> Result<Vec<Value>, Trouble> {
        let variables = json!({ "terminal_id": terminal, "limit": PAGE, "offset": page * PAGE });
        let data = self.read(TRANSACTIONS, variables).await?;
        data["Session"].as_array().cloned().ok_or(Trouble::Silent { after: None })
    }

    /// The transaction of an order that began at a moment. The list is long, so the place of the moment in it
    /// is searched first, by steps that double and then halve.
    async fn find(
        &self,
        order: &Order<'_>,
        began_at: DateTime<Utc>,
    ) -> Result<Option<Transaction>, Trouble> {
        let terminal = self.terminal().await?;
        let (mut low, mut high, mut step) = (0, 0, 1);
        while high < PAGES_MAX && !reaches(&self.page(&terminal, high).await?, began_at + NEARBY) {
            (low, high, step) = (high + 1, high + step, step * 2);
        }
        while low < high {
            let middle = low.midpoint(high);
            if reaches(&self.page(&terminal, middle).await?, began_at + NEARBY) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        for page in low..low + NEARBY_MAX {
            let lines = self.page(&terminal, page).await?;
            if let Some(found) = ours(&lines, order) {
                return Ok(Some(found));
            }
            if newest(&lines).is_none_or(|at| at < began_at - NEARBY) {
                break;
            }
        }
        Ok(None)
    }
}

#[async_trait]
impl Refunds for Account {
    fn least(&self) -> Money {
        Money::rials(20_000)
    }

    async fn is_open(&self) -> Result<(), Fault> {
        match self.terminal().await {
            Ok(_) => Ok(()),
            Err(Trouble::Shut { code }) => Err(Fault::Misconfigured { code }),
            Err(Trouble::Silent { after }) => Err(Fault::Busy { after }),
        }
    }

    /// Nothing is asked to move before the transaction is found and stands as in our books.
    async fn refund(
        &self,
        order: &Order<'_>,
        _: &Known<'_>,
        refund: &RefundOrder,
    ) -> Reply<Return> {
        let transaction = match self.find(order, refund.began_at).await {
            Ok(Some(found)) => found,
            Ok(None) => return Reply::none(refused(NOT_LISTED)),
            Err(Trouble::Shut { code }) => return Reply::none(Return::Misconfigured { code }),
            Err(Trouble::Silent { after }) => return Reply::none(Return::Busy { after }),
        };
        match so_far(&transaction.timeline) {
            Some(given) if given == refund.given => (),
            Some(_) => return Reply::none(refused(OTHER_REFUNDS)),
            None => return Reply::none(Return::Busy { after: None }),
        }
        let variables = json!({
            "session_id": transaction.id,
            "amount": refund.amount.as_rials(),
            "description": order.number.to_string(),
            "method": "CARD",
            "reason": "CUSTOMER_REQUEST",
        });
        match self.ask(REFUND, variables).await {
            Ok(reply) => {
                let says = given(&reply, &transaction.id, refund);
                let is_unreadable = says == Return::Unknown;
                wire::heard(says, is_unreadable, &reply)
            }
            Err(silence) => wire::silent_return(silence),
        }
    }

    async fn inquire_refund(
        &self,
        order: &Order<'_>,
        _: &Known<'_>,
        refund: &RefundOrder,
    ) -> Reply<Return> {
        Reply::none(match self.find(order, refund.began_at).await {
            Ok(Some(found)) => standing(&found.timeline, refund),
            Ok(None) | Err(Trouble::Silent { after: None }) => Return::Unknown,
            Err(Trouble::Silent { after }) => Return::Busy { after },
            Err(Trouble::Shut { code }) => Return::Misconfigured { code },
        })
    }
}

fn refused(code: &str) -> Return {
    Return::Refused { code: code.to_owned() }
}

fn moment(line: &Value) -> Option<DateTime<Utc>> {
    line["created_at"].as_str()?.parse().ok()
}

fn newest(lines: &[Value]) -> Option<DateTime<Utc>> {
    lines.first().and_then(moment)
}

/// Whether a page comes down to a moment, or lies beyond the end of the list.
fn reaches(lines: &[Value], at: DateTime<Utc>) -> bool {
    lines.last().is_none_or(|oldest| moment(oldest).is_some_and(|oldest| oldest <= at))
}

/// What is written beside a payment: its title, and our number for it at the end, by which it is found
/// again. A title that ends like another payment's number is not its end.
pub(super) fn description(order: &Order<'_>) -> String {
    let title = order.title.chars().take(450).collect::<String>();
    format!("{title} ({})", order.number)
}

/// Our transaction of a page, where it is the only one.
fn ours(lines: &[Value], order: &Order<'_>) -> Option<Transaction> {
    let end = format!(" ({})", order.number);
    let is_ours = |line: &&Value| {
        let is_named = line["description"].as_str().is_some_and(|text| text.ends_with(&end));
        is_named && wire::rials(&line["amount"]) == Some(order.amount)
    };
    let mut found = lines.iter().filter(is_ours);
    let line = found.next().filter(|_| found.next().is_none())?;
    Some(Transaction { id: wire::name(&line["id"])?, timeline: line["timeline"].clone() })
}

fn read(reply: &outbound::Reply) -> Result<Value, Trouble> {
    let silent = || Trouble::Silent { after: reply.retry_after };
    let shut = |code: String| Trouble::Shut { code };
    if matches!(reply.status, 401 | 403) {
        return Err(shut(format!("http {}", reply.status)));
    }
    let mut json = reply.json().ok_or_else(silent)?;
    match error(&json) {
        Some(Complaint::Shut(words) | Complaint::Refused(words)) => Err(shut(words)),
        Some(Complaint::Other) => Err(silent()),
        None => Ok(json["data"].take()),
    }
}

/// What an answer of GraphQL complains of.
enum Complaint {
    /// The token is not taken, or may not do this.
    Shut(String),
    /// What was asked was not done.
    Refused(String),
    /// Whatever else.
    Other,
}

fn error(json: &Value) -> Option<Complaint> {
    let error = json["errors"].as_array()?.first()?;
    let fields = error["extensions"]["validation"].as_object();
    let field = fields.and_then(|fields| fields.values().next()?.as_array()?.first()?.as_str());
    let words = field.or_else(|| error["message"].as_str()).unwrap_or_default();
    let words = words.chars().filter(|char| !char.is_control()).take(100).collect();
    Some(match error["extensions"]["category"].as_str() {
        Some("authentication" | "authorization") => Complaint::Shut(words),
        Some("validation" | "graphql") => Complaint::Refused(words),
        _ => Complaint::Other,
    })
}

/// What the answer to a refund means.
pub(in super::super) fn given(
    reply: &outbound::Reply,
    transaction: &str,
    refund: &RefundOrder,
) -> Return {
    let Some(json) = reply.json() else { return wire::foreign_return(reply) };
    match error(&json) {
        Some(Complaint::Shut(code)) => return Return::Misconfigured { code },
        Some(Complaint::Refused(code)) => return Return::Refused { code },
        Some(Complaint::Other) => return Return::Unknown,
        None => (),
    }
    let resource = &json["data"]["resource"];
    if !resource.is_object() {
        return wire::foreign_return(reply);
    }
    match standing(&resource["timeline"], refund) {
        // It was asked for a moment ago.
        Return::NotFound => Return::Unknown,
        says if text(&resource["id"]).as_deref() == Some(transaction) => says,
        _ => Return::Unknown,
    }
}

/// How much of a transaction went back so far; `None` when that cannot be read.
fn so_far(timeline: &Value) -> Option<Money> {
    match &timeline["refund_amount"] {
        Value::Null => Some(Money::ZERO),
        amount => {
            let rials = whole(amount).filter(|rials| (0..=MAX_AMOUNT.as_rials()).contains(rials));
            rials.map(Money::rials)
        }
    }
}

/// How the newest refund of a transaction stands.
pub(in super::super) fn standing(timeline: &Value, refund: &RefundOrder) -> Return {
    let given = so_far(timeline);
    if given == Some(refund.given) {
        return Return::NotFound;
    }
    if given != Some(refund.given + refund.amount) {
        return Return::Unknown;
    }
    let word = timeline["refund_status"].as_str().unwrap_or_default().to_ascii_uppercase();
    match word.as_str() {
        "COMPLETED" | "PAID" | "DONE" | "SUCCESS" | "REFUNDED" => Return::Done { number: None },
        "PENDING" | "OPEN" | "IN_PROGRESS" | "PROCESSING" | "QUEUED" => Return::Pending,
        "FAILED" | "REJECTED" | "REVERSED" | "CANCELED" | "CANCELLED" => refused(&word),
        _ => Return::Unknown,
    }
}
