//! The gateways' answers as a bank on this machine gives them: what each means, and in which unit.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::Uri;
use chrono::TimeDelta;
use secrecy::SecretString;
use serde_json::Value;
use serde_json::json;
use tokio::net::TcpListener;
use url::Url;

use super::wire::Site;
use super::*;

const PATIENCE: Duration = Duration::from_secs(5);
const AMOUNT: Money = Money::rials(24_500_000);
const ORDER: i64 = 4_081_236_701;
const AUTHORITY: &str = "A00000000000000000000000000217885159";
const MERCHANT: &str = "1344b5d4-0048-11e8-94db-005056a205be";

/// A bank that says of each path what it was told to say, and remembers what it heard.
#[derive(Clone, Default)]
struct Fake(Arc<Mutex<Book>>);

#[derive(Default)]
struct Book {
    says: BTreeMap<String, (u16, Vec<u8>)>,
    heard: Vec<(String, Value)>,
}

impl Fake {
    async fn open() -> (Self, Url) {
        let fake = Self::default();
        let router = Router::new().fallback(answer).with_state(fake.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("the port has an address");
        tokio::spawn(async { axum::serve(listener, router).await });
        (fake, format!("http://{address}/").parse().expect("an address of this machine"))
    }

    /// The path's last word, and what is said under it.
    fn says(&self, path: &str, status: u16, body: &Value) {
        self.says_bytes(path, status, body.to_string().into_bytes());
    }

    fn says_bytes(&self, path: &str, status: u16, body: Vec<u8>) {
        self.book().says.insert(path.to_owned(), (status, body));
    }

    fn last(&self) -> (String, Value) {
        self.book().heard.last().cloned().expect("the bank was asked")
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().expect("nobody panics with the book in hand")
    }
}

async fn answer(State(fake): State<Fake>, uri: Uri, body: Bytes) -> (StatusCode, Vec<u8>) {
    let mut book = fake.book();
    let heard = serde_json::from_slice(&body).unwrap_or_default();
    book.heard.push((uri.path().to_owned(), heard));
    let last = uri.path().rsplit('/').next().unwrap_or_default();
    let (status, body) = book.says.get(last).cloned().unwrap_or((500, vec![]));
    (StatusCode::from_u16(status).expect("a status that a test wrote"), body)
}

fn order() -> Order<'static> {
    Order {
        number: ORDER,
        amount: AMOUNT,
        callback: "https://pay.example.ir/back/1/2",
        title: "Order 347",
        mobile: None,
    }
}

fn known<'a>(reference: &'a str, receipt: Option<&'a str>) -> Known<'a> {
    Known { reference, receipt, bank_number: None, age: TimeDelta::minutes(3) }
}

fn site(base: &Url) -> Site {
    Site::new(base, PATIENCE).expect("a client")
}

fn secret() -> SecretString {
    SecretString::from(MERCHANT)
}

fn moved(answer: &Answer) -> &Proof {
    match answer {
        Answer::Moved(proof) => proof,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn zarinpal_is_asked_in_rial_and_its_words_are_read_in_either_dress() {
    let (fake, base) = Fake::open().await;
    let bank = zarinpal::Zarinpal::new(site(&base), secret(), None);
    fake.says(
        "request.json",
        200,
        &json!({"data": {"code": "100", "authority": AUTHORITY}, "errors": []}),
    );
    let page = bank.start(&order()).await.says.expect("a page");
    assert_eq!(page.go.address, format!("{base}pg/StartPay/{AUTHORITY}"));
    let (path, asked) = fake.last();
    assert_eq!(path, "/pg/v4/payment/request.json");
    assert_eq!((&asked["amount"], &asked["currency"]), (&json!(24_500_000), &json!("IRR")));

    let ours = known(AUTHORITY, None);
    for (code, first_time) in [(json!(100), true), (json!("101"), false)] {
        let data = json!({"code": code, "ref_id": 201, "card_pan": "502229******5995",
            "fee_type": "Merchant", "fee": 5000});
        fake.says("verify.json", 200, &json!({"data": data, "errors": []}));
        let reply = bank.verify(&order(), &ours).await;
        let proof = moved(&reply.says);
        assert_eq!((proof.first_time, proof.bank_number.as_str()), (first_time, "201"));
        assert_eq!(proof.fee, Money::rials(5000));
        assert_eq!(fake.last().1["amount"], 24_500_000);
    }
    fake.says("verify.json", 400, &json!({"data": [], "errors": {"code": -51, "message": "x"}}));
    for (status, meaning) in [
        ("IN_BANK", Answer::Waiting),
        ("PAID", Answer::Unverified { receipt: None }),
        ("FAILED", Answer::Refused(Refusal::Other)),
        ("REVERSED", Answer::Reversed),
    ] {
        fake.says(
            "inquiry.json",
            200,
            &json!({"data": {"code": 100, "status": status}, "errors": []}),
        );
        assert_eq!(bank.verify(&order(), &ours).await.says, meaning, "{status}");
        assert_eq!(bank.inquire(&order(), &ours).await.says, meaning, "{status}");
    }
    fake.says("verify.json", 400, &json!({"data": [], "errors": {"code": -50}}));
    let differs = bank.verify(&order(), &ours).await.says;
    assert_eq!(differs, Answer::OtherAmount);

    let callback = "https://example.ir/back".to_owned();
    let line = json!({"authority": AUTHORITY, "amount": 24_500_000, "callback_url": callback});
    fake.says("unVerified.json", 200, &json!({"data": {"code": "100", "authorities": [line]}}));
    let lines = bank.lists_unverified().expect("a list").unverified().await.says.expect("lines");
    let (reference, amount, callback) = (AUTHORITY.to_owned(), Some(AMOUNT), Some(callback));
    let expected = UnverifiedLine { reference, amount, callback };
    assert_eq!(lines, [expected]);
}

#[tokio::test]
async fn what_zarinpal_took_back_before_is_not_refused() {
    let (fake, base) = Fake::open().await;
    let bank = zarinpal::Zarinpal::new(site(&base), secret(), None);
    let ours = known(AUTHORITY, None);
    fake.says("reverse.json", 400, &json!({"data": [], "errors": {"code": -61}}));
    for (status, meaning) in [
        ("REVERSED", Return::Done { number: None }),
        ("VERIFIED", Return::Refused { code: "-61".to_owned() }),
        ("IN_BANK", Return::Unknown),
    ] {
        fake.says("inquiry.json", 200, &json!({"data": {"code": 100, "status": status}}));
        let says = bank.reverses().expect("a way back").reverse(&order(), &ours).await.says;
        assert_eq!(says, meaning, "{status}");
    }
}

#[tokio::test]
async fn zibal_is_believed_only_with_amount_order_and_number() {
    let (fake, base) = Fake::open().await;
    let bank = zibal::Zibal::new(site(&base), secret());
    fake.says("request", 200, &json!({"result": 100, "trackId": 3_714_061_355_i64}));
    let page = bank.start(&order()).await.says.expect("a page");
    assert_eq!(page.go.address, format!("{base}start/3714061355"));
    assert_eq!(fake.last().1["amount"], 24_500_000);

    let ours = known("3714061355", None);
    let whole = json!({"result": 100, "status": 1, "amount": "24500000", "orderId": ORDER.to_string(),
        "refNumber": 129, "cardNumber": "603799******7893"});
    fake.says("verify", 200, &whole);
    let first = bank.verify(&order(), &ours).await.says;
    assert_eq!((moved(&first).amount, moved(&first).order_number), (Some(AMOUNT), Some(ORDER)));

    fake.says("verify", 200, &json!({"result": 201}));
    fake.says("inquiry", 200, &whole);
    assert!(!moved(&bank.verify(&order(), &ours).await.says).first_time);
    for field in ["amount", "orderId", "refNumber"] {
        let mut half = whole.clone();
        half.as_object_mut().expect("an object").remove(field);
        fake.says("inquiry", 200, &half);
        assert_eq!(bank.verify(&order(), &ours).await.says, Answer::Unknown, "{field}");
    }
    // Paid and not confirmed: well received is not verified (`providers.md` 1.2).
    let mut unconfirmed = whole.clone();
    unconfirmed["status"] = 2.into();
    fake.says("verify", 200, &unconfirmed);
    fake.says("inquiry", 200, &unconfirmed);
    let says = bank.verify(&order(), &ours).await.says;
    assert_eq!(says, Answer::Unverified { receipt: None });
    fake.says("verify", 200, &json!({"result": 202}));
    for (status, meaning) in [
        (-1, Answer::Waiting),
        (-2, Answer::Unknown),
        (2, Answer::Unverified { receipt: None }),
        (3, Answer::Refused(Refusal::Cancelled)),
        (5, Answer::Refused(Refusal::NoFunds)),
        (18, Answer::Reversed),
    ] {
        fake.says("inquiry", 200, &json!({"result": 100, "status": status}));
        assert_eq!(bank.verify(&order(), &ours).await.says, meaning, "{status}");
    }
}

#[tokio::test]
async fn sep_gets_a_form_and_says_of_which_receipt_it_speaks() {
    let (fake, base) = Fake::open().await;
    let bank = sep::Sep::new(site(&base), "2015".to_owned());
    fake.says("onlinepg", 200, &json!({"status": 1, "token": "c2f0b8"}));
    let page = bank.start(&order()).await.says.expect("a page");
    assert_eq!(page.go.fields["Token"], "c2f0b8");
    assert_eq!(fake.last().1["Amount"], 24_500_000);

    let receipt = Some("GmshtyjwKSu5lKOLQ==");
    let detail = |receipt: &str| {
        json!({"ResultCode": "0", "Success": true, "TransactionDetail": {
        "RRN": "14226761817", "RefNum": receipt, "MaskedPan": "621986******8080",
        "TerminalNumber": 2015, "OrginalAmount": 24_500_000}})
    };
    fake.says("VerifyTransaction", 200, &detail("GmshtyjwKSu5lKOLQ=="));
    let says = bank.verify(&order(), &known("c2f0b8", receipt)).await.says;
    assert_eq!(
        (moved(&says).amount, moved(&says).terminal.as_deref()),
        (Some(AMOUNT), Some("2015"))
    );
    fake.says("VerifyTransaction", 200, &detail("another"));
    let says = bank.verify(&order(), &known("c2f0b8", receipt)).await.says;
    assert_eq!(moved(&says).receipt.as_deref(), Some("another"));
    fake.says("VerifyTransaction", 200, &json!({"ResultCode": -6, "Success": false}));
    assert_eq!(bank.verify(&order(), &known("c2f0b8", receipt)).await.says, Answer::Reversed);

    let nothing_came = known("c2f0b8", None);
    assert_eq!(bank.inquire(&order(), &nothing_came).await.says, Answer::Waiting);
    let late = Known { age: TimeDelta::minutes(91), ..nothing_came };
    assert_eq!(bank.inquire(&order(), &late).await.says, Answer::Refused(Refusal::TimedOut));
}

#[tokio::test]
async fn payping_alone_is_asked_in_toman_and_answers_in_it() {
    let (fake, base) = Fake::open().await;
    let bank = payping::Payping::new(site(&base), secret());
    fake.says("pay", 200, &json!({"paymentCode": "Ab12", "amount": 2_450_000}));
    let page = bank.start(&order()).await.says.expect("a page");
    assert_eq!(page.go.address, format!("{base}v3/pay/start/Ab12"));
    assert_eq!(fake.last().1["amount"], 2_450_000);
    fake.says("pay", 200, &json!({"paymentCode": "Ab12", "amount": 24_500_000}));
    assert!(bank.start(&order()).await.says.is_err(), "another unit sends nobody there");
    let odd = Order { amount: Money::rials(24_500_001), ..order() };
    assert!(matches!(bank.start(&odd).await.says, Err(Fault::Rejected { .. })));

    let data = r#"{"paymentCode":"Ab12","paymentRefId":77}"#;
    let brought = [("Status", "1"), ("data", data)].map(|(a, b)| (a.to_owned(), b.to_owned()));
    let hint = bank.read_callback(&brought.into());
    assert_eq!((hint.reference.as_deref(), hint.receipt.as_deref()), (Some("Ab12"), Some("77")));

    let ours = known("Ab12", Some("77"));
    fake.says(
        "verify",
        200,
        &json!({"amount": 2_450_000, "clientRefId": ORDER.to_string(),
        "paymentRefId": 77, "code": "Ab12", "businessWage": 1_000}),
    );
    let says = bank.verify(&order(), &ours).await.says;
    assert_eq!((moved(&says).amount, moved(&says).fee), (Some(AMOUNT), Money::rials(10_000)));
    assert_eq!(
        fake.last().1,
        json!({"paymentRefId": 77, "paymentCode": "Ab12", "amount": 2_450_000})
    );
    for status in [202, 502] {
        fake.says("verify", status, &json!({}));
        assert_eq!(bank.verify(&order(), &ours).await.says, Answer::Unknown);
    }
    fake.says("verify", 409, &json!({"metaData": {"code": 110}}));
    fake.says(
        "Ab12",
        200,
        &json!({"isPaid": true, "refId": "77", "amount": 2_450_000,
        "clientRefId": ORDER, "paymentStatus": 1}),
    );
    let again = bank.verify(&order(), &ours).await.says;
    assert_eq!((moved(&again).first_time, moved(&again).bank_number.as_str()), (false, "77"));
}
