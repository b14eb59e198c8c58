//! Two-click payouts, from outside.

mod approval;
mod bulk;
mod faults;
mod jibit;
mod money;
mod people;
mod proven;
mod rail;
mod receipts;
mod rest;
mod shares;
mod shares_faults;
mod shares_killed;
mod thousand;
mod timeline;
