//! A month that another member, a building's board, approves before it is issued.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::access::Role;
use peyvand::ids::ExpenseId;

use super::Estate;
use super::estate::AZAR;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::people::Shop;

const BILLS: &str = "select count(*) from charges";
const QUESTIONS: &str = "select count(*) from month_approvals";
const RULES: &str = "select count(*) from month_approval_rules";

struct Board {
    house: House,
    shop: Shop,
    estate: Estate,
    /// Who approves.
    member: Shop,
    desk: Visitor,
}

impl Board {
    /// A building whose months need approval, and one member who approves.
    async fn open() -> Self {
        let board = Self::without_rule().await;
        let page = board.rule("yes").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
        board.house.work().await;
        board
    }

    async fn without_rule() -> Self {
        let house = House::open().await;
        let shop = house.shop().await;
        let member = house.colleague(&shop, Role::Approver).await;
        let estate = Estate::open(&house, &shop).await;
        let desk = house.sign_in(&member).await;
        Self { house, shop, estate, member, desk }
    }

    async fn rule(&self, needed: &str) -> Page {
        self.house.wind(TimeDelta::seconds(1));
        let path = format!("{}/approval", self.estate.path());
        self.estate.desk.submit(&path, &[("needed", needed)]).await
    }

    fn month(&self) -> String {
        format!("{}/charges/{AZAR}", self.estate.path())
    }

    async fn see(&self, who: &Visitor) -> Page {
        who.get(&self.month()).await
    }

    /// Asks about the month as the manager sees it now.
    async fn ask(&self) -> Page {
        self.house.wind(TimeDelta::seconds(1));
        let shown = self.see(&self.estate.desk).await;
        let digest = shown.attribute("[name=digest]", "value").expect("it may be asked about");
        let due = ["due_d", "due_m", "due_y"].map(|name| {
            (name, shown.attribute(&format!("form [type=hidden][name={name}]"), "value").unwrap())
        });
        let mut fields = vec![("digest", digest.as_str())];
        fields.extend(due.iter().map(|(name, value)| (*name, value.as_str())));
        let asked = self.estate.desk.submit(&format!("{}/question", self.month()), &fields).await;
        self.house.work().await;
        asked
    }

    /// Answers what the board's member sees now.
    async fn answer(&self, word: &str, reason: &str) -> Page {
        let seen = self.see(&self.desk).await.attribute("[name=seen]", "value");
        self.answer_to(&seen.expect("there is something to answer"), (word, reason)).await
    }

    async fn answer_to(&self, seen: &str, (word, reason): (&str, &str)) -> Page {
        self.house.wind(TimeDelta::seconds(1));
        let fields = [("seen", seen), ("word", word), ("reason", reason)];
        let page = self.desk.submit(&format!("{}/approval", self.month()), &fields).await;
        self.house.work().await;
        page
    }

    async fn issue(&self, shown: &Page) -> Page {
        let digest = shown.attribute("[name=digest]", "value").unwrap_or_default();
        let due = ["due_d", "due_m", "due_y"].map(|name| {
            let field = format!("form [type=hidden][name={name}]");
            (name, shown.attribute(&field, "value").unwrap_or_default())
        });
        let mut fields = vec![("digest", digest.as_str())];
        fields.extend(due.iter().map(|(name, value)| (*name, value.as_str())));
        let issued = self.estate.desk.submit(&self.month(), &fields).await;
        self.house.work().await;
        issued
    }
}

/// The address in the last line of a message, without the house's own.
fn path_in(sms: &str) -> String {
    let (_, path) = sms.rsplit_once("/m/").expect("it leads somewhere");
    format!("/m/{path}")
}

/// Whether a page lets its reader issue the month.
fn offers_to_issue(page: &Page, month: &str) -> bool {
    page.attributes("form[method=post]", "action").iter().any(|action| action == month)
}

#[tokio::test]
async fn a_month_that_needs_approval_is_issued_once_another_member_has_approved_it() {
    let board = Board::open().await;
    let (house, month) = (&board.house, board.month());
    let before = board.see(&board.estate.desk).await;
    assert!(before.text().contains("به تأیید عضو دیگری نیاز دارد"), "{}", before.text());
    assert!(!offers_to_issue(&before, &month));
    let forged = board.issue(&before).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", forged.text());
    assert_eq!(house.count(BILLS).await, 0, "nothing is issued without the board");

    assert_eq!(board.ask().await.status, StatusCode::SEE_OTHER);
    let asked = house.sms_to(&board.member.mobile).await.pop().expect("the board is asked");
    assert!(asked.contains("شارژ آذر ۱۴۰۵") && asked.contains("منتظر تأیید شماست"), "{asked}");
    let led = board.desk.get(&path_in(&asked)).await;
    assert_eq!(led.location, Some(month.clone()), "one click leads to what is to be approved");
    let list = board.desk.get(&format!("{}/charges", board.estate.path())).await;
    assert!(list.attributes("a", "href").contains(&month), "the list leads to it");
    let own = board.see(&board.estate.desk).await;
    assert!(own.attribute("[name=seen]", "value").is_none(), "nobody answers themselves");

    let wordless = board.answer("no", " ").await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wordless.attribute("#reason", "aria-invalid").is_some(), "{}", wordless.text());
    let no = board.answer("no", "قبض آب دو بار آمده است").await;
    assert_eq!(no.status, StatusCode::SEE_OTHER, "{}", no.text());
    let told = house.sms_to(&board.shop.mobile).await.pop().expect("the manager is told");
    assert!(told.contains("شارژ آذر ۱۴۰۵ تأیید نشد"), "{told}");
    assert!(told.contains("دلیل: قبض آب دو بار آمده است"), "{told}");
    let refused = board.see(&board.estate.desk).await;
    assert!(refused.text().contains("قبض آب دو بار آمده است"), "{}", refused.text());
    assert!(!offers_to_issue(&refused, &month));

    assert_eq!(board.ask().await.status, StatusCode::SEE_OTHER, "the board may be asked again");
    assert_eq!(board.answer("yes", "").await.status, StatusCode::SEE_OTHER);
    let told = house.sms_to(&board.shop.mobile).await.pop().expect("the manager is told");
    assert!(told.contains("تأیید شد"), "{told}");
    let approved = board.see(&board.estate.desk).await;
    assert!(offers_to_issue(&approved, &month), "{}", approved.text());
    let issued = board.issue(&approved).await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.text());
    assert_eq!(house.count(BILLS).await, 4);
    house.audit().await;
}

#[tokio::test]
async fn an_approval_does_not_count_for_what_has_changed_since() {
    let board = Board::open().await;
    let house = &board.house;
    board.ask().await;
    let old = board.see(&board.desk).await.attribute("[name=seen]", "value").unwrap();
    let another = ExpenseId::new(house.app.clock.now());
    board.estate.spend(house, &board.shop, (another, 8_000_000)).await;
    let late = board.answer_to(&old, ("yes", "")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "it is shown what it is now");
    assert!(late.text().contains("چیزی عوض شده است"), "{}", late.text());
    board.ask().await;
    board.answer("yes", "").await;
    house.run("update expenses set amount = amount + 10").await;
    let shown = board.see(&board.estate.desk).await;
    assert!(!offers_to_issue(&shown, &board.month()), "{}", shown.text());
    assert_eq!(board.issue(&shown).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.run("update expenses set amount = amount - 10").await;
    let as_approved = board.see(&board.estate.desk).await;
    assert_eq!(board.issue(&as_approved).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(BILLS).await, 4);
}

#[tokio::test]
async fn who_asks_does_not_answer_and_the_same_question_is_asked_once() {
    let board = Board::open().await;
    let house = &board.house;
    board.ask().await;
    let seen = board.see(&board.desk).await.attribute("[name=seen]", "value").unwrap();
    let fields = [("seen", seen.as_str()), ("word", "yes")];
    let own = board.estate.desk.submit(&format!("{}/approval", board.month()), &fields).await;
    assert_eq!(own.status, StatusCode::CONFLICT);
    let shown = board.see(&board.estate.desk).await;
    assert!(shown.attributes("form", "action").iter().all(|it| !it.ends_with("/question")));
    let due = "select due_on::text from month_approvals";
    let due: String = sqlx::query_scalar(due).fetch_one(house.db()).await.unwrap();
    let digest = [("digest", seen.as_str())];
    let again = board.estate.desk.submit(&format!("{}/question", board.month()), &digest).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "asked with the day {due}");
    house.work().await;
    assert_eq!(house.count(QUESTIONS).await, 1);
    let asked = house.sms_to(&board.member.mobile).await;
    assert_eq!(asked.iter().filter(|text| text.contains("منتظر تأیید شماست")).count(), 1);
}

#[tokio::test]
async fn the_last_day_that_was_asked_about_stays_while_the_board_thinks() {
    let board = Board::open().await;
    board.ask().await;
    board.house.wind(TimeDelta::days(5));
    let desk = board.house.sign_in(&board.member).await;
    let seen = board.see(&desk).await.attribute("[name=seen]", "value");
    assert!(seen.is_some(), "what was asked about is what the board sees after five days");
}

#[tokio::test]
async fn a_board_that_reads_english_approves_what_was_asked_in_persian() {
    let board = Board::open().await;
    let plan = [("base", "100000"), ("note", "The assembly")];
    let planned = board.estate.desk.submit(&format!("{}/plan", board.estate.path()), &plan).await;
    assert_eq!(planned.status, StatusCode::SEE_OTHER, "{}", planned.text());
    board.ask().await;
    let page = board.desk.get(&format!("{}?lang=en", board.month())).await;
    assert!(page.text().contains("Do you approve?"), "{}", page.text());
    let seen = page.attribute("[name=seen]", "value").expect("there is something to answer");
    let answered = board.answer_to(&seen, ("yes", "")).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text());
}

#[tokio::test]
async fn doing_away_with_the_rule_takes_a_day_of_which_everybody_hears() {
    let board = Board::open().await;
    let house = &board.house;
    let on = house.sms_to(&board.member.mobile).await;
    assert!(on[0].contains("تنها پس از تأیید عضو دیگری صادر می‌شود"), "{on:?}");
    let rule = format!("{}/approval", board.estate.path());
    assert_eq!(board.desk.get(&path_in(&on[0])).await.location, Some(rule));
    let stranger = house.sign_in(&house.shop().await).await;
    assert_eq!(stranger.get(&path_in(&on[0])).await.status, StatusCode::NOT_FOUND);
    assert_eq!(board.rule("no").await.status, StatusCode::SEE_OTHER);
    house.work().await;
    let off = house.sms_to(&board.member.mobile).await.pop().unwrap();
    assert!(off.contains("بدون تأیید صادر می‌شود"), "{off}");
    let shown = board.see(&board.estate.desk).await;
    assert_eq!(board.issue(&shown).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(board.rule("no").await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(RULES).await, 2, "said again it waits no longer");
    house.wind(TimeDelta::hours(24));
    let desk = house.sign_in(&board.shop).await;
    let shown = desk.get(&board.month()).await;
    assert!(offers_to_issue(&shown, &board.month()), "{}", shown.text());
}

#[tokio::test]
async fn where_nobody_else_could_approve_the_rule_is_not_made() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.colleague(&shop, Role::Accountant).await;
    let estate = Estate::open(&house, &shop).await;
    let path = format!("{}/approval", estate.path());
    let page = estate.desk.submit(&path, &[("needed", "yes")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("عضو دیگری نیست که بتواند تأیید کند"), "{}", page.text());
    assert_eq!(house.count(RULES).await, 0);
}

#[tokio::test]
async fn without_the_rule_a_month_may_be_asked_about_and_is_issued_all_the_same() {
    let board = Board::without_rule().await;
    assert_eq!(board.ask().await.status, StatusCode::SEE_OTHER);
    let shown = board.see(&board.estate.desk).await;
    assert!(shown.text().contains("هنوز کسی پاسخ نداده است"), "{}", shown.text());
    assert_eq!(board.issue(&shown).await.status, StatusCode::SEE_OTHER);
    assert_eq!(board.house.count(BILLS).await, 4);
    let seen = board.see(&board.desk).await.attribute("[name=seen]", "value");
    assert!(seen.is_none(), "there is nothing to approve any more");
    let list = board.desk.get(&format!("{}/charges", board.estate.path())).await;
    assert!(!list.text().contains("منتظر تأیید است"), "{}", list.text());
}
