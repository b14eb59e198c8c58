//! Every route of the API, and the scope that it needs.

use axum::http::Method;

const PAYOUT: &str =
    r#"{"title": "x", "amount": 62000000, "recipient": {"name": "A", "email": "a@example.ir"}}"#;
const BUILDING: &str = r#"{"name": "Sarv", "floors": 2, "units_on_floor": 2}"#;
const WEBHOOK: &str = r#"{"url": "https://example.ir/hooks", "types": ["payment.paid"]}"#;
const OTHER_WEBHOOK: &str = r#"{"url": "https://example.ir/hooks", "types": ["refund.done"]}"#;

/// Of the API: method, route, scope, and the body of one that is served. What else begins like it is not
/// there: "/api/v1/{*rest}".
pub const API: &[(Method, &str, &str, &str)] = &[
    (Method::GET, "/api/v1/links", "links:read", ""),
    (Method::POST, "/api/v1/links", "links:write", r#"{"title": "Order", "amount": 500000}"#),
    (Method::GET, "/api/v1/links/{link}", "links:read", ""),
    (Method::PATCH, "/api/v1/links/{link}", "links:write", r#"{"title": "Order 2"}"#),
    (Method::POST, "/api/v1/links/{link}/cancellation", "links:write", "{}"),
    (Method::GET, "/api/v1/payments", "payments:read", ""),
    (Method::GET, "/api/v1/payments/{payment}", "payments:read", ""),
    (Method::GET, "/api/v1/payments/{payment}/refunds", "payments:read", ""),
    (Method::POST, "/api/v1/payments/{payment}/refunds", "payments:write", r#"{"amount": 500000}"#),
    (Method::GET, "/api/v1/refunds/{refund}", "payments:read", ""),
    (Method::GET, "/api/v1/payouts", "payouts:read", ""),
    (Method::POST, "/api/v1/payouts", "payouts:write", PAYOUT),
    (Method::GET, "/api/v1/payouts/{payout}", "payouts:read", ""),
    (Method::POST, "/api/v1/payouts/{payout}/cancellation", "payouts:write", "{}"),
    (Method::GET, "/api/v1/wallet", "wallet:read", ""),
    (Method::GET, "/api/v1/wallet/entries", "wallet:read", ""),
    (Method::GET, "/api/v1/buildings", "buildings:read", ""),
    (Method::POST, "/api/v1/buildings", "buildings:write", BUILDING),
    (Method::GET, "/api/v1/buildings/{building}", "buildings:read", ""),
    (Method::GET, "/api/v1/buildings/{building}/units", "buildings:read", ""),
    (Method::GET, "/api/v1/buildings/{building}/units/{unit}", "buildings:read", ""),
    (Method::GET, "/api/v1/buildings/{building}/charges", "buildings:read", ""),
    (Method::GET, "/api/v1/buildings/{building}/charges/{charge}", "buildings:read", ""),
    (Method::GET, "/api/v1/buildings/{building}/debts", "buildings:read", ""),
    (Method::GET, "/api/v1/webhooks", "webhooks:read", ""),
    (Method::POST, "/api/v1/webhooks", "webhooks:write", WEBHOOK),
    (Method::GET, "/api/v1/webhooks/{webhook}", "webhooks:read", ""),
    (Method::PATCH, "/api/v1/webhooks/{webhook}", "webhooks:write", OTHER_WEBHOOK),
    (Method::GET, "/api/v1/webhooks/{webhook}/secret", "webhooks:write", ""),
    (Method::POST, "/api/v1/webhooks/{webhook}/secret", "webhooks:write", "{}"),
    (Method::GET, "/api/v1/webhooks/{webhook}/deliveries", "webhooks:read", ""),
    (Method::POST, "/api/v1/webhooks/{webhook}/test", "webhooks:write", "{}"),
    (Method::DELETE, "/api/v1/webhooks/{webhook}", "webhooks:write", ""),
];
