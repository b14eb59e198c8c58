//! The wallet and its way to an account of its owner's, from outside.

mod account;
mod plans;
mod settling;
