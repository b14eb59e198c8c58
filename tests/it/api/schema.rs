//! Somebody who knows nothing but the document tries everything that it promises: Schemathesis, of PyPI, against
//! the running demo.

use std::path::PathBuf;
use std::process::Command;

use crate::support::house::House;
use crate::support::people::Shop;
use crate::support::program::Program;
use crate::support::tools::python;

/// They are used in turn: one key may be used so often in a minute, and that is less.
const KEYS: usize = 18;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_believes_the_document_finds_the_running_demo_as_it_says() {
    let Some(python) = python("schemathesis==4.32.5") else { return };
    let house = House::open_now().await;
    let program = Program::open(house.database(), "demo").await;
    let shop = demo(&house).await;
    let mut keys = vec![];
    for _ in 0..KEYS {
        keys.push(house.machine(&shop).await.secret);
    }
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/api");
    let folder = tempfile::tempdir().unwrap();
    let mut tries = Command::new(python.with_file_name("st"));
    tries
        .current_dir(folder.path())
        .env("PYTHONPATH", &here)
        .env("SCHEMATHESIS_HOOKS", "schema_hooks")
        .env("PEYVAND_KEYS", keys.join(","))
        .arg("--config-file")
        .arg(here.join("schemathesis.toml"))
        .args(["run", &format!("{}/api/v1/openapi.json", program.origin())]);
    let run = tokio::task::spawn_blocking(move || tries.output().unwrap());
    let output = run.await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("Tested: ") && !said.contains("Rate limited"), "{said}");
    drop(program);
    house.catch_up().await;
    house.audit().await;
}

/// The demo's shop.
async fn demo(house: &House) -> Shop {
    let (workspace, owner, mobile) = sqlx::query_as(
        "select workspace_id, member_id, mobile from workspace_members
        join members on members.id = member_id
        where mobile = '09120004500' and role = 'owner' order by workspace_id limit 1",
    )
    .fetch_one(house.db())
    .await
    .unwrap();
    Shop { workspace, owner, mobile }
}
