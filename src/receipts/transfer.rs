//! The receipt of money that went out: a payout that arrived, or a wallet that was settled. Who paid and
//! who was paid keep the same page; its sign is checked where those of payments are.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::DateTime;
use chrono::Utc;
use sqlx::query_as;

use crate::app::App;
use crate::banks::Bank;
use crate::db::Pool;
use crate::ids::TransferId;
use crate::locale::Jalali;
use crate::locale::ascii_digits;
use crate::money::Money;
use crate::money::Unit;
use crate::tokens;
use crate::tokens::Door;
use crate::tokens::Keys;
use crate::transfers::Status;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::limits;
use crate::web::qr;
use crate::web::qr::Qr;

/// What is known of money that went out.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) id: TransferId,
    /// How its payer writes amounts.
    pub(super) unit: Unit,
    pub(super) payer: String,
    /// Whom it was for; `None`: the payer's own account.
    pub(super) recipient: Option<String>,
    /// What for.
    pub(super) title: Option<String>,
    pub(super) bank: String,
    pub(super) tail: String,
    pub(super) holder: Option<String>,
    pub(super) amount: Money,
    pub(super) status: Status,
    pub(super) settled_at: DateTime<Utc>,
    pub(super) tracking: Option<String>,
    /// Whether the gateway settled it inside the payment.
    pub(super) is_inside: bool,
}

impl Sent {
    /// Whether the recipient's bank sent it back afterwards.
    pub(super) fn came_back(&self) -> bool {
        self.status == Status::Returned
    }

    pub(super) fn bank(&self) -> Option<Bank> {
        Bank::by_code(&self.bank)
    }
}

/// Money that went out; `None`: there is no such, or it has not left.
pub(super) async fn sent(db: &Pool, id: TransferId) -> sqlx::Result<Option<Sent>> {
    query_as!(
        Sent,
        r#"select
            transfers.id as "id: TransferId", workspaces.unit as "unit: Unit",
            workspaces.name as payer, payouts.recipient_name as "recipient?",
            payouts.title as "title?", coalesce(destinations.bank, own.bank, '') as "bank!",
            coalesce(destinations.tail, own.tail, '') as "tail!",
            coalesce(destinations.holder, own.holder) as holder,
            transfers.amount as "amount: Money", transfers.status as "status: Status",
            transfers.settled_at as "settled_at!", transfers.tracking,
            transfers.inside is not null as "is_inside!"
        from transfers
        join workspaces on workspaces.id = transfers.workspace_id
        left join payouts on payouts.id = transfers.purpose
        left join payout_consents as consents
            on consents.payout_id = payouts.id and consents.digest = transfers.agreed_digest
        left join payout_destinations as destinations
            on destinations.payout_id = payouts.id and destinations.revision = consents.revision
        left join wallet_settlements on wallet_settlements.id = transfers.purpose
        left join wallet_accounts as own on own.id = wallet_settlements.account_id
        where transfers.id = $1 and transfers.settled_at is not null"#,
        id.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// What a receipt of a transfer claims, as its sign carries it: amount, day and transfer, and the proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TransferClaim {
    amount: Money,
    day: Jalali,
    pub(super) transfer: TransferId,
    seal: String,
}

impl TransferClaim {
    fn of(keys: &Keys, sent: &Sent) -> Self {
        let day = Jalali::of(sent.settled_at);
        let claim = Self { amount: sent.amount, day, transfer: sent.id, seal: String::new() };
        Self { seal: claim.seal(keys), ..claim }
    }

    fn text(&self) -> String {
        let Jalali { year, month, day } = self.day;
        let (rials, transfer) = (self.amount.as_rials(), tokens::short(self.transfer.as_uuid()));
        format!("{rials}.{year:04}{month:02}{day:02}.{transfer}.{}", self.seal)
    }

    /// Reads a sign that somebody typed or whose code they followed.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let bare: String = ascii_digits(text).chars().filter(|c| !c.is_whitespace()).collect();
        let [rials, day, transfer, seal] = bare.split('.').collect::<Vec<_>>().try_into().ok()?;
        let is_figure = |text: &str| {
            text.len() <= 18 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_figure(rials) || !is_figure(day) || day.len() != 8 {
            return None;
        }
        let part = |from: usize, to: usize| day.get(from..to)?.parse::<u8>().ok();
        Some(Self {
            amount: Money::rials(rials.parse().ok()?),
            day: Jalali::new(day.get(..4)?.parse().ok()?, part(4, 6)?, part(6, 8)?)?,
            transfer: tokens::long(transfer)?.into(),
            seal: tokens::plain(seal),
        })
    }

    /// Whether this house has claimed it.
    pub(super) fn is_ours(&self, keys: &Keys) -> bool {
        tokens::same(self.seal.as_bytes(), self.seal(keys).as_bytes())
    }

    fn seal(&self, keys: &Keys) -> String {
        let Jalali { year, month, day } = self.day;
        let (rials, transfer) = (self.amount.as_rials(), self.transfer);
        keys.seal(&format!("transfer.{rials}.{year}.{month}.{day}.{transfer}"))
    }
}

/// Shows the receipt of a transfer to whoever has its address.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((transfer, token)): Path<(String, String)>,
) -> Result<Response> {
    let id = tokens::long(&transfer).map(TransferId::from);
    let id = id.filter(|id| app.keys.opens(&token, &Door::Transfer { transfer: *id }));
    let found = match id {
        Some(id) => sent(&app.db, id).await?,
        None => None,
    };
    let Some(sent) = found else {
        limits::count_miss(&app, &visit).await?;
        return Err(Error::NotFound);
    };
    let visit = visit.in_unit(sent.unit);
    let sign = TransferClaim::of(&app.keys, &sent).text();
    let qr = qr::draw(&app.address(&format!("/verify?r={sign}")));
    visit.page(StatusCode::OK, &TransferPage { v: &visit, sent: &sent, sign, qr })
}

#[derive(Template)]
#[template(path = "receipts/transfer.html")]
struct TransferPage<'a> {
    v: &'a Visit,
    sent: &'a Sent,
    /// By this the receipt can be checked.
    sign: String,
    qr: Option<Qr>,
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;
    use uuid::Uuid;

    use super::*;

    fn keys() -> Keys {
        Keys::new(&SecretString::from("a secret of at least thirty-two characters"))
    }

    fn sent() -> Sent {
        Sent {
            id: Uuid::from_u128(7).into(),
            unit: Unit::Toman,
            payer: "Sarv".to_owned(),
            recipient: None,
            title: None,
            bank: "017".to_owned(),
            tail: "7893".to_owned(),
            holder: None,
            amount: Money::rials(62_000_000),
            status: Status::Settled,
            settled_at: DateTime::from_timestamp(1_764_000_000, 0).expect("a moment"),
            tracking: None,
            is_inside: false,
        }
    }

    #[test]
    fn a_sign_is_read_however_it_is_typed_and_a_changed_figure_breaks_it() {
        let claim = TransferClaim::of(&keys(), &sent());
        let text = claim.text();
        assert!(claim.is_ours(&keys()));
        let typed = format!(" {} ", text.to_uppercase().replace('2', "۲").replace('.', ". "));
        assert_eq!(TransferClaim::parse(&typed), Some(claim));
        let more = text.replacen("62000000", "620000000", 1);
        assert!(TransferClaim::parse(&more).is_some_and(|claim| !claim.is_ours(&keys())));
        for wrong in ["", "1.2.3", "1.14050901.x.y", &format!("{text}.1")] {
            assert_eq!(TransferClaim::parse(wrong), None, "{wrong}");
        }
    }
}
