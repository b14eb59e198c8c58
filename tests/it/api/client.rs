//! A program in another language: `client.py` uses the API of the running program, and verifies what it
//! is told with the library that PyPI publishes.

use std::path::PathBuf;
use std::process::Command;

use crate::support::house::House;
use crate::support::program::Program;
use crate::support::program::free_port;
use crate::support::tools::python;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shops_program_uses_the_api_and_believes_a_signed_webhook() {
    let Some(python) = python("standardwebhooks==1.1.0") else { return };
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
