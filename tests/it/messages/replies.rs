//! Ten thousand spoilt answers of each carrier: none of them makes a program panic, and none that
//! says nothing clear makes a message sent.

use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use peyvand::adapters::handover::Handover;
use peyvand::adapters::handover::LookUp;
use peyvand::adapters::sms::Sms;
use peyvand::adapters::sms::SmsSender;
use peyvand::adapters::sms::Templates;
use peyvand::adapters::sms::kavenegar;
use peyvand::adapters::sms::kavenegar::Kavenegar;
use peyvand::adapters::sms::smsir;
use peyvand::adapters::sms::smsir::SmsIr;
use peyvand::ids::NoticeId;
use peyvand::money::Money;
use proptest::prelude::Strategy;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::net::TcpStream;

use crate::support::house::morning;
use crate::support::people::payers_mobile;

const REPLIES: usize = 10_000;

const KAVENEGAR: &str = r#"{"return":{"status":200,"message":"ok"},"entries":[{"messageid":8792343,
    "message":"text","status":1,"statustext":"","sender":"10004346","receptor":"09351112233",
    "date":1763800000,"cost":1500}]}"#;
const SMSIR: &str =
    r#"{"status":1,"message":"ok","data":{"packId":"p","messageIds":[89545112],"cost":1.5}}"#;

/// How an answer is spoilt.
#[derive(Clone, Debug)]
enum Spoilt {
    /// A byte at a place becomes another.
    Byte(usize, u8),
    /// It ends early.
    Cut(usize),
    /// A piece of it comes twice.
    Doubled(usize, usize),
    /// Some other status of the web.
    Status(u16),
    /// Something else altogether.
    Else(Vec<u8>),
}

fn spoilt() -> impl Strategy<Value = Vec<Spoilt>> {
    use proptest::prelude::any;
    let one = proptest::prop_oneof![
        4 => (0..400_usize, any::<u8>()).prop_map(|(at, byte)| Spoilt::Byte(at, byte)),
        2 => (0..400_usize, b'0'..=b'9').prop_map(|(at, byte)| Spoilt::Byte(at, byte)),
        2 => (0..400_usize).prop_map(Spoilt::Cut),
        1 => (0..400_usize, 0..60_usize).prop_map(|(at, length)| Spoilt::Doubled(at, length)),
        1 => (200..600_u16).prop_map(Spoilt::Status),
        1 => proptest::collection::vec(any::<u8>(), 0..80).prop_map(Spoilt::Else),
    ];
    proptest::collection::vec(one, 1..4)
}

fn spoil(answer: &str, how: &[Spoilt]) -> (u16, Vec<u8>) {
    let (mut status, mut body) = (200, answer.as_bytes().to_vec());
    for how in how {
        match how {
            Spoilt::Byte(at, byte) if *at < body.len() => body[*at] = *byte,
            Spoilt::Byte(..) => (),
            Spoilt::Cut(at) => body.truncate(*at),
            Spoilt::Doubled(at, length) => {
                let (from, to) = ((*at).min(body.len()), (at + length).min(body.len()));
                let piece = body[from..to].to_vec();
                body.splice(from..from, piece);
            }
            Spoilt::Status(other) => status = *other,
            Spoilt::Else(other) => body.clone_from(other),
        }
    }
    (status, body)
}

#[tokio::test]
async fn ten_thousand_spoilt_answers_of_kavenegar_never_make_a_message_sent() {
    let (given, base) = server().await;
    let settings = kavenegar::Settings {
        base: base.parse().unwrap(),
        key: "key".into(),
        sender: None,
        templates: Templates::default(),
    };
    let carrier = Kavenegar::new(settings, Duration::from_secs(2)).unwrap();
    torture(&carrier, KAVENEGAR, &given, |json| {
        // What says that it was taken, by a name, for our reader.
        let entry = &json["entries"][0];
        let is_whole = |value: &Value| match value {
            Value::Number(number) => number.as_i64().is_some_and(|number| 0 < number),
            Value::String(text) => text.trim().parse::<i64>().is_ok_and(|number| 0 < number),
            _ => false,
        };
        is_whole(&entry["messageid"]) && reads_as(&json["return"]["status"], 200)
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_spoilt_answers_of_smsir_never_make_a_message_sent() {
    let (given, base) = server().await;
    let settings = smsir::Settings {
        base: base.parse().unwrap(),
        key: "key".into(),
        line: Some(3000),
        templates: Templates::default(),
        credit: Money::rials(2000),
    };
    let carrier = SmsIr::new(settings, Duration::from_secs(2)).unwrap();
    torture(&carrier, SMSIR, &given, |json| {
        reads_as(&json["status"], 1)
            && (json["data"]["messageIds"].is_array() || json["data"]["messageId"].is_number())
    })
    .await;
}

fn reads_as(value: &Value, wanted: i64) -> bool {
    match value {
        Value::Number(number) => number.as_i64() == Some(wanted),
        Value::String(text) => text.trim().parse() == Ok(wanted),
        _ => false,
    }
}

/// Hands a message over again and again; `clear` tells whether an answer says that it was taken.
async fn torture(
    carrier: &dyn SmsSender,
    answer: &str,
    given: &Answer,
    clear: impl Fn(&Value) -> bool,
) {
    let mut runner = TestRunner::deterministic();
    let (strategy, to) = (spoilt(), payers_mobile());
    let sms = Sms { id: NoticeId::new(morning()), to: &to, text: "text", template: None };
    let (mut taken, mut unclear) = (0, 0);
    for number in 0..REPLIES {
        let how = strategy.new_tree(&mut runner).unwrap().current();
        let (status, body) = spoil(answer, &how);
        let json: Option<Value> = serde_json::from_slice(&body).ok();
        *given.lock().unwrap() = (status, body.clone());
        if number % 4 == 3 {
            // The same answers to the other questions: they must be survived.
            let found = carrier.look_up(&sms).await;
            assert!(!matches!(found, LookUp::NotThere) || json.is_some());
            if matches!(found, LookUp::CannotSay) {
                carrier.fates(&["1".to_owned()]).await;
            }
            continue;
        }
        match carrier.send(&sms).await {
            Handover::Taken(_) => {
                let said = json.as_ref().is_some_and(&clear);
                assert!(said, "taken: {status} {}", String::from_utf8_lossy(&body));
                taken += 1;
            }
            _ => unclear += 1,
        }
    }
    assert!(100 < taken && 1_000 < unclear, "{taken} taken, {unclear} not");
}

/// What the server answers now.
type Answer = Arc<Mutex<(u16, Vec<u8>)>>;

/// A server that gives the present answer, whatever it is asked.
async fn server() -> (Answer, String) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let answer = Answer::default();
    let given = answer.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(give(stream, given.clone()));
        }
    });
    (answer, base)
}

async fn give(mut stream: TcpStream, answer: Answer) -> Option<()> {
    let mut bytes = vec![];
    loop {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1);
            let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
            if length.unwrap_or(0) <= body.len() {
                break;
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let (status, body) = answer.lock().unwrap().clone();
    let head = format!(
        "HTTP/1.1 {status} So\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.ok()?;
    stream.write_all(&body).await.ok()
}
