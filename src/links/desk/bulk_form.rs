//! The form in which a table is uploaded.

use axum::extract::Multipart;
use chrono::TimeDelta;

use crate::links::bulk;
use crate::links::bulk::store::Upload;
use crate::links::fields::Reader;
use crate::links::later::Later;
use crate::money::MAX_AMOUNT;
use crate::money::Money;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::form::Mistakes;
use crate::web::tables;

/// The days that links live where nobody says otherwise.
const DAYS: i32 = 7;

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
            file_name: tables::Upload::default().name,
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
        while let Some(field) = form.next_field().await.map_err(|_| Error::BadRequest)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                let file = tables::Upload::read(field).await?;
                (upload.file, upload.file_name) = (file.bytes, file.name);
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
        if let Some(sentence) = tables::mistake(desk, &self.upload.file) {
            mistakes.add("file", sentence);
        }
        if !self.upload.channels.is_empty() {
            let reader = Reader { v: desk.voice(), limits: (Money::ZERO, MAX_AMOUNT) };
            let days = self.upload.days.map(|days| desk.now + TimeDelta::days(i64::from(days)));
            self.upload.send_after = reader.send_at(&self.later, days, &mut mistakes);
        }
        mistakes
    }
}
