//! B026: `f(name=value, *args)`.

use naja_syntax::ast::Expr;

use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "star-arg-unpacking-after-keyword-arg",
    code: "B026",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Call], check)],
    page: include_str!("star_arg_unpacking_after_keyword_arg.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(keyword) = call.arguments.keywords.first() else { return };
    for arg in call.arguments.args {
        if let Expr::Starred(starred) = arg
            && starred.span.start > keyword.span.start
        {
            checker.report(
                &RULE,
                starred.span,
                "an unpacked argument after a keyword argument is passed before it",
            );
        }
    }
}
