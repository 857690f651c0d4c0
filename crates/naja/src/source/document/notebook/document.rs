//! The JSON around the code.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use naja_base::{Diagnostic, SourceText, Span, lines};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// What matters of a notebook.
#[derive(Deserialize)]
#[serde(expecting = "an object with `cells`")]
struct Document<'j> {
    #[serde(borrow)]
    cells: Option<Vec<CellDocument<'j>>>,
    metadata: Option<Value>,
    nbformat: Option<Value>,
}

/// What matters of a cell.
#[derive(Deserialize)]
#[serde(expecting = "an object with a `cell_type` and a `source`")]
struct CellDocument<'j> {
    #[serde(borrow)]
    cell_type: Cow<'j, str>,
    #[serde(borrow)]
    source: &'j RawValue,
    metadata: Option<Value>,
}

/// The `source` of a cell: a string, or an array of lines.
pub(super) struct Source<'j> {
    raw: &'j RawValue,
    lines: Vec<Line<'j>>,
}

/// A string of JSON: as it is written, and what it says.
struct Line<'j> {
    raw: &'j str,
    text: Cow<'j, str>,
}

/// The cells of Python with their numbers among all cells, from 1.
pub(super) fn code_cells<'j>(name: &str, json: &'j str) -> Result<Vec<(u32, Source<'j>)>, Box<Diagnostic>> {
    let tell = |message: String, span: Span, label: &str| {
        let diagnostic = Diagnostic::error(message).with_source(SourceText::new(name, json));
        Box::new(diagnostic.with_label(span, label))
    };
    let document: Document<'j> = serde_json::from_str(json).map_err(|error| {
        let at = place(json, error.line(), error.column());
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default().replace('`', "'");
        tell("the file is not a Jupyter notebook".into(), Span::empty(at), &reason)
    })?;
    let start = Span::empty(0);
    if let Some(version) = document.nbformat.as_ref().and_then(Value::as_u64).filter(|version| *version != 4)
    {
        let message = format!("notebooks of format {version} can't be read");
        let diagnostic = tell(message, start, "the format is 4 in all that Jupyter writes today");
        return Err(Box::new(diagnostic.with_help("`jupyter nbconvert --to notebook` converts it")));
    }
    let Some(cells) = document.cells else {
        return Err(tell("the file is not a Jupyter notebook".into(), start, "it has no `cells`"));
    };
    let metadata = document.metadata.as_ref();
    let language = text_at(metadata, "/language_info/name").or(text_at(metadata, "/kernelspec/language"));
    if language.is_some_and(|language| !language.eq_ignore_ascii_case("python")) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for (number, cell) in (1..).zip(cells) {
        let language = text_at(cell.metadata.as_ref(), "/vscode/languageId");
        if cell.cell_type != "code" || language.is_some_and(|language| language != "python") {
            continue;
        }
        let Some(source) = Source::read(cell.source) else {
            let span = Span::from_range(place_of(cell.source.get(), json));
            let label = "a string, or an array of strings, is wanted here";
            return Err(tell("a cell's `source` is not text".into(), span, label));
        };
        found.push((number, source));
    }
    Ok(found)
}

fn text_at<'v>(value: Option<&'v Value>, pointer: &str) -> Option<&'v str> {
    value?.pointer(pointer)?.as_str()
}

/// The offset of a line and column as the JSON reader counts them: from 1, in bytes, the end of what it has read.
fn place(json: &str, line: usize, column: usize) -> u32 {
    let start: usize = json.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let at = (start + column.saturating_sub(1)).min(json.len());
    let at = (0..=at).rev().find(|at| json.is_char_boundary(*at)).unwrap_or(0);
    Span::from_range(at..at).start
}

/// The place of `part`, a slice of `json`, in it.
fn place_of(part: &str, json: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - json.as_ptr() as usize;
    start..start + part.len()
}

impl<'j> Source<'j> {
    fn read(raw: &'j RawValue) -> Option<Self> {
        let text = raw.get();
        let lines: Vec<&'j RawValue> = match text.starts_with('[') {
            true => serde_json::from_str(text).ok()?,
            false => vec![raw],
        };
        let line = |raw: &'j RawValue| {
            let text = serde_json::from_str::<String>(raw.get()).ok()?;
            Some(Line { raw: raw.get(), text: Cow::Owned(text) })
        };
        Some(Self { raw, lines: lines.into_iter().map(line).collect::<Option<_>>()? })
    }

    /// What it says.
    pub(super) fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.as_ref()).collect()
    }

    /// Its place in the notebook.
    pub(super) fn place(&self, json: &str) -> Range<usize> {
        place_of(self.raw.get(), json)
    }

    /// Writes `code` in the shape of the source; lines that it had already are written as they were.
    pub(super) fn push_with(&self, code: &str, is_ascii: bool, out: &mut String) {
        let raw = self.raw.get();
        if !raw.starts_with('[') {
            push_string(code, is_ascii, out);
            return;
        }
        let known: HashMap<&str, &str> =
            self.lines.iter().map(|line| (line.text.as_ref(), line.raw)).collect();
        let places: Vec<Range<usize>> = self.lines.iter().map(|line| place_of(line.raw, raw)).collect();
        if code.is_empty() {
            out.push_str("[]");
            return;
        }
        let head = places.first().map_or("[", |first| &raw[..first.start]);
        let tail = places.last().map_or("]", |last| &raw[last.end..]);
        let separator = match places.get(1) {
            Some(second) => &raw[places[0].end..second.start],
            None => &format!(",{}", &head[1..]),
        };
        out.push_str(head);
        for (index, line) in lines::split_inclusive(code).enumerate() {
            if index > 0 {
                out.push_str(separator);
            }
            match known.get(line) {
                Some(raw) => out.push_str(raw),
                None => push_string(line, is_ascii, out),
            }
        }
        out.push_str(tail);
    }
}

/// Writes a string as Jupyter does; without other characters than ASCII's if there are none in the notebook.
fn push_string(text: &str, is_ascii: bool, out: &mut String) {
    let quoted = Value::from(text).to_string();
    let mut units = [0; 2];
    for character in quoted.chars() {
        if character.is_ascii() || !is_ascii {
            out.push(character);
        } else {
            for unit in character.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
}
