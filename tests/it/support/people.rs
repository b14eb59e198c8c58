//! A shop with its owner, what it asks of its payers, and a payer on the way to the bank.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;

use chrono::DateTime;
use chrono::Utc;
use peyvand::access::Role;
use peyvand::ids::InvitationId;
use peyvand::ids::LinkId;
use peyvand::ids::MemberId;
use peyvand::ids::PaymentId;
use peyvand::ids::WorkspaceId;
use peyvand::links;
use peyvand::links::Amount;
use peyvand::links::Channel;
use peyvand::links::NewLink;
use peyvand::links::Terms;
use peyvand::locale::Language;
use peyvand::members;
use peyvand::members::NewMember;
use peyvand::mobile::Mobile;
use peyvand::money::Money;
use peyvand::money::Unit;
use peyvand::payments;
use peyvand::payments::Afterwards;
use peyvand::payments::Credit;
use peyvand::payments::NewPayment;
use peyvand::payments::Payee;
use peyvand::payments::Payer;
use peyvand::payments::Payment;
use peyvand::payments::PaymentError;
use peyvand::payments::Purpose;
use peyvand::queue::Job;
use peyvand::sessions;
use peyvand::tokens::Door;

use super::house::House;
use super::page::Page;
use super::page::Visitor;

/// What a payer is asked for, unless the test says otherwise: 2,450,000 toman.
pub const RENT: Money = Money::rials(24_500_000);

/// A workspace and who owns it.
pub struct Shop {
    pub workspace: WorkspaceId,
    pub owner: MemberId,
    pub mobile: Mobile,
}

/// A payment link.
#[derive(Clone, Copy)]
pub struct Link {
    pub id: LinkId,
    pub workspace: WorkspaceId,
    pub uses_max: Option<i32>,
    pub open_until: Option<DateTime<Utc>>,
}

/// A payment whose payer stands before the bank's page.
pub struct Sent {
    pub id: PaymentId,
    /// The bank's page.
    pub page: String,
    /// The path by which the bank sends the payer back.
    pub back: String,
    /// The path of the result.
    pub receipt: String,
}

impl House {
    /// A shop that anybody may pay.
    pub async fn shop(&self) -> Shop {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let mobile = Mobile::parse(&format!("0912345{number:04}")).unwrap();
        let new = NewMember {
            name: "Sara".to_owned(),
            mobile: mobile.clone(),
            email: None,
            password: "a fine long password".to_owned(),
            language: Language::Fa,
            workspace_name: "Sarv".to_owned(),
        };
        let (owner, workspace) = members::create(&self.app, &new).await.unwrap();
        Shop { workspace, owner, mobile }
    }

    /// The browser of a shop's owner, signed in.
    pub async fn sign_in(&self, shop: &Shop) -> Visitor {
        let now = self.app.clock.now();
        let mut tx = self.app.db.begin().await.unwrap();
        let opened = sessions::open(&mut tx, shop.owner, Some(shop.workspace), "test", now).await;
        tx.commit().await.unwrap();
        let visitor = self.visitor();
        visitor.keep_cookie("sid", opened.unwrap()).await;
        visitor
    }

    /// Makes somebody a member of a shop, in a role.
    pub async fn colleague(&self, shop: &Shop, role: Role) -> Shop {
        let own = self.shop().await;
        sqlx::query("insert into workspace_members values ($1, $2, $3, now())")
            .bind(shop.workspace)
            .bind(own.owner)
            .bind(role.code())
            .execute(self.db())
            .await
            .unwrap();
        Shop { workspace: shop.workspace, ..own }
    }

    /// Invites a number to a shop, as its owner does; the invitation.
    pub async fn invite(&self, shop: &Shop, mobile: &str, role: Role) -> InvitationId {
        let form = [("mobile", mobile), ("role", role.code())];
        let owner = self.sign_in(shop).await;
        let done = owner.submit("/settings/team/invitations", &form).await;
        assert_eq!(done.location.as_deref(), Some("/settings/team"), "{done:?}");
        sqlx::query_scalar("select id from invitations order by created_at desc, id desc limit 1")
            .fetch_one(self.db())
            .await
            .unwrap()
    }

    /// A link of a shop that may be paid once.
    pub async fn link(&self, shop: &Shop) -> Link {
        self.link_of(shop, Some(1), None).await
    }

    /// A link with a number of uses and an end.
    pub async fn link_of(
        &self,
        shop: &Shop,
        uses_max: Option<i32>,
        open_until: Option<DateTime<Utc>>,
    ) -> Link {
        let new = self.new_link(uses_max, open_until);
        let id = links::create(&self.app, shop.workspace, shop.owner, &new).await.unwrap();
        Link { id, workspace: shop.workspace, uses_max, open_until }
    }

    /// A link that is sent to its payer at once, by SMS or by e-mail.
    pub async fn link_sent(
        &self,
        shop: &Shop,
        payer: &Payer,
        channels: &[Channel],
        open_until: Option<DateTime<Utc>>,
    ) -> Link {
        let mut new = self.new_link(Some(1), open_until);
        (new.payer, new.channels) = (payer.clone(), channels.to_vec());
        let id = links::create(&self.app, shop.workspace, shop.owner, &new).await.unwrap();
        Link { id, workspace: shop.workspace, uses_max: Some(1), open_until }
    }

    fn new_link(&self, uses_max: Option<i32>, open_until: Option<DateTime<Utc>>) -> NewLink {
        NewLink {
            id: LinkId::new(self.app.clock.now()),
            title: "Rent".to_owned(),
            description: None,
            reference: None,
            amount: Amount::Fixed(RENT),
            expires_at: open_until,
            uses_max,
            payer: payer(),
            direct: true,
            terms: Terms::default(),
            channels: vec![],
            send_at: None,
        }
    }

    /// What somebody who presses "pay" on a link means.
    pub fn payment_of(&self, link: Link) -> NewPayment {
        let id = PaymentId::new(self.app.clock.now());
        NewPayment {
            id,
            amount: RENT,
            title: "Rent".to_owned(),
            payer: payer(),
            payee: Payee {
                workspace: link.workspace,
                name: "Sarv".to_owned(),
                phone: None,
                unit: Unit::Toman,
                credit: Credit::Payee,
            },
            purpose: Purpose {
                id: link.id.as_uuid(),
                uses_max: link.uses_max,
                total_max: None,
                open_until: link.open_until,
                back_after: None,
            },
            afterwards: Afterwards::default(),
            again: Door::Link { link: link.id, version: 1 },
            on_paid: Job::LinkPaid { link: link.id, payment: id },
        }
    }

    /// Writes a payment down; no bank has heard of it.
    pub async fn open_payment(&self, new: &NewPayment) -> Result<(), PaymentError> {
        let mut tx = self.app.db.begin().await?;
        payments::open(&mut tx, &self.app, new).await?;
        sqlx::query("insert into link_payments values ($1, $2) on conflict do nothing")
            .bind(new.id)
            .bind(new.purpose.id)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// A payer who has opened the link and pressed "pay", and sees the bank's page.
    pub async fn send(&self, link: Link) -> Sent {
        let id = self.payment_on_page(link).await;
        let path = format!("{}/pay", self.door(link));
        let pressed = self.visitor().submit(&path, &[("payment", &id.to_string())]).await;
        self.sent(id, pressed.location.unwrap())
    }

    /// Two people who have both paid a link and have come back.
    pub async fn paid_twice(&self, link: Link) -> [Sent; 2] {
        let both = [self.send(link).await, self.send(link).await];
        for sent in &both {
            self.bank.pay(&sent.page).await;
            self.get(&sent.back).await;
        }
        both
    }

    /// A payment that reaches the bank whatever the payer's page would say about the link by now.
    pub async fn send_late(&self, link: Link) -> Sent {
        let new = self.payment_of(link);
        self.open_payment(&new).await.unwrap();
        let page = payments::send_to_bank(&self.app, new.id).await.unwrap();
        self.sent(new.id, page.address)
    }

    /// The payment that the button on the payer's page stands for.
    pub async fn payment_on_page(&self, link: Link) -> PaymentId {
        let page = self.get(&self.door(link)).await;
        let id = page.attribute("input[name='payment']", "value");
        id.unwrap_or_else(|| panic!("no button on {page:?}")).parse().unwrap()
    }

    /// Presses the button on the payer's page.
    pub async fn press_pay(&self, link: Link, id: PaymentId) -> Page {
        let path = format!("{}/pay", self.door(link));
        self.submit(&path, &[("payment", &id.to_string())]).await
    }

    /// The path of the payer's page.
    pub fn door(&self, link: Link) -> String {
        Door::Link { link: link.id, version: 1 }.path(&self.app.keys)
    }

    /// A payment that stands before a bank's page.
    pub fn sent(&self, id: PaymentId, page: String) -> Sent {
        Sent {
            id,
            page,
            back: Door::Return { payment: id }.path(&self.app.keys),
            receipt: payments::receipt_path(&self.app.keys, id),
        }
    }

    pub async fn payment(&self, id: PaymentId) -> Payment {
        payments::by_id(self.db(), id).await.unwrap()
    }
}

/// Who pays.
pub fn payer() -> Payer {
    Payer { name: Some("Reza".to_owned()), mobile: Some(payers_mobile()), email: None }
}

/// The number that gets the receipts.
pub fn payers_mobile() -> Mobile {
    Mobile::parse("09351112233").unwrap()
}
