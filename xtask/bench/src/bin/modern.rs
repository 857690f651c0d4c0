//! What Python 3.14 and 3.15 added, compared with the parser inside ruff, since CPythons of these versions are rarely
//! available: verdicts and the shapes of trees, on snippets and on real code rewritten to the new syntax.
#![expect(clippy::print_stdout, reason = "a comparison is printed for the person who asked for it")]

use std::path::Path;
use std::process::ExitCode;

use naja_bench::{corpus, shape};

/// Sources with the syntax of PEP 695, 696, 701, 750, 758, 765, 798 and 810, good and bad.
const SNIPPETS: &[&str] = &[
    "t'a{b}c'",
    "t\"{a!r:>{b}}\" t'{c = }'",
    "rt'\\d{a}' Tr\"\\d{b}\"",
    "t'''\n{a}\n'''",
    "t'{t'{t'{a}'}'}'",
    "t'' ",
    "t'{a' ",
    "t'{}' ",
    "t'a' 'b'",
    "'a' t'b'",
    "t'a' f'b'",
    "bt'a'",
    "try:\n    pass\nexcept A, B:\n    pass\n",
    "try:\n    pass\nexcept A, B, C.d:\n    pass\n",
    "try:\n    pass\nexcept* A, B:\n    pass\n",
    "try:\n    pass\nexcept A, B as c:\n    pass\n",
    "try:\n    pass\nexcept (A, B) as c:\n    pass\n",
    "try:\n    pass\nexcept A,:\n    pass\n",
    "try:\n    pass\nexcept *A, B as c:\n    pass\n",
    "def f():\n    try:\n        pass\n    finally:\n        return 1\n",
    "lazy import a",
    "lazy import a.b as c, d",
    "lazy from a import b",
    "lazy from .a import b as c",
    "lazy from a import (b, c)",
    "lazy = 1\nlazy.a\nlazy(1)\nlazy",
    "lazy: int = 2\nlazy += 3",
    "lazy import",
    "lazy a",
    "lazy\nimport a",
    "lazy from a",
    "[*a for a in b]",
    "{*a for a in b}",
    "{**a for a in b}",
    "(*a for a in b)",
    "f(*a for a in b)",
    "{**a: b for a in b}",
    "class A[T = int, *Ts = *tuple[int], **P = [int]]: pass",
    "t'a' t'b'",
    "t'a' t'b{c}' T'd'",
    "f't{t'{a}'}'",
    "t'{f'{a}'}'",
    "t'{a:{b}}'",
    "t'{a!s}' t'{a!r:x}'",
    "t'{a=}' t'{a=!r:>3}'",
    "t'{{}}' t'{{{a}}}'",
    "t'}'",
    "t'{a!x}'",
    "t'{a b}'",
    "t'{*a}' t'{yield}' t'{await a}'",
    "t'{lambda a: b}'",
    "t'{(lambda a: b)}'",
    "tr'\\{a}'",
    "ut'a'",
    "ft'a'",
    "tf'a'",
    "t'\\N{DIGIT ONE}{a}'",
    "t\"\"\"\n a {b # comment\n}\"\"\"",
    "match a:\n    case t'a': pass\n",
    "match a:\n    case f'a': pass\n",
    "def f(): t'doc'\n",
    "b'a' t'b'",
    "t'a'.b[c](d)",
    "x: t'a' = 1",
    "try:\n    pass\nexcept A, B, :\n    pass\n",
    "try:\n    pass\nexcept A.b, C():\n    pass\n",
    "try:\n    pass\nexcept A or B, C:\n    pass\n",
    "try:\n    pass\nexcept *A:\n    pass\n",
    "try:\n    pass\nexcept *A, B:\n    pass\n",
    "try:\n    pass\nexcept *(A, B) as c:\n    pass\n",
    "try:\n    pass\nexcept *A, *B:\n    pass\n",
    "try:\n    pass\nexcept A, *B:\n    pass\n",
    "try:\n    pass\nexcept A, B as c, D:\n    pass\n",
    "try:\n    pass\nexcept A, (B, C):\n    pass\n",
    "try:\n    pass\nexcept A if b else C, D:\n    pass\n",
    "try:\n    pass\nexcept lambda: a, D:\n    pass\n",
    "try:\n    pass\nexcept (yield), D:\n    pass\n",
    "try:\n    pass\nexcept A := B, D:\n    pass\n",
    "try:\n    pass\nexcept\\\n A, B:\n    pass\n",
    "try:\n    pass\nexcept* A, B: pass\nexcept* C: pass\n",
    "lazy import a, b",
    "lazy from . import a",
    "lazy from .. import (a as b, c,)",
    "lazy from ...a.b import c",
    "lazy import a; lazy import b",
    "if a:\n    lazy import b\n",
    "lazy import lazy",
    "lazy from lazy import lazy as lazy",
    "import lazy",
    "from lazy import a",
    "lazy = lazy",
    "lazy, a = b",
    "lazy[0] = 1",
    "lazy.a = 1",
    "lazy(import_)",
    "lazy if a else b",
    "lazy in a",
    "lazy is not a",
    "lazy not in a",
    "lazy;",
    "lazy @ a",
    "lazy async",
    "lazy def f(): pass",
    "async lazy import a",
    "lazy lazy import a",
    "lazy import (a)",
    "lazy from a import",
    "for lazy in a: pass",
    "def lazy(): pass",
    "class lazy: pass",
    "del lazy",
    "x = lazy import a",
    "match lazy:\n    case lazy: pass\n",
    "type lazy = lazy",
    "@lazy\ndef f(): pass",
    "[*a for a in b for c in d if e]",
    "[*(a) for a in b]",
    "[*a, b for a in b]",
    "{*a, *b for a in b}",
    "{**a for a in b if c}",
    "{**a, b: c for a in b}",
    "{*a: b for a in b}",
    "{a: *b for a in b}",
    "f(*a for a in b, c)",
    "f(c, *a for a in b)",
    "f(c, (*a for a in b))",
    "f(**a for a in b)",
    "f(a=*b for b in c)",
    "class A(*a for a in b): pass",
    "[*a async for a in b]",
    "(*a async for a in b)",
    "f(*a async for a in b)",
    "[**a for a in b]",
    "(**a for a in b)",
    "[a := b for c in d]",
    "[*a := b for c in d]",
    "[*await a for a in b]",
    "[*a or b for a in b]",
    "[*a | b for a in b]",
    "f(*a or b for a in b)",
    "f(*a if b else c for a in b)",
    "def f[T = int](): pass",
    "def f[T: (int, str) = int, *Ts = *tuple[int, ...], **P = ...](): pass",
    "def f[*Ts: int](): pass",
    "def f[**P: int](): pass",
    "def f[](): pass",
    "def f[T,](): pass",
    "type A[] = int",
    "type A[*Ts = int] = int",
    "type = 1\ntype.a\ntype(a)\ntype[a]",
    "with (a, b): pass",
    "with (a as b, c): pass",
    "with (a, b) as c: pass",
    "with (a, b), c: pass",
    "with (yield a): pass",
    "with (yield a) as b: pass",
    "with (a := b): pass",
    "with (a := b, c): pass",
    "with (a := b) as c: pass",
    "with (a for a in b): pass",
    "with (a).b: pass",
    "with (a)(b) as c, d: pass",
    "with (a, *b): pass",
    "with (a as b): pass",
    "with (a as b,): pass",
    "with (a as b).c: pass",
    "with (): pass",
    "with a, (b as c): pass",
    "for a in *b, c: pass",
    "for *a, b in c: pass",
    "a[*b]",
    "a[*b, c]",
    "a[*b:c]",
    "a[b:=c]",
    "a[b:=c, d:=e]",
    "a[b:=c:d]",
    "{a := b}",
    "{a := b: c}",
    "f(a := b)",
    "f(a=b := c)",
    "@a := b\ndef f(): pass",
    "@a[b].c or d\nclass e: pass",
    "def f(*a: *b): pass",
    "def f(a: *b): pass",
    "lambda *a: b",
    "lambda a, /, b, *, c: d",
    "print a",
    "0_0",
    "0xfor a in b",
    "1if a else b",
    "1_000j",
    "f'{a!r:^{b}.{c}}'",
    "f'{a:{b:{c}}}'",
    "f'{'a'}'",
    "f'{a['b']}'",
    "f'{a\n}'",
    "f'{a # b\n}'",
    "f'{a:\n}'",
    "f'{a!r }'",
    "f'{a! r}'",
    "f'{a !r}'",
    "f'{a = }'",
    "f'{a == b}'",
    "f'{a != b}'",
    "f'{a:=b}'",
    "f'{(a:=b)}'",
    "f'{a,}'",
    "f'{*a, b}'",
    "f'{ }'",
    "f'{:x}'",
    "f'{!r}'",
    "f'{a}}'",
    "f'{'",
    "f'{a:'",
    "f'{a:{'",
    "type A[T: int = str] = list[T]",
];

fn main() -> ExitCode {
    let folders: Vec<String> = std::env::args().skip(1).collect();
    let work = move || compare(&folders);
    let worker = std::thread::Builder::new().stack_size(naja_syntax::STACK_SIZE).spawn(work);
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(0))) => ExitCode::SUCCESS,
        Ok(Ok(Ok(_))) => ExitCode::FAILURE,
        _ => ExitCode::from(2),
    }
}

/// Compares snippets and rewritten code; the number of differences.
fn compare(folders: &[String]) -> anyhow::Result<usize> {
    let mut differences = 0;
    for snippet in SNIPPETS {
        differences += usize::from(!same(snippet, snippet));
    }
    let mut rewritten = 0;
    for folder in folders {
        for source in corpus::read(Path::new(folder))? {
            let modern = modern(&source);
            if modern != source {
                rewritten += 1;
                let name = modern.lines().next().unwrap_or_default();
                differences += usize::from(!same(name, &modern));
            }
        }
    }
    println!("modern: {} snippets, {rewritten} rewritten files, {differences} differ", SNIPPETS.len());
    Ok(differences)
}

fn same(name: &str, source: &str) -> bool {
    match (shape::ours(source), shape::theirs(source)) {
        (Ok(ours), Ok(theirs)) if ours == theirs => true,
        (Err(_), Err(_)) => true,
        (Ok(ours), Ok(theirs)) => {
            let mut apart = ours.symmetric_difference(&theirs);
            println!("{name:?}: the trees differ, at {:?} for one", apart.next());
            false
        }
        (Ok(_), Err(error)) => {
            println!("{name:?}: ruff alone rejects it: {error}");
            false
        }
        (Err(error), Ok(_)) => {
            println!("{name:?}: naja alone rejects it: {error}");
            false
        }
    }
}

/// Real code with newer syntax: f-strings as t-strings, lazy imports, exceptions without parentheses.
fn modern(source: &str) -> String {
    let mut modern = String::with_capacity(source.len() + 64);
    for line in source.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let is_top = trimmed.len() == line.len();
        if is_top
            && (trimmed.starts_with("import ") || trimmed.starts_with("from "))
            && !trimmed.contains("__future__")
        {
            modern.push_str("lazy ");
        }
        let bare = trimmed.strip_prefix("except (").and_then(|rest| rest.trim_end().strip_suffix("):"));
        if let Some(names) = bare.filter(|names| names.contains(',') && !names.contains(['(', ')'])) {
            modern.extend([&line[..line.len() - trimmed.len()], "except ", names, ":\n"]);
        } else if !source.contains("f'''") && !source.contains("f\"\"\"") {
            modern.push_str(&line.replace(" f\"", " t\"").replace("(f\"", "(t\"").replace("(f'", "(t'"));
        } else {
            modern.push_str(line);
        }
    }
    modern
}
