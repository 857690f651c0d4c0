//! The statements that are changed: those of real files, and some of rare syntax.

use std::path::PathBuf;

use anyhow::Context as _;
use naja_syntax::ast::Stmt;
use naja_syntax::source::decode;
use naja_syntax::visitor::{Visitor, walk_stmt};
use naja_syntax::{Arena, Mode, ParseOptions};

use super::edit::parses;
use super::random::Random;
use crate::ecosystem::sources;

/// How many files are read for one seed.
const FILES: usize = 300;
/// The longest statement that is taken, in bytes and in lines.
const LONGEST: (usize, usize) = (700, 24);

/// Statements that real files seldom have.
const RARE: &[&str] = &[
    "match (a):\n    case [a, (b), *_] if (c): pass\n    case {'a': b, **c} | A(b=1): pass\n    case (a | b) as c: pass\n",
    "match a, b:\n    case a.b, 1 | -1j: ...\n    case _: pass\n",
    "class A[T: int, *Ts, **P](B[T], metaclass=C):\n    def f[T = int](self, /, a: T = 1, *, b: int | None = None) -> dict[str, T]: ...\n",
    "type X[T] = list[T] | dict[str, T]\n",
    "async def f(a, *args: *Ts, **kw):\n    async with a as b, c(d) as (e, f): await g\n    async for x in y: yield x\n    return [await x async for x in y]\n",
    "with (a as b, c): pass\nwith a, b as c.d: pass\nwith (yield): pass\nwith open(\"a\") as f, (b): pass\n",
    "try:\n    pass\nexcept* (A, B) as e:\n    raise X from e\nelse:\n    pass\nfinally:\n    del a, (b, c), [d]\n",
    "for (a), b, *c in (d): pass\nelse: continue_\n",
    "while (a := b(c)) and not d: break\n",
    "(a): int = (1)\nb.c: list[int] = (yield)\n(d.e): int\n",
    "a, (b, c), *d = (e) = f[g] = *h, i\n",
    "from . import (a as b, c)\nfrom ...x import y\nimport a.b as c, d\n",
    "assert (a, b), (c)\nassert x, (\n    \"message\"\n)\n",
    "return_ = lambda a, /, b=(1), *, c: (yield)\n",
    "@(a)\n@b.c(d)[e]\ndef f(a=(1), *, b: (int)) -> (str): return (a)\n",
    "x = {\"a\": '''b\n''' % c, \"d\": e if f else g, **h}\n",
    "x[a:b, c, ::d, lambda: e]\nx[a + 1 :, *b]\nx[(a)]\nx[a,]\n",
    "def f(a,): return not (a)\ndef g(*, a): ...\ndef h() -> Set[\"aaaaaaaaaaaaaaaaaaaaaaaaaa\", \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\", \"c\"]: pass\n",
    "global a, b\nnonlocal_ = 1; pass; x = 2\n",
    "if a: pass\nelif (b): pass\nelse: pass\n",
    "print(f\"{a['b']!r:>{c}} {d}\" \"e\" f'{g}')\n",
    "a += (b)\na @= (yield c)\na **= -b ** (-c)\n",
    "raise (A) from (b)\nraise A(\"a\", b)\n",
    "class A: x = 1\nclass B(): ...\nclass C((D)): '''doc'''\n",
    "def f():\n    'doc \\\\'\n    return a.b(c).d(e).f(g)[h].i\n",
    "x = aaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbb(ccccccccccc).ddddddddddddddd(eeeeeeeeeeeeeeee).f()\n",
    "if aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa and bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb in ccccccccccccccccccccc[d]: pass\n",
];

/// Statements to choose from.
pub struct Pool {
    statements: Vec<String>,
}

impl Pool {
    /// The statements of some files, which the numbers choose, under `folders`.
    ///
    /// # Errors
    /// When the files can't be read.
    pub fn read(folders: &[PathBuf], random: &mut Random) -> anyhow::Result<Self> {
        let sources = sources::read(folders)?;
        let mut statements = Vec::new();
        for _ in 0..FILES {
            let source = random.pick(&sources).context("there is no Python file")?;
            if let Ok(decoded) = decode(source.bytes.clone()) {
                collect(&decoded.text, &mut statements);
            }
        }
        Ok(Self { statements })
    }

    /// One statement, or two or three side by side.
    pub fn pick(&self, random: &mut Random) -> Option<String> {
        if random.once_in(5) {
            return random.pick(RARE).map(|text| (*text).to_owned());
        }
        let mut text = random.pick(&self.statements)?.clone();
        while random.once_in(6) {
            text.push_str(random.pick(&self.statements)?);
        }
        Some(text)
    }
}

fn collect(text: &str, statements: &mut Vec<String>) {
    if text.contains('\r') {
        return;
    }
    let arena = Arena::new();
    let parsed = naja_syntax::parse_with(text, &arena, ParseOptions::from(Mode::Module));
    if parsed.errors.is_empty() {
        let mut collector = Collector { text, statements };
        collector.visit_body(parsed.body());
    }
}

struct Collector<'t> {
    text: &'t str,
    statements: &'t mut Vec<String>,
}

impl<'a> Visitor<'a> for Collector<'_> {
    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        let span = stmt.full_span();
        let start = self.text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[span.end as usize..].find('\n').map(|at| span.end as usize + at + 1);
        if let Some(end) = end
            && end - start <= LONGEST.0
            && self.text[start..span.start as usize].trim().is_empty()
        {
            let indent = span.start as usize - start;
            let dedented = |line: &str| {
                let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
                line[blanks.min(indent)..].to_owned()
            };
            let lines: Vec<String> = self.text[start..end].split_inclusive('\n').map(dedented).collect();
            let whole = lines.concat();
            if lines.len() <= LONGEST.1 && parses(&whole) {
                self.statements.push(whole);
            }
        }
        walk_stmt(self, stmt);
    }
}
