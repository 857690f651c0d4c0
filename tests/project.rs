//! A project in a temporary folder, with an index of its own, on which naja is run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use naja_testkit::{IndexServer, ServerOptions, Universe};
use tempfile::TempDir;

/// A project, its index and its cache.
pub(crate) struct Project {
    folder: TempDir,
    pub(crate) index: IndexServer,
}

impl Project {
    /// A project with this pyproject.toml, on an index with this universe.
    pub(crate) fn new(universe: &str, pyproject: &str) -> Self {
        Self::on(IndexServer::start(Universe::parse(universe), ServerOptions::default()), pyproject)
    }

    /// A project on `index`.
    pub(crate) fn on(index: IndexServer, pyproject: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let project = Self { folder, index };
        fs::create_dir(project.root()).unwrap();
        project.write("pyproject.toml", pyproject);
        project
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    pub(crate) fn cache(&self) -> PathBuf {
        self.folder.path().join("cache")
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_default()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        naja_base::atomic::replace(&self.root().join(path), text.as_bytes()).unwrap();
    }

    /// A command in the project's folder, with nothing of the user's own settings.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_naja"));
        command.args(arguments).current_dir(self.root());
        for (name, _) in std::env::vars_os() {
            if ["NAJA_", "UV_", "XDG_", "VIRTUAL_ENV"]
                .iter()
                .any(|prefix| name.to_string_lossy().starts_with(prefix))
            {
                command.env_remove(name);
            }
        }
        command.env("HOME", self.folder.path()).env("NAJA_CACHE_DIR", self.cache());
        command.env("NAJA_DEFAULT_INDEX", self.index.url()).env("NO_COLOR", "1");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must end well and returns what it said.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "naja {}: {}", arguments.join(" "), said(&output));
        said(&output)
    }

    /// Runs a command that must end with exit code 2 and returns what it said.
    pub(crate) fn fails(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "naja {}: {}", arguments.join(" "), said(&output));
        said(&output)
    }

    /// The names and versions that the environment has, as its folders tell.
    pub(crate) fn installed(&self) -> Vec<String> {
        let Some(site) = site_packages(&self.root().join(".venv")) else { return Vec::new() };
        let mut names: Vec<_> = fs::read_dir(site)
            .unwrap()
            .filter_map(|entry| {
                entry.unwrap().file_name().to_str()?.strip_suffix(".dist-info").map(str::to_owned)
            })
            .collect();
        names.sort();
        names
    }
}

/// What a command wrote on either stream.
pub(crate) fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The folder of an environment's packages.
pub(crate) fn site_packages(environment: &Path) -> Option<PathBuf> {
    let python = fs::read_dir(environment.join("lib")).ok()?.next()?.ok()?;
    Some(python.path().join("site-packages"))
}
