//! The demo's shop in every state that a page can show, and the addresses of each.

use chrono::TimeDelta;
use peyvand::adapters::bank::sandbox;
use peyvand::adapters::bank::sandbox::Deed;
use peyvand::ids::LinkId;
use peyvand::ids::PaymentId;
use peyvand::links;
use peyvand::links::Amount;
use peyvand::links::NewLink;
use peyvand::locale::Language;
use peyvand::members;
use peyvand::members::NewMember;
use peyvand::mobile::Mobile;
use peyvand::money::Money;
use peyvand::payments;
use peyvand::payments::Payer;
use peyvand::sessions;
use peyvand::tokens::Door;
use peyvand::web::robots::Looker;
use uuid::Uuid;

use super::given::Given;
use super::homes::Homes;
use super::purse;
use super::town::Town;

/// The longest name of a payer or a shop that a page is drawn for.
const LONG: &str = "شرکت تعاونی تولید و توزیع کتاب‌های کمیاب";

/// Addresses, as paths, and what opens the merchants' pages.
pub(super) struct States {
    /// The session of the demo's owner, who is one of the people of the house too.
    pub owner: String,
    /// The session of somebody who has just come, and long ago proved who they are.
    pub newcomer: String,
    pub pay_fixed: String,
    pub pay_chosen: String,
    pub pay_long: String,
    pub dead: Vec<String>,
    pub receipts: Vec<String>,
    pub links: Vec<String>,
    /// At the bank: open, paid, refused, of another amount.
    pub bank: [String; 4],
    pub letter: String,
    /// Uploaded tables: right, wrong, unreadable, and made.
    pub batches: Vec<String>,
    /// The page on which money of a payment is given back.
    pub refund: String,
    pub given: Given,
    pub homes: Homes,
    /// The settlements of the wallet.
    pub settlements: Vec<String>,
}

impl States {
    pub(super) async fn of(town: &Town) -> Self {
        let owner = id(town, "select id from members limit 1").await;
        let workspace = id(town, "select id from workspaces limit 1").await;
        let newcomer = newcomer(town).await;
        let pay_long = long_link(town, (owner, workspace)).await;
        let held = held_payment(town, pay_long).await;
        trouble(town).await;
        let refused = payment(town, "status = 'refused' and bank_page is not null").await;
        let paid = payment(town, "status = 'confirmed' and suspense is null").await;
        let open = payment(town, "status = 'sent' and held is null").await;
        let letter =
            id(town, "select id from sandbox_messages where html is not null limit 1").await;
        let batches = batches(town, (owner, workspace)).await;
        let mut dead = vec![];
        for what in [
            "exists (select from payments where purpose = links.id and uses_max = 1
                and status = 'confirmed' and suspense is null)",
            "expires_at < now() and not exists (select from payments where purpose = links.id
                and status = 'confirmed')
                and not exists (select from link_closures where link_id = links.id)",
            "exists (select from link_closures where link_id = links.id)",
        ] {
            dead.push(link(town, what).await);
        }
        let undecided = "suspense is not null and not exists
            (select from suspense_decisions where payment_id = payments.id)";
        let given_back = "exists (select from suspense_decisions
            where payment_id = payments.id and decision = 'given_back')";
        let mut receipts = vec![];
        for payment_of in [undecided, given_back] {
            receipts.push(payment(town, payment_of).await);
        }
        receipts.extend([paid, refused, open, held]);
        let receipts = receipts.into_iter();
        Self {
            owner: session(town, owner, workspace).await,
            newcomer,
            pay_fixed: door(town, link(town, FIXED).await),
            pay_chosen: door(town, link(town, "amount is null").await),
            pay_long: door(town, pay_long),
            links: dead.iter().chain([&pay_long]).map(|id| format!("/links/{id}")).collect(),
            dead: dead.into_iter().map(|link| door(town, link)).collect(),
            receipts: receipts
                .map(|id| payments::receipt_path(&town.app.keys, PaymentId::from(id)))
                .collect(),
            bank: [
                bank_page(town, open).await,
                bank_page(town, paid).await,
                bank_page(town, refused).await,
                bank_page(town, held).await,
            ],
            letter: format!("/sandbox/inbox/{letter}/letter"),
            batches,
            refund: refund(town).await,
            given: Given::of(town).await,
            settlements: purse::settlements(town, (owner, workspace)).await,
            homes: Homes::of(town).await,
        }
    }
}

async fn refund(town: &Town) -> String {
    let of_link = "booked and on_paid ->> 'kind' = 'link_paid'";
    format!("/payments/{}/refund?from=/links", payment(town, of_link).await)
}

const FIXED: &str = "direct and amount is not null and uses_max is null";

async fn id(town: &Town, query: &'static str) -> Uuid {
    sqlx::query_scalar(query).fetch_one(town.db()).await.unwrap()
}

async fn link(town: &Town, what: &str) -> Uuid {
    let query = format!("select id from links where {what} order by created_at desc limit 1");
    let found = sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_one(town.db()).await;
    found.unwrap_or_else(|error| panic!("no link {what}: {error}"))
}

async fn payment(town: &Town, what: &str) -> Uuid {
    let query = format!("select id from payments where {what} order by opened_at desc limit 1");
    let found = sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_one(town.db()).await;
    found.unwrap_or_else(|error| panic!("no payment {what}: {error}"))
}

fn door(town: &Town, link: Uuid) -> String {
    Door::Link { link: LinkId::from(link), version: 1 }.path(&town.app.keys)
}

async fn bank_page(town: &Town, payment: Uuid) -> String {
    let query = "select bank_reference from payments where id = $1";
    let reference: String =
        sqlx::query_scalar(query).bind(payment).fetch_one(town.db()).await.unwrap();
    format!("/sandbox/bank/{reference}")
}

async fn session(town: &Town, member: Uuid, workspace: Uuid) -> String {
    let mut tx = town.app.db.begin().await.unwrap();
    let now = town.app.clock.now();
    let secret =
        sessions::open(&mut tx, member.into(), Some(workspace.into()), "a test", now).await;
    tx.commit().await.unwrap();
    // On a busy machine it takes longer to look at all pages than a proof lasts.
    let fresh =
        "update sessions set proven_at = proven_at + interval '1 hour' where member_id = $1";
    sqlx::query(fresh).bind(member).execute(town.db()).await.unwrap();
    secret.unwrap()
}

async fn newcomer(town: &Town) -> String {
    let new = NewMember {
        name: LONG.to_owned(),
        mobile: Mobile::parse("09129990000").unwrap(),
        email: None,
        password: "a fine long password".to_owned(),
        language: Language::Fa,
        workspace_name: LONG.to_owned(),
    };
    let (member, workspace) = members::create(&town.app, &new).await.unwrap();
    let secret = session(town, member.as_uuid(), workspace.as_uuid()).await;
    let stale = "update sessions set proven_at = now() - interval '1 hour' where member_id = $1";
    sqlx::query(stale).bind(member.as_uuid()).execute(town.db()).await.unwrap();
    secret
}

/// A link of the longest names and the largest amount.
async fn long_link(town: &Town, (owner, workspace): (Uuid, Uuid)) -> Uuid {
    let now = town.app.clock.now();
    let new = NewLink {
        id: LinkId::new(now),
        title: LONG.to_owned(),
        description: Some(format!("{LONG}، {LONG}")),
        reference: Some("1234567890-1234567890-1234567890".to_owned()),
        amount: Amount::Fixed(Money::rials(9_999_999_999_990)),
        expires_at: Some(now + TimeDelta::days(400)),
        uses_max: Some(1_000_000),
        payer: Payer {
            name: Some(LONG.to_owned()),
            mobile: Some(Mobile::parse("09129990000").unwrap()),
            email: Some("a.very.long.name.of.somebody@a.very.long.host.example".to_owned()),
        },
        direct: true,
        terms: peyvand::links::Terms::default(),
        channels: vec![],
        send_at: None,
    };
    links::create(&town.app, workspace.into(), owner.into(), &new).await.unwrap().as_uuid()
}

/// Tables in each state that their pages can show.
async fn batches(town: &Town, (owner, workspace): (Uuid, Uuid)) -> Vec<String> {
    const RIGHT: &str = "بابت,مبلغ,موبایل\nسفارش ۱,150000,09351112233\n";
    const WRONG: &str = "بابت,مبلغ,موبایل\n,150000,12\nسفارش ۲,x,\n";
    const DOLLAR: &str = "بابت,مبلغ (دلار)\nسفارش ۱,150\n";
    let mut paths = vec![];
    let files = [(RIGHT, false), (WRONG, false), (DOLLAR, false), ("\u{0}", false), (RIGHT, true)];
    for (file, is_made) in files {
        let id = Uuid::now_v7();
        sqlx::query(
            "insert into link_batches (id, workspace_id, made_by, file, file_name, digest, channels,
                uploaded_at, rows, confirmed_at, send_at, made_at, unit)
            select $1, $2, $3, $4, 'orders.csv', sha256($4), '{sms}', now(), one.rows, one.at,
                one.at + interval '1 hour', one.at, 'toman'
            from (select case when $5 then 1 end as rows, case when $5 then now() end as at) as one",
        )
        .bind(id)
        .bind(workspace)
        .bind(owner)
        .bind(file.as_bytes())
        .bind(is_made)
        .execute(town.db())
        .await
        .unwrap();
        paths.push(format!("/links/bulk/{id}"));
    }
    paths
}

/// A payment for which the bank took another amount.
async fn held_payment(town: &Town, link: Uuid) -> Uuid {
    let app = &town.app;
    let link = links::by_id(&app.db, LinkId::from(link)).await.unwrap();
    let payment = PaymentId::new(app.clock.now());
    let what = (Money::rials(24_500_000), link.payer.clone(), Looker::Person);
    links::start_payment(app, &link, payment, what, &[]).await.unwrap();
    let page = payments::send_to_bank(app, payment).await.unwrap();
    let reference = page.address.rsplit('/').next().unwrap();
    let deed = Deed::Pay {
        amount: Money::rials(245_000_000), card: "603799••••••7893".to_owned()
    };
    assert!(sandbox::act(town.db(), reference, &deed, app.clock.now()).await.unwrap());
    payments::settle(app, payment, payments::Actor::Return).await.unwrap();
    payment.as_uuid()
}

/// What a person of the house has to look at.
async fn trouble(town: &Town) {
    for trouble in [
        "insert into jobs (id, kind, payload, state, priority, run_at, attempts, last_error, created_at)
        values (gen_random_uuid(), 'tidy', '{}', 'dead', 5, now(), 8, 'the disk is full', now())",
        "insert into alarms values
        (gen_random_uuid(), 'reference_reused', 'a-reference', 'two payments name it', now(), null)",
    ] {
        sqlx::query(trouble).execute(town.db()).await.unwrap();
    }
}
