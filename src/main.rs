//! Reads the command line and runs one subcommand.

use std::process::ExitCode;

use clap::Parser;
use peyvand::cli;
use peyvand::cli::Line;

fn main() -> ExitCode {
    cli::run(Line::parse())
}
