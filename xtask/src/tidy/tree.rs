//! The repository's text files, and what is found in them.

use std::fmt;
use std::path::Path;

use anyhow::Context as _;
use walkdir::WalkDir;

/// The text files of a repository.
pub(super) struct Tree {
    pub(super) files: Vec<File>,
}

/// One file: its path from the top with `/` between the parts, and its text.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

/// One violation; the line counts from 1.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

impl Finding {
    pub(super) fn new(file: &File, line: usize, message: impl Into<String>) -> Self {
        Self { path: file.path.clone(), line, message: message.into() }
    }
}

impl Tree {
    pub(super) fn read(root: &Path) -> anyhow::Result<Self> {
        let mut files = Vec::new();
        let entries = WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            !matches!(&*name, ".git" | "target" | ".venv" | "__pycache__" | "artifacts")
        });
        for entry in entries {
            let entry = entry.context("cannot walk the repository")?;
            if !entry.file_type().is_file() || entry.file_name() == "Cargo.lock" {
                continue;
            }
            let bytes = std::fs::read(entry.path())
                .with_context(|| format!("cannot read `{}`", entry.path().display()))?;
            // What is not UTF-8 is a fixture, and no rule here speaks of it.
            let Ok(text) = String::from_utf8(bytes) else { continue };
            let parts = entry.path().strip_prefix(root)?.iter().map(|part| part.to_string_lossy());
            files.push(File { path: parts.collect::<Vec<_>>().join("/"), text });
        }
        Ok(Self { files })
    }

    pub(super) fn get(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    pub(super) fn ending<'a>(&'a self, suffix: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.ends_with(suffix))
    }

    /// Whether `path` is a file or a folder here.
    pub(super) fn exists(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.is_empty()
            || self.files.iter().any(|file| {
                file.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Finding, Tree};

    /// The findings of `check` over files given as (path, text), one a line.
    pub(in super::super) fn findings(check: fn(&Tree) -> Vec<Finding>, files: &[(&str, &str)]) -> String {
        check(&Tree::of(files)).iter().map(|finding| format!("{finding}\n")).collect()
    }

    impl Tree {
        pub(in super::super) fn of(files: &[(&str, &str)]) -> Self {
            let file =
                |(path, text): &(&str, &str)| super::File { path: (*path).into(), text: (*text).into() };
            Self { files: files.iter().map(file).collect() }
        }
    }

    #[test]
    fn folders_and_files_exist_and_prefixes_of_names_do_not() {
        let tree = Tree::of(&[("docs/guide/a.md", "")]);
        assert!(tree.exists("docs/guide/") && tree.exists("docs/guide/a.md") && tree.exists(""));
        assert!(!tree.exists("docs/gui") && !tree.exists("docs/guide/a"));
    }
}
