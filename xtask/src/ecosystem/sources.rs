//! The real code that is tried: pinned packages, standard libraries, folders given by hand, generated programs.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use walkdir::WalkDir;

use super::pythons::Python;

/// The code bases that parser, linter and formatter are tried on.
const CORPORA: &[&str] = &[
    "celery==5.4.0",
    "django==5.1",
    "fastapi==0.115.5",
    "homeassistant==2024.3.3",
    "pandas==2.2.3",
    "pydantic==2.10.2",
    "rich==13.9.4",
    "scipy==1.14.1",
    "sqlalchemy==2.0.36",
    "sympy==1.13.3",
];

/// What writes programs that no person would; both need the interpreter whose grammar they generate.
const GENERATORS: &[&str] = &["hypothesmith==0.3.3", "pysource-codegen==0.7.1"];
const GENERATE: &str = include_str!("generate.py");

/// One source to try.
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The folder in which the corpora are unpacked, made when it is not there.
///
/// # Errors
/// When pip can't install them.
pub fn corpora(python: &Python) -> anyhow::Result<PathBuf> {
    let folder = cache_folder()?.join("naja-corpora");
    if !folder.join(".complete").exists() {
        eprintln!("unpacking {} code bases into `{}`", CORPORA.len(), folder.display());
        let mut pip = Command::new(&python.executable);
        pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--target"]).arg(&folder);
        run(pip.args(CORPORA))?;
        std::fs::File::create(folder.join(".complete"))?;
    }
    Ok(folder)
}

/// The folder with at least `count` generated programs, made when it is not there. The same interpreter version gives
/// the same programs.
///
/// # Errors
/// When the generators can't be installed or run.
pub fn generated(python: &Python, count: usize) -> anyhow::Result<PathBuf> {
    let (major, minor, micro) = python.version;
    let folder = cache_folder()?.join("naja-generated").join(format!("{major}.{minor}.{micro}"));
    let environment = folder.join("environment");
    let executable = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !executable.exists() {
        std::fs::create_dir_all(&folder)?;
        run(Command::new(&python.executable).args(["-m", "venv"]).arg(&environment))?;
        run(Command::new(&executable).args(["-m", "pip", "install", "--quiet"]).args(GENERATORS))?;
    }
    let programs = folder.join(format!("programs-{count}"));
    if !programs.join(".complete").exists() {
        std::fs::create_dir_all(&programs)?;
        eprintln!("generating {count} programs into `{}`", programs.display());
        run(Command::new(&executable).args(["-c", GENERATE]).arg(&programs).arg(count.to_string()))?;
        std::fs::File::create(programs.join(".complete"))?;
    }
    Ok(programs)
}

/// Reads every `.py` and `.pyi` file under `folders`, one of each content, in a fixed order.
///
/// # Errors
/// When a folder can't be walked or a file can't be read.
pub fn read(folders: &[PathBuf]) -> anyhow::Result<Vec<Source>> {
    let mut seen = HashSet::new();
    let mut sources = Vec::new();
    for folder in folders {
        let is_environment = |path: &Path| path != folder && path.join("pyvenv.cfg").exists();
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(|entry| !is_environment(entry.path())) {
            let entry = entry.with_context(|| format!("cannot walk `{}`", folder.display()))?;
            let path = entry.path();
            let is_python = path.extension().is_some_and(|suffix| suffix == "py" || suffix == "pyi");
            if !is_python || !entry.file_type().is_file() {
                continue;
            }
            let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
            let mut hasher = DefaultHasher::new();
            bytes.hash(&mut hasher);
            if seen.insert((bytes.len(), hasher.finish())) {
                sources.push(Source { path: path.to_path_buf(), bytes });
            }
        }
    }
    Ok(sources)
}

/// The names of the code bases, as folders of [`corpora`].
pub fn corpora_names() -> Vec<String> {
    CORPORA.iter().map(|name| name.split("==").next().unwrap_or(name).to_owned()).collect()
}

/// The folder in which everything that is fetched or made once is kept.
///
/// # Errors
/// When the environment names no folder.
pub fn cache_folder() -> anyhow::Result<PathBuf> {
    let named = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let usual = std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    named.or(usual).context("neither XDG_CACHE_HOME nor HOME is set")
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot run {command:?}"))?;
    if !status.success() {
        bail!("{command:?} failed: {status}");
    }
    Ok(())
}
