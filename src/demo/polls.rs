//! What the tower's manager asks its owners: one poll that is counted, and one that is open.

use chrono::TimeDelta;
use sqlx::query_scalar;

use crate::app::App;
use crate::buildings;
use crate::buildings::NewPoll;
use crate::buildings::PollWeight;
use crate::buildings::Voters;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::PollId;

/// A question: what is said about it, the answers, and what a unit weighs.
type Question = (&'static str, Option<&'static str>, &'static [&'static str], PollWeight);

/// Was asked in the newest month, with names and a quorum.
pub(super) const LIFT: Question = (
    "آسانسور دوم را کدام شرکت بازسازی کند؟",
    Some("هر سه پیشنهاد قیمت در دفتر مدیر است."),
    &["آسان‌بر پایتخت", "صعود پارس", "فعلاً بازسازی نشود"],
    PollWeight::Area,
);

/// Is asked at this moment, in secret.
pub(super) const LOBBY: Question =
    ("لابی دوربین مداربسته داشته باشد؟", None, &["بله", "خیر", "فقط در پارکینگ"], PollWeight::Unit);

/// Asks a question for some days; of those who may vote every fifth is silent.
pub(super) async fn ask(
    app: &App,
    maker: (BuildingId, MemberId),
    (question, words, answers, weight): Question,
    days: i64,
) -> anyhow::Result<()> {
    let now = app.clock.now();
    let today = (now + TimeDelta::minutes(210)).date_naive();
    let new = NewPoll {
        id: PollId::new(now),
        question: question.to_owned(),
        words: words.map(str::to_owned),
        answers: answers.iter().map(|answer| (*answer).to_owned()).collect(),
        voters: Voters::Owners,
        weight,
        shows_names: weight == PollWeight::Area,
        quorum: (weight == PollWeight::Area).then_some(50),
        days: (today, today + TimeDelta::days(days)),
    };
    buildings::make_poll(app, maker, &new).await?;
    let voters = query_scalar!(
        "select resident_id from poll_weights where poll_id = $1
        group by resident_id order by min(place)",
        new.id.as_uuid(),
    );
    for (turn, resident) in (1_i16..).zip(voters.fetch_all(&app.db).await?) {
        if turn % 5 != 0 {
            let answer = if turn % 4 == 0 { 3 } else { 1 + turn % 2 };
            buildings::vote(app, (resident.into(), new.id), answer).await?;
        }
    }
    Ok(())
}
