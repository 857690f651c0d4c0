//! B020: a loop whose variable has the name of what it goes through.

use naja_syntax::Visitor;
use naja_syntax::ast::{Comprehension, Expr, Stmt};
use naja_syntax::visitor::walk_expr;

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "loop-variable-overrides-iterator",
    code: "B020",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::For], check)],
    page: include_str!("loop_variable_overrides_iterator.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::For(node) = stmt else { return };
    let mut targets = Names::default();
    targets.visit_expr(node.target);
    let mut read = Names { skips_inner: true, ..Names::default() };
    read.visit_expr(node.iter);
    for (index, (name, span)) in targets.found.iter().enumerate() {
        let is_last = targets.found[index + 1..].iter().all(|(later, _)| later != name);
        if is_last && read.found.iter().any(|(other, _)| other == name) {
            checker.report(
                &RULE,
                *span,
                format!("loop variable `{name}` overrides the iterable of the loop"),
            );
        }
    }
}

/// Collects names.
#[derive(Default)]
struct Names<'a> {
    found: Vec<(&'a str, naja_base::Span)>,
    /// Whether lambdas and the elements of comprehensions, which have names of their own, are left out.
    skips_inner: bool,
}

impl<'a> Visitor<'a> for Names<'a> {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        match expr {
            Expr::Name(name) => self.found.push((name.id, name.span)),
            Expr::Lambda(_) if self.skips_inner => {}
            Expr::ListComp(node) | Expr::SetComp(node) | Expr::Generator(node) if self.skips_inner => {
                node.generators.iter().for_each(|part| self.visit_comprehension(part));
            }
            Expr::DictComp(node) if self.skips_inner => {
                node.generators.iter().for_each(|part| self.visit_comprehension(part));
            }
            _ => walk_expr(self, expr),
        }
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension<'a>) {
        self.visit_expr(comprehension.iter);
    }
}
