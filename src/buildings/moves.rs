//! Payments of a resident, as their pages show them.

use chrono::TimeDelta;

use super::debts::Resident;
use super::explain::place;
use super::for_owner;
use super::for_owner::Paid;
use crate::app::App;
use crate::ids::CertificateId;
use crate::payments;
use crate::payments::Status;
use crate::web::Result;
use crate::web::Visit;

/// Whoever left the bank's page open for so long is not paying any more.
const UNDER_WAY: TimeDelta = TimeDelta::hours(72);

/// A payment that the bank has confirmed, or has not said anything about.
pub(super) struct Move {
    pub(super) at: String,
    pub(super) amount: String,
    pub(super) receipt: String,
    /// Nobody knows yet what became of it.
    pub(super) is_under_way: bool,
    /// The bank took it back.
    pub(super) is_taken_back: bool,
    /// For whom it was, where it was not for themselves.
    pub(super) for_owner: Option<String>,
    /// The certificate of that: which, and how it is called.
    pub(super) certificate: Option<(CertificateId, String)>,
}

impl Move {
    pub(super) async fn of(app: &App, v: &Visit, resident: &Resident) -> Result<Vec<Move>> {
        let payments = payments::with_purpose(&app.db, resident.id.as_uuid()).await?;
        let mut for_owners = for_owner::paid_by(&app.db, resident.id).await?;
        let seen = payments.into_iter().filter(|payment| match payment.status {
            Status::Confirmed => true,
            Status::Sent => v.now < payment.changed_at + UNDER_WAY,
            Status::Opened | Status::Sending | Status::Refused | Status::Abandoned => false,
        });
        Ok(seen
            .map(|payment| {
                let paid = for_owners.remove(&payment.id);
                let of = |paid: &Paid| v.w.for_owner_of(place(v, &paid.block, &paid.number));
                let number = |number: i32| v.w.for_owner_certificate_no(v.number(number.into()));
                let certificate = paid.as_ref().and_then(|paid| paid.certificate);
                Move {
                    at: v.moment(payment.paid_at.unwrap_or(payment.opened_at)),
                    amount: v.amount_unit(payment.amount),
                    receipt: payments::receipt_path(&app.keys, payment.id),
                    is_under_way: payment.status == Status::Sent,
                    is_taken_back: payment.reversed_at.is_some(),
                    for_owner: paid.as_ref().map(of),
                    certificate: certificate.map(|(id, no)| (id, number(no))),
                }
            })
            .collect())
    }
}
