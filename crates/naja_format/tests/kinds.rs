//! Kinds of layout that mutated statements showed to differ from Black's. What is expected is what Black 26.10 writes.

use naja_format::{FormatOptions, format};

/// Formats texts at widths, and compares; every result must stay in a second pass.
#[track_caller]
fn check(cases: &[(u32, &str, &str)]) {
    for (line_length, source, expected) in cases {
        let options = FormatOptions { line_length: *line_length, verify: true, ..FormatOptions::default() };
        let formatted = format(source, &options).unwrap_or_else(|error| panic!("{source:?}: {error:?}"));
        assert_eq!(formatted.text, *expected, "{source:?} at {line_length}");
    }
}

#[test]
fn form_feeds_stay_on_blank_lines_of_a_module() {
    check(&[
        (88, "x = 1\n\x0c\n# c\ny = 1\n", "x = 1\n\x0c\n# c\ny = 1\n"),
        (88, "x = 1\n # c\n\x0c\ny = 1\n", "x = 1\n# c\n\x0c\ny = 1\n"),
        (88, "x = 1\n\n \x0c\ny = 1\n", "x = 1\n\n\x0c\ny = 1\n"),
        (88, "x = 1\n\x0c\n\n\n\ny = 1\n", "x = 1\n\n\x0c\ny = 1\n"),
        (88, "def f():\n  a\n\x0c\n  b\n", "def f():\n    a\n\n    b\n"),
        (88, "if a:\n  b\n\x0c\nelse:\n  c\n", "if a:\n    b\n\x0c\nelse:\n    c\n"),
        (
            88,
            "import a\n\x0c\n@x\n\x0c\ndef f(): pass\n\x0c\nx\n",
            "import a\n\n\x0c\n@x\n\x0c\ndef f():\n    pass\n\n\x0c\nx\n",
        ),
        (88, "\x0c\n# c\nx\n", "# c\nx\n"),
        (88, "\"\"\"a\"\"\"\n\x0c# c\n", "\"\"\"a\"\"\"\n\n# c\n"),
    ]);
}

#[test]
fn dummy_bodies_in_parentheses_get_lines_of_their_own() {
    check(&[
        (88, "class B: (...)\n", "class B:\n    (...)\n"),
        (88, "(...)\n", "(...)\n"),
        (88, "def g():\n  (...)\n", "def g():\n    (...)\n"),
    ]);
}

#[test]
fn comments_in_the_parentheses_of_a_class_keep_them() {
    check(&[(88, "class B(\n#:y\n): x\n", "class B(\n    #:y\n):\n    x\n")]);
}

#[test]
fn a_semicolon_may_follow_a_backslash() {
    check(&[(88, "x \\\n; 2\n", "x\n2\n")]);
}

#[test]
fn a_dotted_module_may_be_continued_on_the_next_line() {
    check(&[
        (88, "from a \\\n.b import c\n", "from a.b import c\n"),
        (88, "import a. \\\n b as c\n", "import a.b as c\n"),
    ]);
}

#[test]
fn an_annotated_name_keeps_one_pair_of_parentheses() {
    check(&[
        (88, "((a)):  1\n", "(a): 1\n"),
        (88, "(a): int = 1\n", "(a): int = 1\n"),
        (88, "(a.b): int = 1\n", "a.b: int = 1\n"),
    ]);
}

#[test]
fn comments_of_removed_parentheses_follow_each_other() {
    check(&[
        (88, "return (# c \n(# d\nx))\n", "return (  # c\n    # d\n    x\n)\n"),
        (88, "return ((x # a\n) # b\n)\n", "return (\n    x  # a\n    # b\n)\n"),
        (88, "x = (# c \n(#d \nx))\n", "x = (  # c\n    # d\n    x\n)\n"),
        (
            88,
            "return (\n# a\n(# b\nx\n# c\n) # d\n)\n",
            "return (\n    # a\n    # b\n    x\n    # c\n    # d\n)\n",
        ),
        (88, "if (\n(\na # b\n)): pass\n", "if a:  # b\n    pass\n"),
    ]);
}

#[test]
fn an_ellipsis_can_be_put_on_its_own_line() {
    check(&[(5, "x = ...\n", "x = (\n    ...\n)\n")]);
}

#[test]
fn the_quotes_of_a_docstring_stay_where_no_line_holds_them() {
    check(&[
        (5, "def x():    \"\"\"a\n b\"\"\"\n", "def x():\n    \"\"\"a\n    b\"\"\"\n"),
        (7, "def x():    \"\"\"a\n b\"\"\"\n", "def x():\n    \"\"\"a\n    b\n    \"\"\"\n"),
    ]);
}

#[test]
fn a_yield_with_a_bare_tuple_keeps_its_parentheses() {
    check(&[
        (88, "a @= (yield c,)\n", "a @= (yield c,)\n"),
        (88, "x = (yield c,)\n", "x = (yield c,)\n"),
        (88, "x = (yield c)\n", "x = yield c\n"),
    ]);
}

#[test]
fn operands_over_several_lines_are_split_in_dictionaries_and_conditions() {
    check(&[
        (
            88,
            "x = {\"a\": \"\"\"b\n\"\"\" % c, \"d\": e if \"\"\"f\n\"\"\" else g}\n",
            "x = {\n    \"a\": \"\"\"b\n\"\"\"\n    % c,\n    \"d\": (\n        e\n        if \"\"\"f\n\"\"\"\n        else g\n    ),\n}\n",
        ),
        (
            88,
            "x = {\"a\": \"\"\"b\n\"\"\".format(c), \"d\": 1}\n",
            "x = {\n    \"a\": \"\"\"b\n\"\"\".format(\n        c\n    ),\n    \"d\": 1,\n}\n",
        ),
        (
            88,
            "x = {\"a\": (\"\"\"b\n\"\"\" % c), **\"\"\"d\n\"\"\" + e}\n",
            "x = {\n    \"a\": (\"\"\"b\n\"\"\" % c),\n    **\"\"\"d\n\"\"\"\n    + e,\n}\n",
        ),
        (
            88,
            "x = {\"a\": \"\"\"b\n\"\"\", \"c\": f(\"\"\"d\n\"\"\" % e)}\n",
            "x = {\n    \"a\": \"\"\"b\n\"\"\",\n    \"c\": f(\"\"\"d\n\"\"\" % e),\n}\n",
        ),
        (88, "{\"\"\"a\n\"\"\" % b, c}\n", "{\n    \"\"\"a\n\"\"\"\n    % b,\n    c,\n}\n"),
        (88, "{\"\"\"a\n\"\"\" % b}\n", "{\"\"\"a\n\"\"\" % b}\n"),
        (88, "f(\"\"\"a\n\"\"\" if b else c)\n", "f(\n    \"\"\"a\n\"\"\"\n    if b\n    else c\n)\n"),
    ]);
}

#[test]
fn comments_between_variables_are_lines_of_their_own() {
    check(&[
        (88, "x = [y for y, z # a\n in w]\n", "x = [y for y, z in w]  # a\n"),
        (88, "x = (lambda # a\n a, # b\n b: c)\n", "x = lambda a, b: c  # a  # b\n"),
        (88, "f(x for x # a\n in y if z)\n", "f(x for x in y if z)  # a\n"),
        (88, "{a: b for a, # c\n b in d}\n", "{a: b for a, b in d}  # c\n"),
        (88, "f = (\n    lambda\n    # why\n    x: x\n)\n", "f = (\n    lambda\n    # why\n    x: x\n)\n"),
        (
            88,
            "result = [\n    value\n    for key, value\n    # skip what was seen\n    in pairs\n]\n",
            "result = [\n    value\n    for key, value\n    # skip what was seen\n    in pairs\n]\n",
        ),
    ]);
}

#[test]
fn patterns_get_parentheses_where_they_do_not_fit() {
    check(&[
        (
            5,
            "match x:\n    case x: x\n    case 1: x\n    case \"a\": x\n    case A(a): x\n    case [a, b]: x\n    case a, b: x\n    case a | b as c: x\n    case x if x: x\n",
            "match x:\n    case (\n        x\n    ):\n        x\n    case (\n        1\n    ):\n        x\n    case (\n        \"a\"\n    ):\n        x\n    case A(\n        a\n    ):\n        x\n    case [\n        a,\n        b,\n    ]:\n        x\n    case (\n        a,\n        b,\n    ):\n        x\n    case (\n        a\n        | b as c\n    ):\n        x\n    case (\n        x\n    ) if x:\n        x\n",
        ),
        (
            88,
            "match x:\n    case x, : y\n    case (x, y): y\n",
            "match x:\n    case x,:\n        y\n    case (x, y):\n        y\n",
        ),
    ]);
}

#[test]
fn comments_on_lines_of_their_own_hide_the_width_of_a_chain() {
    check(&[
        (88, "f(a)(\n# c\n b)\n", "f(a)(\n    # c\n    b\n)\n"),
        (88, "f(a)(b)(\n# c\n b)(d)(e)\n", "f(a)(b)(\n    # c\n    b\n)(\n    d\n)(e)\n"),
        (88, "f(\n# c\n b)(d)(e)(g)(h)\n", "f(\n    # c\n    b\n)(\n    d\n)(e)(\n    g\n)(h)\n"),
        (88, "f(\n# c\n b).g(d)(e)\n", "f(\n    # c\n    b\n).g(\n    d\n)(e)\n"),
        (88, "f(\n# c\n b) + g(d)(e)\n", "f(\n    # c\n    b\n) + g(\n    d\n)(e)\n"),
        (88, "del f(\n# c\n b)(d)[e]\n", "del f(\n    # c\n    b\n)(\n    d\n)[e]\n"),
        (88, "x = (\n# c\n)(\n# d\n)\n", "x = (\n    # c\n)(\n    # d\n)\n"),
        (13, "return (_zoneinfo_schema)(\n# c9\n)\n", "return (\n    _zoneinfo_schema\n)(\n    # c9\n)\n"),
        (
            88,
            "if (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) and bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb in ccccccccccccccccccccc[\n# c8\nd]: pass\n",
            "if (\n    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n) and bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb in ccccccccccccccccccccc[\n    # c8\n    d\n]:\n    pass\n",
        ),
        (88, "x(\n# z\n) [g] = x,\n", "x(\n    # z\n)[\n    g\n] = (x,)\n"),
    ]);
}

#[test]
fn comments_between_variables_end_lines_in_the_middle_of_brackets() {
    check(&[
        (88, "({ x for x\n# c9\n in x})\n", "(\n    {x for x\n    # c9\n    in x}\n)\n"),
        (88, "class C((lambda \n# t\n: x)): x\n", "class C(\n    (lambda\n    # t\n    : x)\n):\n    x\n"),
        (
            88,
            "def x():     [[  y for z\n# c\n in x]  ]\n",
            "def x():\n    [\n        [y for z\n        # c\n        in x]\n    ]\n",
        ),
        (88, "[f(x for y\n# c\n in z), d]\n", "[\n    f(x for y\n    # c\n    in z),\n    d,\n]\n"),
    ]);
}

#[test]
fn operands_in_parentheses_of_their_own_stay_together() {
    check(&[
        (88, "x = (f'''{x}\n''') if x else x\n", "x = (f\"\"\"{x}\n\"\"\") if x else x\n"),
        (88, "x = {x: ('''b\n''') % c, x: h}\n", "x = {\n    x: (\"\"\"b\n\"\"\") % c,\n    x: h,\n}\n"),
        (88, "{    f'''{x}\n'''(x),}\n", "{\n    f\"\"\"{x}\n\"\"\"(\n        x\n    ),\n}\n"),
        (
            88,
            "x = {x: (\"\"\"b\n\"\"\"), x: h}\n",
            "x = {\n    x: (\n        \"\"\"b\n\"\"\"\n    ),\n    x: h,\n}\n",
        ),
    ]);
}

#[test]
fn a_comment_between_strings_is_no_place_to_break_at() {
    check(&[
        (
            88,
            "(    \"WSGI application; \"\n# c9\n    \"Error importing module.\" % x)\n",
            "(\n    \"WSGI application; \"\n    # c9\n    \"Error importing module.\"\n    % x\n)\n",
        ),
        (88, "x = (\"a\"\n# b\n\"c\")\n", "x = (\n    \"a\"\n    # b\n    \"c\"\n)\n"),
        (88, "f(\"a\"\n# b\n\"c\", d)\n", "f(\n    \"a\"\n    # b\n    \"c\",\n    d,\n)\n"),
    ]);
}

#[test]
fn clauses_after_a_region_are_formatted_again() {
    check(&[
        (
            88,
            "# fmt: off\nif x:    x\n# fmt: on\nelse:       x\ny  = 1\n",
            "# fmt: off\nif x:    x\n# fmt: on\nelse:\n    x\ny = 1\n",
        ),
        (
            88,
            "# fmt: off\nfor x in d: pass\n# fmt: on\nelse: x\n",
            "# fmt: off\nfor x in d: pass\n# fmt: on\nelse:\n    x\n",
        ),
        (
            88,
            "# fmt: off\ntry:\n    a  = 1\n# fmt: on\nexcept  A :\n    b  = 1\nexcept  B :\n    b  = 1\nelse : d  = 1\nfinally : c  = 1\n",
            "# fmt: off\ntry:\n    a  = 1\n# fmt: on\nexcept A:\n    b = 1\nexcept B:\n    b = 1\nelse:\n    d = 1\nfinally:\n    c = 1\n",
        ),
        (
            88,
            "# fmt: off\nif x:    x\nelif  y:    x\n# fmt: on\nelif  z:    x\nelse:       x\n",
            "# fmt: off\nif x:    x\nelif  y:    x\n# fmt: on\nelif z:\n    x\nelse:\n    x\n",
        ),
        (
            88,
            "def f():\n    # fmt: off\n    if x:    x\n    elif  y:    x\n    # fmt: on\n    elif  z:    x\n    else:       x\n",
            "def f():\n    # fmt: off\n    if x:    x\n    elif  y:    x\n    # fmt: on\n    elif z:\n        x\n    else:\n        x\n",
        ),
    ]);
}

#[test]
fn a_skipped_import_is_an_import() {
    check(&[
        (
            88,
            "from . import   c\nfrom x import y  # fmt: skip\n",
            "from . import c\nfrom x import y  # fmt: skip\n",
        ),
        (88, "x  = 1\nimport  a  # fmt: skip\nx  = 1\n", "x = 1\nimport  a  # fmt: skip\nx = 1\n"),
    ]);
}

#[test]
fn a_comment_that_turns_off_and_on_turns_nothing_off() {
    check(&[(88, "# fmt: off# fmt: on\nx  = 1\n", "# fmt: off# fmt: on\nx = 1\n")]);
}
