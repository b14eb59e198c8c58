//! A program in another language: `client.py` uses the API of the running program, and verifies what it
//! is told with the library that PyPI publishes.
//!
//! Where Python or PyPI cannot be had a notice is printed and the test ends; in CI that is a failure.

use std::path::PathBuf;
use std::process::Command;

use crate::support::house::House;
use crate::support::program::Program;
use crate::support::program::free_port;
use crate::support::tools::missing;

/// What the client needs of PyPI.
const LIBRARY: &str = "standardwebhooks==1.1.0";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shops_program_uses_the_api_and_believes_a_signed_webhook() {
    let Some(python) = python() else { return };
    let house = House::open_now().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let port = free_port();
    let inside = format!("--webhook-inside=127.0.0.1:{port}");
    let program = Program::open_with(house.database(), "serve", &[&inside]).await;
    let client = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/api/client.py");
    let (origin, key) = (program.origin(), machine.secret.clone());
    let run = tokio::task::spawn_blocking(move || {
        Command::new(python).arg(client).args([origin, key, port.to_string()]).output().unwrap()
    });
    let output = run.await.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{}", program.log());
    drop(program);
    house.work().await;
}

/// A Python that knows the library: from before, or with what PyPI gives.
fn python() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/python");
    let python = folder.join("bin/python");
    let knows = || {
        let import = Command::new(&python).args(["-c", "import standardwebhooks"]).output();
        import.is_ok_and(|done| done.status.success())
    };
    let run = |command: &mut Command| command.output().is_ok_and(|done| done.status.success());
    let is_here = knows()
        || (run(Command::new("python3").args(["-m", "venv"]).arg(&folder))
            && run(Command::new(&python).args(["-m", "pip", "install", "-q", LIBRARY]))
            && knows());
    if is_here {
        return Some(python);
    }
    missing(&format!("{LIBRARY} could not be fetched from PyPI"));
    None
}
