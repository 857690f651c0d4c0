//! The lock is the same bytes whatever the order in which answers arrive.

use std::fs;
use std::time::Duration;

use naja_testkit::Latency;

use crate::project::Project;

const UNIVERSE: &str = r#"
[packages.tofu]
"1.0" = ["brine<2", "soy"]
"2.0" = { requires-dist = ["brine", "soy>=2 ; python_version >= '3.10'", "soy<2 ; python_version < '3.10'", "mirin ; sys_platform == 'win32'"], requires-python = ">=3.8" }
"3.0" = { requires-dist = ["brine>=2", "seitan[extra]"], requires-python = ">=3.11" }
[packages.brine]
"1.0" = []
"2.0" = ["dashi"]
"3.0" = { requires-dist = ["dashi>=2"], requires-python = ">=3.9" }
[packages.soy]
"1.0" = ["dashi"]
"2.0" = ["dashi<3"]
[packages.mirin]
"1.0" = ["brine<3"]
[packages.seitan]
"1.0" = { requires-dist = ["nori ; extra == 'extra'"], extras = ["extra"] }
"2.0" = { requires-dist = ["nori>=2 ; extra == 'extra'", "soy"], extras = ["extra"], requires-python = ">=3.10" }
[packages.nori]
"1.0" = []
"2.0" = ["mirin ; sys_platform == 'darwin'"]
[packages.dashi]
"1.0" = []
"2.0" = []
"3.0" = []
"#;

const PYPROJECT: &str = "[project]\nname = \"p\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu\", \"seitan\"]\n\n[dependency-groups]\ndev = [\"soy\"]\n";

#[test]
fn twenty_orders_of_arrival_give_one_lock() {
    let project = Project::new(UNIVERSE, PYPROJECT);
    let mut locks = Vec::new();
    for seed in 0..20 {
        project.index.set_latency(Some(Latency { seed, longest: Duration::from_millis(4) }));
        let _ = fs::remove_dir_all(project.cache());
        let _ = fs::remove_file(project.root().join("pylock.toml"));
        let threads = (seed % 8 + 1).to_string();
        let output = project.command(&["lock"]).env("TOKIO_WORKER_THREADS", threads).output().unwrap();
        assert!(output.status.success(), "{}", crate::project::said(&output));
        locks.push(project.read("pylock.toml"));
    }
    assert!(locks[0].contains("forks = ["), "the universe must make the resolver fork: {}", locks[0]);
    assert!(locks.iter().all(|lock| *lock == locks[0]));
}
