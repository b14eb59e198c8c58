//! The routes of the site's door, of wallets, of colleagues and of everybody's own settings.

use axum::http::Method;

use super::comes::Outcome;
use super::routes::Fields;
use super::routes::Line;

use Outcome::Again;
use Outcome::Done;
use Outcome::NotThere;
use Outcome::Shown;
use Outcome::SignIn;

const BUSINESS: Fields = &[("name", "Sarv"), ("language", "fa"), ("unit", "toman")];
const DONE: [Outcome; 3] = [SignIn, NotThere, Done];
const GATEWAY: Fields = &[("gateway", "sep"), ("credential", "20159999")];
const INVITATION: Fields = &[("mobile", ""), ("role", "viewer")];
const NONE: Fields = &[];
const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// The last of them end the sessions.
pub const DOOR: &[Line] = &[
    // The site, and its door.
    (GET, "/", NONE, [Shown, Shown, Shown]),
    (GET, "/terms", NONE, [Shown, Shown, Shown]),
    (GET, "/privacy", NONE, [Shown, Shown, Shown]),
    (GET, "/signup", NONE, [Shown, Shown, Shown]),
    (POST, "/signup", NONE, [Again, Again, Again]),
    (GET, "/login", NONE, [Shown, Done, Done]),
    (POST, "/login", NONE, [Again, Again, Again]),
    (GET, "/login/code", NONE, [Shown, Shown, Shown]),
    (GET, "/login/passkey", NONE, [Shown, Done, Done]),
    (POST, "/login/passkey", NONE, [Again, Again, Again]),
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
    // Colleagues; the last owner stays one.
    (GET, "/settings/team", NONE, [SignIn, Shown, Shown]),
    (GET, "/settings/team/invitations", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/team/invitations", INVITATION, [SignIn, Again, Again]),
    (POST, "/settings/team/invitations/{invitation}/sending", NONE, [SignIn, NotThere, Done]),
    (POST, "/settings/team/invitations/{invitation}/revocation", NONE, [SignIn, NotThere, Done]),
    (GET, "/settings/team/{member}", NONE, [SignIn, NotThere, Shown]),
    (POST, "/settings/team/{member}", &[("role", "owner")], DONE),
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
    (POST, "/settings/gateways/{terminal}/switch", &[("to", "on")], DONE),
    (POST, "/settings/gateways/{terminal}/move", &[("to", "down")], DONE),
    (POST, "/settings/gateways/{terminal}/removal", NONE, [SignIn, NotThere, Done]),
    (GET, "/settings/me", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/me", &[("name", "Sara"), ("language", "fa")], [SignIn, Done, Done]),
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
    // The keys of a member's own devices.
    (GET, "/settings/passkeys", NONE, [SignIn, Shown, Shown]),
    (POST, "/settings/passkeys", NONE, [SignIn, Again, Again]),
    (POST, "/settings/passkeys/{passkey}/removal", NONE, [SignIn, NotThere, NotThere]),
    (GET, "/settings/proof/passkey", NONE, [SignIn, Done, Done]),
    (POST, "/settings/proof/passkey", NONE, [SignIn, Again, Again]),
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
