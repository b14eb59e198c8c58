//! What all pages share: who visits and in which language, forms, faults, limits, static files and
//! the headers that keep a page safe. It knows no room.

pub mod api;
pub mod assets;
pub mod desk;
pub mod download;
mod drawn;
pub mod email;
pub mod error;
pub mod faults;
pub mod form;
pub mod key;
pub mod limits;
pub mod next;
pub mod paging;
pub mod qr;
pub mod robots;
pub mod search;
pub mod security;
mod seen;
pub mod tables;
pub mod trace;
pub mod visit;

pub use desk::Desk;
pub use desk::Member;
pub use error::Error;
pub use visit::Visit;

/// What a handler returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;
