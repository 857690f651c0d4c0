//! E721: a comparison of types by equality.

use super::comparison;
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_syntax::ast::{CompareOp, Expr};

pub(crate) static RULE: Rule = Rule {
    name: "type-comparison",
    code: "E721",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Compare], check)],
    page: include_str!("type_comparison.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Compare(node) = expr else { return };
    for pair in comparison::pairs(node) {
        if !matches!(pair.op, CompareOp::Eq | CompareOp::NotEq)
            || !(is_type(checker, pair.left) || is_type(checker, pair.right))
            || is_dtype(pair.left)
            || is_dtype(pair.right)
        {
            continue;
        }
        checker.report(
            &RULE,
            node.span,
            "use `is` and `is not` for type comparisons, or `isinstance()` for isinstance checks",
        );
    }
}

/// Builtin classes whose names do not end as those of exceptions do.
const CLASSES: &[&str] = &[
    "BaseException",
    "Exception",
    "GeneratorExit",
    "KeyboardInterrupt",
    "StopAsyncIteration",
    "StopIteration",
    "SystemExit",
    "bool",
    "bytearray",
    "bytes",
    "classmethod",
    "complex",
    "dict",
    "enumerate",
    "filter",
    "float",
    "frozenset",
    "int",
    "list",
    "map",
    "memoryview",
    "object",
    "property",
    "range",
    "reversed",
    "set",
    "slice",
    "staticmethod",
    "str",
    "super",
    "tuple",
    "type",
    "zip",
];

/// Whether `expr` is a builtin class, or a call of `type`.
fn is_type<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>) -> bool {
    match expr {
        Expr::Call(call) => {
            let Expr::Name(name) = call.func else { return false };
            name.id == "type" && checker.model().is_builtin(call.func, "type")
        }
        Expr::Name(name) => {
            let known =
                CLASSES.contains(&name.id) || name.id.ends_with("Error") || name.id.ends_with("Warning");
            known && checker.model().is_builtin(expr, name.id)
        }
        _ => false,
    }
}

/// Whether `expr` is the `dtype` of an array, which compares as it should.
fn is_dtype(expr: Expr<'_>) -> bool {
    matches!(expr, Expr::Attribute(node) if node.attr == "dtype")
}
