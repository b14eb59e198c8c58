//! A mail server on loopback that takes letters into a book, and can be told to behave badly.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::Mutex;

use tokio::io::AsyncBufReadExt;
use tokio::io::AsyncWriteExt;
use tokio::io::BufReader;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// How the server misbehaves, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whim {
    /// Says this to the reader's address.
    ToReader(&'static str),
    /// Takes the letter and hangs up without a word.
    HangsUpAfter,
    /// Hangs up before the letter.
    HangsUpBefore,
    /// Says nothing from the greeting on.
    Hangs,
}

#[derive(Default)]
struct Book {
    letters: Vec<(String, String)>,
    whims: VecDeque<Whim>,
}

pub struct Smtp {
    pub port: u16,
    book: Arc<Mutex<Book>>,
    task: JoinHandle<()>,
}

impl Smtp {
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let book = Arc::<Mutex<Book>>::default();
        let kept = book.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, kept.clone()));
            }
        });
        Self { port, book, task }
    }

    /// Whom letters went to, with what stands in them.
    pub fn letters(&self) -> Vec<(String, String)> {
        self.book.lock().unwrap().letters.clone()
    }

    pub fn next(&self, whim: Whim) {
        self.book.lock().unwrap().whims.push_back(whim);
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(stream: TcpStream, book: Arc<Mutex<Book>>) -> Option<()> {
    let whim = book.lock().unwrap().whims.pop_front();
    if whim == Some(Whim::Hangs) {
        return std::future::pending().await;
    }
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 here\r\n").await.ok()?;
    let (mut to, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let answer = match (line.trim_end(), whim) {
            (said, _) if said.starts_with("EHLO") => "250-here\r\n250 8BITMIME",
            (said, whim) if said.starts_with("RCPT TO:<") => {
                to = said["RCPT TO:<".len()..].trim_end_matches('>').to_owned();
                match whim {
                    Some(Whim::ToReader(answer)) => answer,
                    Some(Whim::HangsUpBefore) => return None,
                    _ => "250 yes",
                }
            }
            ("DATA", _) => {
                stream.write_all(b"354 go on\r\n").await.ok()?;
                let letter = read_letter(&mut stream).await?;
                book.lock().unwrap().letters.push((to.clone(), letter));
                if whim == Some(Whim::HangsUpAfter) {
                    return None;
                }
                "250 taken"
            }
            _ => "250 yes",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
    }
}

async fn read_letter(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut letter = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        if line == ".\r\n" {
            return Some(letter);
        }
        letter.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
