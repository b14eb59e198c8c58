//! Peyvand: collect and send money by link, and run the money of a building.
//!
//! The house, from the roof to the ground. Arrows point down, never up and never sideways;
//! `tests/house.rs` knows the plan.
//!
//! ```text
//!   roof     main  cli  router  demo, and under it worker  know the whole house
//!   rooms    links  messages  wallet  buildings  receipts  reports  sandbox  ops  programs
//!            gateways                                      never use one another
//!   parlour  payouts                                       two-click payouts, for whichever room pays
//!   hall     members  payments  transfers                  people · money in · money out
//!   front    web  notices  destinations  webhooks          pages · messages · where money may go · events
//!            terminals                                     merchants' own doors to the banks
//!   toolbox  app                                           pool, clock, adapters
//!   cellar   acts  ledger  queue  sessions  api_keys  adapters  postgres  alarms
//!   ground   locale  config  db  outbound
//!   locks    tokens  sealed                                secret addresses, closed columns
//!   rules    charges                                       sums without a database
//!   soil     access  clock  ids  money  mobile  iban  card  national   depend on nothing above
//!   bedrock  banks  typed  sheets  sightings  escape
//! ```

pub mod cli;
pub mod demo;
pub mod router;
pub mod worker;

pub mod buildings;
pub mod gateways;
pub mod links;
pub mod messages;
pub mod ops;
pub mod programs;
pub mod receipts;
pub mod reports;
pub mod sandbox;
pub mod wallet;

pub mod payouts;

pub mod members;
pub mod payments;
pub mod transfers;

pub mod destinations;
pub mod notices;
pub mod terminals;
pub mod web;
pub mod webhooks;

pub mod app;

pub mod acts;
pub mod adapters;
pub mod alarms;
pub mod api_keys;
pub mod ledger;
pub mod paya;
pub mod postgres;
pub mod queue;
pub mod sessions;

pub mod config;
pub mod db;
pub mod locale;
pub mod outbound;

pub mod charges;

pub mod access;
pub mod card;
pub mod clock;
pub mod iban;
pub mod ids;
pub mod mobile;
pub mod money;
pub mod national;
pub mod sealed;
pub mod tokens;

pub mod banks;
pub mod escape;
pub mod sheets;
pub mod sightings;
pub mod typed;
