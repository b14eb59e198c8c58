//! What all companies on loopback have in common: an HTTP server whose next answers can be spoilt.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use serde_json::Value;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// What a company was asked.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// With its query.
    pub path: String,
    /// The names in small letters.
    pub headers: HashMap<String, String>,
    pub body: String,
}

impl Request {
    /// The fields of a form.
    pub fn form(&self) -> HashMap<String, String> {
        let fields = url::form_urlencoded::parse(self.body.as_bytes());
        fields.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// How an answer is spoilt. What is asked is done first, unless the name says otherwise.
#[derive(Clone)]
pub enum Whim {
    /// Does it, and hangs up without a word.
    HangsUp,
    /// Hangs up before anything is done.
    HangsUpBefore,
    /// Does it, and keeps the answer until nobody waits for it any more.
    Late,
    /// Does it, and answers with a page of HTML.
    Html,
    /// Does it, and answers with this status and no body.
    Status(u16),
    /// Does it, and stops in the middle of the answer.
    Truncated,
    /// Does it, and writes every number as a text.
    NumbersAsTexts,
    /// Does it, and sends the answer byte by byte, each after a time.
    Drips(Duration),
    /// Does nothing, and answers this, with a header.
    Says(u16, Value, &'static str),
    /// Runs this in the moment in which the request has arrived, then does it.
    Meets(Arc<dyn Fn() + Send + Sync>),
}

type Handler = Arc<dyn Fn(&Request) -> (u16, Value) + Send + Sync>;

#[derive(Default)]
struct Moods {
    /// Which answers are spoilt, by a piece of the path that is asked.
    next: VecDeque<(&'static str, Whim)>,
    always: Option<Whim>,
    requests: Vec<Request>,
}

/// A company's server; it is gone when it is dropped.
pub struct Server {
    port: u16,
    moods: Arc<Mutex<Moods>>,
    task: JoinHandle<()>,
}

impl Server {
    pub async fn start(handler: impl Fn(&Request) -> (u16, Value) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (handler, moods): (Handler, _) = (Arc::new(handler), Arc::<Mutex<Moods>>::default());
        let kept = moods.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, handler.clone(), kept.clone()));
            }
        });
        Self { port, moods, task }
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Spoils the next answer that is not spoilt yet.
    pub fn next(&self, whim: Whim) {
        self.next_at("/", whim);
    }

    /// The same of the answers to one kind of question.
    pub fn next_at(&self, piece: &'static str, whim: Whim) {
        self.moods.lock().unwrap().next.push_back((piece, whim));
    }

    /// Spoils every answer from now on, or none.
    pub fn always(&self, whim: Option<Whim>) {
        self.moods.lock().unwrap().always = whim;
    }

    /// All that was asked.
    pub fn requests(&self) -> Vec<Request> {
        self.moods.lock().unwrap().requests.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, handler: Handler, moods: Arc<Mutex<Moods>>) {
    while let Some(request) = read(&mut stream).await {
        let whim = {
            let mut moods = moods.lock().unwrap();
            moods.requests.push(request.clone());
            let place = moods.next.iter().position(|(piece, _)| request.path.contains(piece));
            let whim = place.and_then(|place| moods.next.remove(place)).map(|(_, whim)| whim);
            whim.or_else(|| moods.always.clone())
        };
        if answer(&mut stream, &request, &handler, whim).await.is_none() {
            return;
        }
    }
}

/// `None`: the connection is over.
async fn answer(
    stream: &mut TcpStream,
    request: &Request,
    handler: &Handler,
    whim: Option<Whim>,
) -> Option<()> {
    match &whim {
        Some(Whim::HangsUpBefore) => return None,
        Some(Whim::Says(status, body, header)) => {
            return write(stream, *status, header, body.to_string().as_bytes()).await;
        }
        Some(Whim::Meets(meet)) => meet(),
        _ => (),
    }
    let (status, body) = handler(request);
    let text = body.to_string();
    match whim {
        Some(Whim::HangsUp) => None,
        Some(Whim::Late) => {
            let mut rest = [0; 64];
            while stream.read(&mut rest).await.is_ok_and(|count| 0 < count) {}
            None
        }
        Some(Whim::Html) => {
            let page = "<!doctype html><title>502</title><h1>Bad gateway</h1>";
            write(stream, 200, "content-type: text/html\r\n", page.as_bytes()).await
        }
        Some(Whim::Status(status)) => write(stream, status, "", b"").await,
        Some(Whim::Truncated) => {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", text.len());
            stream.write_all(head.as_bytes()).await.ok()?;
            stream.write_all(&text.as_bytes()[..text.len() / 2]).await.ok()?;
            None
        }
        Some(Whim::Drips(time)) => {
            for byte in format!("HTTP/1.1 200 OK\r\n\r\n{text}").bytes() {
                tokio::time::sleep(time).await;
                stream.write_all(&[byte]).await.ok()?;
            }
            None
        }
        Some(Whim::NumbersAsTexts) => {
            write(stream, status, "", as_texts(body).to_string().as_bytes()).await
        }
        _ => write(stream, status, "", text.as_bytes()).await,
    }
}

async fn write(stream: &mut TcpStream, status: u16, header: &str, body: &[u8]) -> Option<()> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status} So\r\n{header}content-length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.ok()?;
    stream.write_all(body).await.ok()
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = vec![];
    let head_ends = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..head_ends]).into_owned();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ').map(str::to_owned);
    let (method, path) = (first.next()?, first.next()?);
    let headers: HashMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    while bytes.len() < head_ends + 4 + length {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let body = String::from_utf8_lossy(&bytes[head_ends + 4..]).into_owned();
    Some(Request { method, path, headers, body })
}

/// Every number in an answer as a text.
fn as_texts(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Array(values) => values.into_iter().map(as_texts).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, value)| (name, as_texts(value))).collect()
        }
        other => other,
    }
}
