//! The pathological sources of the list of faults: each family grows with `n`, and work on it must grow no faster.

/// One family of sources.
pub struct Family {
    /// The row of the list of faults, and what is repeated.
    pub name: &'static str,
    /// How often it is repeated in the smaller of two runs.
    pub n: usize,
    /// The source with `n` repetitions.
    pub source: fn(usize) -> Vec<u8>,
}

/// A family of `before`, `n` times `middle`, `core`, `n` times `after`, `end`.
macro_rules! nested {
    ($name:literal, $n:literal, $before:literal, $middle:literal, $core:literal, $after:literal) => {
        Family {
            name: $name,
            n: $n,
            source: |n| [$before, &$middle.repeat(n), $core, &$after.repeat(n), "\n"].concat().into_bytes(),
        }
    };
}

/// A family of `before`, `n` times `middle`, `end`.
macro_rules! repeated {
    ($name:literal, $n:literal, $before:literal, $middle:literal, $end:literal) => {
        Family {
            name: $name,
            n: $n,
            source: |n| [$before, &$middle.repeat(n), $end, "\n"].concat().into_bytes(),
        }
    };
}

/// Every family, by the row of the list of faults that it belongs to.
pub const FAMILIES: &[Family] = &[
    nested!("88 lists", 50_000, "", "[", "", "]"),
    nested!("88 dicts", 50_000, "", "{a:", "b", "}"),
    nested!("88 sets", 50_000, "", "{", "b", "}"),
    nested!("88 calls", 50_000, "", "f(", "", ")"),
    nested!("88 keyword arguments", 50_000, "", "f(a=", "b", ")"),
    nested!("88 subscripts", 50_000, "", "a[", "b", "]"),
    nested!("88 generators", 20_000, "", "(a for a in ", "b", ")"),
    nested!("88 walrus", 50_000, "", "(a:=", "b", ")"),
    nested!("88 yields", 50_000, "", "(yield ", "b", ")"),
    nested!("88 starred", 50_000, "", "[*", "b", "]"),
    nested!("88 unclosed mixed brackets", 30_000, "", "([{", "", ""),
    nested!("88 with items", 30_000, "with ", "(", "a", ")"),
    nested!("88 with items as", 30_000, "with ", "(", "a as b", "): pass"),
    nested!("88 match subjects", 30_000, "match ", "(", "a", ")"),
    nested!("88 match subjects in brackets", 30_000, "match ", "[", "a", "]"),
    nested!("88 match patterns", 30_000, "match a:\n case ", "[", "b", "]"),
    nested!("88 class patterns", 30_000, "match a:\n case ", "A(b=", "c", ")"),
    nested!("88 mapping patterns", 30_000, "match a:\n case ", "{1:", "c", "}"),
    nested!("88 for targets", 30_000, "for ", "(", "a", ")"),
    nested!("88 deletion targets", 30_000, "del ", "(", "a", ")"),
    nested!("88 lambda defaults", 30_000, "", "lambda a=(", "b", "):c"),
    nested!("88 parameters' annotations", 20_000, "def f(a: ", "(", "b", ")"),
    repeated!("88 negations", 100_000, "", "-", "a"),
    repeated!("88 nots", 100_000, "", "not ", "a"),
    repeated!("88 awaits", 50_000, "", "await ", "a"),
    repeated!("88 lambdas", 50_000, "", "lambda: ", "a"),
    repeated!("88 ternaries", 30_000, "", "a if b else ", "c"),
    repeated!("88 powers", 50_000, "", "a**", "a"),
    repeated!("88 sums", 50_000, "", "a+", "a"),
    repeated!("88 ors", 50_000, "", "a or ", "a"),
    repeated!("88 comparisons", 50_000, "", "a<", "a"),
    repeated!("88 alternating and or", 30_000, "", "a and b or ", "a"),
    repeated!("88 chained assignments", 50_000, "", "a = ", "a"),
    repeated!("88 commas and stars", 50_000, "", "*a, ", "a"),
    repeated!("88 or patterns", 30_000, "match a:\n case ", "1 | ", "2: pass"),
    repeated!("88 match words", 50_000, "", "match ", "a"),
    repeated!("88 type words", 50_000, "", "type ", "a"),
    repeated!("88 print statements", 30_000, "", "print a\n", ""),
    repeated!("88 stars", 50_000, "", "*", "a"),
    nested!("89 redundant parentheses", 50_000, "", "(", "a", ")"),
    repeated!("90 attributes", 50_000, "a", ".b", ""),
    repeated!("90 calls", 50_000, "a", "()", ""),
    repeated!("90 subscripts", 50_000, "a", "[0]", ""),
    repeated!("90 elif chain", 20_000, "if a:\n pass\n", "elif a:\n pass\n", ""),
    repeated!("90 except chain", 20_000, "try:\n pass\n", "except a:\n pass\n", ""),
    repeated!("90 case chain", 20_000, "match a:\n", " case a: pass\n", ""),
    repeated!("90 decorators", 30_000, "", "@a\n", "def f(): pass"),
    repeated!("90 comprehension clauses", 20_000, "[a ", "for a in b if c ", "]"),
    repeated!("92 a long line of numbers", 200_000, "a = [", "1, ", "]"),
    repeated!("92 a long line of names", 100_000, "a = [", "abc, ", "]"),
    repeated!("92 a long string", 2_000_000, "a = 'x", "a", "'"),
    repeated!("92 a long name", 500_000, "a", "b", " = 1"),
    repeated!("92 a long name in Greek", 200_000, "α", "β", " = 1"),
    repeated!("92 semicolons", 100_000, "a", "; a", ""),
    repeated!("92 blanks", 500_000, "a = ", " ", "1"),
    repeated!("92 escapes", 200_000, "a = 'x", "\\x41\\n", "'"),
    repeated!("92 unknown escapes", 200_000, "a = 'x", "\\d", "'"),
    repeated!("92 named characters", 50_000, "a = 'x", "\\N{DIGIT ONE}", "'"),
    repeated!("92 concatenated strings", 50_000, "a = (", "'b' ", ")"),
    repeated!("92 concatenated f-strings", 30_000, "a = (", "f'b{c}' ", ")"),
    repeated!("92 replacement fields", 50_000, "a = f'x", "{b}", "'"),
    repeated!("92 doubled braces", 100_000, "a = f'x", "{{}}", "'"),
    repeated!("92 debug fields", 50_000, "a = f'x", "{b = }", "'"),
    Family { name: "93 indents", n: 300, source: indents },
    Family { name: "93 nested functions", n: 300, source: nested_functions },
    nested!("93 nested f-strings", 20_000, "a = ", "f'{", "b", "}'"),
    nested!("93 nested format specs", 20_000, "a = f'", "{b:", "c", "}"),
    repeated!("93 ragged dedents", 20_000, "", "if a:\n    b\n  c\n", ""),
    repeated!("94 NUL bytes", 100_000, "a = 1\n", "\0", ""),
    Family {
        name: "95 invalid UTF-8",
        n: 100_000,
        source: |n| [b"a = '", &b"\xff".repeat(n)[..], b"'\n"].concat(),
    },
    Family { name: "95 UTF-16", n: 100_000, source: |n| [b"\xff\xfe", &b"a\0".repeat(n)[..]].concat() },
    Family {
        name: "96 latin-1",
        n: 100_000,
        source: |n| [b"# coding: latin-1\na = '", &b"\xe9".repeat(n)[..], b"'\n"].concat(),
    },
    repeated!("97 cookies", 50_000, "", "# coding: nowhere\n", ""),
    repeated!("98 CR", 50_000, "", "a\r", ""),
    repeated!("98 CRLF", 50_000, "", "a\r\n", ""),
    repeated!("98 mixed line ends", 30_000, "", "a\r\nb\nc\r", ""),
    repeated!("98 a string over mixed line ends", 50_000, "a = '''", "a\r\nb\r", "'''"),
    repeated!("99 form feeds", 100_000, "", "\x0c", "a"),
    repeated!("100 byte order marks", 50_000, "a\n", "\u{feff}", ""),
    repeated!("100 tab mixes", 20_000, "if a:\n", "\tb\n        b\n", ""),
    repeated!("100 unterminated strings", 30_000, "", "a = 'b\n", ""),
    repeated!("100 unterminated f-strings", 20_000, "", "a = f'b{\n", ""),
    repeated!("100 unterminated triple strings", 30_000, "", "''' \" ", ""),
    repeated!("100 quotes", 100_001, "", "'", ""),
    repeated!("100 unclosed brackets on lines", 20_000, "", "a = (\n", ""),
    repeated!("100 unclosed calls in functions", 10_000, "", "def f(a:\n    b(\n", ""),
    repeated!("100 closing brackets", 50_000, "", ")", ""),
    repeated!("100 mismatched brackets", 30_000, "", "(]", ""),
    repeated!("100 backslashes", 50_000, "a = 1 ", "\\\n", ""),
    repeated!("100 backslashes in a row", 100_000, "", "\\", ""),
    repeated!("100 stray characters", 50_000, "", "$?!", ""),
    repeated!("100 stray keywords", 30_000, "", "else import class ", ""),
    repeated!("100 stray names", 50_000, "", "a ", ""),
    repeated!("100 conflict markers", 10_000, "", "<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n", ""),
    repeated!("101 bidirectional controls", 50_000, "a = '", "\u{202e}", "'"),
    repeated!("102 decimal digits", 200_000, "a = 1", "7", ""),
    repeated!("102 hexadecimal digits", 200_000, "a = 0x1", "f", ""),
    repeated!("102 fraction digits", 200_000, "a = 1.", "7", ""),
    repeated!("102 underscores", 100_000, "a = 1", "_0", ""),
    repeated!("104 comments", 100_000, "", "# a\n", ""),
    repeated!("104 indented comments", 50_000, "if a:\n", "      # a\n", "  b"),
    repeated!("104 blank lines", 200_000, "", "\n", "a"),
    repeated!("104 statements", 50_000, "", "a = b(c)\n", ""),
    repeated!("106 lone CR after imports", 20_000, "", "import a\rb()\r", ""),
    Family {
        name: "120 one value for many names",
        n: 5_000,
        source: |n| [&numbered(n, |i| format!("a{i} = "))[..], b"b\n"].concat(),
    },
    Family {
        name: "120 keys on one line",
        n: 50_000,
        source: |n| [b"a = {", &numbered(n, |i| format!("'k{i}': 1, "))[..], b"}\n"].concat(),
    },
    repeated!("120 equal keys on one line", 50_000, "a = {", "'k': 1, ", "}"),
    Family { name: "120 imports", n: 25_000, source: |n| numbered(n, |i| format!("import a{i}\n")) },
    Family {
        name: "120 imports in disorder",
        n: 25_000,
        source: |n| numbered(n, |i| format!("import a{}\n", i * 7919 % 100_003)),
    },
    Family {
        name: "120 imported names",
        n: 25_000,
        source: |n| [b"from a import (", &numbered(n, |i| format!("b{i}, "))[..], b")\n"].concat(),
    },
    repeated!("120 findings on one line", 20_000, "", "x = f''; ", ""),
    repeated!("120 redefined functions", 10_000, "", "def f(): pass\n", ""),
    repeated!("120 suppression comments", 20_000, "", "a = b  # noqa: F821\n", ""),
    repeated!("120 format directives", 10_000, "", "# fmt: off\na  =  1\n# fmt: on\n", ""),
    Family {
        name: "120 unused variables",
        n: 10_000,
        source: |n| [b"def f():\n", &numbered(n, |i| format!("    a{i} = 1\n"))[..]].concat(),
    },
    repeated!("91 negated tests", 20_000, "", "x = not a in b\n", ""),
    repeated!("92 imports after semicolons", 20_000, "a", "; import b", ""),
    repeated!("92 comparisons on one line", 20_000, "x = [", "a == None, ", "]"),
    Family {
        name: "92 undefined names after a wide character",
        n: 20_000,
        source: |n| [b"x = ['\xc3\xa9', ", &numbered(n, |i| format!("u{i}, "))[..], b"]\n"].concat(),
    },
    Family {
        name: "92 other values of one key",
        n: 20_000,
        source: |n| [b"a = {", &numbered(n, |i| format!("'k': {i}, "))[..], b"}\n"].concat(),
    },
    Family {
        name: "92 spare keys of a format",
        n: 10_000,
        source: |n| [b"'%(a)s' % {'a': 1", &numbered(n, |i| format!(", 'k{i}': b"))[..], b"}\n"].concat(),
    },
    Family {
        name: "92 spare arguments of a format",
        n: 10_000,
        source: |n| [b"'{a}'.format(a=1", &numbered(n, |i| format!(", k{i}=b"))[..], b")\n"].concat(),
    },
    Family {
        name: "104 equal members of an enumeration",
        n: 10_000,
        source: |n| {
            let members = numbered(n, |i| format!("    a{i} = {}\n", i / 2));
            [b"import enum\nclass A(enum.Enum):\n", &members[..]].concat()
        },
    },
    Family {
        name: "104 lambdas with names",
        n: 10_000,
        source: |n| numbered(n, |i| format!("f{i} = lambda: 0\n")),
    },
    repeated!("104 file-wide directives", 5_000, "", "# ruff: noqa: F401\n", "import b\n"),
    repeated!("104 ignored statements", 10_000, "", "# naja: ignore[F401]\nimport b\n", ""),
    repeated!(
        "104 disabled stretches",
        5_000,
        "",
        "# naja: disable[F401]\nimport b\n# naja: enable[F401]\n",
        ""
    ),
    Family {
        name: "120 imports from one module",
        n: 20_000,
        source: |n| numbered(n, |i| format!("from m import a{i}\n")),
    },
    Family {
        name: "120 methods",
        n: 10_000,
        source: |n| [b"class A:\n", &numbered(n, |i| format!("    def f{i}(self): pass\n"))[..]].concat(),
    },
];

fn numbered(n: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    (0..n).map(piece).collect::<String>().into_bytes()
}

fn indents(n: usize) -> Vec<u8> {
    let mut source = String::new();
    for depth in 0..n {
        source.push_str(&" ".repeat(depth));
        source.push_str("if a:\n");
    }
    source.push_str(&" ".repeat(n));
    source.push_str("b\n");
    source.into_bytes()
}

fn nested_functions(n: usize) -> Vec<u8> {
    let mut source = String::new();
    for depth in 0..n {
        source.push_str(&" ".repeat(depth));
        source.push_str("def f():\n");
    }
    source.into_bytes()
}
