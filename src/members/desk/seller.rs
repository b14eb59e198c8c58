//! What a workspace says of itself on its receipts: who it is before the law, and the tax in its prices.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::members::Seller;
use crate::members::member;
use crate::members::member::TextMistake;
use crate::members::store;
use crate::members::web::too_long;
use crate::national::NationalId;
use crate::national::NationalIdMistake;
use crate::sessions::Tone;
use crate::typed;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

const LEGAL_NAME_CHARS_MAX: usize = 120;
const ADDRESS_CHARS_MAX: usize = 300;

/// A tax of more than this is a slip of the finger.
const TAX_PERCENT_MAX: i16 = 30;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/seller", get(edit).post(update))
}

async fn edit(State(app): State<App>, desk: Desk) -> Result<Response> {
    let seller = store::seller(&app.db, desk.session.workspace).await?;
    let form = SellerForm::of(&desk, seller);
    let page = SellerPage { v: &desk, form, mistakes: Mistakes::none() };
    desk.page(StatusCode::OK, &page)
}

async fn update(
    State(app): State<App>,
    desk: Desk,
    Form(form): Form<SellerForm>,
) -> Result<Response> {
    match form.read(&desk) {
        Ok(seller) => {
            let workspace = desk.session.workspace;
            let mut tx = db::begin(&app.db).await?;
            store::update_seller(&mut tx, workspace, &seller).await?;
            let about = (workspace.as_uuid(), "");
            acts::note(&mut tx, Act::BusinessChanged, about, desk.now).await?;
            tx.commit().await?;
            desk.go(&app, "/settings/seller", Tone::Ok, desk.w.members_saved()).await
        }
        Err(mistakes) => {
            let page = SellerPage { v: &desk, form, mistakes };
            desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SellerForm {
    legal_name: String,
    national_id: String,
    economic_code: String,
    address: String,
    tax: String,
}

impl SellerForm {
    fn of(v: &Voice, seller: Seller) -> Self {
        Self {
            legal_name: seller.legal_name.unwrap_or_default(),
            national_id: v.digits(&seller.national_id.unwrap_or_default()),
            economic_code: v.digits(&seller.economic_code.unwrap_or_default()),
            address: seller.address.unwrap_or_default(),
            tax: seller.tax_percent.map(|percent| v.number(percent.into())).unwrap_or_default(),
        }
    }

    fn read(&self, v: &Visit) -> Result<Seller, Mistakes> {
        let mut mistakes = Mistakes::none();
        let sentence = |mistake| text_sentence(v, mistake);
        let legal_name = member::optional(&self.legal_name, LEGAL_NAME_CHARS_MAX);
        let legal_name = mistakes.take("legal_name", legal_name, sentence);
        let national_id =
            mistakes.take("national_id", national_id(&self.national_id), |m| match m {
                NationalIdMistake::Length => v.w.members_national_id_length(),
                NationalIdMistake::Check => v.w.members_national_id_check(),
            });
        let economic_code =
            mistakes.take("economic_code", economic_code(&self.economic_code), |()| {
                v.w.members_economic_code_not_one()
            });
        let address = member::optional(&self.address, ADDRESS_CHARS_MAX);
        let address = mistakes.take("address", address, sentence);
        let tax_percent = mistakes.take("tax", tax_percent(&self.tax), |()| {
            v.w.members_tax_not_one(v.number(TAX_PERCENT_MAX.into()))
        });
        let all = (legal_name, national_id, economic_code, address, tax_percent);
        let (Some(legal_name), Some(national_id), Some(economic_code), Some(address), Some(tax)) =
            all
        else {
            return Err(mistakes);
        };
        Ok(Seller { legal_name, national_id, economic_code, address, tax_percent: tax })
    }
}

fn text_sentence(v: &Visit, mistake: TextMistake) -> String {
    match mistake {
        TextMistake::TooLong(chars) => too_long(v, chars),
        TextMistake::HasCard => v.w.members_no_card_numbers(),
        TextMistake::Missing | TextMistake::NotOne | TextMistake::Signs | TextMistake::Reserved => {
            v.w.members_seller_text_not_one()
        }
    }
}

fn national_id(typed: &str) -> Result<Option<String>, NationalIdMistake> {
    if typed::bare(typed).is_empty() {
        return Ok(None);
    }
    NationalId::parse(typed).map(|id| Some(id.as_str().to_owned()))
}

/// Old economic codes have twelve digits, newer ones the eleven of a company or a person's fourteen.
fn economic_code(typed: &str) -> Result<Option<String>, ()> {
    let bare = typed::bare(typed);
    let is_code = (11..=14).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    match bare.as_str() {
        "" => Ok(None),
        _ if is_code => Ok(Some(bare)),
        _ => Err(()),
    }
}

fn tax_percent(typed: &str) -> Result<Option<i16>, ()> {
    let bare = ascii_digits(typed);
    let bare = bare.trim().trim_end_matches(['%', '٪']).trim_end();
    match bare.parse() {
        _ if bare.is_empty() => Ok(None),
        Ok(0) => Ok(None),
        Ok(percent) if (1..=TAX_PERCENT_MAX).contains(&percent) => Ok(Some(percent)),
        Ok(_) | Err(_) => Err(()),
    }
}

#[derive(Template)]
#[template(path = "members/seller.html")]
struct SellerPage<'a> {
    v: &'a Visit,
    form: SellerForm,
    mistakes: Mistakes,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tax_is_a_whole_percent_or_nothing() {
        assert_eq!(tax_percent("۱۰٪"), Ok(Some(10)));
        assert_eq!(tax_percent(" 9 % "), Ok(Some(9)));
        assert_eq!((tax_percent(""), tax_percent("0")), (Ok(None), Ok(None)));
        for wrong in ["31", "-1", "9.5", "ten", "99999999999"] {
            assert_eq!(tax_percent(wrong), Err(()), "{wrong}");
        }
    }

    #[test]
    fn an_economic_code_has_eleven_to_fourteen_digits() {
        assert_eq!(economic_code("4111-1111-1111"), Ok(Some("411111111111".to_owned())));
        assert_eq!(economic_code("۱۰۳۸۰۲۸۴۷۹۰"), Ok(Some("10380284790".to_owned())));
        assert_eq!(economic_code(" "), Ok(None));
        for wrong in ["1234567890", "123456789012345", "41111111111x"] {
            assert_eq!(economic_code(wrong), Err(()), "{wrong}");
        }
    }
}
