//! The money of a building, as its manager and its residents meet it.

mod estate;
mod issuing;
mod killed;
mod money;
pub mod paying;
mod reminding;

pub use estate::Estate;
