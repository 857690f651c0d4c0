//! C402: `dict` with a generator of pairs.

use naja_base::{Edit, Span};
use naja_syntax::ast::{Expr, ExprCall, ExprElementComp};

use super::common::{around, builtin, item_text, only_argument, outer, padded};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-generator-dict",
    code: "C402",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["dict"], check)],
    page: include_str!("unnecessary_generator_dict.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(Expr::Generator(comp)) = only_argument(call) else { return };
    let Expr::Tuple(pair) = comp.element else { return };
    if pair.elements.len() != 2 || builtin(checker, call, &["dict"]).is_none() {
        return;
    }
    let edit = item_text(checker, pair.elements).map(|item| rewrite(checker, call, comp, &item));
    if edit.is_none() {
        return;
    }
    let finding = checker.report(&RULE, call.span, "unnecessary generator: write a dict comprehension");
    if let Some(edit) = edit {
        finding.unsafe_fix("Rewrite as a dict comprehension", vec![edit]);
    }
}

fn rewrite(checker: &Checker<'_, '_>, call: &ExprCall<'_>, comp: &ExprElementComp<'_>, item: &str) -> Edit {
    let element = outer(checker, comp.element);
    let rest = checker.text(Span::new(element.end, comp.span.end - 1));
    let text = if comp.parenthesized {
        let (before, behind) = around(checker, call, checker.parsed.tables.with_parentheses(comp.span));
        format!("{{{before}{item}{}{behind}}}", rest.trim_end())
    } else {
        let before = checker.text(Span::new(comp.span.start + 1, element.start));
        format!("{{{before}{item}{rest}}}")
    };
    Edit::replace(call.span, padded(checker, call.span, &text))
}
