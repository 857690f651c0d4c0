//! C404: `dict` with a list comprehension of pairs.

use naja_base::{Edit, Span};
use naja_syntax::ast::{Expr, ExprCall, ExprElementComp};

use super::common::{around, builtin, item_text, only_argument, outer, padded};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-list-comprehension-dict",
    code: "C404",
    category: Category::Simplify,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Call(&["dict"], check)],
    page: include_str!("unnecessary_list_comprehension_dict.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(Expr::ListComp(comp)) = only_argument(call) else { return };
    let Expr::Tuple(pair) = comp.element else { return };
    if pair.elements.len() != 2 || builtin(checker, call, &["dict"]).is_none() {
        return;
    }
    let edit = item_text(checker, pair.elements).map(|item| rewrite(checker, call, comp, &item));
    let finding =
        checker.report(&RULE, call.span, "unnecessary list comprehension: write a dict comprehension");
    if let Some(edit) = edit {
        finding.unsafe_fix("Rewrite as a dict comprehension", vec![edit]);
    }
}

fn rewrite(checker: &Checker<'_, '_>, call: &ExprCall<'_>, comp: &ExprElementComp<'_>, item: &str) -> Edit {
    let element = outer(checker, comp.element);
    let rest = checker.text(Span::new(element.end, comp.span.end - 1));
    let whole = outer(checker, Expr::ListComp(comp));
    let (before, behind) = around(checker, call, whole);
    let (open, close) = (Span::new(whole.start, comp.span.start), Span::new(comp.span.end, whole.end));
    let comment = checker.has_comment(Span::new(comp.span.start, element.start));
    let inner = if comment { checker.text(Span::new(comp.span.start + 1, element.start)) } else { "" };
    let rest = if rest.trim_end().contains('#') { rest } else { rest.trim_end() };
    let (open, close) = (checker.text(open), checker.text(close));
    let text = format!("{open}{{{before}{inner}{item}{rest}{behind}}}{close}");
    Edit::replace(call.span, padded(checker, call.span, &text))
}
