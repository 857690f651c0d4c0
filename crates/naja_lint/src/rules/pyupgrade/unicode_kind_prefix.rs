//! UP025: the prefix `u`.

use naja_base::Edit;
use naja_base::Span;
use naja_syntax::ast::Expr;
use naja_syntax::ast::{FStringPart, StringLiteral};

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unicode-kind-prefix",
    code: "UP025",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::String, ExprKind::FString], check)],
    page: include_str!("unicode_kind_prefix.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    match expr {
        Expr::String(node) => node.parts.iter().for_each(|part| check_literal(checker, part)),
        Expr::FString(node) => {
            for part in node.parts {
                if let FStringPart::Literal(literal) = part {
                    check_literal(checker, literal);
                }
            }
        }
        _ => {}
    }
}

fn check_literal(checker: &mut Checker<'_, '_>, literal: &StringLiteral<'_>) {
    if literal.flags.is_unicode() {
        let edit = Edit::delete(Span::new(literal.start, literal.start + 1));
        checker
            .report(&RULE, literal.span(), "unnecessary prefix `u`")
            .safe_fix("Remove the prefix", vec![edit]);
    }
}
