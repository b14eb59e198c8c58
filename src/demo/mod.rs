//! A believable shop to play with: a bookshop's links and payments of the last four months, and the
//! building whose money its owner looks after.
//!
//! Nothing is written past the rooms. The months are lived through with a clock that was set back: the
//! shop makes links, payers go to the pretend bank, the worker does its jobs; so the books add up as
//! in a house that has really been open for so long.

mod board;
mod colleagues;
mod credit;
mod desk;
mod documents;
mod levies;
mod meters;
mod orders;
mod payouts;
mod polls;
mod residents;
mod rules;
mod shop;
mod story;
mod suppliers;
mod terminal;
mod tower;
mod wallet;

use std::net::Ipv4Addr;

use anyhow::Context;
use chrono::TimeDelta;
use sqlx::query_scalar;

use self::story::Story;
use crate::acts;
use crate::acts::Actor;
use crate::app::App;
use crate::clock::Clock;
use crate::db;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Jalali;
use crate::locale::Language;
use crate::members;
use crate::members::NewMember;
use crate::members::Seller;
use crate::mobile::Mobile;
use crate::reports;
use crate::reports::Month;
use crate::tokens::Door;

/// The mobile of the shop's owner, who is one of the people of the house too.
pub const MOBILE: &str = "09120004500";

/// The owner's password. It is printed, and opens nothing but a sandbox.
const PASSWORD: &str = "bagh-e-sarv-1405";

const OWNER: &str = "سارا احمدی";
const SHOP: &str = "کتاب‌فروشی سرو";
const PHONE: &str = "02188990011";
const EMAIL: &str = "sara@sarv.example";

/// For how long the shop has been open.
const OPEN_FOR: TimeDelta = TimeDelta::days(125);

/// Connections for the months that pass in seconds.
const CONNECTIONS: u32 = 4;

/// Fills an empty database, and says how to come in. A database that is not empty stays as it is.
pub async fn fill(app: &App) -> anyhow::Result<String> {
    let is_used = query_scalar!(r#"select exists (select from members) as "used!""#)
        .fetch_one(&app.back_db)
        .await?;
    if !is_used {
        live_through(app).await.context("the sandbox could not be filled")?;
    }
    greeting(app).await
}

/// The number of the demo's owner, who is also a person of the house.
pub fn mobile() -> anyhow::Result<Mobile> {
    Mobile::parse(MOBILE).map_err(|_| anyhow::anyhow!("{MOBILE} is no mobile"))
}

async fn live_through(app: &App) -> anyhow::Result<()> {
    let now = app.clock.now();
    // What a crash could lose here is made again with --reset, so no commit waits for the disk.
    let hasty = app.back_db.connect_options().as_ref().clone();
    let hasty = db::connect(hasty.options([("synchronous_commit", "off")]), CONNECTIONS).await?;
    let pools = (hasty.clone(), hasty.clone());
    let past = App::open(app.config.clone(), pools, Clock::fixed(now - OPEN_FOR), None).await?;

    let owner = NewMember {
        name: OWNER.to_owned(),
        mobile: mobile()?,
        email: Some(EMAIL.to_owned()),
        password: PASSWORD.to_owned(),
        language: Language::Fa,
        workspace_name: SHOP.to_owned(),
    };
    let (member, workspace) = members::create(&past, &owner).await?;
    members::set_phone(&past.db, workspace, PHONE).await?;
    // What the owner does is in the log of acts, as if it had come from their desk.
    let owner =
        Actor { member, workspace: Some(workspace), key: None, ip: Ipv4Addr::LOCALHOST.into() };
    let life = async {
        members::set_seller(&past.db, workspace, &seller()).await?;
        Story::new(&past, member, workspace).tell(now).await?;
        desk::lay(&past, (workspace, member)).await?;
        colleagues::bring(&past, (workspace, member)).await?;
        payouts::let_one_wait(&past, (workspace, member)).await?;
        suppliers::ask(&past, (workspace, member)).await?;
        credit::give_back(&past, (workspace, member)).await?;
        terminal::bring(&past, (workspace, member)).await?;
        close_months(&past, (workspace, member)).await
    };
    acts::by(owner, Box::pin(life)).await?;
    hasty.close().await;
    Ok(())
}

/// Closes the books of the last two months.
async fn close_months(app: &App, owner: (WorkspaceId, MemberId)) -> anyhow::Result<()> {
    let mut first = Jalali::of(app.clock.now()).month_start();
    for _ in 0..2 {
        first = Jalali::of(first.start() - TimeDelta::hours(12)).month_start();
        reports::close_month(app, owner, Month::of(first)).await?;
    }
    Ok(())
}

/// Who the shop is before the law; its numbers are made up, and only their check digits are right.
fn seller() -> Seller {
    Seller {
        legal_name: Some("مؤسسهٔ فرهنگی سرو".to_owned()),
        national_id: Some("14007650912".to_owned()),
        economic_code: Some("411400765091".to_owned()),
        address: Some("تهران، خیابان انقلاب، کوچهٔ سرو، پلاک ۱۲".to_owned()),
        tax_percent: Some(10),
    }
}

async fn greeting(app: &App) -> anyhow::Result<String> {
    let link = |link| app.address(&Door::Link { link, version: 1 }.path(&app.keys));
    let (origin, fixed) = (&app.origin, link(shop::fixed()));
    let (chosen, expired) = (link(shop::chosen()), link(shop::expired()));
    let board = colleagues::BOARD.1;
    let (bill, resident) = match tower::debtor(&app.back_db).await? {
        Some((resident, mobile)) => {
            (app.address(&Door::Resident { resident }.path(&app.keys)), mobile)
        }
        None => <(String, String)>::default(),
    };
    Ok(format!(
        "
  Peyvand is open, with a sandbox in it: {SHOP}

    Pages      {origin}
    Sign in    {origin}/login
               mobile {MOBILE}   password {PASSWORD}
    Inbox      {origin}/sandbox/inbox   (every SMS and e-mail, one-time codes too)

  Three links to try
    A fixed amount, straight to the bank    {fixed}
    The payer decides how much              {chosen}
    Too late                                {expired}

  And the bills of somebody in the building    {bill}
    Their own account    {origin}/my
                         mobile {resident}   the code is in the inbox

  The building's board is asked to approve the coming month
    Sign in              {origin}/login
                         mobile {board}   the code is in the inbox

  Stop with Ctrl+C. The data stays; `demo --reset` begins anew.
"
    ))
}
