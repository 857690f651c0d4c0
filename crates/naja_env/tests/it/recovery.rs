//! What is repaired after a run that was killed: this test starts itself again with a fail point armed.
#![cfg(debug_assertions)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use naja_env::{
    CreateOptions, Created, EnvError, Environment, Existing, Interpreter, InterpreterRequest, Search, Sha256,
    Thoroughness,
};

use crate::support::{Site, put};
use crate::wheels::Wheel;

const FOLDER: &str = "NAJA_ENV_TEST_FOLDER";

fn old() -> Vec<Wheel> {
    vec![
        Wheel::new("gone", "1").file("shared/gone.py", "x").file("gone-1.data/data/share/gone/x", "x"),
        Wheel::new("kept", "1").file("shared/__init__.py", "").file("shared/kept.py", "x"),
        Wheel::new("moved", "1").file("moved_old/x.py", "x").file("shared/__init__.py", ""),
    ]
}

fn new() -> Vec<Wheel> {
    vec![
        Wheel::new("kept", "1").file("shared/__init__.py", "").file("shared/kept.py", "x"),
        Wheel::new("moved", "2").file("moved_new/x.py", "x").file("shared/moved.py", "x"),
        Wheel::new("fresh", "1")
            .file("shared/__init__.py", "")
            .file("shared/fresh.py", "x")
            .file("fresh-1.dist-info/entry_points.txt", "[console_scripts]\nfresh = fresh:x\n"),
    ]
}

fn sync(site: &Site, wheels: &[Wheel]) {
    site.sync(&wheels.iter().collect::<Vec<_>>()).unwrap();
}

/// Not a test of its own: what the killed process does.
#[test]
fn killed_run() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let site = Site::at(folder.as_ref());
    sync(&site, &new());
}

/// Not a test of its own either: a process that is killed while it makes the environment again.
#[test]
fn killed_clearing() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    clear(folder.as_ref()).unwrap();
}

fn clear(folder: &Path) -> Result<Created, EnvError> {
    let interpreter = Interpreter::find(&InterpreterRequest::any(), &Search::from_process(None)).unwrap();
    let options = CreateOptions { existing: Existing::Clear, ..CreateOptions::default() };
    Environment::create(&folder.join("env"), &interpreter, &options)
}

/// Runs one of the tests above in a process of its own with a fail point armed; what it wrote to standard error, or `None`
/// where it passed the point by.
fn fail(test: &str, site: &Site, fail_point: &str) -> Option<String> {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("recovery::{test}"), "--nocapture"])
        .env(FOLDER, site.folder.path())
        .env("NAJA_FAILPOINT", fail_point)
        .output()
        .unwrap();
    (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn fault_67_after_every_kill_the_next_run_gives_the_reference_tree() {
    let reference = Site::new();
    sync(&reference, &old());
    sync(&reference, &new());
    let points = [
        "remove.rename",
        "remove.files",
        "remove.record",
        "install.link",
        "install.settle",
        "store.manifest",
        "store.rename",
    ];
    for point in points {
        // Every passing, until the run gets through.
        for passing in 1.. {
            let site = Site::new();
            sync(&site, &old());
            if fail("killed_run", &site, &format!("{point}:{passing}=kill")).is_none() {
                assert!(passing > 1, "{point} was never passed");
                break;
            }
            sync(&site, &new());
            assert_eq!(site.comparable_tree(), reference.comparable_tree(), "{point}:{passing}");
        }
    }
}

#[test]
fn fault_58_59_a_full_disk_is_an_error_and_the_next_run_recovers() {
    let reference = Site::new();
    sync(&reference, &old());
    sync(&reference, &new());
    let points = [
        "remove.rename:2",
        "remove.files",
        "install.link",
        "install.settle:2",
        "store.manifest",
        "store.rename",
    ];
    for point in points {
        let site = Site::new();
        sync(&site, &old());
        let error = fail("killed_run", &site, &format!("{point}=enospc")).expect("the point is passed");
        assert!(error.contains("StorageFull"), "{point}: {error}");
        // The store is sound: nothing half done is left, and what it has is whole.
        let unpacking = site.folder.path().join("cache/wheels-v1/unpacking");
        assert_eq!(fs::read_dir(unpacking).unwrap().count(), 0, "{point}");
        assert!(old().iter().all(|wheel| site.store.contains(Sha256::of(&wheel.build()))), "{point}");
        sync(&site, &new());
        assert_eq!(site.comparable_tree(), reference.comparable_tree(), "{point}");
        assert!(site.environment.find_damage(Thoroughness::Contents).unwrap().is_empty(), "{point}");
    }
}

#[test]
fn fault_68_after_every_kill_in_making_an_environment_the_next_run_makes_it_and_keeps_the_users_files() {
    let reference = Site::new();
    for point in ["environment.create", "environment.clear", "remove.record", "environment.configuration"] {
        for passing in [1, 2, 3, 5, 8, 13, 21, 34, 55, 89] {
            let site = Site::new();
            sync(&site, &old());
            let mine = ["bin/mine", "lib/mine", "mine/deep/x.py"];
            mine.iter().for_each(|path| put(&site.root().join(path), path));
            put(&site.site().join("shared/mine.py"), "shared");
            if fail("killed_clearing", &site, &format!("{point}:{passing}=kill")).is_none() {
                assert!(passing > 1, "{point} was never passed");
                break;
            }
            clear(site.folder.path()).unwrap();
            assert_eq!(site.tree_without_scripts(), reference.tree_without_scripts(), "{point}:{passing}");
            let kept: BTreeSet<String> = walkdir::WalkDir::new(site.root().join(".naja/kept"))
                .into_iter()
                .filter_map(|entry| fs::read_to_string(entry.unwrap().path()).ok())
                .collect();
            let expected = ["bin/mine", "lib/mine", "mine/deep/x.py", "shared"].map(str::to_owned);
            assert_eq!(kept, BTreeSet::from(expected), "{point}:{passing}");
        }
    }
}
