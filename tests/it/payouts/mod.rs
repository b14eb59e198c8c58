//! Two-click payouts, from outside.

mod money;
mod people;
mod rail;
mod rest;
