//! A certificate in words, with the code by which anybody can have it confirmed.

use super::Clearance;
use crate::app::App;
use crate::buildings::building::month_of;
use crate::buildings::building::noon;
use crate::buildings::building::period_of;
use crate::buildings::explain::place;
use crate::locale::Voice;
use crate::money::Money;
use crate::web::qr;
use crate::web::qr::Qr;

/// What stands on it.
pub(in crate::buildings) struct Paper {
    pub(in crate::buildings) number: String,
    pub(in crate::buildings) building: String,
    pub(in crate::buildings) name: String,
    pub(in crate::buildings) role: String,
    pub(in crate::buildings) place: String,
    /// Of which days.
    pub(in crate::buildings) time: String,
    /// Through which month bills were issued, and what is said of the days after it.
    pub(in crate::buildings) billed: String,
    pub(in crate::buildings) ahead: Option<String>,
    pub(in crate::buildings) issued_on: String,
    pub(in crate::buildings) issued_by: String,
    /// When it was revoked, and why.
    pub(in crate::buildings) revoked: Option<(String, String)>,
    /// Where it is confirmed: the whole address, what of it a person can type, and the same as a code.
    pub(in crate::buildings) address: String,
    pub(in crate::buildings) sign: String,
    pub(in crate::buildings) qr: Option<Qr>,
}

impl Paper {
    pub(in crate::buildings) fn of(app: &App, v: &Voice, clearance: &Clearance) -> Self {
        let day = |day| v.day_full(noon(day));
        let until = day(clearance.until);
        let path = clearance.door().path(&app.keys);
        let address = app.address(&path);
        Self {
            number: v.number(clearance.number.into()),
            building: clearance.building_name.clone(),
            name: clearance.name.clone(),
            role: if clearance.is_owner { v.w.buildings_owner() } else { v.w.buildings_tenant() },
            place: place(v, &clearance.block, &clearance.unit_number),
            time: match clearance.since {
                Some(since) => v.w.people_from_until(day(since), until),
                None => v.w.people_until(until),
            },
            billed: match clearance.billed_through {
                Some(period) => month(v, period),
                None => v.w.leaving_none_billed(),
            },
            ahead: ahead(v, clearance),
            issued_on: v.moment(clearance.issued_at),
            issued_by: clearance.issued_by.clone(),
            revoked: clearance.revoked_at.map(|at| {
                (v.day_full(at), clearance.revocation_reason.clone().unwrap_or_default())
            }),
            sign: path.rsplit('/').next().unwrap_or_default().to_owned(),
            qr: qr::draw(&address),
            address,
        }
    }
}

/// What is said of days for which no bill was issued.
fn ahead(v: &Voice, clearance: &Clearance) -> Option<String> {
    let last = period_of(noon(clearance.until - chrono::TimeDelta::days(1)));
    if clearance.billed_through.is_some_and(|period| last <= period) {
        return None;
    }
    Some(match clearance.ahead {
        Money::ZERO => v.w.leaving_not_billed(),
        _ => v.w.leaving_paid_ahead(),
    })
}

/// A month with its year.
pub(in crate::buildings) fn month(v: &Voice, period: i32) -> String {
    let (year, month) = month_of(period);
    v.w.buildings_month(v.month_name(month), v.year(year))
}
