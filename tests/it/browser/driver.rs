//! One browser, used as a person uses it: what is read is what is visible, and what is waited for is
//! waited for within bounds.

use std::fmt::Debug;
use std::os::unix::process::CommandExt;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use rustix::process::Pid;
use rustix::process::Signal;
use rustix::process::kill_process;
use rustix::process::kill_process_group;
use serde_json::Value;
use serde_json::json;
use thirtyfour::BrowserLogEntry;
use thirtyfour::By;
use thirtyfour::ChromiumLikeCapabilities;
use thirtyfour::DesiredCapabilities;
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::WebDriver;
use thirtyfour::WebElement;

use crate::support::program::free_port;

/// How long a page may take for what a person waits for.
const PATIENCE: Duration = Duration::from_mins(2);

const ARGUMENTS: [&str; 13] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=Translate,OptimizationHints",
    "--accept-lang=fa-IR",
    "--window-size=1280,900",
    // Nothing of ours is asked from another machine; what is, fails and is seen.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];

/// What the browser looks like to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Device {
    Phone,
    Desktop,
}

impl Device {
    pub(super) fn size(self) -> (i64, i64) {
        match self {
            Device::Phone => (390, 844),
            Device::Desktop => (1280, 900),
        }
    }
}

/// A browser with one window.
pub(super) struct Browser {
    pub driver: WebDriver,
    pub has_script: bool,
    name: String,
    origin: String,
    server: Child,
    chrome: Option<Pid>,
}

impl Browser {
    /// Starts a browser on a device, before the pages of `origin`.
    pub(super) async fn start(name: &str, origin: &str, device: Device, has_script: bool) -> Self {
        let port = free_port();
        let server = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        for argument in ARGUMENTS {
            wanted.add_arg(argument).unwrap();
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
        if !has_script {
            let blocked = json!({ "profile.managed_default_content_settings.javascript": 2 });
            wanted.add_experimental_option("prefs", blocked).unwrap();
        }
        // The driver's client takes its ciphers from the process, and there may be none yet.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let began = Instant::now();
        let driver = loop {
            match WebDriver::new(format!("http://127.0.0.1:{port}"), wanted.clone()).await {
                Ok(driver) => break driver,
                Err(error) => assert!(began.elapsed() < PATIENCE, "no browser: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let chrome = driver.handle().capabilities().get("goog:processID").and_then(Value::as_i64);
        let chrome = chrome.and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        let (name, origin) = (name.to_owned(), origin.to_owned());
        let browser = Self { driver, has_script, name, origin, server, chrome };
        browser.become_device(device).await;
        browser
    }

    pub(super) async fn become_device(&self, device: Device) {
        let is_phone = device == Device::Phone;
        self.resize(device.size(), is_phone).await;
        self.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": is_phone })).await;
    }

    pub(super) async fn resize(&self, (width, height): (i64, i64), mobile: bool) {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    pub(super) async fn cdp(&self, method: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(method, parameters).await.unwrap()
    }

    pub(super) async fn go(&self, path: &str) {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.origin)
        };
        self.driver.goto(url).await.unwrap();
    }

    /// The path of the page, with its query.
    pub(super) async fn path(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        url.as_str().strip_prefix(&self.origin).unwrap_or(url.as_str()).to_owned()
    }

    /// What a person can read, without the invisible marks of direction.
    pub(super) async fn text(&self) -> String {
        match self.driver.find(By::Tag("body")).await {
            Ok(body) => clean(&body.text().await.unwrap_or_default()),
            Err(_) => String::new(),
        }
    }

    pub(super) async fn title(&self) -> String {
        clean(&self.driver.title().await.unwrap_or_default())
    }

    /// Waits until the page says all of this.
    pub(super) async fn expect(&self, texts: &[&str]) {
        let wanted = async || {
            let text = self.text().await;
            texts.iter().all(|wanted| text.contains(wanted))
        };
        self.until(&texts, wanted).await;
    }

    /// Waits until the address has this in it.
    pub(super) async fn expect_path(&self, part: &str) {
        self.until(&part, async || self.path().await.contains(part)).await;
    }

    /// Asks for a page again and again until it says all of this: what the worker does takes a while.
    pub(super) async fn await_at(&self, path: &str, texts: &[&str]) {
        let wanted = async || {
            self.go(path).await;
            let text = self.text().await;
            texts.iter().all(|wanted| text.contains(wanted))
        };
        self.until(&texts, wanted).await;
    }

    pub(super) async fn until(&self, what: &impl Debug, mut is_so: impl AsyncFnMut() -> bool) {
        let began = Instant::now();
        while !is_so().await {
            if began.elapsed() > PATIENCE {
                self.picture("failed").await;
                let (path, text) = (self.path().await, self.text().await);
                panic!("{}: never {what:?} at {path}:\n{text}", self.name);
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// The first visible element that a selector finds.
    pub(super) async fn find(&self, css: &str) -> WebElement {
        let began = Instant::now();
        loop {
            for element in self.driver.find_all(By::Css(css)).await.unwrap_or_default() {
                if element.is_displayed().await.unwrap_or_default() {
                    return element;
                }
            }
            if began.elapsed() > PATIENCE {
                self.picture("failed").await;
                panic!("{}: no {css} in:\n{}", self.name, self.text().await);
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Types into a field in place of what stands there.
    pub(super) async fn fill(&self, name: &str, value: &str) {
        let field = self.find(&format!("[name='{name}']")).await;
        field.clear().await.unwrap();
        field.send_keys(value).await.unwrap();
    }

    pub(super) async fn value(&self, css: &str) -> String {
        self.find(css).await.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Presses what a selector finds.
    pub(super) async fn press(&self, css: &str) {
        self.click(&self.find(css).await).await;
    }

    /// Scrolls to an element as a person does, out from under the bar at the bottom, and presses it.
    pub(super) async fn click(&self, element: &WebElement) {
        element.scroll_into_view().await.unwrap();
        element.click().await.unwrap();
    }

    /// Presses the button or the link with this word.
    pub(super) async fn press_word(&self, word: &str) {
        let path = format!("//main//*[self::a or self::button][contains(., \"{word}\")]");
        let element = self.driver.find(By::XPath(path)).await;
        let Ok(element) = element else {
            self.picture("failed").await;
            panic!("{}: no “{word}” in:\n{}", self.name, self.text().await)
        };
        self.click(&element).await;
    }

    /// Direction and language of the page, and where its text begins.
    pub(super) async fn direction(&self) -> (String, String) {
        let html = self.driver.find(By::Tag("html")).await.unwrap();
        let lang = html.attr("lang").await.unwrap().unwrap_or_default();
        (lang, html.css_value("direction").await.unwrap())
    }

    pub(super) async fn run(&self, script: &str) -> Value {
        self.driver.execute(script, Vec::new()).await.unwrap().json().clone()
    }

    /// What the browser complained of since the last time. That a page itself answers with an error
    /// is not a complaint about the page.
    pub(super) async fn complaints(&self) -> Vec<String> {
        let is_own = |entry: &BrowserLogEntry| {
            entry.message.starts_with(&self.origin)
                && !entry.message.contains("/static/")
                && entry.message.contains("the server responded with a status of")
        };
        let log = self.driver.browser_log().await.unwrap();
        log.into_iter().filter(|entry| !is_own(entry)).map(|entry| entry.message).collect()
    }

    /// Keeps a picture of the page, for a person to look at.
    pub(super) async fn picture(&self, of: &str) {
        let file = super::folder("browser").join(format!("{}-{of}.png", self.name));
        drop(self.driver.screenshot(&file).await);
    }

    /// Closes the window.
    pub(super) async fn close(mut self) {
        self.chrome = None;
        drop(self.driver.clone().quit().await);
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(chrome) = self.chrome {
            let _ = kill_process(chrome, Signal::KILL);
        }
        if let Some(group) = i32::try_from(self.server.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        drop(self.server.wait());
    }
}

/// A text as a person reads it.
fn clean(text: &str) -> String {
    let seen = |letter: &char| !matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text: String = text.chars().filter(seen).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
