//! Finds the blocks of imports: runs of import statements with nothing else between them.

use naja_base::span::{Span, offset};
use naja_syntax::Visitor;
use naja_syntax::ast::{Expr, Stmt};
use naja_syntax::visitor::walk_stmt;

use crate::checker::Checker;

/// A run of import statements.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// The statements, at least one.
    pub stmts: Vec<Stmt<'a>>,
    /// What follows in the same body.
    pub next: Option<Stmt<'a>>,
    /// Whether the block is inside another statement.
    pub nested: bool,
}

/// Every block of the file, in the order of the source; none under `isort: skip_file`.
pub(super) fn blocks<'a>(checker: &Checker<'_, 'a>) -> Vec<Block<'a>> {
    let actions = Actions::read(checker);
    if actions.skip_file {
        return Vec::new();
    }
    let mut finder = Finder { checker, actions, depth: 0, blocks: Vec::new() };
    finder.visit_body(checker.parsed.body());
    finder.blocks
}

/// Whether a comment keeps the file from being sorted.
pub(super) fn is_skipped(checker: &Checker<'_, '_>) -> bool {
    Actions::read(checker).skip_file
}

/// What comments tell the sorter.
#[derive(Debug, Default)]
struct Actions {
    skip_file: bool,
    /// From an `off` to its `on`.
    off: Vec<Span>,
    /// Comments that part a block.
    splits: Vec<u32>,
    /// The lines whose statements comments exempt.
    skipped_lines: Vec<u32>,
}

impl Actions {
    fn read(checker: &Checker<'_, '_>) -> Self {
        let mut actions = Self::default();
        if memchr::memmem::find(checker.source.as_bytes(), b"isort:").is_none() {
            return actions;
        }
        let mut off = None;
        actions.skip_file = checker.settings.isort.style.reads_docstrings() && docstring_skips(checker);
        for comment in &checker.parsed.tables.comments {
            // A comment can hold something for other tools first.
            let Some((_, word)) = checker.text(*comment).split_once("isort:") else { continue };
            match word.trim_start().split([' ', '\t', '#']).next().unwrap_or("") {
                "skip_file" => actions.skip_file = true,
                "split" => actions.splits.push(comment.start),
                "skip" => actions.skipped_lines.push(checker.lines.line(comment.start)),
                "off" => off = off.or(Some(comment.start)),
                "on" => actions.off.extend(off.take().map(|start| Span::new(start, comment.end))),
                _ => {}
            }
        }
        actions.off.extend(off.map(|start| Span::new(start, offset(checker.source.len()))));
        actions
    }

    fn splits_between(&self, start: u32, end: u32) -> bool {
        let next = self.splits.partition_point(|split| *split < start);
        self.splits.get(next).is_some_and(|split| *split < end)
    }

    fn is_off(&self, offset: u32) -> bool {
        let next = self.off.partition_point(|off| off.start <= offset);
        next > 0 && self.off[next - 1].contains(offset)
    }

    fn is_skipped(&self, line: u32) -> bool {
        self.skipped_lines.binary_search(&line).is_ok()
    }
}

/// Whether the module's docstring says what a comment `isort: skip_file` does.
fn docstring_skips(checker: &Checker<'_, '_>) -> bool {
    let Some(Stmt::Expr(first)) = checker.parsed.body().first() else { return false };
    let Expr::String(string) = first.value else { return false };
    let text = checker.text(string.span);
    text.contains("isort:skip_file") || text.contains("isort: skip_file")
}

struct Finder<'f, 'c, 'a> {
    checker: &'f Checker<'c, 'a>,
    actions: Actions,
    depth: u32,
    blocks: Vec<Block<'a>>,
}

impl<'a> Finder<'_, '_, 'a> {
    /// Whether the statement takes part in sorting.
    fn is_sortable(&self, stmt: Stmt<'a>) -> bool {
        let is_import = match stmt {
            Stmt::Import(node) => !node.is_lazy,
            Stmt::ImportFrom(node) => !node.is_lazy,
            _ => false,
        };
        let span = stmt.span();
        is_import
            && !self.actions.is_off(span.start)
            && ![span.start, span.end].iter().any(|at| self.actions.is_skipped(self.checker.lines.line(*at)))
    }
}

impl<'a> Visitor<'a> for Finder<'_, '_, 'a> {
    fn visit_body(&mut self, body: &'a [Stmt<'a>]) {
        let mut run: Vec<Stmt<'a>> = Vec::new();
        let nested = self.depth > 0;
        for stmt in body {
            let sortable = self.is_sortable(*stmt);
            if let Some(last) = run.last() {
                let (end, start) = (last.span().end, stmt.span().start);
                let ends_cell = self.checker.file.is_parted(end, start);
                if !sortable || ends_cell || self.actions.splits_between(end, start) {
                    let next = (!ends_cell).then_some(*stmt);
                    self.blocks.push(Block { stmts: std::mem::take(&mut run), next, nested });
                }
            }
            if sortable {
                run.push(*stmt);
            } else {
                self.depth += 1;
                self.visit_stmt(*stmt);
                self.depth -= 1;
            }
        }
        if !run.is_empty() {
            self.blocks.push(Block { stmts: run, next: None, nested });
        }
    }

    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        if stmt.is_compound() {
            walk_stmt(self, stmt);
        }
    }

    // No statement hides in an expression.
    fn visit_expr(&mut self, _expr: Expr<'a>) {}
}
