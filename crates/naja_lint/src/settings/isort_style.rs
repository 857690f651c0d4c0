//! Where the two sorters that projects know part ways, as questions that the steps of sorting ask.

/// Whose text sorting makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Ruff's.
    #[default]
    Ruff,
    /// That of isort with its profile `black`.
    Isort,
}

impl Style {
    /// The style called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "ruff" => Some(Self::Ruff),
            "isort" => Some(Self::Isort),
            _ => None,
        }
    }

    /// Whether all that is imported from a module is one list, which `as` and comments part only when it is written.
    pub(crate) const fn parts_when_written(self) -> bool {
        self.is_isort()
    }

    /// Whether names that differ but in case, or in the zeros before a number, stay in the order in which they are met.
    pub(crate) const fn keeps_ties(self) -> bool {
        self.is_isort()
    }

    /// Whether a comment in parentheses speaks of the statement, unless it follows the only name of its line.
    pub(crate) const fn gathers_comments(self) -> bool {
        self.is_isort()
    }

    /// Whether several comments after a line become one, with `; ` between them, and count for its width even if they speak to
    /// a tool.
    pub(crate) const fn joins_comments(self) -> bool {
        self.is_isort()
    }

    /// Whether wrapped names are indented by four blanks, however the file is indented.
    pub(crate) const fn indents_by_four(self) -> bool {
        self.is_isort()
    }

    /// Whether a blank line parts a nested block, or one at the end of the file, from a comment below.
    pub(crate) const fn parts_from_comments(self) -> bool {
        self.is_isort()
    }

    /// Whether a module of any Python 3 counts as one of the standard library, whatever the oldest one wanted.
    pub(crate) const fn knows_every_python(self) -> bool {
        self.is_isort()
    }

    /// Whether a module belongs where its topmost package does, rather than where it is found itself.
    pub(crate) const fn places_by_package(self) -> bool {
        self.is_isort()
    }

    /// Whether a module is forced apart by how its first name starts, and sorted into sections there as well; else by a pattern.
    pub(crate) const fn separates_by_prefix(self) -> bool {
        !self.is_isort()
    }

    /// Whether a module's docstring can keep it from being sorted.
    pub(crate) const fn reads_docstrings(self) -> bool {
        self.is_isort()
    }

    /// Whether sorting across `import` and `from` goes by the module as it is written, dots before it included, and leaves no
    /// lines between the two kinds.
    pub(crate) const fn sorts_dots_as_letters(self) -> bool {
        self.is_isort()
    }

    /// Whether the line before a comment is one of those between `import` and `from`.
    pub(crate) const fn shares_blank_lines(self) -> bool {
        self.is_isort()
    }

    const fn is_isort(self) -> bool {
        matches!(self, Self::Isort)
    }
}
