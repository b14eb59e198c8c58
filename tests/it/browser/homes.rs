//! The demo's building, and the addresses of its pages.

use peyvand::ids::MemberId;
use peyvand::ids::ResidentId;
use peyvand::sessions;
use peyvand::tokens::Door;
use uuid::Uuid;

use super::town::Town;

/// Addresses, as paths.
pub(super) struct Homes {
    /// The pages of a resident who owes.
    pub residents: Vec<String>,
    /// The session of the same person, who has no workspace, and the pages of their account.
    pub resident: String,
    pub own: Vec<String>,
    /// The building's page.
    pub home: String,
    /// The manager's other pages.
    pub desks: Vec<String>,
}

impl Homes {
    pub(super) async fn of(town: &Town) -> Self {
        let id = async |query: &'static str| -> Uuid {
            sqlx::query_scalar(query).fetch_one(town.db()).await.unwrap()
        };
        let debtor = ResidentId::from(
            id("select resident_id from open_charges order by rest desc, id limit 1").await,
        );
        let door = Door::Resident { resident: debtor }.path(&town.app.keys);
        let charge = id("select id from open_charges order by rest desc, id limit 1").await;
        let home = format!("/buildings/{}", id("select id from buildings").await);
        let unit = id("select unit_id from open_charges order by rest desc, id limit 1").await;
        let category = id("select id from cost_categories order by place limit 1").await;
        let settlement = id("select id from settlements where way = 'cash' limit 1").await;
        let divided = id("select expense_id from charge_run_expenses limit 1").await;
        let opening = id("select id from opening_balances where not is_credit").await;
        let run = id("select id from charge_runs where reversed_at is null limit 1").await;
        let month = next_month(town).await;
        let resident = session(town, debtor).await;
        let desks = [
            "units".to_owned(),
            format!("units/{unit}"),
            "people".to_owned(),
            "charges".to_owned(),
            format!("charges/{month}"),
            format!("charges/{}", month - 1),
            format!("bills/{charge}"),
            format!("categories/{category}"),
            "plan".to_owned(),
            format!("expenses/{divided}"),
            format!("residents/{debtor}"),
            format!("bills/{charge}/waiver"),
            format!("settlements/{settlement}"),
            "openings".to_owned(),
            format!("openings/{opening}"),
            format!("bills/{charge}/dispute"),
            "reminders".to_owned(),
            "late-fees".to_owned(),
            "promises".to_owned(),
            "transfers".to_owned(),
            format!("residents/{debtor}/demand"),
            format!("runs/{run}/notice"),
        ];
        let later = meter_pages(town).await.into_iter().chain(levy_pages(town).await);
        let deposit = id("select id from bank_deposits where settlement_id is null").await;
        let pages = ["early-discounts", "bank-statement", "hand-over"].map(str::to_owned);
        let later = later.chain(pages).chain([format!("deposits/{deposit}")]);
        let later = later.chain(leaving_pages(town).await).chain(talk_pages(town).await);
        let later = later.chain(book_pages(month - 1)).chain(for_owner_pages(town).await);
        let at_home = |page: String| format!("{home}/{page}");
        Self {
            residents: doors(&door, (charge, month - 1))
                .into_iter()
                .chain(leavers(town).await)
                .collect(),
            resident,
            own: own_pages(debtor, (charge, month - 1)),
            desks: desks.into_iter().chain(later).map(at_home).collect(),
            home,
        }
    }

    /// The first of the manager's pages whose address has this in it.
    pub(super) fn desk(&self, part: &str) -> &str {
        self.desks.iter().find(|path| path.contains(part)).unwrap_or_else(|| panic!("no {part}"))
    }
}

/// The books, with a month in them.
fn book_pages(month: i32) -> impl Iterator<Item = String> {
    let pages = ["by-category", "by-unit?from=1405-09&to=1405-01", "by-unit", "year", "report"];
    pages.into_iter().map(str::to_owned).chain([format!("report/{month}")])
}

/// What the manager and the residents say to each other, and the papers.
async fn talk_pages(town: &Town) -> [String; 8] {
    let id = async |query: &'static str| -> Uuid {
        sqlx::query_scalar(query).fetch_one(town.db()).await.unwrap()
    };
    let announcement = id("select announcement_id from announcement_versions").await;
    let document = id("select document_id from building_document_versions where number = 2").await;
    let request = id("select id from resident_requests order by number limit 1").await;
    let poll = id("select id from polls where closed_at is not null").await;
    [
        "news".to_owned(),
        format!("news/{announcement}"),
        "requests".to_owned(),
        format!("requests/{request}"),
        "documents".to_owned(),
        format!("documents/{document}"),
        "polls".to_owned(),
        format!("polls/{poll}"),
    ]
}

/// Those of tenants who settle: one who owes, one who stays, and a certificate.
async fn leaving_pages(town: &Town) -> Vec<String> {
    let stays = "select 'units/' || unit_id || '/stays/' || occupancies.id || '/leaving'
        from occupancies left join leavings on stay_id = occupancies.id
        where role = 'tenant' and (stay_id is null or ended_at is null)
        order by stay_id nulls last limit 5";
    let mut pages: Vec<String> = sqlx::query_scalar(stays).fetch_all(town.db()).await.unwrap();
    let paper = "select 'clearances/' || id from clearances";
    pages.push(sqlx::query_scalar(paper).fetch_one(town.db()).await.unwrap());
    pages
}

/// The pages behind a debtor's secret address.
fn doors(door: &str, (charge, month): (Uuid, i32)) -> Vec<String> {
    let pages = ["", "/report", "/promise", "/transfer", "/news"];
    let more = [format!("{door}/bills/{charge}"), format!("{door}/report/{month}")];
    pages.map(|page| format!("{door}{page}")).into_iter().chain(more).collect()
}

/// The page of a tenant who settles, and those on which certificates are verified.
async fn leavers(town: &Town) -> Vec<String> {
    let id = async |query: &'static str| -> Uuid {
        sqlx::query_scalar(query).fetch_one(town.db()).await.unwrap()
    };
    let resident = id("select resident_id from leavings
        join parties on parties.id = party_id where ended_at is null")
    .await;
    let clearance = id("select id from clearances").await;
    let pages = [
        Door::Resident { resident: resident.into() }.path(&town.app.keys),
        Door::Clearance { clearance: clearance.into() }.path(&town.app.keys),
    ];
    pages.into_iter().chain(certified(town).await).collect()
}

/// The manager's pages of what tenants paid for owners.
async fn for_owner_pages(town: &Town) -> Vec<String> {
    let papers = "select 'certificates/' || id from owner_certificates limit 1";
    let papers: Vec<String> = sqlx::query_scalar(papers).fetch_all(town.db()).await.unwrap();
    papers.into_iter().chain(["for-owners".to_owned()]).collect()
}

/// The pages on which anybody sees whether a certificate of theirs is genuine.
async fn certified(town: &Town) -> Vec<String> {
    let papers = "select id from owner_certificates limit 1";
    let papers: Vec<Uuid> = sqlx::query_scalar(papers).fetch_all(town.db()).await.unwrap();
    let door = |id: Uuid| Door::Certificate { certificate: id.into() }.path(&town.app.keys);
    papers.into_iter().map(door).collect()
}

/// The pages of a debtor's own account.
fn own_pages(debtor: ResidentId, (charge, month): (Uuid, i32)) -> Vec<String> {
    let own = format!("/my/{debtor}");
    let pages = ["", "/statement", "/statement?from=1405-09&to=1405-01", "/report", "/news"];
    pages
        .into_iter()
        .chain(["/requests", "/documents", "/polls"])
        .map(|page| format!("{own}{page}"))
        .chain(["/my".to_owned(), format!("{own}/bills/{charge}"), format!("{own}/report/{month}")])
        .collect()
}

/// Somebody who came in by a code, and owns no shop.
async fn session(town: &Town, resident: ResidentId) -> String {
    let now = town.app.clock.now();
    let member = MemberId::new(now);
    sqlx::query(
        "insert into members (id, mobile, name, language, joined_at)
        select $1, mobile, name, 'fa', $2 from residents where id = $3",
    )
    .bind(member)
    .bind(now)
    .bind(resident)
    .execute(town.db())
    .await
    .unwrap();
    let mut tx = town.app.db.begin().await.unwrap();
    let secret = sessions::open(&mut tx, member, None, "a test", now).await.unwrap();
    tx.commit().await.unwrap();
    secret
}

/// The first month that is not issued yet.
async fn next_month(town: &Town) -> i32 {
    sqlx::query_scalar("select max(period) + 1 from charge_runs where reversed_at is null")
        .fetch_one(town.db())
        .await
        .unwrap()
}

/// The pages of levies, of what lay in the funds, and of what a building is made of.
async fn levy_pages(town: &Town) -> [String; 7] {
    let id = async |query: &'static str| -> Uuid {
        sqlx::query_scalar(query).fetch_one(town.db()).await.unwrap()
    };
    let levy = id("select id from levies limit 1").await;
    let brought = id("select id from fund_openings limit 1").await;
    [
        "levies".to_owned(),
        "levies/new".to_owned(),
        format!("levies/{levy}"),
        "funds".to_owned(),
        format!("funds/{brought}"),
        "about".to_owned(),
        "categories/new".to_owned(),
    ]
}

/// The pages of meters and their readings.
async fn meter_pages(town: &Town) -> [String; 6] {
    let id = async |query: &'static str| -> Uuid {
        sqlx::query_scalar(query).fetch_one(town.db()).await.unwrap()
    };
    let meter = id("select id from meters where unit_id is not null order by id limit 1").await;
    let reading = id("select id from meter_readings order by file_id limit 1").await;
    [
        "meters".to_owned(),
        format!("meters/{meter}"),
        "readings".to_owned(),
        "unit-table".to_owned(),
        "reading-table".to_owned(),
        format!("readings/{reading}"),
    ]
}
