//! UP018: calls of types that a literal replaces.

use naja_base::Edit;
use naja_base::{Applicability, lines};
use naja_syntax::ast::Expr;
use naja_syntax::ast::{BinaryOp, ExprCall, NumberKind, UnaryOp};

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "native-literals",
    code: "UP018",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["bool", "bytes", "complex", "float", "int", "str"], check)],
    page: include_str!("native_literals.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Expr::Name(name) = call.func else { return };
    let Some(empty) = empty(name.id) else { return };
    let value = match (call.arguments.args, call.arguments.keywords) {
        ([], []) => None,
        ([value], []) => Some(*value),
        ([], [keyword]) if name.id == "str" && keyword.name.is_some_and(|own| own.name == "object") => {
            Some(keyword.value)
        }
        _ => return,
    };
    if value.is_some_and(|value| !is_literal_of(name.id, value))
        || !checker.model().is_builtin(call.func, name.id)
    {
        return;
    }
    let text = replacement(checker, call, value, empty);
    let comments = checker.has_comment(call.span);
    let applicability = if comments { Applicability::Unsafe } else { Applicability::Safe };
    checker.report(&RULE, call.span, format!("unnecessary call of `{}`: use a literal", name.id)).fix_of(
        applicability,
        "Replace by a literal",
        vec![Edit::replace(call.span, text)],
    );
}

/// What a type makes without arguments.
fn empty(name: &str) -> Option<&'static str> {
    Some(match name {
        "str" => "\"\"",
        "bytes" => "b\"\"",
        "int" => "0",
        "float" => "0.0",
        "complex" => "0j",
        "bool" => "False",
        _ => return None,
    })
}

fn is_literal_of(name: &str, value: Expr<'_>) -> bool {
    match (name, value) {
        ("str", Expr::String(_)) | ("bytes", Expr::Bytes(_)) | ("bool", Expr::True(_) | Expr::False(_)) => {
            true
        }
        ("int" | "float" | "complex", Expr::Unary(node)) => {
            matches!(node.op, UnaryOp::UAdd | UnaryOp::USub)
                && matches!(node.operand, Expr::Number(_))
                && is_literal_of(name, node.operand)
        }
        ("int", Expr::Number(node)) => node.kind == NumberKind::Int,
        ("float", Expr::Number(node)) => node.kind == NumberKind::Float,
        ("complex", Expr::Number(node)) => node.kind == NumberKind::Complex,
        _ => false,
    }
}

fn replacement<'a>(
    checker: &Checker<'_, 'a>,
    call: &ExprCall<'a>,
    value: Option<Expr<'a>>,
    empty: &str,
) -> String {
    let text = value.map_or(empty, |value| checker.text(value.span()));
    let is_signed = matches!(value, Some(Expr::Unary(_)));
    let is_int = matches!(call.func, Expr::Name(name) if name.id == "int");
    let is_broken_text = matches!(value, Some(Expr::String(_) | Expr::Bytes(_)))
        && pieces(value) > 1
        && lines::has_break(text);
    let needs_parentheses = match checker.parent_expr() {
        Some(Expr::Attribute(_)) => is_int || is_signed,
        Some(Expr::Binary(node)) => is_signed && node.op == BinaryOp::Pow,
        Some(Expr::Unary(_)) | None => false,
        Some(_) => is_signed,
    };
    let mut text = match needs_parentheses || is_broken_text {
        true => format!("({text})"),
        false => text.to_owned(),
    };
    let word = |c: char| c.is_alphanumeric() || c == '_';
    if checker.source[call.span.end as usize..].starts_with(word) {
        text.push(' ');
    }
    if checker.source[..call.span.start as usize].ends_with(word) {
        text.insert(0, ' ');
    }
    text
}

fn pieces(value: Option<Expr<'_>>) -> usize {
    match value {
        Some(Expr::String(node)) => node.parts.len(),
        Some(Expr::Bytes(node)) => node.parts.len(),
        _ => 1,
    }
}
