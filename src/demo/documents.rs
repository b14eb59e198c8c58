//! The papers of the tower: its rules for everybody, and the minutes of an assembly for the owners.

use chrono::TimeDelta;

use crate::app::App;
use crate::buildings;
use crate::buildings::DocumentKind;
use crate::buildings::Label;
use crate::buildings::NewVersion;
use crate::buildings::Readers;
use crate::ids::BuildingId;
use crate::ids::DocumentId;
use crate::ids::DocumentVersionId;
use crate::ids::MemberId;

const BYLAWS: &[u8] = include_bytes!("bylaws.pdf");
const MINUTES: &[u8] = include_bytes!("minutes.pdf");

/// Title, kind, for whom, how many days ago it was signed, and its file.
const PAPERS: [(&str, DocumentKind, Readers, i64, &[u8]); 2] = [
    ("مقررات داخلی برج", DocumentKind::Bylaws, Readers::Residents, 940, BYLAWS),
    ("صورت‌جلسهٔ مجمع عمومی", DocumentKind::Minutes, Readers::Owners, 48, MINUTES),
];

/// The minutes were scanned anew, with the signatures.
const AGAIN: (usize, &str) = (1, "با امضای همهٔ حاضران");

/// The manager lays the papers down.
pub(super) async fn keep(app: &App, maker: (BuildingId, MemberId)) -> anyhow::Result<()> {
    for (place, (title, kind, readers, days, file)) in PAPERS.into_iter().enumerate() {
        let now = app.clock.now();
        let label = Label { title: title.to_owned(), kind, readers };
        let version = |note: Option<&str>| NewVersion {
            id: DocumentVersionId::new(now),
            dated_on: (now - TimeDelta::days(days)).date_naive(),
            note: note.map(str::to_owned),
            file: ("application/pdf", file.to_vec()),
        };
        let id = DocumentId::new(now);
        buildings::add_document(app, maker, (id, &label), &version(None)).await?;
        if place == AGAIN.0 {
            let again = version(Some(AGAIN.1));
            buildings::change_document(app, maker, (id, &label), Some(&again)).await?;
        }
    }
    Ok(())
}
