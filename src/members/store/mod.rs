//! The room's SQL.

mod challenges;
mod members;
mod sellers;
mod workspaces;

pub(super) use challenges::challenge;
pub(super) use challenges::count_code;
pub(super) use challenges::forget_challenges;
pub(super) use challenges::forget_code_hours;
pub(super) use challenges::put_challenge;
pub(super) use challenges::recent_codes;
pub(super) use challenges::spend_try;
pub use members::Contact;
pub(super) use members::Known;
pub(super) use members::Newcomer;
pub(super) use members::by_mobile;
pub(super) use members::contacts;
pub(super) use members::guest;
pub(super) use members::insert;
pub(super) use members::password_of;
pub(super) use members::profile;
pub(super) use members::secure;
pub(super) use members::set_email;
pub(super) use members::set_mobile;
pub(super) use members::set_password;
pub(super) use members::update;
pub(super) use sellers::seller;
pub(super) use sellers::update_seller;
pub(super) use workspaces::Business;
pub(super) use workspaces::Place;
pub(super) use workspaces::add_owner;
pub(super) use workspaces::business;
pub(super) use workspaces::first_of;
pub(super) use workspaces::insert_workspace;
pub(super) use workspaces::place;
pub(super) use workspaces::places;
pub(super) use workspaces::update_business;
