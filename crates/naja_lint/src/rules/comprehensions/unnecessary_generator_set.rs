//! C401: `set(x for x in y)`.

use naja_base::Edit;
use naja_syntax::ast::Expr;

use super::common::{argument_text, builtin, only_argument, plain_loop, same_names, to_comprehension};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-generator-set",
    code: "C401",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["set"], check)],
    page: include_str!("unnecessary_generator_set.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(Expr::Generator(comp)) = only_argument(call) else { return };
    if builtin(checker, call, &["set"]).is_none() {
        return;
    }
    let plain = plain_loop(comp.generators).filter(|part| same_names(comp.element, part.target));
    let (message, title, edits) = match plain {
        Some(part) => (
            "unnecessary generator: `set()` takes the iterable itself",
            "Rewrite using `set()`",
            vec![Edit::replace(call.span, format!("set({})", argument_text(checker, part.iter)))],
        ),
        None => (
            "unnecessary generator: write a set comprehension",
            "Rewrite as a set comprehension",
            to_comprehension(checker, call, comp, ("{", "}")),
        ),
    };
    checker.report(&RULE, call.span, message).unsafe_fix(title, edits);
}
