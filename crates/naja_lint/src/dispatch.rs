//! The table from kinds of nodes to the checks of the enabled rules.

use crate::node::{ExprKind, NodeKind, StmtKind};
use crate::rule::{ExprCheck, FileCheck, Hook, LineCheck, NodeCheck, Rule, StmtCheck};

/// The checks of the enabled rules, by what they look at.
#[derive(Debug)]
pub(crate) struct Dispatch {
    exprs: [Vec<ExprCheck>; ExprKind::COUNT],
    stmts: [Vec<StmtCheck>; StmtKind::COUNT],
    nodes: [Vec<NodeCheck>; NodeKind::COUNT],
    pub(crate) lines: Vec<LineCheck>,
    pub(crate) files: Vec<FileCheck>,
    pub(crate) layouts: Vec<FileCheck>,
    /// Whether any check wants the tree to be walked.
    pub(crate) walks: bool,
}

impl Dispatch {
    pub(crate) fn new(rules: impl IntoIterator<Item = &'static Rule>) -> Self {
        let mut table = Self {
            exprs: std::array::from_fn(|_| Vec::new()),
            stmts: std::array::from_fn(|_| Vec::new()),
            nodes: std::array::from_fn(|_| Vec::new()),
            lines: Vec::new(),
            files: Vec::new(),
            layouts: Vec::new(),
            walks: false,
        };
        for rule in rules {
            rule.hooks.iter().for_each(|hook| table.add(*hook));
        }
        table
    }

    fn add(&mut self, hook: Hook) {
        self.walks |= matches!(hook, Hook::Expr(..) | Hook::Stmt(..) | Hook::Node(..));
        match hook {
            Hook::Expr(kinds, check) => {
                kinds.iter().for_each(|kind| self.exprs[*kind as usize].push(check));
            }
            Hook::Stmt(kinds, check) => {
                kinds.iter().for_each(|kind| self.stmts[*kind as usize].push(check));
            }
            Hook::Node(kinds, check) => {
                kinds.iter().for_each(|kind| self.nodes[*kind as usize].push(check));
            }
            Hook::Line(check) => self.lines.push(check),
            Hook::File(check) => self.files.push(check),
            Hook::Layout(check) => self.layouts.push(check),
        }
    }

    #[inline]
    pub(crate) fn expr(&self, kind: ExprKind) -> &[ExprCheck] {
        &self.exprs[kind as usize]
    }

    #[inline]
    pub(crate) fn stmt(&self, kind: StmtKind) -> &[StmtCheck] {
        &self.stmts[kind as usize]
    }

    #[inline]
    pub(crate) fn node(&self, kind: NodeKind) -> &[NodeCheck] {
        &self.nodes[kind as usize]
    }
}
