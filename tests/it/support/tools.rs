//! Programs of Debian's, and Python's libraries, that some tests need.

use std::env;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

/// Whether a tool is on this machine; a notice, or in CI a failure, when it is not.
pub fn has(tool: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    // Where Debian keeps what is for the machine's administrator.
    let found = env::split_paths(&path)
        .chain(["/usr/sbin".into()])
        .any(|folder| folder.join(tool).is_file());
    found || missing(&format!("{tool} is not on PATH"))
}

/// The notice, or the failure.
pub fn missing(what: &str) -> bool {
    let in_ci = env::var("CI").is_ok_and(|ci| !ci.is_empty() && ci != "false");
    assert!(!in_ci, "{what}");
    // Not by `eprintln!`, which the harness shows of failed tests only.
    let _ = writeln!(std::io::stderr(), "a test is left out: {what}");
    false
}

/// One of PostgreSQL's programs, from the newest version that is here.
pub fn postgres_program(name: &str) -> PathBuf {
    if let Some(folder) = env::var_os("PG_BIN_DIR") {
        return PathBuf::from(folder).join(name);
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path())))
        .max_by_key(|(version, _)| *version);
    newest.map_or_else(|| PathBuf::from(name), |(_, folder)| folder.join("bin").join(name))
}

/// A Python that has a library of PyPI's, `name==version`: from before, or as it is fetched now. Each has a folder
/// of its own, since tests run beside each other.
pub fn python(library: &str) -> Option<PathBuf> {
    let (name, version) = library.split_once("==").unwrap();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/python").join(name);
    let python = folder.join("bin/python");
    let run = |command: &mut Command| command.output().is_ok_and(|done| done.status.success());
    let knows = || {
        let is_it = format!(
            "from importlib.metadata import version as v; exit(v('{name}') != '{version}')"
        );
        run(Command::new(&python).args(["-c", &is_it]))
    };
    let is_here = knows()
        || (run(Command::new("python3").args(["-m", "venv"]).arg(&folder))
            && run(Command::new(&python).args(["-m", "pip", "install", "-q", library]))
            && knows());
    if is_here {
        return Some(python);
    }
    missing(&format!("{library} could not be fetched from PyPI"));
    None
}
