//! The edits that several rules make.

use naja_base::hash::HashSet;
use naja_base::{Edit, Span};
use naja_syntax::TokenKind;
use naja_syntax::ast::{Arguments, Expr, ExprDict};
use naja_syntax::relex::relex;

use crate::checker::Checker;

/// Takes away the items at `indices` (ascending) of a dictionary display, each with the comma after it and the blanks up to
/// what follows. None of the items may be a `**`.
#[must_use]
pub fn remove_dict_items(checker: &Checker<'_, '_>, dict: &ExprDict<'_>, indices: &[usize]) -> Vec<Edit> {
    let start = |index: usize| {
        let item = &dict.items[index];
        checker.parsed.tables.with_parentheses(item.key.unwrap_or(item.value).span()).start
    };
    let end = |index: usize| checker.parsed.tables.with_parentheses(dict.items[index].value.span()).end;
    let mut edits = Vec::new();
    for index in indices {
        let from = start(*index);
        if index + 1 < dict.items.len() {
            edits.push(Edit::delete(Span::new(from, start(index + 1))));
            continue;
        }
        let tail = Span::new(end(*index), dict.span.end - 1);
        let comma = relex(checker.source, tail).find(|token| token.kind == TokenKind::Comma);
        edits.push(Edit::delete(Span::new(from, comma.map_or(end(*index), |token| token.span.end))));
    }
    edits
}

/// What becomes of the comma after the last argument that stays, if others after it go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastComma {
    /// It goes with the arguments after it.
    Goes,
    /// It stays, with the blanks after it.
    Stays,
}

/// Takes away the arguments at `spans` of a call, with the commas and blanks that belong to them.
#[must_use]
pub fn remove_arguments(
    checker: &Checker<'_, '_>,
    arguments: &Arguments<'_>,
    spans: &[Span],
    comma: LastComma,
) -> Vec<Edit> {
    let tables = &checker.parsed.tables;
    let gone: HashSet<Span> = spans.iter().copied().collect();
    let mut all: Vec<(Span, bool)> = Vec::with_capacity(arguments.args.len() + arguments.keywords.len());
    let expressions = arguments.args.iter().map(Expr::span);
    for span in expressions.chain(arguments.keywords.iter().map(|keyword| keyword.span)) {
        all.push((tables.with_parentheses(span), gone.contains(&span)));
    }
    all.sort_unstable_by_key(|(span, _)| *span);
    let mut edits = Vec::new();
    let mut index = 0;
    while index < all.len() {
        let run = all[index..].iter().take_while(|(_, goes)| *goes).count();
        if run == 0 {
            index += 1;
            continue;
        }
        let next = index + run;
        let span = match (all.get(next), index) {
            (Some((behind, _)), _) => {
                // A comment in front of the next argument belongs to that.
                let comments = tables.comments_in(Span::new(all[next - 1].0.end, behind.start));
                let end = comments.first().map_or(behind.start, |comment| comment.start);
                Span::new(all[index].0.start, end)
            }
            (None, 0) => Span::new(arguments.span.start + 1, arguments.span.end - 1),
            (None, _) if comma == LastComma::Stays => Span::new(all[index].0.start, arguments.span.end - 1),
            (None, _) => {
                let between = Span::new(all[index - 1].0.end, all[index].0.start);
                let comma = relex(checker.source, between).find(|token| token.kind == TokenKind::Comma);
                Span::new(comma.map_or(between.start, |comma| comma.span.start), all[next - 1].0.end)
            }
        };
        edits.push(Edit::delete(span));
        index = next;
    }
    edits
}
