//! The book of the pretend bank, and what people and tests write there.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use super::super::Refusal;
use super::TERMINAL;
use crate::db::Pool;
use crate::money::Money;

/// How long the bank is silent when it is told to be.
const SILENCE: TimeDelta = TimeDelta::seconds(30);

/// How the bank feels at a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Mood {
    /// A good day.
    #[default]
    Well,
    /// No call arrives.
    Down,
    /// It does what it is asked, and the answers are lost.
    Lossy,
    /// It does what it is asked, and answers with a page for people.
    Unreadable,
    /// It gives every order the reference of the last one.
    Repeating,
    /// It does not know us: a wrong key, or an address that is not allowed.
    Estranged,
}

/// How an order stands in the bank's book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Stage {
    /// The payer has not decided.
    Waiting,
    /// The money moved.
    Paid,
    /// The money did not move, and will not.
    Refused,
}

/// A line of the bank's book.
#[derive(Clone, Debug)]
pub struct BookLine {
    /// The bank's name for the order.
    pub reference: String,
    /// The merchant number it came under.
    pub terminal: String,
    /// Our order number.
    pub order_number: i64,
    /// What it is for, as we said.
    pub title: String,
    /// What we asked for, in rial.
    pub amount: Money,
    /// Where the browser returns to.
    pub callback: String,
    /// How it stands.
    pub stage: Stage,
    /// What was really paid.
    pub paid_amount: Option<Money>,
    /// The bank's number for the movement.
    pub bank_number: Option<String>,
    /// The card, masked.
    pub card: Option<String>,
    /// Why not, when refused.
    pub refusal: Option<String>,
    /// Until when the bank does not answer.
    pub silent_until: Option<DateTime<Utc>>,
    /// When the payer's time at the bank ends.
    pub expires_at: DateTime<Utc>,
    /// When the money moved.
    pub paid_at: Option<DateTime<Utc>>,
    /// When the merchant first asked about money that moved.
    pub verified_at: Option<DateTime<Utc>>,
    /// When the merchant took the whole back.
    pub given_back_at: Option<DateTime<Utc>>,
    /// When the bank took the money back by itself.
    pub reversed_at: Option<DateTime<Utc>>,
    /// What the merchant gave back in parts.
    pub refunded: Money,
    /// How the bank feels at the terminal.
    pub mood: Mood,
}

impl BookLine {
    /// Whether the payer can still decide.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.stage == Stage::Waiting && now < self.expires_at
    }

    /// Whether another amount was paid than we asked for.
    pub fn differs(&self) -> bool {
        self.paid_amount.is_some_and(|paid| paid != self.amount)
    }
}

/// What the person at the bank's page does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Pays this amount with this card.
    Pay {
        /// How much really moves.
        amount: Money,
        /// The card, masked to its first six and last four digits.
        card: String,
    },
    /// Does not pay.
    Refuse(Refusal),
}

/// How the bank puts right that it took another amount than we asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mending {
    /// The book says the amount that we asked for.
    RightAmount,
    /// The money goes back to the card, as if it had never moved.
    Reversal,
}

/// A line of the bank's book; `None` when the bank knows no such order.
pub async fn look_up(db: &Pool, reference: &str) -> sqlx::Result<Option<BookLine>> {
    query_as!(
        BookLine,
        r#"select
            reference, terminal, order_number, title, amount as "amount: Money", callback,
            state as "stage: Stage", paid_amount as "paid_amount: Money", bank_number, card,
            refusal, silent_until, expires_at, paid_at, verified_at, given_back_at, reversed_at,
            (select coalesce(sum(refunds.amount), 0)::bigint from sandbox_bank_refunds as refunds
                where refunds.reference = sandbox_bank_orders.reference) as "refunded!: Money",
            coalesce((select mood from sandbox_bank_moods as moods
                where moods.terminal = sandbox_bank_orders.terminal), 'well') as "mood!: Mood"
        from sandbox_bank_orders
        where reference = $1"#,
        reference,
    )
    .fetch_optional(db)
    .await
}

/// Writes a deed into the bank's book, once: an order that has ended stays as it is.
pub async fn act(
    db: &Pool,
    reference: &str,
    deed: &Deed,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let (state, amount, card, refusal) = match deed {
        Deed::Pay { amount, card } => ("paid", Some(*amount), Some(card), None),
        Deed::Refuse(refusal) => ("refused", None, None, Some(refusal.code())),
    };
    let bank_number = format!("7{:011}", rand::random_range(0..100_000_000_000_u64));
    let done = query!(
        "update sandbox_bank_orders
        set state = $2, paid_amount = $3, card = $4, refusal = $5,
            bank_number = case when $2 = 'paid' then $6 end,
            paid_at = case when $2 = 'paid' then $7::timestamptz end
        where reference = $1 and state = 'waiting'",
        reference,
        state,
        amount.map(Money::as_rials),
        card,
        refusal,
        bank_number,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts an order right that was paid with another amount. `false`: there is nothing to put right.
pub async fn mend(db: &Pool, reference: &str, mending: Mending) -> sqlx::Result<bool> {
    let done = query!(
        "update sandbox_bank_orders
        set state = case when $2 then 'refused' else 'paid' end,
            refusal = case when $2 then 'other' end,
            paid_amount = case when $2 then null else amount end
        where reference = $1 and state = 'paid' and paid_amount <> amount",
        reference,
        mending == Mending::Reversal,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The bank changes its mind about an order: money that moved goes back to the card, and an order that
/// it had refused was paid after all. `false`: nobody has decided about it yet.
pub async fn change_mind(db: &Pool, reference: &str, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let bank_number = format!("7{:011}", rand::random_range(0..100_000_000_000_u64));
    let done = query!(
        "update sandbox_bank_orders
        set state = 'paid', refusal = null,
            reversed_at = case when state = 'paid' then $2::timestamptz end,
            paid_amount = coalesce(paid_amount, amount),
            bank_number = coalesce(bank_number, $3), paid_at = coalesce(paid_at, $2),
            verified_at = coalesce(verified_at, $2)
        where reference = $1 and state in ('paid', 'refused') and reversed_at is null",
        reference,
        now,
        bank_number,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes the bank silent about an order for half a minute.
pub async fn fall_silent(db: &Pool, reference: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update sandbox_bank_orders set silent_until = $2 where reference = $1",
        reference,
        now + SILENCE,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets the bank feel like this from now on.
pub async fn feel(db: &Pool, mood: Mood) -> sqlx::Result<()> {
    query!(
        "insert into sandbox_bank_moods (terminal, mood)
        select $1, $2 where $2 <> 'well'
        on conflict (terminal) do update set mood = excluded.mood",
        TERMINAL,
        mood as Mood,
    )
    .execute(db)
    .await?;
    query!("delete from sandbox_bank_moods where $1 = 'well'", mood as Mood).execute(db).await?;
    Ok(())
}
