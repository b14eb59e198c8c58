use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::locale::Language;
use peyvand::members;
use peyvand::money::Money;

use super::NOBODYS;
use super::PASSWORD;
use super::SARAS;
use super::is_in;
use super::log_in;
use super::mobile_of;
use super::wrong;
use crate::support::house::House;
use crate::support::page::Visitor;

const FORM: [(&str, &str); 5] = [
    ("name", "  سارا  احمدي "),
    ("business", ""),
    ("mobile", "+۹۸ ۹۱۲ ۱۱۱ ۲۲۳۳"),
    ("email", "Sara@Example.ir"),
    ("password", PASSWORD),
];

async fn sign_up(visitor: &Visitor, mobile: &str) -> String {
    let form = [("name", "Sara"), ("mobile", mobile), ("password", PASSWORD)];
    visitor.submit("/signup", &form).await.location.unwrap()
}

#[tokio::test]
async fn a_newcomer_signs_up_and_has_a_workspace_with_a_wallet() {
    let house = House::open().await;
    let path = house.submit("/signup", &FORM).await.location.unwrap();
    assert!(house.get(&path).await.text().contains("۰۹۱۲۱۱۱۲۲۳۳"));
    assert_eq!(house.count("select count(*) from members").await, 0, "not before the code");

    let done = house.submit(&path, &[("code", &house.code(SARAS).await)]).await;
    assert_eq!(done.location.as_deref(), Some("/home"));
    let page = house.get("/settings").await;
    assert!(page.text().contains("خوش آمدید") && page.text().contains("سارا احمدی"), "{page:?}");

    let workspace: uuid::Uuid =
        sqlx::query_scalar("select id from workspaces").fetch_one(house.db()).await.unwrap();
    let told = members::contacts(house.db(), workspace.into()).await.unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].mobile, mobile_of(SARAS));
    assert_eq!(told[0].email.as_deref(), Some("Sara@example.ir"));
    let wallet = Account::Wallet(workspace.into()).id();
    assert_eq!(ledger::balance(house.db(), wallet).await.unwrap(), Money::ZERO);
    let kept = "select count(*) from challenges where details is not null";
    assert_eq!(house.count(kept).await, 0, "what was asked for the account is not kept twice");
}

#[tokio::test]
async fn whoever_has_an_account_gets_the_same_page_and_hears_of_it_by_sms() {
    let house = House::open().await;
    house.member(SARAS).await;
    let (known, unknown) = (house.visitor(), house.visitor());
    let (path, other) = (sign_up(&known, SARAS).await, sign_up(&unknown, NOBODYS).await);
    let seen = |text: String, mobile: &str| {
        let digits = peyvand::locale::ascii_digits(&text);
        digits.replace(mobile, "the number")
    };
    assert_eq!(
        seen(known.get(&path).await.text(), SARAS),
        seen(unknown.get(&other).await.text(), NOBODYS)
    );

    house.work().await;
    let sms = house.sms_to(&mobile_of(SARAS)).await;
    assert!(sms.len() == 1 && sms[0].contains("/login") && !sms[0].contains('#'), "{sms:?}");
    // Even who could compute the code would find nothing behind it.
    let challenge = path.rsplit('/').next().unwrap().parse().unwrap();
    let code = house.app.keys.code(challenge);
    let (wrong, right) = (wrong(&code), code);
    let (wrong, right) = (
        known.submit(&path, &[("code", &wrong)]).await,
        known.submit(&path, &[("code", &right)]).await,
    );
    assert_eq!((wrong.status.as_u16(), wrong.text()), (right.status.as_u16(), right.text()));
    assert_eq!(house.count("select count(*) from members").await, 1);
}

#[tokio::test]
async fn two_who_sign_up_with_one_number_at_once_are_one_member() {
    let house = House::open().await;
    let (one, other) = (house.visitor(), house.visitor());
    let path = sign_up(&one, SARAS).await;
    let code = house.code(SARAS).await;
    house.pass_a_minute();
    let second = sign_up(&other, SARAS).await;
    let late = one.submit(&path, &[("code", &code)]).await;
    assert_eq!(late.status, 422, "the newer code has taken the place of the old one");
    let code = house.code(SARAS).await;
    assert_eq!(other.submit(&second, &[("code", &code)]).await.status, 303);
    assert_eq!(house.count("select count(*) from members").await, 1);
}

#[tokio::test]
async fn a_form_with_mistakes_comes_back_as_it_was_but_for_the_password() {
    let house = House::open().await;
    let form = [
        ("name", "<script>alert(1)</script>"),
        ("business", "\"><img src=x onerror=alert(1)>"),
        ("mobile", "0912"),
        ("email", "sara"),
        ("password", "password1234"),
    ];
    let page = house.submit("/signup", &form).await;
    assert_eq!(page.status, 422);
    for (name, value) in &form[..4] {
        let kept = page.attribute(&format!("input[name={name}]"), "value");
        assert_eq!(kept.as_deref(), Some(*value), "{name}");
    }
    assert_eq!(page.attribute("input[name=password]", "value"), None);
    for name in ["mobile", "email", "password"] {
        let field = format!("input[name={name}]");
        assert_eq!(page.attribute(&field, "aria-invalid").as_deref(), Some("true"), "{name}");
    }
    assert!(!page.html.contains("<script>alert") && !page.html.contains("<img"));
    assert!(page.html.contains("<title>خطا:"));
}

#[tokio::test]
async fn a_password_that_others_would_try_is_refused_with_the_reason() {
    let house = House::open().await;
    for (password, reason) in [
        ("", "رمز عبور را بنویسید"),
        ("short", "دست‌کم ۱۲ نویسه"),
        ("Mohammad1370!", "حدس می‌زنند"),
        ("۱۲۳۴۵۶۷۸۹۰۱۲", "ردیف صفحه‌کلید"),
        ("sara09121112233", "شمارهٔ موبایلتان"),
        ("peyvand peyvand", "نام پیوند"),
        (&"é".repeat(129), "بیش از اندازه بلند"),
    ] {
        let form = [("name", "Sara"), ("mobile", SARAS), ("password", password)];
        let page = house.submit("/signup", &form).await;
        assert!(page.status == 422 && page.text().contains(reason), "{password}: {page:?}");
    }
    assert_eq!(house.count("select count(*) from challenges").await, 0);
}

#[tokio::test]
async fn who_signs_up_in_english_is_spoken_to_in_english() {
    let house = House::open().await;
    house.get("/signup?lang=en").await;
    let path = sign_up(&house, SARAS).await;
    let code = house.code(SARAS).await;
    let sms = house.sms_to(&mobile_of(SARAS)).await.pop().unwrap();
    assert!(sms.starts_with("Your Peyvand code: "), "{sms}");
    house.submit(&path, &[("code", &code)]).await;
    assert!(house.get("/settings").await.text().contains("Welcome"));

    let elsewhere = house.visitor();
    log_in(&elsewhere, SARAS, PASSWORD).await;
    assert!(is_in(&elsewhere).await);
    let page = elsewhere.get("/settings").await;
    assert_eq!(page.attribute("html", "lang").as_deref(), Some(Language::En.code()));
}

#[tokio::test]
async fn a_field_that_the_page_does_not_have_is_refused() {
    let house = House::open().await;
    let form = [&FORM[..], &[("role", "admin")]].concat();
    assert_eq!(house.submit("/signup", &form).await.status, 400);
    let form = [("mobile", SARAS), ("password", PASSWORD), ("member_id", "1")];
    assert_eq!(house.submit("/login", &form).await.status, 400);
    assert_eq!(house.submit("/login/code", &[("mobile", SARAS), ("code", "1")]).await.status, 400);
    let twice = [("mobile", SARAS), ("mobile", NOBODYS), ("password", PASSWORD)];
    assert_eq!(house.submit("/login", &twice).await.status, 400);
}
