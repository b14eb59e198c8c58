//! One-time codes (`money.md` E9): six digits by SMS, good for two minutes, five tries, one purpose and
//! the browser that asked. The code follows from the challenge's random id and a key, so it is stored
//! nowhere.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use uuid::Uuid;

use super::flood;
use super::member::Joining;
use super::store;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::ChallengeId;
use crate::ids::InvitationId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::locale::ascii_digits;
use crate::mobile::Mobile;
use crate::money::Unit;
use crate::notices;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::To;
use crate::tokens;
use crate::tokens::TokenDigest;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::limits::wait_seconds;
use crate::web::next::Next;

/// Wrong codes until a challenge is shut.
pub(super) const TRIES_MAX: i32 = 5;

/// For how long a code is good.
pub(super) const LIFE: TimeDelta = TimeDelta::minutes(2);

/// The time until the same number may be sent another code, as [`SENDS_NUMBER`] has it.
pub(super) const PAUSE: TimeDelta = TimeDelta::minutes(1);

const SENDS_NUMBER: [Limit; 3] = [
    Limit::new("code_send_minute", 1, PAUSE),
    Limit::new("code_send_hour", 5, TimeDelta::hours(1)),
    Limit::new("code_send_day", 10, TimeDelta::days(1)),
];
const CHECKS_NUMBER: Limit = Limit::new("code_check_day", 20, TimeDelta::days(1));

/// Wrong codes on the whole site; more mean that somebody tries them on many numbers at once.
const FAILS_SITE: Limit = Limit::new("code_fail_site", 1_000, TimeDelta::minutes(10));

/// Tries of one network while that lasts.
const CHECKS_SLOW: Limit = Limit::new("code_check_slow", 6, TimeDelta::minutes(1));

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub(super) enum Purpose {
    /// To open an account.
    SignUp,
    /// To sign in, or to show once more who one is.
    SignIn,
    /// To set a password in place of a forgotten one.
    NewPassword,
    /// To take an account to another number.
    NewMobile,
    /// To join a workspace by an invitation to this number.
    Join,
    /// To sign in after the first proof; the code is an app's, and none is sent.
    SecondStep,
}

impl Purpose {
    /// Whether the code goes to numbers that have no account.
    pub(super) fn is_for_new_numbers(self) -> bool {
        match self {
            Purpose::SignUp | Purpose::NewMobile => true,
            // Whoever asks has been written to at that number.
            Purpose::SignIn | Purpose::NewPassword | Purpose::Join | Purpose::SecondStep => false,
        }
    }
}

/// What happens when the code was right; it waits in the challenge until then.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "then", rename_all = "snake_case")]
pub(super) enum Details {
    /// An account is opened.
    SignUp(Joining),
    /// The member is in, and goes on.
    SignIn {
        /// To this page.
        next: Next,
    },
    /// The password that comes with the code is set.
    NewPassword,
    /// The number becomes this member's.
    NewMobile {
        /// The member.
        member: MemberId,
    },
    /// The number's owner joins a workspace.
    Join {
        /// By this invitation.
        invitation: InvitationId,
        /// What they are called, where they have no account yet.
        name: String,
    },
    /// The member is in, where they would have been without a second step.
    SecondStep {
        /// The member.
        member: MemberId,
        /// Their language.
        language: Language,
        /// The workspace to look at.
        workspace: Option<WorkspaceId>,
        /// To this page.
        next: Next,
        /// What that page begins with.
        sentence: Option<String>,
    },
}

impl Details {
    pub(super) fn purpose(&self) -> Purpose {
        match self {
            Details::SignUp(_) => Purpose::SignUp,
            Details::SignIn { .. } => Purpose::SignIn,
            Details::NewPassword => Purpose::NewPassword,
            Details::NewMobile { .. } => Purpose::NewMobile,
            Details::Join { .. } => Purpose::Join,
            Details::SecondStep { .. } => Purpose::SecondStep,
        }
    }
}

/// One sending of a code.
pub(super) struct Challenge {
    pub(super) id: ChallengeId,
    pub(super) purpose: Purpose,
    pub(super) mobile: Mobile,
    /// Gone as soon as the code was used.
    pub(super) details: Option<Details>,
    pub(super) tries: i32,
    pub(super) is_used: bool,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) created_at: DateTime<Utc>,
}

impl Challenge {
    /// Whether a code may still be tried.
    pub(super) fn is_open(&self, now: DateTime<Utc>) -> bool {
        !self.is_used && now < self.expires_at && !self.is_shut()
    }

    /// Whether too many wrong codes were tried.
    pub(super) fn is_shut(&self) -> bool {
        TRIES_MAX <= self.tries
    }
}

/// What the number is told. Only the number: the page is the same in all cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Code,
    AccountExists,
    Nothing,
}

/// What we know of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    HasAccount,
    /// Somebody in a building has it, and has never signed in.
    IsGuest,
    IsStrange,
}

fn told(purpose: Purpose, number: Number) -> Told {
    match (purpose, number) {
        (Purpose::SignUp | Purpose::NewMobile, Number::IsGuest | Number::IsStrange) => Told::Code,
        (Purpose::SignUp | Purpose::NewMobile, Number::HasAccount) => Told::AccountExists,
        (Purpose::SignIn, Number::HasAccount | Number::IsGuest) => Told::Code,
        (Purpose::NewPassword, Number::HasAccount) => Told::Code,
        (Purpose::Join, Number::HasAccount | Number::IsGuest | Number::IsStrange) => Told::Code,
        (Purpose::SecondStep, _) => Told::Nothing,
        // An SMS to a number that is not ours to write to would be a nuisance that costs money.
        (Purpose::SignIn, Number::IsStrange)
        | (Purpose::NewPassword, Number::IsGuest | Number::IsStrange) => Told::Nothing,
    }
}

/// Counts one more code for a number: zero, or the seconds until it may be sent.
pub async fn count_sending(app: &App, mobile: &Mobile) -> sqlx::Result<i64> {
    for limit in &SENDS_NUMBER {
        let wait = wait_seconds(app, limit, mobile.as_str()).await?;
        if wait != 0 {
            return Ok(wait);
        }
    }
    Ok(0)
}

/// Counts one more try of a code for a number: zero, or the seconds until it may be tried.
pub(super) async fn count_check(app: &App, mobile: &Mobile) -> sqlx::Result<i64> {
    wait_seconds(app, &CHECKS_NUMBER, mobile.as_str()).await
}

/// Counts one more try of a code from a network while codes are guessed on many numbers at once: zero,
/// or the seconds until it may be tried.
pub(super) async fn count_slow_check(app: &App, network: &str) -> sqlx::Result<i64> {
    if limits::is_spent(app, &FAILS_SITE, "all").await? {
        return wait_seconds(app, &CHECKS_SLOW, network).await;
    }
    Ok(0)
}

/// Counts a wrong code. Too many on the whole site are an attack that a person has to see.
pub async fn count_wrong(app: &App) -> sqlx::Result<()> {
    if wait_seconds(app, &FAILS_SITE, "all").await? != 0 {
        let detail = "a thousand wrong one-time codes within ten minutes";
        alarms::raise(&app.db, Kind::CodesGuessed, "all", detail, app.clock.now()).await?;
    }
    Ok(())
}

/// Opens a challenge for a browser and sends what there is to send.
pub(super) async fn send(
    app: &App,
    language: Language,
    browser: &TokenDigest,
    mobile: Mobile,
    details: Details,
) -> sqlx::Result<ChallengeId> {
    let now = app.clock.now();
    let known = store::by_mobile(&app.db, &mobile).await?;
    // Asked in any case, so that it takes the same time.
    let number = match (&known, store::guest(&app.db, &mobile).await?) {
        (Some(_), _) => Number::HasAccount,
        (None, Some(_)) => Number::IsGuest,
        (None, None) => Number::IsStrange,
    };
    let challenge = Challenge {
        // Random to the last bit, because the code follows from it.
        id: ChallengeId::from(Uuid::new_v4()),
        purpose: details.purpose(),
        mobile,
        details: Some(details),
        tries: 0,
        is_used: false,
        expires_at: now + LIFE,
        created_at: now,
    };
    let message = match told(challenge.purpose, number) {
        Told::Code => Some(Message::Code { challenge: challenge.id }),
        Told::AccountExists => Some(Message::AccountExists),
        Told::Nothing => None,
    };
    let mut tx = db::begin(&app.db).await?;
    let was_sent = matches!(message, Some(Message::Code { .. }));
    store::put_challenge(&mut tx, &challenge, browser, was_sent).await?;
    if was_sent {
        store::count_code(&mut tx, flood::hour_of(now)).await?;
    }
    if let Some(message) = message {
        let language = known.map_or(language, |known| known.language);
        let notice = notice(&challenge, language, message);
        notices::write(&mut tx, &notice, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(challenge.id)
}

fn notice(challenge: &Challenge, language: Language, message: Message) -> NewNotice {
    NewNotice {
        workspace: None,
        to: To::Sms(challenge.mobile.clone()),
        manner: Manner { language, unit: Unit::default() },
        message,
        about: None,
        dedup_key: format!("challenge:{}", challenge.id),
        expires_at: Some(challenge.expires_at),
    }
}

/// For how long a second step is waited for.
const SECOND_LIFE: TimeDelta = TimeDelta::minutes(5);

/// Opens a challenge for the second step of a member who has shown the first, in the transaction of
/// what the first has done.
pub(super) async fn await_second(
    app: &App,
    tx: &mut Tx,
    browser: &TokenDigest,
    (mobile, details): (Mobile, Details),
) -> sqlx::Result<ChallengeId> {
    let now = app.clock.now();
    let challenge = Challenge {
        id: ChallengeId::from(Uuid::new_v4()),
        purpose: Purpose::SecondStep,
        mobile,
        details: Some(details),
        tries: 0,
        is_used: false,
        expires_at: now + SECOND_LIFE,
        created_at: now,
    };
    store::put_challenge(tx, &challenge, browser, false).await?;
    Ok(challenge.id)
}

/// Where the code of the second step is written.
pub(super) fn second_step_path(challenge: ChallengeId) -> String {
    format!("/login/second/{challenge}")
}

/// Whether this is the code of an open challenge.
pub(super) fn is_right(app: &App, challenge: &Challenge, code: &str) -> bool {
    let wanted = app.keys.code(challenge.id);
    challenge.is_open(app.clock.now()) && tokens::same(code.as_bytes(), wanted.as_bytes())
}

/// Counts a try and, if the code was right, uses the challenge up. `false`: nothing may follow.
pub(super) async fn spend_try(
    app: &App,
    tx: &mut Tx,
    challenge: &Challenge,
    is_right: bool,
) -> sqlx::Result<bool> {
    store::spend_try(tx, challenge.id, is_right, app.clock.now()).await
}

/// The six digits that somebody typed, in whatever script and however parted; `None` if they are not
/// six.
pub fn typed(text: &str) -> Option<String> {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{200b}'..='\u{200f}');
    let code: String = ascii_digits(text).chars().filter(|c| !is_gap(*c)).collect();
    (code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_in_any_digits_and_with_spaces() {
        for text in ["482913", "۴۸۲۹۱۳", "٤٨٢٩١٣", " 482 913 ", "۴۸۲-۹۱۳", "4 8 2 9 1 ۳\u{200f}"]
        {
            assert_eq!(typed(text).as_deref(), Some("482913"), "{text}");
        }
        for text in ["", "48291", "4829130", "48291a", "+482913"] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn only_the_number_itself_learns_whether_it_has_an_account() {
        for purpose in [Purpose::SignUp, Purpose::NewMobile] {
            assert_eq!(told(purpose, Number::IsStrange), Told::Code);
            assert_eq!(told(purpose, Number::IsGuest), Told::Code);
            assert_eq!(told(purpose, Number::HasAccount), Told::AccountExists);
        }
        for purpose in [Purpose::SignIn, Purpose::NewPassword] {
            assert_eq!(told(purpose, Number::IsStrange), Told::Nothing);
            assert_eq!(told(purpose, Number::HasAccount), Told::Code);
        }
        assert_eq!(told(Purpose::SignIn, Number::IsGuest), Told::Code);
        assert_eq!(told(Purpose::NewPassword, Number::IsGuest), Told::Nothing);
    }

    #[test]
    fn a_challenge_is_open_for_two_minutes_and_five_tries() {
        let now = DateTime::UNIX_EPOCH;
        let challenge = |tries, is_used| Challenge {
            id: ChallengeId::from(Uuid::from_u128(1)),
            purpose: Purpose::NewPassword,
            mobile: Mobile::parse("09123456789").expect("a mobile number"),
            details: Some(Details::NewPassword),
            tries,
            is_used,
            expires_at: now + LIFE,
            created_at: now,
        };
        assert!(challenge(4, false).is_open(now + LIFE - TimeDelta::seconds(1)));
        assert!(!challenge(0, false).is_open(now + LIFE));
        assert!(!challenge(5, false).is_open(now));
        assert!(!challenge(0, true).is_open(now));
    }
}
