//! The door: signing up and in, one-time codes, passwords, sessions and settings, with everything
//! that somebody without a right may try (`money.md` D5 and D6).

mod codes;
mod doors;
mod limits;
mod passkeys;
mod second;
mod settings;
mod signup;
mod team;

use chrono::TimeDelta;
use peyvand::ids::MemberId;
use peyvand::ids::WorkspaceId;
use peyvand::locale::Language;
use peyvand::members;
use peyvand::members::NewMember;
use peyvand::mobile::Mobile;

use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

const SARAS: &str = "09121112233";
const NOBODYS: &str = "09359998877";
const PASSWORD: &str = "the white cat eats bread";
const OTHER_PASSWORD: &str = "the black cat drinks milk";

impl House {
    /// A member with a number and the usual password.
    async fn member(&self, mobile: &str) -> (MemberId, WorkspaceId) {
        let new = NewMember {
            name: "سارا احمدی".to_owned(),
            mobile: mobile_of(mobile),
            email: None,
            password: PASSWORD.to_owned(),
            language: Language::Fa,
            workspace_name: "کتاب‌فروشی سرو".to_owned(),
        };
        members::create(&self.app, &new).await.unwrap()
    }

    /// The code in the last SMS to a number.
    async fn code(&self, mobile: &str) -> String {
        self.work().await;
        let last = self.sms_to(&mobile_of(mobile)).await.pop().unwrap();
        let (_, code) = last.split_once('#').unwrap_or_else(|| panic!("no code in {last}"));
        code.to_owned()
    }

    /// A minute passes, after which a number may be sent another code.
    fn pass_a_minute(&self) {
        self.wind(TimeDelta::seconds(61));
    }
}

fn mobile_of(text: &str) -> Mobile {
    Mobile::parse(text).unwrap()
}

/// Signs in by password; where it led.
async fn log_in(visitor: &Visitor, mobile: &str, password: &str) -> Page {
    visitor.submit("/login", &[("mobile", mobile), ("password", password)]).await
}

/// Asks for a code to sign in with; the path of the page where it is written.
async fn ask(visitor: &Visitor, mobile: &str) -> String {
    let page = visitor.submit("/login/code", &[("mobile", mobile)]).await;
    page.location.clone().unwrap_or_else(|| panic!("no code was sent: {page:?}"))
}

async fn is_in(visitor: &Visitor) -> bool {
    visitor.get("/settings").await.status == 200
}

/// Another code than the right one.
fn wrong(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}
