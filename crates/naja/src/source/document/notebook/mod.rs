//! Jupyter notebooks (`*.ipynb`, [nbformat 4](https://nbformat.readthedocs.io/en/latest/format_description.html)): the code of
//! their cells as one text, and a new text put back.
//!
//! Whatever naja does not know in a notebook stays as it is, byte for byte: only the `source` of changed cells is written anew, in
//! the shape that it had.

mod commands;
mod document;

use naja_base::{Diagnostic, Span};
use naja_lint::{Cells, Finding};

use commands::Code;
use document::Source;

/// The code of a notebook.
pub(crate) struct Notebook<'j> {
    json: &'j str,
    cells: Vec<Cell<'j>>,
    /// The code of all cells, a line break after each.
    code: String,
    /// The same as Python: each command of IPython is replaced by a statement on as many lines.
    text: String,
    /// The cells of `text`.
    shape: Cells,
    /// The commands in `code`, as many as in `shape`.
    commands: Vec<Span>,
}

/// A cell of Python.
struct Cell<'j> {
    /// Its number among all cells, from 1.
    number: u32,
    source: Source<'j>,
    /// Its place in the code, with the line break after it.
    span: Span,
}

/// What there is to say about a cell.
pub(crate) struct CellFindings<'n> {
    /// Its number among all cells, from 1.
    pub(crate) number: u32,
    /// Its code, with a line break after it.
    pub(crate) code: &'n str,
    /// The findings, with places in that code.
    pub(crate) findings: Vec<Finding>,
}

/// Whether the file at `path` is a notebook.
pub(crate) fn is_notebook(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ipynb")
}

impl<'j> Notebook<'j> {
    /// Reads a notebook; `name` is what diagnostics call it. One for another language has no cells.
    pub(crate) fn read(name: &str, json: &'j str) -> Result<Self, Box<Diagnostic>> {
        let mut notebook = Self {
            json,
            cells: Vec::new(),
            code: String::new(),
            text: String::new(),
            shape: Cells::default(),
            commands: Vec::new(),
        };
        let (mut starts, mut stand_ins) = (Vec::new(), Vec::new());
        for (number, source) in document::code_cells(name, json)? {
            let code = source.text();
            let Code::Python(commands) = commands::find(&code) else { continue };
            starts.push(offset(&notebook.text));
            let start = offset(&notebook.code);
            let mut done = 0;
            for command in commands {
                notebook.text.push_str(&code[done..command.range.start]);
                let begin = offset(&notebook.text);
                command.push_stand_in(&code, &mut notebook.text);
                stand_ins.push(Span::new(begin, offset(&notebook.text)));
                let inner = Span::from_range(command.range.clone());
                notebook.commands.push(Span::new(start + inner.start, start + inner.end));
                done = command.range.end;
            }
            notebook.text.push_str(&code[done..]);
            notebook.text.push('\n');
            notebook.code.push_str(&code);
            notebook.code.push('\n');
            let span = Span::new(start, offset(&notebook.code));
            notebook.cells.push(Cell { number, source, span });
        }
        notebook.shape = Cells::new(starts, stand_ins);
        Ok(notebook)
    }

    /// The code as Python.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The cells of the text.
    pub(crate) const fn cells(&self) -> &Cells {
        &self.shape
    }

    /// The findings of the text by cell, with places in the code of that cell.
    pub(crate) fn by_cell(&self, findings: &[Finding]) -> Vec<CellFindings<'_>> {
        let mut found: Vec<CellFindings<'_>> = Vec::new();
        for finding in findings {
            // The end of the text belongs to the last cell.
            let start = finding.span.start.min(offset(&self.text).saturating_sub(1));
            let Some(cell) = self.cells.get(self.shape.index(start)) else { continue };
            if found.last().is_none_or(|last| last.number != cell.number) {
                let code = &self.code[cell.span.range()];
                found.push(CellFindings { number: cell.number, code, findings: Vec::new() });
            }
            let place = |span: Span| {
                let inside =
                    |at: u32| self.code_offset(at).clamp(cell.span.start, cell.span.end) - cell.span.start;
                Span::new(inside(span.start), inside(span.end))
            };
            let mut finding = finding.clone();
            finding.span = place(finding.span);
            for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
                edit.span = place(edit.span);
            }
            if let Some(last) = found.last_mut() {
                last.findings.push(finding);
            }
        }
        found
    }

    /// The place in the code of an offset in the text.
    fn code_offset(&self, at: u32) -> u32 {
        let stand_ins = self.shape.commands();
        let after = stand_ins.partition_point(|span| span.start <= at);
        let Some(index) = after.checked_sub(1) else { return at };
        let (stand_in, command) = (stand_ins[index], self.commands[index]);
        match at.checked_sub(stand_in.end) {
            Some(rest) => command.end + rest,
            None => (command.start + (at - stand_in.start)).min(command.end),
        }
    }

    /// The notebook with a new text, whose cells are `cells`.
    pub(crate) fn with_text(&self, text: &str, cells: &Cells) -> Result<String, Box<Diagnostic>> {
        let lost = || {
            let diagnostic = Diagnostic::error("the cells of the notebook can't be separated any more");
            Box::new(
                diagnostic.with_help("this is a bug in naja: please report it, with the file if you can"),
            )
        };
        if cells.count() != self.cells.len() || cells.commands().len() != self.commands.len() {
            return Err(lost());
        }
        let mut commands = cells.commands().iter().zip(&self.commands).peekable();
        let mut out = String::with_capacity(self.json.len());
        let mut done = 0;
        for (index, cell) in self.cells.iter().enumerate() {
            let span = cells.span(index, offset(text));
            let (mut code, mut from) = (String::new(), span.start as usize);
            while let Some((stand_in, command)) = commands.next_if(|(stand_in, _)| stand_in.end <= span.end) {
                if !text.get(stand_in.range()).is_some_and(commands::is_stand_in) {
                    return Err(lost());
                }
                code.push_str(text.get(from..stand_in.range().start).ok_or_else(lost)?);
                code.push_str(&self.code[command.range()]);
                from = stand_in.range().end;
            }
            code.push_str(text.get(from..span.range().end).ok_or_else(lost)?);
            let code = code.strip_suffix('\n').unwrap_or(&code);
            if code != cell.code(&self.code) {
                let place = cell.source.place(self.json);
                out.push_str(&self.json[done..place.start]);
                cell.source.push_with(code, self.json.is_ascii(), &mut out);
                done = place.end;
            }
        }
        out.push_str(&self.json[done..]);
        Ok(out)
    }

    /// The difference to another state of the notebook, cell by cell.
    pub(crate) fn difference(&self, name: &str, new: &Self) -> String {
        let mut out = String::new();
        for (old, new_cell) in self.cells.iter().zip(&new.cells) {
            let (before, after) = (old.code(&self.code), new_cell.code(&new.code));
            if before != after {
                let name = cell_name(name, old.number);
                out.push_str(&super::diff::unified(&name, &format!("{before}\n"), &format!("{after}\n")));
            }
        }
        out
    }
}

/// What a cell is called.
pub(crate) fn cell_name(name: &str, number: u32) -> String {
    format!("{name}:cell {number}")
}

impl Cell<'_> {
    /// The code of the cell, out of that of all.
    fn code<'n>(&self, code: &'n str) -> &'n str {
        let code = &code[self.span.range()];
        code.strip_suffix('\n').unwrap_or(code)
    }
}

/// The offset of the end of `text`.
fn offset(text: &str) -> u32 {
    Span::from_range(0..text.len()).end
}

#[cfg(test)]
mod tests;
