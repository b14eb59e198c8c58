//! What is done on a page before it is looked at.

/// One thing that is done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    /// A field is filled in.
    Fill(&'static str, &'static str),
    /// What a selector finds is pressed.
    Press(&'static str),
    /// The browser's button.
    Back,
}

use Deed::Fill;
use Deed::Press;

pub(super) const SEND: Deed = Press("form.card button.go");
pub(super) const MAKE: Deed = Press("button[value=make]");
pub(super) const LINK: [Deed; 3] =
    [Fill("title", "سفارش ۳۴۷"), Fill("amount", "2450000"), Fill("mobile", "09351112233")];
pub(super) const NEWS: [Deed; 4] = [
    Fill("title", "نظافت پارکینگ"),
    Fill("words", "خودروها را بیرون بگذارید."),
    Press("[name=by_message]"),
    SEND,
];

/// The codes by which recipients show who they are, by the place of their payout in the demo: one that is wrong, and
/// those for what was answered before.
pub(super) const CODES: [(usize, &[Deed]); 5] = [
    (5, &[Fill("number", "6037991234567893"), SEND, Fill("code", "000000"), SEND]),
    (6, &[Press("form[action$='/correction'] button")]),
    (6, &[Press("form[action$='/proof'] button")]),
    (0, &[Press("form[action$='/proof'] button")]),
    (0, &[Press("form[action$='/proof'] button"), Fill("code", "000000"), SEND]),
];
