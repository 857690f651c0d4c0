//! Findings as bytes, for the cache.

use std::borrow::Cow;

use naja_base::{Applicability, Edit, Fix, Span};
use naja_lint::{Finding, Rule, SYNTAX};

/// The bytes of `findings`; `None` where they are not to be kept, since a rule failed.
pub(crate) fn encode(findings: &[Finding]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for finding in findings {
        rule(finding.rule.code)?;
        text(&mut out, finding.rule.code);
        span(&mut out, finding.span);
        text(&mut out, &finding.message);
        // No offset is that large: a file ends before.
        number(&mut out, finding.parent.unwrap_or(u32::MAX));
        let Some(fix) = &finding.fix else {
            out.push(0);
            continue;
        };
        out.push(match fix.applicability {
            Applicability::DisplayOnly => 1,
            Applicability::Unsafe => 2,
            Applicability::Safe => 3,
        });
        text(&mut out, &fix.title);
        number(&mut out, u32::try_from(fix.edits.len()).ok()?);
        for edit in &fix.edits {
            span(&mut out, edit.span);
            text(&mut out, &edit.text);
        }
    }
    Some(out)
}

/// The findings that `bytes` hold; `None` where they are something else.
pub(crate) fn decode(bytes: &[u8]) -> Option<Vec<Finding>> {
    let mut reader = Reader(bytes);
    let mut findings = Vec::new();
    while !reader.0.is_empty() {
        let rule = rule(reader.text()?)?;
        let span = reader.span()?;
        let mut finding = Finding::new(rule, span, Cow::Owned(reader.text()?.to_owned()));
        finding.parent = Some(reader.number()?).filter(|offset| *offset != u32::MAX);
        let applicability = match reader.byte()? {
            0 => None,
            1 => Some(Applicability::DisplayOnly),
            2 => Some(Applicability::Unsafe),
            3 => Some(Applicability::Safe),
            _ => return None,
        };
        if let Some(applicability) = applicability {
            let title = reader.text()?.to_owned();
            let count = reader.number()?;
            let mut edits = Vec::new();
            for _ in 0..count {
                let span = reader.span()?;
                edits.push(Edit { span, text: reader.text()?.to_owned() });
            }
            finding.fix = Some(Fix { title, edits, applicability });
        }
        findings.push(finding);
    }
    Some(findings)
}

/// The rule with this code. The engine's own failures have none that lasts.
fn rule(code: &str) -> Option<&'static Rule> {
    if code == SYNTAX.code { Some(&SYNTAX) } else { naja_lint::find(code) }
}

fn number(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn span(out: &mut Vec<u8>, span: Span) {
    number(out, span.start);
    number(out, span.end);
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, u32::try_from(text.len()).unwrap_or(u32::MAX));
    out.extend_from_slice(text.as_bytes());
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    fn number(&mut self) -> Option<u32> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*bytes))
    }

    fn span(&mut self) -> Option<Span> {
        let (start, end) = (self.number()?, self.number()?);
        (start <= end).then(|| Span::new(start, end))
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()? as usize;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use naja_base::{Edit, Span};
    use naja_lint::{Finding, SYNTAX};

    use super::{decode, encode};

    #[test]
    fn findings_come_back_as_they_were() {
        let rule = naja_lint::find("F541").expect("a rule of ours");
        let mut fixed = Finding::new(rule, Span::new(3, 9), "a `ü`");
        let edits = vec![Edit::delete(Span::new(3, 4)), Edit::insert(9, "x\n")];
        fixed.unsafe_fix("drop it", edits).within(2);
        let findings = [Finding::new(&SYNTAX, Span::new(0, 0), ""), fixed];
        let bytes = encode(&findings).expect("no rule failed");
        let again = decode(&bytes).expect("what was kept");
        assert_eq!(format!("{again:?}"), format!("{findings:?}"));
        assert_eq!(decode(&[]).map(|findings| findings.len()), Some(0));
        for end in 1..bytes.len() {
            let short = decode(&bytes[..end]);
            assert!(short.is_none_or(|short| short.len() < 2), "{end}");
        }
    }
}
