//! `--add-noqa`: directives that silence what is found.

use std::collections::BTreeMap;

use naja_base::{Edit, LineIndex, Span, lines, span};
use naja_syntax::Parsed;

use super::lines::JoinedLines;
use super::noqa::{self, Codes, Reach};
use crate::finding::Finding;

/// The edits that silence `findings`, which are what is left after the directives that the file has, and the number of
/// directives that are new or longer. A line that has a directive gets the codes added to it, in order.
#[must_use]
pub fn add_noqa(
    source: &str,
    parsed: &Parsed<'_>,
    findings: &[Finding],
    reason: Option<&str>,
) -> (Vec<Edit>, usize) {
    let index = LineIndex::from_starts(parsed.tables.line_starts.clone());
    let joined = JoinedLines::new(&parsed.tables, &index);
    let mut wanted: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.rule.is_suppressible()) {
        let place = finding.parent.unwrap_or(finding.span.start);
        wanted.entry(joined.carrier(index.line(place))).or_default().push(finding.rule.code);
    }
    let mut existing = BTreeMap::new();
    for comment in &parsed.tables.comments {
        let found = noqa::parse(source, *comment).filter(|noqa| noqa.reach == Reach::Line);
        existing.extend(found.map(|noqa| (index.line(comment.start), noqa)));
    }
    let mut edits = Vec::new();
    for (line, mut codes) in wanted {
        let edit = match existing.get(&line).map(|noqa| (noqa.span, &noqa.codes)) {
            Some((_, Codes::All)) => continue,
            Some((span, Codes::Some(old))) => {
                codes.extend(old);
                Edit::replace(span, directive(&mut codes))
            }
            None => {
                let whole = index.line_span(line, source);
                let text = &source[whole.range()];
                let content = lines::without_break(text);
                let span = Span::new(
                    whole.start + span::offset(content.trim_end().len()),
                    whole.start + span::offset(content.len()),
                );
                let reason = reason.map(|reason| format!(" {reason}")).unwrap_or_default();
                Edit::replace(span, format!("  {}{reason}", directive(&mut codes)))
            }
        };
        edits.push(edit);
    }
    let count = edits.len();
    (edits, count)
}

fn directive(codes: &mut Vec<&str>) -> String {
    codes.sort_unstable();
    codes.dedup();
    format!("# noqa: {}", codes.join(", "))
}
