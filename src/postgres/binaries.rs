//! Where a machine keeps `initdb` and `postgres`.

use std::cmp::Reverse;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use crate::postgres::PostgresError;

/// The oldest major version whose SQL we write.
pub(super) const OLDEST: u32 = 14;

/// Folders with one folder per version, the beginning of its name, and where its programs are.
const USUAL: [(&str, &str, &str); 6] = [
    ("/usr/lib/postgresql", "", "bin"),         // Debian, Ubuntu
    ("/usr", "pgsql-", "bin"),                  // Fedora, packages of PostgreSQL
    ("/usr/libexec", "postgresql", ""),         // Alpine
    ("/opt/homebrew/opt", "postgresql", "bin"), // Homebrew on Apple's processors
    ("/usr/local/opt", "postgresql", "bin"),    // Homebrew on Intel's
    ("/home/linuxbrew/.linuxbrew/opt", "postgresql", "bin"), // Homebrew on Linux
];

/// The server programs of one version.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Binaries {
    pub(super) folder: PathBuf,
    pub(super) major: u32,
}

impl Binaries {
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn in_folder(folder: &Path) -> Option<Self> {
        // Through the link: postgres finds its share folder relative to its own place.
        let real = fs::canonicalize(folder.join("postgres")).ok()?;
        let folder = [real.parent()?, folder].into_iter().find(|folder| is_complete(folder))?;
        let told = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let major = major_of(&String::from_utf8_lossy(&told.stdout))?;
        Some(Self { folder: folder.to_owned(), major })
    }
}

/// Finds the server programs: in the named folder alone when there is one, else on the `PATH`, then in
/// the usual folders, newest first. Versions that have `data` already go before all others, so
/// that an upgrade of the machine does not show an empty database.
pub(super) fn find(named: Option<&OsStr>, data: &[u32]) -> Result<Binaries, PostgresError> {
    let named = named.filter(|folder| !folder.is_empty());
    choose(named, &env::var_os("PATH").unwrap_or_default(), data)
}

fn choose(named: Option<&OsStr>, path: &OsStr, data: &[u32]) -> Result<Binaries, PostgresError> {
    let mut found: Vec<Binaries> = if let Some(folder) = named {
        Binaries::in_folder(Path::new(folder)).into_iter().collect()
    } else {
        let on_path = env::split_paths(path).chain([PathBuf::from("/usr/bin")]);
        let mut usual: Vec<Binaries> =
            usual_folders().filter_map(|f| Binaries::in_folder(&f)).collect();
        usual.sort_by_key(|binaries| Reverse(binaries.major));
        on_path.filter_map(|folder| Binaries::in_folder(&folder)).chain(usual).collect()
    };
    let newest = found.iter().map(|binaries| binaries.major).max();
    found.retain(|binaries| OLDEST <= binaries.major);
    found.sort_by_key(|binaries| !data.contains(&binaries.major)); // stable

    found.into_iter().next().ok_or_else(|| {
        let place = named.map(|folder| format!(" in PG_BIN_DIR={}", folder.display()));
        let old = newest.map(|major| format!(" (there is only version {major})"));
        PostgresError::NoBinaries { found: place.unwrap_or_default() + &old.unwrap_or_default() }
    })
}

fn usual_folders() -> impl Iterator<Item = PathBuf> {
    USUAL.into_iter().flat_map(|(parent, begin, programs)| {
        let versions = fs::read_dir(parent).into_iter().flatten().flatten();
        versions
            .filter(move |version| version.file_name().to_string_lossy().starts_with(begin))
            .map(move |version| version.path().join(programs))
    })
}

fn is_complete(folder: &Path) -> bool {
    ["initdb", "postgres"].iter().all(|program| folder.join(program).is_file())
}

/// The major version in the output of `postgres --version`.
fn major_of(told: &str) -> Option<u32> {
    let number = told.trim_start_matches(|c: char| !c.is_ascii_digit());
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_postgres_tells() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_of("no such thing"), None);
    }

    #[test]
    fn a_folder_without_programs_is_answered_with_what_to_install() {
        let missing = choose(Some(OsStr::new("/nowhere")), OsStr::new(""), &[]).unwrap_err();
        let sentence = missing.to_string();
        assert!(sentence.starts_with("PostgreSQL's server programs (version 14 or newer)"));
        for word in
            ["PG_BIN_DIR=/nowhere", "apt install", "dnf install", "brew install", "DATABASE_URL"]
        {
            assert!(sentence.contains(word), "{word} is missing in: {sentence}");
        }
    }
}
