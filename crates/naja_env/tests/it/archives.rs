//! The rows of the list of problems that are about archives: each is refused and leaves nothing in the store.

use std::fs;
use std::path::Path;

use naja_env::{EnvError, Limits, StoredWheel, WheelProblem, WheelProblemKind, WheelStore};

use crate::wheels::{Member, Wheel, archive};

fn add_with(wheel: &Wheel, limits: Limits) -> Result<StoredWheel, WheelProblem> {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let (path, sha256) = wheel.write(folder.path());
    let added = WheelStore::with_limits(&cache, limits).add(&path, &wheel.filename(), sha256);
    match added {
        Ok(stored) => Ok(stored),
        Err(EnvError::Wheel { file, problem }) => {
            assert_eq!(file, wheel.filename().as_str());
            assert_eq!(left_in(&cache), ["wheels-v1", "wheels-v1/unpacking"], "{problem}");
            Err(problem)
        }
        Err(error) => panic!("{error}"),
    }
}

fn left_in(cache: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(cache).min_depth(1).sort_by_file_name().into_iter();
    entries.map(|entry| entry.unwrap().path().strip_prefix(cache).unwrap().display().to_string()).collect()
}

#[track_caller]
fn refused(wheel: &Wheel, kind: WheelProblemKind) -> WheelProblem {
    let problem = add_with(wheel, Limits::default()).expect_err("the wheel must be refused");
    assert_eq!(problem.kind, kind, "{problem}");
    problem
}

#[track_caller]
fn accepted(wheel: &Wheel) -> StoredWheel {
    add_with(wheel, Limits::default()).unwrap()
}

fn wheel() -> Wheel {
    Wheel::new("a_b", "1.0")
}

fn with(change: impl FnOnce(&mut Member)) -> Wheel {
    wheel().member(Member::new("a/b.py", "x = 1\n").with(change))
}

#[test]
fn a_right_wheel_is_accepted() {
    let stored = accepted(
        &with(|member| member.descriptor = true)
            .file("a/empty.py", "")
            .member(Member::new("a/stored.bin", [0; 70_000]).with(|member| member.deflated = false)),
    );
    assert_eq!((stored.manifest.name.as_str(), stored.manifest.version.as_str()), ("a_b", "1.0"));
    let paths: Vec<_> = stored.manifest.files.iter().map(|file| stored.manifest.path(file)).collect();
    let dist_info = ["INSTALLER", "METADATA", "RECORD", "WHEEL", "naja.json"]
        .map(|name| format!("a_b-1.0.dist-info/{name}"));
    let expected: Vec<String> = ["a_b.py", "a/b.py", "a/empty.py", "a/stored.bin"]
        .map(String::from)
        .into_iter()
        .chain(dist_info)
        .collect();
    assert_eq!(paths, expected);
}

#[test]
fn fault_34_paths_that_leave_the_folder() {
    for name in ["../evil.py", "a/../../evil.py", "/etc/evil", "C:/evil.py", "c:evil.py"] {
        refused(&wheel().file(name, "x"), WheelProblemKind::Traversal);
    }
}

#[test]
fn fault_35_backslashes() {
    for name in ["..\\evil.py", "a\\b.py", "\\\\host\\share"] {
        refused(&wheel().file(name, "x"), WheelProblemKind::Backslash);
    }
}

#[test]
fn fault_36_links_and_devices() {
    for mode in [0o120_777, 0o020_644, 0o060_644, 0o010_644, 0o140_755] {
        refused(&with(|member| member.mode = mode), WheelProblemKind::Link);
    }
    // A link, and then a file through it.
    let link = Member::new("a", "/tmp").with(|member| member.mode = 0o120_777);
    refused(&wheel().member(link).file("a/b.py", "x"), WheelProblemKind::Link);
}

#[test]
fn fault_37_duplicate_entries() {
    refused(&wheel().file("x.py", "1").file("x.py", "2"), WheelProblemKind::Duplicate);
    refused(&wheel().file("x", "1").file("x/y.py", "2"), WheelProblemKind::Duplicate);
    refused(&wheel().file("x/y.py", "1").file("x", "2"), WheelProblemKind::Duplicate);
}

#[test]
fn fault_38_bytes_around_the_archive() {
    refused(&wheel().bytes(|bytes| [b"#!/bin/sh\n", &bytes[..]].concat()), WheelProblemKind::SurplusBytes);
    refused(&wheel().bytes(|bytes| [&bytes[..], b"\0"].concat()), WheelProblemKind::SurplusBytes);
    refused(&with(|member| member.gap = b"hidden".to_vec()), WheelProblemKind::SurplusBytes);
    // A second archive after the first: one reader would see that one, another this.
    refused(
        &wheel().bytes(|bytes| [&bytes[..], &archive(&[Member::new("evil.py", "x")])].concat()),
        WheelProblemKind::SurplusBytes,
    );
    // A comment that hides bytes after the end.
    refused(
        &wheel().bytes(|mut bytes| {
            let length = bytes.len();
            bytes[length - 2] = 4;
            bytes.extend_from_slice(b"evil");
            bytes
        }),
        WheelProblemKind::SurplusBytes,
    );
}

#[test]
fn fault_39_wrong_checksums_and_sizes() {
    refused(&with(|member| member.crc = Some(7)), WheelProblemKind::Checksum);
    refused(&with(|member| member.size = Some(3)), WheelProblemKind::Checksum);
    refused(&with(|member| member.size = Some(90)), WheelProblemKind::Checksum);
    refused(
        &with(|member| {
            member.deflated = false;
            member.crc = Some(7);
        }),
        WheelProblemKind::Checksum,
    );
}

#[test]
fn fault_40_local_headers_that_differ() {
    refused(&with(|member| member.local_name = Some(b"a/c.py".to_vec())), WheelProblemKind::HeaderMismatch);
    refused(&with(|member| member.local_name = Some(b"../c.py".to_vec())), WheelProblemKind::HeaderMismatch);
    refused(&with(|member| member.local_size = Some(1)), WheelProblemKind::HeaderMismatch);
    refused(&with(|member| member.local_method = Some(0)), WheelProblemKind::HeaderMismatch);
    // Another name for readers that know Info-ZIP's Unicode path.
    refused(
        &with(|member| member.extra = b"\x75\x70\x06\0\x01\0\0\0\0x".to_vec()),
        WheelProblemKind::NotAnArchive,
    );
}

#[test]
fn fault_40_entries_that_share_bytes() {
    refused(&with(|member| member.offset = Some(0)), WheelProblemKind::Overlap);
}

#[test]
fn fault_41_a_file_that_is_not_the_recorded_one() {
    let problem = refused(
        &wheel().record(|record| Some(record.replace("sha256=", "sha256=A"))),
        WheelProblemKind::RecordHash,
    );
    assert!(problem.detail.starts_with("`RECORD` states the sha256 A"), "{problem}");
    refused(&wheel().record(|record| Some(record.replacen(",16", ",17", 1))), WheelProblemKind::RecordHash);
    refused(&wheel().record(|record| Some(record.replace("sha256=", "md5="))), WheelProblemKind::RecordHash);
    refused(
        &wheel().record(|record| {
            Some(record.lines().map(|line| format!("{},,\n", line.split(',').next().unwrap())).collect())
        }),
        WheelProblemKind::RecordHash,
    );
}

#[test]
fn fault_42_records_that_are_missing_empty_or_tell_more() {
    refused(&wheel().record(|_| None), WheelProblemKind::BadRecord);
    refused(&wheel().record(|_| Some(String::new())), WheelProblemKind::BadRecord);
    refused(&wheel().record(|record| Some(record + "\"")), WheelProblemKind::BadRecord);
    let problem = refused(
        &wheel().record(|record| Some(record + "ghost.py,sha256=AA,1\n")),
        WheelProblemKind::RecordMismatch,
    );
    assert_eq!(problem.to_string(), "`ghost.py`: `RECORD` lists it, but it is not in the wheel");
    let problem = refused(&with(|member| member.unlisted = true), WheelProblemKind::RecordMismatch);
    assert_eq!(problem.to_string(), "`a/b.py`: `RECORD` does not list it");
    refused(&wheel().record(|record| Some(record.clone() + &record)), WheelProblemKind::RecordMismatch);
}

#[test]
fn fault_43_a_record_that_points_outside() {
    for line in ["../../evil,,\n", "/etc/passwd,,\n"] {
        let change: fn(String) -> Option<String> = if line.starts_with('.') {
            |record| Some(record + "../../evil,,\n")
        } else {
            |record| Some(record + "/etc/passwd,,\n")
        };
        refused(&wheel().record(change), WheelProblemKind::Traversal);
    }
}

#[test]
fn fault_44_entry_points_with_impossible_names() {
    for name in ["../x", "a/b", "a\\b", "..", "python", "python3.12", "activate"] {
        let text = format!("[console_scripts]\n{name} = a:b\n");
        refused(&wheel().file("a_b-1.0.dist-info/entry_points.txt", text), WheelProblemKind::Script);
    }
}

#[test]
fn fault_44_entry_points_that_are_none() {
    for text in
        ["no entry points\n", "[console_scripts\nx = a:b\n", "[console_scripts]\nx\n", "[other]\nx\n", "\0"]
    {
        let problem =
            refused(&wheel().file("a_b-1.0.dist-info/entry_points.txt", text), WheelProblemKind::Metadata);
        assert_eq!(problem.entry.as_deref(), Some("a_b-1.0.dist-info/entry_points.txt"), "{text:?}");
        assert!(problem.detail.contains("(line "), "{problem}");
    }
    refused(&wheel().file("a_b-1.0.dist-info/entry_points.txt", [0xff, 0xfe]), WheelProblemKind::Metadata);
}

#[test]
fn fault_45_scripts_that_replace_the_interpreter() {
    for name in ["python", "python3", "python3.13t", "Python.exe", "pypy3"] {
        refused(
            &wheel().file(&format!("a_b-1.0.data/scripts/{name}"), "#!python\n"),
            WheelProblemKind::Script,
        );
    }
    accepted(&wheel().file("a_b-1.0.data/scripts/python-helper", "#!python\n"));
}

#[test]
fn fault_46_data_that_replaces_the_environment() {
    for path in ["pyvenv.cfg", "PyVenv.cfg", "bin/python", "bin/activate", ".naja/stamp", "lib64", "lib"] {
        refused(&wheel().file(&format!("a_b-1.0.data/data/{path}"), "x"), WheelProblemKind::Environment);
    }
    accepted(&wheel().file("a_b-1.0.data/data/share/doc/a.txt", "x").file("a_b-1.0.data/data/bin/tool", "x"));
}

#[test]
fn fault_47_scripts_below_other_folders() {
    refused(&wheel().file("a_b-1.0.data/scripts/../../evil", "x"), WheelProblemKind::Traversal);
    refused(&wheel().file("a_b-1.0.data/scripts/sub/tool", "x"), WheelProblemKind::Script);
    refused(&wheel().file("a_b-1.0.data/attic/tool", "x"), WheelProblemKind::Script);
}

#[test]
fn fault_48_what_python_executes_at_every_start_is_installed_with_a_warning() {
    let site = "a_b-1.0.data/data/lib/python3.11/site-packages";
    let stored = accepted(
        &wheel()
            .file("x.pth", "import x\n")
            .file("a/y.pth", "")
            .file("a_b-1.0.data/purelib/z.pth", "")
            .file("a_b-1.0.data/platlib/sitecustomize.py", "")
            .file("usercustomize/__init__.py", "")
            .file(&format!("{site}/w.pth"), "")
            .file(&format!("{site}/a/v.pth"), "")
            .file("a_b-1.0.data/data/share/u.pth", ""),
    );
    let expected = ["x.pth", "z.pth", "sitecustomize.py", "usercustomize/__init__.py", "w.pth"]
        .map(|name| format!("it installs `{name}`, which Python executes at every start"));
    assert_eq!(stored.manifest.warnings, expected);
}

#[test]
fn fault_124_a_second_distribution_through_the_data_folder() {
    for place in ["purelib", "platlib", "data/lib/python3.11/site-packages", "data/Lib/SITE-PACKAGES"] {
        for metadata in [
            "other-1.0.dist-info/METADATA",
            "a_b-1.0.dist-info/direct_url.json",
            "Other-1.0.DIST-INFO/METADATA",
            "other.egg-info/PKG-INFO",
            "other-1.0.egg-info",
            "other.egg-link",
        ] {
            let path = format!("a_b-1.0.data/{place}/{metadata}");
            let problem =
                refused(&wheel().file(&path, "Name: other\nVersion: 1.0\n"), WheelProblemKind::DistInfo);
            assert_eq!(problem.entry, Some(path));
        }
        accepted(&wheel().file(&format!("a_b-1.0.data/{place}/other/x.dist-info/METADATA"), "x"));
    }
}

#[test]
fn fault_50_bombs_are_refused_by_size_and_by_ratio() {
    let bomb = wheel().file("zeros.bin", vec![0; 80 << 20]);
    let problem = refused(&bomb, WheelProblemKind::TooLarge);
    assert!(problem.detail.ends_with("more than 200 times"), "{problem}");
    let free = Limits { ratio: u64::MAX, ..Limits::default() };
    assert!(add_with(&bomb, free).is_ok());
    let problem = add_with(&bomb, Limits { unpacked: 1 << 20, ..free }).unwrap_err();
    assert_eq!(problem.kind, WheelProblemKind::TooLarge);
    assert_eq!(add_with(&bomb, Limits { entries: 3, ..free }).unwrap_err().kind, WheelProblemKind::TooLarge);
    // The directory may lie about the size, but not for long.
    refused(
        &wheel().member(Member::new("zeros.bin", vec![0; 8 << 20]).with(|member| member.size = Some(10))),
        WheelProblemKind::Checksum,
    );
}

#[test]
fn fault_51_sixty_thousand_files() {
    let mut wheel = wheel();
    for index in 0..60_000 {
        let member = Member::new(format!("many/{}/f{index}.py", index % 100), "")
            .with(|member| member.deflated = false);
        wheel = wheel.member(member);
    }
    assert_eq!(accepted(&wheel).manifest.files.len(), 60_000 + 6);
}

#[test]
fn fault_52_names_that_no_file_system_takes() {
    refused(&wheel().file(&"x".repeat(300), ""), WheelProblemKind::BadName);
    refused(&wheel().file(&"x/".repeat(1500), ""), WheelProblemKind::BadName);
    for name in [&b"a\0b"[..], b"a\nb", b"a//b", b"a/./b", b"\xff\xfe"] {
        refused(&wheel().member(Member::new(name, "x")), WheelProblemKind::BadName);
    }
}

#[test]
fn fault_54_content_that_is_not_what_its_name_says() {
    refused(&wheel().bytes(|_| b"not a zip".to_vec()), WheelProblemKind::NotAnArchive);
    refused(&wheel().bytes(|_| Vec::new()), WheelProblemKind::NotAnArchive);
    refused(&wheel().bytes(|bytes| bytes[..bytes.len() / 2].to_vec()), WheelProblemKind::NotAnArchive);
    refused(
        &wheel().bytes(|_| b"\x1f\x8b\x08\0 a gzip file that goes on".to_vec()),
        WheelProblemKind::NotAnArchive,
    );
    let mut other = wheel();
    other.metadata = "Name: other\nVersion: 1.0\n".to_owned();
    refused(&other, WheelProblemKind::Identity);
    other.metadata = "Name: a.b\nVersion: 2.0\n".to_owned();
    refused(&other, WheelProblemKind::Identity);
    other.metadata = "Name: A-B\nVersion: 1\n".to_owned();
    accepted(&other);
    other.wheel = "Wheel-Version: 2.0\nRoot-Is-Purelib: true\n".to_owned();
    refused(&other, WheelProblemKind::Metadata);
    refused(&wheel().file("b-1.0.dist-info/METADATA", ""), WheelProblemKind::DistInfo);
    refused(&wheel().bytes(|_| archive(&[Member::new("a.py", "")])), WheelProblemKind::DistInfo);
}

#[test]
fn fault_55_names_that_differ_in_case_only() {
    refused(&wheel().file("A.py", "1").file("a.py", "2"), WheelProblemKind::Duplicate);
    refused(&wheel().file("A/x.py", "1").file("a/y.py", "2"), WheelProblemKind::Duplicate);
    refused(&wheel().file("\u{c4}.py", "1").file("a\u{308}.py", "2"), WheelProblemKind::Duplicate);
}

#[cfg(unix)]
#[test]
fn fault_56_modes_are_masked() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let wheel = with(|member| member.mode = 0o106_777)
        .member(Member::new("c.py", "").with(|member| member.mode = 0o100_666));
    let (path, sha256) = wheel.write(folder.path());
    WheelStore::new(&folder.path().join("cache")).add(&path, &wheel.filename(), sha256).unwrap();
    let modes: Vec<_> = walkdir::WalkDir::new(folder.path().join("cache"))
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_name() == "b.py" || entry.file_name() == "c.py")
        .map(|entry| (entry.file_name().to_owned(), fs::metadata(entry.path()).unwrap().permissions().mode()))
        .collect();
    assert!(
        modes.contains(&("b.py".into(), 0o100_555)) && modes.contains(&("c.py".into(), 0o100_444)),
        "{modes:?}"
    );
}

#[test]
fn fault_76_what_killed_runs_left_is_collected_with_the_next_wheel() {
    let folder = tempfile::tempdir().unwrap();
    let left = folder.path().join("cache/wheels-v1/unpacking/wdead/tree");
    fs::create_dir_all(&left).unwrap();
    drop(fs::File::create(folder.path().join("cache/wheels-v1/unpacking/wdead.lock")).unwrap());
    let (path, sha256) = wheel().write(folder.path());
    WheelStore::new(&folder.path().join("cache")).add(&path, &wheel().filename(), sha256).unwrap();
    assert_eq!(fs::read_dir(folder.path().join("cache/wheels-v1/unpacking")).unwrap().count(), 0);
}

#[test]
fn fault_72_threads_that_add_one_wheel_at_once_all_succeed() {
    let folder = tempfile::tempdir().unwrap();
    let (path, sha256) = with(|_| ()).write(folder.path());
    let cache = folder.path().join("cache");
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| WheelStore::new(&cache).add(&path, &wheel().filename(), sha256).unwrap()))
            .collect();
        let stored: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        let kept = WheelStore::new(&cache).get(sha256).unwrap();
        assert!(stored.iter().all(|stored| stored.manifest == kept.manifest));
    });
    assert_eq!(fs::read_dir(cache.join("wheels-v1/unpacking")).unwrap().count(), 0);
}

#[test]
fn fault_73_a_damaged_manifest_is_as_good_as_none() {
    let folder = tempfile::tempdir().unwrap();
    let (path, sha256) = wheel().write(folder.path());
    let store = WheelStore::new(&folder.path().join("cache"));
    store.add(&path, &wheel().filename(), sha256).unwrap();
    let digits = sha256.to_string();
    let manifest = folder.path().join("cache/wheels-v1").join(&digits[..2]).join(&digits).join("manifest");
    let mut bytes = fs::read(&manifest).unwrap();
    bytes[40] ^= 1;
    naja_base::atomic::replace(&manifest, &bytes).unwrap();
    assert!(!store.contains(sha256));
    store.add(&path, &wheel().filename(), sha256).unwrap();
    assert!(store.contains(sha256));
    store.remove(sha256).unwrap();
    assert!(!store.contains(sha256));
}
