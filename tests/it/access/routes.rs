//! Every route, and what comes of it for whom.

use axum::http::Method;

/// What comes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A page.
    Shown,
    /// It is done, and the browser goes on to another page.
    Done,
    /// To the sign-in page first.
    SignIn,
    /// There is no such thing.
    NotThere,
    /// The form comes back with what to put right.
    Again,
    /// No page of ours sends such a form.
    Refused,
    /// It is there, and not for this role.
    Forbidden,
}

use Outcome::Again;
use Outcome::Done;
use Outcome::NotThere;
use Outcome::Refused;
use Outcome::Shown;
use Outcome::SignIn;

pub type Fields = &'static [(&'static str, &'static str)];

const NONE: Fields = &[];
const FROM: Fields = &[("from", "/links")];
const REFUND: Fields = &[("id", ""), ("from", "/links"), ("amount", "1000"), ("reason", "")];
const PAY: Fields = &[("card", "good"), ("way", "get"), ("play", "pay")];
const MOOD: Fields = &[("mood", "prompt")];
const FATE: Fields = &[("fate", "settled")];
const REVERSE: Fields = &[("mending", "reverse")];
const BUSINESS: Fields = &[("name", "Sarv"), ("language", "fa"), ("unit", "toman")];
const ME: Fields = &[("name", "Sara"), ("language", "fa")];
const VIEW: Fields = &[("name", "Today"), ("question", "period=7")];
const INVITATION: Fields = &[("mobile", ""), ("role", "viewer")];
const ROLE: Fields = &[("role", "owner")];
const BY_SMS: Fields = &[("by", "sms"), ("mobile", "09351112233")];

/// Method, route, form, and what comes of it for a stranger, another owner, and the owner.
pub const ROUTES: &[(Method, &str, Fields, [Outcome; 3])] = &[
    (Method::GET, "/healthz", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/readyz", NONE, [Shown, Shown, Shown]),
    // In a test nothing is counted.
    (Method::GET, "/metrics", NONE, [NotThere, NotThere, NotThere]),
    (Method::GET, "/static/{name}", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/static/icons/favicon.svg", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/favicon.ico", NONE, [Shown, Shown, Shown]),
    // The API is asked for by programs, in the next table; its description is everybody's.
    (Method::GET, "/api", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/api/v1/openapi.json", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/settings/programs", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/settings/programs", NONE, [SignIn, Again, Again]),
    (Method::POST, "/settings/programs/{key}/revocation", NONE, [SignIn, NotThere, NotThere]),
    (Method::GET, "/settings/webhooks", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/settings/webhooks", NONE, [SignIn, Again, Again]),
    (Method::GET, "/settings/webhooks/{endpoint}", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/settings/webhooks/{endpoint}", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/settings/webhooks/{endpoint}/secret", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/settings/webhooks/{endpoint}/test", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/settings/webhooks/{endpoint}/removal", NONE, [SignIn, NotThere, NotThere]),
    (
        Method::POST,
        "/settings/webhooks/{endpoint}/deliveries/{delivery}",
        NONE,
        [SignIn, NotThere, NotThere],
    ),
    // Secret addresses: who has one is whom they are for.
    (Method::GET, "/p/{token}", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/p/{token}/pay", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/p/{token}/wish", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/check", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/r/{token}", NONE, [Shown, Shown, Shown]),
    // Nothing has reached an account yet.
    (Method::GET, "/sent/{transfer}/{token}", NONE, [NotThere, NotThere, NotThere]),
    (Method::GET, "/verify", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/back/{payment}/{token}", NONE, [Done, Done, Done]),
    (Method::POST, "/back/{payment}/{token}", NONE, [Done, Done, Done]),
    (Method::POST, "/rail/{transfer}/{token}", NONE, [NotThere, NotThere, NotThere]),
    (Method::GET, "/stop/{notice}/{token}", NONE, [NotThere, NotThere, NotThere]),
    (Method::POST, "/stop/{notice}/{token}", NONE, [NotThere, NotThere, NotThere]),
    (Method::GET, "/to/{token}", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/to/{token}/destination", NONE, [Again, Again, Again]),
    (Method::POST, "/to/{token}/confirmation", NONE, [Done, Done, Done]),
    (Method::POST, "/to/{token}/correction", NONE, [Done, Done, Done]),
    (Method::POST, "/to/{token}/kept", NONE, [Again, Again, Again]),
    (Method::POST, "/to/{token}/kept/end", NONE, [Done, Done, Done]),
    (Method::GET, "/to/{token}/reply", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/to/{token}/reply", NONE, [Again, Again, Again]),
    (Method::GET, "/send/{token}", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/send/{token}/payment", NONE, [Again, Again, Again]),
    (Method::GET, "/send/{token}/rejection", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/send/{token}/rejection", NONE, [Done, Done, Done]),
    // The pretend bank, the pretend rail and the inbox are everybody's, in development.
    (Method::GET, "/sandbox/bank/{reference}", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/sandbox/bank/{reference}/deed", PAY, [Done, Done, Done]),
    (Method::POST, "/sandbox/bank/{reference}/mending", REVERSE, [Done, Done, Done]),
    (Method::GET, "/sandbox/rail", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/sandbox/rail/mood", MOOD, [Done, Done, Done]),
    (Method::POST, "/sandbox/rail/{reference}/fate", FATE, [Done, Done, Done]),
    (Method::GET, "/sandbox/inbox", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/sandbox/inbox/emptying", NONE, [Done, Done, Done]),
    (Method::GET, "/sandbox/inbox/{message}/letter", NONE, [NotThere, NotThere, NotThere]),
    // The back office is for the people of the house alone.
    (Method::GET, "/ops", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/ops/alarms/{alarm}/solution", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/ops/jobs/{job}/revival", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/ops/payments/{payment}/question", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/ops/payments/{payment}/giving-back", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/ops/gateways/{gateway}/trial", NONE, [SignIn, NotThere, NotThere]),
    (Method::GET, "/ops/transfers", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/ops/transfers/stop", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/ops/transfers/stop/{scope}/end", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/ops/transfers/{transfer}/question", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/ops/transfers/{transfer}/verdict", NONE, [SignIn, NotThere, NotThere]),
    // A merchant's decisions.
    (Method::POST, "/payments/{payment}/acceptance", FROM, [SignIn, NotThere, Done]),
    (Method::POST, "/payments/{payment}/giving-back", FROM, [SignIn, NotThere, Done]),
    (Method::GET, "/payments/{payment}/refund", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/payments/{payment}/refund", REFUND, [SignIn, NotThere, Done]),
    (Method::POST, "/payments/{payment}/question", FROM, [SignIn, NotThere, Done]),
    // A merchant's accounts.
    (Method::GET, "/home", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/home/news/reading", NONE, [SignIn, Done, Done]),
    (Method::GET, "/accounting", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/accounting.csv", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/accounting.xlsx", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/accounting/statement", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/accounting/statement.csv", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/accounting/statement.xlsx", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/accounting/outgoing", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/accounting/outgoing.csv", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/accounting/outgoing.xlsx", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/accounting/views", VIEW, [SignIn, Done, Done]),
    (Method::POST, "/accounting/views/{view}/removal", NONE, [SignIn, NotThere, NotThere]),
    // A resident's page, for who has its address.
    (Method::GET, "/b/{token}", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/b/{token}/pay", NONE, [Again, Again, Again]),
    (Method::GET, "/b/{token}/report", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/b/{token}/bills/{charge}", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/u/{token}", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/u/{token}", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/b/{token}/transfer", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/b/{token}/transfer", NONE, [Refused, Refused, Refused]),
    (Method::GET, "/b/{token}/promise", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/b/{token}/promise", NONE, [Again, Again, Again]),
    // There is no picture of this bill.
    (Method::GET, "/b/{token}/files/{expense}", NONE, [NotThere, NotThere, NotThere]),
    // What somebody owes who has shown that a resident's number is theirs.
    (Method::GET, "/my", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/my/{resident}", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/my/{resident}", NONE, [SignIn, NotThere, Again]),
    (Method::GET, "/my/{resident}/bills/{charge}", NONE, [SignIn, NotThere, Shown]),
    (Method::GET, "/u/{token}", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/u/{token}", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/b/{token}/transfer", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/b/{token}/transfer", NONE, [Refused, Refused, Refused]),
    (Method::GET, "/b/{token}/promise", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/b/{token}/promise", NONE, [Again, Again, Again]),
    // There is no picture of this bill.
    (Method::GET, "/my/{resident}/files/{expense}", NONE, [SignIn, NotThere, NotThere]),
    (Method::GET, "/my/{resident}/statement", NONE, [SignIn, NotThere, Shown]),
    (Method::GET, "/my/{resident}/report", NONE, [SignIn, NotThere, Shown]),
    // A manager's buildings.
    (Method::GET, "/buildings", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/buildings", NONE, [SignIn, Again, Again]),
    (Method::GET, "/buildings/new", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/buildings/{building}", NONE, [SignIn, NotThere, Shown]),
    (Method::GET, "/buildings/{building}/units", NONE, [SignIn, NotThere, Shown]),
    (Method::GET, "/buildings/{building}/units/{unit}", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/units/{unit}", NONE, [SignIn, NotThere, Again]),
    (Method::POST, "/buildings/{building}/units/{unit}/occupant", NONE, [SignIn, NotThere, Again]),
    (Method::GET, "/buildings/{building}/people", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/people", NONE, [SignIn, NotThere, Refused]),
    (Method::GET, "/buildings/{building}/people.xlsx", NONE, [SignIn, NotThere, Shown]),
    (Method::GET, "/buildings/{building}/expenses", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/expenses", NONE, [SignIn, NotThere, Refused]),
    // It does not come again, so it cannot be ended.
    (
        Method::POST,
        "/buildings/{building}/expenses/{expense}/end",
        NONE,
        [SignIn, NotThere, NotThere],
    ),
    (Method::GET, "/buildings/{building}/expenses/{expense}", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/expenses/{expense}", NONE, [SignIn, NotThere, Refused]),
    // A living month divides it.
    (
        Method::POST,
        "/buildings/{building}/expenses/{expense}/deletion",
        NONE,
        [SignIn, NotThere, Again],
    ),
    (Method::GET, "/buildings/{building}/files/{expense}", NONE, [SignIn, NotThere, NotThere]),
    (Method::GET, "/buildings/{building}/categories/{category}", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/categories/{category}", NONE, [SignIn, NotThere, Done]),
    (Method::GET, "/buildings/{building}/plan", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/plan", NONE, [SignIn, NotThere, Again]),
    (Method::GET, "/buildings/{building}/charges", NONE, [SignIn, NotThere, Shown]),
    (Method::GET, "/buildings/{building}/charges/{month}", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/charges/{month}", NONE, [SignIn, NotThere, Again]),
    (Method::GET, "/buildings/{building}/residents/{resident}", NONE, [SignIn, NotThere, Shown]),
    (
        Method::POST,
        "/buildings/{building}/residents/{resident}/receipts",
        NONE,
        [SignIn, NotThere, Again],
    ),
    (Method::GET, "/buildings/{building}/bills/{charge}/waiver", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/bills/{charge}/waiver", NONE, [SignIn, NotThere, Again]),
    (
        Method::GET,
        "/buildings/{building}/settlements/{settlement}",
        NONE,
        [SignIn, NotThere, Shown],
    ),
    (
        Method::POST,
        "/buildings/{building}/settlements/{settlement}/reversal",
        NONE,
        [SignIn, NotThere, Again],
    ),
    (Method::GET, "/buildings/{building}/bills/{charge}/dispute", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/bills/{charge}/dispute", NONE, [SignIn, NotThere, Again]),
    (
        Method::POST,
        "/buildings/{building}/bills/{charge}/dispute/end",
        NONE,
        [SignIn, NotThere, Done],
    ),
    (Method::GET, "/buildings/{building}/late-fees", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/late-fees", NONE, [SignIn, NotThere, Again]),
    (
        Method::POST,
        "/buildings/{building}/late-fees/{decision}/end",
        NONE,
        [SignIn, NotThere, Done],
    ),
    (Method::GET, "/buildings/{building}/promises", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/promises", NONE, [SignIn, NotThere, Done]),
    (Method::POST, "/buildings/{building}/promises/{promise}/end", NONE, [SignIn, NotThere, Done]),
    (Method::GET, "/buildings/{building}/runs/{run}/notice", NONE, [SignIn, NotThere, Shown]),
    (
        Method::GET,
        "/buildings/{building}/residents/{resident}/demand",
        NONE,
        [SignIn, NotThere, Shown],
    ),
    (
        Method::POST,
        "/buildings/{building}/residents/{resident}/demand",
        NONE,
        [SignIn, NotThere, Again],
    ),
    (Method::GET, "/buildings/{building}/report.xlsx", NONE, [SignIn, NotThere, Shown]),
    (Method::GET, "/buildings/{building}/transfers", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/transfers/{report}", NONE, [SignIn, NotThere, Again]),
    // There is no picture of this transfer.
    (
        Method::GET,
        "/buildings/{building}/transfers/{report}/file",
        NONE,
        [SignIn, NotThere, NotThere],
    ),
    (Method::GET, "/buildings/{building}/reminders", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/reminders", NONE, [SignIn, NotThere, Again]),
    (Method::GET, "/buildings/{building}/report", NONE, [SignIn, NotThere, Shown]),
    (Method::GET, "/buildings/{building}/bills/{charge}", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/buildings/{building}/runs/{run}/reversal", NONE, [SignIn, NotThere, Done]),
    // A merchant's links.
    (Method::GET, "/links", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/links", NONE, [SignIn, Again, Again]),
    (Method::GET, "/links/new", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/l/{short}", NONE, [SignIn, NotThere, Done]),
    (Method::GET, "/links/{link}", NONE, [SignIn, NotThere, Shown]),
    (Method::GET, "/links/funnel", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/links/bulk", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/links/bulk", NONE, [SignIn, Refused, Refused]),
    (Method::GET, "/links/bulk/template.csv", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/links/bulk/template.xlsx", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/links/bulk/{batch}", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/links/bulk/{batch}/confirmation", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/links/bulk/{batch}/undoing", NONE, [SignIn, NotThere, NotThere]),
    (Method::GET, "/links/{link}/qr.svg", NONE, [SignIn, NotThere, Shown]),
    (Method::GET, "/links/{link}/qr.png", NONE, [SignIn, NotThere, Shown]),
    (Method::GET, "/links/{link}/poster", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/links/{link}/renewal", NONE, [SignIn, NotThere, Done]),
    (Method::POST, "/links/selection", NONE, [SignIn, Done, Done]),
    (Method::GET, "/links/{link}/edit", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/links/{link}/edit", NONE, [SignIn, NotThere, Again]),
    (Method::POST, "/links/{link}/archive", NONE, [SignIn, NotThere, Done]),
    (Method::POST, "/links/{link}/messages/{message}/withdrawal", NONE, [SignIn, NotThere, Done]),
    (Method::POST, "/links/{link}/messages", BY_SMS, [SignIn, NotThere, Done]),
    (Method::GET, "/links/{link}/closure", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/links/{link}/closure", NONE, [SignIn, NotThere, Done]),
    // A payer's payouts.
    (Method::GET, "/payouts", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/payouts", NONE, [SignIn, Again, Again]),
    (Method::GET, "/payouts/new", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/o/{short}", NONE, [SignIn, Done, Done]),
    (Method::GET, "/payouts/{payout}", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/payouts/{payout}/question", NONE, [SignIn, NotThere, Done]),
    (Method::POST, "/payouts/{payout}/proposal", NONE, [SignIn, NotThere, Done]),
    (Method::POST, "/payouts/{payout}/sending", NONE, [SignIn, NotThere, Done]),
    // There is nobody else who could agree.
    (Method::GET, "/payouts/{payout}/approval", NONE, [SignIn, NotThere, Done]),
    (Method::POST, "/payouts/{payout}/approval", NONE, [SignIn, NotThere, Done]),
    (Method::GET, "/payouts/bulk", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/payouts/bulk", NONE, [SignIn, Refused, Refused]),
    (Method::GET, "/payouts/bulk/template.csv", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/payouts/bulk/template.xlsx", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/payouts/bulk/{batch}", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/payouts/bulk/{batch}/confirmation", NONE, [SignIn, NotThere, NotThere]),
    (Method::POST, "/payouts/bulk/{batch}/undoing", NONE, [SignIn, NotThere, NotThere]),
    (Method::GET, "/payouts/limit", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/payouts/limit", NONE, [SignIn, Done, Done]),
    (Method::GET, "/payouts/{payout}/end", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/payouts/{payout}/end", NONE, [SignIn, NotThere, Done]),
    // A workspace's wallet.
    (Method::GET, "/wallet", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/wallet/settlements", NONE, [SignIn, Again, Again]),
    (Method::GET, "/wallet/settlements/{money_out}", NONE, [SignIn, NotThere, Shown]),
    (Method::GET, "/wallet/account", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/wallet/account", NONE, [SignIn, Again, Again]),
    (Method::GET, "/wallet/account/new", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/wallet/account/confirmation", NONE, [SignIn, Done, Done]),
    (Method::POST, "/wallet/account/end", NONE, [SignIn, Done, Done]),
    (Method::GET, "/wallet/plan", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/wallet/plan", NONE, [SignIn, Done, Done]),
    // The site, and its door.
    (Method::GET, "/", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/terms", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/privacy", NONE, [Shown, Shown, Shown]),
    (Method::GET, "/signup", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/signup", NONE, [Again, Again, Again]),
    (Method::GET, "/login", NONE, [Shown, Done, Done]),
    (Method::POST, "/login", NONE, [Again, Again, Again]),
    (Method::GET, "/login/code", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/login/code", NONE, [Again, Again, Again]),
    (Method::GET, "/login/forgotten", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/login/forgotten", NONE, [Again, Again, Again]),
    // A code is for the browser that asked; `members.rs` has the rest.
    (Method::GET, "/codes/{challenge}", NONE, [NotThere, NotThere, NotThere]),
    (Method::POST, "/codes/{challenge}", NONE, [Again, Again, Again]),
    (Method::GET, "/codes/{challenge}/again", NONE, [Done, Done, Done]),
    (Method::POST, "/codes/{challenge}/again", NONE, [Again, Again, Again]),
    // The second step is for the browser that has shown the first.
    (Method::GET, "/login/second/{challenge}", NONE, [NotThere, NotThere, NotThere]),
    (Method::POST, "/login/second/{challenge}", NONE, [Again, Again, Again]),
    // An invitation, for who has its address.
    (Method::GET, "/join/{token}", NONE, [Shown, Shown, Shown]),
    (Method::POST, "/join/{token}", NONE, [Again, Again, Again]),
    // Colleagues; the last owner stays one.
    (Method::GET, "/settings/team", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/settings/team/invitations", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/settings/team/invitations", INVITATION, [SignIn, Again, Again]),
    (
        Method::POST,
        "/settings/team/invitations/{invitation}/sending",
        NONE,
        [SignIn, NotThere, Done],
    ),
    (
        Method::POST,
        "/settings/team/invitations/{invitation}/revocation",
        NONE,
        [SignIn, NotThere, Done],
    ),
    (Method::GET, "/settings/team/{member}", NONE, [SignIn, NotThere, Shown]),
    (Method::POST, "/settings/team/{member}", ROLE, [SignIn, NotThere, Done]),
    (Method::POST, "/settings/team/{member}/removal", NONE, [SignIn, NotThere, Done]),
    (Method::POST, "/workspaces/{workspace}/leaving", NONE, [SignIn, NotThere, Done]),
    // Everybody's own settings.
    (Method::GET, "/settings", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/settings", BUSINESS, [SignIn, Done, Done]),
    (Method::GET, "/settings/messages", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/settings/messages", NONE, [SignIn, Done, Done]),
    (Method::GET, "/settings/seller", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/settings/seller", NONE, [SignIn, Done, Done]),
    (Method::GET, "/settings/me", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/settings/me", ME, [SignIn, Done, Done]),
    (Method::GET, "/settings/email", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/settings/email", NONE, [SignIn, Done, Done]),
    (Method::GET, "/settings/password", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/settings/password", NONE, [SignIn, Again, Again]),
    (Method::GET, "/settings/mobile", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/settings/mobile", NONE, [SignIn, Again, Again]),
    // Before a secret is drawn there is nothing to confirm and nothing to take away.
    (Method::GET, "/settings/second", NONE, [SignIn, Shown, Shown]),
    (Method::POST, "/settings/second/confirmation", NONE, [SignIn, Again, Again]),
    (Method::POST, "/settings/second/removal", NONE, [SignIn, Again, Again]),
    (Method::POST, "/settings/second", NONE, [SignIn, Done, Done]),
    (Method::GET, "/settings/proof", NONE, [SignIn, Done, Done]),
    (Method::POST, "/settings/proof", NONE, [SignIn, Again, Again]),
    (Method::POST, "/settings/proof/code", NONE, [SignIn, Done, Done]),
    (Method::GET, "/settings/workspaces", NONE, [SignIn, Shown, Shown]),
    (Method::GET, "/workspaces", NONE, [SignIn, Done, Done]),
    (Method::POST, "/workspaces", NONE, [SignIn, Again, Again]),
    (Method::POST, "/workspaces/{workspace}/current", NONE, [SignIn, NotThere, Done]),
    (Method::GET, "/settings/sessions", NONE, [SignIn, Shown, Shown]),
    // A session that is not the member's own stays as it is, and nothing tells that it is there.
    (Method::POST, "/settings/sessions/{session}/closure", NONE, [SignIn, Done, Done]),
    // These two end the sessions, and so the list.
    (Method::POST, "/settings/sessions/closure", NONE, [SignIn, Done, Done]),
    (Method::POST, "/logout", NONE, [Done, Done, Done]),
];
