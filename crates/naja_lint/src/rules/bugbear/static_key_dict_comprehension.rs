//! B035: a dict comprehension whose key never changes.

use naja_base::lines;
use naja_syntax::Visitor;
use naja_syntax::ast::{Expr, ExprName};
use naja_syntax::visitor::walk_expr;

use super::common::{bound_names, is_constant};
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "static-key-dict-comprehension",
    code: "B035",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::DictComp], check)],
    page: include_str!("static_key_dict_comprehension.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::DictComp(comp) = expr else { return };
    let Some(key) = comp.item.key else { return };
    let mut names = Vec::new();
    comp.generators.iter().for_each(|part| bound_names(part.target, &mut names));
    let mut walrus = Named(&mut names);
    walrus.visit_expr(comp.item.value);
    comp.generators.iter().for_each(|part| walrus.visit_comprehension(part));
    if is_static(key, &names) {
        let text = checker.text(key.span());
        let message = if lines::has_break(text) {
            "the dict comprehension has the same key each time".to_owned()
        } else {
            format!("the dict comprehension has the same key each time: `{text}`")
        };
        checker.report(&RULE, key.span(), message);
    }
}

/// Collects the names that `:=` binds.
struct Named<'n, 'a>(&'n mut Vec<&'a ExprName<'a>>);

impl<'a> Visitor<'a> for Named<'_, 'a> {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        if let Expr::Named(node) = expr {
            bound_names(node.target, self.0);
        }
        walk_expr(self, expr);
    }
}

/// Whether `expr` is the same in each round: constants, and names that the comprehension does not bind.
fn is_static(expr: Expr<'_>, bound: &[&ExprName<'_>]) -> bool {
    let mut pending = vec![expr];
    while let Some(expr) = pending.pop() {
        match expr {
            Expr::Name(name) if bound.iter().all(|other| other.id != name.id) => {}
            Expr::Attribute(node) => pending.push(node.value),
            Expr::Subscript(node) => pending.extend([node.value, node.index]),
            Expr::Tuple(node) => pending.extend(node.elements),
            Expr::Binary(node) => pending.extend([node.left, node.right]),
            Expr::Unary(node) => pending.push(node.operand),
            _ if is_constant(expr) => {}
            _ => return false,
        }
    }
    true
}
