//! The edits that several rules make.

use naja_base::{Edit, Span};
use naja_syntax::ast::{Arguments, Expr};

use crate::checker::Checker;

/// Takes away the argument at `span` of a call, with the comma and the blanks that belong to it.
#[must_use]
pub fn remove_argument(checker: &Checker<'_, '_>, arguments: &Arguments<'_>, span: Span) -> Edit {
    let whole = checker.parsed.tables.with_parentheses(span);
    let mut spans: Vec<Span> = arguments.args.iter().map(Expr::span).collect();
    spans.extend(arguments.keywords.iter().map(|keyword| keyword.span));
    for place in &mut spans {
        *place = checker.parsed.tables.with_parentheses(*place);
    }
    spans.sort();
    let index = spans.iter().position(|place| *place == whole).unwrap_or(0);
    if let Some(next) = spans.get(index + 1) {
        return Edit::delete(Span::new(whole.start, next.start));
    }
    let start = if index > 0 { spans[index - 1].end } else { arguments.span.start + 1 };
    let end = if index > 0 { whole.end } else { arguments.span.end - 1 };
    Edit::delete(Span::new(start, end))
}
