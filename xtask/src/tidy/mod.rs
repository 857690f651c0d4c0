//! `cargo xtask tidy`: what holds for every file of the repository and no compiler checks.

mod docs;
mod edges;
mod length;
mod manifest;
mod text;

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use walkdir::WalkDir;

/// Every check, in the order in which the findings are told.
const CHECKS: &[fn(&Tree) -> Vec<Finding>] = &[
    edges::check,
    manifest::check,
    length::check,
    text::headers,
    text::attributes,
    text::machine_paths,
    text::registry_hosts,
    docs::links,
    docs::commands,
];

/// Runs all checks over the repository; exit code 1 when one of them has something to say.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    if let Some(argument) = arguments.first() {
        bail!("`tidy` takes no argument, but `{argument}` was given");
    }
    let tree = Tree::read(&crate::root())?;
    let findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check(&tree)).collect();
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("tidy: {} files, {} checks, nothing to say", tree.files.len(), CHECKS.len());
        return Ok(ExitCode::SUCCESS);
    }
    println!("tidy: {} findings", findings.len());
    Ok(ExitCode::FAILURE)
}

/// The text files of a repository.
pub struct Tree {
    files: Vec<File>,
}

/// One file: its path from the top with `/` between the parts, and its text.
struct File {
    path: String,
    text: String,
}

/// One thing to mend; the line counts from 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

impl Finding {
    fn new(file: &File, line: usize, message: impl Into<String>) -> Self {
        Self { path: file.path.clone(), line, message: message.into() }
    }
}

impl Tree {
    fn read(root: &Path) -> anyhow::Result<Self> {
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

    fn get(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    fn ending<'a>(&'a self, suffix: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.ends_with(suffix))
    }

    /// Whether `path` is a file or a folder here.
    fn exists(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.is_empty()
            || self.files.iter().any(|file| {
                file.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, Tree};

    /// The findings of `check` over files given as (path, text), one a line.
    pub fn findings(check: fn(&Tree) -> Vec<Finding>, files: &[(&str, &str)]) -> String {
        check(&Tree::of(files)).iter().map(|finding| format!("{finding}\n")).collect()
    }

    impl Tree {
        fn of(files: &[(&str, &str)]) -> Self {
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
