//! What an installed wheel looks like, and what is refused.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use expect_test::expect;
use naja_env::{Conflicts, DirectUrl, EnvError, InstallOptions, LinkMode, Plan};
use naja_pep::PackageName;
use rustc_hash::FxHashMap;

use crate::support::{Site, output, put, wanted_of};
use crate::wheels::{Member, Wheel};

fn rich() -> Wheel {
    Wheel::new("rich_wheel", "1.0")
        .file("rich_wheel/__init__.py", "def main():\n    import sys\n    print('main', sys.argv[1:])\n")
        .file("rich_wheel-1.0.dist-info/entry_points.txt", "[console_scripts]\nrich-main = rich_wheel:main\n")
        .file("rich_wheel-1.0.dist-info/licenses/LICENSE", "free")
        .file("rich_wheel-1.0.data/scripts/rich-script", "#!python\nimport rich_wheel\nrich_wheel.main()\n")
        .file("rich_wheel-1.0.data/scripts/rich-shell", "#!/bin/sh\necho shell\n")
        .file("rich_wheel-1.0.data/data/share/rich/data.txt", "data")
        .file("rich_wheel-1.0.data/headers/rich.h", "int rich;")
        .file("rich_wheel-1.0.data/purelib/rich_extra.py", "extra = 1\n")
        .file("rich_wheel-1.0.data/platlib/rich_native.py", "native = 1\n")
}

#[test]
fn every_part_of_a_wheel_goes_to_its_place() {
    let site = Site::named("odd 'env' $(x)");
    site.sync(&[&rich()]).unwrap();
    assert_eq!(
        site.python(
            "import rich_wheel, rich_extra, rich_native; print(rich_extra.extra, rich_native.native)"
        ),
        "1 1\n"
    );
    let run = |name: &str| output(Command::new(site.environment.scripts().join(name)).args(["a b", "$c"]));
    assert_eq!(run("rich-main"), "main ['a b', '$c']\n");
    assert_eq!(run("rich-script"), "main ['a b', '$c']\n");
    assert_eq!(run("rich-shell"), "shell\n");
    assert_eq!(site.read("share/rich/data.txt"), "data");
    let dist_info = site.site().join("rich_wheel-1.0.dist-info");
    let record = fs::read_to_string(dist_info.join("RECORD")).unwrap();
    let paths: Vec<_> =
        record.lines().map(|line| line.split(',').next().unwrap().replace(&minor(&site), "X")).collect();
    expect![[r#"
        ../../../bin/rich-main
        ../../../bin/rich-script
        ../../../bin/rich-shell
        ../../../include/site/pythonX/rich_wheel/rich.h
        ../../../share/rich/data.txt
        rich_extra.py
        rich_native.py
        rich_wheel-1.0.dist-info/INSTALLER
        rich_wheel-1.0.dist-info/METADATA
        rich_wheel-1.0.dist-info/WHEEL
        rich_wheel-1.0.dist-info/entry_points.txt
        rich_wheel-1.0.dist-info/licenses/LICENSE
        rich_wheel-1.0.dist-info/naja.json
        rich_wheel.py
        rich_wheel/__init__.py
        rich_wheel-1.0.dist-info/RECORD"#]]
    .assert_eq(&paths.join("\n"));
    verify_records(&site);
    assert_eq!(fs::read_to_string(dist_info.join("INSTALLER")).unwrap(), "naja\n");
}

fn minor(site: &Site) -> String {
    let (major, minor) = site.environment.interpreter().minor();
    format!("{major}.{minor}")
}

/// Lets Python's own library compare every file with its RECORD.
fn verify_records(site: &Site) {
    let code = "import base64, hashlib, importlib.metadata as m\n\
                for d in m.distributions():\n    for f in d.files:\n        if f.hash:\n            \
                b = f.locate().read_bytes()\n            \
                h = base64.urlsafe_b64encode(hashlib.new(f.hash.mode, b).digest()).rstrip(b'=').decode()\n            \
                assert h == f.hash.value and len(b) == f.size, f\n        else:\n            \
                assert f.name == 'RECORD', f\n    print(d.metadata['Name'])";
    assert!(!site.python(code).is_empty());
}

#[test]
fn a_plain_wheel_is_linked_with_its_record() {
    let site = Site::new();
    let wheel =
        Wheel::new("a", "1").member(Member::new("a_tool", "x").with(|member| member.mode = 0o100_755));
    site.sync(&[&wheel]).unwrap();
    verify_records(&site);
    let sha256 = site.environment.installed().unwrap()[0].sha256;
    assert_eq!(sha256, Some(site.add(&wheel).sha256));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |name: &str| fs::metadata(site.site().join(name)).unwrap().permissions().mode() & 0o111;
        assert_eq!((mode("a.py"), mode("a_tool")), (0, 0o111));
    }
}

#[test]
fn copies_hold_the_same_and_may_be_edited() {
    let (linked, copied) = (Site::new(), Site::new());
    linked.sync(&[&rich()]).unwrap();
    copied
        .sync_with(&[&rich()], &InstallOptions { link_mode: LinkMode::Copy, ..InstallOptions::default() })
        .unwrap();
    assert_eq!(linked.comparable_tree(), copied.comparable_tree());
    fs::OpenOptions::new().append(true).open(copied.site().join("rich_wheel.py")).unwrap();
    verify_records(&copied);
}

#[test]
fn the_origin_is_recorded() {
    let site = Site::new();
    let wheel = Wheel::new("a", "1");
    let stored = site.add(&wheel);
    let mut wanted = wanted_of(&wheel, stored.sha256);
    let hashes = BTreeMap::from([("sha256".to_owned(), stored.sha256.to_string())]);
    wanted.direct_url = Some(DirectUrl::archive("https://example.org/a-1-py3-none-any.whl".into(), hashes));
    let locked = site.lock().unwrap();
    let wheels = FxHashMap::from_iter([(PackageName::new("a").unwrap(), stored)]);
    locked
        .apply(&Plan::new(Vec::new(), vec![wanted.clone()], true), &wheels, &InstallOptions::default())
        .unwrap();
    verify_records(&site);
    let installed = site.environment.installed().unwrap();
    assert_eq!(installed[0].direct_url, wanted.direct_url);
    assert!(Plan::new(installed, vec![wanted], true).is_empty());
}

#[test]
fn fault_48_pth_files_are_named_in_a_warning() {
    let site = Site::new();
    let applied = site.sync(&[&Wheel::new("a", "1").file("a.pth", "")]).unwrap();
    let shown: Vec<_> = applied.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["`a`: it installs `a.pth`, which Python executes at every start"]);
    assert!(site.site().join("a.pth").exists());
}

#[test]
fn fault_49_a_file_of_two_owners_is_refused_before_anything_changes() {
    let site = Site::new();
    let (a, b) =
        (Wheel::new("a", "1").file("shared/x.py", "1"), Wheel::new("b", "1").file("shared/x.py", "2"));
    let check = |error: EnvError| match error {
        EnvError::Conflict { path, owner, other } => {
            assert_eq!((owner.as_str(), other.as_str()), ("a", "b"));
            assert!(path.ends_with("site-packages/shared/x.py"), "{path}");
        }
        other => panic!("{other}"),
    };
    let empty = site.tree();
    check(site.sync(&[&a, &b]).unwrap_err());
    assert_eq!(site.tree(), empty);
    site.sync(&[&a]).unwrap();
    let before = site.tree();
    check(site.sync(&[&a, &b]).unwrap_err());
    assert_eq!(site.tree(), before);
    let warned = site
        .sync_with(&[&a, &b], &InstallOptions { conflicts: Conflicts::Warn, ..InstallOptions::default() })
        .unwrap();
    assert_eq!(warned.warnings.len(), 1);
    assert_eq!(fs::read_to_string(site.site().join("shared/x.py")).unwrap(), "2");
}

#[test]
fn fault_49_a_file_in_the_place_of_anothers_folder_is_refused_with_both_owners() {
    let file = Wheel::new("a", "1").file("shared", "1");
    let folder = Wheel::new("b", "1").file("shared/deep/x.py", "2");
    let check = |site: &Site, wheels: &[&Wheel]| {
        let before = site.tree();
        match site.sync(wheels).unwrap_err() {
            EnvError::FileAndFolder { path, file, folder } => {
                assert_eq!((file.as_str(), folder.as_str()), ("a", "b"));
                assert!(path.ends_with("site-packages/shared"), "{path}");
            }
            other => panic!("{other}"),
        }
        assert_eq!(site.tree(), before);
    };
    let site = Site::new();
    check(&site, &[&file, &folder]);
    site.sync(&[&file]).unwrap();
    check(&site, &[&file, &folder]);
    site.sync(&[&folder]).unwrap();
    check(&site, &[&file, &folder]);
}

#[test]
fn fault_49_the_same_content_may_have_two_owners() {
    let site = Site::new();
    let (a, b) = (
        Wheel::new("a", "1").file("shared/__init__.py", ""),
        Wheel::new("b", "1").file("shared/__init__.py", ""),
    );
    site.sync(&[&a, &b]).unwrap();
    site.sync(&[&a]).unwrap();
    assert!(site.site().join("shared/__init__.py").exists());
    site.sync(&[&a, &b]).unwrap();
    site.sync(&[]).unwrap();
    assert!(!site.site().join("shared").exists());
}

#[test]
fn stray_files_without_an_owner_are_replaced() {
    let site = Site::new();
    put(&site.site().join("a.py"), "stray");
    put(&site.site().join("a-1.dist-info/junk"), "stray");
    site.sync(&[&Wheel::new("a", "1")]).unwrap();
    assert_eq!(fs::read_to_string(site.site().join("a.py")).unwrap(), "version = '1'\n");
    // It may be the user's: it is moved, and reported.
    let kept = site.root().join(".naja/kept/1").join(&site.environment.layout().purelib);
    assert_eq!(fs::read_to_string(kept.join("a.py")).unwrap(), "stray");
    assert_eq!(fs::read_to_string(kept.join("a-1.dist-info/junk")).unwrap(), "stray");
    verify_records(&site);
}

#[cfg(unix)]
#[test]
fn nothing_is_installed_through_a_link_that_leads_out() {
    let site = Site::new();
    let outside = site.folder.path().join("outside");
    fs::create_dir(&outside).unwrap();
    std::os::unix::fs::symlink(&outside, site.site().join("pkg")).unwrap();
    put(&outside.join("x.py"), "precious");
    site.sync(&[&Wheel::new("a", "1").file("pkg/x.py", "x")]).unwrap();
    assert_eq!(fs::read_to_string(outside.join("x.py")).unwrap(), "precious");
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
    // The link itself is the user's, and kept.
    let kept = site.root().join(".naja/kept/1").join(site.environment.layout().purelib.as_str()).join("pkg");
    assert_eq!(fs::read_link(kept).unwrap(), outside);
    assert!(site.site().join("pkg/x.py").is_file());
}

#[cfg(unix)]
#[test]
fn fault_108_nothing_is_installed_where_a_part_of_the_environment_is_a_link() {
    for part in ["bin", "lib", ".naja/staging", ".naja/removing", ".naja/lock"] {
        let site = Site::new();
        let (outside, place) = (site.folder.path().join("outside"), site.root().join(part));
        if place.exists() {
            fs::rename(&place, &outside).unwrap();
        } else {
            put(&outside.join("0-a-1.dist-info/RECORD"), "x,,\n");
        }
        let before: Vec<_> =
            walkdir::WalkDir::new(&outside).into_iter().map(|entry| entry.unwrap().into_path()).collect();
        std::os::unix::fs::symlink(&outside, &place).unwrap();
        let wheel =
            Wheel::new("a", "1").file("a-1.dist-info/entry_points.txt", "[console_scripts]\na = a:b\n");
        let error = site.sync(&[&wheel]).unwrap_err();
        assert!(matches!(&error, EnvError::Foreign { path, .. } if *path == place), "{part}: {error}");
        let after: Vec<_> =
            walkdir::WalkDir::new(&outside).into_iter().map(|entry| entry.unwrap().into_path()).collect();
        assert_eq!(before, after);
    }
}

#[cfg(unix)]
#[test]
fn fault_75_a_cached_file_that_changed_is_noticed_before_it_spreads() {
    use std::io::Write as _;
    let site = Site::new();
    let wheel = rich();
    let stored = site.add(&wheel);
    site.sync(&[&wheel]).unwrap();
    // Whoever may write everything reaches the cache through the link.
    let path = site.site().join("rich_wheel/__init__.py");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o644);
    fs::set_permissions(&path, permissions).unwrap();
    fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"evil = 1\n").unwrap();
    site.sync(&[]).unwrap();
    match site.sync(&[&wheel]).unwrap_err() {
        EnvError::CacheChanged { sha256, path } => {
            assert_eq!((sha256, path.as_str()), (stored.sha256, "rich_wheel/__init__.py"));
        }
        other => panic!("{other}"),
    }
    assert!(site.installed().is_empty());
    site.store.remove(stored.sha256).unwrap();
    site.sync(&[&wheel]).unwrap();
    verify_records(&site);
}

#[test]
fn fault_71_concurrent_syncs_all_succeed() {
    let site = Site::new();
    let wheels: Vec<Wheel> = (0..6)
        .map(|index| Wheel::new(&format!("p{index}"), "1").file(&format!("shared/m{index}.py"), "x"))
        .collect();
    let wheels: Vec<&Wheel> = wheels.iter().collect();
    for wheel in &wheels {
        site.add(wheel);
    }
    std::thread::scope(|scope| {
        for _ in 0..10 {
            scope.spawn(|| {
                let locked = site.lock().unwrap();
                let stored: FxHashMap<_, _> = wheels
                    .iter()
                    .map(|wheel| {
                        let sha256 = naja_env::Sha256::of(&wheel.build());
                        (PackageName::new(&wheel.name).unwrap(), site.store.get(sha256).unwrap())
                    })
                    .collect();
                let wanted = wheels
                    .iter()
                    .map(|wheel| wanted_of(wheel, naja_env::Sha256::of(&wheel.build())))
                    .collect();
                let plan = Plan::new(locked.installed().unwrap(), wanted, true);
                locked.apply(&plan, &stored, &InstallOptions::default()).unwrap();
            });
        }
    });
    assert_eq!(site.installed().len(), 6);
    verify_records(&site);
}

#[test]
fn a_cache_that_was_copied_is_believed_by_its_contents() {
    let site = Site::new();
    let wheel = rich();
    let stored = site.add(&wheel);
    let copy = site.folder.path().join("copy");
    let cache = site.folder.path().join("cache");
    for entry in walkdir::WalkDir::new(&cache) {
        let entry = entry.unwrap();
        let target = copy.join(entry.path().strip_prefix(&cache).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
    let copied = naja_env::WheelStore::new(&copy).get(stored.sha256).unwrap();
    let locked = site.lock().unwrap();
    let wanted = vec![wanted_of(&wheel, stored.sha256)];
    let wheels = FxHashMap::from_iter([(PackageName::new(&wheel.name).unwrap(), copied)]);
    locked.apply(&Plan::new(Vec::new(), wanted, true), &wheels, &InstallOptions::default()).unwrap();
    verify_records(&site);
}

#[cfg(unix)]
#[test]
fn fault_75_a_plan_that_failed_over_a_changed_file_can_be_applied_again() {
    let site = Site::new();
    site.sync(&[&Wheel::new("a", "1")]).unwrap();
    let new = Wheel::new("a", "2");
    let stored = site.add(&new);
    let digits = stored.sha256.to_string();
    let home = site.folder.path().join("cache/wheels-v1").join(&digits[..2]).join(&digits);
    fs::remove_file(home.join("tree/a.py")).unwrap();
    let locked = site.lock().unwrap();
    let plan = Plan::new(locked.installed().unwrap(), vec![wanted_of(&new, stored.sha256)], true);
    let name = PackageName::new("a").unwrap();
    let wheels = FxHashMap::from_iter([(name.clone(), stored.clone())]);
    let error = locked.apply(&plan, &wheels, &InstallOptions::default()).unwrap_err();
    assert!(matches!(error, EnvError::CacheChanged { .. }), "{error}");
    site.store.remove(stored.sha256).unwrap();
    let wheels = FxHashMap::from_iter([(name, site.add(&new))]);
    locked.apply(&plan, &wheels, &InstallOptions::default()).unwrap();
    assert_eq!(site.installed(), ["a-2"]);
    verify_records(&site);
}
