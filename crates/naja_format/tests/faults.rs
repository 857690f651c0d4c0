//! Bad input: every row of the list of faults that the formatter answers for, by its number.

use naja_format::{FormatError, FormatOptions, Formatted, format, verify};
use naja_syntax::STACK_SIZE;
use naja_syntax::source::decode;

fn formatted(source: &str) -> Result<Formatted, FormatError> {
    format(source, &FormatOptions::default())
}

/// Runs `check` on a thread with the stack that parsing and formatting ask for.
fn on_a_worker(check: impl FnOnce() + Send + 'static) {
    let worker = std::thread::Builder::new().stack_size(STACK_SIZE).spawn(check);
    worker.expect("a thread starts").join().expect("the check holds");
}

#[track_caller]
fn is_refused(source: &str) {
    assert!(matches!(formatted(source), Err(FormatError::Syntax(_))));
}

/// It is formatted, means the same, and stays in a second pass.
#[track_caller]
fn works(source: &str) -> String {
    let first = formatted(source).expect("it is formatted").text;
    let plain = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
    assert!(verify(&plain(source), &plain(&first), false));
    assert_eq!(formatted(&first).expect("it is formatted again").text, first);
    first
}

#[test]
fn fault_88_nesting_without_end_is_refused() {
    on_a_worker(|| {
        let many = 100_000;
        is_refused(&format!("x = {}{}\n", "[".repeat(many), "]".repeat(many)));
        is_refused(&format!("x = {}1\n", "-".repeat(many)));
        is_refused(&format!("x = {}1\n", "lambda: ".repeat(many)));
        is_refused(&format!("x = {}1\n", "1 if 1 else ".repeat(many)));
        is_refused(&format!("x = 1{}\n", " + 1".repeat(many)));
    });
}

#[test]
fn fault_88_the_deepest_tree_that_parses_is_formatted() {
    on_a_worker(|| {
        works(&format!("x = {}{}\n", "[".repeat(180), "]".repeat(180)));
        works(&format!("x = 1{}\n", " + 1".repeat(2_900)));
        works(&format!("x = y{}\n", ".z()".repeat(1_400)));
    });
}

#[test]
fn fault_89_a_million_parentheses_are_refused() {
    on_a_worker(|| is_refused(&format!("x = {}1{}\n", "(".repeat(1_000_000), ")".repeat(1_000_000))));
}

#[test]
fn fault_90_a_long_chain_is_refused() {
    on_a_worker(|| {
        is_refused(&format!("x = y{}\n", ".b".repeat(100_000)));
        is_refused(&format!("x = y{}\n", "()".repeat(100_000)));
    });
}

#[test]
fn fault_92_a_line_of_many_elements_is_formatted() {
    on_a_worker(|| {
        let text = works(&format!("x = [{}]\n", "1, ".repeat(100_000)));
        assert_eq!(text.lines().count(), 100_002);
        let string = format!("x = \"{}\"\n", "y".repeat(1_000_000));
        assert_eq!(works(&string).len(), string.len());
    });
}

#[test]
fn fault_93_many_indents_are_refused() {
    on_a_worker(|| {
        let mut source = String::new();
        for depth in 0..5_000 {
            source.push_str(&" ".repeat(depth));
            source.push_str("if x:\n");
        }
        source.push_str(&" ".repeat(5_000));
        source.push_str("pass\n");
        is_refused(&source);
    });
}

#[test]
fn fault_94_nul_is_refused() {
    is_refused("x = 1\0\n");
    is_refused("# \0\n");
}

#[test]
fn fault_95_what_is_not_utf_8_is_refused() {
    assert!(decode(b"x = '\xff'\n".to_vec()).is_err());
    assert!(decode(b"\xff\xfex\0\n\0".to_vec()).is_err());
}

#[test]
fn fault_96_an_encoding_is_kept() {
    let decoded = decode(b"# coding: latin-1\nx = '\xe9'\n".to_vec()).expect("it is decoded");
    let text = formatted(&decoded.text).expect("it is formatted").text;
    assert_eq!(decoded.encode(&text).expect("it is encoded"), b"# coding: latin-1\nx = \"\xe9\"\n");
}

#[test]
fn fault_97_an_unknown_encoding_is_refused() {
    assert!(decode(b"# coding: klingon\nx = 1\n".to_vec()).is_err());
}

#[test]
fn fault_98_line_ends_are_those_of_the_first_line() {
    assert_eq!(works("a ;\r\nb\n"), "a\r\nb\r\n");
    assert_eq!(works("a\r\nb\r\n"), "a\r\nb\r\n");
    assert_eq!(works("a ;\nb\r\n"), "a\nb\n");
    assert_eq!(works("a ;\r\nb\r"), "a\r\nb\r\n");
    assert_eq!(works("a ;\rb\n"), "a\rb\r");
    assert_eq!(works("a\rb\r"), "a\rb\r");
    // Black writes no file for its line ends alone.
    assert_eq!(works("a\nb\r\n"), "a\nb\r\n");
    assert_eq!(works("x = '''a\r\nb'''\r\n"), "x = \"\"\"a\r\nb\"\"\"\r\n");
    assert_eq!(works("\n\r\n"), "\n");
}

#[test]
fn fault_99_form_feeds_stay_between_statements() {
    assert_eq!(works("x = 1\n\x0c\ny = 2\n"), "x = 1\n\x0c\ny = 2\n");
    assert_eq!(works("def f():\n    a\n    \x0c\n    b\n"), "def f():\n    a\n\n    b\n");
}

#[test]
fn fault_100_broken_tokens_are_refused() {
    is_refused("x = 1\n\u{feff}y = 2\n");
    is_refused("\u{feff}x = 1\n");
    is_refused("\u{feff}");
    is_refused("\u{feff}\n\n");
    is_refused("if x:\n\ty\n        z\n");
    is_refused("x = '''\n");
    is_refused("x = 'a\n");
    is_refused("x = 1 \\");
}

#[test]
fn fault_100_a_file_with_two_byte_order_marks_is_refused() {
    let bytes = "\u{feff}\u{feff}x  =  1\n".as_bytes().to_vec();
    assert!(decode(bytes).is_err() || matches!(formatted("\u{feff}x  =  1\n"), Err(FormatError::Syntax(_))));
}

#[test]
fn fault_102_a_long_number_is_formatted() {
    on_a_worker(|| {
        let source = format!("x = 0x{}\n", "f".repeat(200_000));
        assert_eq!(works(&source), format!("x = 0x{}\n", "F".repeat(200_000)));
        let source = format!("x = {}\n", "9".repeat(200_000));
        assert_eq!(works(&source), source);
    });
}

#[test]
fn fault_104_many_comment_lines_are_kept() {
    on_a_worker(|| {
        let source = "# a comment\n".repeat(100_000);
        assert_eq!(works(&source), source);
    });
}

#[test]
fn fault_105_escape_sequences_are_kept_and_not_told() {
    assert_eq!(works("x = '\x1b[31m'\n"), "x = \"\x1b[31m\"\n");
    let Err(FormatError::Syntax(diagnostic)) = formatted("x = \x1b[31m\n") else {
        panic!("it is no Python");
    };
    assert!(!diagnostic.to_string().contains('\x1b'));
}
