//! A visitor with a browser that keeps cookies, and the pages that they see.

use std::collections::BTreeMap;
use std::fmt;

use axum::Router;
use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::Method;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header;
use http_body_util::BodyExt;
use peyvand::app::App;
use peyvand::tokens;
use peyvand::tokens::Keys;
use scraper::Html;
use scraper::Selector;
use tokio::sync::Mutex;
use tower::ServiceExt;

const PHONE: &str = "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 \
    (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36";

/// A person's browser, with its own cookies.
pub struct Visitor {
    router: Router,
    origin: String,
    keys: Keys,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Visitor {
    pub fn new(router: Router, app: &App) -> Self {
        let (origin, keys) = (app.origin.clone(), app.keys.clone());
        Self { router, origin, keys, cookies: Mutex::default() }
    }

    /// The hidden field that our pages put into the forms of who is signed in.
    pub async fn form_key(&self) -> Option<String> {
        let cookies = self.cookies.lock().await;
        let sid = cookies.get("sid").or(cookies.get("__Host-sid"))?;
        Some(format!("form_key={}", self.keys.mark("form", &tokens::digest(sid))))
    }

    pub async fn keep_cookie(&self, name: &str, value: String) {
        self.cookies.lock().await.insert(name.to_owned(), value);
    }

    pub async fn get(&self, path: &str) -> Page {
        self.ask(Method::GET, path, None).await
    }

    pub async fn head(&self, path: &str) -> Page {
        self.ask(Method::HEAD, path, None).await
    }

    /// Sends a form.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let form =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.ask(Method::POST, path, Some(form)).await
    }

    /// Looks at a page as another program does.
    pub async fn look_as(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Page {
        let host = self.origin.split_once("://").map_or("", |(_, host)| host);
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, host);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Page::of(self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap())
            .await
    }

    /// Sends a form with a file, with what our pages put into each form.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Page {
        let key = self.form_key().await.unwrap_or_default();
        let key = key.split_once('=');
        let fields: Vec<(&str, &str)> = key.into_iter().chain(fields.iter().copied()).collect();
        self.upload_as_it_is(path, &fields, file).await
    }

    /// The same with the form as it is.
    pub async fn upload_as_it_is(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        (file_name, file): (&str, &[u8]),
    ) -> Page {
        let head =
            |name: &str| format!("--limit\r\nContent-Disposition: form-data; name=\"{name}\"");
        let mut body = vec![];
        for (name, value) in fields {
            body.extend(format!("{}\r\n\r\n{value}\r\n", head(name)).into_bytes());
        }
        body.extend(format!("{}; filename=\"{file_name}\"\r\n\r\n", head("file")).into_bytes());
        body.extend(file);
        body.extend(b"\r\n--limit--\r\n");
        let kind = "multipart/form-data; boundary=limit";
        self.send(Method::POST, path, Some((kind, body))).await
    }

    /// Comes back from the bank by a form on the bank's site, which sends no cookies of ours along.
    pub async fn come_from_bank(&self, path: &str) -> Page {
        self.come_from_bank_with(path, "Status=OK&amount=1").await
    }

    /// The same with a form of the bank's.
    pub async fn come_from_bank_with(&self, path: &str, form: &str) -> Page {
        let request = Request::post(path)
            .header(header::ORIGIN, "https://bank.test")
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()))
            .unwrap();
        Page::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// Asks for a page as a person's browser does, with what our pages put into each form.
    pub async fn ask(&self, method: Method, path: &str, form: Option<String>) -> Page {
        let key = self.form_key().await;
        let keyed = |form| key.iter().fold(form, |form, key| format!("{key}&{form}"));
        self.ask_as_it_is(method, path, form.map(keyed)).await
    }

    /// The same with the form as it is.
    pub async fn ask_as_it_is(&self, method: Method, path: &str, form: Option<String>) -> Page {
        let form = form.map(|form| ("application/x-www-form-urlencoded", form.into_bytes()));
        self.send(method, path, form).await
    }

    async fn send(&self, method: Method, path: &str, form: Option<(&str, Vec<u8>)>) -> Page {
        let host = self.origin.split_once("://").map_or("", |(_, host)| host);
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, host)
            .header(header::USER_AGENT, PHONE)
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-dest", "document")
            .header("sec-fetch-site", "same-origin");
        let cookies = self.cookies.lock().await.clone();
        if !cookies.is_empty() {
            let cookies: Vec<String> =
                cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some((kind, _)) = form {
            request =
                request.header(header::ORIGIN, &self.origin).header(header::CONTENT_TYPE, kind);
        }
        let body = form.map_or_else(Vec::new, |(_, body)| body);
        let request = request.body(Body::from(body)).unwrap();
        let page = Page::of(self.router.clone().oneshot(request).await.unwrap()).await;
        self.take_cookies(&page).await;
        page
    }

    async fn take_cookies(&self, page: &Page) {
        let mut cookies = self.cookies.lock().await;
        for line in page.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, rest) = line.split_once('=').unwrap();
            if line.to_ascii_lowercase().contains("max-age=0") {
                cookies.remove(name);
            } else {
                let value = rest.split(';').next().unwrap_or_default();
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// What came back.
pub struct Page {
    pub status: StatusCode,
    pub location: Option<String>,
    pub headers: HeaderMap,
    pub html: String,
    /// The same, byte by byte.
    pub body: Vec<u8>,
}

impl Page {
    async fn of(response: axum::response::Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let location = parts.headers.get(header::LOCATION);
        Self {
            status: parts.status,
            location: location.map(|location| location.to_str().unwrap().to_owned()),
            html: String::from_utf8_lossy(&body).into_owned(),
            body: body.to_vec(),
            headers: parts.headers,
        }
    }

    /// What a reader sees: the text of the body with single spaces, without styles and scripts.
    pub fn text(&self) -> String {
        let html = Html::parse_document(&self.html);
        let body = Selector::parse("body").unwrap();
        let texts = html.select(&body).flat_map(|body| body.descendants()).filter_map(|node| {
            let unseen = node.parent().is_some_and(|parent| {
                parent.value().as_element().is_some_and(|element| {
                    matches!(element.name(), "style" | "script" | "noscript" | "template")
                })
            });
            node.value().as_text().filter(|_| !unseen).map(|text| text.to_string())
        });
        texts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The texts of what a selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html);
        let selector = Selector::parse(selector).unwrap();
        html.select(&selector).map(|found| found.text().collect::<String>()).collect()
    }

    /// The values of an attribute of what a selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html);
        let selector = Selector::parse(selector).unwrap();
        let found = html.select(&selector).filter_map(|found| found.value().attr(name));
        found.map(str::to_owned).collect()
    }

    /// The first value of an attribute that a selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let html = Html::parse_document(&self.html);
        let selector = Selector::parse(selector).unwrap();
        html.select(&selector).find_map(|found| found.value().attr(name).map(str::to_owned))
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?} {}", self.status, self.location, self.text())
    }
}
