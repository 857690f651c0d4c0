//! The commonest mistakes, each with what is said about it and where.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up shall fail at once")]

use std::fmt::Write as _;

use expect_test::expect_file;
use naja_syntax::ast::{Expr, Interpolation, Stmt};
use naja_syntax::visitor::{self, Visitor};
use naja_syntax::{Arena, STACK_SIZE, parse};

fn told(source: &str) -> String {
    let arena = Arena::new();
    let parsed = parse(source, &arena);
    let mut out = String::new();
    for error in &parsed.errors {
        let marked = source.get(error.span.range()).unwrap_or("");
        let _ = write!(out, "\n    {:?} {:?}: {}", error.span, marked, error.message);
        if let Some(help) = &error.help {
            let _ = write!(out, " | {help}");
        }
    }
    out
}

const MISTAKES: &[&str] = &[
    "if x\n    pass\n",
    "for i in x\n    pass\n",
    "while x\n    pass\n",
    "def f()\n    pass\n",
    "class C\n    pass\n",
    "else:\n    pass\n",
    "try:\n    pass\nx = 1\n",
    "if x:\npass\n",
    "  x = 1\n",
    "if x:\n    a\n  b\n",
    "if x:\n\ta\n        b\n",
    "f(a, b\nx = 1\n",
    "x = [1, 2\n",
    "x = {1: 2\n",
    "x = (1, 2]\n",
    "x = 1)\n",
    "if x = 1:\n    pass\n",
    "while x = 1:\n    pass\n",
    "f() = 1\n",
    "1 = x\n",
    "None = 1\n",
    "x + 1 = 2\n",
    "'a' = 1\n",
    "f(a=1, b)\n",
    "f(**a, *b)\n",
    "f(1=2)\n",
    "def f(a=1, b): pass\n",
    "def f(a, a=1, *, **k): pass\n",
    "def f(*): pass\n",
    "def f(1): pass\n",
    "class = 1\n",
    "def class(): pass\n",
    "import a.b as c.d\n",
    "from a import\n",
    "from a import (b, c\nx = 1\n",
    "import a, \n",
    "print 'a'\n",
    "exec 'a'\n",
    "raise A, 'b'\n",
    "try:\n    pass\nexcept A, b as c:\n    pass\n",
    "x <> y\n",
    "x = 0777\n",
    "x = 1__0\n",
    "x = 0b12\n",
    "x = 1abc\n",
    "x = 'a\n",
    "x = '''a\n",
    "x = f'{a'\n",
    "x = f'{}'\n",
    "x = f'{a!x}'\n",
    "x = f'}'\n",
    "x = b'é'\n",
    "x = 'a' b'b'\n",
    "x = '\\N{nothing}'\n",
    "x = a if b\n",
    "x = a b\n",
    "x = lambda a b: 1\n",
    "x = [a for b]\n",
    "del f()\n",
    "with a as 1: pass\n",
    "for 1 in x: pass\n",
    "a && b\n",
    "!a\n",
    "x++\n",
    "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> b\n",
    "x = $a\n",
    "x = a?\n",
    "x = 1 \\ \n",
    "async x = 1\n",
    "match x:\n    case 1\n        pass\n",
    "match x:\n    case a.b(c=1, d): pass\n",
    "(yield) = 1\n",
    "x: int: str\n",
    "a, b += 1\n",
    "(x := 1) = 2\n",
    "x := 1\n",
    "@\ndef f(): pass\n",
    "assert (x, \n",
    "global\n",
    "f(a,\n, b)\n",
    "def f(x):\nreturn x\n",
    "for x in range(10): print x\n",
    "if x == 1\n    y\nelif z\n    w\nelse\n    q\n",
    "return x y\n",
    "from . import *, a\n",
    "import a as\n",
    "x = {'a': 1 'b': 2}\n",
    "x = [1 2]\n",
    "foo(a b)\n",
    "print(\"a)\n",
    "print('it's')\n",
    "else if x:\n    pass\n",
    "if x:\n    pass\nelse if y:\n    pass\n",
    "while True print(1)\n",
    "x = 5 6\n",
    "def f(a, a.b): pass\n",
    "def f(a b): pass\n",
    "class C(:\n    pass\n",
    "x = yield = 1\n",
    "nonlocal x y\n",
    "x = [i for i in range(5) if]\n",
    "d = {a: }\n",
    "f(a for a in b, c)\n",
    "with open(x) as f\n    pass\n",
    "try:\n    x\nfinally\n    y\n",
    "x = 'a' +\n",
    "x = (1 +\n",
    "def f():\n",
    "if True:\nx = 1\n",
    "@x y\ndef f(): pass\n",
    "for i in range(3) {\n    pass\n}\n",
    "x = y if z else\n",
    "a = 1 if b else c = 3\n",
    "switch x:\n    pass\n",
    "function f():\n    pass\n",
    "const x = 1\n",
    "x = not\n",
    "import 'os'\n",
    "x =\n",
    "f(**)\n",
    "f(*)\n",
    "a.\n",
    "a.1\n",
    "a[\n",
    "a[1\nb = 2\n",
    "x = f\"{a\n",
    "x = f\"{a:}}\"\n",
    "if x:\n    a = (1,\n    b = 2\nc = 3\n",
    "def f(a, b\n    return a\n\ndef g():\n    return 1\n",
    "class A:\n    def f(self:\n        pass\n\n    def g(self):\n        pass\n",
    "foo(\n    a=1,\n    b=[1, 2,\n    c=3,\n)\nx = 1\n",
    "d = {\n    'a': 1,\n    'b': [1, 2,\n}\nx = 1\n",
    "x = {\n    'a': 1\n    'b': 2,\n}\n",
    "def f():\n    x = [1, 2\n    for y in x:\n        print(y)\n    return x\n",
    "x = \"\"\"abc\ny = 1\n",
    "while x < 10:\n    x += 1\n   y = 2\nz = 3\n",
    "if a:\n    b\n        c\nd\n",
    "a = b = = c\nd = 1\n",
    "import os sys\n",
    "from x import y z\n",
    "raise\nraise from x\n",
    "assert\n",
    "del\n",
    "x = 08\n",
    "x = 0xg\n",
    "x = 1.e\n",
    "x = 1_\n",
    "x = \u{201c}abc\u{201d}\n",
    "x = a\u{a0}+ b\n",
    "if (a = 1):\n    pass\n",
    "f(a, b=1, c)\n",
    "f(a.b=1)\n",
    "f(True=1)\n",
    "def f(**k, a): pass\n",
    "def f(*a, *b): pass\n",
    "def f(a, /, b, /): pass\n",
    "def f(/, a): pass\n",
    "def f(*, /): pass\n",
    "def f(a=): pass\n",
    "lambda *: 1\n",
    "try:\n    a\nexcept A\n    b\n",
    "try:\n    a\nexcept* :\n    b\n",
    "try:\n    a\nexcept A:\n    b\nexcept* B:\n    c\n",
    "class A\n    x = 1\n",
    "async with a: pass\nasync x\n",
    "await = 1\n",
    "x = [*a for a in b\ny = 1\n",
    "f'{a b}'\n",
    "f'{a!}'\n",
    "f'{a:{b}'\n",
    "f'{lambda x: 1}'\n",
    "x = 'a\\\n",
    "u8'x'\n",
    "a := 1\n",
    "with (a as b: pass\n",
    "match x:\n    1\n",
    "match x:\ncase 1:\n    pass\n",
    "type X = \n",
    "global x, \n",
    "*a = b = \n",
    "(a, b): int = 1\n",
    "a: int, b: int\n",
    "print(a if b)\n",
    "a = {b: *c}\n",
    "x = a ? b : c\n",
    "if a and:\n    pass\n",
    "x === y\n",
    "x =! y\n",
    "i++\nj--\n",
    "for (i = 0; i < 3; i++):\n    pass\n",
    "for i = 1 in x:\n    pass\n",
    "for i range(3):\n    pass\n",
    "except:\n    pass\n",
    "}\n",
    ")\n",
    "pass\n\\\n",
    "\\\n x\n",
    "x = {1\n: 2, 3\n}\n",
];

#[test]
fn mistakes_are_told_where_they_are() {
    let mut out = String::new();
    for source in MISTAKES {
        let errors = told(source);
        assert!(!errors.is_empty(), "{source:?} passes");
        let _ = writeln!(out, "{source:?}{errors}");
    }
    expect_file!["mistakes.txt"].assert_eq(&out);
}

#[test]
fn several_mistakes_in_one_file_are_told_without_cascades() {
    let source = "def f(:\n    return 1\n\nx = = 2\n\nclass C\n    y = 1\n\nz = (1, 2\nw = 3\n";
    expect_file!["several_mistakes.txt"].assert_eq(&told(source));
}

/// Runs in a thread with the stack that parsing is documented to need.
fn deep(check: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(STACK_SIZE).spawn(check).unwrap().join().unwrap();
}

#[test]
fn fault_100_a_bracket_behind_a_backslash_ends() {
    for source in [" é e\\\n(", "(\\\n(", "a b\\\n[", "x = (\\\nif"] {
        let arena = Arena::new();
        assert!(!parse(source, &arena).errors.is_empty(), "{source:?}");
    }
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
            ("1 + ", "1", ""),
            ("2 ** ", "1", ""),
            ("await ", "x", ""),
            ("*", "x", ""),
        ] {
            let source = format!("{}{middle}{}\n", open.repeat(100_000), close.repeat(100_000));
            let arena = Arena::new();
            assert!(!parse(&source, &arena).errors.is_empty(), "{open}");
        }
    });
}

#[test]
fn fault_90_long_chains_end_in_one_diagnostic_or_a_tree() {
    deep(|| {
        for link in [".b", "()", "[0]", " + 1", " and b", " < b", ", b", ".b()"] {
            let source = format!("a{}\n", link.repeat(100_000));
            let arena = Arena::new();
            assert!(parse(&source, &arena).errors.len() <= 1, "{link}");
        }
    });
}

#[test]
fn faults_92_93_100_104_odd_sources_are_parsed_or_told() {
    deep(|| {
        let indents: String = (0..5_000).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect();
        for source in [
            format!("x = '{}'\n", "a".repeat(10_000_000)),
            format!("x = {}\n", "9".repeat(200_000)),
            format!("{}x\n", "# comment\n".repeat(100_000)),
            indents,
            "x = \\".to_owned(),
            "\u{feff}x\u{feff} = 1\n".to_owned(),
            "x = '".to_owned(),
            "\x0c\x0cx = 1\r\ny = 2\rz = 3\n".to_owned(),
            format!("x = {}1{}\n", "f'{".repeat(1_000), "}'".repeat(1_000)),
        ] {
            let arena = Arena::new();
            let parsed = parse(&source, &arena);
            assert!(parsed.errors.len() <= 3, "{:?}", parsed.errors.first());
        }
    });
}

#[test]
fn fault_89_a_million_redundant_parentheses_are_told_once() {
    deep(|| {
        let source = format!("x = {}1{}\n", "(".repeat(1_000_000), ")".repeat(1_000_000));
        let arena = Arena::new();
        assert!(parse(&source, &arena).errors.len() <= 1);
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
    ] {
        let arena = Arena::new();
        let parsed = parse(source, &arena);
        assert!(!parsed.errors.is_empty(), "{source:?}");
        let whole = naja_base::Span::from_range(0..source.len());
        assert!(parsed.errors.iter().all(|error| whole.covers(error.span)), "{source:?}");
        let mut walk = Nested { parent: whole, source };
        walk.visit_body(parsed.body());
    }
}

/// Holds that every expression and replacement field lies inside what it belongs to.
struct Nested<'s> {
    parent: naja_base::Span,
    source: &'s str,
}

impl Nested<'_> {
    fn within(&mut self, span: naja_base::Span, walk: impl FnOnce(&mut Self)) {
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
