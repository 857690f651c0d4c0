//! What a rule is.

use naja_syntax::ast::{Expr, Stmt};

use super::Checker;
use crate::node::{ExprKind, Node, NodeKind, StmtKind};

/// A rule: what it is called, and where it looks.
#[derive(Debug)]
pub struct Rule {
    /// Its name, read after "allow": `unused-import`.
    pub name: &'static str,
    /// The code under which flake8 and its heirs know it: `F401`.
    pub code: &'static str,
    /// What it is about.
    pub category: Category,
    /// Whether its findings can be fixed.
    pub fix: FixKind,
    /// The version of naja that has it first.
    pub since: &'static str,
    /// Where it looks. Empty for rules that the engine itself raises.
    pub hooks: &'static [Hook],
    /// Its documentation, in Markdown.
    pub page: &'static str,
}

impl Rule {
    /// Whether a `noqa` can silence it: not the syntax, and not our own failures.
    pub(crate) fn is_suppressible(&self) -> bool {
        !self.hooks.is_empty() || !self.page.is_empty()
    }

    /// Where its documentation is, relative to the project's own.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        (!self.page.is_empty()).then(|| format!("rules/{}", self.name))
    }
}

/// What a rule is about. Rules of the first two categories are on by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// The code fails, or does something else than it says.
    Correctness,
    /// The code is most likely not what was meant.
    Suspicious,
    /// Newer Python has a better way.
    Upgrade,
    /// The same can be said in less.
    Simplify,
    /// The same can be had faster.
    Performance,
    /// How the code looks.
    Style,
}

impl Category {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Correctness, Self::Suspicious, Self::Upgrade, Self::Simplify, Self::Performance, Self::Style];

    /// Whether its rules are on when nobody chooses.
    #[must_use]
    pub const fn is_default(self) -> bool {
        matches!(self, Self::Correctness | Self::Suspicious)
    }

    /// Its name in `select` and in `naja rule`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Correctness => "correctness",
            Self::Suspicious => "suspicious",
            Self::Upgrade => "upgrade",
            Self::Simplify => "simplify",
            Self::Performance => "performance",
            Self::Style => "style",
        }
    }
}

/// Whether a rule's findings can be fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FixKind {
    /// Never.
    None,
    /// Some of them.
    Sometimes,
    /// All of them.
    Always,
}

/// A check of an expression.
pub type ExprCheck = for<'c, 'a> fn(&mut Checker<'c, 'a>, Expr<'a>);
/// A check of a statement.
pub type StmtCheck = for<'c, 'a> fn(&mut Checker<'c, 'a>, Stmt<'a>);
/// A check of any other node.
pub type NodeCheck = for<'c, 'a> fn(&mut Checker<'c, 'a>, Node<'a>);
/// A check of the file as a whole.
pub type FileCheck = for<'c, 'a> fn(&mut Checker<'c, 'a>);

/// Where a rule looks.
#[derive(Clone, Copy, Debug)]
pub enum Hook {
    /// At each expression of these kinds, parents before children, in the order of the source.
    Expr(&'static [ExprKind], ExprCheck),
    /// At each call of what is written as one of these names, or as an attribute of that name.
    Call(&'static [&'static str], ExprCheck),
    /// As [`Hook::Call`], and also where the name was imported as another one.
    ImportedCall(&'static [&'static str], ExprCheck),
    /// At each statement of these kinds, parents before children, in the order of the source.
    Stmt(&'static [StmtKind], StmtCheck),
    /// At each other node of these kinds.
    Node(&'static [NodeKind], NodeCheck),
    /// Once, before the tree is walked: for what the text, the side tables or the model show without it.
    File(FileCheck),
    /// As [`Hook::File`], but also where the syntax is broken and the tree is therefore not looked at.
    Layout(FileCheck),
}
