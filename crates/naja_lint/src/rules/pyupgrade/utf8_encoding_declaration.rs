//! UP009: declarations of the encoding that files have anyway.

use naja_base::Span;
use naja_base::{Edit, span};

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "utf8-encoding-declaration",
    code: "UP009",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("utf8_encoding_declaration.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>) {
    for number in 1..=2.min(checker.lines.line_count()) {
        let line = checker.lines.line_span(number, checker.source);
        let text = checker.text(line).trim_start_matches('\u{feff}');
        let content = text.trim();
        if !content.starts_with('#') {
            if content.is_empty() {
                continue;
            }
            return;
        }
        let Some(encoding) = declared(content) else { continue };
        if !matches!(encoding, "utf-8" | "utf8") {
            return;
        }
        let start = line.end - Span::from_range(0..text.trim_start().len()).end;
        let span = Span::new(start, start + span::offset(content.len()));
        checker
            .report(&RULE, span, "unnecessary declaration of the encoding UTF-8")
            .safe_fix("Remove the declaration", vec![Edit::delete(line)]);
        return;
    }
}

/// The encoding that a comment declares, as PEP 263 has it.
fn declared(comment: &str) -> Option<&str> {
    let (_, rest) = comment.split_once("coding")?;
    let rest = rest.strip_prefix([':', '='])?.trim_start_matches([' ', '\t']);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.'));
    Some(&rest[..end.unwrap_or(rest.len())]).filter(|name| !name.is_empty())
}
