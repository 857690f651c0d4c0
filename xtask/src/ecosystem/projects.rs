//! The real projects whose locks and environments are compared with those of other tools.

use std::fs;
use std::path::Path;

/// A project's requirements, by the letter under which reports name it.
pub struct Input {
    /// The letter.
    pub name: &'static str,
    /// `project.dependencies`.
    pub dependencies: &'static [&'static str],
    /// The group `dev`.
    pub dev: &'static [&'static str],
}

/// Web, data, services, machine learning.
pub const INPUTS: &[Input] = &[
    Input {
        name: "a",
        dependencies: &[
            "fastapi[standard]",
            "django",
            "pydantic[email]>=2",
            "sqlalchemy[asyncio]",
            "httpx",
            "polars",
            "uvicorn[standard]",
        ],
        dev: &["pytest", "pytest-asyncio", "mypy", "ruff"],
    },
    Input { name: "b", dependencies: &["jupyterlab", "pandas", "matplotlib", "scikit-learn"], dev: &[] },
    Input {
        name: "c",
        dependencies: &["celery[redis]", "boto3", "sentry-sdk[django]", "wagtail", "psycopg[binary]"],
        dev: &[],
    },
    Input { name: "d", dependencies: &["transformers[torch]", "datasets"], dev: &[] },
];

/// The lower bounds under which each is locked.
pub const REQUIRES_PYTHON: &[&str] = &[">=3.11", ">=3.9"];

impl Input {
    /// Writes the project's pyproject.toml into `folder`.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn write(&self, folder: &Path, requires_python: &str) -> std::io::Result<()> {
        let list =
            |items: &[&str]| -> String { items.iter().map(|item| format!("    \"{item}\",\n")).collect() };
        let mut text = format!(
            "[project]\nname = \"sample-{}\"\nversion = \"0.1.0\"\nrequires-python = \"{requires_python}\"\ndependencies = [\n{}]\n",
            self.name,
            list(self.dependencies),
        );
        if !self.dev.is_empty() {
            text += &format!("\n[dependency-groups]\ndev = [\n{}]\n", list(self.dev));
        }
        fs::create_dir_all(folder)?;
        naja_base::atomic::replace(&folder.join("pyproject.toml"), text.as_bytes())
    }
}
