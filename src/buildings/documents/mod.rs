//! The papers of a building: its bylaws, minutes, insurances, contracts. Its manager says for whom each is;
//! who may not see a paper does not learn that there is one. A new version takes the place of the last, which
//! is kept for the manager; what is removed is removed for a reason, and kept as well.

mod store;

use chrono::NaiveDate;

use super::BuildingError;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::ids::BuildingId;
use crate::ids::DocumentId;
use crate::ids::DocumentVersionId;
use crate::ids::MemberId;

pub(super) use store::Document;
pub(super) use store::Version;
pub(super) use store::file_for;
pub(super) use store::file_of;
pub(super) use store::of_building;
pub(super) use store::one;
pub(super) use store::shown_to;
pub(super) use store::versions;

/// What a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum DocumentKind {
    /// What the owners have agreed on for good.
    Bylaws,
    /// What an assembly or the board decided.
    Minutes,
    /// A policy.
    Insurance,
    /// With a company or a person who works for the building.
    Contract,
    /// Of an authority: the certificate of completion, a licence.
    Permit,
    /// What an inspector found: of the lift, of fire safety.
    Inspection,
    /// How it is built.
    Plan,
    /// Anything else.
    Other,
}

impl DocumentKind {
    /// All of them.
    pub const ALL: [DocumentKind; 8] = [
        DocumentKind::Bylaws,
        DocumentKind::Minutes,
        DocumentKind::Insurance,
        DocumentKind::Contract,
        DocumentKind::Permit,
        DocumentKind::Inspection,
        DocumentKind::Plan,
        DocumentKind::Other,
    ];

    /// As it stands in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            DocumentKind::Bylaws => "bylaws",
            DocumentKind::Minutes => "minutes",
            DocumentKind::Insurance => "insurance",
            DocumentKind::Contract => "contract",
            DocumentKind::Permit => "permit",
            DocumentKind::Inspection => "inspection",
            DocumentKind::Plan => "plan",
            DocumentKind::Other => "other",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// For whom a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Readers {
    /// All who own or rent something in the building on that day.
    Residents,
    /// Those who own something there on that day.
    Owners,
    /// Those who look after the building, and nobody else.
    Board,
}

impl Readers {
    /// All of them.
    pub const ALL: [Readers; 3] = [Readers::Residents, Readers::Owners, Readers::Board];

    /// As it stands in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Readers::Residents => "residents",
            Readers::Owners => "owners",
            Readers::Board => "board",
        }
    }

    /// The readers with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|readers| readers.code() == code)
    }
}

/// What is said of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// How it is called.
    pub title: String,
    /// What it is.
    pub kind: DocumentKind,
    /// For whom it is.
    pub readers: Readers,
}

/// A version of a paper about to be kept.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// Its name.
    pub id: DocumentVersionId,
    /// The day that the paper bears.
    pub dated_on: NaiveDate,
    /// What is new in it.
    pub note: Option<String>,
    /// What kind of file it is, and its bytes.
    pub file: (&'static str, Vec<u8>),
}

/// Keeps a paper with its first version. The same again changes nothing.
pub async fn add_document(
    app: &App,
    (building, member): (BuildingId, MemberId),
    (id, label): (DocumentId, &Label),
    version: &NewVersion,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    if store::insert(&mut tx, (building, member), (id, label), now).await? {
        store::insert_version(&mut tx, (building, member), (id, version), now).await?;
        acts::note(&mut tx, Act::DocumentAdded, (id.as_uuid(), &label.title), now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Changes what is said of a paper, and keeps a new version of it where there is one. The same again changes
/// nothing. [`BuildingError::NotFound`]: there is no such paper; [`BuildingError::NotAsShown`]: it was removed.
pub async fn change_document(
    app: &App,
    (building, member): (BuildingId, MemberId),
    (id, label): (DocumentId, &Label),
    version: Option<&NewVersion>,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let known = store::lock(&mut tx, (building, id)).await?.ok_or(BuildingError::NotFound)?;
    let Some(old) = known else { return Err(BuildingError::NotAsShown) };
    let mut is_changed = old != *label;
    if is_changed {
        store::relabel(&mut tx, (id, label)).await?;
    }
    if let Some(version) = version {
        is_changed |=
            store::insert_version(&mut tx, (building, member), (id, version), now).await?;
    }
    if is_changed {
        acts::note(&mut tx, Act::DocumentChanged, (id.as_uuid(), &label.title), now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Removes a paper for a reason: residents see it no more, its manager does. Done twice is done once.
/// [`BuildingError::NotFound`]: there is no such paper.
pub async fn remove_document(
    app: &App,
    (building, member): (BuildingId, MemberId),
    id: DocumentId,
    reason: &str,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let known = store::lock(&mut tx, (building, id)).await?.ok_or(BuildingError::NotFound)?;
    if known.is_some() {
        store::remove(&mut tx, (id, member), reason, now).await?;
        acts::note(&mut tx, Act::DocumentRemoved, (id.as_uuid(), reason), now).await?;
    }
    tx.commit().await?;
    Ok(())
}
