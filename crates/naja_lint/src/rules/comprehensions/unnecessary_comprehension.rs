//! C416: `[x for x in y]`, `{k: v for k, v in y}`.

use naja_base::Edit;
use naja_syntax::ast::{Expr, ExprDictComp};

use super::common::{is_available, outer_text, padded, plain_loop};
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-comprehension",
    code: "C416",
    category: Category::Performance,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::ListComp, ExprKind::SetComp, ExprKind::DictComp], check)],
    page: include_str!("unnecessary_comprehension.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let (name, iter) = match expr {
        Expr::ListComp(comp) | Expr::SetComp(comp) => {
            let Some(part) = plain_loop(comp.generators) else { return };
            let (Expr::Name(element), Expr::Name(target)) = (comp.element, part.target) else { return };
            if element.id != target.id {
                return;
            }
            (if matches!(expr, Expr::ListComp(_)) { "list" } else { "set" }, part.iter)
        }
        Expr::DictComp(comp) => match copied(comp) {
            Some(iter) => ("dict", iter),
            None => return,
        },
        _ => return,
    };
    if !is_available(checker, name) {
        return;
    }
    let mut text = outer_text(checker, iter).to_owned();
    if matches!(iter, Expr::Tuple(tuple) if !tuple.parenthesized) {
        text = format!("({text})");
    }
    let edit = Edit::replace(expr.span(), padded(checker, expr.span(), &format!("{name}({text})")));
    checker
        .report(&RULE, expr.span(), format!("unnecessary {name} comprehension: use `{name}()`"))
        .unsafe_fix(format!("Rewrite using `{name}()`"), vec![edit]);
}

/// What `{k: v for k, v in …}` copies.
fn copied<'a>(comp: &ExprDictComp<'a>) -> Option<Expr<'a>> {
    let part = plain_loop(comp.generators)?;
    let (Some(Expr::Name(key)), Expr::Name(value)) = (comp.item.key, comp.item.value) else { return None };
    let Expr::Tuple(target) = part.target else { return None };
    let [Expr::Name(first), Expr::Name(second)] = target.elements else { return None };
    (first.id == key.id && second.id == value.id).then_some(part.iter)
}
