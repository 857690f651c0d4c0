//! UP028: loops that only hand on what they get.

use naja_base::{Edit, Span};
use naja_semantic::{BindingKind, ScopeId};
use naja_syntax::ast::Expr;
use naja_syntax::ast::Stmt;
use naja_syntax::ast::{StmtFor, StmtFunctionDef};

use crate::checker::Checker;
use crate::compare::same;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "yield-in-for-loop",
    code: "UP028",
    category: Category::Upgrade,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::For], check)],
    page: include_str!("yield_in_for_loop.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::For(node) = stmt else { return };
    if node.is_async || !node.orelse.is_empty() {
        return;
    }
    let [Stmt::Expr(body)] = node.body else { return };
    let Expr::Yield(yielded) = body.value else { return };
    let Some(value) = yielded.value else { return };
    let mut names = Vec::new();
    if !collect(node.target, &mut names) || !same(checker.source, node.target, value) {
        return;
    }
    let Some(function) = function(checker).filter(|function| !function.is_async) else { return };
    let Some(scope) = checker.model().scope_at(function.span.start) else { return };
    let mut is_shared = false;
    for name in names {
        match uses(checker, scope, name, node) {
            Uses::Here => {}
            Uses::Shared => is_shared = true,
            Uses::Elsewhere => return,
        }
    }
    let iter = checker.text(checker.parsed.tables.with_parentheses(node.iter.span()));
    let iter = match node.iter {
        Expr::Tuple(tuple) if !tuple.parenthesized => format!("({iter})"),
        _ => iter.to_owned(),
    };
    let end = checker.parsed.tables.with_parentheses(body.value.span()).end;
    let edit = Edit::replace(Span::new(node.span.start, end), format!("yield from {iter}"));
    let finding = checker.report(&RULE, node.span, "`yield from` does what this loop does");
    if !is_shared {
        finding.unsafe_fix("Replace with `yield from`", vec![edit]);
    }
}

/// The names of a target; says whether there is nothing else in it.
fn collect<'a>(target: Expr<'a>, names: &mut Vec<&'a str>) -> bool {
    match target {
        Expr::Name(name) => {
            names.push(name.id);
            true
        }
        Expr::Tuple(tuple) => tuple.elements.iter().all(|element| collect(*element, names)),
        _ => false,
    }
}

/// The function that the current statement belongs to.
fn function<'a>(checker: &Checker<'_, 'a>) -> Option<&'a StmtFunctionDef<'a>> {
    checker.parent_statements().find_map(|stmt| match stmt {
        Stmt::FunctionDef(function) => Some(Some(function)),
        Stmt::ClassDef(_) => Some(None),
        _ => None,
    })?
}

/// Where a name is used.
enum Uses {
    /// In the loop alone.
    Here,
    /// Wherever the global or outer variable is.
    Shared,
    /// Outside of the loop too.
    Elsewhere,
}

fn uses(checker: &Checker<'_, '_>, scope: ScopeId, name: &str, node: &StmtFor<'_>) -> Uses {
    let model = checker.model();
    let mut found = Uses::Here;
    for (id, binding) in model.bindings_named(scope, name) {
        match binding.kind {
            BindingKind::Global | BindingKind::Nonlocal => found = Uses::Shared,
            _ if model.references_to(id).any(|(_, reference)| !node.span.covers(reference.span)) => {
                return Uses::Elsewhere;
            }
            _ => {}
        }
    }
    found
}
