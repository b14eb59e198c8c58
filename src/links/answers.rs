//! What payers answer to a link's questions: read from the page, kept with the payment, and forgotten
//! when it has been long enough.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::types::Json;
use uuid::Uuid;

use super::fields::Reader;
use super::terms::About;
use super::terms::Answer;
use super::terms::Ask;
use super::terms::What;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::PaymentId;
use crate::locale::clean_lines;
use crate::payments::Payer;
use crate::web::form::Mistakes;

const NAME_CHARS_MAX: usize = 80;
const ANSWER_CHARS_MAX: usize = 500;

/// Answers are personal data: nobody needs an address this long after the payment.
const KEPT: TimeDelta = TimeDelta::days(395);

/// What was typed into the fields that a link asks for.
pub(super) struct Typed<'a> {
    pub(super) name: &'a str,
    pub(super) mobile: &'a str,
    pub(super) email: &'a str,
    pub(super) address: &'a str,
    pub(super) note: &'a str,
    pub(super) own: &'a [String],
}

/// Reads the answers to what the link asks; what it does not ask is not read.
pub(super) fn read(
    reader: &Reader<'_>,
    asks: &[Ask],
    typed: &Typed<'_>,
    mistakes: &mut Mistakes,
) -> (Payer, Vec<Answer>) {
    let (mut payer, mut answers, mut own) = (Payer::default(), vec![], typed.own.iter());
    for ask in asks {
        let field = field(&ask.what);
        let mut count = mistakes.count();
        let mut keep = |value: Option<String>| {
            let about = About::Asked(ask.what.clone());
            answers.extend(value.map(|value| Answer { about, value }));
        };
        let answered = match &ask.what {
            What::Name => {
                payer.name = reader.optional(field, typed.name, NAME_CHARS_MAX, mistakes);
                payer.name.is_some()
            }
            What::Mobile => {
                payer.mobile = reader.mobile(typed.mobile, mistakes);
                payer.mobile.is_some()
            }
            What::Email => {
                payer.email = reader.email(typed.email, mistakes);
                payer.email.is_some()
            }
            What::Address => {
                let text = clean_lines(typed.address);
                let said = reader.optional(field, &text, ANSWER_CHARS_MAX, mistakes);
                keep(said.as_ref().map(|_| text));
                said.is_some()
            }
            What::Note => {
                let text = clean_lines(typed.note);
                let said = reader.optional(field, &text, ANSWER_CHARS_MAX, mistakes);
                keep(said.as_ref().map(|_| text));
                said.is_some()
            }
            What::Own(_) => {
                let text = own.next().map(String::as_str).unwrap_or_default();
                let said = reader.optional(field, text, ANSWER_CHARS_MAX, mistakes);
                let answered = said.is_some();
                keep(said);
                answered
            }
        };
        count = mistakes.count() - count;
        if ask.required && !answered && count == 0 {
            mistakes.add(field, reader.v.w.links_answer_missing(ask.what.label(reader.v.w)));
        }
    }
    (payer, answers)
}

/// The field of the payer's page.
pub(super) fn field(what: &What) -> &'static str {
    match what {
        What::Name => "name",
        What::Mobile => "mobile",
        What::Email => "email",
        What::Address => "address",
        What::Note => "note",
        What::Own(_) => "own",
    }
}

/// Keeps the answers with the payment.
pub(super) async fn write(
    tx: &mut Tx,
    payment: PaymentId,
    answers: &[Answer],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    if answers.is_empty() {
        return Ok(());
    }
    query!(
        "insert into link_answers (payment_id, answers, given_at) values ($1, $2, $3)
        on conflict (payment_id) do update set answers = excluded.answers",
        payment.as_uuid(),
        Json(answers) as _,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What was answered with some payments.
pub(super) async fn of_payments(
    db: &Pool,
    payments: &[Uuid],
) -> sqlx::Result<Vec<(Uuid, Vec<Answer>)>> {
    let rows = query!(
        r#"select payment_id, answers as "answers: Json<Vec<Answer>>"
        from link_answers
        where payment_id = any($1)"#,
        payments,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.payment_id, row.answers.0)).collect())
}

/// Forgets answers that nobody needs any more.
pub(super) async fn forget_answers(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!("delete from link_answers where given_at < $1", now - KEPT).execute(db).await?;
    Ok(())
}
