//! A file's text as the rules see it, and the way back: a module as it is, a notebook cell by cell.

mod diff;
mod notebook;

use std::path::Path;

use naja_base::{Diagnostic, LineIndex};
use naja_lint::output::{FileFindings, Renderer};
use naja_lint::{Cells, Finding};

pub(crate) use diff::unified;
pub(crate) use notebook::is_notebook;
use notebook::{Notebook, cell_name};

/// What the rules look at.
pub(crate) enum Document<'t> {
    /// The text of a module or stub.
    Module(&'t str),
    /// The cells of a notebook.
    Notebook(Notebook<'t>),
}

impl<'t> Document<'t> {
    /// What a file of this path, which users know as `shown`, holds.
    pub(crate) fn of(path: &Path, shown: &str, text: &'t str) -> Result<Self, Box<Diagnostic>> {
        match is_notebook(path) {
            true => Notebook::read(shown, text).map(Self::Notebook),
            false => Ok(Self::Module(text)),
        }
    }

    /// As Python.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Module(text) => text,
            Self::Notebook(notebook) => notebook.text(),
        }
    }

    /// The cells of the text, where it has some.
    pub(crate) const fn cells(&self) -> Option<&Cells> {
        match self {
            Self::Module(_) => None,
            Self::Notebook(notebook) => Some(notebook.cells()),
        }
    }

    /// The file with a new text, whose cells are `cells`.
    pub(crate) fn with_text(&self, text: String, cells: Option<&Cells>) -> Result<String, Box<Diagnostic>> {
        match (self, cells) {
            (Self::Notebook(notebook), Some(cells)) => notebook.with_text(&text, cells),
            _ => Ok(text),
        }
    }

    /// The findings as they are shown; `name` is the path as the user knows it.
    pub(crate) fn render(&self, renderer: Renderer, path: &Path, name: &str, findings: &[Finding]) -> String {
        let mut out = String::new();
        let render = |name: &str, source: &str, cell: Option<u32>, findings: &[Finding], out: &mut String| {
            let lines = LineIndex::new(source);
            renderer.file(&FileFindings { name, path, source, lines: &lines, cell, findings }, out);
        };
        match self {
            Self::Module(text) => render(name, text, None, findings, &mut out),
            Self::Notebook(notebook) => {
                for (index, found) in notebook.by_cell(findings).into_iter().enumerate() {
                    if index > 0 {
                        out.push_str(renderer.separator());
                    }
                    let name = cell_name(name, found.number);
                    render(&name, found.code, Some(found.number), &found.findings, &mut out);
                }
            }
        }
        out
    }
}

/// What differs between two states of a file.
pub(crate) fn difference(path: &Path, shown: &str, old: &str, new: &str) -> String {
    if is_notebook(path)
        && let (Ok(old), Ok(new)) = (Notebook::read(shown, old), Notebook::read(shown, new))
    {
        return old.difference(shown, &new);
    }
    unified(shown, old, new)
}
