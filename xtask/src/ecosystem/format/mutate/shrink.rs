//! Makes a text that shows a difference as short as it goes.

use naja_base::Span;
use naja_syntax::TokenKind;

use super::edit::{Tokens, parses, spans};

/// How many texts are tried for one difference.
const TRIES: usize = 600;

/// A text and the width at which it is formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The text.
    pub text: String,
    /// The columns of a line.
    pub line_length: u32,
}

/// The shortest text found for which `fails` still holds.
///
/// # Errors
/// When `fails` does.
pub fn shrunk(case: Case, mut fails: impl FnMut(&Case) -> anyhow::Result<bool>) -> anyhow::Result<Case> {
    let mut best = case;
    let mut tries = 0;
    loop {
        let mut progress = false;
        let mut index = 0;
        loop {
            let candidates = candidates(&best);
            let Some(candidate) = candidates.into_iter().nth(index) else { break };
            index += 1;
            if !parses(&candidate.text) {
                continue;
            }
            tries += 1;
            if tries > TRIES {
                return Ok(best);
            }
            if fails(&candidate)? {
                // What comes next is tried from the same place on: all before has failed.
                best = candidate;
                progress = true;
                index = index.saturating_sub(3);
            }
        }
        if !progress {
            return Ok(best);
        }
    }
}

/// Texts that are simpler than this one, the most promising first.
fn candidates(case: &Case) -> Vec<Case> {
    let text = &case.text;
    let mut found = Vec::new();
    let mut add = |text: String| {
        if text.len() < case.text.len() {
            found.push(Case { text, line_length: case.line_length });
        }
    };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for size in [8, 4, 2, 1] {
        for start in (0..lines.len()).step_by(size) {
            let end = (start + size).min(lines.len());
            if end - start == size {
                add([lines[..start].concat(), lines[end..].concat()].concat());
            }
        }
    }
    let without =
        |span: Span, new: &str| [&text[..span.start as usize], new, &text[span.end as usize..]].concat();
    let mut expressions = spans(text).unwrap_or_default();
    expressions.sort_by_key(|span| std::cmp::Reverse(span.len()));
    for span in expressions.iter().filter(|span| span.len() > 1) {
        add(without(*span, "x"));
        add(without(*span, ""));
    }
    let tokens = Tokens::of(text);
    for (index, (token, depth)) in tokens.all.iter().enumerate() {
        let start = token.span.start as usize;
        match token.kind {
            TokenKind::LParen | TokenKind::LBracket | TokenKind::LBrace => {
                let close = tokens.all[index..].iter().find(|(_, inner)| inner + 1 == *depth);
                if let Some((close, _)) = close {
                    let inner = &text[token.span.end as usize..close.span.start as usize];
                    add([&text[..start], inner, &text[close.span.end as usize..]].concat());
                    add([&text[..token.span.end as usize], &text[close.span.start as usize..]].concat());
                }
            }
            TokenKind::Name if token.span.len() > 1 && depth_is_name(text, token.span) => {
                add(without(token.span, "x"));
            }
            _ => {}
        }
        add(without(token.span, ""));
        if let Some((next, _)) = tokens.all.get(index + 1) {
            add([&text[..start], &text[next.span.end as usize..]].concat());
        }
    }
    found
}

/// Whether a name is no keyword.
fn depth_is_name(text: &str, span: Span) -> bool {
    parses(&format!("{} = 1\n", &text[span.range()]))
}
