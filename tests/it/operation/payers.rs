//! Payers who open a link, pay at the bank and come back, all over the net, one after the other until they are
//! told to stop; and the log of what they were told, which is kept outside the database.

use std::cell::Cell;
use std::cell::RefCell;

use axum::http::StatusCode;
use futures_util::future::join_all;
use peyvand::ids::PaymentId;
use tokio_util::sync::CancellationToken;

use super::proxy::visitor;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::people::Link;

/// So many at the same time.
const PAYERS: usize = 4;

/// A crowd before one door.
pub struct Payers<'a> {
    house: &'a House,
    port: u16,
    link: Link,
    came: Cell<u16>,
    stop: CancellationToken,
    paid: RefCell<Vec<PaymentId>>,
    troubles: RefCell<Vec<String>>,
}

impl<'a> Payers<'a> {
    /// They come to whatever listens on a port, and pay a link that may be paid any number of times.
    pub fn of(house: &'a House, port: u16, link: Link) -> Self {
        let (came, stop) = (Cell::new(0), CancellationToken::new());
        let (paid, troubles) = (RefCell::default(), RefCell::default());
        Self { house, port, link, came, stop, paid, troubles }
    }

    /// Lets them pay until [`Payers::send_home`].
    pub async fn pay_on(&self) {
        join_all((0..PAYERS).map(|_| async {
            while !self.stop.is_cancelled() {
                self.came.set(self.came.get() + 1);
                match self.pay(&visitor(self.house, self.port, self.came.get())).await {
                    Ok(id) => self.paid.borrow_mut().push(id),
                    Err(trouble) => self.troubles.borrow_mut().push(trouble),
                }
            }
        }))
        .await;
    }

    pub fn send_home(&self) {
        self.stop.cancel();
    }

    /// The payments of which their payers have seen that they were paid.
    pub fn paid(&self) -> Vec<PaymentId> {
        self.paid.borrow().clone()
    }

    /// What nobody should have seen.
    pub fn troubles(&self) -> Vec<String> {
        self.troubles.borrow().clone()
    }

    /// One of them pays, all the way; says what nobody should have seen.
    pub async fn pay(&self, visitor: &Visitor) -> Result<PaymentId, String> {
        let door = self.house.door(self.link);
        let page = answered(visitor.get(&door).await, StatusCode::OK)?;
        let id = page.attribute("input[name='payment']", "value").ok_or("no button")?;
        let pressed = visitor.submit(&format!("{door}/pay"), &[("payment", &id)]).await;
        let gateway = place(answered(pressed, StatusCode::SEE_OTHER)?)?;
        let page = answered(visitor.get(&gateway).await, StatusCode::OK)?;
        let card = page.attribute("select[name=card] option", "value").ok_or("no card")?;
        let deed = [("card", &*card), ("way", "get"), ("play", "pay")];
        let done = visitor.submit(&format!("{gateway}/deed"), &deed).await;
        let back = place(answered(done, StatusCode::SEE_OTHER)?)?;
        let receipt = place(answered(visitor.get(&back).await, StatusCode::SEE_OTHER)?)?;
        let receipt = answered(visitor.get(&receipt).await, StatusCode::OK)?;
        if !receipt.text().contains("پرداخت‌شده") {
            return Err(format!("no word of it: {}", receipt.text()));
        }
        id.parse().map_err(|_| format!("{id} names no payment"))
    }
}

/// Where a page sends its visitor, in this house.
fn place(page: Page) -> Result<String, String> {
    let place = page.location.ok_or("no way on")?;
    Ok(place.strip_prefix("http://localhost:8600").unwrap_or(&place).to_owned())
}

fn answered(page: Page, status: StatusCode) -> Result<Page, String> {
    if page.status == status { Ok(page) } else { Err(format!("{page:?}")) }
}
