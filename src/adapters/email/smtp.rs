//! E-mail by SMTP: to a server of ours or of a company, encrypted from the start (port 465) or from
//! the first command on (port 587).
//!
//! SMTP cannot be asked what became of a letter. So it matters where silence falls: before the
//! letter's last line is sent nothing was done, and it may be tried again; after it the letter may
//! have been taken, and is not sent twice. A refusal with 4xx is a server that wants to be asked later
//! (greylisting), one with 5xx is about this reader or this letter.

use std::error::Error as _;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;

use async_trait::async_trait;
use lettre::Address;
use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::MultiPart;
use lettre::message::header::HeaderName;
use lettre::message::header::HeaderValue;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::client::TlsParameters;
use lettre::transport::smtp::commands::Data;
use lettre::transport::smtp::commands::Mail;
use lettre::transport::smtp::commands::Rcpt;
use lettre::transport::smtp::extension::ClientId;
use secrecy::ExposeSecret;
use secrecy::SecretString;

use super::Letter;
use super::Mailer;
use crate::adapters::handover::Fate;
use crate::adapters::handover::Handover;
use crate::adapters::handover::LookUp;
use crate::adapters::handover::Refusal;
use crate::adapters::handover::Taken;
use crate::clock::Clock;
use crate::config::SmtpEncryption;
use crate::ids::NoticeId;

/// Connections that are kept for the next letters.
const IDLE_MAX: usize = 8;

/// How the server is reached.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The server's name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way is encrypted.
    pub encryption: SmtpEncryption,
    /// The account there.
    pub account: Option<(String, SecretString)>,
    /// From whom the letters are.
    pub from: Mailbox,
}

/// Why a letter is not handed over.
#[derive(Debug)]
enum Fault {
    /// The server refused, or fell silent.
    Error(Error),
    /// The way to the server could not be made safe.
    Untrusted,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        if error.is_tls() || is_of_tls(&error) { Fault::Untrusted } else { Fault::Error(error) }
    }
}

/// Whether a connection failed because of TLS: where it is encrypted from the first byte, a certificate that
/// nobody vouches for looks like a line that broke.
fn is_of_tls(error: &Error) -> bool {
    let mut cause = error.source();
    while let Some(one) = cause {
        let broken = one.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if broken.and_then(|inner| inner.downcast_ref::<rustls::Error>()).is_some() {
            return true;
        }
        cause = one.source();
    }
    false
}

/// The carrier.
pub struct Smtp {
    settings: Settings,
    patience: Duration,
    clock: Clock,
    idle: Mutex<Vec<AsyncSmtpConnection>>,
}

impl Smtp {
    /// The carrier; a letter takes at most `patience`.
    pub fn new(settings: Settings, patience: Duration, clock: Clock) -> Self {
        Self { settings, patience, clock, idle: Mutex::default() }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Fault> {
        let settings = &self.settings;
        let hello = ClientId::Domain(settings.from.email.domain().to_owned());
        let tls = || TlsParameters::new(settings.host.clone());
        let server = (settings.host.as_str(), settings.port);
        let at_once = match settings.encryption {
            SmtpEncryption::Tls => Some(tls()?),
            SmtpEncryption::Starttls | SmtpEncryption::None => None,
        };
        let patience = Some(self.patience);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, patience, &hello, at_once, None).await?;
        if settings.encryption == SmtpEncryption::Starttls {
            let upgraded = connection.starttls(tls()?, &hello).await;
            upgraded.map_err(|error| match error.status() {
                None => Fault::Untrusted,
                Some(_) => Fault::Error(error),
            })?;
        }
        if let Some((name, password)) = &settings.account {
            let account = Credentials::new(name.clone(), password.expose_secret().to_owned());
            connection.auth(DEFAULT_MECHANISMS, &account).await?;
        }
        Ok(connection)
    }

    /// A connection on which the server has taken the sender: one that was kept, or a new one.
    async fn open(&self) -> Result<AsyncSmtpConnection, Fault> {
        let from = Some(self.settings.from.email.clone());
        while let Some(mut kept) = self.take_idle() {
            // A server may have hung up in the meantime; nothing was said yet, so another will do.
            if kept.command(Mail::new(from.clone(), vec![])).await.is_ok() {
                return Ok(kept);
            }
        }
        let mut connection = self.connect().await?;
        connection.command(Mail::new(from, vec![])).await?;
        Ok(connection)
    }

    fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        self.idle.lock().ok()?.pop()
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        if let Ok(mut idle) = self.idle.lock()
            && idle.len() < IDLE_MAX
        {
            idle.push(connection);
        }
    }

    async fn speak(
        &self,
        (to, message): (Address, &[u8]),
        is_said: &AtomicBool,
    ) -> Result<(), Fault> {
        let mut connection = self.open().await?;
        connection.command(Rcpt::new(to, vec![])).await?;
        connection.command(Data).await?;
        is_said.store(true, Ordering::Relaxed);
        connection.message(message).await?;
        self.keep(connection);
        Ok(())
    }

    fn letter(&self, id: NoticeId, to: &Mailbox, letter: &Letter) -> Option<(String, Vec<u8>)> {
        let reference = format!("<{id}@{}>", self.settings.from.email.domain());
        let mut message = Message::builder()
            .from(self.settings.from.clone())
            .to(to.clone())
            .subject(&letter.subject)
            .date(self.clock.now().into())
            .message_id(Some(reference.clone()));
        if let Some(stop) = &letter.stop {
            let name = HeaderName::new_from_ascii_str("List-Unsubscribe");
            message = message.raw_header(HeaderValue::new(name, format!("<{stop}>")));
        }
        let parts = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
        Some((reference, message.multipart(parts).ok()?.formatted()))
    }
}

#[async_trait]
impl Mailer for Smtp {
    fn name(&self) -> &'static str {
        "smtp"
    }

    async fn send(&self, id: NoticeId, to: &str, letter: &Letter) -> Handover {
        let Ok(reader) = to.parse::<Address>() else {
            return Handover::Refused(Refusal::NoSuchReader);
        };
        let to = Mailbox::new(None, reader.clone());
        let Some((reference, message)) = self.letter(id, &to, letter) else {
            return Handover::Refused(Refusal::Other("the letter cannot be written".to_owned()));
        };
        let is_said = AtomicBool::new(false);
        let spoken = self.speak((reader, &message), &is_said);
        let answer = tokio::time::timeout(self.patience, spoken).await;
        let is_said = is_said.load(Ordering::Relaxed);
        match answer {
            Ok(Ok(())) => Handover::Taken(Taken { reference, fate: Fate::UnderWay, cost: None }),
            Ok(Err(Fault::Error(error))) => refused(&error, is_said),
            Ok(Err(Fault::Untrusted)) => Handover::Misconfigured("smtp tls".to_owned()),
            Err(_) if is_said => Handover::Unknown,
            Err(_) => Handover::Busy { after: None },
        }
    }

    async fn look_up(&self, _: NoticeId) -> LookUp {
        LookUp::CannotSay
    }
}

/// What follows from a server's refusal, or its silence.
fn refused(error: &Error, is_said: bool) -> Handover {
    let code = error.status().map(|status| status.to_string());
    match code.as_deref() {
        // The account or the way to it is wrong; the letter is not.
        Some(code @ ("530" | "534" | "535" | "538")) => {
            Handover::Misconfigured(format!("smtp {code}"))
        }
        Some("550" | "551" | "553") => Handover::Refused(Refusal::NoSuchReader),
        Some(code) if error.is_permanent() => {
            Handover::Refused(Refusal::Other(format!("smtp {code}")))
        }
        Some(_) => Handover::Busy { after: None },
        None if is_said => Handover::Unknown,
        None => Handover::Busy { after: None },
    }
}
