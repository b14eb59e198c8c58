//! A paper of a building, as its manager fills it in.

use std::ops::RangeInclusive;

use axum::extract::Multipart;

use super::expense_form::file_of;
use super::form;
use super::form::Reader;
use crate::buildings::DocumentKind;
use crate::buildings::Label;
use crate::buildings::NewVersion;
use crate::buildings::Readers;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::documents::Document;
use crate::ids::DocumentId;
use crate::ids::DocumentVersionId;
use crate::locale::Jalali;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;

/// As many years back papers are dated.
const YEARS: i32 = 60;

/// A paper, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct DocumentForm {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) readers: String,
    pub(super) note: String,
    pub(super) day: [String; 3],
}

impl DocumentForm {
    pub(super) fn blank(v: &Visit) -> Self {
        Self {
            id: DocumentId::new(v.now).to_string(),
            readers: Readers::Residents.code().to_owned(),
            ..Self::dated(v, Jalali::of(v.now))
        }
    }

    /// What is said of a paper, with place for another version.
    pub(super) fn of(v: &Visit, document: &Document) -> Self {
        Self {
            title: document.title.clone(),
            kind: document.kind.code().to_owned(),
            readers: document.readers.code().to_owned(),
            ..Self::dated(v, Jalali::of(noon(document.dated_on)))
        }
    }

    fn dated(v: &Visit, day: Jalali) -> Self {
        Self {
            version: DocumentVersionId::new(v.now).to_string(),
            day: [day.day.to_string(), day.month.to_string(), day.year.to_string()],
            ..Self::default()
        }
    }

    pub(super) async fn read(mut sent: Multipart) -> Result<(Self, Vec<u8>)> {
        let (mut typed, mut file) = (Self::default(), vec![]);
        while let Some(field) = sent.next_field().await.map_err(|_| Error::BadRequest)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                file = form::file(field).await?;
                continue;
            }
            let text = field.text().await.map_err(|_| Error::BadRequest)?;
            match name.as_str() {
                "id" => typed.id = text,
                "version" => typed.version = text,
                "title" => typed.title = text,
                "kind" => typed.kind = text,
                "readers" => typed.readers = text,
                "note" => typed.note = text,
                "day_d" => typed.day[0] = text,
                "day_m" => typed.day[1] = text,
                "day_y" => typed.day[2] = text,
                _ => return Err(Error::BadRequest),
            }
        }
        Ok((typed, file))
    }

    pub(super) fn label(&self, reader: &mut Reader) -> Option<Label> {
        let title = reader.text("title", &self.title, (1, 80));
        let kind = DocumentKind::parse(&self.kind);
        if kind.is_none() {
            reader.mistakes.add("kind", reader.v.w.buildings_missing());
        }
        let readers = Readers::parse(&self.readers);
        if readers.is_none() {
            reader.mistakes.add("readers", reader.v.w.buildings_missing());
        }
        Some(Label { title, kind: kind?, readers: readers? })
    }

    /// The version that was sent, if one was.
    pub(super) fn version(&self, reader: &mut Reader, file: Vec<u8>) -> Option<NewVersion> {
        let note = reader.optional("note", &self.note, 200);
        let [day, month, year] = &self.day;
        let dated_on = reader.day("day", (day, month, year));
        if dated_on.is_some_and(|day| today(reader.v.now) < day) {
            reader.mistakes.add("day", reader.v.w.documents_day_is_ahead());
        }
        let file = file_of(reader, file)?;
        let id = self.version.parse().unwrap_or_else(|_| DocumentVersionId::new(reader.v.now));
        Some(NewVersion { id, dated_on: dated_on?, note, file })
    }

    /// The years that papers bear.
    pub(super) fn years(v: &Visit) -> RangeInclusive<i32> {
        let this = Jalali::of(v.now).year;
        this - YEARS..=this
    }
}
