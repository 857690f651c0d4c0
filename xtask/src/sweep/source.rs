//! `naja format` and `naja fix`, killed at their mutating calls, denied them, and run on disks of every size that is too
//! small: each file holds its old bytes or its new ones, and no temporary file stays.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::Context as _;

use super::random::Random;
use super::strace::{listed, traced};
use super::tally::{Outcome, Tally};
use super::tree::{Tree, copy};
use super::workspace::{remove_all, succeeded, wrapped};

/// The page of a tmpfs, by which its size grows.
const PAGE: usize = 4096;
/// How many pages more than the project takes there are at most.
const PAGES: usize = 40;

/// How much is tried.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    /// How often each command is killed.
    pub(super) kills: usize,
    /// Of the calls that are denied and the disks that are too small, each of this number is tried.
    pub(super) every: usize,
    /// Whether the kernel lets this user mount a disk of its own.
    pub(super) has_disks: bool,
}

/// Sweeps both commands.
///
/// # Errors
/// When strace fails, or a run that nothing disturbs.
pub(super) fn run(naja: &Path, seed: u64, extent: Extent) -> anyhow::Result<Vec<Tally>> {
    let mut tallies = Vec::new();
    for word in ["format", "fix"] {
        let temporary = tempfile::Builder::new().prefix("naja-sweep-").tempdir()?;
        let sweep = Sweep::new(naja, word, temporary.path())?;
        let calls = sweep.trace()?;
        let mut random = Random::new(seed, word);
        let killed: Vec<_> = (0..extent.kills).map(|_| random.pick(&calls).clone()).collect();
        tallies.push(sweep.disturb(
            &format!("kill {word} ({} calls)", calls.len()),
            "signal=KILL",
            &killed,
        )?);
        let denied: Vec<_> = calls.into_iter().step_by(extent.every).collect();
        tallies.push(sweep.disturb(&format!("no space at a call of {word}"), "error=ENOSPC", &denied)?);
        if extent.has_disks {
            tallies.push(sweep.disks(extent.every)?);
        }
    }
    Ok(tallies)
}

/// Whether a disk of a few pages can be mounted.
pub(super) fn has_disks() -> bool {
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", "mount -t tmpfs -o size=4096 none /tmp"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
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
        succeeded(&sweep.plain().output()?, "the reference run")?;
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
                remove_all(&folder)?;
            }
        }
        copy(&self.origin, &self.work)
    }

    fn trace(&self) -> anyhow::Result<Vec<(String, usize)>> {
        self.renew()?;
        let log = self.work.with_extension("calls");
        let output = traced(&self.plain(), &["-o", &log.to_string_lossy()]).output()?;
        succeeded(&output, "the traced run")?;
        let calls: BTreeSet<(String, usize)> = listed(&log)?.into_iter().collect();
        Ok(calls.into_iter().collect())
    }

    /// Disturbs a run at each of these calls in turn.
    fn disturb(&self, name: &str, fault: &str, calls: &[(String, usize)]) -> anyhow::Result<Tally> {
        let mut tally = Tally::new(name);
        for (call, nth) in calls {
            self.renew()?;
            let inject = format!("inject={call}:{fault}:when={nth}");
            let output = traced(&self.plain(), &["-e", &inject]).output()?;
            self.judge(&format!("{call} number {nth}"), output.status, &mut tally)?;
        }
        Ok(tally)
    }

    /// Runs on file systems that have from no page to [`PAGES`] pages left.
    fn disks(&self, every: usize) -> anyhow::Result<Tally> {
        let mut tally = Tally::new(format!("small disks under {}", self.word));
        let script = "mount -t tmpfs -o size=$1 none \"$2\" && cp -a \"$3/.\" \"$2\" && cd \"$2\" && \"$4\" \"$5\"; \
                      code=$?; cp -a \"$2/.\" \"$6\"; exit $code";
        let used: usize = self.old.files().map(|(_, bytes)| bytes.len().div_ceil(PAGE) * PAGE).sum();
        let disk = self.work.with_extension("disk");
        fs::create_dir_all(&disk)?;
        for pages in (0..=PAGES).step_by(every) {
            self.renew()?;
            fs::remove_dir_all(&self.work)?;
            fs::create_dir_all(&self.work)?;
            let mut command = Command::new("unshare");
            command.args(["-m", "sh", "-c", script, "sh", &(used + pages * PAGE).to_string()]);
            command.arg(&disk).arg(&self.origin).arg(self.naja).arg(self.word).arg(&self.work);
            command.env("NAJA_CACHE_DIR", disk.join(".cache-of-naja")).stdin(Stdio::null());
            let output = wrapped(&command, &[]).output().context("`unshare` is needed")?;
            let cache = self.work.join(".cache-of-naja");
            if cache.exists() {
                fs::remove_dir_all(cache)?;
            }
            self.judge(&format!("{pages} pages left"), output.status, &mut tally)?;
        }
        Ok(tally)
    }

    /// Counts what is wrong after a disturbed run that ended with `status`, and after the next.
    fn judge(&self, trial: &str, status: ExitStatus, tally: &mut Tally) -> anyhow::Result<()> {
        let mut problems = Vec::new();
        let (mut lost, mut unchanged) = (0, false);
        let now = Tree::of(&self.work)?;
        for (path, old) in self.old.files() {
            let (is, new) = (now.contents(path), self.new.contents(path));
            if is != new && is != Some(old) {
                problems.push(format!("{path} holds neither its old bytes nor its new ones"));
                lost += old.len();
            }
            unchanged |= is != new;
        }
        if unchanged && status.success() {
            problems.push("a file was not written, and nothing reports it".to_owned());
        }
        let left = now.files().filter(|(path, _)| self.old.contents(path).is_none());
        if status.code().is_some_and(|code| code < 128) {
            problems.extend(left.map(|(path, _)| format!("{path} is left over")));
        }
        let next = wrapped(&self.plain(), &[]).output()?;
        if !next.status.success() {
            problems.push(format!("the next run fails: {}", String::from_utf8_lossy(&next.stderr)));
        }
        problems.extend(Tree::of(&self.work)?.difference(&self.new));
        let outcome = match status.code() {
            Some(0) => Outcome::Survived,
            Some(2) => Outcome::Refused,
            _ => Outcome::Repaired,
        };
        tally.count(trial, outcome, &problems, lost);
        Ok(())
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
