//! isort: its texts, kept between runs.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::ecosystem::lint::text;
use crate::ecosystem::sources;

/// The program.
pub struct Isort {
    path: PathBuf,
}

/// The files that isort changes, as it leaves them.
pub struct Texts {
    folder: PathBuf,
}

impl Texts {
    /// What it makes of a file, named from the corpora's folder; `None` where it changes nothing.
    pub fn first(&self, file: &Path) -> Option<String> {
        text(&self.folder.join("first").join(file))
    }

    /// What it makes of its own text; `None` where it changes nothing any more.
    pub fn second(&self, file: &Path) -> Option<String> {
        text(&self.folder.join("second").join(file))
    }
}

impl Isort {
    /// The one among the peers in the cache folder, or the one on PATH.
    pub fn find() -> Self {
        let peer = sources::cache_folder().map(|folder| folder.join("naja-peers/bin/isort"));
        Self::at(peer.ok().filter(|path| path.exists()).unwrap_or_else(|| "isort".into()))
    }

    pub const fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Its texts of `files`, which are below `root`.
    pub fn texts(&self, root: &Path, corpora: &[String], files: &[PathBuf]) -> anyhow::Result<Texts> {
        let output = Command::new(&self.path).arg("--version").output().context("isort can't be started")?;
        let said = String::from_utf8_lossy(&output.stdout);
        let version = said.split_whitespace().skip_while(|word| *word != "VERSION").nth(1);
        let version = version.context("isort prints no version")?;
        let mut hasher = DefaultHasher::new();
        (corpora, root).hash(&mut hasher);
        let name = format!("{version}-{:016x}", hasher.finish());
        let folder = sources::cache_folder()?.join("naja-isort").join(name);
        let complete = folder.join(".complete");
        if !complete.exists() {
            eprintln!("running isort over {} files, twice", files.len());
            let copy = tempfile::tempdir()?;
            transfer(files, root, copy.path(), |_, _| true)?;
            self.sort(copy.path())?;
            let differs = |from: &Path, to: &Path| std::fs::read(from).ok() != std::fs::read(to).ok();
            let sorted: Vec<PathBuf> = files
                .iter()
                .filter_map(|file| Some(copy.path().join(file.strip_prefix(root).ok()?)))
                .collect();
            let changed = |from: &Path, relative: &Path| differs(from, &root.join(relative));
            transfer(&sorted, copy.path(), &folder.join("first"), changed)?;
            self.sort(copy.path())?;
            let changed = |from: &Path, relative: &Path| {
                let first = folder.join("first").join(relative);
                let first = if first.exists() { first } else { root.join(relative) };
                differs(from, &first)
            };
            transfer(&sorted, copy.path(), &folder.join("second"), changed)?;
            std::fs::File::create(complete)?;
        }
        Ok(Texts { folder })
    }

    /// Sorts what is in `folder`, with nothing set but the profile.
    fn sort(&self, folder: &Path) -> anyhow::Result<()> {
        let jobs = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let mut command = Command::new(&self.path);
        command.current_dir(folder).args(["--quiet", "--profile", "black", "--jobs", &jobs.to_string()]);
        // Folders such as `build` would be left out.
        command.args(["--skip", "nothing", "--settings-path", ".", "."]);
        let output = command.stdin(Stdio::null()).output().context("isort can't be started")?;
        if !output.status.success() {
            bail!("isort failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    }
}

/// Copies those of `files` that are wanted, keeping their places.
fn transfer(
    files: &[PathBuf],
    from: &Path,
    to: &Path,
    wanted: impl Fn(&Path, &Path) -> bool,
) -> anyhow::Result<()> {
    for file in files {
        let relative = file.strip_prefix(from)?;
        if wanted(file, relative) {
            let target = to.join(relative);
            std::fs::create_dir_all(target.parent().unwrap_or(to))?;
            std::fs::copy(file, target)?;
        }
    }
    Ok(())
}
