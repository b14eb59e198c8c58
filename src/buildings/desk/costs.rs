//! What a building costs.

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::form::Reader;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::Key;
use crate::buildings::NewExpense;
use crate::buildings::NewPlan;
use crate::buildings::building::date_of;
use crate::buildings::building::noon;
use crate::buildings::building::period_of;
use crate::buildings::costs;
use crate::buildings::costs::Category;
use crate::buildings::costs::Expense;
use crate::buildings::draft::Plan;
use crate::buildings::explain::key_word;
use crate::buildings::store;
use crate::buildings::web::serve;
use crate::ids::CategoryId;
use crate::ids::ExpenseId;
use crate::locale::Jalali;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Shows the expenses, with the form of a new one.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let form = ExpenseForm::blank(&desk);
    let filled = (form, PlanForm::default(), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), &building, filled).await
}

/// Writes an expense down.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let form = form.map_err(|_| Error::BadRequest)?;
    let (form, file) = ExpenseForm::read(form).await?;
    let categories = costs::categories(&app.db, building.id).await?;
    match form.parse(&desk, &categories, file) {
        Ok(new) => {
            let maker = (building.id, desk.session.member);
            buildings::add_expense(&app, maker, &new).await?;
            let path = format!("{}/expenses", building.path());
            desk.go(&app, &path, Tone::Ok, desk.w.buildings_expense_kept()).await
        }
        Err(mistakes) => {
            let filled = (form, PlanForm::default(), mistakes);
            let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
            draw(&app, answer, &building, filled).await
        }
    }
}

/// An expense that comes again each month comes no more, from this month on.
pub(super) async fn end(
    State(app): State<App>,
    desk: Desk,
    Path((building, expense)): Path<(String, Uuid)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let which = (building.id, ExpenseId::from(expense));
    if !costs::end_expense(&app.db, which, period_of(desk.now)).await? {
        return Err(Error::NotFound);
    }
    let path = format!("{}/expenses", building.path());
    desk.go(&app, &path, Tone::Ok, desk.w.buildings_saved()).await
}

/// The picture of a bill.
pub(super) async fn file(
    State(app): State<App>,
    desk: Desk,
    Path((building, expense)): Path<(String, Uuid)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let file = store::file_of(&app.db, building.id, expense).await?;
    Ok(serve(file.ok_or(Error::NotFound)?))
}

/// Changes how a category is divided.
pub(super) async fn category_update(
    State(app): State<App>,
    desk: Desk,
    Path((building, category)): Path<(String, Uuid)>,
    Form(form): Form<CategoryForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let categories = costs::categories(&app.db, building.id).await?;
    let id = CategoryId::from(category);
    let category = categories.into_iter().find(|category| category.id == id);
    let category = category.ok_or(Error::NotFound)?;
    let mut reader = Reader::new(&desk);
    let changed = form.parse(&mut reader, category);
    if !reader.mistakes.is_empty() {
        let filled = (ExpenseForm::blank(&desk), PlanForm::default(), reader.mistakes);
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, &building, filled).await;
    }
    costs::update_category(&app.db, building.id, &changed).await?;
    let path = format!("{}/expenses", building.path());
    desk.go(&app, &path, Tone::Ok, desk.w.buildings_saved()).await
}

/// Puts a new fixed charge into force.
pub(super) async fn plan_create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<PlanForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader);
    if !reader.mistakes.is_empty() {
        let filled = (ExpenseForm::blank(&desk), form, reader.mistakes);
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, &building, filled).await;
    }
    buildings::add_plan(&app, building.id, &new).await?;
    let path = format!("{}/expenses", building.path());
    desk.go(&app, &path, Tone::Ok, desk.w.buildings_saved()).await
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    (form, plan, mistakes): (ExpenseForm, PlanForm, Mistakes),
) -> Result<Response> {
    let page = CostsPage {
        v: desk,
        building,
        tab: "expenses",
        form,
        plan,
        mistakes,
        categories: costs::categories(&app.db, building.id).await?,
        expenses: costs::expenses(&app.db, building.id).await?,
    };
    desk.page(status, &page)
}

/// An expense, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct ExpenseForm {
    id: String,
    category: String,
    title: String,
    supplier: String,
    amount: String,
    day: [String; 3],
    months: String,
    repeats: bool,
    block: String,
}

impl ExpenseForm {
    fn blank(v: &Visit) -> Self {
        let today = Jalali::of(v.now);
        Self {
            id: ExpenseId::new(v.now).to_string(),
            day: [today.day.to_string(), today.month.to_string(), today.year.to_string()],
            months: "1".to_owned(),
            ..Self::default()
        }
    }

    async fn read(mut form: Multipart) -> Result<(Self, Vec<u8>)> {
        let (mut typed, mut file) = (Self::default(), vec![]);
        while let Some(field) = form.next_field().await.map_err(|_| Error::BadRequest)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                file = field.bytes().await.map_err(|_| Error::BadRequest)?.to_vec();
                continue;
            }
            let text = field.text().await.map_err(|_| Error::BadRequest)?;
            match name.as_str() {
                "id" => typed.id = text,
                "category" => typed.category = text,
                "title" => typed.title = text,
                "supplier" => typed.supplier = text,
                "amount" => typed.amount = text,
                "day_d" => typed.day[0] = text,
                "day_m" => typed.day[1] = text,
                "day_y" => typed.day[2] = text,
                "months" => typed.months = text,
                "repeats" => typed.repeats = text == "yes",
                "block" => typed.block = text,
                _ => return Err(Error::BadRequest),
            }
        }
        Ok((typed, file))
    }

    fn parse(
        &self,
        v: &Visit,
        categories: &[Category],
        file: Vec<u8>,
    ) -> Result<NewExpense, Mistakes> {
        let mut reader = Reader::new(v);
        let title = reader.text("title", &self.title, (1, 80));
        let amount = reader.amount("amount", &self.amount);
        let category = categories.iter().find(|category| category.id.to_string() == self.category);
        if category.is_none() {
            reader.mistakes.add("category", v.w.buildings_missing());
        }
        let part = |place: usize| self.day[place].parse::<u16>().unwrap_or(0);
        let day = (u8::try_from(part(1)).ok().zip(u8::try_from(part(0)).ok()))
            .and_then(|(month, day)| Jalali::new(i32::from(part(2)), month, day));
        if day.is_none() {
            reader.mistakes.add("day", v.w.buildings_no_such_day());
        }
        let file = file_of(&mut reader, file);
        let months = reader.number("months", &self.months, (1, 1, 60));
        let supplier = reader.optional("supplier", &self.supplier, 80);
        let block = reader.optional("block", &self.block, 20);
        match (category, day) {
            (Some(category), Some(day)) if reader.mistakes.is_empty() => Ok(NewExpense {
                id: self.id.parse().unwrap_or_else(|_| ExpenseId::new(v.now)),
                category: category.id,
                title,
                supplier,
                amount,
                spent_on: date_of(day),
                period: day.year * 12 + i32::from(day.month) - 1,
                months,
                repeats: self.repeats,
                block,
                file,
            }),
            _ => Err(reader.mistakes),
        }
    }
}

/// The picture, if it is one; what it is says its beginning, not its name.
fn file_of(reader: &mut Reader, bytes: Vec<u8>) -> Option<(&'static str, Vec<u8>)> {
    let kind = match bytes.as_slice() {
        [] => return None,
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => "image/png",
        [b'%', b'P', b'D', b'F', b'-', ..] => "application/pdf",
        _ => {
            reader.mistakes.add("file", reader.v.w.buildings_file_unknown());
            return None;
        }
    };
    if super::FILE_BYTES_MAX < bytes.len() {
        reader.mistakes.add("file", reader.v.w.buildings_file_too_large());
        return None;
    }
    Some((kind, bytes))
}

/// A fixed charge, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PlanForm {
    base: String,
    square_metre: String,
    person: String,
    parking: String,
    round_up: String,
    note: String,
}

impl PlanForm {
    fn parse(&self, reader: &mut Reader) -> NewPlan {
        NewPlan {
            valid_from: period_of(reader.v.now),
            plan: Plan {
                base: reader.optional_amount("base", &self.base),
                square_metre: reader.optional_amount("square_metre", &self.square_metre),
                person: reader.optional_amount("person", &self.person),
                parking: reader.optional_amount("parking", &self.parking),
                round_up: reader.optional_amount("round_up", &self.round_up),
            },
            note: reader.text("note", &self.note, (1, 200)),
        }
    }
}

/// How a category is divided, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CategoryForm {
    key: String,
    percent: String,
    other_key: String,
    owner_percent: String,
}

impl CategoryForm {
    fn parse(&self, reader: &mut Reader, category: Category) -> Category {
        Category {
            key: Key::parse(&self.key).unwrap_or(category.key),
            percent: reader.number("percent", &self.percent, (1, 0, 100)),
            other_key: Key::parse(&self.other_key).unwrap_or(category.other_key),
            owner_percent: reader.number("owner_percent", &self.owner_percent, (1, 0, 100)),
            ..category
        }
    }
}

#[derive(Template)]
#[template(path = "buildings/costs.html")]
struct CostsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    form: ExpenseForm,
    plan: PlanForm,
    mistakes: Mistakes,
    categories: Vec<Category>,
    expenses: Vec<Expense>,
}

impl CostsPage<'_> {
    fn keys(&self) -> Vec<(Key, String)> {
        Key::ALL.into_iter().map(|key| (key, key_word(self.v.voice(), key))).collect()
    }

    fn years(&self) -> std::ops::RangeInclusive<i32> {
        let this = Jalali::of(self.v.now).year;
        this - 2..=this
    }

    fn day(&self, expense: &Expense) -> String {
        self.v.day_full(noon(expense.spent_on))
    }
}
