//! Companies on loopback: each speaks its protocol, keeps a book of its own, and can be told to
//! behave badly.

pub mod gateways;
pub mod jibit;
pub mod kavenegar;
pub mod smsir;
pub mod smtp;
pub mod wire;
