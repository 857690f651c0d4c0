//! Cached files that were changed, replaced or can't be written.
#![cfg(unix)]

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use naja_env::{EnvError, Plan, StoredWheel};
use naja_pep::PackageName;
use rustc_hash::FxHashMap;

use crate::support::{Site, fifo, put, wanted_of};
use crate::wheels::Wheel;

fn wheel() -> Wheel {
    Wheel::new("a", "1").file("a/x.py", "x = 1\n")
}

/// The folder of a stored wheel.
fn home(site: &Site, stored: &StoredWheel) -> PathBuf {
    let digits = stored.sha256.to_string();
    site.folder.path().join("cache/wheels-v1").join(&digits[..2]).join(&digits)
}

/// Installs `stored` as it is.
fn install(site: &Site, stored: &StoredWheel) -> Result<(), EnvError> {
    let locked = site.lock()?;
    let wanted = vec![wanted_of(&wheel(), stored.sha256)];
    let plan = Plan::new(locked.installed()?, wanted, true);
    let stored = FxHashMap::from_iter([(PackageName::new("a").unwrap(), stored.clone())]);
    locked.apply(&plan, &stored, &naja_env::InstallOptions::default()).map(drop)
}

/// Writes to a read-only file as the superuser, or after making it writable, would; its number and times stay.
fn change(path: &Path, text: &str) {
    use std::io::Write as _;
    use std::os::unix::fs::PermissionsExt as _;
    let before = fs::metadata(path).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
    let mut file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.set_modified(before.modified().unwrap()).unwrap();
    fs::set_permissions(path, before.permissions()).unwrap();
}

#[test]
fn fault_118_a_cached_file_that_changed_under_its_old_time_is_noticed_and_fetched_again() {
    let site = Site::new();
    let stored = site.add(&wheel());
    let path = home(&site, &stored).join("tree/a/x.py");
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    change(&path, "x = 2\n");
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), modified);
    let error = install(&site, &stored).unwrap_err();
    assert!(
        matches!(&error, EnvError::CacheChanged { sha256, path } if *sha256 == stored.sha256 && path == "a/x.py"),
        "{error}"
    );
    assert!(site.installed().is_empty() && !site.site().join("a/x.py").exists());
    site.store.remove(stored.sha256).unwrap();
    install(&site, &site.add(&wheel())).unwrap();
    assert_eq!(fs::read_to_string(site.site().join("a/x.py")).unwrap(), "x = 1\n");
}

#[test]
fn fault_118_a_cached_file_with_other_times_and_the_same_contents_is_believed() {
    let site = Site::new();
    let stored = site.add(&wheel());
    change(&home(&site, &stored).join("tree/a/x.py"), "x = 1\n");
    install(&site, &stored).unwrap();
    assert_eq!(fs::read_to_string(site.site().join("a/x.py")).unwrap(), "x = 1\n");
}

#[test]
fn fault_119_whatever_is_in_the_place_of_a_cached_file_is_replaced_and_not_followed() {
    let places: [fn(&Path) -> PathBuf; 5] = [
        |home| home.join("tree/a/x.py"),
        |home| home.join("tree/a"),
        |home| home.join("tree"),
        |home| home.join("manifest"),
        Path::to_path_buf,
    ];
    let things: [fn(&Path, &Path); 5] = [
        |path, _| fifo(path),
        |path, _| fs::create_dir(path).unwrap(),
        |path, precious| std::os::unix::fs::symlink(precious, path).unwrap(),
        |path, precious| std::os::unix::fs::symlink(precious.parent().unwrap(), path).unwrap(),
        |path, _| drop(File::create(path).unwrap()),
    ];
    for place in places {
        for thing in things {
            let site = Site::new();
            let precious = site.folder.path().join("precious/x.py");
            put(&precious, "x = 3\n");
            let stored = site.add(&wheel());
            let place = place(&home(&site, &stored));
            fs::rename(&place, site.folder.path().join("aside")).unwrap();
            thing(&place, &precious);
            // As a sync does: what can't be linked is removed from the store and added again.
            if site.store.get(stored.sha256).is_some() {
                let error = install(&site, &stored).unwrap_err();
                assert!(matches!(error, EnvError::CacheChanged { .. }), "{}: {error}", place.display());
                site.store.remove(stored.sha256).unwrap();
            }
            install(&site, &site.add(&wheel())).unwrap();
            assert_eq!(fs::read_to_string(site.site().join("a/x.py")).unwrap(), "x = 1\n");
            assert_eq!(fs::read_to_string(&precious).unwrap(), "x = 3\n");
        }
    }
}

#[test]
fn fault_60_a_store_that_has_all_that_is_needed_is_not_written_to() {
    let snapshot = |site: &Site| -> Vec<(PathBuf, u64, std::time::SystemTime)> {
        let cache = site.folder.path().join("cache");
        let entries = walkdir::WalkDir::new(cache).sort_by_file_name().into_iter().map(Result::unwrap);
        entries
            .map(|entry| {
                let metadata = entry.metadata().unwrap();
                (entry.into_path(), metadata.len(), metadata.modified().unwrap())
            })
            .collect()
    };
    let site = Site::new();
    let stored = site.add(&wheel());
    let before = snapshot(&site);
    install(&site, &site.store.get(stored.sha256).unwrap()).unwrap();
    site.add(&wheel());
    assert_eq!(snapshot(&site), before);
    assert_eq!(site.installed(), ["a-1"]);
}
