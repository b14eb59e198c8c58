//! The API: what a program may do with a key, and that it does it once.

mod access;
mod client;
mod document;
mod inputs;
mod keys;
mod once;
mod schema;
mod verbs;
