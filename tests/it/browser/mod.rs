//! The product in a real browser, against the real program: what a person sees, types and presses.
//!
//! Needs Debian's `chromium` and `chromium-driver`, and for the accessibility checks axe-core, which
//! npm brings. Where they are missing a notice is printed and the test ends; in CI that is a failure.

mod axe;
mod building;
mod deeds;
mod driver;
mod given;
mod giving;
mod homes;
mod journey;
mod letters;
mod pages;
mod passkeys;
mod purse;
mod refusals;
mod settling;
mod states;
mod town;
mod words;

use std::path::PathBuf;
use std::process::Command;

use crate::support::tools::has;
use crate::support::tools::missing;

/// Whether a browser can be driven here.
fn has_browser() -> bool {
    has("chromium") && has("chromedriver")
}

/// A folder for what the browser tests fetch and leave behind.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The source of axe-core: from where it was unpacked before, or from npm. It is not ours to commit.
fn axe_source() -> Option<String> {
    const VERSION: &str = "4.14.1";
    let folder = folder("axe-core");
    let file = folder.join("package/axe.min.js");
    if !file.is_file() {
        if !has("npm") {
            return None;
        }
        let run = |tool: &str, arguments: &[&str]| {
            let done = Command::new(tool).args(arguments).current_dir(&folder).output();
            done.is_ok_and(|done| done.status.success())
        };
        let archive = format!("axe-core-{VERSION}.tgz");
        let is_here = run("npm", &["pack", "--silent", &format!("axe-core@{VERSION}")])
            && run("tar", &["xzf", &archive]);
        if !is_here {
            missing("axe-core could not be fetched from npm");
            return None;
        }
    }
    Some(std::fs::read_to_string(file).unwrap())
}
