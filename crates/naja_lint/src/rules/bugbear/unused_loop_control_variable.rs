//! B007: a loop variable that the loop's body does not use.

use naja_base::hash::HashMap;
use naja_base::{Edit, Span};
use naja_semantic::BindingKind;
use naja_syntax::Visitor;
use naja_syntax::ast::{Expr, ExprName, Stmt};
use naja_syntax::visitor::walk_expr;

use super::common::bound_names;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unused-loop-control-variable",
    code: "B007",
    category: Category::Suspicious,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::For], check)],
    page: include_str!("unused_loop_control_variable.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::For(node) = stmt else { return };
    let dummies = &checker.settings.dummies;
    let mut targets = Vec::new();
    bound_names(node.target, &mut targets);
    targets.retain(|target| !dummies.has(target.id));
    if targets.is_empty() {
        return;
    }
    let last = targets.iter().enumerate().map(|(index, target)| (target.id, (index, false))).collect();
    let mut uses = Uses { checker, targets: last, sees_all: false };
    node.body.iter().for_each(|stmt| uses.visit_stmt(*stmt));
    let (last, sees_all) = (uses.targets, uses.sees_all);
    for (index, target) in targets.iter().enumerate() {
        if last[target.id] != (index, false) {
            continue;
        }
        let name = target.id;
        let verb = if sees_all { "may not be used" } else { "is not used" };
        let new = format!("_{name}");
        let can_rename = !sees_all && dummies.has(&new) && is_unused(checker, target);
        let finding =
            checker.report(&RULE, target.span, format!("loop variable `{name}` {verb} in the loop's body"));
        if can_rename {
            let edit = Edit::replace(target.span, new.as_str());
            finding.unsafe_fix(format!("Rename unused `{name}` to `{new}`"), vec![edit]);
        }
    }
}

/// Whether nothing in the scope of the loop ever reads the name.
fn is_unused<'a>(checker: &Checker<'_, 'a>, target: &ExprName<'a>) -> bool {
    let model = checker.model();
    let is_own = |span: Span, kind: BindingKind<'_>| span == target.span && matches!(kind, BindingKind::Loop);
    let Some((_, own)) =
        model.bindings_at(target.span.start).find(|(_, binding)| is_own(binding.span, binding.kind))
    else {
        return false;
    };
    !own.flags.is_declared()
        && model.bindings_named(own.scope, target.id).all(|(_, binding)| !binding.is_used())
}

/// Looks for the loop's variables in its body.
struct Uses<'e, 'c, 'a> {
    checker: &'e Checker<'c, 'a>,
    /// The place of the last target of each name, and whether the body has that name.
    targets: HashMap<&'a str, (usize, bool)>,
    /// Whether something there reads names that are not written.
    sees_all: bool,
}

impl<'a> Visitor<'a> for Uses<'_, '_, 'a> {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        match expr {
            Expr::Name(name) => {
                if let Some((_, is_used)) = self.targets.get_mut(name.id) {
                    *is_used = true;
                }
            }
            Expr::Call(call) => {
                self.sees_all |= matches!(
                    call.func,
                    Expr::Name(name) if matches!(name.id, "eval" | "exec" | "globals" | "locals" | "vars")
                ) && self.checker.model().builtin_name(call.func).is_some();
            }
            _ => {}
        }
        walk_expr(self, expr);
    }
}
