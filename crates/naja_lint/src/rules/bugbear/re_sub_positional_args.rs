//! B034: `count`, `maxsplit` or `flags` of `re.sub` and the like by position.

use naja_syntax::ast::Expr;

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "re-sub-positional-args",
    code: "B034",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::ImportedCall(&["split", "sub", "subn"], check)],
    page: include_str!("re_sub_positional_args.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let count = call.arguments.args.len();
    if count < 3 {
        return;
    }
    let Some(name) = checker.model().qualified_name(call.func) else { return };
    let (function, parameter, most) = match name.segments() {
        ["re", "sub"] => ("sub", "count", 3),
        ["re", "subn"] => ("subn", "count", 3),
        ["re", "split"] => ("split", "maxsplit", 2),
        _ => return,
    };
    if count > most {
        let message =
            format!("`re.{function}` with `{parameter}` or `flags` by position: they are easily mixed up");
        checker.report(&RULE, call.span, message);
    }
}
