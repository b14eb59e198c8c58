//! Reads the command line and runs one subcommand.

use std::process::ExitCode;

use clap::Parser;
use peyvand::cli;
use peyvand::cli::Line;

/// A page is some hundred small strings that live for half a millisecond.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(Line::parse())
}
