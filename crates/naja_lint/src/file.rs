//! What is known of a file beside its text.

use std::path::Path;

/// What is known of a file beside its text.
#[derive(Clone, Copy, Debug)]
pub struct FileFacts<'p> {
    /// Its path, for the rules that look at it.
    pub path: &'p Path,
    /// Whether it is a stub, `*.pyi`.
    pub is_stub: bool,
}

impl<'p> FileFacts<'p> {
    /// What the path alone shows.
    #[must_use]
    pub fn of(path: &'p Path) -> Self {
        Self { path, is_stub: path.extension().is_some_and(|extension| extension == "pyi") }
    }

    /// Whether the file is a package's `__init__`.
    #[must_use]
    pub fn is_init(&self) -> bool {
        self.path.file_stem().is_some_and(|stem| stem == "__init__")
    }
}
