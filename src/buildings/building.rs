//! What a building is made of.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::NaiveTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

use crate::ids::BuildingId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::ids::WorkspaceId;
use crate::locale::Jalali;
use crate::locale::Language;
use crate::locale::ascii_digits;
use crate::money::Unit as MoneyUnit;

/// The area of a unit is no larger, in hundredths of a square metre.
pub(super) const AREA_MAX: i32 = 10_000_000;

/// No more people live in a unit.
pub(super) const PERSONS_MAX: i32 = 1000;

/// The last day of payment, unless the manager says otherwise.
const DUE_DAY: u8 = 10;

/// Nobody has less time to pay than this.
pub(super) const DAYS_TO_PAY: TimeDelta = TimeDelta::days(7);

/// A building.
#[derive(Clone, Debug)]
pub struct Building {
    /// Its name.
    pub id: BuildingId,
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub address: Option<String>,
    /// How many units it has.
    pub units: i64,
    /// In which language its manager writes.
    pub language: Language,
    /// How its manager writes amounts.
    pub unit: MoneyUnit,
    /// The manager's telephone.
    pub phone: Option<String>,
}

impl Building {
    /// The manager's page about it.
    pub fn path(&self) -> String {
        format!("/buildings/{}", self.id)
    }

    /// The page of its units.
    pub fn units_path(&self) -> String {
        format!("{}/units", self.path())
    }

    /// The page of one of them.
    pub fn unit_path(&self, unit: &UnitId) -> String {
        format!("{}/units/{unit}", self.path())
    }

    /// The page of what it costs.
    pub fn expenses_path(&self) -> String {
        format!("{}/expenses", self.path())
    }

    /// The page of what was charged.
    pub fn charges_path(&self) -> String {
        format!("{}/charges", self.path())
    }

    /// The page of what came in and went out.
    pub fn report_path(&self) -> String {
        format!("{}/report", self.path())
    }

    /// Where the pictures of its bills are.
    pub fn files_path(&self) -> String {
        format!("{}/files", self.path())
    }
}

/// A building about to be made, of equal floors.
#[derive(Clone, Debug)]
pub struct NewBuilding {
    /// Chosen before the form was shown, so that sending it twice makes one building.
    pub id: BuildingId,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub address: Option<String>,
    /// What its blocks are called; one without a name, where there is only one.
    pub blocks: Vec<String>,
    /// How many floors each has.
    pub floors: i32,
    /// How many units are on each floor.
    pub on_floor: i32,
    /// The area of a unit in hundredths of a square metre, until somebody says more.
    pub area: i32,
    /// What the categories of its costs are called, in the order of the legal defaults.
    pub categories: [String; 9],
}

/// The legal defaults where the owners decided nothing else (`charges.md`): the key, the percents the
/// owner bears, and the fund. Water, fuel and the roof go by area, the others equally.
pub(super) const DEFAULTS: [(Key, i32, Fund); 9] = [
    (Key::Area, 0, Fund::Operating),
    (Key::Area, 0, Fund::Operating),
    (Key::Equal, 0, Fund::Operating),
    (Key::Equal, 0, Fund::Operating),
    (Key::Equal, 0, Fund::Operating),
    (Key::Equal, 0, Fund::Operating),
    (Key::Equal, 0, Fund::Operating),
    (Key::Area, 100, Fund::Reserve),
    (Key::Area, 100, Fund::Projects),
];

/// By what a cost is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Key {
    /// The same for every unit.
    Equal,
    /// By area.
    Area,
    /// By the number of people.
    Persons,
    /// By the number of people on each day.
    PersonDays,
    /// By the registered share.
    Share,
    /// By a number that the building gave each unit.
    Coefficient,
    /// By what the unit's meters say it consumed.
    Meter,
}

impl Key {
    /// All of them.
    pub const ALL: [Key; 7] = [
        Key::Equal,
        Key::Area,
        Key::Persons,
        Key::PersonDays,
        Key::Share,
        Key::Coefficient,
        Key::Meter,
    ];

    /// As forms and the database write it.
    pub fn code(self) -> &'static str {
        match self {
            Key::Equal => "equal",
            Key::Area => "area",
            Key::Persons => "persons",
            Key::PersonDays => "person_days",
            Key::Share => "share",
            Key::Coefficient => "coefficient",
            Key::Meter => "meter",
        }
    }

    /// The key that a form names.
    pub fn parse(code: &str) -> Option<Key> {
        Key::ALL.into_iter().find(|key| key.code() == code)
    }
}

/// Where the money of a cost belongs.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Fund {
    /// What the building lives on.
    Operating,
    /// What is laid aside.
    Reserve,
    /// Works that change the building.
    Projects,
}

impl Fund {
    /// All of them.
    pub const ALL: [Fund; 3] = [Fund::Operating, Fund::Reserve, Fund::Projects];

    /// As forms and the database write it.
    pub fn code(self) -> &'static str {
        match self {
            Fund::Operating => "operating",
            Fund::Reserve => "reserve",
            Fund::Projects => "projects",
        }
    }

    /// The fund that a form names.
    pub fn parse(code: &str) -> Option<Fund> {
        Fund::ALL.into_iter().find(|fund| fund.code() == code)
    }
}

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum UnitKind {
    /// People live there.
    Flat,
    /// Things are sold there.
    Shop,
    /// People work there.
    Office,
    /// A car stands there.
    Parking,
    /// Things lie there.
    Storage,
}

impl UnitKind {
    /// All of them.
    pub const ALL: [UnitKind; 5] =
        [UnitKind::Flat, UnitKind::Shop, UnitKind::Office, UnitKind::Parking, UnitKind::Storage];

    /// As forms and the database write it.
    pub fn code(self) -> &'static str {
        match self {
            UnitKind::Flat => "flat",
            UnitKind::Shop => "shop",
            UnitKind::Office => "office",
            UnitKind::Parking => "parking",
            UnitKind::Storage => "storage",
        }
    }

    /// The kind that a form names.
    pub fn parse(code: &str) -> Option<UnitKind> {
        UnitKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A unit, with who owns it and who lives there on a day.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name.
    pub id: UnitId,
    /// In which block.
    pub block: String,
    /// On which floor.
    pub floor: i32,
    /// Its number, as people say it.
    pub number: String,
    /// What it is.
    pub kind: UnitKind,
    /// Hundredths of a square metre.
    pub area: i32,
    /// How many people live there on that day.
    pub persons: i32,
    /// How many do when no tenant says how many came.
    pub own_persons: i32,
    /// How many parking places belong to it.
    pub parkings: i32,
    /// Millionths of the building.
    pub share: i32,
    /// Hundredths.
    pub coefficient: i32,
    /// Who owns it, or the largest part of it.
    pub owner_id: Option<ResidentId>,
    /// What its owner is called.
    pub owner: Option<String>,
    /// How many others own it too.
    pub co_owners: i64,
    /// Who rents it.
    pub tenant_id: Option<ResidentId>,
    /// What its tenant is called.
    pub tenant: Option<String>,
}

/// The place of a unit's number in its order: the number in it, with digits of any language.
pub(super) fn number_order(number: &str) -> i32 {
    let digits: String =
        ascii_digits(number).chars().filter(char::is_ascii_digit).take(9).collect();
    digits.parse().unwrap_or(0)
}

/// A month of the calendar, counted from its beginning.
pub fn period_of(moment: DateTime<Utc>) -> i32 {
    let day = Jalali::of(moment);
    day.year * 12 + i32::from(day.month) - 1
}

/// The year and the month of a period.
pub(super) fn month_of(period: i32) -> (i32, u8) {
    (period.div_euclid(12), u8::try_from(period.rem_euclid(12) + 1).unwrap_or(1))
}

/// The last day of payment of a month that is issued now: the tenth, and never sooner than a week.
pub(super) fn due_day(period: i32, now: DateTime<Utc>) -> NaiveDate {
    let (year, month) = month_of(period);
    let usual = Jalali::new(year, month, DUE_DAY).map(date_of).unwrap_or_default();
    usual.max(today(now) + DAYS_TO_PAY)
}

/// The day it is in Tehran.
pub(super) fn today(now: DateTime<Utc>) -> NaiveDate {
    date_of(Jalali::of(now))
}

/// How many days somebody is late; the last day of payment is theirs to its end.
pub(super) fn days_late(due_on: NaiveDate, now: DateTime<Utc>) -> i64 {
    (today(now) - due_on).num_days()
}

/// The last minute of a day in Tehran.
pub(super) fn end_of(day: NaiveDate) -> DateTime<Utc> {
    Jalali::of(noon(day)).next_day().start() - TimeDelta::minutes(1)
}

/// The day of our calendar as the database writes it.
pub(super) fn date_of(day: Jalali) -> NaiveDate {
    (day.start() + TimeDelta::hours(12)).date_naive()
}

/// A moment in the middle of a day, by which it is named.
pub(super) fn noon(date: NaiveDate) -> DateTime<Utc> {
    date.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(8)
}
