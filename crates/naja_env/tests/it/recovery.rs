//! What is repaired after a run that was killed: this test starts itself anew with a fail point armed.
#![cfg(debug_assertions)]

use std::process::Command;

use crate::support::Site;
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

#[test]
fn fault_67_after_every_kill_the_next_run_gives_the_reference_tree() {
    let reference = Site::new();
    sync(&reference, &old());
    sync(&reference, &new());
    let places = [
        "remove.rename",
        "remove.rename:2",
        "remove.files",
        "remove.files:2",
        "install.link",
        "install.settle",
        "install.settle:2",
        "store.manifest",
        "store.rename",
    ];
    for place in places {
        let site = Site::new();
        sync(&site, &old());
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "recovery::killed_run", "--nocapture"])
            .env(FOLDER, site.folder.path())
            .env("NAJA_FAILPOINT", format!("{place}=kill"))
            .output()
            .unwrap()
            .status;
        assert!(!status.success(), "{place} was not passed");
        sync(&site, &new());
        assert_eq!(site.comparable_tree(), reference.comparable_tree(), "{place}");
    }
}

#[test]
fn fault_58_a_failing_disk_is_an_error_and_the_next_run_recovers() {
    let reference = Site::new();
    sync(&reference, &old());
    sync(&reference, &new());
    for place in ["remove.files", "install.link", "install.settle:2", "store.rename"] {
        let site = Site::new();
        sync(&site, &old());
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "recovery::killed_run", "--nocapture"])
            .env(FOLDER, site.folder.path())
            .env("NAJA_FAILPOINT", format!("{place}=enospc"))
            .output()
            .unwrap();
        assert!(!output.status.success(), "{place} was not passed");
        sync(&site, &new());
        assert_eq!(site.comparable_tree(), reference.comparable_tree(), "{place}");
    }
}
