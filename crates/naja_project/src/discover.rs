//! A project on disk: where it starts, and where its files are.

use std::path::{Path, PathBuf};

use naja_base::Diagnostic;
use naja_config::document::{Result, read};

use crate::pyproject::PyProject;

/// A project: its folder and its pyproject.toml.
#[derive(Debug)]
pub struct Project {
    /// The folder, absolute.
    pub root: PathBuf,
    /// The file that makes it a project.
    pub pyproject: PyProject,
}

impl Project {
    /// Finds the project that `start` lies in: the nearest folder upwards with a pyproject.toml that describes one. A file that
    /// holds settings only is passed over, unless there is no other. `None` where there is no pyproject.toml at all.
    ///
    /// Names of files in diagnostics are relative to `start` where they lie below it.
    ///
    /// # Errors
    /// When a pyproject.toml on the way can't be read.
    pub fn discover(start: &Path) -> Result<Option<Self>> {
        let start = absolute(start)?;
        let mut settings_only = None;
        for folder in start.ancestors().filter(|folder| folder.join("pyproject.toml").is_file()) {
            let project = Self::open_as_seen_from(folder, &start)?;
            if project.pyproject.marks_a_project() {
                return Ok(Some(project));
            }
            settings_only.get_or_insert(project);
        }
        Ok(settings_only)
    }

    /// Opens the project in `folder`, for `--project`.
    ///
    /// # Errors
    /// When it has no pyproject.toml, or one that can't be read.
    pub fn open(folder: &Path) -> Result<Self> {
        let root = absolute(folder)?;
        if !root.join("pyproject.toml").is_file() {
            let message = format!("there is no `pyproject.toml` in `{}`", folder.display());
            return Err(Box::new(
                Diagnostic::error(message).with_help("run `naja init` to start a project there"),
            ));
        }
        let seen_from = std::env::current_dir().unwrap_or_else(|_| root.clone());
        Self::open_as_seen_from(&root, &seen_from)
    }

    /// The error that there is no project where one is needed.
    #[must_use]
    pub fn missing(start: &Path) -> Box<Diagnostic> {
        let message = format!("no `pyproject.toml` in `{}` or any folder above it", start.display());
        Box::new(Diagnostic::error(message).with_help("run `naja init` to start a project here"))
    }

    /// The path of pyproject.toml.
    #[must_use]
    pub fn pyproject_path(&self) -> PathBuf {
        self.root.join("pyproject.toml")
    }

    /// The path of the lock, whether it is there or not.
    #[must_use]
    pub fn lock_path(&self) -> PathBuf {
        self.root.join("pylock.toml")
    }

    /// Whether modules live in `src/`.
    #[must_use]
    pub fn has_src_layout(&self) -> bool {
        self.root.join("src").is_dir()
    }

    fn open_as_seen_from(root: &Path, seen_from: &Path) -> Result<Self> {
        let path = root.join("pyproject.toml");
        let name = path.strip_prefix(seen_from).unwrap_or(&path).display().to_string();
        let pyproject = PyProject::parse(read(&path, &name)?)?;
        Ok(Self { root: root.to_path_buf(), pyproject })
    }
}

fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path)
        .map_err(|error| Box::new(Diagnostic::error(format!("can't find `{}`: {error}", path.display()))))
}
