//! What is known of a file beside its text.

use std::path::Path;

use super::cells::Cells;

/// What is known of a file beside its text.
#[derive(Clone, Copy)]
pub struct FileFacts<'p> {
    /// Its path, for the rules that look at it.
    pub path: &'p Path,
    /// Whether it is a stub, `*.pyi`.
    pub is_stub: bool,
    /// Whether a dotted module belongs to the project: its first part is a module or package in a source folder, or the
    /// package that the file itself is in.
    pub is_first_party: &'p (dyn Fn(&str) -> bool + Sync),
    /// The cells, where it is a notebook.
    pub cells: Option<&'p Cells>,
}

impl<'p> FileFacts<'p> {
    /// What the path alone shows.
    #[must_use]
    pub fn of(path: &'p Path) -> Self {
        let is_stub = path.extension().is_some_and(|extension| extension == "pyi");
        Self { path, is_stub, is_first_party: &|_| false, cells: None }
    }

    /// Whether a notebook's cell ends between two offsets.
    #[must_use]
    pub fn is_parted(&self, start: u32, end: u32) -> bool {
        self.cells.is_some_and(|cells| cells.index(start) != cells.index(end))
    }

    /// Whether the file is a package's `__init__`.
    #[must_use]
    pub fn is_init(&self) -> bool {
        self.path.file_stem().is_some_and(|stem| stem == "__init__")
    }
}

impl std::fmt::Debug for FileFacts<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileFacts").field("path", &self.path).finish_non_exhaustive()
    }
}
