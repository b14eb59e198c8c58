//! The statement of the building's account: first what each deposit would be, and then, what was chosen.

use std::collections::HashMap;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use data_encoding::HEXLOWER;

use super::deposit;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::deposits;
use crate::buildings::deposits::Deposit;
use crate::buildings::deposits::Judged;
use crate::buildings::deposits::Kept;
use crate::buildings::deposits::Known;
use crate::buildings::deposits::Target;
use crate::buildings::deposits::Verdict;
use crate::buildings::rehearsal::Rehearsal;
use crate::money::Unit as MoneyUnit;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::limits;
use crate::web::tables;
use crate::web::tables::Upload;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/bank-statement", get(new).post(create))
        .layer(DefaultBodyLimit::max(super::FORM_BYTES_MAX))
        .route("/buildings/{building}/bank-statement.xlsx", get(template))
        .merge(deposit::routes())
}

/// Shows where to put the statement.
pub(super) async fn new(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let kept = deposits::kept(&app.db, building.id).await?;
    let page = StatementPage::blank(&desk, &building, kept);
    desk.page(StatusCode::OK, &page)
}

/// The table to fill in, where a bank gives no file.
pub(super) async fn template(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    super::find(&app, &desk, &building).await?;
    tables::blank(&desk, deposits::template(desk.voice()), "bank-statement.xlsx")
}

/// Rehearses a statement, or books what was chosen of it.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let sent = Sent::read(form.map_err(|_| Error::BadRequest)?).await?;
    let known = deposits::known(&app, building.id).await?;
    let mut rehearsal = if super::FILE_BYTES_MAX < sent.table.len() {
        Rehearsal::of_too_much(&desk)
    } else {
        deposits::rehearse(desk.voice(), (sent.unit, &sent.table), &known)
    };
    if sent.is_meant && rehearsal.wrong.is_empty() {
        limits::check(&app, &limits::TABLES, desk.session.member).await?;
        let maker = (building.id, desk.session.member);
        let done = match sent.chosen(&rehearsal.rows) {
            Some(rows) => deposits::book(&app, maker, &sent.name, &rows).await,
            None => Err(BuildingError::NotAsShown),
        };
        match done {
            // Somebody else was there since the statement was looked at.
            Err(BuildingError::NotAsShown) => {
                rehearsal.wrong.push((0, desk.w.deposits_changed_meanwhile()));
                let known = deposits::known(&app, building.id).await?;
                let anew = deposits::rehearse(desk.voice(), (sent.unit, &sent.table), &known);
                rehearsal.rows = anew.rows;
            }
            booked => {
                let booked = i64::try_from(booked?).unwrap_or(i64::MAX);
                let told = desk.w.deposits_booked(booked, desk.number(booked));
                return desk.go(&app, &path(&building), Tone::Ok, told).await;
            }
        }
    }
    let status = rehearsal.status();
    let page = StatementPage::of(&desk, &building, (&known, &sent.name), rehearsal);
    desk.page(status, &page)
}

fn path(building: &Building) -> String {
    format!("{}/bank-statement", building.path())
}

/// What a form brought.
#[derive(Default)]
struct Sent {
    table: Vec<u8>,
    name: String,
    unit: MoneyUnit,
    /// Whether it is one that was rehearsed.
    is_meant: bool,
    /// What was chosen, by the names of the rows.
    choices: HashMap<String, String>,
}

impl Sent {
    async fn read(mut form: Multipart) -> Result<Self> {
        let mut sent = Self { unit: MoneyUnit::Rial, ..Self::default() };
        let (mut upload, mut rehearsed) = (Upload::default(), String::new());
        while let Some(field) = form.next_field().await.map_err(|_| Error::BadRequest)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                upload = Upload::read(field).await?;
                continue;
            }
            let text = field.text().await.map_err(|_| Error::BadRequest)?;
            match name.as_str() {
                "rehearsed" => rehearsed = text,
                "name" => sent.name = text.chars().take(120).collect(),
                "unit" => sent.unit = MoneyUnit::parse(&text).unwrap_or(MoneyUnit::Rial),
                _ => {
                    sent.choices.insert(name, text);
                }
            }
        }
        if rehearsed.is_empty() {
            (sent.table, sent.name) = (upload.bytes, upload.name);
        } else {
            (sent.table, sent.unit, sent.is_meant) =
                (rehearsed.into_bytes(), MoneyUnit::Rial, true);
        }
        if sent.name.trim().is_empty() {
            sent.name = Upload::default().name;
        }
        Ok(sent)
    }

    /// The deposits with what was chosen of each; `None`: something was chosen that is not offered any more.
    fn chosen(&self, rows: &[Judged]) -> Option<Vec<(Deposit, Option<Target>)>> {
        let choice = |row: &Judged| {
            let said = self.choices.get(&field(&row.deposit)).map_or("", String::as_str);
            if said.is_empty() {
                return Some((row.deposit.clone(), None));
            }
            let target = row.targets().iter().find(|target| code(target) == said);
            target.map(|target| (row.deposit.clone(), Some(*target)))
        };
        rows.iter().map(choice).collect()
    }
}

/// The name of the field in which is said what a deposit is.
fn field(deposit: &Deposit) -> String {
    format!("of-{}", HEXLOWER.encode(&deposit.digest[..10]))
}

pub(super) fn code(target: &Target) -> String {
    match target {
        Target::Report(report) => format!("report:{report}"),
        Target::Debt(resident) => format!("resident:{resident}"),
    }
}

/// A deposit, as the page shows it.
struct Row {
    field: String,
    day: String,
    amount: String,
    /// What the bank says of it.
    said: String,
    verdict: Verdict,
    /// What it may be: the code, the words, and whether it is proposed.
    options: Vec<(String, String, bool)>,
}

impl Row {
    fn of(v: &Visit, known: &Known, judged: &Judged) -> Self {
        let deposit = &judged.deposit;
        let reference = deposit.reference.as_ref().map(|number| v.digits(number));
        let texts = [reference, deposit.payer.clone(), deposit.words.clone()];
        let is_proposed = matches!(judged.verdict, Verdict::Matched(_));
        let option = |target: &Target| (code(target), words(v, known, target), is_proposed);
        Self {
            field: field(deposit),
            day: v.day_full(noon(deposit.paid_on)),
            amount: v.amount_unit(deposit.amount),
            said: texts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            options: judged.targets().iter().map(option).collect(),
            verdict: judged.verdict.clone(),
        }
    }

    fn needs_a_word(&self) -> bool {
        matches!(self.verdict, Verdict::Ambiguous(_))
    }
}

/// What a deposit may be, in words.
pub(super) fn words(v: &Visit, known: &Known, target: &Target) -> String {
    match target {
        Target::Report(report) => {
            let waiting = known.waiting.iter().find(|waiting| waiting.report == *report);
            waiting.map_or_else(String::new, |waiting| {
                v.w.deposits_report_of(&waiting.name, v.amount_unit(waiting.amount))
            })
        }
        Target::Debt(resident) => {
            let debtor = known.debtors.iter().find(|debtor| debtor.resident == *resident);
            debtor.map_or_else(String::new, |debtor| {
                let units: Vec<String> = debtor.units.iter().map(|unit| v.digits(unit)).collect();
                let owed = v.amount_unit(debtor.total());
                v.w.deposits_debt_of(&debtor.name, units.join("، "), owed)
            })
        }
    }
}

#[derive(Template)]
#[template(path = "buildings/bank_statement.html")]
struct StatementPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    rows: Vec<Row>,
    wrong: Vec<(usize, String)>,
    /// How many are on the books, proposed, and for the manager to say; the others fit nothing.
    counts: [i64; 4],
    /// The statement that is sent when it is meant; empty: there is none.
    rehearsed: String,
    name: String,
    /// What was kept of earlier ones: those that wait, and the others.
    waiting: Vec<Kept>,
    kept: Vec<Kept>,
}

impl<'a> StatementPage<'a> {
    fn blank(v: &'a Visit, building: &'a Building, kept: Vec<Kept>) -> Self {
        let known = Known::default();
        let (waiting, kept) = kept.into_iter().partition(Kept::is_open);
        Self { waiting, kept, ..Self::of(v, building, (&known, ""), Rehearsal::default()) }
    }

    fn of(
        v: &'a Visit,
        building: &'a Building,
        (known, name): (&Known, &str),
        rehearsal: Rehearsal<Judged>,
    ) -> Self {
        let count = |is: fn(&Verdict) -> bool| {
            let rows = rehearsal.rows.iter().filter(|row| is(&row.verdict)).count();
            i64::try_from(rows).unwrap_or(i64::MAX)
        };
        let counts = [
            count(|verdict| matches!(verdict, Verdict::Matched(_))),
            count(|verdict| matches!(verdict, Verdict::Ambiguous(_))),
            count(|verdict| *verdict == Verdict::Known),
            count(|verdict| *verdict == Verdict::Unknown),
        ];
        let deposits: Vec<Deposit> = rehearsal.rows.iter().map(|row| row.deposit.clone()).collect();
        let may_be_meant = !deposits.is_empty()
            && rehearsal.wrong.iter().all(|(_, said)| *said == v.w.deposits_changed_meanwhile());
        let mut wrong = rehearsal.wrong;
        wrong.truncate(WRONG_MAX);
        Self {
            v,
            building,
            tab: "report",
            rows: rehearsal.rows.iter().map(|row| Row::of(v, known, row)).collect(),
            wrong,
            counts,
            rehearsed: if may_be_meant {
                deposits::rewritten(v.voice(), &deposits)
            } else {
                String::new()
            },
            name: name.to_owned(),
            waiting: vec![],
            kept: vec![],
        }
    }

    /// How many are what.
    fn found(&self) -> String {
        let [matched, ambiguous, known, unknown] = self.counts.map(|count| self.v.number(count));
        self.v.w.deposits_found(matched, ambiguous, known, unknown)
    }

    /// A deposit that was kept: the day, and what its bank said of it.
    fn said(&self, kept: &Kept) -> String {
        let one = &kept.deposit;
        let number = one.reference.as_ref().map(|number| self.v.digits(number));
        let day = Some(self.v.day_full(noon(one.paid_on)));
        let texts = [day, number, one.payer.clone(), one.words.clone(), Some(kept.file.clone())];
        texts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// Its page, and what the way there is called: whose it is, or what became of it.
    fn way(&self, kept: &Kept) -> (String, String) {
        let w = self.v.w;
        let word = match (&kept.booked, &kept.aside) {
            (Some((_, number)), _) => w.buildings_card_receipt(self.v.digits(&number.to_string())),
            (None, Some(aside)) => format!("{}: {}", w.deposits_aside(), aside.reason),
            (None, None) => w.deposits_whose(),
        };
        (deposit::path(self.building, kept.id), word)
    }
}

/// Mistakes that a page shows.
const WRONG_MAX: usize = 50;
