//! Black, run once over a copy of each folder for each variant; what it made is kept in the cache.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use walkdir::WalkDir;

use super::Variant;
use crate::ecosystem::sources;

/// A Black that can be run.
pub struct Black {
    executable: PathBuf,
    /// Its version.
    pub version: String,
}

impl Black {
    /// The one named, or the one on PATH.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(named: Option<&Path>) -> anyhow::Result<Self> {
        let executable = named.unwrap_or(Path::new("black")).to_path_buf();
        let output = Command::new(&executable)
            .arg("--version")
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("cannot run `{}`; name one with --black", executable.display()))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let version =
            text.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()));
        let version = version.with_context(|| format!("`{}` names no version", executable.display()))?;
        let version = version.trim_end_matches(',').to_owned();
        Ok(Self { executable, version })
    }

    /// The folder with each file of `folder` as Black leaves it. A file that Black refuses ends with `.refused`.
    ///
    /// # Errors
    /// When files can't be copied or Black can't be run.
    pub fn formatted(&self, folder: &Path, variant: Variant) -> anyhow::Result<PathBuf> {
        let name = folder.file_name().context("a folder without a name")?;
        let home = sources::cache_folder()?.join("naja-black").join(&self.version).join(variant.name);
        let copy = home.join(name);
        let complete = copy.with_extension("complete");
        if complete.exists() {
            return Ok(copy);
        }
        eprintln!("running Black ({}) over `{}`", variant.name, folder.display());
        if copy.exists() {
            std::fs::remove_dir_all(&copy)?;
        }
        copy_sources(folder, &copy)?;
        let log = self.rewrite(&copy, variant)?;
        for line in log.lines() {
            let path = line.strip_prefix("error: cannot format ").and_then(|rest| rest.split_once(": "));
            if let Some((path, reason)) = path {
                scratch(Path::new(&format!("{path}.refused")), reason.as_bytes())?;
            }
        }
        std::fs::File::create(complete)?;
        Ok(copy)
    }

    /// Formats all files of a folder in place; what Black said.
    fn rewrite(&self, folder: &Path, variant: Variant) -> anyhow::Result<String> {
        let state = tempfile::tempdir()?;
        let settings = state.path().join("black.toml");
        scratch(&settings, b"")?;
        let mut command = Command::new(&self.executable);
        command.env("BLACK_CACHE_DIR", state.path()).arg("--config").arg(&settings);
        // Neither its own checks nor its ignore patterns: what it writes is all that counts here.
        command.args(["--fast", "--exclude", "^$", "--line-length", &variant.line_length.to_string()]);
        let output = command
            .args(variant.flag)
            .arg(folder)
            .stdin(Stdio::null())
            .output()
            .context("cannot run Black")?;
        if !matches!(output.status.code(), Some(0 | 123)) {
            bail!("Black failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// Writes a file that may be lost.
///
/// # Errors
/// When it can't be written.
pub fn scratch(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::File::create(path)?.write_all(bytes)
}

fn copy_sources(from: &Path, to: &Path) -> anyhow::Result<()> {
    for entry in WalkDir::new(from) {
        let entry = entry?;
        let path = entry.path();
        let is_python = path.extension().is_some_and(|suffix| suffix == "py" || suffix == "pyi");
        if is_python && entry.file_type().is_file() {
            let target = to.join(path.strip_prefix(from)?);
            std::fs::create_dir_all(target.parent().unwrap_or(to))?;
            std::fs::copy(path, target)?;
        }
    }
    std::fs::create_dir_all(to)?;
    Ok(())
}
