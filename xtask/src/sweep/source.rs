//! `naja format` and `naja fix`, killed at each of their mutating calls, denied each of them, and run on disks of every
//! size that is too small: each file holds its old bytes or its new ones, and no temporary file stays.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::Context as _;

use super::tree::{Tree, copy};
use super::{listed, succeed, traced};

/// The page of a tmpfs, by which its size grows.
const PAGE: usize = 4096;
/// How many pages more than the project takes there are at most.
const PAGES: usize = 40;

/// Sweeps both commands; how often something was wrong.
///
/// # Errors
/// When strace is missing, or a run fails that nobody disturbed.
pub(super) fn run(naja: &Path) -> anyhow::Result<usize> {
    let naja = naja.canonicalize().with_context(|| format!("there is no `{}`", naja.display()))?;
    let mut failures = 0;
    for word in ["format", "fix"] {
        let temporary = tempfile::Builder::new().prefix("naja-sweep-").tempdir()?;
        let sweep = Sweep::new(&naja, word, temporary.path())?;
        failures += sweep.calls("killed", "signal=KILL")?;
        failures += sweep.calls("told that the disk is full", "error=ENOSPC")?;
        failures += sweep.disks()?;
    }
    Ok(failures)
}

struct Sweep<'a> {
    naja: &'a Path,
    word: &'a str,
    /// The project as it is before.
    origin: PathBuf,
    /// Where the command works.
    work: PathBuf,
    old: Tree,
    new: Tree,
}

impl<'a> Sweep<'a> {
    fn new(naja: &'a Path, word: &'a str, folder: &Path) -> anyhow::Result<Self> {
        let (origin, work) = (folder.join("origin"), folder.join("work"));
        write_project(&origin)?;
        let old = Tree::of(&origin)?;
        let mut sweep = Self { naja, word, origin, work, old, new: Tree::of(folder)? };
        sweep.renew()?;
        succeed(&sweep.plain().output()?, "the reference run")?;
        sweep.new = Tree::of(&sweep.work)?;
        Ok(sweep)
    }

    fn plain(&self) -> Command {
        let mut command = Command::new(self.naja);
        command.arg(self.word).current_dir(&self.work).stdin(Stdio::null());
        command.env("NAJA_CACHE_DIR", self.work.with_extension("cache"));
        command
    }

    /// Makes the project as it was, with an empty cache.
    fn renew(&self) -> anyhow::Result<()> {
        for folder in [self.work.clone(), self.work.with_extension("cache")] {
            if folder.exists() {
                fs::remove_dir_all(folder)?;
            }
        }
        copy(&self.origin, &self.work)
    }

    /// Disturbs a run at each of its calls in turn.
    fn calls(&self, how: &str, fault: &str) -> anyhow::Result<usize> {
        self.renew()?;
        let log = self.work.with_extension("calls");
        let output = traced(&self.plain(), &self.work, &["-o", &log.to_string_lossy()]).output()?;
        succeed(&output, "the traced run")?;
        let calls: BTreeSet<(String, usize)> = listed(&log)?.into_iter().collect();
        println!("== {}, {how} at each of {} calls", self.word, calls.len());
        let (mut failures, mut whole) = (0, 0);
        for (call, nth) in &calls {
            self.renew()?;
            let inject = format!("inject={call}:{fault}:when={nth}");
            let output = traced(&self.plain(), &self.work, &["-e", &inject]).output()?;
            whole += usize::from(output.status.success());
            for problem in self.problems(output.status)? {
                failures += 1;
                println!("   {call} number {nth}: {problem}");
            }
        }
        println!("   {whole} runs went through, {failures} left something wrong");
        Ok(failures)
    }

    /// Runs on file systems that have from no page to [`PAGES`] pages left.
    fn disks(&self) -> anyhow::Result<usize> {
        let script = "mount -t tmpfs -o size=$1 none \"$2\" && cp -a \"$3/.\" \"$2\" && cd \"$2\" && \"$4\" \"$5\"; \
                      code=$?; cp -a \"$2/.\" \"$6\"; exit $code";
        let used: usize = self.old.files().map(|(_, bytes)| bytes.len().div_ceil(PAGE) * PAGE).sum();
        println!("== {}, on disks with 0 to {PAGES} pages left", self.word);
        let disk = self.work.with_extension("disk");
        fs::create_dir_all(&disk)?;
        let (mut failures, mut whole) = (0, 0);
        for pages in 0..=PAGES {
            self.renew()?;
            fs::remove_dir_all(&self.work)?;
            fs::create_dir_all(&self.work)?;
            let mut command = Command::new("unshare");
            command.args(["-m", "sh", "-c", script, "sh", &(used + pages * PAGE).to_string()]);
            command.arg(&disk).arg(&self.origin).arg(self.naja).arg(self.word).arg(&self.work);
            command.env("NAJA_CACHE_DIR", disk.join(".cache-of-naja")).stdin(Stdio::null());
            let output = command.output().context("`unshare` is needed")?;
            let cache = self.work.join(".cache-of-naja");
            if cache.exists() {
                fs::remove_dir_all(cache)?;
            }
            whole += usize::from(output.status.success());
            for problem in self.problems(output.status)? {
                failures += 1;
                println!("   {pages} pages left: {problem}");
            }
        }
        println!("   {whole} runs went through, {failures} left something wrong");
        Ok(failures)
    }

    /// What is wrong after a disturbed run that ended with `status`, and after the next.
    fn problems(&self, status: ExitStatus) -> anyhow::Result<Vec<String>> {
        let mut problems = Vec::new();
        let now = Tree::of(&self.work)?;
        let mut unchanged = false;
        for (path, old) in self.old.files() {
            let (is, new) = (now.contents(path), self.new.contents(path));
            if is != new && is != Some(old) {
                problems.push(format!("{path} holds neither its old bytes nor its new ones"));
            }
            unchanged |= is != new;
        }
        if unchanged && status.success() {
            problems.push("a file was not written, and nothing tells it".to_owned());
        }
        let left = now.files().filter(|(path, _)| self.old.contents(path).is_none());
        if status.code().is_some() {
            problems.extend(left.map(|(path, _)| format!("{path} is left over")));
        }
        let next = self.plain().output()?;
        if !next.status.success() {
            problems.push(format!("the next run fails: {}", String::from_utf8_lossy(&next.stderr)));
        }
        problems.extend(Tree::of(&self.work)?.difference(&self.new));
        Ok(problems)
    }
}

/// Writes files of several kinds, all of which both commands change and leave without findings.
fn write_project(folder: &Path) -> anyhow::Result<()> {
    let package = folder.join("package");
    fs::create_dir_all(&package)?;
    let write = |path: PathBuf, bytes: &[u8]| naja_base::atomic::replace(&path, bytes);
    write(
        folder.join("pyproject.toml"),
        b"[project]\nname = \"swept\"\nversion = \"1\"\nrequires-python = \">=3.9\"\n",
    )?;
    write(folder.join("short.py"), b"import sys\nimport os\nprint( os,sys )\n")?;
    write(package.join("__init__.py"), b"x  =  1\n")?;
    write(package.join("windows.py"), b"x  =  1\r\nprint( x )\r\n")?;
    write(package.join("latin.py"), b"# coding: latin-1\nx  =  '\xe9'\n")?;
    write(package.join("stub.pyi"), b"def f( x ) :\n    ...\n")?;
    let long: String = (0..3000).map(|number| format!("x{number}  =  ( {number},'a' )\n")).collect();
    write(package.join("long.py"), long.as_bytes())?;
    #[cfg(unix)]
    std::os::unix::fs::symlink("package/latin.py", folder.join("link.py"))?;
    Ok(())
}
