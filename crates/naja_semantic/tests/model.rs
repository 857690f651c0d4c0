//! What the walk finds in small sources: each binding with the places that refer to it, then the names without one.

use std::fmt::Write;

use expect_test::{Expect, expect};
use naja_base::LineIndex;
use naja_semantic::{BindingKind, Model, Options, ScopeKind, build};
use naja_syntax::{Arena, PythonVersion, parse};

fn check(source: &str, expected: Expect) {
    check_with(source, Options::default(), expected);
}

fn check_with(source: &str, options: Options<'_>, expected: Expect) {
    let arena = Arena::new();
    let parsed = parse(source, &arena);
    assert!(parsed.is_valid(), "{:?}", parsed.errors);
    let model = build(&parsed, source, &arena, &options);
    let lines = LineIndex::from_starts(parsed.tables.line_starts.clone());
    expected.assert_eq(&dump(&model, &lines, source));
}

fn dump(model: &Model<'_>, lines: &LineIndex, source: &str) -> String {
    let mut out = String::new();
    let place = |offset: u32| {
        let at = lines.line_column(offset, source);
        format!("{}:{}", at.line, at.column)
    };
    for (id, binding) in model.bindings() {
        let scope = match model.scope(binding.scope).kind {
            ScopeKind::Module => "module".to_owned(),
            ScopeKind::Class(node) => node.name.name.to_owned(),
            ScopeKind::Function(node) => node.name.name.to_owned(),
            ScopeKind::Lambda(_) => "lambda".to_owned(),
            ScopeKind::Comprehension(_) => "comprehension".to_owned(),
            ScopeKind::TypeParams(_) => "type parameters".to_owned(),
        };
        let kind = format!("{:?}", binding.kind);
        let kind = kind.split(['(', ' ']).next().unwrap_or_default();
        let _ = write!(out, "{} {scope}.{} {kind}", place(binding.span.start), binding.name);
        let mut uses: Vec<u32> = model.references_to(id).map(|(_, reference)| reference.span.start).collect();
        uses.sort_unstable();
        if !uses.is_empty() {
            let uses: Vec<String> = uses.into_iter().map(place).collect();
            let _ = write!(out, " <- {}", uses.join(" "));
        }
        out.push('\n');
    }
    for (id, reference) in model.unresolved() {
        let star = if reference.flags.is_from_star() { "?" } else { "!" };
        let _ = writeln!(out, "{} {star} {}", place(reference.span.start), model.reference_name(id));
    }
    for (id, reference) in model.early_references() {
        let _ = writeln!(out, "{} early {}", place(reference.span.start), model.reference_name(id));
    }
    for fault in model.annotation_faults() {
        let _ = writeln!(out, "{} fault: {}", place(fault.span.start), fault.message);
    }
    out
}

#[test]
fn imports_bind_their_first_segment_or_alias() {
    check(
        "import a\nimport b.c\nimport d.e as f\nfrom g import h as i\na, b, f, i\n",
        expect![[r#"
        1:8 module.a Import <- 5:1
        2:8 module.b Submodule <- 5:4
        3:15 module.f Import <- 5:7
        4:20 module.i FromImport <- 5:10
    "#]],
    );
}

#[test]
fn function_bodies_are_walked_after_the_module() {
    check(
        "def f():\n    return later\nlater = 1\nunknown\n",
        expect![[r#"
        1:5 module.f Function
        3:1 module.later Assignment <- 2:12
        4:1 ! unknown
    "#]],
    );
}

#[test]
fn class_bodies_hide_their_names_from_functions_and_comprehensions() {
    check(
        "class A:\n    x = 1\n    y = [x for _ in x]\n    def f(self, a=x):\n        return x, __class__\n",
        expect![[r#"
            2:5 A.x Assignment <- 3:21 4:19
            3:16 comprehension._ Comprehension
            3:5 A.y Assignment
            4:9 A.f Function
            1:7 module.A Class
            4:11 f.self Parameter
            4:17 f.a Parameter
            3:10 ! x
            5:16 ! x
        "#]],
    );
}

#[test]
fn a_walrus_binds_outside_of_comprehensions() {
    check(
        "def f(z):\n    [y := x for x in z if x]\n    return y, x\n",
        expect![[r#"
        1:5 module.f Function
        1:7 f.z Parameter <- 2:22
        2:17 comprehension.x Comprehension <- 2:11 2:27
        2:6 f.y Named <- 3:12
        3:15 ! x
    "#]],
    );
}

#[test]
fn exception_names_end_with_their_handler() {
    check(
        "e = 1\ntry:\n    pass\nexcept E as e:\n    e\ne\n",
        expect![[r#"
        1:1 module.e Assignment <- 6:1
        4:13 module.e Except <- 5:5
        4:13 module.e Unbound
        4:8 ! E
    "#]],
    );
    check(
        "def f():\n    try:\n        pass\n    except KeyError as e:\n        pass\n    e\n",
        expect![[r#"
            1:5 module.f Function
            4:24 f.e Except
            4:24 f.e Unbound
            6:5 ! e
        "#]],
    );
}

#[test]
fn deleting_ends_a_name_unless_it_is_conditional() {
    check(
        "x = y = 1\ndel x\nif y:\n    del y\nx, y\n",
        expect![[r#"
        1:1 module.x Assignment <- 2:5
        1:5 module.y Assignment <- 3:4 4:9 5:4
        2:5 module.x Delete
        4:9 module.y Delete
        5:1 ! x
    "#]],
    );
}

#[test]
fn global_and_nonlocal_reach_out() {
    check(
        "def f():\n    global x\n    x = 1\ndef g():\n    y = 1\n    def h():\n        nonlocal y\n        y = x\n",
        expect![[r#"
            1:5 module.f Function
            2:12 module.x Assignment <- 8:13
            4:5 module.g Function
            2:12 f.x Global
            3:5 f.x Assignment
            5:5 g.y Assignment
            6:9 g.h Function
            7:18 h.y Nonlocal
            8:9 h.y Assignment
        "#]],
    );
}

#[test]
fn reading_before_binding_is_noted() {
    check(
        "x = 1\ndef f():\n    print(x, max)\n    x = max = 2\n",
        expect![[r#"
        1:1 module.x Assignment <- 3:11
        2:5 module.f Function
        4:5 f.x Assignment
        4:9 f.max Assignment
        3:11 early x
        3:14 early max
    "#]],
    );
}

#[test]
fn quoted_annotations_are_read_in_place() {
    check(
        "def f(a: 'A', b: \"list['B C']\") -> 'C\\x44':\n    x: 'A' = 'no'\nclass A: ...\n",
        expect![[r#"
            1:5 module.f Function
            3:7 module.A Class <- 1:11 2:9
            1:7 f.a Parameter
            1:15 f.b Parameter
            2:5 f.x Assignment
            1:36 ! CD
            1:24 fault: invalid syntax: unexpected `C`
        "#]],
    );
    check(
        "from typing import cast, Literal, Annotated, TypeVar\ncast('A', 'B')\nx: Literal['C']\ny: Annotated['D', 'E']\nTypeVar('F', bound='G')\n",
        expect![[r#"
            1:20 module.cast FromImport <- 2:1
            1:26 module.Literal FromImport <- 3:4
            1:35 module.Annotated FromImport <- 4:4
            1:46 module.TypeVar FromImport <- 5:1
            3:1 module.x Annotation
            4:1 module.y Annotation
            2:7 ! A
            4:15 ! D
            5:21 ! G
        "#]],
    );
}

#[test]
fn annotations_look_forward_where_they_are_postponed() {
    let source = "def f(a: A): ...\nclass A: ...\n";
    check(
        source,
        expect![[r#"
        1:5 module.f Function
        2:7 module.A Class
        1:7 f.a Parameter
        1:10 ! A
    "#]],
    );
    check_with(
        source,
        Options { python: PythonVersion::new(3, 14), ..Options::default() },
        expect![[r#"
        1:5 module.f Function
        2:7 module.A Class <- 1:10
        1:7 f.a Parameter
    "#]],
    );
    check(
        &format!("from __future__ import annotations\n{source}"),
        expect![[r#"
        1:24 module.annotations FutureImport
        2:5 module.f Function
        3:7 module.A Class <- 2:10
        2:7 f.a Parameter
    "#]],
    );
}

#[test]
fn stubs_look_forward_in_bases() {
    let source = "class A(B): ...\nclass B: ...\n";
    check_with(
        source,
        Options { is_stub: true, ..Options::default() },
        expect![[r#"
        1:7 module.A Class
        2:7 module.B Class <- 1:9
    "#]],
    );
}

#[test]
fn type_parameters_have_a_scope_of_their_own() {
    check(
        "def f[T: U](a: T) -> T: return T\nclass A[T](B[T]): x: T\ntype X[T] = list[T]\nT\nU = 1\n",
        expect![[r#"
            1:7 type parameters.T TypeParam <- 1:16 1:22 1:32
            1:5 module.f Function
            2:9 type parameters.T TypeParam <- 2:14 2:22
            2:19 A.x Annotation
            2:7 module.A Class
            3:8 type parameters.T TypeParam <- 3:18
            3:6 module.X TypeAlias
            5:1 module.U Assignment <- 1:10
            1:13 f.a Parameter
            2:12 ! B
            4:1 ! T
        "#]],
    );
}

#[test]
fn dunder_all_refers_to_what_it_lists() {
    check(
        "a = b = 1\n__all__ = ['a'] + ['c']\n__all__ += ('b',)\n",
        expect![[r#"
        1:1 module.a Assignment <- 2:12
        1:5 module.b Assignment <- 3:13
        2:1 module.__all__ DunderAll <- 3:1
        3:1 module.__all__ DunderAll
        2:20 ! c
    "#]],
    );
}

#[test]
fn star_imports_leave_names_open() {
    check(
        "from a import *\nx\nprint\ny = 1\ndel y\ny\n",
        expect![[r#"
        4:1 module.y Assignment <- 5:5
        5:5 module.y Delete
        2:1 ? x
        6:1 ! y
    "#]],
    );
}

#[test]
fn handled_name_errors_excuse_names() {
    check(
        "try:\n    unicode\nexcept NameError:\n    unicode2\n",
        expect![[r#"
        4:5 ! unicode2
    "#]],
    );
}

#[test]
fn captures_bind() {
    check(
        "match 1:\n    case [a, *b] | {'k': c, **d} as e if a: b\n",
        expect![[r#"
        2:11 module.a Capture <- 2:42
        2:15 module.b Capture <- 2:45
        2:26 module.c Capture
        2:31 module.d Capture
        2:37 module.e Capture
    "#]],
    );
}

#[test]
fn names_are_known_by_where_they_come_from() {
    let source = "import os.path as p\nfrom .. import m\nfrom typing import List as L\np.join.x\nm.n\nL\nopen\nx = 1\nx\n";
    let arena = Arena::new();
    let parsed = parse(source, &arena);
    let model = build(&parsed, source, &arena, &Options::default());
    let mut out = String::new();
    for stmt in parsed.body() {
        if let naja_syntax::ast::Stmt::Expr(node) = stmt {
            let name = model.qualified_name(node.value).map(|name| name.to_string());
            let _ = writeln!(out, "{}", name.as_deref().unwrap_or("-"));
        }
    }
    expect![[r#"
        os.path.join.x
        ..m.n
        typing.List
        builtins.open
        -
    "#]]
    .assert_eq(&out);
    assert!(
        matches!(model.bindings().next(), Some((_, binding)) if matches!(binding.kind, BindingKind::Import(_)))
    );
}

#[test]
fn a_name_that_was_read_before_is_of_use_when_bound_again() {
    let source = "import a\na\nimport a\n";
    let arena = Arena::new();
    let parsed = parse(source, &arena);
    let model = build(&parsed, source, &arena, &Options::default());
    assert!(model.bindings().all(|(_, binding)| binding.is_used()));
    assert_eq!(model.references().count(), 1);
}

#[test]
fn places_are_found_again() {
    let source = "def f(x: 'A'):\n    class B: pass\n    return [x for x in x]\nA = lambda: 1\n";
    let arena = Arena::new();
    let parsed = parse(source, &arena);
    let model = build(&parsed, source, &arena, &Options::default());
    let at = |text: &str| source.find(text).and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX);
    for (text, is_right) in [
        ("def", matches!(kind(&model, at("def")), Some(ScopeKind::Function(_)))),
        ("class", matches!(kind(&model, at("class")), Some(ScopeKind::Class(_)))),
        ("[x for", matches!(kind(&model, at("[x for")), Some(ScopeKind::Comprehension(_)))),
        ("lambda", matches!(kind(&model, at("lambda")), Some(ScopeKind::Lambda(_)))),
        ("return", kind(&model, at("return")).is_none()),
    ] {
        assert!(is_right, "{text}");
    }
    let span = naja_base::Span::new(at("'A'"), at("'A'") + 3);
    assert!(model.string_annotation(span).is_some_and(|annotation| annotation.in_place));
    assert!(model.reference_at(at("A'")).is_some());
}

fn kind<'a>(model: &Model<'a>, start: u32) -> Option<ScopeKind<'a>> {
    model.scope_at(start).map(|id| model.scope(id).kind)
}

#[test]
fn the_module_comes_before_the_class_in_postponed_annotations() {
    check(
        "from __future__ import annotations\nimport x\nclass A:\n    def x(self) -> x: ...\n",
        expect![[r#"
            1:24 module.annotations FutureImport
            2:8 module.x Import <- 4:20
            4:9 A.x Function
            3:7 module.A Class
            4:11 x.self Parameter
        "#]],
    );
}

#[test]
fn bare_annotations_define_nothing() {
    check(
        "x: int\nx\nclass A:\n    max: int\n    y = max\n",
        expect![[r#"
        1:1 module.x Annotation
        4:5 A.max Annotation
        5:5 A.y Assignment
        3:7 module.A Class
        2:1 ! x
    "#]],
    );
}

#[test]
fn branches_keep_apart() {
    let source = "if a:\n    b = 1\nelse:\n    b = 2\ntry:\n    b = 3\nexcept E:\n    b = 4\nelse:\n    b = 5\nfor c in a:\n    b = 6\n";
    let arena = Arena::new();
    let parsed = parse(source, &arena);
    let model = build(&parsed, source, &arena, &Options::default());
    let blocks: Vec<_> =
        model.bindings().filter(|(_, binding)| binding.name == "b").map(|(_, b)| b.block).collect();
    let mut out = String::new();
    for one in &blocks {
        let same = blocks.iter().map(|other| if model.same_branch(*one, *other) { "x" } else { "." });
        let _ = writeln!(out, "{}", same.collect::<String>());
    }
    expect![[r#"
        x.....
        .x....
        ..x.x.
        ...x..
        ..x.x.
        .....x
    "#]]
    .assert_eq(&out);
}

#[test]
fn deep_nests_are_walked_on_the_stack_that_parsing_asks_for() {
    let thread = std::thread::Builder::new().stack_size(naja_syntax::STACK_SIZE).spawn(|| {
        let mut source = String::new();
        for depth in 0..90 {
            let _ =
                writeln!(source, "{}def f{depth}(a=lambda: [b for b in (c := 1, d)]):", " ".repeat(depth));
        }
        let _ = writeln!(source, "{}return {}x{}", " ".repeat(90), "(".repeat(190), ")".repeat(190));
        let chain = format!("y = x{}\n", ".z".repeat(2_000));
        for source in [source, chain, format!("v = {}x\n", "not ".repeat(2_000))] {
            let arena = Arena::new();
            let parsed = parse(&source, &arena);
            assert!(parsed.is_valid(), "{:?}", parsed.errors.first());
            let model = build(&parsed, &source, &arena, &Options::default());
            assert!(model.unresolved().any(|(id, _)| model.reference_name(id) == "x"));
        }
    });
    assert!(thread.expect("a thread").join().is_ok());
}
