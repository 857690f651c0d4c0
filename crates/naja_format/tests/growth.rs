//! Twice the source costs about twice the work, or is refused: the work is counted in leaves that layout looks at.
#![cfg(debug_assertions)]

use naja_format::{FormatError, FormatOptions, Formatter};
use naja_syntax::STACK_SIZE;

/// By how much the work may grow when the source doubles.
const LIMIT: f64 = 2.3;

/// A statement of `n` parts, and a name for it.
struct Family {
    name: &'static str,
    n: usize,
    source: fn(usize) -> String,
}

/// `n` parts, each made from its number, with `separator` between them.
fn joined(n: usize, separator: &str, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect::<Vec<_>>().join(separator)
}

const FAMILIES: &[Family] = &[
    Family { name: "targets", n: 800, source: |n| joined(n, " = ", |index| format!("name{index}")) },
    Family {
        name: "attributes as targets",
        n: 800,
        source: |n| joined(n, " = ", |index| format!("a.b{index}")),
    },
    Family {
        name: "elements as targets",
        n: 800,
        source: |n| joined(n, " = ", |index| format!("a[{index}]")),
    },
    Family {
        name: "elements of calls as targets",
        n: 800,
        source: |n| joined(n, " = ", |index| format!("f({index}).x")),
    },
    Family {
        name: "tuples as targets",
        n: 800,
        source: |n| joined(n, " = ", |index| format!("x{index}, y")),
    },
    Family { name: "starred targets", n: 800, source: |n| joined(n, " = ", |index| format!("*x{index}, y")) },
    Family {
        name: "targets in parentheses",
        n: 800,
        source: |n| joined(n, " = ", |index| format!("(x{index})")),
    },
    Family {
        name: "targets and a comment",
        n: 800,
        source: |n| joined(n, " = ", |_| "abc".to_owned()) + "  # d",
    },
    Family {
        name: "deleted names",
        n: 800,
        source: |n| format!("del {}", joined(n, ", ", |_| "abc".to_owned())),
    },
    Family {
        name: "imported names",
        n: 800,
        source: |n| format!("from a import {}", joined(n, ", ", |_| "abc".to_owned())),
    },
    Family {
        name: "globals",
        n: 800,
        source: |n| format!("def f():\n    global {}", joined(n, ", ", |_| "abc".to_owned())),
    },
    Family {
        name: "context managers",
        n: 400,
        source: |n| format!("with {}: pass", joined(n, ", ", |_| "f(abc) as d".to_owned())),
    },
    Family { name: "elements of a list", n: 800, source: |n| format!("x = [{}]", "abc, ".repeat(n)) },
    Family { name: "lists in a list", n: 400, source: |n| format!("x = [{}]", "[abc, d], ".repeat(n)) },
    Family {
        name: "items of a dictionary",
        n: 400,
        source: |n| format!("x = {{{}}}", "'abc': d(e), ".repeat(n)),
    },
    Family { name: "arguments", n: 800, source: |n| format!("f({})", "abc, ".repeat(n)) },
    Family {
        name: "parameters",
        n: 400,
        source: |n| format!("def f({}): pass", joined(n, ", ", |index| format!("a{index}: int = 1"))),
    },
    Family { name: "attributes", n: 400, source: |n| format!("x = y{}", ".abc".repeat(n)) },
    Family { name: "calls of attributes", n: 400, source: |n| format!("x = y{}", ".abc(d)".repeat(n)) },
    Family { name: "calls of calls", n: 400, source: |n| format!("x = y{}", "(abc)".repeat(n)) },
    Family { name: "elements of elements", n: 400, source: |n| format!("x = y{}", "[abc]".repeat(n)) },
    Family { name: "sums", n: 400, source: |n| joined(n, " + ", |_| "abc".to_owned()) },
    Family {
        name: "sums of calls",
        n: 400,
        source: |n| format!("x = {}", joined(n, " + ", |_| "abc(d)".to_owned())),
    },
    Family {
        name: "powers",
        n: 400,
        source: |n| format!("x = {}", joined(n, " + ", |_| "abc**2".to_owned())),
    },
    Family {
        name: "conjunctions",
        n: 400,
        source: |n| format!("if {}: pass", joined(n, " and ", |_| "abc".to_owned())),
    },
    Family {
        name: "comparisons",
        n: 400,
        source: |n| format!("assert {}", joined(n, " < ", |_| "abc".to_owned())),
    },
    Family { name: "strings side by side", n: 800, source: |n| format!("x = ({})", "'abc' ".repeat(n)) },
    Family {
        name: "strings side by side with comments",
        n: 400,
        source: |n| format!("x = ({})", "'abc'  # d\n ".repeat(n)),
    },
    Family {
        name: "comments between elements",
        n: 400,
        source: |n| format!("x = [{}]", "abc,  # d\n # e\n".repeat(n)),
    },
    Family {
        name: "clauses of a comprehension",
        n: 400,
        source: |n| format!("x = [a {}]", "for abc in d if e ".repeat(n)),
    },
    Family { name: "multi-line strings", n: 400, source: |n| format!("f({})", "'''a\nb''', ".repeat(n)) },
];

/// The work for a source, or why it is refused.
fn work(source: &str, line_length: u32) -> Result<u64, FormatError> {
    let mut formatter = Formatter::default();
    formatter.format(source, &FormatOptions { line_length, ..FormatOptions::default() })?;
    Ok(formatter.leaf_visits())
}

#[test]
fn work_grows_no_faster_than_the_source() {
    let check = || {
        let mut too_fast = Vec::new();
        for family in FAMILIES {
            for line_length in [88, 1] {
                let [small, large] =
                    [family.n, 2 * family.n].map(|n| work(&((family.source)(n) + "\n"), line_length));
                let (small, large) = (small.expect("it is formatted"), large.expect("it is formatted"));
                if large as f64 > LIMIT * small as f64 {
                    too_fast.push((family.name, line_length, small, large));
                }
            }
        }
        assert_eq!(too_fast, []);
    };
    let worker = std::thread::Builder::new().stack_size(STACK_SIZE).spawn(check);
    worker.expect("a thread starts").join().expect("the check holds");
}

#[test]
fn a_statement_that_needs_too_many_nested_splits_is_refused() {
    let check = || {
        let source = joined(30_000, " = ", |index| format!("a[{index}]")) + "\n";
        assert_eq!(work(&source, 88), Err(FormatError::TooComplex { offset: 0 }));
        let source = format!("x = 1\n# fmt: off\n{source}");
        assert_eq!(work(&source, 88), Ok(0));
    };
    let worker = std::thread::Builder::new().stack_size(STACK_SIZE).spawn(check);
    worker.expect("a thread starts").join().expect("the check holds");
}
