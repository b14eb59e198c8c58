//! A terminal of the shop's own: tested, paid at once, and second to the house's gateway since, so that
//! whoever plays with the sandbox sees money come into the wallet.

use anyhow::Context;

use super::shop;
use crate::adapters::bank::sandbox;
use crate::app::App;
use crate::config::BankGateway;
use crate::ids::LinkId;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::TerminalId;
use crate::ids::WorkspaceId;
use crate::links;
use crate::links::Amount;
use crate::links::NewLink;
use crate::links::Terms;
use crate::money::Money;
use crate::payments;
use crate::payments::Actor;
use crate::payments::Payer;
use crate::terminals;
use crate::terminals::Credential;
use crate::terminals::Direction;
use crate::web::robots::Looker;
use crate::worker;

/// The shop's number at the pretend bank.
const NUMBER: &str = "00987154";

const AMOUNT: Money = Money::rials(6_400_000);

pub(super) async fn bring(app: &App, owner: (WorkspaceId, MemberId)) -> anyhow::Result<()> {
    let id = TerminalId::new(app.clock.now());
    let credential = Credential::parse(BankGateway::Sandbox, NUMBER);
    let credential = credential.map_err(|_| anyhow::anyhow!("{NUMBER} is no terminal"))?;
    terminals::add(app, id, owner, &credential).await?;
    let terminal = terminals::by_id(app, (id, owner.0)).await?.context("it was added")?;
    terminals::test(app, &terminal, "آزمایش درگاه؛ پرداخت نمی‌شود").await?;
    pay_there(app, owner).await?;
    Ok(terminals::reorder(app, &terminal, Direction::Down).await?)
}

/// Somebody pays an order at the shop's own terminal.
async fn pay_there(app: &App, (workspace, member): (WorkspaceId, MemberId)) -> anyhow::Result<()> {
    let now = app.clock.now();
    let payer = Payer { name: Some("رؤیا سلیمی".to_owned()), ..Payer::default() };
    let new = NewLink {
        id: LinkId::new(now),
        title: "سفارش ۳۵۰: دیوان حافظ".to_owned(),
        description: None,
        reference: None,
        amount: Amount::Fixed(AMOUNT),
        expires_at: None,
        uses_max: Some(1),
        payer: payer.clone(),
        direct: true,
        terms: Terms { labels: vec!["سفارش".to_owned()], ..Terms::default() },
        channels: vec![],
        send_at: None,
    };
    let link = links::create(app, workspace, member, &new).await?;
    let link = links::by_id(&app.db, link).await?;
    let payment = PaymentId::new(now);
    links::start_payment(app, &link, payment, (AMOUNT, payer, Looker::Person), &[]).await?;
    let page = payments::send_to_bank(app, payment).await?;
    let reference = page.address.rsplit('/').next().unwrap_or_default();
    let deed = sandbox::Deed::Pay { amount: AMOUNT, card: shop::card(0) };
    let done = sandbox::act(&app.back_db, reference, &deed, now).await?;
    anyhow::ensure!(done, "the bank's page was over");
    payments::settle(app, payment, Actor::Return).await?;
    worker::work_off(app).await?;
    Ok(())
}
