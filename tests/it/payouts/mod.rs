//! Two-click payouts, from outside.

mod approval;
mod bulk;
mod deadlines;
mod faults;
mod giving_back;
mod jibit;
mod late;
mod money;
mod people;
mod proven;
mod purse;
mod rail;
mod receipts;
mod rest;
mod shares;
mod shares_faults;
mod shares_killed;
mod thousand;
mod timeline;
