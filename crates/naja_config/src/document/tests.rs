//! What is read from documents, and what is said of their faults.

use expect_test::{Expect, expect};
use naja_base::render::Renderer;
use naja_base::{SourceText, Span};

use super::{Document, Result, span_in_string};

fn show<T>(result: Result<T>) -> String {
    match result {
        Ok(_) => "fine\n".into(),
        Err(diagnostic) => Renderer { color: false, width: 100 }.render(&diagnostic),
    }
}

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&show(Document::parse(SourceText::new("pyproject.toml", text))));
}

#[test]
fn fault_78_a_merge_conflict_is_named_with_its_lines() {
    check(
        "[project]\n<<<<<<< HEAD\nname = \"a\"\n=======\nname = \"b\"\n>>>>>>> other\n",
        expect![[r#"
            error: `pyproject.toml` holds an unresolved merge conflict
             --> pyproject.toml:2:1
              |
            2 | <<<<<<< HEAD
              | ^^^^^^^^^^^^ one side starts here
            3 | name = "a"
            4 | =======
              | ------- the other side starts here
            5 | name = "b"
            6 | >>>>>>> other
              | ------------- the conflict ends here
              |
              = help: keep the lines you want and delete the three marker lines
        "#]],
    );
}

#[test]
fn fault_79_a_truncated_file_is_an_error() {
    check(
        "[project]\ndependencies = [\"a\",",
        expect![[r#"
        error: `pyproject.toml` is not valid TOML
         --> pyproject.toml:2:21
          |
        2 | dependencies = ["a",
          |                     ^ unclosed array, expected `]`
    "#]],
    );
    check(
        "[proj",
        expect![[r#"
        error: `pyproject.toml` is not valid TOML
         --> pyproject.toml:1:6
          |
        1 | [proj
          |      ^ unclosed table, expected `]`
    "#]],
    );
}

#[test]
fn fault_81_bad_toml_has_its_place() {
    check(
        "[project]\nname = \"a\"\nname = \"b\"\n",
        expect![[r#"
        error: `pyproject.toml` is not valid TOML
         --> pyproject.toml:3:1
          |
        3 | name = "b"
          | ^^^^ duplicate key
    "#]],
    );
    check(
        "[project]\nname = \"a\\q\"\n",
        expect![[r#"
        error: `pyproject.toml` is not valid TOML
         --> pyproject.toml:2:11
          |
        2 | name = "a\q"
          |           ^ missing escaped value, expected `b`, `e`, `f`, `n`, `r`, `\`, `"`, `x`, `u`, `U`
    "#]],
    );
    check(
        "[project]\nname = a\n",
        expect![[r#"
        error: `pyproject.toml` is not valid TOML
         --> pyproject.toml:2:8
          |
        2 | name = a
          |        ^ string values must be quoted, expected literal string
    "#]],
    );
    check(
        "\u{feff}[project]\nname = a\n",
        expect![[r#"
        error: `pyproject.toml` is not valid TOML
         --> pyproject.toml:2:8
          |
        2 | name = a
          |        ^ string values must be quoted, expected literal string
    "#]],
    );
}

#[test]
fn fault_81_a_wrong_type_has_its_place_and_the_type_wanted() {
    let document = Document::parse(SourceText::new("p.toml", "[a]\nb = [1, \"x\"]\n")).unwrap();
    let node = document.root().at("a.b").unwrap();
    expect![[r#"
        error: `a.b` must be a string
         --> p.toml:2:5
          |
        2 | b = [1, "x"]
          |     ^^^^^^^^ this is an array
    "#]]
    .assert_eq(&show(node.string()));
    expect![[r#"
        error: `a.b` must be an array of strings
         --> p.toml:2:6
          |
        2 | b = [1, "x"]
          |      ^ this is an integer
    "#]]
    .assert_eq(&show(node.strings()));
}

#[test]
fn fault_85_toml_nested_20_000_deep_is_an_error() {
    let deep = |open: &str, close: &str| format!("a = {}1{}\n", open.repeat(20_000), close.repeat(20_000));
    check(
        &deep("[", "]"),
        expect![[r#"
        error: `pyproject.toml` is not valid TOML
         --> pyproject.toml:1:85
          |
        1 | ...[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
          |                                ^ nested more than 80 levels deep
    "#]],
    );
    check(
        &deep("{a = ", "}"),
        expect![[r#"
        error: `pyproject.toml` is not valid TOML
         --> pyproject.toml:1:405
          |
        1 | ... = {a = {a = {a = {a = {a = {a = {a = {a = {a = {a = {a = {a = {a = {a = {a = {a = {a = {a...
          |                                ^ nested more than 80 levels deep
    "#]],
    );
    check(
        &format!("a{} = 1\n", ".a".repeat(20_000)),
        expect![[r#"
        error: `pyproject.toml` is not valid TOML
         |
         = note: nested more than 80 levels deep
    "#]],
    );
    check(
        &format!("[a{}]\n", ".a".repeat(20_000)),
        expect![[r#"
        error: `pyproject.toml` is not valid TOML
         |
         = note: nested more than 80 levels deep
    "#]],
    );
    check(
        &format!("[[a{}]]\n", ".a".repeat(20_000)),
        expect![[r#"
        error: `pyproject.toml` is not valid TOML
         |
         = note: nested more than 80 levels deep
    "#]],
    );
    check(
        &"[".repeat(20_000),
        expect![[r#"
        error: `pyproject.toml` is not valid TOML
         --> pyproject.toml:1:3
          |
        1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
          |   ^ unquoted keys cannot be empty, expected letters, numbers, `-`, `_`
    "#]],
    );
}

#[test]
fn places_in_strings_count_escapes_and_trimmed_line_breaks() {
    let check = |text: &str, inner: &str, expected: &str| {
        let document = Document::parse(SourceText::new("p", text)).unwrap();
        let node = document.root().get("a").unwrap();
        let decoded = node.string().unwrap();
        let at = decoded.find(inner).unwrap();
        let span = span_in_string(text, node.span(), decoded, Span::from_range(at..at + inner.len()));
        assert_eq!(&text[span], expected, "{decoded:?} {span:?}");
    };
    check("a = \"x y\"", "y", "y");
    check("a = 'x\\ y'", "y", "y");
    check(r#"a = "\u0041\ty z""#, "y z", "y z");
    check(r#"a = "\u0041\ty z""#, "A\t", r"\u0041\t");
    check("a = \"\"\"\r\nx \\\r\n   y\"\"\"", "y", "y");
    check("a = '''\nxé\r\ny'''", "y", "y");
    check("a = \"xyz\"", "xyz", "xyz");
}

#[test]
fn tables_are_read_however_they_are_written() {
    let text = "[[i]]\nn = 1\n[[i]]\nn = 2\n[t]\nx.y = true\nz = {w = 'q'}\n";
    let document = Document::parse(SourceText::new("p", text)).unwrap();
    let root = document.root();
    let numbers: Vec<_> = root.get("i").unwrap().array().unwrap();
    assert_eq!(numbers[1].get("n").unwrap().integer().unwrap(), 2);
    assert_eq!(numbers[1].path(), "i[1]");
    assert!(root.at("t.x.y").unwrap().boolean().unwrap());
    assert_eq!(root.at("t.z.w").unwrap().string().unwrap(), "q");
    assert_eq!(&text[root.at("t.z.w").unwrap().key_span()], "w");
}
