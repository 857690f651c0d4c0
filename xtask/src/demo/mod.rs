//! `cargo xtask demo`: the release binary makes, locks, installs and tests a real project in a temporary folder.
//!
//! On the default index; where that can't be reached, on the small index in `offline.rs`, and then it says so.

mod offline;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use tempfile::TempDir;

/// Runs the demonstration.
///
/// # Errors
/// When a step fails.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    if let [first, ..] = arguments
        && first != "--offline"
    {
        bail!("`{first}` is not known here: the one option is --offline");
    }
    let mut demo = Demo::new(build()?)?;
    if !arguments.is_empty() {
        demo.say("as asked, a small index on this machine stands in for the default one");
        offline::run(&mut demo)?;
    } else if demo.index_answers()? {
        demo.say("the default index answers: this is the real thing");
        demo.real()?;
    } else {
        demo.say("the default index does not answer: a small index on this machine stands in for it");
        offline::run(&mut demo)?;
    }
    demo.summary();
    Ok(ExitCode::SUCCESS)
}

struct Demo {
    binary: PathBuf,
    folder: TempDir,
    /// Where commands run.
    project: PathBuf,
    /// What is set for every command beside the process's own environment.
    environment: Vec<(String, String)>,
    steps: Vec<(String, Duration)>,
}

impl Demo {
    fn new(binary: PathBuf) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("naja-demo-").tempdir()?;
        let project = folder.path().to_path_buf();
        Ok(Self { binary, folder, project, environment: Vec::new(), steps: Vec::new() })
    }

    /// The whole life of a web application.
    fn real(&mut self) -> anyhow::Result<()> {
        self.step(&["init", "shop", "--template", "fastapi"])?;
        self.project.push("shop");
        self.step(&["add", "pydantic[email]>=2", "sqlalchemy[asyncio]", "polars"])?;
        self.step(&["add", "--group", "dev", "pytest", "pytest-asyncio", "mypy"])?;
        self.step(&["lock", "--check"])?;
        self.step(&["sync", "--check"])?;
        self.step(&["test"])?;
        self.step(&["tree"])
    }

    fn say(&self, text: &str) {
        eprintln!("\n# {text}");
    }

    /// Runs naja with `arguments`, its output shown, and notes the time.
    fn step(&mut self, arguments: &[&str]) -> anyhow::Result<()> {
        let shown =
            format!("naja {}", arguments.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" "));
        eprintln!("\n$ {shown}");
        let start = Instant::now();
        let status = self.command(arguments).status().context("naja does not start")?;
        self.steps.push((shown.clone(), start.elapsed()));
        if !status.success() {
            bail!("`{shown}` ended with {status}");
        }
        Ok(())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments).current_dir(&self.project).stdin(Stdio::null());
        command.env_remove("VIRTUAL_ENV").envs(self.environment.iter().map(|(key, value)| (key, value)));
        command
    }

    /// Whether the default index can be asked, found out by locking one small package.
    fn index_answers(&self) -> anyhow::Result<bool> {
        let probe = self.folder.path().join("probe");
        let quietly = |arguments: &[&str], folder: &Path| -> anyhow::Result<bool> {
            let mut command = self.command(arguments);
            command
                .current_dir(folder)
                .env("NAJA_HTTP_RETRIES", "0")
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            Ok(command.status().context("naja does not start")?.success())
        };
        if !quietly(&["init", "probe"], self.folder.path())? {
            bail!("`naja init` fails");
        }
        quietly(&["add", "--no-sync", "iniconfig"], &probe)
    }

    fn summary(&self) {
        let width = self.steps.iter().map(|(step, _)| step.len()).max().unwrap_or(0);
        eprintln!("\n# what was done, and how long it took");
        for (step, time) in &self.steps {
            eprintln!("{step:width$}  {:>8.2} s", time.as_secs_f64());
        }
    }
}

/// Builds the release binary and returns its path.
fn build() -> anyhow::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    eprintln!("$ cargo build --release --package naja");
    let status = Command::new(&cargo).args(["build", "--release", "--package", "naja"]).status()?;
    if !status.success() {
        bail!("the release build failed");
    }
    let output = Command::new(&cargo).args(["metadata", "--format-version", "1", "--no-deps"]).output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let target = metadata["target_directory"].as_str().context("cargo does not tell its target folder")?;
    Ok(Path::new(target).join("release").join(format!("naja{}", std::env::consts::EXE_SUFFIX)))
}

fn quoted(word: &str) -> String {
    if word.contains(['[', '>', ' ', '*']) { format!("\"{word}\"") } else { word.to_owned() }
}
