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
const GATEWAY: Fields = &[("gateway", "sep"), ("credential", "20159999")];
const ON: Fields = &[("to", "on")];
const DOWN: Fields = &[("to", "down")];
const ME: Fields = &[("name", "Sara"), ("language", "fa")];
const VIEW: Fields = &[("name", "Today"), ("question", "period=7")];
const INVITATION: Fields = &[("mobile", ""), ("role", "viewer")];
const ROLE: Fields = &[("role", "owner")];
const BY_SMS: Fields = &[("by", "sms"), ("mobile", "09351112233")];

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// Method, route, form, and what comes of it for a stranger, another owner, and the owner.
pub const ROUTES: &[(Method, &str, Fields, [Outcome; 3])] = &[
    (GET, "/healthz", NONE, [Shown, Shown, Shown]),
    (GET, "/readyz", NONE, [Shown, Shown, Shown]),
    // In a test nothing is counted.
    (GET, "/metrics", NONE, [NotThere, NotThere, NotThere]),
    (GET, "/static/{name}", NONE, [Shown, Shown, Shown]),
    (GET, "/static/icons/favicon.svg", NONE, [Shown, Shown, Shown]),
    (GET, "/favicon.ico", NONE, [Shown, Shown, Shown]),
    // The API is asked for by programs, in the next table; its description is everybody's.
    (GET, "/api", NONE, [Shown, Shown, Shown]),
    (GET, "/api/v1/openapi.json", NONE, [Shown, Shown, Shown]),
    (GET, "/accounting/acts", NONE, [SignIn, Shown, Shown]),
    (GET, "/accounting/acts.csv", NONE, [SignIn, Shown, Shown]),
    (GET, "/accounting/acts.xlsx", NONE, [SignIn, Shown, Shown]),
    (GET, "/settings/programs", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/programs", NONE, [SignIn, Again, Again]),
    (POST, "/settings/programs/{key}/revocation", NONE, [SignIn, NotThere, NotThere]),
    (GET, "/settings/webhooks", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/webhooks", NONE, [SignIn, Again, Again]),
    (GET, "/settings/webhooks/{endpoint}", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/settings/webhooks/{endpoint}", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/settings/webhooks/{endpoint}/secret", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/settings/webhooks/{endpoint}/test", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/settings/webhooks/{endpoint}/removal", NONE, [SignIn, NotThere, NotThere]),
    (
        POST,
        "/settings/webhooks/{endpoint}/deliveries/{delivery}",
        NONE,
        [SignIn, NotThere, NotThere],
    ),
    // Secret addresses: who has one is whom they are for.
    (GET, "/p/{token}", NONE, [Shown, Shown, Shown]),
    (POST, "/p/{token}/pay", NONE, [Shown, Shown, Shown]),
    (POST, "/p/{token}/wish", NONE, [Shown, Shown, Shown]),
    (GET, "/check", NONE, [Shown, Shown, Shown]),
    (GET, "/r/{token}", NONE, [Shown, Shown, Shown]),
    // Nothing has reached an account yet.
    (GET, "/sent/{transfer}/{token}", NONE, [NotThere, NotThere, NotThere]),
    (GET, "/verify", NONE, [Shown, Shown, Shown]),
    (GET, "/back/{payment}/{token}", NONE, [Done, Done, Done]),
    (POST, "/back/{payment}/{token}", NONE, [Done, Done, Done]),
    (POST, "/rail/{transfer}/{token}", NONE, [NotThere, NotThere, NotThere]),
    (GET, "/stop/{notice}/{token}", NONE, [NotThere, NotThere, NotThere]),
    (POST, "/stop/{notice}/{token}", NONE, [NotThere, NotThere, NotThere]),
    (GET, "/to/{token}", NONE, [Shown, Shown, Shown]),
    (POST, "/to/{token}/destination", NONE, [Again, Again, Again]),
    (POST, "/to/{token}/confirmation", NONE, [Done, Done, Done]),
    (POST, "/to/{token}/correction", NONE, [Done, Done, Done]),
    (POST, "/to/{token}/kept", NONE, [Again, Again, Again]),
    (POST, "/to/{token}/kept/end", NONE, [Done, Done, Done]),
    (GET, "/to/{token}/reply", NONE, [Shown, Shown, Shown]),
    (POST, "/to/{token}/reply", NONE, [Again, Again, Again]),
    (GET, "/send/{token}", NONE, [Shown, Shown, Shown]),
    (POST, "/send/{token}/payment", NONE, [Again, Again, Again]),
    (GET, "/send/{token}/rejection", NONE, [Shown, Shown, Shown]),
    (POST, "/send/{token}/rejection", NONE, [Done, Done, Done]),
    // The pretend bank, the pretend rail and the inbox are everybody's, in development.
    (GET, "/sandbox/bank/{reference}", NONE, [Shown, Shown, Shown]),
    (POST, "/sandbox/bank/{reference}/deed", PAY, [Done, Done, Done]),
    (POST, "/sandbox/bank/{reference}/mending", REVERSE, [Done, Done, Done]),
    (GET, "/sandbox/rail", NONE, [Shown, Shown, Shown]),
    (POST, "/sandbox/rail/mood", MOOD, [Done, Done, Done]),
    (POST, "/sandbox/rail/{reference}/fate", FATE, [Done, Done, Done]),
    (GET, "/sandbox/inbox", NONE, [Shown, Shown, Shown]),
    (POST, "/sandbox/inbox/emptying", NONE, [Done, Done, Done]),
    (GET, "/sandbox/inbox/{message}/letter", NONE, [NotThere, NotThere, NotThere]),
    // The back office is for the people of the house alone.
    (GET, "/ops", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/ops/alarms/{alarm}/solution", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/ops/jobs/{job}/revival", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/ops/payments/{payment}/question", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/ops/payments/{payment}/giving-back", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/ops/gateways/{gateway}/trial", NONE, [SignIn, NotThere, NotThere]),
    (GET, "/ops/transfers", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/ops/transfers/stop", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/ops/transfers/stop/{scope}/end", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/ops/transfers/{transfer}/question", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/ops/transfers/{transfer}/verdict", NONE, [SignIn, NotThere, NotThere]),
    // A merchant's decisions.
    (POST, "/payments/{payment}/acceptance", FROM, [SignIn, NotThere, Done]),
    (POST, "/payments/{payment}/giving-back", FROM, [SignIn, NotThere, Done]),
    (GET, "/payments/{payment}/refund", NONE, [SignIn, NotThere, Shown]),
    (POST, "/payments/{payment}/refund", REFUND, [SignIn, NotThere, Done]),
    (POST, "/payments/{payment}/question", FROM, [SignIn, NotThere, Done]),
    // A merchant's accounts.
    (GET, "/home", NONE, [SignIn, Shown, Shown]),
    (POST, "/home/news/reading", NONE, [SignIn, Done, Done]),
    (GET, "/accounting", NONE, [SignIn, Shown, Shown]),
    (GET, "/accounting.csv", NONE, [SignIn, Shown, Shown]),
    (GET, "/accounting.xlsx", NONE, [SignIn, Shown, Shown]),
    (GET, "/accounting/statement", NONE, [SignIn, Shown, Shown]),
    (GET, "/accounting/statement.csv", NONE, [SignIn, Shown, Shown]),
    (GET, "/accounting/statement.xlsx", NONE, [SignIn, Shown, Shown]),
    (GET, "/accounting/outgoing", NONE, [SignIn, Shown, Shown]),
    (GET, "/accounting/outgoing.csv", NONE, [SignIn, Shown, Shown]),
    (GET, "/accounting/outgoing.xlsx", NONE, [SignIn, Shown, Shown]),
    (POST, "/accounting/views", VIEW, [SignIn, Done, Done]),
    (POST, "/accounting/views/{view}/removal", NONE, [SignIn, NotThere, NotThere]),
    // A resident's page, for who has its address.
    (GET, "/b/{token}", NONE, [Shown, Shown, Shown]),
    (POST, "/b/{token}/pay", NONE, [Again, Again, Again]),
    (GET, "/b/{token}/report", NONE, [Shown, Shown, Shown]),
    (GET, "/b/{token}/bills/{charge}", NONE, [Shown, Shown, Shown]),
    (GET, "/u/{token}", NONE, [Shown, Shown, Shown]),
    (POST, "/u/{token}", NONE, [Shown, Shown, Shown]),
    (GET, "/b/{token}/transfer", NONE, [Shown, Shown, Shown]),
    (POST, "/b/{token}/transfer", NONE, [Refused, Refused, Refused]),
    (GET, "/b/{token}/promise", NONE, [Shown, Shown, Shown]),
    (POST, "/b/{token}/promise", NONE, [Again, Again, Again]),
    // There is no picture of this bill.
    (GET, "/b/{token}/files/{expense}", NONE, [NotThere, NotThere, NotThere]),
    // What somebody owes who has shown that a resident's number is theirs.
    (GET, "/my", NONE, [SignIn, Shown, Shown]),
    (GET, "/my/{resident}", NONE, [SignIn, NotThere, Shown]),
    (POST, "/my/{resident}", NONE, [SignIn, NotThere, Again]),
    (GET, "/my/{resident}/bills/{charge}", NONE, [SignIn, NotThere, Shown]),
    // There is no picture of this bill.
    (GET, "/my/{resident}/files/{expense}", NONE, [SignIn, NotThere, NotThere]),
    (GET, "/my/{resident}/statement", NONE, [SignIn, NotThere, Shown]),
    (GET, "/my/{resident}/report", NONE, [SignIn, NotThere, Shown]),
    // A manager's buildings.
    (GET, "/buildings", NONE, [SignIn, Shown, Shown]),
    (POST, "/buildings", NONE, [SignIn, Again, Again]),
    (GET, "/buildings/new", NONE, [SignIn, Shown, Shown]),
    (GET, "/buildings/{building}", NONE, [SignIn, NotThere, Shown]),
    (GET, "/buildings/{building}/units", NONE, [SignIn, NotThere, Shown]),
    (GET, "/buildings/{building}/units/{unit}", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/units/{unit}", NONE, [SignIn, NotThere, Again]),
    (POST, "/buildings/{building}/units/{unit}/occupant", NONE, [SignIn, NotThere, Again]),
    (GET, "/buildings/{building}/people", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/people", NONE, [SignIn, NotThere, Refused]),
    (GET, "/buildings/{building}/people.xlsx", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/units/{unit}/openings", NONE, [SignIn, NotThere, Again]),
    (GET, "/buildings/{building}/openings", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/openings", NONE, [SignIn, NotThere, Refused]),
    (GET, "/buildings/{building}/openings.xlsx", NONE, [SignIn, NotThere, Shown]),
    (GET, "/buildings/{building}/openings/{opening}", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/openings/{opening}/reversal", NONE, [SignIn, NotThere, Again]),
    (GET, "/buildings/{building}/expenses", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/expenses", NONE, [SignIn, NotThere, Refused]),
    // It does not come again, so it cannot be ended.
    (POST, "/buildings/{building}/expenses/{expense}/end", NONE, [SignIn, NotThere, NotThere]),
    (GET, "/buildings/{building}/expenses/{expense}", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/expenses/{expense}", NONE, [SignIn, NotThere, Refused]),
    // A living month divides it.
    (POST, "/buildings/{building}/expenses/{expense}/deletion", NONE, [SignIn, NotThere, Again]),
    (GET, "/buildings/{building}/files/{expense}", NONE, [SignIn, NotThere, NotThere]),
    (GET, "/buildings/{building}/categories/{category}", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/categories/{category}", NONE, [SignIn, NotThere, Done]),
    (GET, "/buildings/{building}/plan", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/plan", NONE, [SignIn, NotThere, Again]),
    (GET, "/buildings/{building}/charges", NONE, [SignIn, NotThere, Shown]),
    (GET, "/buildings/{building}/charges/{month}", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/charges/{month}", NONE, [SignIn, NotThere, Again]),
    (GET, "/buildings/{building}/residents/{resident}", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/residents/{resident}/receipts", NONE, [SignIn, NotThere, Again]),
    (GET, "/buildings/{building}/bills/{charge}/waiver", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/bills/{charge}/waiver", NONE, [SignIn, NotThere, Again]),
    (GET, "/buildings/{building}/settlements/{settlement}", NONE, [SignIn, NotThere, Shown]),
    (
        POST,
        "/buildings/{building}/settlements/{settlement}/reversal",
        NONE,
        [SignIn, NotThere, Again],
    ),
    (GET, "/buildings/{building}/bills/{charge}/dispute", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/bills/{charge}/dispute", NONE, [SignIn, NotThere, Again]),
    (POST, "/buildings/{building}/bills/{charge}/dispute/end", NONE, [SignIn, NotThere, Done]),
    (GET, "/buildings/{building}/late-fees", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/late-fees", NONE, [SignIn, NotThere, Again]),
    (POST, "/buildings/{building}/late-fees/{decision}/end", NONE, [SignIn, NotThere, Done]),
    (GET, "/buildings/{building}/promises", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/promises", NONE, [SignIn, NotThere, Done]),
    (POST, "/buildings/{building}/promises/{promise}/end", NONE, [SignIn, NotThere, Done]),
    (GET, "/buildings/{building}/runs/{run}/notice", NONE, [SignIn, NotThere, Shown]),
    (GET, "/buildings/{building}/residents/{resident}/demand", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/residents/{resident}/demand", NONE, [SignIn, NotThere, Again]),
    (GET, "/buildings/{building}/report.xlsx", NONE, [SignIn, NotThere, Shown]),
    (GET, "/buildings/{building}/transfers", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/transfers/{report}", NONE, [SignIn, NotThere, Again]),
    // There is no picture of this transfer.
    (GET, "/buildings/{building}/transfers/{report}/file", NONE, [SignIn, NotThere, NotThere]),
    (GET, "/buildings/{building}/reminders", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/reminders", NONE, [SignIn, NotThere, Again]),
    (GET, "/buildings/{building}/report", NONE, [SignIn, NotThere, Shown]),
    (GET, "/buildings/{building}/bills/{charge}", NONE, [SignIn, NotThere, Shown]),
    (GET, "/my/{resident}/requests", NONE, [SignIn, NotThere, Shown]),
    // It takes a form with files, and no other.
    (POST, "/my/{resident}/requests", NONE, [SignIn, NotThere, Refused]),
    (GET, "/my/{resident}/requests/{request}", NONE, [SignIn, NotThere, Shown]),
    (GET, "/my/{resident}/requests/{request}/files/{place}", NONE, [SignIn, NotThere, Shown]),
    (GET, "/buildings/{building}/requests", NONE, [SignIn, NotThere, Shown]),
    (GET, "/buildings/{building}/requests/{request}", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/requests/{request}", NONE, [SignIn, NotThere, Again]),
    (
        GET,
        "/buildings/{building}/requests/{request}/files/{place}",
        NONE,
        [SignIn, NotThere, Shown],
    ),
    (GET, "/buildings/{building}/news", NONE, [SignIn, NotThere, Shown]),
    (POST, "/buildings/{building}/news", NONE, [SignIn, NotThere, Again]),
    (GET, "/my/{resident}/news", NONE, [SignIn, NotThere, Shown]),
    (POST, "/my/{resident}/news/{announcement}/reading", NONE, [SignIn, NotThere, Done]),
    (GET, "/b/{token}/news", NONE, [Shown, Shown, Shown]),
    (POST, "/b/{token}/news/{announcement}/reading", NONE, [Done, Done, Done]),
    (POST, "/buildings/{building}/news/{announcement}/end", NONE, [SignIn, NotThere, Done]),
    (POST, "/buildings/{building}/runs/{run}/reversal", NONE, [SignIn, NotThere, Done]),
    // A merchant's links.
    (GET, "/links", NONE, [SignIn, Shown, Shown]),
    (POST, "/links", NONE, [SignIn, Again, Again]),
    (GET, "/links/new", NONE, [SignIn, Shown, Shown]),
    (GET, "/l/{short}", NONE, [SignIn, NotThere, Done]),
    (GET, "/links/{link}", NONE, [SignIn, NotThere, Shown]),
    (GET, "/links/funnel", NONE, [SignIn, Shown, Shown]),
    (GET, "/links/bulk", NONE, [SignIn, Shown, Shown]),
    (POST, "/links/bulk", NONE, [SignIn, Refused, Refused]),
    (GET, "/links/bulk/template.csv", NONE, [SignIn, Shown, Shown]),
    (GET, "/links/bulk/template.xlsx", NONE, [SignIn, Shown, Shown]),
    (GET, "/links/bulk/{batch}", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/links/bulk/{batch}/confirmation", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/links/bulk/{batch}/undoing", NONE, [SignIn, NotThere, NotThere]),
    (GET, "/links/{link}/qr.svg", NONE, [SignIn, NotThere, Shown]),
    (GET, "/links/{link}/qr.png", NONE, [SignIn, NotThere, Shown]),
    (GET, "/links/{link}/poster", NONE, [SignIn, NotThere, Shown]),
    (POST, "/links/{link}/renewal", NONE, [SignIn, NotThere, Done]),
    (POST, "/links/selection", NONE, [SignIn, Done, Done]),
    (GET, "/links/{link}/edit", NONE, [SignIn, NotThere, Shown]),
    (POST, "/links/{link}/edit", NONE, [SignIn, NotThere, Again]),
    (POST, "/links/{link}/archive", NONE, [SignIn, NotThere, Done]),
    (POST, "/links/{link}/messages/{message}/withdrawal", NONE, [SignIn, NotThere, Done]),
    (POST, "/links/{link}/messages", BY_SMS, [SignIn, NotThere, Done]),
    (GET, "/links/{link}/closure", NONE, [SignIn, NotThere, Shown]),
    (POST, "/links/{link}/closure", NONE, [SignIn, NotThere, Done]),
    // A payer's payouts.
    (GET, "/payouts", NONE, [SignIn, Shown, Shown]),
    (POST, "/payouts", NONE, [SignIn, Again, Again]),
    (GET, "/payouts/new", NONE, [SignIn, Shown, Shown]),
    (GET, "/o/{short}", NONE, [SignIn, Done, Done]),
    (GET, "/payouts/{payout}", NONE, [SignIn, NotThere, Shown]),
    (POST, "/payouts/{payout}/question", NONE, [SignIn, NotThere, Done]),
    (POST, "/payouts/{payout}/proposal", NONE, [SignIn, NotThere, Done]),
    (POST, "/payouts/{payout}/sending", NONE, [SignIn, NotThere, Done]),
    // There is nobody else who could agree.
    (GET, "/payouts/{payout}/approval", NONE, [SignIn, NotThere, Done]),
    (POST, "/payouts/{payout}/approval", NONE, [SignIn, NotThere, Done]),
    (GET, "/payouts/bulk", NONE, [SignIn, Shown, Shown]),
    (POST, "/payouts/bulk", NONE, [SignIn, Refused, Refused]),
    (GET, "/payouts/bulk/template.csv", NONE, [SignIn, Shown, Shown]),
    (GET, "/payouts/bulk/template.xlsx", NONE, [SignIn, Shown, Shown]),
    (GET, "/payouts/bulk/{batch}", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/payouts/bulk/{batch}/confirmation", NONE, [SignIn, NotThere, NotThere]),
    (POST, "/payouts/bulk/{batch}/undoing", NONE, [SignIn, NotThere, NotThere]),
    (GET, "/payouts/limit", NONE, [SignIn, Shown, Shown]),
    (POST, "/payouts/limit", NONE, [SignIn, Done, Done]),
    (GET, "/payouts/{payout}/end", NONE, [SignIn, NotThere, Shown]),
    (POST, "/payouts/{payout}/end", NONE, [SignIn, NotThere, Done]),
    // A workspace's wallet.
    (GET, "/wallet", NONE, [SignIn, Shown, Shown]),
    (POST, "/wallet/settlements", NONE, [SignIn, Again, Again]),
    (GET, "/wallet/settlements/{money_out}", NONE, [SignIn, NotThere, Shown]),
    (GET, "/wallet/account", NONE, [SignIn, Shown, Shown]),
    (POST, "/wallet/account", NONE, [SignIn, Again, Again]),
    (GET, "/wallet/account/new", NONE, [SignIn, Shown, Shown]),
    (POST, "/wallet/account/confirmation", NONE, [SignIn, Done, Done]),
    (POST, "/wallet/account/end", NONE, [SignIn, Done, Done]),
    (GET, "/wallet/plan", NONE, [SignIn, Shown, Shown]),
    (POST, "/wallet/plan", NONE, [SignIn, Done, Done]),
    // The site, and its door.
    (GET, "/", NONE, [Shown, Shown, Shown]),
    (GET, "/terms", NONE, [Shown, Shown, Shown]),
    (GET, "/privacy", NONE, [Shown, Shown, Shown]),
    (GET, "/signup", NONE, [Shown, Shown, Shown]),
    (POST, "/signup", NONE, [Again, Again, Again]),
    (GET, "/login", NONE, [Shown, Done, Done]),
    (POST, "/login", NONE, [Again, Again, Again]),
    (GET, "/login/code", NONE, [Shown, Shown, Shown]),
    (POST, "/login/code", NONE, [Again, Again, Again]),
    (GET, "/login/forgotten", NONE, [Shown, Shown, Shown]),
    (POST, "/login/forgotten", NONE, [Again, Again, Again]),
    // A code is for the browser that asked; `members.rs` has the rest.
    (GET, "/codes/{challenge}", NONE, [NotThere, NotThere, NotThere]),
    (POST, "/codes/{challenge}", NONE, [Again, Again, Again]),
    (GET, "/codes/{challenge}/again", NONE, [Done, Done, Done]),
    (POST, "/codes/{challenge}/again", NONE, [Again, Again, Again]),
    // The second step is for the browser that has shown the first.
    (GET, "/login/second/{challenge}", NONE, [NotThere, NotThere, NotThere]),
    (POST, "/login/second/{challenge}", NONE, [Again, Again, Again]),
    // An invitation, for who has its address.
    (GET, "/join/{token}", NONE, [Shown, Shown, Shown]),
    (POST, "/join/{token}", NONE, [Again, Again, Again]),
    // Colleagues; the last owner stays one.
    (GET, "/settings/team", NONE, [SignIn, Shown, Shown]),
    (GET, "/settings/team/invitations", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/team/invitations", INVITATION, [SignIn, Again, Again]),
    (POST, "/settings/team/invitations/{invitation}/sending", NONE, [SignIn, NotThere, Done]),
    (POST, "/settings/team/invitations/{invitation}/revocation", NONE, [SignIn, NotThere, Done]),
    (GET, "/settings/team/{member}", NONE, [SignIn, NotThere, Shown]),
    (POST, "/settings/team/{member}", ROLE, [SignIn, NotThere, Done]),
    (POST, "/settings/team/{member}/removal", NONE, [SignIn, NotThere, Done]),
    (POST, "/workspaces/{workspace}/leaving", NONE, [SignIn, NotThere, Done]),
    // Everybody's own settings.
    (GET, "/settings", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings", BUSINESS, [SignIn, Done, Done]),
    (GET, "/settings/messages", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/messages", NONE, [SignIn, Done, Done]),
    (GET, "/settings/seller", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/seller", NONE, [SignIn, Done, Done]),
    (GET, "/settings/gateways", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/gateways", GATEWAY, [SignIn, Done, Done]),
    (POST, "/settings/gateways/{terminal}/test", NONE, [SignIn, NotThere, Done]),
    (POST, "/settings/gateways/{terminal}/switch", ON, [SignIn, NotThere, Done]),
    (POST, "/settings/gateways/{terminal}/move", DOWN, [SignIn, NotThere, Done]),
    (POST, "/settings/gateways/{terminal}/removal", NONE, [SignIn, NotThere, Done]),
    (GET, "/settings/me", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/me", ME, [SignIn, Done, Done]),
    (GET, "/settings/email", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/email", NONE, [SignIn, Done, Done]),
    (GET, "/settings/password", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/password", NONE, [SignIn, Again, Again]),
    (GET, "/settings/mobile", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/mobile", NONE, [SignIn, Again, Again]),
    // Before a secret is drawn there is nothing to confirm and nothing to take away.
    (GET, "/settings/second", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/second/confirmation", NONE, [SignIn, Again, Again]),
    (POST, "/settings/second/removal", NONE, [SignIn, Again, Again]),
    (POST, "/settings/second", NONE, [SignIn, Done, Done]),
    (GET, "/settings/proof", NONE, [SignIn, Done, Done]),
    (POST, "/settings/proof", NONE, [SignIn, Again, Again]),
    (POST, "/settings/proof/code", NONE, [SignIn, Done, Done]),
    (GET, "/settings/workspaces", NONE, [SignIn, Shown, Shown]),
    (GET, "/workspaces", NONE, [SignIn, Done, Done]),
    (POST, "/workspaces", NONE, [SignIn, Again, Again]),
    (POST, "/workspaces/{workspace}/current", NONE, [SignIn, NotThere, Done]),
    (GET, "/settings/sessions", NONE, [SignIn, Shown, Shown]),
    // A session that is not the member's own stays as it is, and nothing tells that it is there.
    (POST, "/settings/sessions/{session}/closure", NONE, [SignIn, Done, Done]),
    // These two end the sessions, and so the list.
    (POST, "/settings/sessions/closure", NONE, [SignIn, Done, Done]),
    (POST, "/logout", NONE, [Done, Done, Done]),
];
