//! The money of a building, as its manager and its residents meet it.

pub mod account;
mod approving;
mod board;
mod books;
mod bringing;
pub mod depositing;
mod documenting;
pub mod early;
mod estate;
mod estate_talk;
mod expenses;
mod fees;
pub mod funding;
mod importing;
mod issuing;
mod killed;
pub mod leaving;
pub mod levying;
mod looking;
mod metering;
mod money;
mod months;
mod moving;
mod papers;
pub mod paying;
mod promising;
mod reminding;
mod reporting;
mod requests;
mod reversing;
mod rules;
mod scoping;
mod settling;
mod tables;
mod year;

pub use estate::Estate;
