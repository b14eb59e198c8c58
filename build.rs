//! Turns every sentence of `locales/` into a method, so that a page that asks for words nobody
//! has written does not compile.

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};
use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A new migration changes no Rust file, yet the program carries the migrations inside.
    println!("cargo::rerun-if-changed=migrations");
    let Ok(out) = env::var("OUT_DIR") else {
        return ExitCode::FAILURE;
    };
    build_from_locales_folder(
        BuildOptions::default()
            .with_locales_folder("locales")
            .with_default_language("fa")
            .with_prefix("")
            .with_lint_level(LintLevel::Strict)
            .without_bidi_isolation()
            .without_format()
            .with_output_file_path(&format!("{out}/words.rs"))
            .with_ftl_output(FtlOutputOptions::single_file(&format!("{out}/words.ftl"))),
    )
}
