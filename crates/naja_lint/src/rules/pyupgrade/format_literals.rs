//! UP030: numbers of fields that count up anyway.

use naja_base::Edit;
use naja_base::Span;
use naja_syntax::ast::Expr;

use super::format_call;
use crate::checker::Checker;
use crate::formats::braces::Name;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "format-literals",
    code: "UP030",
    category: Category::Upgrade,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Call(&["format"], check)],
    page: include_str!("format_literals.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some(site) = format_call::of(expr) else { return };
    let mut order: Vec<usize> = Vec::new();
    let mut edits: Vec<Edit> = Vec::new();
    for part in site.string.parts {
        let masked = format_call::masked(part);
        let Some(fields) = format_call::fields(&masked) else { return };
        for entry in fields {
            let Name::Index(index) = entry.field.name else { return };
            if entry.field.nested.iter().any(|piece| matches!(piece, crate::formats::braces::Piece::Field(_)))
            {
                return;
            }
            order.push(index);
            let digits = entry.field.path.bytes().take_while(u8::is_ascii_digit).count();
            let start = entry.range.start + 1;
            edits.push(Edit::delete(format_call::place(part, &(start..start + digits))));
        }
    }
    let mut sorted = order.clone();
    sorted.sort_unstable();
    if order.is_empty() || sorted.iter().enumerate().any(|(place, index)| place != *index) {
        return;
    }
    if sorted != order {
        // The arguments take the order of the fields, which only those by position can.
        let args = site.call.arguments.args;
        let starred = args.iter().any(|argument| matches!(argument, Expr::Starred(_)));
        if starred || args.len() < order.len() || !site.call.arguments.keywords.is_empty() {
            return;
        }
        let span = |index: usize| -> Span { checker.parsed.tables.with_parentheses(args[index].span()) };
        for (place, index) in order.iter().enumerate() {
            edits.push(Edit::replace(span(place), checker.text(span(*index))));
        }
    }
    checker
        .report(&RULE, site.call.span, "unnecessary numbers of fields")
        .unsafe_fix("Remove the numbers", edits);
}
