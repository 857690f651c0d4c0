//! UP037: quotes around annotations that are not evaluated.

use naja_base::{Edit, lines};
use naja_syntax::PythonVersion;
use naja_syntax::Visitor;
use naja_syntax::ast::Expr;
use naja_syntax::ast::{ExprString, Stmt};
use naja_syntax::visitor::walk_expr;

use crate::checker::Checker;
use crate::compare::string_value;
use crate::node::ExprKind;
use crate::node::Node;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "quoted-annotation",
    code: "UP037",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::String], check)],
    page: include_str!("quoted_annotation.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::String(node) = expr else { return };
    if is_postponed(checker) {
        check_annotation(checker, node);
    }
}

/// Reports the string and those inside it, if it is an annotation.
fn check_annotation<'a>(checker: &mut Checker<'_, 'a>, node: &ExprString<'a>) {
    let model = checker.model();
    let Some(annotation) = model.string_annotation(node.span) else { return };
    let Some(text) = string_value(Expr::String(node)) else { return };
    if text.starts_with([' ', '\t']) {
        return;
    }
    let loose = match annotation.expression {
        Expr::Invalid(_) => return,
        Expr::Tuple(tuple) => {
            !tuple.parenthesized && !matches!(checker.parent_expr(), Some(Expr::Subscript(_)))
        }
        Expr::Conditional(_) | Expr::Lambda(_) | Expr::Bool(_) | Expr::Compare(_) => {
            matches!(checker.parent_expr(), Some(Expr::Binary(_)))
        }
        _ => false,
    };
    let wraps = loose || lines::has_break(&text);
    let text = if wraps { format!("({text})") } else { text.into_owned() };
    checker
        .report(&RULE, node.span, "unnecessary quotes around an annotation")
        .safe_fix("Remove the quotes", vec![Edit::replace(node.span, text)]);
    if annotation.in_place {
        Nested { checker }.visit_expr(annotation.expression);
    }
}

struct Nested<'w, 'c, 'a> {
    checker: &'w mut Checker<'c, 'a>,
}

impl<'a> Visitor<'a> for Nested<'_, '_, 'a> {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        match expr {
            Expr::String(node) => check_annotation(self.checker, node),
            _ => walk_expr(self, expr),
        }
    }
}

/// Whether the current expression is in an annotation that Python does not evaluate where it is.
fn is_postponed(checker: &Checker<'_, '_>) -> bool {
    let mut around =
        checker.parents().skip_while(|node| !matches!(node, Node::Annotation(_) | Node::Stmt(_)));
    if !matches!(around.next(), Some(Node::Annotation(_))) {
        return false;
    }
    if checker.model().has_future_annotations()
        || checker.settings.target_version >= PythonVersion::new(3, 14)
    {
        return true;
    }
    // The annotations of a function's own variables are never evaluated.
    let mut around = checker.parents().filter_map(Node::stmt);
    matches!(around.next(), Some(Stmt::AnnAssign(_)))
        && around
            .find(|stmt| matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_)))
            .is_some_and(|stmt| matches!(stmt, Stmt::FunctionDef(_)))
}
