//! The formats of one line a finding.

use naja_base::LineColumn;
use naja_base::escape::escape;

use super::{LocatedFindings, Renderer, push_number};
use crate::finding::Finding;

const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[1;31m";
const CYAN: &str = "\x1b[36m";
const PLAIN: &str = "\x1b[0m";

/// `name:line:column: code [*] message`
pub(super) fn concise(renderer: &Renderer, file: &LocatedFindings<'_>, out: &mut String) {
    let name = escape(file.name);
    for finding in file.findings {
        let (start, _) = file.place(finding);
        styled(renderer, BOLD, &name, out);
        styled(renderer, CYAN, ":", out);
        push_place(start, out);
        styled(renderer, CYAN, ":", out);
        out.push(' ');
        push_message(renderer, finding, out);
    }
}

/// The name, then `line:column code [*] message` in columns.
pub(super) fn grouped(renderer: &Renderer, file: &LocatedFindings<'_>, out: &mut String) {
    styled(renderer, BOLD, &escape(file.name), out);
    out.push_str(":\n");
    let places = file.findings.iter().map(|finding| file.place(finding).0);
    let (mut lines, mut columns) = (1, 1);
    for place in places.clone() {
        lines = lines.max(width(place.line));
        columns = columns.max(width(place.column));
    }
    for (finding, place) in file.findings.iter().zip(places) {
        out.push_str("  ");
        out.extend(std::iter::repeat_n(' ', lines - width(place.line)));
        push_place(place, out);
        out.extend(std::iter::repeat_n(' ', columns - width(place.column) + 1));
        push_message(renderer, finding, out);
    }
}

const fn width(number: u32) -> usize {
    if number == 0 { 1 } else { number.ilog10() as usize + 1 }
}

fn push_place(place: LineColumn, out: &mut String) {
    push_number(out, place.line);
    out.push(':');
    push_number(out, place.column);
}

/// `code [*] message` and the line's end; a colon follows what is no rule's code.
fn push_message(renderer: &Renderer, finding: &Finding, out: &mut String) {
    push_head(renderer, finding, out);
    out.push_str(&escape(&finding.message));
    out.push('\n');
}

/// `code [*] `
pub(super) fn push_head(renderer: &Renderer, finding: &Finding, out: &mut String) {
    styled(renderer, RED, finding.rule.code, out);
    if !finding.rule.is_suppressible() {
        out.push(':');
    }
    out.push(' ');
    if renderer.makes_fix(finding) {
        out.push('[');
        styled(renderer, CYAN, "*", out);
        out.push_str("] ");
    }
}

pub(super) fn styled(renderer: &Renderer, style: &str, text: &str, out: &mut String) {
    if renderer.color {
        out.push_str(style);
        out.push_str(text);
        out.push_str(PLAIN);
    } else {
        out.push_str(text);
    }
}

/// `name:line: [code] message`
pub(super) fn pylint(file: &LocatedFindings<'_>, out: &mut String) {
    let name = escape(file.name);
    for finding in file.findings {
        out.push_str(&name);
        out.push(':');
        push_number(out, file.place(finding).0.line);
        out.push_str(": [");
        out.push_str(finding.rule.code);
        out.push_str("] ");
        out.push_str(&escape(&finding.message));
        out.push('\n');
    }
}

/// `::error title=…,file=…,line=…,col=…,endLine=…,endColumn=…::name:line:column: code message`
pub(super) fn github(file: &LocatedFindings<'_>, out: &mut String) {
    let path = file.path.to_string_lossy();
    for finding in file.findings {
        let (start, end) = file.place(finding);
        out.push_str("::error title=naja (");
        out.push_str(finding.rule.code);
        out.push_str("),file=");
        push_percent(&path, true, out);
        for (key, number) in [
            (",line=", start.line),
            (",col=", start.column),
            (",endLine=", end.line),
            (",endColumn=", end.column),
        ] {
            out.push_str(key);
            push_number(out, number);
        }
        out.push_str("::");
        push_percent(file.name, false, out);
        out.push(':');
        push_place(start, out);
        out.push_str(": ");
        out.push_str(finding.rule.code);
        out.push(' ');
        push_percent(&finding.message, false, out);
        if let Some(fix) = &finding.fix {
            out.push_str("%0A  help: ");
            push_percent(&fix.title, false, out);
        }
        out.push('\n');
    }
}

/// `##vso[task.logissue type=error;sourcepath=…;linenumber=…;columnnumber=…;code=…;]message`
pub(super) fn azure(file: &LocatedFindings<'_>, out: &mut String) {
    let path = file.path.to_string_lossy();
    for finding in file.findings {
        let (start, _) = file.place(finding);
        out.push_str("##vso[task.logissue type=error;sourcepath=");
        push_percent(&path, true, out);
        out.push_str(";linenumber=");
        push_number(out, start.line);
        out.push_str(";columnnumber=");
        push_number(out, start.column);
        out.push_str(";code=");
        out.push_str(finding.rule.code);
        out.push_str(";]");
        push_percent(&finding.message, false, out);
        out.push('\n');
    }
}

/// Writes what could end a command, or a property of one, with percent signs; other control characters are spelled out.
fn push_percent(text: &str, is_property: bool, out: &mut String) {
    for character in text.chars() {
        match character {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if is_property => out.push_str("%3A"),
            ',' if is_property => out.push_str("%2C"),
            ';' if is_property => out.push_str("%3B"),
            ']' if is_property => out.push_str("%5D"),
            _ if naja_base::escape::is_unsafe(character) => {
                out.push_str(&escape(character.encode_utf8(&mut [0; 4])));
            }
            _ => out.push(character),
        }
    }
}
