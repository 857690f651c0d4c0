//! What a check sees: the file, the way up from the current node, and the place for its findings.

pub(crate) mod cells;
pub(crate) mod file;
pub(crate) mod finding;
pub(crate) mod rule;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

use naja_base::{LineIndex, Span, lines, span};
use naja_semantic::{Model, Options};
use naja_syntax::ast::{Expr, Stmt};
use naja_syntax::{Arena, Parsed};

use crate::formats::{braces, percent};
use crate::imports::TopImports;
use crate::memo::Memo;
use crate::node::Node;
use crate::settings::Settings;
use file::FileFacts;
use finding::Finding;
use rule::Rule;

/// A physical line, without its line break.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Where it is.
    pub span: Span,
    /// Its text.
    pub text: &'a str,
}

/// What a check sees.
pub struct Checker<'c, 'a> {
    /// The text.
    pub source: &'a str,
    /// The tree and its side tables.
    pub parsed: &'c Parsed<'a>,
    /// The lines of the text.
    pub lines: &'c LineIndex,
    /// What is known of the file beside its text.
    pub file: FileFacts<'c>,
    /// The settings.
    pub settings: &'c Settings,
    pub(crate) arena: &'a Arena,
    pub(crate) model: &'c OnceCell<Model<'a>>,
    pub(crate) ancestors: Vec<Node<'a>>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) memory: Memory<'a>,
}

/// What several checks ask, computed once.
pub(crate) struct Memory<'a> {
    /// The imports at the top level.
    pub(crate) top_imports: OnceCell<TopImports<'a>>,
    /// What the current `%` format asks for; `None` where it is no text.
    pub(crate) percents: Memo<Option<Result<Rc<percent::Summary>, percent::Fault>>>,
    /// The same of a `str.format` format.
    pub(crate) braces: Memo<Option<Result<Rc<braces::Summary>, braces::Fault>>>,
}

impl Memory<'_> {
    pub(crate) const fn new() -> Self {
        Self { top_imports: OnceCell::new(), percents: Memo::new(), braces: Memo::new() }
    }
}

impl<'c, 'a> Checker<'c, 'a> {
    /// Scopes, bindings and references of the file; built when first asked for.
    #[must_use]
    pub fn model(&self) -> &'c Model<'a> {
        self.model.get_or_init(|| {
            let options = Options {
                python: self.settings.target_version,
                is_stub: self.file.is_stub,
                is_package: self.file.is_init(),
                builtins: &self.settings.builtins,
                typing_modules: &self.settings.typing_modules,
            };
            naja_semantic::build(self.parsed, self.source, self.arena, &options)
        })
    }

    /// Reports a finding. The result takes a fix, and the place of a `noqa` that applies too.
    pub fn report(
        &mut self,
        rule: &'static Rule,
        span: Span,
        message: impl Into<Cow<'static, str>>,
    ) -> &mut Finding {
        let index = self.findings.len();
        self.findings.push(Finding::new(rule, span, message));
        &mut self.findings[index]
    }

    /// The physical line of this number, from 1.
    #[must_use]
    pub fn line(&self, number: u32) -> Line<'a> {
        let whole = self.lines.line_span(number, self.source);
        let text = lines::without_break(self.text(whole));
        Line { span: Span::new(whole.start, whole.start + span::offset(text.len())), text }
    }

    /// The text of `span`.
    #[must_use]
    pub fn text(&self, span: Span) -> &'a str {
        &self.source[span.range()]
    }

    /// The current node; none outside the walk.
    #[must_use]
    pub fn node(&self) -> Option<Node<'a>> {
        self.ancestors.last().copied()
    }

    /// The nodes around the current one, the innermost first. The current one is not among them.
    pub fn parents(&self) -> impl Iterator<Item = Node<'a>> + '_ {
        self.ancestors.iter().rev().skip(1).copied()
    }

    /// The node just around the current one.
    #[must_use]
    pub fn parent(&self) -> Option<Node<'a>> {
        self.parents().next()
    }

    /// The innermost expression around the current one, looking through keywords, comprehensions and the like, but not
    /// past the statement.
    #[must_use]
    pub fn parent_expr(&self) -> Option<Expr<'a>> {
        let mut around = self.parents().take_while(|node| node.stmt().is_none());
        around.find_map(Node::expr)
    }

    /// The innermost statement that holds the current node, or is it.
    #[must_use]
    pub fn statement(&self) -> Option<Stmt<'a>> {
        self.ancestors.iter().rev().find_map(|node| node.stmt())
    }

    /// The statements around the innermost one, the nearest first.
    pub fn parent_statements(&self) -> impl Iterator<Item = Stmt<'a>> + '_ {
        self.ancestors.iter().rev().filter_map(|node| node.stmt()).skip(1)
    }

    /// Whether `stmt` is the last one of a notebook's cell, whose value is shown.
    #[must_use]
    pub fn ends_cell(&self, stmt: Stmt<'a>) -> bool {
        let Some(cells) = self.file.cells else { return false };
        let body = self.parsed.body();
        let next = body.partition_point(|other| other.span().start <= stmt.span().start);
        let is_own = next > 0 && body[next - 1].span() == stmt.span();
        let home = cells.index(stmt.span().start);
        is_own && body.get(next).is_none_or(|next| cells.index(next.span().start) != home)
    }

    /// The line break that the file uses: that of its first line.
    #[must_use]
    pub fn line_ending(&self) -> &'static str {
        self.lines.ending(self.source).unwrap_or("\n")
    }

    /// One step of the file's indentation: that of its first indented block, else of its first line inside brackets,
    /// else four blanks.
    #[must_use]
    pub fn indentation(&self) -> &'a str {
        self.block_indentation().or_else(|| self.bracket_indentation()).unwrap_or("    ")
    }

    fn block_indentation(&self) -> Option<&'a str> {
        self.parsed.body().iter().find_map(|stmt| {
            let body = match stmt {
                Stmt::FunctionDef(node) => node.body,
                Stmt::ClassDef(node) => node.body,
                Stmt::If(node) => node.body,
                Stmt::For(node) => node.body,
                Stmt::While(node) => node.body,
                Stmt::With(node) => node.body,
                Stmt::Try(node) => node.body,
                _ => return None,
            };
            self.blanks_before(body.first()?.full_span().start)
        })
    }

    /// The blanks of the first line that has some and lies inside brackets.
    fn bracket_indentation(&self) -> Option<&'a str> {
        let tables = &self.parsed.tables;
        (2..=self.lines.line_count()).find_map(|number| {
            let start = self.lines.start(number);
            let line = self.text(self.lines.line_span(number, self.source));
            let text = line.trim_start_matches([' ', '\t']);
            if text.len() == line.len() || text.trim_end().is_empty() || text.starts_with('#') {
                return None;
            }
            let before = tables.multiline_strings.partition_point(|string| string.start < start);
            let in_string = before > 0 && tables.multiline_strings[before - 1].end > start;
            let continued = tables.continuations.partition_point(|offset| *offset < start);
            let continues =
                continued > 0 && self.lines.line(tables.continuations[continued - 1]) + 1 == number;
            if in_string || continues { None } else { Some(&line[..line.len() - text.len()]) }
        })
    }

    /// The blanks between the start of the line and `offset`, if there is nothing else.
    fn blanks_before(&self, offset: u32) -> Option<&'a str> {
        let before = self.text(Span::new(self.lines.start(self.lines.line(offset)), offset));
        let blank = !before.is_empty() && before.trim_matches([' ', '\t']).is_empty();
        blank.then_some(before)
    }

    /// Whether a comment lies wholly inside `span`.
    #[must_use]
    pub fn has_comment(&self, span: Span) -> bool {
        !self.parsed.tables.comments_in(span).is_empty()
    }
}
