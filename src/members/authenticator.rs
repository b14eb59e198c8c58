//! The second step: six digits that an app computes from a secret and the time (RFC 6238), and ten
//! backup codes for the day when the phone is gone.
//!
//! It is asked after the password or the code by SMS, and by itself it is as good a proof as either. A
//! code is good for its half minute and the ones beside it, and only once.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use data_encoding::BASE32_NOPAD;
use hmac::Hmac;
use hmac::KeyInit;
use hmac::Mac;
use sha1::Sha1;
use thiserror::Error;

use super::code;
use super::store;
use crate::app::App;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::mobile::Mobile;
use crate::sealed::CannotOpen;
use crate::sealed::Place;
use crate::tokens;
use crate::tokens::TokenDigest;
use crate::web::Error;
use crate::web::Visit;
use crate::web::limits::Limit;
use crate::web::limits::wait_seconds;

/// How long one code stands in the app, in seconds.
const STEP_SECONDS: i64 = 30;

/// RFC 4226 asks for 128 bits at least and recommends 160.
const SECRET_BYTES: usize = 20;

const BACKUP_CODES: usize = 10;

/// Codes that one member may try.
const TRIES: Limit = Limit::new("second_step", 5, TimeDelta::minutes(15));

/// The column that secrets stand in.
const COLUMN: &str = "authenticators.secret";

/// Why a code was not taken.
#[derive(Debug, Error)]
pub(super) enum SecondError {
    /// It is not the code of this time, or it was used before.
    #[error("a wrong code")]
    Wrong,
    /// Too many were tried; again in so many seconds.
    #[error("too many tries")]
    TooMany(i64),
    /// There is no app.
    #[error("no app is set up")]
    None,
    /// The secret cannot be opened with the keys that are configured.
    #[error(transparent)]
    Sealed(#[from] CannotOpen),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// An app that is set up, or is being set up.
pub(super) struct Authenticator {
    pub(super) secret: Vec<u8>,
    pub(super) confirmed_at: Option<DateTime<Utc>>,
    pub(super) last_step: i64,
}

/// What an app is told: its secret as people type it, and as an address that it reads from a picture.
pub(super) struct Enrolment {
    pub(super) secret: String,
    pub(super) address: String,
}

/// Whether a second step is asked of a member.
pub(super) async fn is_on(app: &App, member: MemberId) -> sqlx::Result<bool> {
    let found = store::authenticator(&app.db, member).await?;
    Ok(found.is_some_and(|found| found.confirmed_at.is_some()))
}

/// Draws a new secret for a member who has no app yet; one that was drawn and never confirmed is gone.
pub(super) async fn begin(app: &App, member: MemberId) -> sqlx::Result<()> {
    let secret = BASE32_NOPAD.encode(&rand::random::<[u8; SECRET_BYTES]>());
    let sealed = app.sealer.seal(&secret, place(member));
    store::put_authenticator(&app.db, member, &sealed, app.clock.now()).await
}

/// What the app of a member is to be told; `None`: nothing waits to be confirmed.
pub(super) async fn enrolment(
    app: &App,
    member: MemberId,
    mobile: &Mobile,
) -> Result<Option<Enrolment>, SecondError> {
    let found = store::authenticator(&app.db, member).await?;
    let Some(found) = found.filter(|found| found.confirmed_at.is_none()) else { return Ok(None) };
    let secret = app.sealer.open(&found.secret, place(member))?;
    let address = format!(
        "otpauth://totp/Peyvand:{}?secret={}&issuer=Peyvand&algorithm=SHA1&digits=6&period=30",
        mobile.as_str(),
        secret.as_str(),
    );
    Ok(Some(Enrolment { secret: secret.as_str().to_owned(), address }))
}

/// Takes the first code of an app: from now on it is asked for. The backup codes are told here and
/// never again.
pub(super) async fn confirm(
    app: &App,
    tx: &mut Tx,
    member: MemberId,
    typed: &str,
) -> Result<Vec<String>, SecondError> {
    let found = store::lock_authenticator(tx, member).await?;
    let found = found.filter(|found| found.confirmed_at.is_none()).ok_or(SecondError::None)?;
    let step = step_of(app, member, &found, typed)?.ok_or(SecondError::Wrong)?;
    let codes: Vec<String> = (0..BACKUP_CODES).map(|_| backup_code()).collect();
    let digests: Vec<TokenDigest> = codes.iter().map(|code| digest(code)).collect();
    store::confirm_authenticator(tx, member, step, app.clock.now()).await?;
    store::put_backup_codes(tx, member, &digests).await?;
    Ok(codes)
}

/// The sentence beside the field, and how many seconds to wait where too many were tried.
pub(super) fn sentence(v: &Visit, error: SecondError) -> Result<(String, Option<i64>), Error> {
    match error {
        SecondError::Wrong | SecondError::None => Ok((v.w.members_second_wrong(), None)),
        SecondError::TooMany(wait) => {
            let time = v.duration(TimeDelta::seconds(wait));
            Ok((v.w.members_second_wait(time), Some(wait)))
        }
        error @ (SecondError::Sealed(_) | SecondError::Database(_)) => Err(error.into()),
    }
}

impl From<SecondError> for Error {
    fn from(error: SecondError) -> Error {
        match error {
            SecondError::Wrong | SecondError::None => Error::Conflict,
            SecondError::TooMany(wait) => Error::TooMany { wait },
            error @ SecondError::Sealed(_) => Error::Internal(error.into()),
            SecondError::Database(error) => error.into(),
        }
    }
}

/// Counts a try, before the code is looked at.
pub(super) async fn count_try(app: &App, member: MemberId) -> Result<(), SecondError> {
    match wait_seconds(app, &TRIES, member).await? {
        0 => Ok(()),
        wait => Err(SecondError::TooMany(wait)),
    }
}

/// Takes a code of the app or a backup code, and uses it up.
pub(super) async fn take(
    app: &App,
    tx: &mut Tx,
    member: MemberId,
    typed: &str,
) -> Result<(), SecondError> {
    let found = store::lock_authenticator(tx, member).await?;
    let found = found.filter(|found| found.confirmed_at.is_some()).ok_or(SecondError::None)?;
    if let Some(step) = step_of(app, member, &found, typed)? {
        store::use_step(tx, member, step).await?;
        return Ok(());
    }
    let is_used = store::use_backup_code(tx, member, &digest(typed), app.clock.now()).await?;
    if is_used { Ok(()) } else { Err(SecondError::Wrong) }
}

/// The step whose code was typed, if it is the present one or one beside it and was not used before.
fn step_of(
    app: &App,
    member: MemberId,
    found: &Authenticator,
    typed: &str,
) -> Result<Option<i64>, SecondError> {
    let Some(typed) = code::typed(typed) else { return Ok(None) };
    let secret = app.sealer.open(&found.secret, place(member))?;
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).map_err(|_| CannotOpen)?;
    let now = app.clock.now().timestamp() / STEP_SECONDS;
    let is_it = |step: &i64| {
        let wanted = code_at(&secret, *step);
        wanted.is_some_and(|wanted| tokens::same(wanted.as_bytes(), typed.as_bytes()))
    };
    Ok((now - 1..=now + 1).filter(|step| found.last_step < *step).find(is_it))
}

/// The six digits of a step (RFC 4226, section 5.3). SHA-1 is what every app computes.
fn code_at(secret: &[u8], step: i64) -> Option<String> {
    let mac = Hmac::<Sha1>::new_from_slice(secret).ok()?.chain_update(step.to_be_bytes());
    let mac = mac.finalize().into_bytes();
    let from = usize::from(mac.last()? & 0xf);
    let four: [u8; 4] = mac.get(from..from + 4)?.try_into().ok()?;
    Some(format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000))
}

/// Ten letters and digits in two groups, which people copy to paper.
fn backup_code() -> String {
    let code = tokens::random();
    format!("{}-{}", &code[..5], &code[5..10])
}

/// The digest of a backup code, however it is typed.
fn digest(typed: &str) -> TokenDigest {
    let bare: String = tokens::plain(&crate::locale::ascii_digits(typed))
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    tokens::digest(&bare)
}

fn place(member: MemberId) -> Place {
    Place { column: COLUMN, row: member.as_uuid() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of RFC 6238, appendix B, of which six digits are left.
    #[test]
    fn the_codes_are_those_that_every_app_computes() {
        for (time, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let said = code_at(b"12345678901234567890", time / STEP_SECONDS);
            assert_eq!(said.as_deref(), Some(code), "{time}");
        }
    }

    #[test]
    fn a_backup_code_is_read_as_people_write_it() {
        assert_eq!(digest("ab1de-0k3mn"), digest("AB1DE 0K3MN"));
        assert_eq!(digest("ab1de-0k3mn"), digest("abIdeok3mn"));
        assert_ne!(digest("ab1de-0k3mn"), digest("ab1de-0k3mp"));
        assert_eq!(backup_code().len(), 11);
    }
}
