//! The table from kinds of nodes to the checks of the enabled rules.

use crate::node::{ExprKind, NodeKind, StmtKind};
use crate::rule::{ExprCheck, FileCheck, Hook, NodeCheck, Rule, StmtCheck};

/// The checks of the enabled rules, by what they look at.
#[derive(Debug)]
pub(crate) struct Dispatch {
    exprs: [Vec<ExprCheck>; ExprKind::COUNT],
    stmts: [Vec<StmtCheck>; StmtKind::COUNT],
    nodes: [Vec<NodeCheck>; NodeKind::COUNT],
    pub(crate) calls: Calls,
    /// As `calls`, for what was imported under a name of its own.
    pub(crate) renamed_calls: Calls,
    pub(crate) files: Vec<FileCheck>,
    pub(crate) layouts: Vec<FileCheck>,
    /// Whether any check wants the tree to be walked.
    pub(crate) walks: bool,
}

/// Checks of calls, by the name of what is called.
#[derive(Debug)]
pub(crate) struct Calls {
    /// By [`Calls::bucket`].
    buckets: [Vec<(&'static str, ExprCheck)>; Self::BUCKETS],
    pub(crate) is_empty: bool,
}

impl Dispatch {
    pub(crate) fn new(rules: impl IntoIterator<Item = &'static Rule>) -> Self {
        let mut table = Self {
            exprs: std::array::from_fn(|_| Vec::new()),
            stmts: std::array::from_fn(|_| Vec::new()),
            nodes: std::array::from_fn(|_| Vec::new()),
            calls: Calls::new(),
            renamed_calls: Calls::new(),
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
        self.walks |= !matches!(hook, Hook::File(_) | Hook::Layout(_));
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
            Hook::Call(names, check) => self.calls.add(names, check),
            Hook::ImportedCall(names, check) => {
                self.calls.add(names, check);
                self.renamed_calls.add(names, check);
            }
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

impl Calls {
    const BUCKETS: usize = 256;

    fn new() -> Self {
        Self { buckets: std::array::from_fn(|_| Vec::new()), is_empty: true }
    }

    fn add(&mut self, names: &[&'static str], check: ExprCheck) {
        self.is_empty &= names.is_empty();
        for name in names {
            self.buckets[Self::bucket(name)].push((name, check));
        }
    }

    /// The checks of calls of `name`.
    #[inline]
    pub(crate) fn of<'t>(&'t self, name: &'t str) -> impl Iterator<Item = ExprCheck> + 't {
        let bucket = self.buckets[Self::bucket(name)].iter();
        bucket.filter(move |(own, _)| *own == name).map(|(_, check)| *check)
    }

    /// Where a name belongs: nearly every name that is not asked for belongs to an empty one.
    #[inline]
    fn bucket(name: &str) -> usize {
        let bytes = name.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return 0 };
        (bytes.len() * 57 + usize::from(*first) * 9 + usize::from(*last) * 5) % Self::BUCKETS
    }
}

#[cfg(test)]
mod tests {
    use super::{Calls, Dispatch};
    use crate::rules;

    #[test]
    fn calls_are_found_by_their_names() {
        let dispatch = Dispatch::new(rules::all());
        assert_eq!(dispatch.calls.of("zip").count(), 1);
        assert!(dispatch.calls.of("list").count() > 3);
        assert_eq!(dispatch.renamed_calls.of("warn").count(), 1);
        assert_eq!(dispatch.calls.of("").count() + dispatch.calls.of("zi").count(), 0);
        assert!(Calls::new().is_empty && !dispatch.calls.is_empty);
    }
}
