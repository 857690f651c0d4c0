//! C420: `{x: 1 for x in y}`.

use naja_base::{Applicability, Edit};
use naja_syntax::Visitor;
use naja_syntax::ast::Expr;
use naja_syntax::visitor::walk_expr;

use super::common::{argument_text, is_available, padded, plain_loop, same_names};
use crate::checker::Checker;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-dict-comprehension-for-iterable",
    code: "C420",
    category: Category::Simplify,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::DictComp], check)],
    page: include_str!("unnecessary_dict_comprehension_for_iterable.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::DictComp(comp) = expr else { return };
    let Some(part) = plain_loop(comp.generators) else { return };
    let Some(key) = comp.item.key.filter(|key| same_names(*key, part.target)) else { return };
    let mut value = Value { key, changes: false };
    value.visit_expr(comp.item.value);
    if value.changes {
        return;
    }
    let iter = argument_text(checker, part.iter);
    let text = match comp.item.value {
        Expr::None(_) => format!("dict.fromkeys({iter})"),
        value => format!("dict.fromkeys({iter}, {})", argument_text(checker, value)),
    };
    let edit = Edit::replace(comp.span, padded(checker, comp.span, &text));
    let applicability =
        if checker.has_comment(comp.span) { Applicability::Unsafe } else { Applicability::Safe };
    let can_fix = is_available(checker, "dict");
    let finding = checker.report(&RULE, comp.span, "unnecessary dict comprehension: use `dict.fromkeys`");
    if can_fix {
        finding.fix_of(applicability, "Replace with `dict.fromkeys`", vec![edit]);
    }
}

/// Looks for what gives the value again each time: the key's names, calls, and values that can change.
struct Value<'a> {
    key: Expr<'a>,
    changes: bool,
}

impl<'a> Visitor<'a> for Value<'a> {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        self.changes |= match expr {
            Expr::Name(name) => names(self.key, name.id),
            Expr::Call(_)
            | Expr::List(_)
            | Expr::Set(_)
            | Expr::Dict(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::Generator(_)
            | Expr::Lambda(_)
            | Expr::Named(_)
            | Expr::Await(_)
            | Expr::Yield(_)
            | Expr::YieldFrom(_)
            | Expr::Starred(_)
            | Expr::Invalid(_) => true,
            _ => false,
        };
        if !self.changes {
            walk_expr(self, expr);
        }
    }
}

/// Whether `name` is among the names of `key`.
fn names(key: Expr<'_>, name: &str) -> bool {
    match key {
        Expr::Name(own) => own.id == name,
        Expr::Tuple(node) => node.elements.iter().any(|element| names(*element, name)),
        Expr::List(node) => node.elements.iter().any(|element| names(*element, name)),
        _ => false,
    }
}
