//! The product from outside: the real router, a real PostgreSQL, the pretend bank and carriers, and a
//! clock that is wound by hand.
//!
//! The fault cases of the rules for money (F01, F02 …) stand by their number beside the test that shows them, or
//! in its name: `grep -rni f21 tests`. F33 cannot happen, for no gateway here settles in a second step.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed, and the line says where"
)]

mod access;
mod again;
mod api;
mod audit;
mod backup;
mod breaker;
mod browser;
mod budget;
mod buildings;
mod calls;
mod charges;
mod crash;
mod crowd;
mod demo;
mod gateway_refunds;
mod gateways;
mod inputs;
mod jams;
mod ledger;
mod links;
mod locale_files;
mod members;
mod messages;
mod migrating;
mod mind;
mod operation;
mod ops;
mod paying;
mod payouts;
mod postgres;
mod program;
mod queue;
mod receipts;
mod reconcile;
mod refunds;
mod reports;
mod sandbox;
mod support;
mod suspense;
mod terminals;
mod times;
mod wallet;
mod webhooks;
mod workers;
