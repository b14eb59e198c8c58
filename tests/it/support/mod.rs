//! What the tests stand on.

pub mod bank;
pub mod database;
pub mod depot;
pub mod fakes;
pub mod house;
pub mod machine;
pub mod page;
pub mod payouts;
pub mod people;
pub mod program;
pub mod sharing;
pub mod statements;
pub mod tools;
pub mod wallet;
