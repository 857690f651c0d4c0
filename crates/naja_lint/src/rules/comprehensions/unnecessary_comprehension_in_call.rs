//! C419: `any([x for x in y])`.

use naja_base::{Edit, Span};
use naja_syntax::Visitor;
use naja_syntax::ast::{Expr, ExprCall, ExprElementComp};
use naja_syntax::visitor::walk_expr;

use super::common::{builtin, comma};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-comprehension-in-call",
    code: "C419",
    category: Category::Performance,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Call(&["any", "all"], check)],
    page: include_str!("unnecessary_comprehension_in_call.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let [Expr::ListComp(comp) | Expr::SetComp(comp)] = call.arguments.args else { return };
    if !call.arguments.keywords.is_empty()
        || awaits(comp)
        || builtin(checker, call, &["any", "all"]).is_none()
    {
        return;
    }
    let kind = if matches!(call.arguments.args, [Expr::ListComp(_)]) { "list" } else { "set" };
    let edits = unwrap(checker, call, comp);
    checker
        .report(&RULE, comp.span, format!("unnecessary {kind} comprehension: a generator can stop early"))
        .unsafe_fix("Rewrite as a generator", edits);
}

/// Takes the brackets away, with the blanks inside them where there is no comment, and the comma after them.
fn unwrap(checker: &Checker<'_, '_>, call: &ExprCall<'_>, comp: &ExprElementComp<'_>) -> Vec<Edit> {
    let inside = checker.text(Span::new(comp.span.start + 1, comp.span.end - 1));
    let trimmed = |text: &str| u32::try_from(inside.len() - text.len()).unwrap_or(0);
    let start = comp.span.start + 1 + trimmed(inside.trim_start());
    let last = comp.generators.last().map_or(start, |part| part.span.end);
    let tail = Span::new(last, comp.span.end - 1);
    let end = if checker.has_comment(tail) {
        comp.span.end - 1
    } else {
        last.max(comp.span.end - 1 - trimmed(inside.trim_end()))
    };
    let mut edits =
        vec![Edit::delete(Span::new(comp.span.start, start)), Edit::delete(Span::new(end, comp.span.end))];
    let behind = checker.parsed.tables.with_parentheses(comp.span).end;
    edits.extend(comma(checker, Span::new(behind, call.arguments.span.end - 1)).map(Edit::delete));
    edits
}

/// Whether a generator in its place would be an async one, which `any` and `all` don't take.
fn awaits(comp: &ExprElementComp<'_>) -> bool {
    let mut awaits = Awaits { found: comp.generators.iter().any(|part| part.is_async) };
    awaits.visit_expr(comp.element);
    for (index, part) in comp.generators.iter().enumerate() {
        // What is gone through first is computed outside.
        if index > 0 {
            awaits.visit_expr(part.iter);
        }
        part.ifs.iter().for_each(|test| awaits.visit_expr(*test));
    }
    awaits.found
}

struct Awaits {
    found: bool,
}

impl<'a> Visitor<'a> for Awaits {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        self.found |= matches!(expr, Expr::Await(_));
        if !self.found {
            walk_expr(self, expr);
        }
    }
}
