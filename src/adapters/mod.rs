//! The doors to foreign companies: a trait where a company stands, and nowhere else. Behind each door
//! stands a sandbox too, which behaves like a real one and keeps a book of its own.

pub mod bank;
pub mod breaker;
pub mod email;
pub mod handover;
pub mod inbox;
pub mod inquiry;
pub mod jibit;
pub mod rail;
pub mod sms;
