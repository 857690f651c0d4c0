//! B008: a call in a parameter's default.

use naja_base::Span;
use naja_syntax::Visitor;
use naja_syntax::ast::Expr;
use naja_syntax::visitor::walk_expr;

use super::common::dotted;
use super::immutable::{is_immutable_annotation, is_immutable_call, is_mutable_call};
use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "function-call-in-default-argument",
    code: "B008",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::Parameter], check)],
    page: include_str!("function_call_in_default_argument.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::Parameter(parameter) = node else { return };
    let Some(default) = parameter.default else { return };
    if parameter.annotation.is_some_and(|annotation| is_immutable_annotation(checker, annotation)) {
        return;
    }
    let mut calls = Calls { checker, found: Vec::new() };
    calls.visit_expr(default);
    for (name, span) in calls.found {
        let what = name.map_or_else(String::new, |name| format!(" of `{name}`"));
        let message =
            format!("the call{what} in this default is evaluated once, not at each call of the function");
        checker.report(&RULE, span, message);
    }
}

/// Collects the calls whose results should not be shared.
struct Calls<'e, 'c, 'a> {
    checker: &'e Checker<'c, 'a>,
    found: Vec<(Option<String>, Span)>,
}

impl<'a> Visitor<'a> for Calls<'_, '_, 'a> {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        match expr {
            // What a lambda calls, it calls each time.
            Expr::Lambda(_) => return,
            Expr::Call(call)
                if !is_mutable_call(self.checker, call.func)
                    && !is_immutable_call(self.checker, call.func) =>
            {
                self.found.push((dotted(call.func), call.span));
            }
            _ => {}
        }
        walk_expr(self, expr);
    }
}
