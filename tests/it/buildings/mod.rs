//! The money of a building, as its manager and its residents meet it.

pub mod account;
mod estate;
mod expenses;
mod importing;
mod issuing;
mod killed;
mod money;
pub mod paying;
mod reminding;
mod rules;
mod settling;

pub use estate::Estate;
