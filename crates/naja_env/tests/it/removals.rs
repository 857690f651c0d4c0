//! What removing takes away, and what it must leave.

use std::fs;

use naja_env::EnvError;

use crate::support::{Site, put};
use crate::wheels::Wheel;

#[test]
fn removing_leaves_the_environment_as_it_was() {
    let site = Site::new();
    let empty = site.tree();
    let wheel = Wheel::new("a", "1")
        .file("pkg/deep/er/x.py", "x = 1\n")
        .file("a-1.dist-info/entry_points.txt", "[console_scripts]\na = a:b\n")
        .file("a-1.data/data/share/a/b.txt", "b");
    site.sync(&[&wheel]).unwrap();
    // As Python compiles them.
    put(&site.site().join("__pycache__/a.cpython-311.pyc"), "");
    put(&site.site().join("pkg/deep/er/__pycache__/x.cpython-311.opt-1.pyc"), "");
    site.sync(&[]).unwrap();
    assert_eq!(site.tree(), empty);
}

#[test]
fn replacing_takes_the_old_version_away() {
    let (site, fresh) = (Site::new(), Site::new());
    let old = Wheel::new("a", "1").file("pkg/old.py", "old").file("pkg/both.py", "1");
    let new = Wheel::new("a", "2").file("pkg/new.py", "new").file("pkg/both.py", "2");
    site.sync(&[&old]).unwrap();
    site.sync(&[&new]).unwrap();
    fresh.sync(&[&new]).unwrap();
    assert_eq!(site.installed(), ["a-2"]);
    assert_eq!(site.comparable_tree(), fresh.comparable_tree());
}

#[test]
fn what_the_user_put_beside_stays() {
    let site = Site::new();
    site.sync(&[&Wheel::new("a", "1").file("pkg/x.py", "x")]).unwrap();
    put(&site.site().join("pkg/mine.txt"), "mine");
    put(&site.site().join("pkg/__pycache__/mine.cpython-311.pyc"), "mine");
    site.sync(&[]).unwrap();
    assert!(!site.site().join("pkg/x.py").exists());
    assert_eq!(fs::read_to_string(site.site().join("pkg/mine.txt")).unwrap(), "mine");
    assert!(site.site().join("pkg/__pycache__/mine.cpython-311.pyc").exists());
}

/// A distribution as another tool might have installed it.
fn foreign(site: &Site, record: &str) {
    let dist_info = site.site().join("foreign-1.0.dist-info");
    put(&dist_info.join("METADATA"), "Name: foreign\nVersion: 1.0\n");
    put(&dist_info.join("INSTALLER"), "pip\n");
    put(&dist_info.join("RECORD"), record);
    put(&site.site().join("foreign.py"), "");
}

#[test]
fn fault_43_removing_touches_nothing_outside() {
    let site = Site::new();
    let outside = site.folder.path().join("outside.txt");
    put(&outside, "precious");
    let linked = site.folder.path().join("linked/file.txt");
    put(&linked, "precious");
    #[cfg(unix)]
    std::os::unix::fs::symlink(linked.parent().unwrap(), site.site().join("out")).unwrap();
    let record = format!(
        "../../../../outside.txt,,\n{},,\nout/file.txt,,\n../../../pyvenv.cfg,,\n../../../bin/python,,\n\
         ../../../.naja/lock,,\n../../../bin/activate,,\nforeign.py,,\nforeign-1.0.dist-info/RECORD,,\n",
        outside.display()
    );
    foreign(&site, &record);
    site.sync(&[]).unwrap();
    assert!(site.installed().is_empty() && !site.site().join("foreign.py").exists());
    for path in [
        &outside,
        &linked,
        &site.root().join("pyvenv.cfg"),
        &site.environment.python(),
        &site.root().join("bin/activate"),
    ] {
        assert!(path.exists(), "{path:?}");
    }
}

#[test]
fn what_records_no_files_is_not_removed() {
    let site = Site::new();
    put(&site.site().join("legacy-1.0.egg-info/PKG-INFO"), "Name: legacy\nVersion: 1.0\n");
    let error = site.sync(&[]).unwrap_err();
    assert!(matches!(&error, EnvError::Unremovable { name, .. } if name == "legacy"), "{error}");
    fs::remove_dir_all(site.site().join("legacy-1.0.egg-info")).unwrap();
    foreign(&site, "");
    fs::remove_file(site.site().join("foreign-1.0.dist-info/RECORD")).unwrap();
    let error = site.sync(&[]).unwrap_err();
    assert_eq!(error.to_string(), "`foreign` can't be removed from the environment: its `RECORD` is missing");
}

#[test]
fn a_foreign_distribution_of_the_right_version_is_kept() {
    let site = Site::new();
    foreign(&site, "foreign.py,,\n");
    let before = site.tree();
    site.sync(&[&Wheel::new("foreign", "1.0")]).unwrap();
    assert_eq!(site.tree(), before);
    site.sync(&[&Wheel::new("foreign", "2.0")]).unwrap();
    assert_eq!(site.installed(), ["foreign-2.0"]);
}
