//! The pages of people who are not signed in.

mod codes;
mod join;
mod login;
mod outcome;
mod second;
mod signup;
mod site;

use axum::Router;

use super::MemberError;
use super::member::TextMistake;
use super::password::CHARS_MIN;
use super::password::PasswordMistake;
use crate::app::App;
use crate::mobile::MobileMistake;
use crate::web::Error;
use crate::web::Visit;
use crate::web::email::EmailMistake;

pub(super) use codes::Asking;
pub(super) use codes::ask;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(site::routes())
        .merge(signup::routes())
        .merge(login::routes())
        .merge(codes::routes())
        .merge(join::routes())
        .merge(second::routes())
}

/// What is wrong with a mobile number.
pub(super) fn mobile_sentence(v: &Visit, mistake: MobileMistake) -> String {
    match mistake {
        MobileMistake::Missing => v.w.members_mobile_missing(),
        MobileMistake::NotAMobile => v.w.members_mobile_not_one(),
    }
}

/// What is wrong with a person's name.
pub(super) fn name_sentence(v: &Visit, mistake: TextMistake) -> String {
    match mistake {
        TextMistake::Missing | TextMistake::NotOne => v.w.members_name_missing(),
        TextMistake::Signs => v.w.members_name_signs(),
        TextMistake::Reserved => v.w.members_name_reserved(),
        TextMistake::HasCard => v.w.members_no_card_numbers(),
        TextMistake::TooLong(chars) => too_long(v, chars),
    }
}

/// What is wrong with the name of a business.
pub(super) fn business_sentence(v: &Visit, mistake: TextMistake) -> String {
    match mistake {
        TextMistake::Missing | TextMistake::NotOne => v.w.members_business_missing(),
        TextMistake::Signs => v.w.members_name_signs(),
        TextMistake::Reserved => v.w.members_name_reserved(),
        TextMistake::HasCard => v.w.members_no_card_numbers(),
        TextMistake::TooLong(chars) => too_long(v, chars),
    }
}

/// What is wrong with an e-mail address.
pub(super) fn email_sentence(v: &Visit, _: EmailMistake) -> String {
    v.w.members_email_not_one()
}

/// What is wrong with a telephone number.
pub(super) fn phone_sentence(v: &Visit, mistake: TextMistake) -> String {
    match mistake {
        TextMistake::TooLong(chars) => too_long(v, chars),
        _ => v.w.members_phone_not_one(),
    }
}

/// What is wrong with a new password.
pub(super) fn password_sentence(v: &Visit, mistake: PasswordMistake) -> String {
    match mistake {
        PasswordMistake::Missing => v.w.members_password_missing(),
        PasswordMistake::TooShort => v.w.members_password_too_short(count(v, CHARS_MIN)),
        PasswordMistake::TooLong => v.w.members_password_too_long(),
        PasswordMistake::WellKnown => v.w.members_password_well_known(),
        PasswordMistake::Pattern => v.w.members_password_pattern(),
        PasswordMistake::Mobile => v.w.members_password_mobile(),
        PasswordMistake::Product => v.w.members_password_product(),
    }
}

/// The hint beside a new password.
pub(super) fn password_hint(v: &Visit) -> String {
    v.w.members_password_hint(count(v, CHARS_MIN))
}

/// What is wrong with a text of too many letters.
pub(super) fn too_long(v: &Visit, chars: usize) -> String {
    v.w.members_too_long(count(v, chars))
}

fn count(v: &Visit, count: usize) -> String {
    v.number(i64::try_from(count).unwrap_or(i64::MAX))
}

impl From<MemberError> for Error {
    fn from(error: MemberError) -> Error {
        match error {
            MemberError::MobileTaken => Error::Conflict,
            MemberError::Busy => Error::Busy,
            error @ MemberError::Hashing(_) => Error::Internal(error.into()),
            MemberError::Database(error) => error.into(),
        }
    }
}
