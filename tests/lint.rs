//! `naja lint` on trees where something is wrong; the rows have the numbers of the list of faults.

use std::fs;

use crate::project::said;
use crate::tree::Tree;

const EMPTY: &str = "x = f\"\"\n";
const FIXED: &str = "x = \"\"\n";
const RULES: (&str, &str) = ("naja.toml", "[lint]\nselect = ['F541', 'I001']\n");

#[test]
fn fault_57_69_a_fix_is_written_whole_or_not_at_all() {
    for (place, action) in [("write", "enospc"), ("rename", "enospc"), ("sync", "kill"), ("done", "kill")] {
        let tree = Tree::new(&[RULES, ("a.py", EMPTY)]);
        let armed = format!("atomic.{place}={action}");
        let output = tree.command(&["lint", "--fix"]).env("NAJA_FAILPOINT", armed).output().unwrap();
        assert_ne!(output.status.code(), Some(0), "{place}: {}", said(&output));
        let text = tree.read("a.py");
        assert!(text == EMPTY || text == FIXED, "{place}: {text}");
        tree.ends(0, &["lint", "--fix"]);
        assert_eq!(
            (tree.read("a.py").as_str(), tree.names()),
            (FIXED, vec!["a.py".into(), "naja.toml".into()])
        );
    }
}

#[test]
fn fault_61_95_files_that_cannot_be_read_or_written_do_not_stop_the_others() {
    let tree = Tree::new(&[RULES, ("a.py", EMPTY), ("b.py", EMPTY)]);
    tree.write("bytes.py", b"x = '\xff'\n");
    let mut permissions = fs::metadata(tree.path("a.py")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(tree.path("a.py"), permissions).unwrap();
    let message = tree.ends(2, &["lint", "--fix"]);
    assert!(message.contains("permission denied") && message.contains("not UTF-8"), "{message}");
    assert_eq!((tree.read("a.py").as_str(), tree.read("b.py").as_str()), (EMPTY, FIXED));
}

#[test]
fn fault_88_a_file_nested_too_deep_is_reported_and_the_rest_is_linted() {
    let deep = format!("x = {}1\n", "-".repeat(100_000));
    let tree = Tree::new(&[RULES, ("deep.py", &deep), ("a.py", EMPTY)]);
    let message = tree.ends(1, &["lint", "--output-format", "concise"]);
    assert!(message.contains("deep.py:1:") && message.contains("a.py:1:5: F541"), "{message:.500}");
}

#[test]
fn fault_96_98_encodings_and_line_ends_are_kept_by_fixes() {
    let tree = Tree::new(&[RULES]);
    let files: [(&str, &[u8], &[u8]); 2] = [
        ("latin.py", b"# coding: latin-1\nx = f'\xe9'\n", b"# coding: latin-1\nx = '\xe9'\n"),
        ("crlf.py", b"\xef\xbb\xbfx = f''\r\ny = 1\r\n", b"\xef\xbb\xbfx = ''\r\ny = 1\r\n"),
    ];
    for (name, old, _) in files {
        tree.write(name, old);
    }
    tree.ends(0, &["lint", "--fix"]);
    for (name, _, new) in files {
        assert_eq!(tree.bytes(name), new, "{name}");
    }
}

#[test]
fn fault_105_file_names_and_source_are_shown_escaped() {
    let tree = Tree::new(&[RULES, ("a\u{1b}[31m.py", "x = f\"\u{202e}\u{1b}\"\n")]);
    for format in ["full", "concise", "grouped", "json", "github", "pylint", "junit", "sarif", "gitlab"] {
        let message = tree.ends(1, &["lint", "--output-format", format]);
        assert!(!message.contains('\u{1b}') && !message.contains('\u{202e}'), "{format}: {message}");
    }
}

#[test]
fn a_panic_in_one_file_is_reported_for_it_and_the_others_are_done() {
    let tree = Tree::new(&[RULES, ("a.py", EMPTY), ("b.py", EMPTY)]);
    let output = tree.command(&["lint"]).env("NAJA_FAILPOINT", "source.file=eio").output().unwrap();
    let message = said(&output);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("naja failed on this file") && message.contains("F541"), "{message}");
}

#[test]
fn cached_findings_are_those_that_would_be_found_again() {
    let tree =
        Tree::new(&[RULES, ("a.py", EMPTY), ("b/c.py", "import sys\nimport os\n"), ("ok.py", "x = 1\n")]);
    let fresh = tree.ends(1, &["lint", "--no-cache"]);
    for _ in 0..3 {
        assert_eq!(tree.ends(1, &["lint"]), fresh);
    }
    assert!(tree.ends(1, &["lint", "--select", "I"]).contains("I001"));
    assert!(!tree.ends(1, &["lint", "--select", "I"]).contains("F541"));
    tree.write("naja.toml", b"[lint]\nselect = ['F541', 'I001']\nper-file-ignores = {'b/*' = ['I']}\n");
    assert!(!tree.ends(1, &["lint"]).contains("I001"));
    tree.ends(0, &["lint", "--fix"]);
    assert_eq!(tree.read("a.py"), FIXED);
    tree.ends(0, &["lint"]);
    tree.write("ok.py", EMPTY.as_bytes());
    assert!(tree.ends(1, &["lint"]).contains("ok.py"));
}

#[test]
fn a_new_module_beside_the_file_makes_its_import_first_party() {
    let tree = Tree::new(&[RULES, ("a.py", "import os\n\nimport shop\nimport zoo\n")]);
    tree.ends(0, &["lint"]);
    tree.write("shop.py", b"");
    assert!(tree.ends(1, &["lint"]).contains("I001"));
}

#[test]
fn standard_input_is_linted_under_the_name_it_is_given() {
    let tree = Tree::new(&[RULES, ("sub/naja.toml", "[lint]\nselect = ['I001']\n")]);
    let output = tree.pipe(EMPTY.as_bytes(), &["lint", "-", "--output-format", "concise"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("-:1:5: F541"));
    let named = ["lint", "-", "--stdin-filename", "sub/a.py", "-q"];
    assert_eq!(tree.pipe(EMPTY.as_bytes(), &named).status.code(), Some(0));
    let output = tree.pipe(EMPTY.as_bytes(), &["lint", "-", "--fix"]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), FIXED.as_bytes()));
}

#[test]
fn the_output_goes_into_a_file_where_one_is_named() {
    let tree = Tree::new(&[RULES, ("a.py", EMPTY)]);
    tree.ends(1, &["lint", "--output-format", "json", "-o", "out.json"]);
    assert!(tree.read("out.json").contains("\"F541\""));
}

#[test]
fn fix_sorts_fixes_and_formats_in_one_write_and_a_second_run_changes_nothing() {
    let ugly = "import sys\nimport os\nx = f''\nprint( os,sys,x )\n";
    let pretty = "import os\nimport sys\n\nx = \"\"\nprint(os, sys, x)\n";
    for lines in ["1", "2", "-1"] {
        let settings = format!("[lint]\nselect = ['F541']\n[lint.isort]\nlines-after-imports = {lines}\n");
        let tree = Tree::new(&[("naja.toml", &settings), ("a.py", ugly), ("ok.py", "y = 1\n")]);
        assert!(tree.ends(1, &["fix", "--check"]).starts_with("would change a.py\n"));
        assert!(tree.ends(1, &["fix", "--diff"]).contains("+x = \"\"\n"));
        assert_eq!(tree.read("a.py"), ugly);
        let output = tree.command(&["fix"]).env("NAJA_FAILPOINT", "atomic.create:2=eio").output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        if lines != "2" {
            assert_eq!(tree.read("a.py"), pretty, "{lines}");
        }
        for command in [&["fix"][..], &["fix", "--no-cache"], &["lint"], &["format", "--check"]] {
            let message = tree.ends(0, command);
            assert!(!command.contains(&"fix") || message.starts_with("0 files changed"), "{message}");
        }
    }
}

#[test]
fn fix_sorts_no_imports_where_that_is_ignored_and_leaves_broken_files_alone() {
    let settings = "[lint]\nselect = ['F541']\nignore = ['I']\n";
    let tree =
        Tree::new(&[("naja.toml", settings), ("a.py", "import sys\nimport os\n"), ("b.py", "x = (\n")]);
    let message = tree.ends(1, &["fix"]);
    assert!(message.contains("invalid-syntax") && message.contains("1 finding remaining"), "{message}");
    assert_eq!(
        (tree.read("a.py").as_str(), tree.read("b.py").as_str()),
        ("import sys\nimport os\n", "x = (\n")
    );
}

#[test]
fn unsupported_settings_are_reported_once_and_an_error_where_that_is_asked_for() {
    let settings = "[lint]\nselect = ['F541', 'AIR']\n[lint.pylint]\nmax-public-methods = 3\n";
    let tree = Tree::new(&[("ruff.toml", settings), ("b/ruff.toml", settings), ("a.py", ""), ("b/b.py", "")]);
    let message = tree.ends(0, &["lint"]);
    assert_eq!(message.matches("`AIR`").count(), 1, "{message}");
    assert_eq!(message.matches("max-public-methods").count(), 1, "{message}");
    tree.ends(2, &["lint", "--strict-config"]);
    tree.ends(2, &["lint", "--strict-config", "--select", "F541"]);
}

/// A notebook of one code cell with these lines, written as no tool writes it, with fields that nobody knows.
fn notebook(lines: &str) -> String {
    let source: Vec<String> = lines.split_inclusive('\n').map(|line| format!("\t{line:?}")).collect();
    let source = source.join(" ,\n");
    format!(
        "{{\"unknown\" : 1.50, \"nbformat\": 4,\r\n\"cells\": [ {{\"cell_type\":\"code\", \"more\": {{\"a\":[]}},\n\
         \"source\" : [{source} ], \"outputs\": [1e3, \"\\u00e9\"], \"metadata\":{{}} }} ],\n \"metadata\": {{}}}}"
    )
}

#[test]
fn fault_103_fixes_keep_what_is_unknown_in_a_notebook() {
    let old = notebook("%cd x\nx = f''\nif x:\n    !ls \\\n        x\nx");
    let tree = Tree::new(&[RULES, ("a.ipynb", &old)]);
    tree.ends(0, &["lint", "--fix"]);
    let new = notebook("%cd x\nx = ''\nif x:\n    !ls \\\n        x\nx");
    assert_eq!(tree.read("a.ipynb"), new);
    tree.ends(0, &["lint"]);
    tree.ends(0, &["fix"]);
    assert_eq!(tree.read("a.ipynb"), new);
}

#[test]
fn fault_103_a_malformed_notebook_is_reported_with_its_place() {
    let whole = notebook("x = 1\n");
    let broken = [
        ("a.ipynb", &whole[..whole.len() / 2], "EOF while parsing"),
        ("b.ipynb", "", "b.ipynb:1:1"),
        ("c.ipynb", "{\"nbformat\": 3, \"worksheets\": []}", "notebooks of format 3 can't be read"),
        (
            "d.ipynb",
            "{\"cells\": [{\"cell_type\": \"code\", \"source\": 3}]}",
            "a cell's `source` is not text",
        ),
        ("e.ipynb", "[]", "expected an object with 'cells'"),
        ("f.ipynb", "{\"cells\": [], \"cells\": []}", "duplicate field"),
        ("g.ipynb", &format!("{{\"x\": {}", "[".repeat(100_000)), "is not a Jupyter notebook"),
    ];
    let mut files = vec![RULES, ("z.py", EMPTY)];
    files.extend(broken.iter().map(|(name, text, _)| (*name, *text)));
    let tree = Tree::new(&files);
    let message = tree.ends(2, &["lint", "--fix"]);
    for (name, text, said) in &broken {
        assert!(message.contains(said), "{name}: {message}");
        assert_eq!(tree.read(name), *text);
    }
    assert_eq!(tree.read("z.py"), FIXED);
}

#[test]
fn a_notebook_is_not_treated_as_python_by_the_formatter() {
    let text = notebook("x=1");
    let tree = Tree::new(&[("a.ipynb", &text), ("b.py", "x=1\n")]);
    tree.ends(0, &["format"]);
    let message = tree.ends(2, &["format", "a.ipynb"]);
    assert!(message.contains("notebooks are not formatted"), "{message}");
    assert_eq!((tree.read("a.ipynb"), tree.read("b.py")), (text, "x = 1\n".into()));
}

#[test]
fn a_folder_that_cannot_be_read_is_reported_and_the_others_are_linted() {
    let tree = Tree::new(&[RULES, ("a/a.py", EMPTY), ("b/b.py", EMPTY)]);
    // The first folder is the one that was named; one of the two inside it follows.
    let output = tree.command(&["lint"]).env("NAJA_FAILPOINT", "source.folder:2=eio").output().unwrap();
    let message = said(&output);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(
        message.contains("the folder can't be read") && message.matches("F541").count() == 1,
        "{message}"
    );
}

#[test]
fn what_vanishes_while_it_is_looked_for_is_not_missed() {
    for failpoint in ["source.open:1=enoent", "source.folder:2=enoent"] {
        let tree = Tree::new(&[RULES, ("a/a.py", EMPTY), ("b/b.py", EMPTY)]);
        let output = tree.command(&["lint"]).env("NAJA_FAILPOINT", failpoint).output().unwrap();
        let message = said(&output);
        assert_eq!(
            (output.status.code(), message.matches("F541").count()),
            (Some(1), 1),
            "{failpoint}: {message}"
        );
    }
}

#[test]
fn a_table_of_isort_brings_isorts_text_and_skips_what_isort_skips() {
    let imports = "from m import c\nfrom m import (\n    a,  # about a\n    b as d,\n)\n";
    let sorted = "from m import a  # about a\nfrom m import b as d\nfrom m import c\n";
    let configuration = "[tool.isort]\nprofile = 'black'\nskip = ['old']\n[tool.naja.lint]\nselect = ['I']\n";
    let tree = Tree::new(&[("pyproject.toml", configuration), ("a.py", imports), ("old/b.py", imports)]);
    tree.ends(0, &["lint", "--fix"]);
    assert_eq!((tree.read("a.py").as_str(), tree.read("old/b.py").as_str()), (sorted, imports));
}

#[test]
fn a_difference_in_a_file_has_no_terminal_styles() {
    let tree = Tree::new(&[RULES, ("a.py", EMPTY)]);
    tree.ends(1, &["lint", "--diff", "--output-file", "out.txt"]);
    assert_eq!(tree.read("out.txt"), "--- a.py\n+++ a.py\n@@ -1 +1 @@\n-x = f\"\"\n+x = \"\"\n");
}

#[test]
fn a_suppression_comment_that_formatting_moves_stays_effective_in_fix() {
    let source = "from typing import cast\n\n\
                  value = cast(\"undefined_module.Thing\", print(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"))  # noqa: F821\n";
    let expected = "from typing import cast\n\n\
                    value = cast(\n    \"undefined_module.Thing\", \
                    print(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\")  # noqa: F821\n)\n";
    let tree = Tree::new(&[("a.py", source)]);
    let fix = ["fix", "--no-cache", "--isolated", "--select", "F821,RUF100"];
    tree.ends(0, &fix);
    assert_eq!(tree.read("a.py"), expected);
    assert_eq!(tree.ends(0, &fix), "0 files changed, 1 file left unchanged\n");
}

#[test]
fn patterns_of_an_extended_configuration_are_relative_to_its_own_folder() {
    let parent =
        "[tool.ruff.lint]\nselect = ['F']\n[tool.ruff.lint.per-file-ignores]\n'tests/unit/*' = ['F401']\n";
    let tree = Tree::new(&[
        ("pyproject.toml", parent),
        ("tests/ruff.toml", "extend = '../pyproject.toml'\n"),
        ("tests/unit/a.py", "import os\n"),
        ("tests/b.py", "import os\n"),
    ]);
    let message = tree.ends(1, &["lint", "--output-format", "concise"]);
    assert!(message.starts_with("tests/b.py:1:8: F401"), "{message}");
    assert!(!message.contains("unit"), "{message}");
}

#[test]
fn newer_syntax_is_an_error_only_where_a_target_version_is_configured() {
    let tree = Tree::new(&[("a.py", "type Pair = tuple[int, int]\n"), ("old/b.py", "type Pair = int\n")]);
    tree.ends(0, &["lint"]);
    tree.write("old/naja.toml", b"target-version = 'py311'\n");
    let message = tree.ends(1, &["lint", "--output-format", "concise"]);
    assert!(message.starts_with("old/b.py:1:1: invalid-syntax"), "{message}");
    assert!(!message.contains("a.py"), "{message}");
}

#[test]
fn configurations_of_flake8_and_isort_are_reported_where_nothing_else_selects_rules() {
    let setup = "[metadata]\nname = p\n[isort]\nprofile = black\n[flake8]\nselect = F\n";
    let tree = Tree::new(&[("setup.cfg", setup), ("a.py", "x = 1\n")]);
    let warning = "warning: `[flake8]` and `[isort]` in `setup.cfg` is not read by naja\n";
    assert_eq!(tree.ends(0, &["lint"]).matches(warning).count(), 1);
    tree.write("naja.toml", b"[lint]\nselect = ['F']\n");
    assert_eq!(tree.ends(0, &["lint"]), "All checks passed!\n");
}
