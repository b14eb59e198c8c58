//! Two-click payouts, from outside.

mod faults;
mod jibit;
mod money;
mod people;
mod rail;
mod rest;
mod thousand;
