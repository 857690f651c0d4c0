//! JUnit's XML.

use naja_base::escape::escape;

use super::{LocatedFindings, Totals, push_number};

pub(super) fn start(totals: &Totals, out: &mut String) {
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"naja\" tests=\"");
    // Nothing found is a test that passed: some readers refuse a report without tests.
    push_number(out, totals.count().max(1) as u64);
    out.push_str("\" skipped=\"0\" failures=\"");
    push_number(out, totals.count() as u64);
    out.push_str("\" errors=\"0\">\n");
    if totals.is_empty() {
        out.push_str("  <testsuite name=\"naja\" tests=\"1\" skipped=\"0\" errors=\"0\" failures=\"0\" package=\"org.naja\">\n    <testcase name=\"No errors found\"/>\n  </testsuite>\n");
    }
}

/// One suite a file, one failed case a finding.
pub(super) fn file(file: &LocatedFindings<'_>, out: &mut String) {
    let path = file.path.to_string_lossy();
    let stem = file.path.with_extension("");
    out.push_str("  <testsuite name=\"");
    push_text(&path, out);
    out.push_str("\" tests=\"");
    push_number(out, file.findings.len() as u64);
    out.push_str("\" skipped=\"0\" errors=\"0\" failures=\"");
    push_number(out, file.findings.len() as u64);
    out.push_str("\" package=\"org.naja\">\n");
    for finding in file.findings {
        let (start, _) = file.place(finding);
        out.push_str("    <testcase name=\"org.naja.");
        push_text(finding.rule.code, out);
        out.push_str("\" classname=\"");
        push_text(&stem.to_string_lossy(), out);
        out.push_str("\" line=\"");
        push_number(out, start.line);
        out.push_str("\" column=\"");
        push_number(out, start.column);
        out.push_str("\">\n      <failure message=\"");
        push_text(&finding.message, out);
        out.push_str("\">line ");
        push_number(out, start.line);
        out.push_str(", col ");
        push_number(out, start.column);
        out.push_str(", ");
        push_text(&finding.message, out);
        out.push_str("</failure>\n    </testcase>\n");
    }
    out.push_str("  </testsuite>\n");
}

/// Writes text that may be between tags and in attributes; XML has no place for control characters, so they are spelled out.
fn push_text(text: &str, out: &mut String) {
    for character in escape(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
}
