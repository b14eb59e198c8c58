//! What one may not press is not drawn. A page is written for its owner; before anybody else gets it,
//! the forms and buttons that their role may not use are taken out, and links that would lead to a
//! refusal become plain text. As with the key of the forms, no template has to think of it.

use crate::access;
use crate::access::Role;

/// A page as a role gets it.
pub fn allowed(page: String, role: Role) -> String {
    if role == Role::Owner {
        return page;
    }
    without_links(&without_forms(&page, role), role)
}

/// A page without the forms that a role may not send.
fn without_forms(page: &str, role: Role) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find("<form ") {
        let tag = tag_of(&rest[at..]);
        let end = rest[at..].find("</form>").map_or(rest.len(), |end| at + end + "</form>".len());
        let needed = match attribute(tag, "method") {
            Some("post") => attribute(tag, "action").and_then(access::doing),
            _ => attribute(tag, "action").and_then(access::looking),
        };
        let is_kept = needed.is_none_or(|right| role.may(right));
        kept.push_str(if is_kept { &rest[..end] } else { &rest[..at] });
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}

/// A page without the buttons that lead where a role may not go, and with the words of other such
/// links as plain text.
fn without_links(page: &str, role: Role) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find("<a ") {
        let tag = tag_of(&rest[at..]);
        let words = at + tag.len();
        let end = rest[words..].find("</a>").map_or(rest.len(), |end| words + end);
        let after = rest.len().min(end + "</a>".len());
        let needed = attribute(tag, "href").and_then(access::looking);
        kept.push_str(&rest[..at]);
        if needed.is_none_or(|right| role.may(right)) {
            kept.push_str(&rest[at..after]);
        } else if !attribute(tag, "class").is_some_and(is_button) {
            kept.push_str(&rest[words..end]);
        }
        rest = &rest[after..];
    }
    kept.push_str(rest);
    kept
}

fn is_button(class: &str) -> bool {
    class.split(' ').any(|class| class == "btn")
}

/// The tag that a text begins with.
fn tag_of(text: &str) -> &str {
    text.find('>').map_or(text, |end| &text[..=end])
}

/// The value of an attribute, which our pages write in double quotes.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[from..].split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<form method="get" action="/links"></form>
        <form class="card" method="post" action="/links/1/closure"><button>End</button></form>
        <form method="post" action="/logout"><button>Out</button></form>
        <a class="btn go" href="/links/new">New</a> <a href="/links/1/edit"><bdi>Change</bdi></a>
        <a href="/links/1">Look</a> <a href="/settings/me">Me</a>"#;

    #[test]
    fn whoever_only_reads_is_offered_nothing_to_do() {
        let page = allowed(PAGE.to_owned(), Role::Viewer);
        for gone in ["End", "New", "closure", "/edit"] {
            assert!(!page.contains(gone), "{gone}: {page}");
        }
        for kept in ["<bdi>Change</bdi>", "Out", r#"<a href="/links/1">Look</a>"#, "Me</a>"] {
            assert!(page.contains(kept), "{kept}: {page}");
        }
    }

    #[test]
    fn whoever_may_gets_the_page_as_it_is() {
        for role in [Role::Owner, Role::Manager, Role::Cashier] {
            assert_eq!(allowed(PAGE.to_owned(), role), PAGE);
        }
    }
}
