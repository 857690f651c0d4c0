//! Whether a file would change is told at the first difference, and rightly.

use naja_format::{FormatError, FormatOptions, Formatter, LineBreaks, LineEnding};

/// Sources with what `format` makes of them: themselves where it is `None`.
const SOURCES: &[(&str, Option<&str>)] = &[
    ("x = 1\n", None),
    ("x  = 1\n", Some("x = 1\n")),
    ("x = 1\n\n", Some("x = 1\n")),
    ("x = 1", Some("x = 1\n")),
    ("", None),
    ("  \n", Some("\n")),
    ("x = 1\r\ny = 2\r\n", None),
    // Black does not write a file for its line ends alone.
    ("x = 1\r\ny = 2\n", None),
    ("x = 1\ny = 2\r\n", None),
    ("x = 1\r\ny  = 2\n", Some("x = 1\r\ny = 2\r\n")),
    ("x = 1\ny  = 2\r\n", Some("x = 1\ny = 2\n")),
    ("x = \"\"\"a\rb\r\nc\n\"\"\"\r\n", None),
    // The blank line that the comment lacks at first comes with the definition.
    ("import a\n\n\n# b\ndef f():\n    pass\n", None),
    ("import a\n\n\n# b\nx = 1\n", Some("import a\n\n# b\nx = 1\n")),
    ("import a\n\n# b\ndef f():\n    pass\n", Some("import a\n\n\n# b\ndef f():\n    pass\n")),
    ("if a:\n    b\nelse :\n    c\n", Some("if a:\n    b\nelse:\n    c\n")),
    ("for a in b :\n    c\nelse:\n    d\n", Some("for a in b:\n    c\nelse:\n    d\n")),
    ("f(\n    a,\n    b,\n)\n", None),
    ("f(\n    a, b\n)\n", Some("f(a, b)\n")),
    ("x = a**b\n", None),
    ("x = a ** b\n", Some("x = a**b\n")),
    ("return_ = (a)\n", Some("return_ = a\n")),
    ("def f():\n    return(a)\n", Some("def f():\n    return a\n")),
    ("x =\ta\n", Some("x = a\n")),
    ("x = \"a\"  # b\n", None),
    ("# fmt: off\nx  = 1\n", None),
    ("x  = 1  # fmt: skip\ny = 2\n", None),
];

/// Docstrings of a function, in the same way.
const DOCSTRINGS: &[(&str, Option<&str>)] = &[
    ("\"\"\"A.\"\"\"", None),
    ("\"\"\"A. \"\"\"", Some("\"\"\"A.\"\"\"")),
    ("\"\"\" A.\"\"\"", Some("\"\"\"A.\"\"\"")),
    ("\"\"\"A.\n\n    B.\n    \"\"\"", None),
    ("\"\"\"\n    A.\n    \"\"\"", None),
    ("\"\"\"\n\n    \"\"\"", Some("\"\"\" \"\"\"")),
    ("r\"\"\"A\\b.\n\n    B.\n    \"\"\"", None),
    ("R\"\"\"A. \"\"\"", Some("R\"\"\"A.\"\"\"")),
    ("\"\"\"\\XAB.\"\"\"", None),
    ("\"\"\"\\xAB. \"\"\"", Some("\"\"\"\\xab.\"\"\"")),
    ("\"\"\"A.\n\n      B.\n    \"\"\"", Some("\"\"\"A.\n\n    B.\n    \"\"\"")),
    ("\"\"\"A.\n\n    B.\n      C.\n    \"\"\"", None),
    ("\"\"\"A.\n\n    B.  \n    \"\"\"", Some("\"\"\"A.\n\n    B.\n    \"\"\"")),
    ("\"\"\"A.\n    \n    B.\n    \"\"\"", Some("\"\"\"A.\n\n    B.\n    \"\"\"")),
    ("\"\"\"A.\n\n    B.\"\"\"", None),
    ("\"\"\"A.\n\n    B\"\n    \"\"\"", None),
    ("\"\"\"A.\n\n\"\"\"", Some("\"\"\"A.\"\"\"")),
    ("\"\"\"A.\n\n\tB.\n    \"\"\"", Some("\"\"\"A.\n\n    B.\n    \"\"\"")),
    ("'''A.'''", Some("\"\"\"A.\"\"\"")),
    ("\"A.\"", None),
    ("\"\"\"\"A\" b.\"\"\"", Some("\"\"\" \"A\" b.\"\"\"")),
];

fn check(source: &str, expected: Option<&str>) {
    let (options, mut formatter) = (FormatOptions::default(), Formatter::default());
    assert_eq!(formatter.format(source, &options).as_ref().map(Option::as_deref), Ok(expected), "{source:?}");
    assert_eq!(formatter.would_change(source, &options), Ok(expected.is_some()), "{source:?}");
    if let Some(expected) = expected {
        assert_eq!(formatter.would_change(expected, &options), Ok(false), "{expected:?}");
    }
}

#[test]
fn a_file_would_change_if_formatting_changes_it() {
    for (source, expected) in SOURCES {
        check(source, *expected);
    }
}

#[test]
fn so_it_is_with_docstrings() {
    for (source, expected) in DOCSTRINGS {
        let whole = |docstring: &str| format!("def f():\n    {docstring}\n");
        check(&whole(source), expected.map(whole).as_deref());
    }
}

#[test]
fn a_long_last_line_of_a_docstring_sends_the_quotes_down() {
    let long = "a".repeat(81);
    let fits = format!("def f():\n    \"\"\"A.\n\n    {long}\"\"\"\n");
    check(&fits, None);
    let whole = |end: &str| format!("def f():\n    \"\"\"A.\n\n    {long}a{end}\"\"\"\n");
    check(&whole(""), Some(&whole("\n    ")));
}

fn with_ending(ending: LineEnding) -> FormatOptions {
    let line_breaks = LineBreaks { ending, ..LineBreaks::default() };
    FormatOptions { line_breaks, ..FormatOptions::default() }
}

#[test]
fn a_line_ending_that_is_asked_for_is_written_whatever_the_file_has() {
    let mut formatter = Formatter::default();
    let crlf = with_ending(LineEnding::CrLf);
    let lf = with_ending(LineEnding::Lf);
    for (source, options, expected) in [
        ("x = 1\ny = 2\n", &crlf, Some("x = 1\r\ny = 2\r\n")),
        ("x = 1\r\ny = 2\n", &crlf, Some("x = 1\r\ny = 2\r\n")),
        ("x = 1\r\ny = 2\r\n", &crlf, None),
        ("x  = 1", &crlf, Some("x = 1\r\n")),
        ("\n\n", &crlf, Some("\r\n")),
        (" ", &crlf, Some("")),
        ("x = 1\r\ny = 2\r\n", &lf, Some("x = 1\ny = 2\n")),
        ("x = '''a\r\nb'''\r\n", &lf, Some("x = \"\"\"a\nb\"\"\"\n")),
        ("x = 1\ny = 2\n", &lf, None),
    ] {
        assert_eq!(
            formatter.format(source, options).as_ref().map(Option::as_deref),
            Ok(expected),
            "{source:?}"
        );
        assert_eq!(formatter.would_change(source, options), Ok(expected.is_some()), "{source:?}");
    }
}

#[test]
fn a_syntax_error_is_told_first() {
    let source = "x  = 1\n)\n";
    let mut formatter = Formatter::default();
    let result = formatter.would_change(source, &FormatOptions::default());
    assert!(matches!(result, Err(FormatError::Syntax(_))));
    // The formatter can be used again.
    assert_eq!(formatter.would_change("x = 1\n", &FormatOptions::default()), Ok(false));
}
