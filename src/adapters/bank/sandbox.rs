//! The pretend bank. It keeps a book of its own, as a bank does, and answers from that book alone; its
//! pages (`crate::sandbox`) let a person or a test decide what it will say.

use async_trait::async_trait;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use super::Answer;
use super::BankPage;
use super::Gateway;
use super::Order;
use super::Proof;
use super::Refusal;
use super::StartError;
use crate::clock::Clock;
use crate::db::Pool;
use crate::money::Money;
use crate::tokens;

/// The gateway's name in the books.
pub const NAME: &str = "sandbox";

const TERMINAL: &str = "0001234";

/// How long a payer may take on the bank's page.
const SESSION: TimeDelta = TimeDelta::minutes(15);

/// What the pretend bank keeps of each payment.
const FEE: Money = Money::rials(40_000);

/// How long the bank is silent when it is told to be.
const SILENCE: TimeDelta = TimeDelta::seconds(30);

/// The pretend bank.
pub struct SandboxBank {
    db: Pool,
    clock: Clock,
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

impl SandboxBank {
    /// The bank, with its book in our database.
    pub fn new(db: Pool, clock: Clock) -> Self {
        Self { db, clock }
    }

    fn proof(line: &BookLine) -> Answer {
        Answer::Moved(Proof {
            amount: line.paid_amount,
            order_number: Some(line.order_number),
            bank_number: line.bank_number.clone().unwrap_or_default(),
            card: line.card.clone(),
            fee: FEE.min(line.amount),
        })
    }
}

/// A line of the bank's book; `None` when the bank knows no such order.
pub async fn look_up(db: &Pool, reference: &str) -> sqlx::Result<Option<BookLine>> {
    query_as!(
        BookLine,
        r#"select
            reference, terminal, order_number, title, amount as "amount: Money", callback,
            state as "stage: Stage", paid_amount as "paid_amount: Money", bank_number, card,
            refusal, silent_until, expires_at
        from sandbox_bank_orders
        where reference = $1"#,
        reference,
    )
    .fetch_optional(db)
    .await
}

/// Writes a deed into the bank's book, once: an order that has ended stays as it is.
pub async fn act(db: &Pool, reference: &str, deed: &Deed) -> sqlx::Result<bool> {
    let (state, amount, card, refusal) = match deed {
        Deed::Pay { amount, card } => ("paid", Some(*amount), Some(card), None),
        Deed::Refuse(refusal) => ("refused", None, None, Some(refusal.code())),
    };
    let bank_number = format!("7{:011}", rand::random_range(0..100_000_000_000_u64));
    let done = query!(
        "update sandbox_bank_orders
        set state = $2, paid_amount = $3, card = $4, refusal = $5,
            bank_number = case when $2 = 'paid' then $6 end
        where reference = $1 and state = 'waiting'",
        reference,
        state,
        amount.map(Money::as_rials),
        card,
        refusal,
        bank_number,
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

/// Writes down that the merchant asked about money that moved.
async fn note_verified(db: &Pool, reference: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update sandbox_bank_orders
        set verified_at = coalesce(verified_at, $2)
        where reference = $1",
        reference,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down that an order's time is over, so that the bank never says anything else of it.
async fn time_out(db: &Pool, reference: &str, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = query!(
        "update sandbox_bank_orders
        set state = 'refused', refusal = 'timed_out'
        where reference = $1 and state = 'waiting' and expires_at <= $2",
        reference,
        now,
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

#[async_trait]
impl Gateway for SandboxBank {
    fn name(&self) -> &'static str {
        NAME
    }

    fn terminal(&self) -> &str {
        TERMINAL
    }

    fn page_origins(&self) -> Vec<String> {
        // They are pages of ours.
        vec![]
    }

    fn limits(&self) -> (Money, Money) {
        (Money::rials(10_000), Money::rials(2_000_000_000))
    }

    async fn start(&self, order: &Order<'_>) -> Result<BankPage, StartError> {
        let reference = tokens::random()[..26].to_owned();
        let now = self.clock.now();
        query!(
            "insert into sandbox_bank_orders
                (reference, terminal, order_number, title, amount, callback, state, started_at,
                expires_at)
            values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8)",
            reference,
            TERMINAL,
            order.number,
            order.title,
            order.amount.as_rials(),
            order.callback,
            now,
            now + SESSION,
        )
        .execute(&self.db)
        .await
        .map_err(|_| StartError::Silent)?;
        // A path of our own, so that the page is found under whatever name the visitor came by.
        let address = format!("/sandbox/bank/{reference}");
        Ok(BankPage { reference, address })
    }

    async fn verify(&self, _: &Order<'_>, reference: &str) -> Answer {
        let now = self.clock.now();
        let Ok(Some(line)) = look_up(&self.db, reference).await else {
            return Answer::Unknown;
        };
        if line.silent_until.is_some_and(|until| now < until) {
            return Answer::Unknown;
        }
        match line.stage {
            Stage::Paid => match note_verified(&self.db, reference, now).await {
                Ok(()) => Self::proof(&line),
                Err(_) => Answer::Unknown,
            },
            Stage::Refused => {
                Answer::Refused(Refusal::of_code(line.refusal.as_deref().unwrap_or_default()))
            }
            Stage::Waiting if now < line.expires_at => Answer::Waiting,
            Stage::Waiting => match time_out(&self.db, reference, now).await {
                Ok(true) => Answer::Refused(Refusal::TimedOut),
                Ok(false) | Err(_) => Answer::Unknown,
            },
        }
    }

    async fn give_back(&self, _: &Order<'_>, reference: &str) -> Answer {
        let given = query!(
            "update sandbox_bank_orders
            set given_back_at = coalesce(given_back_at, $2)
            where reference = $1 and state = 'paid'",
            reference,
            self.clock.now(),
        );
        match (given.execute(&self.db).await, look_up(&self.db, reference).await) {
            (Ok(done), Ok(Some(line))) if done.rows_affected() == 1 => Self::proof(&line),
            (Ok(_), Ok(_)) => Answer::Refused(Refusal::Other),
            _ => Answer::Unknown,
        }
    }
}
