//! Two-click payouts, from outside.

mod approval;
mod bulk;
mod faults;
mod jibit;
mod money;
mod people;
mod rail;
mod receipts;
mod rest;
mod thousand;
