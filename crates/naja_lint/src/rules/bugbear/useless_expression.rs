//! B018: an expression by itself that does nothing.

use naja_syntax::Visitor;
use naja_syntax::ast::{Expr, FStringElement, FStringPart, Stmt};
use naja_syntax::visitor::walk_expr;

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "useless-expression",
    code: "B018",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Expr], check)],
    page: include_str!("useless_expression.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::Expr(node) = stmt else { return };
    let value = node.value;
    // Strings are docstrings and comments, `...` stands for a body; comparisons have a rule of their own.
    if matches!(
        value,
        Expr::String(_) | Expr::FString(_) | Expr::Ellipsis(_) | Expr::Compare(_) | Expr::Invalid(_)
    ) || checker.ends_cell(stmt)
    {
        return;
    }
    let mut effects = Effects { checker, found: false };
    effects.visit_expr(value);
    if !effects.found {
        checker.report(&RULE, value.span(), "useless expression: assign it to a variable or remove it");
    } else if matches!(value, Expr::Attribute(_)) {
        checker.report(&RULE, value.span(), "useless attribute access: assign it to a variable or remove it");
    }
}

/// Looks for what may do something when it is computed.
struct Effects<'e, 'c, 'a> {
    checker: &'e Checker<'c, 'a>,
    found: bool,
}

impl<'a> Visitor<'a> for Effects<'_, '_, 'a> {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        self.found |= match expr {
            Expr::Call(call) => {
                let makes_empty = call.arguments.args.is_empty()
                    && call.arguments.keywords.is_empty()
                    && matches!(call.func, Expr::Name(_))
                    && matches!(
                        self.checker.model().builtin_name(call.func),
                        Some("set" | "list" | "tuple" | "dict" | "frozenset")
                    );
                !makes_empty
            }
            // Operators are methods of their operands; those of literals are known.
            Expr::Binary(node) => !is_literal(node.left) || !is_literal(node.right),
            Expr::Await(_)
            | Expr::Yield(_)
            | Expr::YieldFrom(_)
            | Expr::Named(_)
            | Expr::Subscript(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::Generator(_)
            | Expr::Invalid(_) => true,
            _ => false,
        };
        if !self.found {
            walk_expr(self, expr);
        }
    }
}

fn is_literal(expr: Expr<'_>) -> bool {
    match expr {
        Expr::FString(node) => node.parts.iter().all(|part| match part {
            FStringPart::Literal(_) => true,
            FStringPart::FString(string) => {
                string.elements.iter().all(|element| matches!(element, FStringElement::Text(_)))
            }
        }),
        _ => {
            super::common::is_constant(expr)
                || matches!(expr, Expr::Tuple(_) | Expr::List(_) | Expr::Set(_) | Expr::Dict(_))
        }
    }
}
