//! Findings as people and machines read them.
//!
//! Each file is rendered by itself into a buffer, so that threads need not wait for one another; [`Renderer::start`],
//! [`Renderer::separator`] and [`Renderer::end`] make a whole of the pieces. Columns count characters, from 1. Foreign text is
//! escaped as the format wants it, and never holds a control character.

mod full;
mod json;
mod lines;
mod sarif;
mod totals;
mod xml;

use std::ops::Deref;
use std::path::Path;

use naja_base::{Applicability, Columns, LineColumn, LineIndex};

pub use totals::{Count, Totals, show_fixes};

use crate::finding::Finding;

/// The shape of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// With the source under each finding.
    Full,
    /// A line each.
    Concise,
    /// A line each, under the file's name.
    Grouped,
    /// One array.
    Json,
    /// An object a line.
    JsonLines,
    /// JUnit's XML.
    Junit,
    /// Workflow commands of GitHub Actions.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// As Pylint writes it.
    Pylint,
    /// Reviewdog's JSON.
    Rdjson,
    /// SARIF 2.1.0.
    Sarif,
    /// Logging commands of Azure Pipelines.
    Azure,
}

impl Format {
    /// All of them, with their names on the command line.
    pub const ALL: [(&'static str, Self); 12] = [
        ("full", Self::Full),
        ("concise", Self::Concise),
        ("grouped", Self::Grouped),
        ("json", Self::Json),
        ("json-lines", Self::JsonLines),
        ("junit", Self::Junit),
        ("github", Self::Github),
        ("gitlab", Self::Gitlab),
        ("pylint", Self::Pylint),
        ("rdjson", Self::Rdjson),
        ("sarif", Self::Sarif),
        ("azure", Self::Azure),
    ];

    /// Whether people read it, so that a summary may follow.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Full | Self::Concise | Self::Grouped)
    }
}

/// A file with its findings, ready to be rendered.
#[derive(Clone, Copy, Debug)]
pub struct FileFindings<'f> {
    /// Its path as the user should see it.
    pub name: &'f str,
    /// Its path, absolute.
    pub path: &'f Path,
    /// Its text.
    pub source: &'f str,
    /// The lines of its text.
    pub lines: &'f LineIndex,
    /// The number of the cell that the text is, where the file is a notebook.
    pub cell: Option<u32>,
    /// The findings, in the order of their places.
    pub findings: &'f [Finding],
}

/// A file with its findings and the columns of their places.
struct LocatedFindings<'f> {
    file: &'f FileFindings<'f>,
    columns: Columns<'f>,
}

impl<'f> Deref for LocatedFindings<'f> {
    type Target = FileFindings<'f>;

    fn deref(&self) -> &Self::Target {
        self.file
    }
}

impl LocatedFindings<'_> {
    /// Where a finding starts and ends.
    fn place(&self, finding: &Finding) -> (LineColumn, LineColumn) {
        (self.at(finding.span.start), self.at(finding.span.end))
    }

    fn at(&self, offset: u32) -> LineColumn {
        self.columns.line_column(offset)
    }
}

/// Renders findings.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    /// The shape.
    pub format: Format,
    /// Whether terminal styles are used; only where people read.
    pub color: bool,
    /// The least that a fix must be to be marked as one that `--fix` makes.
    pub wanted: Applicability,
}

impl Renderer {
    /// What is before the first file.
    pub fn start(&self, totals: &Totals, out: &mut String) {
        match self.format {
            Format::Json | Format::Gitlab => out.push_str("[\n"),
            Format::Rdjson => json::start_rdjson(out),
            Format::Junit => xml::start(totals, out),
            Format::Sarif => sarif::start(out),
            _ => {}
        }
    }

    /// What is between two files that have findings.
    #[must_use]
    pub const fn separator(&self) -> &'static str {
        match self.format {
            Format::Json | Format::Gitlab | Format::Rdjson | Format::Sarif => ",\n",
            Format::Grouped => "\n",
            _ => "",
        }
    }

    /// The findings of `file`; nothing if it has none.
    pub fn file(&self, file: &FileFindings<'_>, out: &mut String) {
        if file.findings.is_empty() {
            return;
        }
        let file = &LocatedFindings { file, columns: Columns::new(file.lines, file.source) };
        match self.format {
            Format::Full => full::file(self, file, out),
            Format::Concise => lines::concise(self, file, out),
            Format::Grouped => lines::grouped(self, file, out),
            Format::Json => json::objects(file, ",\n", out),
            Format::JsonLines => {
                json::objects(file, "\n", out);
                out.push('\n');
            }
            Format::Junit => xml::file(file, out),
            Format::Github => lines::github(file, out),
            Format::Gitlab => json::gitlab(file, out),
            Format::Pylint => lines::pylint(file, out),
            Format::Rdjson => json::rdjson(file, out),
            Format::Sarif => sarif::results(file, out),
            Format::Azure => lines::azure(file, out),
        }
    }

    /// What is after the last file.
    pub fn end(&self, totals: &Totals, out: &mut String) {
        match self.format {
            Format::Json | Format::Gitlab => out.push_str(if totals.is_empty() { "]\n" } else { "\n]\n" }),
            Format::Rdjson => json::end_rdjson(out),
            Format::Junit => out.push_str("</testsuites>\n"),
            Format::Sarif => sarif::end(totals, out),
            _ => {}
        }
    }

    /// Whether `--fix` would make the finding's fix.
    fn makes_fix(&self, finding: &Finding) -> bool {
        finding.fix.as_ref().is_some_and(|fix| fix.applicability >= self.wanted)
    }
}

/// Writes `number` in decimal.
fn push_number(out: &mut String, number: impl Into<u64>) {
    let mut number = number.into();
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend(digits[at..].iter().map(|digit| char::from(*digit)));
}

#[cfg(test)]
mod tests;
