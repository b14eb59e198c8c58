//! A letter through a real mail server, read back and looked at as its reader sees it.

use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;

use peyvand::links::Channel;
use peyvand::payments::Payer;
use serde_json::Value;
use tokio::net::TcpStream;

use super::driver::Browser;
use super::driver::Device;
use super::has_browser;
use super::missing;
use crate::support::house::House;
use crate::support::people::payer;
use crate::support::program::Program;
use crate::support::program::free_port;
use crate::support::program::until;

/// What OpenSSL needs to know to make a certificate for this machine.
const CERTIFICATE: &str = "[req]\nprompt=no\ndistinguished_name=name\nx509_extensions=more\n\
    [name]\nCN=localhost\n[more]\nsubjectAltName=DNS:localhost\n\
    basicConstraints=critical,CA:FALSE\n";

/// A mail server, killed when it is dropped.
struct MailServer {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl MailServer {
    /// One that is encrypted in this way, `tls` or `starttls`. `None`: there is none on this machine.
    fn start(way: &str) -> Option<Self> {
        let can = |python: &&str| {
            let tried = Command::new(python).args(["-c", "import aiosmtpd"]).output();
            tried.is_ok_and(|tried| tried.status.success())
        };
        let Some(python) = ["python3", "/usr/bin/python3"].into_iter().find(can) else {
            missing("aiosmtpd is not there (Debian: python3-aiosmtpd)");
            return None;
        };
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("openssl.cnf"), CERTIFICATE).unwrap();
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-config"])
            .arg(at("openssl.cnf"))
            .args(["-keyout".as_ref(), at("key.pem").as_os_str()])
            .args(["-out".as_ref(), at("certificate.pem").as_os_str()])
            .output();
        assert!(made.unwrap().status.success(), "a certificate");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/support/fakes/mail_server.py");
        let child = Command::new(python)
            .arg(script)
            .args([way, &port.to_string()])
            .args([at("certificate.pem"), at("key.pem"), at("letters")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Some(Self { child, port, folder })
    }

    /// Python takes its time to start: whoever knocks before finds the door shut, and comes again
    /// only half a minute later.
    async fn listens(&self) {
        let knock = async || TcpStream::connect(("127.0.0.1", self.port)).await.is_ok();
        until("the mail server listens", knock).await;
    }

    fn letters(&self) -> Vec<Value> {
        let letters = std::fs::read_to_string(self.folder.path().join("letters"));
        let letters = letters.unwrap_or_default();
        letters.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn certificate(&self) -> String {
        self.folder.path().join("certificate.pem").to_str().unwrap().to_owned()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_through_a_real_server_is_read_as_it_was_meant() {
    let Some(server) = MailServer::start("starttls").filter(|_| has_browser()) else { return };
    let letter = &brought(&server, "starttls").await;
    let of = |name: &str| letter[name].as_str().unwrap_or_default().to_owned();
    assert_eq!(letter["to"][0], "reza@example.ir");
    assert_eq!(of("from"), "پیوند <no-reply@pay.example.ir>");
    assert_eq!(of("kind"), "multipart/alternative");
    assert!(of("subject").contains("۲٬۴۵۰٬۰۰۰ تومان"), "{}", of("subject"));
    assert!(of("text").contains("/p/") && of("text").contains("Rent"), "{}", of("text"));
    assert!(of("unsubscribe").contains("/stop/"), "{}", of("unsubscribe"));
    look(server.folder.path(), &of("html")).await;
}

#[tokio::test]
async fn a_server_that_is_encrypted_from_the_first_byte_gets_its_letter_when_it_is_trusted() {
    let Some(server) = MailServer::start("tls") else { return };
    let letter = brought(&server, "tls").await;
    assert_eq!(letter["to"][0], "reza@example.ir");
}

/// The letter of a link that a worker brings to the server. One whose certificate nobody vouches for gets neither
/// the password nor a letter.
async fn brought(server: &MailServer, way: &str) -> Value {
    server.listens().await;
    let house = House::open_now().await;
    let shop = house.shop().await;
    let payer = Payer { email: Some("reza@example.ir".to_owned()), ..payer() };
    house.link_sent(&shop, &payer, &[Channel::Email], None).await;
    let (port, way) = (format!("--smtp-port={}", server.port), format!("--smtp-encryption={way}"));
    let set = [
        "--email=smtp",
        "--email-from=پیوند <no-reply@pay.example.ir>",
        "--smtp-host=localhost",
        &port,
        &way,
        "--smtp-user=peyvand",
        "--smtp-password=a password",
    ];
    let distrustful = Program::worker_with(house.database(), &set);
    until("the worker has met the server", async || {
        house
            .count("select count(*) from jobs where kind = 'deliver_notice' and attempts > 0")
            .await
            == 1
            && !house.alarms().await.is_empty()
    })
    .await;
    drop(distrustful);
    assert_eq!(house.alarms().await, ["carrier_misconfigured"]);
    assert!(server.letters().is_empty());

    house.run("update jobs set run_at = now() where kind = 'deliver_notice'").await;
    let trusting = Program::worker_that_trusts(house.database(), &set, &server.certificate());
    until("the letter is there", async || server.letters().len() == 1).await;
    let noted = "select count(*) from notices where state = 'sent' and channel = 'email'";
    until("the letter is noted as sent", async || house.count(noted).await == 1).await;
    drop(trusting);
    let letter = server.letters().remove(0);
    assert_eq!(letter["encrypted"], true);
    letter
}

/// The letter as a browser shows it.
async fn look(folder: &Path, html: &str) {
    let file = folder.join("letter.html");
    std::fs::write(&file, html).unwrap();
    let browser = Browser::start("letter", "http://localhost:1", Device::Phone, true).await;
    browser.driver.goto(&format!("file://{}", file.display())).await.unwrap();
    assert_eq!(browser.direction().await, ("fa".to_owned(), "rtl".to_owned()));
    let text = browser.text().await;
    assert!(text.contains("Sarv") && text.contains("دیدن و پرداخت"), "{text}");
    let fits = browser.run("return [...document.querySelectorAll('p,h1,div')].every(it => it.scrollWidth <= it.clientWidth)").await;
    assert_eq!(fits, true);
    browser.picture("letter").await;
    browser.close().await;
}
