//! The pretend rail. It keeps a book of its own and answers from that book alone; whoever plays it
//! (`crate::sandbox`, or a test) decides its mood and what becomes of a transfer.

use async_trait::async_trait;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::Order;
use super::Rail;
use super::Refusal;
use super::Submission;
use super::Whereabouts;
use crate::clock::Clock;
use crate::db::Pool;
use crate::money::Money;

/// The rail's name in the books.
pub const NAME: &str = "sandbox";

/// A transfer of a prompt rail is at the bank for this long.
const UNDER_WAY: TimeDelta = TimeDelta::minutes(2);

/// The pretend rail.
pub struct SandboxRail {
    db: Pool,
    clock: Clock,
}

/// How the rail behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Mood {
    /// It accepts, and the money arrives within minutes.
    #[default]
    Prompt,
    /// It accepts, and the money stays under way until somebody lets it arrive.
    Slow,
    /// It accepts and does not say so.
    Silent,
    /// It refuses.
    Refusing,
    /// Our account there is empty.
    Poor,
    /// The question never reaches it, and nobody tells us.
    Lost,
}

impl Mood {
    /// All moods, for the page that plays the rail.
    pub const ALL: [Mood; 6] =
        [Mood::Prompt, Mood::Slow, Mood::Silent, Mood::Refusing, Mood::Poor, Mood::Lost];

    /// As the database and forms write it.
    pub fn code(self) -> &'static str {
        match self {
            Mood::Prompt => "prompt",
            Mood::Slow => "slow",
            Mood::Silent => "silent",
            Mood::Refusing => "refusing",
            Mood::Poor => "poor",
            Mood::Lost => "lost",
        }
    }
}

/// How a transfer stands in the rail's book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Stage {
    /// At the bank.
    UnderWay,
    /// Left for the account.
    Settled,
    /// Came back.
    Returned,
    /// Not made.
    Refused,
}

impl Stage {
    /// As the database and forms write it.
    pub fn code(self) -> &'static str {
        match self {
            Stage::UnderWay => "under_way",
            Stage::Settled => "settled",
            Stage::Returned => "returned",
            Stage::Refused => "refused",
        }
    }
}

/// A line of the rail's book.
#[derive(Clone, Debug)]
pub struct BookLine {
    /// Our name for it.
    pub reference: String,
    /// The account, whole: the pretend rail is nobody's secret.
    pub iban: String,
    /// How much.
    pub amount: Money,
    /// What stands beside it.
    pub description: String,
    /// How it stands.
    pub stage: Stage,
    /// The bank's number.
    pub tracking: Option<String>,
    /// When it was asked for.
    pub submitted_at: DateTime<Utc>,
}

impl SandboxRail {
    /// The rail, with its book in our database.
    pub fn new(db: Pool, clock: Clock) -> Self {
        Self { db, clock }
    }

    async fn write(&self, order: &Order<'_>) -> sqlx::Result<()> {
        query!(
            "insert into sandbox_transfers
                (reference, iban, amount, description, state, submitted_at)
            values ($1, $2, $3, $4, 'under_way', $5)
            on conflict (reference) do nothing",
            order.reference,
            order.iban.as_str(),
            order.amount.as_rials(),
            order.description,
            self.clock.now(),
        )
        .execute(&self.db)
        .await?;
        Ok(())
    }
}

/// The rail's mood.
pub async fn mood(db: &Pool) -> sqlx::Result<Mood> {
    let mood = query_scalar!(r#"select mood as "mood: Mood" from sandbox_rail_mood"#);
    Ok(mood.fetch_optional(db).await?.unwrap_or_default())
}

/// Gives the rail another mood.
pub async fn set_mood(db: &Pool, mood: Mood) -> sqlx::Result<()> {
    query!(
        "insert into sandbox_rail_mood (mood) values ($1)
        on conflict (only_one) do update set mood = excluded.mood",
        mood as Mood,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The rail's book, newest first; at most a hundred lines.
pub async fn book(db: &Pool) -> sqlx::Result<Vec<BookLine>> {
    query_as!(
        BookLine,
        r#"select reference, iban, amount as "amount: Money", description, state as "stage: Stage",
            tracking, submitted_at
        from sandbox_transfers
        order by submitted_at desc, reference
        limit 100"#,
    )
    .fetch_all(db)
    .await
}

/// Decides what becomes of a transfer. `false`: the book knows none of that name, or money that left
/// would be refused, which no bank can do.
pub async fn decide(db: &Pool, reference: &str, stage: Stage) -> sqlx::Result<bool> {
    let tracking = format!("{:012}", rand::random_range(0..1_000_000_000_000_u64));
    let done = query!(
        "update sandbox_transfers
        set state = $2, tracking = case when $2 = 'settled' then coalesce(tracking, $3) else tracking end
        where reference = $1 and (
            state = 'under_way' and $2 in ('settled', 'refused')
            or state = 'settled' and $2 = 'returned'
        )",
        reference,
        stage.code(),
        tracking,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[async_trait]
impl Rail for SandboxRail {
    fn name(&self) -> &'static str {
        NAME
    }

    fn limits(&self) -> (Money, Money) {
        (Money::rials(10_000), Money::rials(2_000_000_000))
    }

    fn blind_time(&self) -> TimeDelta {
        TimeDelta::hours(24)
    }

    async fn submit(&self, order: &Order<'_>) -> Submission {
        let Ok(mood) = mood(&self.db).await else { return Submission::NotNow };
        match mood {
            Mood::Refusing => Submission::Refused(Refusal::Account),
            Mood::Poor => Submission::TooPoor,
            Mood::Lost => Submission::Unknown,
            Mood::Prompt | Mood::Slow => match self.write(order).await {
                Ok(()) => Submission::Accepted,
                Err(_) => Submission::Unknown,
            },
            Mood::Silent => {
                let _ = self.write(order).await;
                Submission::Unknown
            }
        }
    }

    async fn inquire(&self, reference: &str) -> Whereabouts {
        let line = query!(
            r#"select state as "stage: Stage", tracking, submitted_at from sandbox_transfers
            where reference = $1"#,
            reference,
        );
        let (Ok(line), Ok(mood)) = (line.fetch_optional(&self.db).await, mood(&self.db).await)
        else {
            return Whereabouts::Unknown;
        };
        let Some(line) = line else { return Whereabouts::NotFound };
        match line.stage {
            Stage::UnderWay if mood == Mood::Slow => Whereabouts::UnderWay,
            Stage::UnderWay if self.clock.now() < line.submitted_at + UNDER_WAY => {
                Whereabouts::UnderWay
            }
            Stage::UnderWay => match decide(&self.db, reference, Stage::Settled).await {
                Ok(true) => Whereabouts::Settled(tracking(&self.db, reference).await),
                Ok(false) | Err(_) => Whereabouts::Unknown,
            },
            Stage::Settled => Whereabouts::Settled(line.tracking),
            Stage::Returned => Whereabouts::Returned,
            Stage::Refused => Whereabouts::Refused(Refusal::Account),
        }
    }
}

async fn tracking(db: &Pool, reference: &str) -> Option<String> {
    let tracking =
        query_scalar!("select tracking from sandbox_transfers where reference = $1", reference);
    tracking.fetch_optional(db).await.ok().flatten().flatten()
}
