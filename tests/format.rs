//! `naja format` on trees where something is wrong; the rows have the numbers of the list of faults.

use std::fs;

use crate::tree::Tree;

const UGLY: &str = "x=1\n";
const PRETTY: &str = "x = 1\n";

#[test]
fn fault_57_a_full_disk_leaves_the_old_file_whole() {
    for place in ["atomic.create", "atomic.write", "atomic.sync", "atomic.rename"] {
        let tree = Tree::new(&[("a.py", UGLY), ("b.py", UGLY)]);
        let output =
            tree.command(&["format"]).env("NAJA_FAILPOINT", format!("{place}=enospc")).output().unwrap();
        let said = crate::project::said(&output);
        assert_eq!(output.status.code(), Some(2), "{place}: {said}");
        assert!(said.contains("the disk is full"), "{said}");
        let mut texts = [tree.read("a.py"), tree.read("b.py")];
        texts.sort();
        assert_eq!(texts, [PRETTY, UGLY], "{place}");
        assert_eq!(tree.names(), ["a.py", "b.py"], "{place}");
    }
}

#[test]
fn fault_61_a_file_that_cannot_be_written_does_not_stop_the_others() {
    let tree = Tree::new(&[("a.py", UGLY), ("b.py", UGLY)]);
    let mut permissions = fs::metadata(tree.path("a.py")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(tree.path("a.py"), permissions).unwrap();
    let said = tree.ends(2, &["format"]);
    assert!(said.contains("permission denied") && said.contains("a.py"), "{said}");
    assert_eq!((tree.read("a.py").as_str(), tree.read("b.py").as_str()), (UGLY, PRETTY));
}

#[cfg(unix)]
#[test]
fn fault_63_links_and_modes_are_kept() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let tree = Tree::new(&[("real/a.py", UGLY)]);
    fs::set_permissions(tree.path("real/a.py"), fs::Permissions::from_mode(0o750)).unwrap();
    symlink("real/a.py", tree.path("link.py")).unwrap();
    tree.ends(0, &["format", "link.py"]);
    assert!(fs::symlink_metadata(tree.path("link.py")).unwrap().is_symlink());
    assert_eq!(tree.read("real/a.py"), PRETTY);
    assert_eq!(fs::metadata(tree.path("real/a.py")).unwrap().permissions().mode() & 0o777, 0o750);
}

#[cfg(target_os = "linux")]
#[test]
fn fault_64_file_names_need_not_be_utf8() {
    use std::os::unix::ffi::OsStrExt as _;
    let tree = Tree::new(&[]);
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.py");
    tree.write(name, UGLY.as_bytes());
    tree.ends(0, &["format"]);
    assert_eq!(tree.read(name), PRETTY);
    tree.write(name, UGLY.as_bytes());
    let output = tree.command(&[std::ffi::OsStr::new("format"), name]).output().unwrap();
    assert!(output.status.success());
    assert_eq!(tree.read(name), PRETTY);
}

#[cfg(unix)]
#[test]
fn fault_65_loops_of_links_and_pipes_are_skipped() {
    let tree = Tree::new(&[("a/a.py", PRETTY)]);
    std::os::unix::fs::symlink("..", tree.path("a/up")).unwrap();
    std::os::unix::fs::symlink("loop.py", tree.path("loop.py")).unwrap();
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    let pipe = tree.path("pipe.py");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    assert_eq!(tree.ends(0, &["format"]), "1 file left unchanged\n");
    assert!(tree.ends(2, &["format", "pipe.py"]).contains("not a regular file"));
}

#[test]
fn fault_69_a_killed_run_leaves_old_bytes_or_new_ones_and_the_next_cleans_up() {
    for place in ["create", "write", "sync", "rename", "done"] {
        let tree = Tree::new(&[("a.py", UGLY)]);
        let armed = format!("atomic.{place}=kill");
        let output = tree.command(&["format"]).env("NAJA_FAILPOINT", armed).output().unwrap();
        assert_ne!(output.status.code(), Some(0), "{place}");
        let text = tree.read("a.py");
        assert!(text == UGLY || text == PRETTY, "{place}: {text}");
        tree.ends(0, &["format"]);
        assert_eq!(tree.read("a.py"), PRETTY);
        assert_eq!(tree.names(), ["a.py"], "{place}");
    }
}

/// A text of several chunks that formatting changes, and what it becomes.
fn long() -> (String, String) {
    let text = "a".repeat(30_000);
    (format!("x='{text}'\n").repeat(6), format!("x = \"{text}\"\n").repeat(6))
}

#[cfg(unix)]
#[test]
fn fault_63_123_all_names_of_a_file_are_formatted_and_stay_one_file() {
    use std::os::unix::fs::MetadataExt as _;
    let tree = Tree::new(&[("a.py", UGLY)]);
    fs::hard_link(tree.path("a.py"), tree.path("b.txt")).unwrap();
    tree.ends(0, &["format"]);
    assert_eq!((tree.read("a.py").as_str(), tree.read("b.txt").as_str()), (PRETTY, PRETTY));
    assert_eq!(fs::metadata(tree.path("a.py")).unwrap().nlink(), 2);
    assert_eq!(tree.names(), ["a.py", "b.txt"]);
}

#[test]
fn fault_123_a_mount_point_is_written_where_it_is() {
    let tree = Tree::new(&[("a.py", UGLY)]);
    let mut command = tree.command(&["format"]);
    let output = command.env("NAJA_FAILPOINT", "atomic.rename=ebusy").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", crate::project::said(&output));
    assert_eq!((tree.read("a.py").as_str(), tree.names()), (PRETTY, vec!["a.py".to_owned()]));
}

#[cfg(target_os = "linux")]
#[test]
fn fault_123_a_bind_mounted_file_is_written_where_it_is() {
    let tree = Tree::new(&[("a.py", UGLY), ("mounted.txt", UGLY)]);
    let script = "mount --bind mounted.txt a.py || exit 77; exec \"$NAJA\" format a.py";
    let mut command = std::process::Command::new("unshare");
    command.args(["--mount", "--map-root-user", "--user", "sh", "-c", script]).current_dir(tree.root());
    command.env("NAJA", env!("CARGO_BIN_EXE_naja")).env("NAJA_NO_CACHE", "1").env("HOME", tree.root());
    let Ok(output) = command.output() else { return };
    let said = crate::project::said(&output);
    if output.status.code() == Some(77) || said.starts_with("unshare:") {
        // The kernel lets this user make no mount.
        return;
    }
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!((tree.read("a.py").as_str(), tree.read("mounted.txt").as_str()), (UGLY, PRETTY));
    assert_eq!(tree.names(), ["a.py", "mounted.txt"]);
}

#[cfg(unix)]
#[test]
fn fault_57_123_a_full_disk_leaves_a_file_with_two_names_whole() {
    let (ugly, _) = long();
    for place in ["atomic.undo", "atomic.overwrite", "atomic.overwrite:2"] {
        let tree = Tree::new(&[("a.py", &ugly)]);
        fs::hard_link(tree.path("a.py"), tree.path("b.txt")).unwrap();
        let armed = format!("{place}=enospc");
        let output = tree.command(&["format"]).env("NAJA_FAILPOINT", armed).output().unwrap();
        let said = crate::project::said(&output);
        assert_eq!(output.status.code(), Some(2), "{place}: {said}");
        assert!(said.contains("the file can't be written: the disk is full"), "{place}: {said}");
        assert!(said.contains("it holds what it held before"), "{place}: {said}");
        assert_eq!((tree.read("a.py"), tree.read("b.txt")), (ugly.clone(), ugly.clone()), "{place}");
        assert_eq!(tree.names(), ["a.py", "b.txt"], "{place}");
    }
}

#[cfg(unix)]
#[test]
fn fault_69_123_a_run_killed_while_it_overwrites_a_file_is_undone_by_the_next() {
    let (ugly, pretty) = long();
    let mut torn = 0;
    for place in ["undo", "overwrite", "overwrite:2", "overwrite:3", "done"] {
        for next in [&["format", "a.py"][..], &["format"]] {
            let tree = Tree::new(&[("a.py", &ugly)]);
            fs::hard_link(tree.path("a.py"), tree.path("b.txt")).unwrap();
            let armed = format!("atomic.{place}=kill");
            let output = tree.command(&["format"]).env("NAJA_FAILPOINT", armed).output().unwrap();
            assert_ne!(output.status.code(), Some(0), "{place}");
            let present = tree.read("a.py");
            let is_torn = present != ugly && present != pretty;
            if is_torn {
                torn += 1;
                assert!(tree.read(".naja-a.py.undo").contains(&ugly), "{place}");
            }
            let said = tree.ends(0, next);
            assert_eq!(said.contains("`a.py` has its old contents again"), is_torn, "{place}: {said}");
            assert_eq!((tree.read("a.py"), tree.read("b.txt")), (pretty.clone(), pretty.clone()), "{place}");
            assert_eq!(tree.names(), ["a.py", "b.txt"], "{place}");
        }
    }
    assert_eq!(torn, 4);
}

#[cfg(unix)]
#[test]
fn fault_61_123_a_file_in_a_read_only_folder_is_left_alone_with_the_reason() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65_534;
    let tree = Tree::new(&[("locked/a.py", UGLY), ("open/b.py", UGLY)]);
    let modes = [
        ("..", 0o777),
        ("", 0o777),
        ("open", 0o777),
        ("open/b.py", 0o666),
        ("locked/a.py", 0o666),
        ("locked", 0o555),
    ];
    for (path, mode) in modes {
        fs::set_permissions(tree.path(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    let mut command = tree.command(&["format", "--no-cache"]);
    if fs::metadata(tree.root()).unwrap().uid() == 0 {
        // No mode keeps the superuser from writing.
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().unwrap();
    let said = crate::project::said(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("the file can't be written: its folder is read-only"), "{said}");
    assert!(said.contains("--> locked/a.py"), "{said}");
    assert_eq!((tree.read("locked/a.py").as_str(), tree.read("open/b.py").as_str()), (UGLY, PRETTY));
    fs::set_permissions(tree.path("locked"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn fault_88_a_file_nested_too_deep_is_reported_and_the_rest_goes_on() {
    let deep = format!("x = {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    let chain = format!("x = a{}\n", ".b".repeat(100_000));
    let tree = Tree::new(&[("deep.py", &deep), ("chain.py", &chain), ("z.py", UGLY)]);
    let said = tree.ends(2, &["format"]);
    assert!(said.contains("deep.py") && said.contains("1 file reformatted"), "{said:.300}");
    assert_eq!(tree.read("z.py"), PRETTY);
    assert_eq!(tree.read("deep.py"), deep);
}

#[test]
fn fault_94_95_97_what_is_no_text_is_refused_and_unchanged() {
    let files: [(&str, &[u8]); 4] = [
        ("nul.py", b"x=1\0\n"),
        ("bytes.py", b"x='\xff'\n"),
        ("wide.py", b"\xff\xfex\0=\x001\0"),
        ("codec.py", b"# coding: nothing-known\nx=1\n"),
    ];
    for (name, bytes) in files {
        let tree = Tree::new(&[("ok.py", UGLY)]);
        tree.write(name, bytes);
        let said = tree.ends(2, &["format"]);
        assert!(said.contains(&format!("--> {name}")), "{said}");
        assert_eq!(tree.bytes(name), bytes);
        assert_eq!(tree.read("ok.py"), PRETTY);
    }
}

#[test]
fn fault_96_98_encodings_marks_and_line_ends_are_kept() {
    let files: [(&str, &[u8], &[u8]); 3] = [
        ("latin.py", b"# coding: latin-1\nx='\xe9'\n", b"# coding: latin-1\nx = \"\xe9\"\n"),
        ("mark.py", b"\xef\xbb\xbfx=1\n", b"\xef\xbb\xbfx = 1\n"),
        ("crlf.py", b"x=1\r\ny=2\n", b"x = 1\r\ny = 2\r\n"),
    ];
    for (name, old, new) in files {
        let tree = Tree::new(&[]);
        tree.write(name, old);
        tree.ends(0, &["format"]);
        assert_eq!(tree.bytes(name), new, "{name}");
        let output = tree.pipe(old, &["format", "-"]);
        assert_eq!(output.stdout, new, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn fault_105_file_names_are_shown_escaped() {
    let tree = Tree::new(&[("a\u{1b}[31m.py", UGLY), ("b\u{202e}.py", "def f(:\n")]);
    let said = tree.ends(2, &["format", "--diff"]);
    assert!(said.contains("a\\x1b[31m.py") && said.contains("b\\u{202e}.py"), "{said}");
    assert!(!said.contains('\u{1b}') && !said.contains('\u{202e}'));
}

#[test]
fn a_panic_in_one_file_is_reported_for_it_and_the_others_are_done() {
    let tree = Tree::new(&[("a.py", UGLY), ("b.py", UGLY), ("c.py", UGLY)]);
    let output = tree.command(&["format"]).env("NAJA_FAILPOINT", "source.file:2=eio").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = crate::project::said(&output);
    assert!(said.contains("naja failed on this file") && said.contains("2 files reformatted"), "{said}");
}

#[test]
fn standard_input_goes_by_the_name_it_is_given() {
    let tree = Tree::new(&[
        ("naja.toml", "line-length = 10\n"),
        ("stubs/naja.toml", "extend-exclude = ['gen']\nforce-exclude = true\n"),
    ]);
    let check = |input: &str, arguments: &[&str], code: i32, expected: &str| {
        let output = tree.pipe(input.as_bytes(), arguments);
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert_eq!((output.status.code(), stdout.as_str()), (Some(code), expected), "{arguments:?}");
    };
    check("f(a, bb, cc)\n", &["format", "-"], 0, "f(\n    a,\n    bb,\n    cc,\n)\n");
    check("def f(): ...\n", &["format", "-", "--stdin-filename", "stubs/a.pyi"], 0, "def f(): ...\n");
    check("x=1\n", &["format", "-", "--stdin-filename", "stubs/gen/a.py"], 0, "x=1\n");
    check("x=1\n", &["format", "-", "--check"], 1, "would reformat -\n");
    check("x = 1\n", &["format", "-", "--check"], 0, "");
    check("x = (\n", &["format", "-"], 2, "");
    check("a=1\nb=2\n", &["format", "-", "--range", "2-2"], 0, "a=1\nb = 2\n");
}

#[test]
fn what_git_ignores_is_left_out_in_a_repository() {
    let files =
        [(".gitignore", "/gen\n*_pb2.py\n"), ("gen/a.py", UGLY), ("x_pb2.py", UGLY), ("a/b.py", UGLY)];
    let tree = Tree::new(&files);
    tree.write("a/.gitignore", b"b.py\n");
    let shown = |arguments: &[&str]| tree.ends(1, arguments).lines().count();
    assert_eq!(shown(&["format", "--check"]), 4);
    fs::create_dir(tree.path(".git")).unwrap();
    assert_eq!(tree.ends(0, &["format", "--check"]), "no Python files found\n");
    assert_eq!(shown(&["format", "--check", "--no-respect-gitignore"]), 4);
    assert_eq!(shown(&["format", "--check", "gen/a.py"]), 2);
}

#[test]
fn a_file_that_is_named_twice_is_worked_on_once() {
    let tree = Tree::new(&[("a/a.py", UGLY)]);
    let said = tree.ends(1, &["format", "--check", "a/a.py", "./a/a.py", "a", "."]);
    assert_eq!(said, "would reformat a/a.py\n1 file would be reformatted\n");
}

#[test]
fn results_are_cached_for_the_same_bytes_and_settings() {
    let tree = Tree::new(&[("a.py", UGLY), ("b.py", PRETTY), ("naja.toml", "")]);
    let would = "would reformat a.py\n1 file would be reformatted, 1 file already formatted\n";
    for _ in 0..3 {
        assert_eq!(tree.ends(1, &["format", "--check"]), would);
    }
    tree.write("b.py", UGLY.as_bytes());
    assert!(tree.ends(1, &["format", "--check"]).contains("2 files would be"));
    assert!(tree.ends(1, &["format", "--diff"]).contains("-x=1\n+x = 1\n"));
    tree.ends(0, &["format"]);
    assert_eq!(tree.ends(0, &["format", "--check"]), "2 files already formatted\n");
    tree.write("c.py", b"f(aaaa, bbbb)\n");
    assert!(tree.ends(0, &["format", "--check"]).contains("3 files already"));
    tree.write("naja.toml", b"line-length = 8\n");
    assert!(tree.ends(1, &["format", "--check"]).starts_with("would reformat c.py\n"));
    tree.write("naja.toml", b"");
    tree.ends(0, &["format", "--check"]);
    tree.ends(0, &["cache", "clean"]);
    tree.ends(0, &["format", "--check"]);
}

#[test]
fn fault_59_60_a_cache_that_cannot_be_written_is_done_without() {
    let tree = Tree::new(&[("a.py", PRETTY), ("file", "")]);
    let cache = tree.path("file");
    let said = tree.ends(0, &["format", "--check", "--cache-dir", cache.to_str().unwrap()]);
    assert_eq!(said, "1 file already formatted\n");
}

#[test]
fn fault_72_many_runs_share_a_cache() {
    let tree = Tree::new(&[("a.py", PRETTY), ("b.py", UGLY)]);
    let children: Vec<_> = (0..8)
        .map(|_| {
            tree.command(&["format", "--check", "-q"]).stdout(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert_eq!(child.wait().unwrap().code(), Some(1));
    }
    assert!(tree.ends(1, &["format", "--check"]).starts_with("would reformat b.py\n"));
}

#[test]
fn a_style_that_naja_does_not_support_is_refused_before_a_byte_changes() {
    let settings = [
        ("tool.ruff.format", "docstring-code-format = true"),
        ("tool.ruff.format", "preview = true"),
        ("tool.black", "preview = true"),
        ("tool.black", "unstable = true"),
    ];
    for (table, line) in settings {
        let configuration = format!("[{table}]\n{line}\n");
        let tree = Tree::new(&[("pyproject.toml", &configuration), ("a.py", UGLY)]);
        let name = line.split(' ').next().unwrap();
        for command in ["format", "fix"] {
            let said = tree.ends(2, &[command]);
            let error = format!("error: `{table}.{name}` asks for a style that naja does not support\n");
            assert!(said.starts_with(&error), "{said}");
            assert!(said.contains("--> pyproject.toml:2:"), "{said}");
            assert_eq!(tree.read("a.py"), UGLY, "{line}");
        }
        tree.ends(0, &["format", "--config", "format.style='black-26'"]);
        assert_eq!(tree.read("a.py"), PRETTY, "{line}");
    }
    let supported =
        "[tool.ruff]\nindent-width = 4\n[tool.ruff.format]\nquote-style = 'double'\nindent-style = 'space'\n";
    let tree = Tree::new(&[("pyproject.toml", supported), ("a.py", UGLY)]);
    tree.ends(0, &["format"]);
    assert_eq!(tree.read("a.py"), PRETTY);
}
