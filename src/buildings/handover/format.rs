//! `building.json`, read: of what a hand-over has to say, that from which a building begins elsewhere.

use std::io::BufReader;
use std::io::Cursor;
use std::io::Read;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;
use uuid::Uuid;
use zip::ZipArchive;

use super::FORMAT;
use super::VERSION;

/// What `building.json` may unfold into: the history of a large building is in it too, and passed over.
const BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Why a file is not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::buildings) enum Unfit {
    /// It is no hand-over.
    Foreign,
    /// It was written by a later version of the program.
    Later,
    /// It does not hold together: which rule it breaks.
    Broken(String),
    /// What it says in sum is not what its rows come to.
    Sums,
    /// The building is in the workspace.
    Here,
}

/// A hand-over.
#[derive(Debug, Deserialize)]
pub(in crate::buildings) struct Handed {
    format: String,
    version: u32,
    #[serde(rename = "handed_over_on")]
    pub(in crate::buildings) on: NaiveDate,
    pub(in crate::buildings) building: Named,
    pub(super) sums: Vec<Sum>,
    pub(in crate::buildings) units: Vec<Unit>,
    pub(in crate::buildings) people: Vec<Person>,
    pub(super) stays: Vec<Stay>,
    pub(super) debts: Vec<Debt>,
    pub(super) credits: Vec<Credit>,
    pub(super) categories: Vec<Category>,
    pub(super) plans: Vec<Plan>,
    pub(super) extras: Vec<Extra>,
    pub(super) late_fees: Vec<LateFee>,
    pub(super) early_discounts: Vec<Early>,
    pub(super) promises: Vec<Promises>,
    pub(super) reminders: Vec<Reminders>,
    pub(in crate::buildings) meters: Vec<Meter>,
}

#[derive(Debug, Deserialize)]
pub(in crate::buildings) struct Named {
    pub(super) id: Uuid,
    pub(in crate::buildings) name: String,
    pub(super) address: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Sum {
    key: String,
    amount: i64,
}

#[derive(Debug, Deserialize, Serialize)]
pub(in crate::buildings) struct Unit {
    pub(super) id: Uuid,
    pub(super) block: String,
    pub(super) number: String,
    /// Its place among the numbers; ours to say.
    #[serde(default)]
    pub(super) number_order: i32,
    pub(super) floor: i32,
    pub(super) kind: String,
    pub(super) area: i32,
    pub(super) persons: i32,
    pub(super) parkings: i32,
    pub(super) share: i32,
    pub(super) coefficient: i32,
    pub(super) bill_to: Option<String>,
    pub(super) bill_to_person: Option<Uuid>,
}

#[derive(Debug, Deserialize, Serialize)]
pub(in crate::buildings) struct Person {
    pub(super) id: Uuid,
    /// The digest of the address of their page, in hexadecimal; ours to say.
    #[serde(default)]
    pub(super) door: String,
    pub(super) name: String,
    pub(super) mobile: Option<String>,
    pub(super) email: Option<String>,
}

#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Stay {
    /// Ours to say.
    #[serde(default)]
    pub(super) id: Uuid,
    pub(super) unit: Uuid,
    pub(super) person: Uuid,
    pub(super) role: String,
    pub(super) share: Option<i32>,
    pub(super) persons: Option<i32>,
    pub(super) since: NaiveDate,
    pub(super) until: Option<NaiveDate>,
    pub(super) was_there: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Debt {
    pub(super) unit: Uuid,
    pub(super) person: Uuid,
    pub(super) due_on: NaiveDate,
    pub(super) rest: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Credit {
    pub(super) unit: Uuid,
    pub(super) person: Uuid,
    pub(super) amount: i64,
}

#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Category {
    /// Ours to say.
    #[serde(default)]
    pub(super) id: Uuid,
    #[serde(default)]
    pub(super) place: usize,
    pub(super) name: String,
    pub(super) key: String,
    pub(super) percent: i32,
    pub(super) other_key: String,
    pub(super) owner_percent: i32,
    pub(super) vacant_persons: Option<i32>,
    pub(super) borne_on: Option<i32>,
    pub(super) fund: String,
    pub(super) meter_kind: Option<String>,
}

#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Plan {
    /// Ours to say.
    #[serde(default)]
    pub(super) version: usize,
    #[serde(deserialize_with = "month")]
    pub(super) valid_from: i32,
    pub(super) base: i64,
    pub(super) square_metre: i64,
    pub(super) person: i64,
    pub(super) parking: i64,
    pub(super) round_up: i64,
    pub(super) note: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Extra {
    /// Ours to say.
    #[serde(default)]
    pub(super) id: Uuid,
    pub(super) unit: Uuid,
    pub(super) title: String,
    pub(super) amount: i64,
    pub(super) owner_bears: bool,
    #[serde(deserialize_with = "month")]
    pub(super) since: i32,
    #[serde(deserialize_with = "some_month")]
    pub(super) until: Option<i32>,
}

#[derive(Debug, Deserialize)]
pub(super) struct LateFee {
    pub(super) words: String,
    pub(super) decided_on: NaiveDate,
    pub(super) valid_from: NaiveDate,
    pub(super) ended_on: Option<NaiveDate>,
    pub(super) form: String,
    pub(super) amount: i64,
    pub(super) points: i32,
    pub(super) grace: String,
    pub(super) grace_days: i32,
    pub(super) cap: Option<i32>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Early {
    pub(super) words: String,
    pub(super) decided_on: NaiveDate,
    pub(super) valid_from: NaiveDate,
    pub(super) ended_on: Option<NaiveDate>,
    pub(super) points: i32,
    pub(super) days_before: i32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Promises {
    pub(super) is_on: bool,
    pub(super) parts_max: i16,
    pub(super) days_max: i16,
    pub(super) rests_fees: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Reminders {
    pub(super) days: String,
    pub(super) then_every: Option<i16>,
    pub(super) times_max: i16,
    pub(super) hour: i16,
    pub(super) least: i64,
}

#[derive(Debug, Deserialize, Serialize)]
pub(in crate::buildings) struct Meter {
    /// Ours to say, as are the reading and its month.
    #[serde(default)]
    pub(super) id: Uuid,
    #[serde(default)]
    pub(super) reading: Uuid,
    #[serde(default)]
    pub(super) period: i32,
    pub(super) unit: Option<Uuid>,
    pub(super) is_main: bool,
    pub(super) kind: String,
    pub(super) measure: String,
    pub(super) serial: Option<String>,
    pub(super) digits: i16,
    pub(super) last_on: Option<NaiveDate>,
    pub(super) last: Option<i64>,
}

impl Handed {
    /// Reads a bundle, or the `building.json` out of one: elsewhere, for a large one takes its time.
    pub(in crate::buildings) async fn read(file: Arc<[u8]>) -> Result<Self, Unfit> {
        let read = tokio::task::spawn_blocking(move || Self::unfold(&file));
        read.await.unwrap_or(Err(Unfit::Foreign))
    }

    fn unfold(file: &[u8]) -> Result<Self, Unfit> {
        let handed: Self = if file.starts_with(b"PK") {
            let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| Unfit::Foreign)?;
            let json = archive.by_name("building.json").map_err(|_| Unfit::Foreign)?;
            Self::parse(BufReader::new(json.take(BYTES_MAX)))?
        } else {
            Self::parse(file)?
        };
        if handed.format != FORMAT {
            return Err(Unfit::Foreign);
        }
        if VERSION < handed.version {
            return Err(Unfit::Later);
        }
        Ok(handed)
    }

    fn parse(json: impl Read) -> Result<Self, Unfit> {
        serde_json::from_reader(json).map_err(|wrong| {
            if wrong.is_data() { Unfit::Broken(wrong.to_string()) } else { Unfit::Foreign }
        })
    }

    /// What it says in sum of something.
    pub(in crate::buildings) fn sum(&self, key: &str) -> i64 {
        self.sums.iter().find(|sum| sum.key == key).map_or(0, |sum| sum.amount)
    }
}

fn month<'de, D: serde::Deserializer<'de>>(from: D) -> Result<i32, D::Error> {
    some_month(from)?.ok_or_else(|| serde::de::Error::custom("a month is missing"))
}

fn some_month<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<i32>, D::Error> {
    let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
    let parts = text
        .split_once('-')
        .and_then(|(year, month)| Some((year.parse::<i32>().ok()?, month.parse::<i32>().ok()?)));
    match parts {
        Some((year @ 1300..=1600, month @ 1..=12)) => Ok(Some(year * 12 + month - 1)),
        _ => Err(serde::de::Error::custom(format!("{text:?} is no month"))),
    }
}
