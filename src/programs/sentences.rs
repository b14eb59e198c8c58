//! What each operation does, in the reader's language. `tests/it/api/document.rs` asks for all of them.

use super::keys::resource_word;
use crate::api_keys::Resource;
use crate::locale::Words;

/// What a part of the API is about.
pub(super) fn section(w: &Words, tag: &str) -> String {
    match tag {
        "refunds" => w.programs_refunds(),
        "charges" => w.programs_charges(),
        tag => {
            let resource = Resource::ALL.into_iter().find(|resource| resource.code() == tag);
            resource.map(|resource| resource_word(w, resource)).unwrap_or_default()
        }
    }
}

/// What an operation does; empty for one that nobody has described.
pub(super) fn operation(w: &Words, id: &str) -> String {
    match id {
        "list_links" => w.programs_list_links(),
        "create_link" => w.programs_create_link(),
        "get_link" => w.programs_get_link(),
        "change_link" => w.programs_change_link(),
        "cancel_link" => w.programs_cancel_link(),
        "list_payments" => w.programs_list_payments(),
        "get_payment" => w.programs_get_payment(),
        "list_refunds" => w.programs_list_refunds(),
        "create_refund" => w.programs_create_refund(),
        "get_refund" => w.programs_get_refund(),
        "list_payouts" => w.programs_list_payouts(),
        "create_payout" => w.programs_create_payout(),
        "get_payout" => w.programs_get_payout(),
        "cancel_payout" => w.programs_cancel_payout(),
        "get_wallet" => w.programs_get_wallet(),
        "list_wallet_entries" => w.programs_list_wallet_entries(),
        "list_buildings" => w.programs_list_buildings(),
        "create_building" => w.programs_create_building(),
        "get_building" => w.programs_get_building(),
        "list_units" => w.programs_list_units(),
        "get_unit" => w.programs_get_unit(),
        "list_charges" => w.programs_list_charges(),
        "get_charge" => w.programs_get_charge(),
        "list_debts" => w.programs_list_debts(),
        "list_webhooks" => w.programs_list_webhooks(),
        "create_webhook" => w.programs_create_webhook(),
        "get_webhook" => w.programs_get_webhook(),
        "change_webhook" => w.programs_change_webhook(),
        "remove_webhook" => w.programs_remove_webhook(),
        "get_webhook_secret" => w.programs_get_webhook_secret(),
        "change_webhook_secret" => w.programs_change_webhook_secret(),
        "test_webhook" => w.programs_test_webhook(),
        "list_webhook_deliveries" => w.programs_list_webhook_deliveries(),
        _ => String::new(),
    }
}
