//! SARIF 2.1.0, the OASIS standard for results of static analysis.

use std::fmt::Write as _;

use naja_base::LineColumn;

use super::json::push_string;
use super::{LocatedFindings, Totals, push_number};
use crate::finding::Finding;
use crate::rules;

pub(super) fn start(out: &mut String) {
    out.push_str("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"results\":[\n");
}

/// The tool with the rules that have findings, and the end.
pub(super) fn end(totals: &Totals, out: &mut String) {
    out.push_str(
        "\n],\"columnKind\":\"unicodeCodePoints\",\"tool\":{\"driver\":{\"name\":\"naja\",\"version\":",
    );
    push_string(env!("CARGO_PKG_VERSION"), out);
    out.push_str(",\"rules\":[");
    for (index, (code, _)) in totals.by_code().enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        out.push_str("{\"id\":");
        push_string(code, out);
        if let Some(rule) = rules::find(code) {
            out.push_str(",\"name\":");
            push_string(rule.name, out);
            out.push_str(",\"fullDescription\":{\"text\":");
            push_string(rule.page.split("\n\n").nth(1).unwrap_or(rule.name), out);
            out.push_str("},\"help\":{\"text\":");
            push_string(rule.page, out);
            out.push_str("},\"properties\":{\"kind\":");
            push_string(rule.category.name(), out);
            out.push('}');
        }
        out.push('}');
    }
    out.push_str("\n]}}}]}\n");
}

/// One result a finding.
pub(super) fn results(file: &LocatedFindings<'_>, out: &mut String) {
    let mut uri = String::new();
    push_uri(&file.path.to_string_lossy(), &mut uri);
    for (index, finding) in file.findings.iter().enumerate() {
        if index > 0 {
            out.push_str(",\n");
        }
        let (start, end) = file.place(finding);
        out.push_str("{\"ruleId\":");
        push_string(finding.rule.code, out);
        out.push_str(",\"level\":\"error\",\"message\":{\"text\":");
        push_string(&finding.message, out);
        out.push_str("},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
        push_string(&uri, out);
        out.push_str("},\"region\":");
        push_region(start, end, out);
        out.push_str("}}]");
        push_fixes(file, finding, &uri, out);
        out.push('}');
    }
}

fn push_region(start: LineColumn, end: LineColumn, out: &mut String) {
    for (key, number) in [
        ("{\"startLine\":", start.line),
        (",\"startColumn\":", start.column),
        (",\"endLine\":", end.line),
        (",\"endColumn\":", end.column),
    ] {
        out.push_str(key);
        push_number(out, number);
    }
    out.push('}');
}

fn push_fixes(file: &LocatedFindings<'_>, finding: &Finding, uri: &str, out: &mut String) {
    let Some(fix) = &finding.fix else { return };
    out.push_str(",\"fixes\":[{\"description\":{\"text\":");
    push_string(&fix.title, out);
    out.push_str("},\"artifactChanges\":[{\"artifactLocation\":{\"uri\":");
    push_string(uri, out);
    out.push_str("},\"replacements\":[");
    for (index, edit) in fix.edits.iter().enumerate() {
        out.push_str(if index > 0 { ",{\"deletedRegion\":" } else { "{\"deletedRegion\":" });
        push_region(file.at(edit.span.start), file.at(edit.span.end), out);
        if !edit.text.is_empty() {
            out.push_str(",\"insertedContent\":{\"text\":");
            push_string(&edit.text, out);
            out.push('}');
        }
        out.push('}');
    }
    out.push_str("]}]}]");
}

/// The path as a `file:` URL.
fn push_uri(path: &str, out: &mut String) {
    out.push_str("file://");
    if !path.starts_with('/') {
        out.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' | b':' => {
                out.push(char::from(byte));
            }
            b'\\' if cfg!(windows) => out.push('/'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}
