//! What else a building may have: a request, an announcement, a unit that pays more.

use chrono::NaiveDate;
use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::buildings::Audience;
use peyvand::buildings::DocumentKind;
use peyvand::buildings::Label;
use peyvand::buildings::NewAnnouncement;
use peyvand::buildings::NewExtra;
use peyvand::buildings::NewOpening;
use peyvand::buildings::NewPoll;
use peyvand::buildings::NewRequest;
use peyvand::buildings::NewVersion;
use peyvand::buildings::PollWeight;
use peyvand::buildings::Readers;
use peyvand::buildings::RequestKind;
use peyvand::buildings::Voters;
use peyvand::ids::AnnouncementId;
use peyvand::ids::ClearanceId;
use peyvand::ids::DocumentId;
use peyvand::ids::DocumentVersionId;
use peyvand::ids::ExtraId;
use peyvand::ids::OpeningId;
use peyvand::ids::PaymentId;
use peyvand::ids::PollId;
use peyvand::ids::RequestId;
use peyvand::ids::ResidentId;
use peyvand::money::Money;
use peyvand::payments;
use peyvand::payments::Actor;
use peyvand::tokens::Door;

use super::Estate;
use super::estate::AZAR;
use super::estate::PNG;
use crate::support::house::House;

impl Estate {
    /// Leila rented unit 1 before she bought it, once.
    pub async fn rented(&self, house: &House) {
        house
            .run(
                "insert into occupancies (id, unit_id, resident_id, role, since, until)
                select gen_random_uuid(), unit_id, resident_id, 'tenant', '2026-01-01', '2026-02-01'
                from occupancies
                join units on units.id = unit_id
                where number = '1' and role = 'owner' and until is null
                and not exists (select from occupancies as other
                    where other.unit_id = units.id and other.role = 'tenant')",
            )
            .await;
    }

    /// What every address is told alike, and the one certificate of a tenant.
    pub(super) async fn named(&self, house: &House, route: &str) -> String {
        let query = "select id from owner_certificates";
        let paper: Option<uuid::Uuid> =
            sqlx::query_scalar(query).fetch_optional(house.db()).await.unwrap();
        route
            .replace("{place}", "1")
            .replace("{version}", "1")
            .replace("{certificate}", &paper.unwrap_or_default().to_string())
    }

    /// Mina rents unit 1 from Leila, once.
    pub async fn rented_by_mina(&self, house: &House) {
        house
            .run(
                "insert into occupancies (id, unit_id, resident_id, role, since)
                select gen_random_uuid(), units.id, residents.id, 'tenant', '2026-03-01'
                from units
                join residents on residents.building_id = units.building_id
                where number = '1' and name = 'Mina' and not exists (
                    select from occupancies where unit_id = units.id and role = 'tenant'
                    and until is null
                )",
            )
            .await;
    }

    /// Leila owes a little for unit 1 from before, and Mina, who rents it, has paid all of hers and has the
    /// certificate; once.
    pub async fn certified(&self, house: &House) {
        if house.count("select count(*) from owner_certificates").await != 0 {
            return;
        }
        self.rented_by_mina(house).await;
        let query = "select unit_id, resident_id from occupancies
            join units on units.id = unit_id
            where role = 'owner' and number = '1' and until is null";
        let home: (uuid::Uuid, uuid::Uuid) =
            sqlx::query_as(query).fetch_one(house.db()).await.unwrap();
        let now = house.app.clock.now();
        let opening = NewOpening {
            id: OpeningId::new(now),
            unit: home.0.into(),
            resident: home.1.into(),
            is_credit: false,
            amount: Money::rials(400_000),
            // Not a day from which something else is brought.
            since: NaiveDate::from_ymd_opt(2026, 10, 12).unwrap(),
            note: None,
        };
        let maker = (self.id, self.manager(house).await);
        buildings::bring(&house.app, maker, &[opening]).await.unwrap();
        let mina = "select id from residents where name = 'Mina'";
        let mina: uuid::Uuid = sqlx::query_scalar(mina).fetch_one(house.db()).await.unwrap();
        let payment = PaymentId::new(now);
        buildings::begin_payment_for_owner(&house.app, mina.into(), payment).await.unwrap();
        let page = payments::send_to_bank(&house.app, payment).await.unwrap().address;
        house.bank.pay(&page).await;
        payments::settle(&house.app, payment, Actor::Return).await.unwrap();
        buildings::tell_paid(&house.app, payment).await.unwrap();
    }

    /// Mina rented unit 3 before she bought it, and was cleared when she left; once.
    pub async fn cleared(&self, house: &House) {
        let id = ClearanceId::from(self.expense.as_uuid());
        let digest = house.app.keys.digest(&Door::Clearance { clearance: id });
        let query = "insert into clearances (id, building_id, number, party_id, stay_id, name,
                is_owner, block, unit_number, until, ahead, issued_by, issued_at, token_digest)
            select $1, $2, 1, parties.id, $1, 'Mina', false, '', '3', '2026-01-20', 0, $3,
                '2026-01-20 12:00Z', $4
            from parties
            join units on units.id = unit_id
            join residents on residents.id = resident_id
            where units.number = '3' and residents.name = 'Mina'
            on conflict do nothing";
        sqlx::query(query)
            .bind(id)
            .bind(self.id)
            .bind(self.manager(house).await)
            .bind(digest.as_slice())
            .execute(house.db())
            .await
            .unwrap();
    }

    /// The page that says whether her certificate is genuine.
    pub async fn verified(&self, house: &House) -> String {
        self.cleared(house).await;
        let clearance = self.expense.as_uuid().into();
        Door::Clearance { clearance }.path(&house.app.keys)
    }

    /// Somebody asks for something with a picture, once.
    pub async fn asked(&self, house: &House, resident: ResidentId) {
        let unit = "select unit_id from occupancies where resident_id = $1 limit 1";
        let unit: uuid::Uuid =
            sqlx::query_scalar(unit).bind(resident).fetch_one(house.db()).await.unwrap();
        let new = NewRequest {
            id: RequestId::from(self.expense.as_uuid()),
            resident,
            unit: unit.into(),
            kind: RequestKind::Repair,
            words: "It drips".to_owned(),
            files: vec![("image/png", PNG.to_vec())],
        };
        buildings::make_request(&house.app, &new).await.unwrap();
    }

    /// The owners are asked something, once.
    pub async fn polled(&self, house: &House) {
        let today = house.app.clock.now().date_naive();
        let new = NewPoll {
            id: PollId::from(self.expense.as_uuid()),
            question: "A new lift?".to_owned(),
            words: None,
            answers: vec!["Yes".to_owned(), "No".to_owned()],
            voters: Voters::Owners,
            weight: PollWeight::Area,
            shows_names: true,
            quorum: None,
            days: (today, today + TimeDelta::days(3)),
        };
        let maker = (self.id, self.manager(house).await);
        buildings::make_poll(&house.app, maker, &new).await.unwrap();
    }

    /// A paper is kept for everybody, once.
    pub async fn documented(&self, house: &House) {
        let label = Label {
            title: "Bylaws".to_owned(),
            kind: DocumentKind::Bylaws,
            readers: Readers::Residents,
        };
        let version = NewVersion {
            id: DocumentVersionId::from(self.expense.as_uuid()),
            dated_on: house.app.clock.now().date_naive(),
            note: None,
            file: ("image/png", PNG.to_vec()),
        };
        let maker = (self.id, self.manager(house).await);
        let id = DocumentId::from(self.expense.as_uuid());
        buildings::add_document(&house.app, maker, (id, &label), &version).await.unwrap();
    }

    /// Everybody is told something, once.
    pub async fn announced(&self, house: &House) {
        let new = NewAnnouncement {
            id: AnnouncementId::from(self.expense.as_uuid()),
            title: "Water".to_owned(),
            words: "Is off".to_owned(),
            audience: Audience::Everybody,
            is_pinned: false,
            until: None,
            by_message: false,
        };
        let maker = (self.id, self.manager(house).await);
        buildings::announce(&house.app, maker, &new).await.unwrap();
    }

    /// Unit 1 pays 1,500,000 rial a month for a storage room, once.
    pub async fn extra(&self, house: &House) {
        let query = "select id from units where number = '1'";
        let unit: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
        let new = NewExtra {
            id: ExtraId::from(self.expense.as_uuid()),
            unit: unit.into(),
            title: "انباری".to_owned(),
            amount: Money::rials(1_500_000),
            owner_bears: false,
            since: AZAR,
            until: None,
        };
        buildings::add_extra(&house.app, self.manager(house).await, &new).await.unwrap();
    }
}
