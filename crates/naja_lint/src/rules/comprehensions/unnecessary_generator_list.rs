//! C400: `list(x for x in y)`.

use naja_base::Edit;
use naja_syntax::ast::Expr;

use super::common::{argument_text, builtin, only_argument, plain_loop, same_names, to_comprehension};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-generator-list",
    code: "C400",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["list"], check)],
    page: include_str!("unnecessary_generator_list.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(Expr::Generator(comp)) = only_argument(call) else { return };
    if builtin(checker, call, &["list"]).is_none() {
        return;
    }
    let plain = plain_loop(comp.generators).filter(|part| same_names(comp.element, part.target));
    let (message, title, edits) = match plain {
        Some(part) => (
            "unnecessary generator: `list()` takes the iterable itself",
            "Rewrite using `list()`",
            vec![Edit::replace(call.span, format!("list({})", argument_text(checker, part.iter)))],
        ),
        None => (
            "unnecessary generator: write a list comprehension",
            "Rewrite as a list comprehension",
            to_comprehension(checker, call, comp, ("[", "]")),
        ),
    };
    checker.report(&RULE, call.span, message).unsafe_fix(title, edits);
}
