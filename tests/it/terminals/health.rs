//! A merchant's own gateway is asked whether it is well as the house's are, while somebody pays there.

use peyvand::payments;

use super::Stand;
use crate::support::fakes::gateways::ALL;
use crate::support::fakes::wire::Whim;

#[tokio::test]
async fn a_terminal_that_is_not_well_is_passed_over_and_its_page_says_so_until_it_answers() {
    for kind in ALL {
        let stand = Stand::beside_the_bank(kind).await;
        let watch = async || {
            payments::watch_gateways(&stand.house.app).await.unwrap();
            stand.fake.requests().len()
        };
        let page = async || stand.desk().await.get("/settings/gateways").await.text();
        let asked = stand.fake.requests().len();
        assert_eq!(watch().await, asked, "{kind:?}: nobody asks for a terminal that nobody uses");

        stand.pay(stand.link).await;
        assert!(!page().await.contains("درست پاسخ نمی‌دهد"), "{kind:?}");
        stand.fake.always(Some(Whim::HangsUpBefore));
        let asked = watch().await;
        assert!(page().await.contains("درست پاسخ نمی‌دهد"), "{kind:?}");
        let (_, away) = stand.press(stand.house.link(&stand.shop).await).await;
        assert!(away.location.unwrap().contains("/sandbox/bank/"), "{kind:?}");
        assert_eq!(stand.fake.requests().len(), asked, "{kind:?}: nobody was sent there first");
        assert_eq!(stand.house.alarms().await, [""; 0], "{kind:?}: it is the merchant's");

        stand.fake.always(None);
        watch().await;
        assert!(!page().await.contains("درست پاسخ نمی‌دهد"), "{kind:?}");
        let orders = stand.fake.lines().len();
        stand.press(stand.house.link(&stand.shop).await).await;
        assert_eq!(stand.fake.lines().len(), orders + 1, "{kind:?}: it is first again");
    }
}
