//! The form in which a table is uploaded.

use axum::extract::Multipart;
use chrono::TimeDelta;

use crate::links::bulk;
use crate::links::bulk::store::Upload;
use crate::links::fields::Reader;
use crate::links::later::Later;
use crate::locale::clean;
use crate::money::MAX_AMOUNT;
use crate::money::Money;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::form::Mistakes;

/// A table is no larger than this: fifty thousand rows with every column filled in Persian are six
/// megabytes.
const FILE_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The same in the words of people.
const MEGABYTES_MAX: i64 = 8;

/// What is read of a form, so that whoever sends a larger table is told so.
pub(super) const FORM_BYTES_MAX: usize = 32 * 1024 * 1024;

/// The days that links live where nobody says otherwise.
const DAYS: i32 = 7;

/// What stands for the name of a file that has none.
const NAMELESS: &str = "?";

/// What was chosen and typed.
pub(super) struct UploadForm {
    pub(super) upload: Upload,
    pub(super) later: Later,
}

impl UploadForm {
    /// Before anybody chose: a week, by SMS, as soon as it may be.
    pub(super) fn blank(desk: &Desk) -> Self {
        let form = Self::empty(desk);
        let upload = Upload { channels: vec!["sms".to_owned()], days: Some(DAYS), ..form.upload };
        Self { upload, ..form }
    }

    fn empty(desk: &Desk) -> Self {
        let upload = Upload {
            file: vec![],
            file_name: NAMELESS.to_owned(),
            channels: vec![],
            days: None,
            unit: desk.unit,
            send_after: None,
        };
        Self { upload, later: Later::blank(desk.voice()) }
    }

    /// Reads the form; what none of our pages has in it is refused.
    pub(super) async fn read(desk: &Desk, mut form: Multipart) -> Result<Self> {
        let Self { mut upload, mut later } = Self::empty(desk);
        while let Some(mut field) = form.next_field().await.map_err(|_| Error::BadRequest)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                let said: String =
                    clean(field.file_name().unwrap_or_default()).chars().take(120).collect();
                upload.file_name = if said.is_empty() { NAMELESS.to_owned() } else { said };
                // Of what is too large the rest is read, but not kept.
                while let Some(piece) = field.chunk().await.map_err(|_| Error::BadRequest)? {
                    if upload.file.len() <= FILE_BYTES_MAX {
                        upload.file.extend_from_slice(&piece);
                    }
                }
                continue;
            }
            let text = field.text().await.map_err(|_| Error::BadRequest)?;
            match name.as_str() {
                "by" => upload.channels.extend(bulk::channel(&text).map(|_| text)),
                "days" => {
                    upload.days = text.parse().ok().filter(|days| (1..=3650).contains(days));
                }
                "sending" => later.sending = text,
                "send_d" => later.day = text,
                "send_m" => later.month = text,
                "send_y" => later.year = text,
                "send_h" => later.hour = text,
                "send_i" => later.minute = text,
                _ => return Err(Error::BadRequest),
            }
        }
        Ok(Self { upload, later })
    }

    /// What is to be put right; if nothing is, the upload knows when it is to be sent.
    pub(super) fn check(&mut self, desk: &Desk) -> Mistakes {
        let mut mistakes = Mistakes::none();
        if self.upload.file.is_empty() {
            mistakes.add("file", desk.w.links_bulk_file_missing());
        } else if FILE_BYTES_MAX < self.upload.file.len() {
            mistakes.add("file", desk.w.links_bulk_file_too_large(desk.number(MEGABYTES_MAX)));
        }
        if !self.upload.channels.is_empty() {
            let reader = Reader { v: desk.voice(), limits: (Money::ZERO, MAX_AMOUNT) };
            let days = self.upload.days.map(|days| desk.now + TimeDelta::days(i64::from(days)));
            self.upload.send_after = reader.send_at(&self.later, days, &mut mistakes);
        }
        mistakes
    }
}
