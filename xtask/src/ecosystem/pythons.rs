//! The CPythons of this machine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

/// A CPython 3 that can be run.
#[derive(Clone, Debug)]
pub struct Python {
    /// Major, minor and micro version.
    pub version: (u32, u32, u32),
    /// The executable.
    pub executable: PathBuf,
    /// The folder of its standard library.
    pub library: PathBuf,
}

const QUESTION: &str = "import sys, sysconfig
print(sys.implementation.name, *sys.version_info[:3])
print(sys.executable)
print(sysconfig.get_path('stdlib'))";

/// The CPythons on PATH and under pyenv's root, newest first, one for each version.
pub fn find() -> Vec<Python> {
    let mut candidates: Vec<PathBuf> = Vec::new();
    let path = std::env::var_os("PATH").unwrap_or_default();
    for folder in std::env::split_paths(&path) {
        candidates.extend((0..=30).map(|minor| folder.join(format!("python3.{minor}"))));
        candidates.push(folder.join("python3"));
    }
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".pyenv"));
    if let Some(root) = std::env::var_os("PYENV_ROOT").map(PathBuf::from).or(home) {
        let versions = std::fs::read_dir(root.join("versions")).into_iter().flatten().flatten();
        candidates.extend(versions.map(|entry| entry.path().join("bin").join("python3")));
    }
    let found = candidates.into_iter().filter(|path| path.exists()).filter_map(|path| ask(&path).ok());
    let mut by_version: BTreeMap<(u32, u32, u32), Python> = BTreeMap::new();
    for python in found {
        by_version.entry(python.version).or_insert(python);
    }
    by_version.into_values().rev().collect()
}

/// What `executable` says of itself.
///
/// # Errors
/// When it does not run, or is no CPython of at least 3.8.
pub fn ask(executable: &Path) -> anyhow::Result<Python> {
    let output = Command::new(executable)
        .args(["-I", "-c", QUESTION])
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run `{}`", executable.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines = text.lines();
    let mut next = || lines.next().unwrap_or_default();
    let facts = next();
    let numbers: Vec<u32> = facts.split(' ').skip(1).filter_map(|number| number.parse().ok()).collect();
    match (facts.split(' ').next(), &numbers[..]) {
        (Some("cpython"), [3, minor, micro]) if *minor >= 8 => {
            Ok(Python { version: (3, *minor, *micro), executable: next().into(), library: next().into() })
        }
        _ => bail!("`{}` is no CPython of 3.8 or newer", executable.display()),
    }
}
