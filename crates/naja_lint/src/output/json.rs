//! The formats in JSON.

use naja_base::hash::{HashMap, HashSet};
use naja_base::{Applicability, LineColumn};
use xxhash_rust::xxh3::xxh3_64;

use super::{LocatedFindings, push_number};
use crate::finding::Finding;

/// Writes `text` as a JSON string. What a terminal could misread is written as an escape too.
pub(super) fn push_string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) =
        rest.find(|c: char| matches!(c, '"' | '\\' | '\t') || naja_base::escape::is_unsafe(c))
    {
        out.push_str(&rest[..at]);
        let mut behind = rest[at..].chars();
        match behind.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            other => push_escaped(other, out),
        }
        rest = behind.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// `\u0007`; all that need it lie in the first plane.
fn push_escaped(character: Option<char>, out: &mut String) {
    let value = character.map_or(0, u32::from);
    out.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        out.extend(char::from_digit((value >> shift) & 0xf, 16));
    }
}

fn push_option(text: Option<&str>, out: &mut String) {
    match text {
        Some(text) => push_string(text, out),
        None => out.push_str("null"),
    }
}

/// `{"column":1,"row":1}`
fn push_location(key: &str, place: LineColumn, out: &mut String) {
    out.push('"');
    out.push_str(key);
    out.push_str("\":{\"column\":");
    push_number(out, place.column);
    out.push_str(",\"row\":");
    push_number(out, place.line);
    out.push('}');
}

/// One object a finding, with ruff's field names.
pub(super) fn objects(file: &LocatedFindings<'_>, separator: &str, out: &mut String) {
    let path = file.path.to_string_lossy();
    for (index, finding) in file.findings.iter().enumerate() {
        if index > 0 {
            out.push_str(separator);
        }
        let (start, end) = file.place(finding);
        out.push_str("{\"cell\":");
        match file.cell {
            Some(cell) => push_number(out, cell),
            None => out.push_str("null"),
        }
        out.push_str(",\"code\":");
        push_string(finding.rule.code, out);
        out.push(',');
        push_location("end_location", end, out);
        out.push_str(",\"filename\":");
        push_string(&path, out);
        out.push_str(",\"fix\":");
        push_fix(file, finding, out);
        out.push(',');
        push_location("location", start, out);
        out.push_str(",\"message\":");
        push_string(&finding.message, out);
        out.push_str(",\"name\":");
        push_string(finding.rule.name, out);
        out.push_str(",\"severity\":\"error\",\"url\":");
        push_option(finding.rule.url().as_deref(), out);
        out.push('}');
    }
}

fn push_fix(file: &LocatedFindings<'_>, finding: &Finding, out: &mut String) {
    let Some(fix) = &finding.fix else {
        out.push_str("null");
        return;
    };
    out.push_str("{\"applicability\":\"");
    out.push_str(match fix.applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
        Applicability::DisplayOnly => "display",
    });
    out.push_str("\",\"edits\":[");
    for (index, edit) in fix.edits.iter().enumerate() {
        out.push_str(if index > 0 { ",{\"content\":" } else { "{\"content\":" });
        push_string(&edit.text, out);
        out.push(',');
        push_location("end_location", file.at(edit.span.end), out);
        out.push(',');
        push_location("location", file.at(edit.span.start), out);
        out.push('}');
    }
    out.push_str("],\"message\":");
    push_string(&fix.title, out);
    out.push('}');
}

/// GitLab's code quality objects. Fingerprints don't depend on the line, so that they outlive edits above it.
pub(super) fn gitlab(file: &LocatedFindings<'_>, out: &mut String) {
    // How often each fingerprint was met, and those that are taken.
    let (mut met, mut taken) = (HashMap::default(), HashSet::default());
    for (index, finding) in file.findings.iter().enumerate() {
        if index > 0 {
            out.push_str(",\n");
        }
        let mut fingerprint = fingerprint(file.name, finding);
        let count: &mut u64 = met.entry(fingerprint).or_default();
        fingerprint = fingerprint.wrapping_add(*count);
        while !taken.insert(fingerprint) {
            fingerprint = fingerprint.wrapping_add(1);
        }
        *count += 1;
        let (start, end) = file.place(finding);
        out.push_str("{\"check_name\":");
        push_string(finding.rule.code, out);
        out.push_str(",\"description\":");
        push_string(&format!("{}: {}", finding.rule.code, finding.message), out);
        out.push_str(",\"severity\":\"major\",\"fingerprint\":\"");
        out.extend((0..16).rev().filter_map(|digit| {
            char::from_digit(u32::try_from((fingerprint >> (4 * digit)) & 0xf).unwrap_or(0), 16)
        }));
        out.push_str("\",\"location\":{\"path\":");
        push_string(file.name, out);
        out.push_str(",\"positions\":");
        push_range("begin", start, end, out);
        out.push_str("}}");
    }
}

/// The same in every run and build, or a finding would be taken for a new one.
fn fingerprint(name: &str, finding: &Finding) -> u64 {
    xxh3_64([name, finding.rule.code, &finding.message].join("\0").as_bytes())
}

pub(super) fn start_rdjson(out: &mut String) {
    out.push_str("{\"source\":{\"name\":\"naja\"},\"severity\":\"ERROR\",\"diagnostics\":[\n");
}

pub(super) fn end_rdjson(out: &mut String) {
    out.push_str("\n]}\n");
}

/// `{"start":{"line":1,"column":1},"end":{"line":1,"column":5}}`, with `first` for `start`.
fn push_range(first: &str, start: LineColumn, end: LineColumn, out: &mut String) {
    for (before, name, place) in [("{", first, start), (",", "end", end)] {
        out.push_str(before);
        push_string(name, out);
        out.push_str(":{\"line\":");
        push_number(out, place.line);
        out.push_str(",\"column\":");
        push_number(out, place.column);
        out.push('}');
    }
    out.push('}');
}

/// Reviewdog's diagnostics.
pub(super) fn rdjson(file: &LocatedFindings<'_>, out: &mut String) {
    let path = file.path.to_string_lossy();
    for (index, finding) in file.findings.iter().enumerate() {
        if index > 0 {
            out.push_str(",\n");
        }
        let (start, end) = file.place(finding);
        out.push_str("{\"code\":{\"value\":");
        push_string(finding.rule.code, out);
        out.push_str("},\"location\":{\"path\":");
        push_string(&path, out);
        out.push_str(",\"range\":");
        push_range("start", start, end, out);
        out.push_str("},\"message\":");
        push_string(&finding.message, out);
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        for (index, edit) in edits.enumerate() {
            out.push_str(if index == 0 { ",\"suggestions\":[{\"range\":" } else { ",{\"range\":" });
            push_range("start", file.at(edit.span.start), file.at(edit.span.end), out);
            out.push_str(",\"text\":");
            push_string(&edit.text, out);
            out.push('}');
        }
        out.push_str(if finding.fix.as_ref().is_some_and(|fix| !fix.edits.is_empty()) { "]}" } else { "}" });
    }
}
