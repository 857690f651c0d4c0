//! The rows of the table of faults that are the parser's: deep, long, odd and broken sources.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up shall fail at once")]

use naja_base::Span;
use naja_syntax::ast::{Expr, Interpolation, Stmt};
use naja_syntax::visitor::{self, Visitor};
use naja_syntax::{Arena, ErrorKind, RemarkKind, STACK_SIZE, parse};

/// Runs in a thread with the stack that parsing is documented to need.
fn deep(check: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(STACK_SIZE).spawn(check).unwrap().join().unwrap();
}

/// The first error's kind, and how many errors there are.
fn told(source: &str) -> (Option<ErrorKind>, usize) {
    let arena = Arena::new();
    let errors = parse(source, &arena).errors;
    (errors.first().map(|error| error.kind), errors.len())
}

#[test]
fn fault_88_deep_nesting_is_a_diagnostic() {
    deep(|| {
        for (open, middle, close) in [
            ("[", "", "]"),
            ("(", "", ")"),
            ("{", "", "}"),
            ("-", "1", ""),
            ("not ", "1", ""),
            ("lambda: ", "1", ""),
            ("f(", "", ")"),
            ("a[", "0", "]"),
            ("1 if 1 else ", "1", ""),
            ("1 + (", "1", ")"),
            ("2 ** ", "1", ""),
            ("f(a=", "1", ")"),
            ("{1: ", "1", "}"),
        ] {
            let source = format!("{}{middle}{}\n", open.repeat(100_000), close.repeat(100_000));
            assert_eq!(told(&source), (Some(ErrorKind::TooDeep), 1), "{open}");
        }
        for (open, middle) in [("await ", "x"), ("*", "x")] {
            assert!(told(&format!("{}{middle}\n", open.repeat(100_000))).1 > 0, "{open}");
        }
    });
}

#[test]
fn fault_89_a_million_redundant_parentheses_are_told_once() {
    deep(|| {
        let source = format!("x = {}1{}\n", "(".repeat(1_000_000), ")".repeat(1_000_000));
        assert_eq!(told(&source), (Some(ErrorKind::TooDeep), 1));
    });
}

#[test]
fn fault_90_long_chains_end_in_one_diagnostic_or_a_tree() {
    deep(|| {
        for (link, is_tree) in [
            (".b", false),
            ("()", false),
            ("[0]", false),
            (" + 1", false),
            (".b()", false),
            (" and b", true),
            (" < b", true),
            (", b", true),
        ] {
            let expected = if is_tree { (None, 0) } else { (Some(ErrorKind::TooDeep), 1) };
            assert_eq!(told(&format!("a{}\n", link.repeat(100_000))), expected, "{link}");
            assert_eq!(told(&format!("a{}\n", link.repeat(1_000))), (None, 0), "{link}");
        }
    });
}

#[test]
fn fault_92_a_line_of_ten_megabytes_is_parsed() {
    assert_eq!(told(&format!("x = '{}'\n", "a".repeat(10_000_000))), (None, 0));
    assert_eq!(told(&format!("x = [{}]\n", "1, ".repeat(1_000_000))), (None, 0));
}

#[test]
fn fault_93_many_indents_and_nested_fstrings_are_parsed_or_told() {
    deep(|| {
        let indents = |count: usize| {
            (0..count).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect::<String>()
        };
        assert_eq!(told(&indents(5_000)), (Some(ErrorKind::TooDeep), 1));
        assert_eq!(told(&format!("{}{}x\n", indents(90), " ".repeat(90))), (None, 0));
        let fields = |count: usize| format!("x = {}1{}\n", "f'{".repeat(count), "}'".repeat(count));
        assert_eq!(told(&fields(400)), (None, 0));
        assert_eq!(told(&fields(20_000)), (Some(ErrorKind::TooDeep), 1));
    });
}

#[test]
fn fault_98_every_kind_of_line_break_ends_a_line() {
    let arena = Arena::new();
    let parsed = parse("a\r\nb\rc\nd", &arena);
    assert_eq!(parsed.errors, []);
    assert_eq!(parsed.tables.line_starts, [0, 3, 5, 7]);
    assert_eq!(parsed.body().len(), 4);
}

#[test]
fn fault_100_odd_characters_and_ends_are_told() {
    for source in [
        "x = \\",
        "x\u{feff} = 1\n",
        "x = '",
        "x = '''",
        "x = f'{a",
        "if x:\n\ta\n        b\n",
        "if x:\n        a\n\tb\n    c\n",
        "\\\n",
    ] {
        assert!(told(source).1 > 0, "{source:?}");
    }
    assert_eq!(told("\u{feff}\x0c\x0cx = 1\n"), (None, 0));
}

#[test]
fn fault_100_a_bracket_behind_a_backslash_ends() {
    for source in [" é e\\\n(", "(\\\n(", "a b\\\n[", "x = (\\\nif"] {
        assert!(told(source).1 > 0, "{source:?}");
    }
}

#[test]
fn fault_101_characters_that_turn_the_text_around_are_remarked() {
    let arena = Arena::new();
    let parsed = parse("# \u{202e}a\u{202c}\nx = '\u{2066}b'  # é\n", &arena);
    assert_eq!(parsed.errors, []);
    let spans: Vec<_> = parsed.remarks.iter().map(|remark| (remark.kind, remark.span)).collect();
    let bidirectional = |start| (RemarkKind::BidirectionalControl, Span::new(start, start + 3));
    assert_eq!(spans, [bidirectional(2), bidirectional(6), bidirectional(15)]);
    assert_eq!(parse("# a\u{200b}\u{2026}\n", &arena).remarks, []);
}

#[test]
fn fault_102_an_integer_of_200_000_digits_is_parsed() {
    assert_eq!(told(&format!("x = {}\n", "9".repeat(200_000))), (None, 0));
}

#[test]
fn fault_104_many_comments_are_kept() {
    let source = format!("{}x\n", "# comment\n".repeat(100_000));
    let arena = Arena::new();
    let parsed = parse(&source, &arena);
    assert_eq!((parsed.errors.len(), parsed.tables.comments.len()), (0, 100_000));
}

/// Sources that once made a node leave its parent, or the parser panic or run on; each was found by mutation or fuzzing.
#[test]
fn fault_100_broken_sources_keep_their_promises() {
    for source in [
        "f\" {",
        "f\"C{",
        "t'\"{",
        "d \\\n",
        "() \\\n",
        "()((()/3)) \\\n",
        "f\"{k:{(\n",
        "f\"a{b!r:>{c}\\\"\\\\\\ break\n",
        "with (a as wi,c\n  d\n\t\\,co1\n\tb\n  }\\ n\n  f\"a{b! ",
        "f\"): }\"\nf\"{f\" aycd, *args: c}}{{}/{dr:=b!r 1 \\\n c\n  d\n",
        "[ ",
        "r= ",
        "from ",
        "def ",
        "(\n",
        "async:\n i",
        "@a\nasync ():\n \"",
        "match k\n :\n  c",
    ] {
        let arena = Arena::new();
        let parsed = parse(source, &arena);
        assert!(!parsed.errors.is_empty(), "{source:?}");
        let whole = Span::from_range(0..source.len());
        assert!(parsed.errors.iter().all(|error| whole.covers(error.span)), "{source:?}");
        let mut walk = Nested { parent: whole, source };
        walk.visit_body(parsed.body());
    }
}

/// Holds that every expression and replacement field lies inside what it belongs to.
struct Nested<'s> {
    parent: Span,
    source: &'s str,
}

impl Nested<'_> {
    fn within(&mut self, span: Span, walk: impl FnOnce(&mut Self)) {
        assert!(self.parent.covers(span), "{span:?} leaves {:?} in {:?}", self.parent, self.source);
        let parent = std::mem::replace(&mut self.parent, span);
        walk(self);
        self.parent = parent;
    }
}

impl<'a> Visitor<'a> for Nested<'_> {
    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        self.within(stmt.full_span(), |walk| visitor::walk_stmt(walk, stmt));
    }

    fn visit_expr(&mut self, expr: Expr<'a>) {
        self.within(expr.span(), |walk| visitor::walk_expr(walk, expr));
    }

    fn visit_interpolation(&mut self, field: &'a Interpolation<'a>) {
        self.within(field.span, |walk| visitor::walk_interpolation(walk, field));
    }
}
