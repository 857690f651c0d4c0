//! `# fmt: skip` inside brackets: the elements of that line stay as they are.

use std::ops::Range;

use naja_base::Span;
use naja_syntax::TokenKind;

use crate::directive::{Directive, DirectiveComment};

/// A bracket that is open.
struct Open {
    /// Where its first element starts.
    content: Option<usize>,
    /// Whether that is on a line of its own.
    fresh: bool,
}

/// What stays inside brackets because of the `skip`s among `directives`, in the order of the source. They are marked as
/// such, unless they stand at the end of a line that began outside of the brackets.
pub(crate) fn kept_elements(source: &str, directives: &mut [DirectiveComment]) -> Vec<Range<usize>> {
    let is_skip = |one: &DirectiveComment| one.directive == Directive::Skip && !one.own_line;
    if !directives.iter().any(is_skip) {
        return Vec::new();
    }
    let mut kept: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // Where the line's first token stands, and inside how many brackets.
    let mut line: Option<(usize, usize)> = None;
    let mut pending: Option<(usize, Range<usize>)> = None;
    for token in naja_syntax::relex::relex(source, Span::from_range(0..source.len())) {
        let start = token.span.start as usize;
        match token.kind {
            TokenKind::Nl | TokenKind::Newline => {
                line = None;
                continue;
            }
            TokenKind::Comment => {
                let index = directives.binary_search_by_key(&token.span.start, |one| one.span.start);
                if let (Ok(index), Some((first, depth))) = (index, line)
                    && is_skip(&directives[index])
                    && depth == open.len()
                    && depth > 0
                {
                    pending = Some((index, first..token.span.end as usize));
                }
                continue;
            }
            _ => {}
        }
        let closes = matches!(token.kind, TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace);
        if let Some((index, range)) = pending.take() {
            let range = match open.last() {
                Some(Open { content: Some(content), fresh: true }) if closes => Some(*content..range.end),
                _ if closes => None,
                _ => Some(range),
            };
            if let Some(range) = range {
                directives[index].inner = true;
                while kept.last().is_some_and(|before| before.start >= range.start) {
                    kept.pop();
                }
                kept.push(range);
            }
        }
        let fresh = line.is_none();
        if closes {
            open.pop();
            // What began inside of the bracket does not go on outside of it.
            line = line.filter(|(_, depth)| *depth <= open.len()).or(Some((start, usize::MAX)));
            continue;
        }
        if let Some(bracket) = open.last_mut().filter(|bracket| bracket.content.is_none()) {
            (bracket.content, bracket.fresh) = (Some(start), fresh);
        }
        line = line.or(Some((start, open.len())));
        if matches!(token.kind, TokenKind::LParen | TokenKind::LBracket | TokenKind::LBrace) {
            open.push(Open { content: None, fresh: false });
        }
    }
    kept
}
