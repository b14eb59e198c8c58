//! A certificate in words, with the code by which anybody can have it confirmed.

use super::Certificate;
use super::certificates;
use super::veiled;
use crate::app::App;
use crate::buildings::explain::place;
use crate::buildings::messages::title_or_before;
use crate::locale::Voice;
use crate::web::qr;
use crate::web::qr::Qr;

/// Who looks at it, and so which names they see whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::buildings) enum Eyes {
    /// The owner's and the manager's see both.
    Owners,
    /// The tenant's see their own.
    Payers,
    /// Anybody's see none.
    Anybodys,
}

/// What stands on it.
pub(in crate::buildings) struct Paper {
    pub(in crate::buildings) number: String,
    pub(in crate::buildings) building: String,
    pub(in crate::buildings) place: String,
    pub(in crate::buildings) payer: String,
    pub(in crate::buildings) owner: String,
    /// Each item, how much of it was paid, and whether its bill was taken back afterwards, so that the money is
    /// the owner's credit; of money that the bank took back it is not.
    pub(in crate::buildings) items: Vec<(String, String, bool)>,
    pub(in crate::buildings) amount: String,
    pub(in crate::buildings) tracking: String,
    pub(in crate::buildings) paid_at: String,
    pub(in crate::buildings) issued_at: String,
    /// When the bank took the payment back, since when it does not hold any more.
    pub(in crate::buildings) void: Option<String>,
    /// Where it is confirmed: the whole address, what of it a person can type, and the same as a code.
    pub(in crate::buildings) address: String,
    pub(in crate::buildings) sign: String,
    pub(in crate::buildings) qr: Option<Qr>,
}

impl Paper {
    pub(in crate::buildings) async fn of(
        app: &App,
        v: &Voice,
        certificate: &Certificate,
        eyes: Eyes,
    ) -> sqlx::Result<Self> {
        let lines = certificates::lines(&app.db, certificate.payment).await?;
        let items = lines.into_iter().map(|line| {
            let bill = title_or_before(v, line.period, line.is_given_back);
            let title = if line.is_fee { v.w.debts_fee_of(bill) } else { bill };
            (
                title,
                v.amount_unit(line.amount),
                line.is_withdrawn && certificate.reversed_at.is_none(),
            )
        });
        let seen = |name: &str, is_whole| if is_whole { name.to_owned() } else { veiled(name) };
        let path = certificate.door().path(&app.keys);
        let address = app.address(&path);
        Ok(Self {
            number: v.number(certificate.number.into()),
            building: certificate.building_name.clone(),
            place: place(v, &certificate.block, &certificate.unit_number),
            payer: seen(&certificate.payer_name, eyes != Eyes::Anybodys),
            owner: seen(&certificate.owner_name, eyes == Eyes::Owners),
            items: items.collect(),
            amount: v.amount_unit(certificate.amount),
            tracking: v.digits(&certificate.tracking.to_string()),
            paid_at: v.moment_full(certificate.paid_at),
            issued_at: v.moment_full(certificate.issued_at),
            void: certificate.reversed_at.map(|at| v.day_full(at)),
            sign: path.rsplit('/').next().unwrap_or_default().to_owned(),
            qr: qr::draw(&address),
            address,
        })
    }
}
