//! Where somebody goes on after signing in, or after an act. The path comes from an address that anybody
//! can write, so it must lead to a page of ours.

/// Where people go who had no plan.
const HOME: &str = "/home";

/// Longer paths are not ours.
const CHARS_MAX: usize = 500;

/// A path of ours; reading one from a form or a row refuses all others.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(from = "String")]
pub struct Next(String);

impl From<String> for Next {
    fn from(path: String) -> Self {
        Self::of(&path)
    }
}

impl Next {
    /// Reads a path; whatever might lead away from here is the start page.
    pub fn of(path: &str) -> Self {
        // Browsers read a backslash as a slash, and drop tabs and line ends.
        let is_plain = path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
        let is_ours = path.starts_with('/') && !path.starts_with("//");
        if is_plain && is_ours && path.len() <= CHARS_MAX {
            Self(path.to_owned())
        } else {
            Self::home()
        }
    }

    /// The start page of who is signed in.
    pub fn home() -> Self {
        Self(HOME.to_owned())
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Next;

    #[test]
    fn people_go_on_to_the_page_they_wanted() {
        for path in ["/links/new", "/accounting?from=1405-08-01&state=paid", "/"] {
            assert_eq!(Next::of(path).as_str(), path);
        }
    }

    #[test]
    fn nobody_is_led_to_another_site() {
        for path in [
            "",
            "home",
            "//evil.test",
            "/\\evil.test",
            "https://evil.test/",
            "/\t/evil.test",
            "javascript:alert(1)",
            "/a\r\nset-cookie: a=b",
            "/\u{202e}",
            &format!("/{}", "a".repeat(500)),
        ] {
            assert_eq!(Next::of(path), Next::home(), "{path}");
        }
    }
}
