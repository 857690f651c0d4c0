//! What a check sees: the file, the way up from the node at hand, and the place for its findings.

use std::borrow::Cow;
use std::cell::OnceCell;

use naja_base::{LineIndex, Span};
use naja_semantic::{Model, Options};
use naja_syntax::ast::{Expr, Stmt};
use naja_syntax::{Arena, Parsed};

use crate::file::FileFacts;
use crate::finding::Finding;
use crate::node::Node;
use crate::rule::Rule;
use crate::settings::Settings;

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

    /// Tells of a finding. The result takes a fix, and the place of a `noqa` that counts too.
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

    /// The text of `span`.
    #[must_use]
    pub fn text(&self, span: Span) -> &'a str {
        &self.source[span.range()]
    }

    /// The nodes around the one at hand, the innermost first. The one at hand is not among them.
    pub fn parents(&self) -> impl Iterator<Item = Node<'a>> + '_ {
        self.ancestors.iter().rev().skip(1).copied()
    }

    /// The node just around the one at hand.
    #[must_use]
    pub fn parent(&self) -> Option<Node<'a>> {
        self.parents().next()
    }

    /// The innermost expression around the one at hand, looking through keywords, comprehensions and the like, but not
    /// past the statement.
    #[must_use]
    pub fn parent_expr(&self) -> Option<Expr<'a>> {
        let mut around = self.parents().take_while(|node| node.stmt().is_none());
        around.find_map(Node::expr)
    }

    /// The innermost statement that holds the node at hand, or is it.
    #[must_use]
    pub fn statement(&self) -> Option<Stmt<'a>> {
        self.ancestors.iter().rev().find_map(|node| node.stmt())
    }

    /// The statements around the innermost one, the nearest first.
    pub fn parent_statements(&self) -> impl Iterator<Item = Stmt<'a>> + '_ {
        self.ancestors.iter().rev().filter_map(|node| node.stmt()).skip(1)
    }

    /// Whether a comment lies wholly inside `span`.
    #[must_use]
    pub fn has_comment(&self, span: Span) -> bool {
        !self.parsed.tables.comments_in(span).is_empty()
    }
}
