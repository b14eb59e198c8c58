//! The right that each route of a workspace needs. `tests/it/access` asks every route in every role.

use super::Right;
use Right::Approve;
use Right::Audit;
use Right::Build;
use Right::Business;
use Right::Charge;
use Right::Export;
use Right::GiveBack;
use Right::Keep;
use Right::Look;
use Right::MakeLinks;
use Right::MakeMany;
use Right::Pay;
use Right::SeeLinks;
use Right::Settle;
use Right::Team;

/// What a route of a workspace needs.
pub struct Route {
    /// The route, as the router has it.
    pub path: &'static str,
    /// To look at it; `None`: there is nothing to look at.
    pub looking: Option<Right>,
    /// To send a form to it; `None`: it takes none.
    pub doing: Option<Right>,
}

const fn page(path: &'static str, right: Right) -> Route {
    Route { path, looking: Some(right), doing: None }
}

const fn act(path: &'static str, right: Right) -> Route {
    Route { path, looking: None, doing: Some(right) }
}

const fn both(path: &'static str, looking: Right, doing: Right) -> Route {
    Route { path, looking: Some(looking), doing: Some(doing) }
}

/// Every route of a workspace's pages.
pub const ROUTES: &[Route] = &[
    // A cashier begins at the links, and is taken there.
    page("/home", SeeLinks),
    act("/home/news/reading", Look),
    both("/links", SeeLinks, MakeLinks),
    page("/links/new", MakeLinks),
    page("/l/{short}", SeeLinks),
    page("/links/{link}", SeeLinks),
    act("/links/{link}/messages", MakeLinks),
    act("/links/{link}/messages/{message}/withdrawal", MakeLinks),
    page("/links/funnel", Look),
    both("/links/bulk", MakeMany, MakeMany),
    page("/links/bulk/template.csv", MakeMany),
    page("/links/bulk/template.xlsx", MakeMany),
    page("/links/bulk/{batch}", MakeMany),
    act("/links/bulk/{batch}/confirmation", MakeMany),
    act("/links/bulk/{batch}/undoing", MakeMany),
    page("/links/{link}/qr.svg", SeeLinks),
    page("/links/{link}/qr.png", SeeLinks),
    page("/links/{link}/poster", SeeLinks),
    act("/links/{link}/renewal", MakeLinks),
    act("/links/selection", MakeLinks),
    both("/links/{link}/edit", MakeLinks, MakeLinks),
    act("/links/{link}/archive", MakeLinks),
    both("/links/{link}/closure", MakeLinks, MakeLinks),
    both("/payments/{payment}/refund", GiveBack, GiveBack),
    act("/payments/{payment}/acceptance", GiveBack),
    act("/payments/{payment}/giving-back", GiveBack),
    act("/payments/{payment}/question", GiveBack),
    both("/payouts", Look, Pay),
    page("/payouts/new", Pay),
    page("/o/{short}", Look),
    page("/payouts/{payout}", Look),
    act("/payouts/{payout}/question", Pay),
    act("/payouts/{payout}/proposal", Pay),
    act("/payouts/{payout}/sending", Pay),
    both("/payouts/{payout}/end", Pay, Pay),
    both("/payouts/{payout}/approval", Approve, Approve),
    both("/payouts/limit", Business, Business),
    both("/payouts/bulk", Pay, Pay),
    page("/payouts/bulk/template.csv", Pay),
    page("/payouts/bulk/template.xlsx", Pay),
    page("/payouts/bulk/{batch}", Pay),
    act("/payouts/bulk/{batch}/confirmation", Pay),
    act("/payouts/bulk/{batch}/undoing", Pay),
    page("/wallet", Look),
    act("/wallet/settlements", Settle),
    page("/wallet/settlements/{money_out}", Look),
    // Where the money goes is said by those who run the business; taking it back is safe.
    both("/wallet/account", Look, Business),
    page("/wallet/account/new", Business),
    act("/wallet/account/confirmation", Business),
    act("/wallet/account/end", Settle),
    both("/wallet/plan", Look, Settle),
    page("/accounting", Look),
    page("/accounting.csv", Export),
    page("/accounting.xlsx", Export),
    page("/accounting/statement", Look),
    page("/accounting/statement.csv", Export),
    page("/accounting/statement.xlsx", Export),
    page("/accounting/outgoing", Look),
    page("/accounting/outgoing.csv", Export),
    page("/accounting/outgoing.xlsx", Export),
    page("/accounting/ledger", Look),
    page("/accounting/ledger.csv", Export),
    page("/accounting/ledger.xlsx", Export),
    act("/accounting/closings", Keep),
    page("/accounting/acts", Audit),
    page("/accounting/acts.csv", Audit),
    page("/accounting/acts.xlsx", Audit),
    act("/accounting/views", Look),
    act("/accounting/views/{view}/removal", Look),
    both("/buildings", Look, Build),
    page("/buildings/new", Build),
    both("/buildings/take-over", Build, Build),
    both("/buildings/take-over/{takeover}", Build, Build),
    page("/buildings/{building}", Look),
    page("/buildings/{building}/hand-over", Build),
    page("/buildings/{building}/hand-over.zip", Build),
    page("/buildings/{building}/taken-over.zip", Build),
    both("/buildings/{building}/about", Build, Build),
    page("/buildings/{building}/units", Look),
    act("/buildings/{building}/units/{unit}/removal", Build),
    both("/buildings/{building}/units/{unit}", Look, Build),
    act("/buildings/{building}/units/{unit}/occupant", Build),
    page("/buildings/{building}/units/{unit}/people", Look),
    act("/buildings/{building}/units/{unit}/owners", Build),
    act("/buildings/{building}/units/{unit}/bill-to", Build),
    both("/buildings/{building}/units/{unit}/stays/{stay}", Look, Build),
    act("/buildings/{building}/units/{unit}/stays/{stay}/removal", Build),
    both("/buildings/{building}/units/{unit}/stays/{stay}/leaving", Look, Build),
    act("/buildings/{building}/units/{unit}/stays/{stay}/clearance", Charge),
    act("/buildings/{building}/units/{unit}/stays/{stay}/credit", Pay),
    page("/buildings/{building}/clearances/{clearance}", Look),
    act("/buildings/{building}/clearances/{clearance}/revocation", Charge),
    both("/buildings/{building}/units/{unit}/extras", Look, Build),
    act("/buildings/{building}/units/{unit}/extras/{extra}/end", Build),
    both("/buildings/{building}/people", Build, Build),
    page("/buildings/{building}/people.xlsx", Build),
    act("/buildings/{building}/units/{unit}/openings", Keep),
    both("/buildings/{building}/openings", Look, Keep),
    both("/buildings/{building}/funds", Look, Keep),
    page("/buildings/{building}/funds/{brought}", Look),
    act("/buildings/{building}/funds/{brought}/reversal", Keep),
    page("/buildings/{building}/openings.xlsx", Look),
    page("/buildings/{building}/openings/{opening}", Look),
    act("/buildings/{building}/openings/{opening}/reversal", Keep),
    both("/buildings/{building}/meters", Look, Build),
    both("/buildings/{building}/meters/{meter}", Look, Build),
    act("/buildings/{building}/meters/{meter}/removal", Build),
    both("/buildings/{building}/readings", Look, Keep),
    act("/buildings/{building}/meters/{meter}/readings", Keep),
    both("/buildings/{building}/readings/{reading}", Look, Keep),
    act("/buildings/{building}/readings/{reading}/deletion", Keep),
    page("/buildings/{building}/readings/{reading}/file", Look),
    both("/buildings/{building}/reading-table", Build, Build),
    page("/buildings/{building}/readings.xlsx", Build),
    both("/buildings/{building}/unit-table", Build, Build),
    page("/buildings/{building}/units.xlsx", Build),
    both("/buildings/{building}/expenses", Look, Keep),
    both("/buildings/{building}/expenses/{expense}", Look, Keep),
    act("/buildings/{building}/expenses/{expense}/end", Keep),
    act("/buildings/{building}/expenses/{expense}/deletion", Keep),
    act("/buildings/{building}/expenses/{expense}/payouts", Pay),
    page("/buildings/{building}/files/{expense}", Look),
    both("/buildings/{building}/levies", Look, Keep),
    page("/buildings/{building}/levies/new", Look),
    both("/buildings/{building}/levies/{levy}", Look, Keep),
    act("/buildings/{building}/levies/{levy}/end", Keep),
    act("/buildings/{building}/levies/{levy}/deletion", Keep),
    both("/buildings/{building}/categories/new", Build, Build),
    both("/buildings/{building}/categories/{category}", Build, Build),
    both("/buildings/{building}/plan", Build, Build),
    page("/m/{short}", Look),
    page("/buildings/{building}/charges", Look),
    both("/buildings/{building}/charges/{month}", Look, Charge),
    act("/buildings/{building}/charges/{month}/question", Charge),
    act("/buildings/{building}/charges/{month}/approval", Approve),
    both("/buildings/{building}/approval", Look, Team),
    act("/buildings/{building}/runs/{run}/reversal", Charge),
    page("/buildings/{building}/runs/{run}/notice", Look),
    page("/buildings/{building}/residents/{resident}", Look),
    act("/buildings/{building}/residents/{resident}/receipts", Keep),
    both("/buildings/{building}/residents/{resident}/demand", Charge, Charge),
    both("/buildings/{building}/bank-statement", Keep, Keep),
    page("/buildings/{building}/bank-statement.xlsx", Keep),
    both("/buildings/{building}/deposits/{deposit}", Keep, Keep),
    act("/buildings/{building}/deposits/{deposit}/aside", Keep),
    act("/buildings/{building}/deposits/{deposit}/aside/end", Keep),
    page("/buildings/{building}/transfers", Look),
    act("/buildings/{building}/transfers/{report}", Keep),
    page("/buildings/{building}/transfers/{report}/file", Look),
    both("/buildings/{building}/bills/{charge}/waiver", Charge, Charge),
    both("/buildings/{building}/bills/{charge}/dispute", Charge, Charge),
    act("/buildings/{building}/bills/{charge}/dispute/end", Charge),
    both("/buildings/{building}/early-discounts", Look, Build),
    act("/buildings/{building}/early-discounts/{decision}/end", Build),
    both("/buildings/{building}/late-fees", Look, Build),
    act("/buildings/{building}/late-fees/{decision}/end", Build),
    both("/buildings/{building}/promises", Look, Keep),
    both("/buildings/{building}/for-owners", Look, Keep),
    page("/buildings/{building}/certificates/{certificate}", Look),
    act("/buildings/{building}/promises/{promise}/end", Keep),
    both("/buildings/{building}/reminders", Build, Build),
    page("/buildings/{building}/settlements/{settlement}", Look),
    act("/buildings/{building}/settlements/{settlement}/reversal", Keep),
    page("/buildings/{building}/report", Look),
    page("/buildings/{building}/report.xlsx", Export),
    page("/buildings/{building}/report/{month}", Look),
    page("/buildings/{building}/by-category", Look),
    page("/buildings/{building}/by-category.xlsx", Export),
    page("/buildings/{building}/by-unit", Look),
    page("/buildings/{building}/by-unit.xlsx", Export),
    page("/buildings/{building}/year", Look),
    page("/buildings/{building}/year.xlsx", Export),
    page("/buildings/{building}/bills/{charge}", Look),
    both("/buildings/{building}/news", Look, Build),
    both("/buildings/{building}/news/{announcement}", Look, Build),
    act("/buildings/{building}/news/{announcement}/end", Build),
    both("/buildings/{building}/polls", Look, Build),
    page("/buildings/{building}/polls/{poll}", Look),
    act("/buildings/{building}/polls/{poll}/calling-off", Build),
    both("/buildings/{building}/documents", Look, Build),
    both("/buildings/{building}/documents/{document}", Look, Build),
    act("/buildings/{building}/documents/{document}/removal", Build),
    page("/buildings/{building}/documents/{document}/versions/{version}", Look),
    page("/buildings/{building}/requests", Look),
    both("/buildings/{building}/requests/{request}", Look, Build),
    page("/buildings/{building}/requests/{request}/files/{place}", Look),
    both("/settings", Business, Business),
    both("/settings/messages", Business, Business),
    both("/settings/seller", Business, Business),
    both("/settings/gateways", Business, Business),
    act("/settings/gateways/{terminal}/test", Business),
    act("/settings/gateways/{terminal}/switch", Business),
    act("/settings/gateways/{terminal}/move", Business),
    act("/settings/gateways/{terminal}/removal", Business),
    page("/settings/team", Team),
    both("/settings/team/invitations", Team, Team),
    act("/settings/team/invitations/{invitation}/sending", Team),
    act("/settings/team/invitations/{invitation}/revocation", Team),
    both("/settings/team/{member}", Team, Team),
    act("/settings/team/{member}/removal", Team),
    // Keys and secrets open everything, so they are the owner's.
    both("/settings/programs", Team, Team),
    act("/settings/programs/{key}/revocation", Team),
    both("/settings/webhooks", Team, Team),
    both("/settings/webhooks/{endpoint}", Team, Team),
    act("/settings/webhooks/{endpoint}/secret", Team),
    act("/settings/webhooks/{endpoint}/test", Team),
    act("/settings/webhooks/{endpoint}/removal", Team),
    act("/settings/webhooks/{endpoint}/deliveries/{delivery}", Team),
];

/// What a member has without a workspace, and the pages of the house's own people. A line ends with
/// a stroke where everything below it is meant.
pub const OWN: &[&str] = &[
    "/my",
    "/my/",
    "/ops",
    "/ops/",
    "/settings/me",
    "/settings/email",
    "/settings/password",
    "/settings/mobile",
    "/settings/passkeys",
    "/settings/passkeys/",
    "/settings/second",
    "/settings/second/",
    "/settings/proof",
    "/settings/proof/",
    "/settings/sessions",
    "/settings/sessions/",
    "/settings/workspaces",
    "/workspaces",
    "/workspaces/",
];

impl Route {
    /// The right that a route needs, to look at it or to do something there. A route without a line
    /// is the owner's.
    pub fn needed(path: &str, is_looking: bool) -> Right {
        let route = ROUTES.iter().find(|route| route.path == path);
        let right = route.and_then(|route| if is_looking { route.looking } else { route.doing });
        right.unwrap_or(Team)
    }

    /// How many parts of an address this line names by word; `None`: it is not its address.
    fn fits(&self, address: &str) -> Option<usize> {
        let (mut parts, mut named) = (address.split('/'), 0);
        for wanted in self.path.split('/') {
            let part = parts.next()?;
            match wanted.starts_with('{') {
                true => (),
                false if wanted == part => named += 1,
                false => return None,
            }
        }
        parts.next().is_none().then_some(named)
    }
}

/// The right that looking at an address of ours needs; `None`: it belongs to no workspace.
pub fn looking(address: &str) -> Option<Right> {
    line(address, |route| route.looking)
}

/// The right that sending a form to an address of ours needs; `None`: it belongs to no workspace.
pub fn doing(address: &str) -> Option<Right> {
    line(address, |route| route.doing)
}

fn line(address: &str, right: fn(&Route) -> Option<Right>) -> Option<Right> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let lines = ROUTES.iter().filter_map(|route| Some((route.fits(path)?, right(route)?)));
    lines.max_by_key(|(named, _)| *named).map(|(_, right)| right)
}
