//! The tenant of a unit may pay what its owner owes for it. They see the open items of that unit and nothing else
//! of the owner, choose some, and go to the bank. The money is laid on these items by the database, in the
//! transaction that confirms it (`migrations/0370_buildings.sql`); what they do not take any more is the
//! tenant's credit. For what was laid there is a certificate, which anybody can have confirmed by the address on
//! it; it holds for as long as the bank does not take the payment back. When a month is taken back that was paid
//! so, the money is credit of the owner, for whom it was paid: what the tenant may ask of the owner stays the same,
//! and the certificate says of that bill where its money is.

mod certificates;
mod certify;
mod owed;
mod paper;
mod pay;
mod store;
mod tell;
mod web;

use super::debts::Item;
use crate::app::App;
use crate::locale::Voice;

pub(super) use certificates::Certificate;
pub(super) use certificates::of_building;
pub(super) use certificates::of_charge;
pub(super) use certificates::of_resident;
pub(super) use certificates::one;
pub(super) use certify::certify;
pub(super) use owed::OwnerDebt;
pub(super) use owed::of_tenant;
pub(super) use paper::Eyes;
pub(super) use paper::Paper;
pub(super) use pay::Chosen;
pub use pay::begin_payment;
pub(super) use pay::start;
pub(super) use store::Paid;
pub(super) use store::is_allowed;
pub(super) use store::paid_by;
pub(super) use store::set_allowed;
pub(super) use web::verify;

/// How a certificate is listed: its page, its number, and who paid for whom, when and how much.
pub(super) struct Listed {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) small: String,
    pub(super) amount: String,
    /// The bank took the payment back.
    pub(super) is_void: bool,
}

impl Listed {
    /// Of somebody's pages or the manager's, which begin with a path.
    pub(super) fn of(v: &Voice, certificate: &Certificate, path: &str) -> Self {
        let place = super::explain::place(v, &certificate.block, &certificate.unit_number);
        let who = v.w.for_owner_paid_by(certificate.payer_name.clone(), place);
        Self {
            path: format!("{path}/certificates/{}", certificate.id),
            title: v.w.for_owner_certificate_no(v.number(certificate.number.into())),
            small: v.w.for_owner_when(who, v.day_full(certificate.paid_at)),
            amount: v.amount_unit(certificate.amount),
            is_void: certificate.reversed_at.is_some(),
        }
    }
}

/// Which tenants paid for an item, in sentences.
pub(super) struct PaidFor(pub(super) Vec<String>);

impl PaidFor {
    pub(super) async fn of(app: &App, v: &Voice, item: &Item) -> sqlx::Result<Self> {
        let certificates = of_charge(&app.db, item.id).await?;
        let said = certificates.into_iter().map(|one| {
            let (name, number) = (one.payer_name, v.number(one.number.into()));
            v.w.for_owner_when(v.w.for_owner_by_tenant(name, number), v.day_full(one.paid_at))
        });
        Ok(Self(said.collect()))
    }
}

/// A name of which strangers see no more than where its words begin.
fn veiled(name: &str) -> String {
    let word = |word: &str| word.chars().next().map(|letter| format!("{letter}…"));
    name.split_whitespace().filter_map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_veiled_name_only_the_beginnings_of_its_words_are_left() {
        assert_eq!(veiled("سارا نیک‌بین"), "س… ن…");
        assert_eq!(veiled("  Leila  "), "L…");
        assert_eq!(veiled(""), "");
    }
}
