//! Gateways that want to be left in peace, and gateways that the house has left.

use chrono::TimeDelta;
use peyvand::payments::Status;
use serde_json::json;

use super::Stall;
use crate::support::fakes::gateways::ALL;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::Stage;
use crate::support::fakes::wire::Whim;

/// F37: a gateway that says when to come again is left in peace until then, and then asked.
#[tokio::test]
async fn a_gateway_that_says_when_to_come_again_is_not_asked_before() {
    for kind in ALL {
        let stall = Stall::open(kind).await;
        let id = stall.go().await;
        stall.fake.does(Stage::Paid);
        let busy = Whim::Says(429, json!({}), "retry-after: 180\r\n");
        stall.fake.next_at(kind.verifies_at(), busy);
        stall.come_back().await;
        let asked = stall.fake.requests().len();
        stall.house.live(TimeDelta::seconds(170)).await;
        assert_eq!(stall.fake.requests().len(), asked, "{kind:?}");
        assert_eq!(stall.payment(id).await.status, Status::Sent, "{kind:?}");
        stall.house.live(TimeDelta::minutes(2)).await;
        stall.is_paid_once(id, "when its time is over").await;
    }
}

/// The house goes to another gateway while somebody is still at the page of the old one.
#[tokio::test]
async fn what_was_begun_at_a_gateway_that_the_house_has_left_is_asked_about_there() {
    for kind in ALL {
        let stall = Stall::open(kind).await;
        let id = stall.go().await;
        stall.fake.does(Stage::Paid);
        let named = format!("--gateway={}", kind.name());
        let flags = stall.fake.flags().into_iter();
        let flags = flags.map(|flag| if flag == named { "--gateway=sandbox".into() } else { flag });
        let moved = stall.house.beside_with(&flags.collect::<Vec<String>>()).await;
        moved.live(TimeDelta::minutes(2)).await;
        // Of SEP only its payer's browser brings what it can be asked by.
        if kind == Kind::Sep {
            let back = stall.fake.brings(&stall.fake.line());
            moved.come_from_bank_with(&back.path, &back.form.unwrap()).await;
        }
        assert_eq!(moved.payment(id).await.status, Status::Confirmed, "{kind:?}");
    }
}
