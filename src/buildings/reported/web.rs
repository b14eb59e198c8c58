//! The page on which somebody says that they have paid from card to card. No account is needed.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;

use super::store;
use super::store::NewReport;
use super::store::Report;
use crate::app::App;
use crate::buildings::building::date_of;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::debts;
use crate::buildings::debts::Resident;
use crate::buildings::desk::Reader;
use crate::buildings::desk::picture_in;
use crate::buildings::desk::read_file;
use crate::buildings::web::find;
use crate::ids::ReportId;
use crate::locale::Jalali;
use crate::money::Money;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;
use crate::web::limits;

/// Asks for amount, day, reference and picture.
pub(super) async fn new(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response> {
    let resident = find(&app, &visit, &token).await?;
    let visit = visit.in_unit(resident.unit);
    let items = debts::open_of_resident(&app.db, resident.id).await?;
    let form = TransferForm::blank(&visit, items.iter().map(|item| item.rest).sum());
    draw(&app, (&visit, StatusCode::OK), (&resident, &token), (form, Mistakes::none())).await
}

/// Writes it down, for the manager to look at.
pub(super) async fn create(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let resident = find(&app, &visit, &token).await?;
    let visit = visit.in_unit(resident.unit);
    limits::check(&app, &limits::PAYMENTS_FROM_IP, visit.ip).await?;
    let (form, file) = TransferForm::read(form.map_err(|_| Error::BadRequest)?).await?;
    let mut reader = Reader::new(&visit);
    let new = form.parse(&mut reader, file);
    if let Some(new) = new.filter(|_| reader.mistakes.is_empty()) {
        store::report(&app, &resident, &new).await?;
        return Ok(Redirect::to(&format!("/b/{token}/transfer")).into_response());
    }
    let answer = (&visit, StatusCode::UNPROCESSABLE_ENTITY);
    draw(&app, answer, (&resident, &token), (form, reader.mistakes)).await
}

async fn draw(
    app: &App,
    (v, status): (&Visit, StatusCode),
    (resident, token): (&Resident, &str),
    (form, mistakes): (TransferForm, Mistakes),
) -> Result<Response> {
    let page = TransferPage {
        v,
        resident,
        token,
        back: format!("/b/{token}"),
        reports: store::of_resident(&app.db, resident.id).await?,
        form,
        mistakes,
    };
    v.page(status, &page)
}

/// A transfer, as typed.
#[derive(Clone, Debug, Default)]
struct TransferForm {
    id: String,
    amount: String,
    reference: String,
    day: [String; 3],
}

impl TransferForm {
    fn blank(v: &Visit, owed: Money) -> Self {
        let today = Jalali::of(v.now);
        Self {
            id: ReportId::new(v.now).to_string(),
            amount: v.amount_typed(owed),
            reference: String::new(),
            day: [today.day.to_string(), today.month.to_string(), today.year.to_string()],
        }
    }

    async fn read(mut sent: Multipart) -> Result<(Self, Vec<u8>)> {
        let (mut typed, mut file) = (Self::default(), vec![]);
        while let Some(field) = sent.next_field().await.map_err(|_| Error::BadRequest)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                file = read_file(field).await?;
                continue;
            }
            let text = field.text().await.map_err(|_| Error::BadRequest)?;
            match name.as_str() {
                "id" => typed.id = text,
                "amount" => typed.amount = text,
                "reference" => typed.reference = text,
                "day_d" => typed.day[0] = text,
                "day_m" => typed.day[1] = text,
                "day_y" => typed.day[2] = text,
                _ => return Err(Error::BadRequest),
            }
        }
        Ok((typed, file))
    }

    fn parse(&self, reader: &mut Reader, file: Vec<u8>) -> Option<NewReport> {
        let now = reader.v.now;
        let amount = reader.amount("amount", &self.amount);
        let reference = reader.optional("reference", &self.reference, 40);
        let file = picture_in(reader, file);
        if file.is_none() && reference.is_none() && reader.mistakes.is_empty() {
            reader.mistakes.add("reference", reader.v.w.debts_transfer_no_proof());
        }
        let part = |place: usize| self.day[place].parse::<u16>().unwrap_or(0);
        let day = (u8::try_from(part(1)).ok().zip(u8::try_from(part(0)).ok()))
            .and_then(|(month, day)| Jalali::new(i32::from(part(2)), month, day));
        match day.map(date_of) {
            None => reader.mistakes.add("day", reader.v.w.buildings_no_such_day()),
            Some(day) if today(now) < day => {
                reader.mistakes.add("day", reader.v.w.buildings_day_to_come());
            }
            Some(_) => (),
        }
        Some(NewReport {
            id: self.id.parse().unwrap_or_else(|_| ReportId::new(now)),
            amount,
            paid_on: day.map(date_of)?,
            reference,
            file,
        })
    }
}

#[derive(Template)]
#[template(path = "buildings/transfer.html")]
struct TransferPage<'a> {
    v: &'a Visit,
    resident: &'a Resident,
    token: &'a str,
    back: String,
    reports: Vec<Report>,
    form: TransferForm,
    mistakes: Mistakes,
}

impl TransferPage<'_> {
    fn day(&self, report: &Report) -> String {
        self.v.day_full(noon(report.paid_on))
    }

    /// What became of it.
    fn state(&self, report: &Report) -> String {
        let w = self.v.w;
        match (report.receipt, &report.refusal) {
            (Some(number), _) => w.buildings_card_receipt(self.v.digits(&number.to_string())),
            (None, Some(reason)) => w.debts_transfer_refused(reason),
            (None, None) => w.debts_transfer_waits(),
        }
    }

    fn years(&self) -> RangeInclusive<i32> {
        let year = Jalali::of(self.v.now).year;
        year - 1..=year
    }
}
