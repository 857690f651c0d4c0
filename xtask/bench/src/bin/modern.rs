//! What Python 3.14 and 3.15 added, compared with the parser inside ruff, since CPythons of these versions are rarely
//! at hand: verdicts and the shapes of trees, on snippets and on real code rewritten to the new syntax.
#![expect(clippy::print_stdout, reason = "a comparison is told to the person who asked for it")]

use std::path::Path;
use std::process::ExitCode;

use naja_bench::{corpus, shape};

/// Sources with the syntax of PEP 750, 758, 765, 798 and 810, good and bad.
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
