//! The money of a building, as its manager and its residents meet it.

mod estate;
mod issuing;
mod money;
pub mod paying;

pub use estate::Estate;
