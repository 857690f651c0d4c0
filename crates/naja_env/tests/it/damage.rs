//! What is noticed of installed files that are gone or changed, and how they are brought back.

use std::fs;

use naja_env::{Damage, Plan, Thoroughness};
use naja_pep::PackageName;
use rustc_hash::FxHashMap;

use crate::support::{Site, put, wanted_of};
use crate::wheels::Wheel;

fn wheels() -> [Wheel; 2] {
    let entry_points = "[console_scripts]\na-tool = a:main\n";
    [
        Wheel::new("a", "1").file("a/x.py", "x = 1\n").file("a-1.dist-info/entry_points.txt", entry_points),
        Wheel::new("b", "1").file("b/y.py", "y = 1\n"),
    ]
}

fn sound() -> Site {
    let site = Site::new();
    site.sync(&wheels().iter().collect::<Vec<_>>()).unwrap();
    site
}

/// The damaged files, by distribution.
fn damage(site: &Site, thoroughness: Thoroughness) -> Vec<(String, Vec<(String, Damage)>)> {
    let found = site.environment.find_damage(thoroughness).unwrap();
    let purelib = site.environment.layout().purelib.clone() + "/";
    found
        .into_iter()
        .map(|damaged| {
            let files = damaged.files.into_iter();
            let files = files.map(|file| (file.path.replace(&purelib, ""), file.damage)).collect();
            (damaged.distribution.name.to_string(), files)
        })
        .collect()
}

#[test]
fn a_sound_environment_has_no_damage() {
    let site = sound();
    put(&site.site().join("a/mine.py"), "mine");
    assert_eq!(damage(&site, Thoroughness::Sizes), []);
    assert_eq!(damage(&site, Thoroughness::Contents), []);
}

#[test]
fn deleted_changed_and_replaced_files_are_noticed() {
    let one = |name: &str, damage| vec![("a".to_owned(), vec![(name.to_owned(), damage)])];
    let site = sound();
    fs::remove_file(site.site().join("a/x.py")).unwrap();
    assert_eq!(damage(&site, Thoroughness::Sizes), one("a/x.py", Damage::Missing));
    put(&site.site().join("a/x.py"), "x = 2\n");
    assert_eq!(damage(&site, Thoroughness::Sizes), []);
    assert_eq!(damage(&site, Thoroughness::Contents), one("a/x.py", Damage::Changed));
    put(&site.site().join("a/x.py"), "x = 10\n");
    assert_eq!(damage(&site, Thoroughness::Sizes), one("a/x.py", Damage::Changed));
    fs::remove_file(site.site().join("a/x.py")).unwrap();
    fs::create_dir(site.site().join("a/x.py")).unwrap();
    assert_eq!(damage(&site, Thoroughness::Sizes), one("a/x.py", Damage::NotAFile));

    let site = sound();
    fs::remove_file(site.environment.scripts().join("a-tool")).unwrap();
    assert_eq!(damage(&site, Thoroughness::Sizes), one("bin/a-tool", Damage::Missing));
    fs::rename(site.site().join("b"), site.site().join("c")).unwrap();
    fs::remove_file(site.site().join("b-1.dist-info/RECORD")).unwrap();
    let found = damage(&site, Thoroughness::Sizes);
    assert_eq!(found[1], ("b".to_owned(), Vec::new()));
}

#[test]
fn a_damaged_distribution_is_installed_again() {
    let site = sound();
    fs::remove_file(site.site().join("a/x.py")).unwrap();
    put(&site.site().join("a/x.py"), "x = 2\n");
    fs::remove_file(site.site().join("b/y.py")).unwrap();
    let damaged = site.environment.find_damage(Thoroughness::Contents).unwrap();
    let locked = site.lock().unwrap();
    let stored: Vec<_> = wheels().into_iter().map(|wheel| (site.add(&wheel), wheel)).collect();
    let wanted: Vec<_> = stored.iter().map(|(stored, wheel)| wanted_of(wheel, stored.sha256)).collect();
    let mut plan = Plan::new(locked.installed().unwrap(), wanted.clone(), true);
    assert!(plan.is_empty());
    plan.reinstall(&wanted, |installed| damaged.iter().any(|damaged| damaged.distribution == *installed));
    let stored = stored.into_iter().map(|(stored, wheel)| (PackageName::new(&wheel.name).unwrap(), stored));
    locked.apply(&plan, &FxHashMap::from_iter(stored), &naja_env::InstallOptions::default()).unwrap();
    assert_eq!(damage(&site, Thoroughness::Contents), []);
    assert_eq!(fs::read_to_string(site.site().join("a/x.py")).unwrap(), "x = 1\n");
}
