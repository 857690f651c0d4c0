//! `cargo xtask sweep`: naja killed at mutating system calls, and what the next run makes of it.
//!
//! One run under strace lists the calls that `naja sync` and `naja add` make. Then each command is started again and again in a
//! fresh copy of the project and killed at one of them, chosen with a seed; the same command, not killed, must then give the
//! reference tree, and pyproject.toml and pylock.toml must hold their old bytes or their new ones in between.
//! `naja format` and `naja fix` are killed, and denied, at every one of their calls: see [`source`].

mod source;
mod tree;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output, Stdio};

use anyhow::{Context as _, bail};
use naja_testkit::IndexServer;

use tree::{Tree, copy};

/// The calls that change files; opening may create one.
const CALLS: &str = "openat,write,pwrite64,writev,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,\
                     symlink,symlinkat,truncate,ftruncate,fsync,fdatasync,chmod,fchmod,fchmodat,fchown,utimensat,copy_file_range";

const UNIVERSE: &str = include_str!("universe.toml");

const PYPROJECT: &str = "[project]\nname = \"swept\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\n    \"tofu[fast]\",\n]\n";

/// Runs the sweep. `--naja PATH` names the binary, `--kills N` how often `sync` and `add` are killed, `--seed N` the seed;
/// `--column source` or `--column packaging` runs one half.
///
/// # Errors
/// When strace or the binary is missing, or a run fails that nobody killed.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let mut sweep = Sweep { naja: crate::task::root().join("target/release/naja"), kills: 200, seed: 1 };
    let mut column = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let value = rest.next().with_context(|| format!("{argument} takes a value"))?;
        match argument.as_str() {
            "--naja" => sweep.naja = PathBuf::from(value),
            "--kills" => sweep.kills = value.parse()?,
            "--seed" => sweep.seed = value.parse()?,
            "--column" => column = Some(value.as_str()),
            _ => bail!("`{argument}` is not known here"),
        }
    }
    let strace = Command::new("strace").arg("-V").output();
    if !strace.is_ok_and(|output| output.status.success()) {
        bail!("strace is needed: install it with the system's package manager");
    }
    let mut failures = 0;
    if column != Some("packaging") {
        failures += source::run(&sweep.naja)?;
    }
    if column != Some("source") {
        let index = IndexServer::of(UNIVERSE);
        let (cold, warm) = (Start { cold: true, synced: false }, Start { cold: false, synced: false });
        failures += sweep.command(&index, "sync, cold cache", &["sync"], cold)?;
        failures += sweep.command(&index, "sync, warm cache", &["sync"], warm)?;
        failures += sweep.command(
            &index,
            "add",
            &["add", "seitan", "brine<3"],
            Start { cold: true, synced: true },
        )?;
    }
    println!("{failures} failures");
    Ok(if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Sweep {
    naja: PathBuf,
    kills: usize,
    seed: u64,
}

/// What a command finds.
#[derive(Clone, Copy)]
struct Start {
    /// Whether the cache lacks what the command needs.
    cold: bool,
    /// Whether the environment is up to date.
    synced: bool,
}

/// A folder with `project` and `cache` in it.
struct Place {
    folder: PathBuf,
}

impl Sweep {
    /// Kills one command at `self.kills` calls and returns how often something was wrong afterwards.
    fn command(
        &self,
        index: &IndexServer,
        name: &str,
        words: &[&str],
        start: Start,
    ) -> anyhow::Result<usize> {
        let temporary = tempfile::Builder::new().prefix("naja-sweep-").tempdir()?;
        let origin = Place { folder: temporary.path().join("origin") };
        fs::create_dir_all(origin.project())?;
        naja_base::atomic::replace(&origin.project().join("pyproject.toml"), PYPROJECT.as_bytes())?;
        self.prepare(index, &origin, words, start)?;

        // All runs have one path, which stands in scripts and so in their hashes.
        let work = temporary.path().join("work");
        let reference = origin.copy_to(&work)?;
        succeed(&self.naja(index, &reference, words).output()?, "the reference run")?;
        let expected = Tree::of(&reference.project())?;
        fs::remove_dir_all(&work)?;
        let calls = self.calls(index, &origin.copy_to(&work)?, words)?;
        fs::remove_dir_all(&work)?;
        println!("== {name}: {} calls, killed at {} of them", calls.len(), self.kills);

        let mut random = self.seed;
        let (mut failures, mut killed) = (0, 0);
        for _ in 0..self.kills {
            let (call, nth) = &calls[usize::try_from(next(&mut random))? % calls.len()];
            let place = origin.copy_to(&work)?;
            let inject = format!("inject={call}:signal=KILL:when={nth}");
            let output = self.traced(index, &place, words, &["-e", &inject]).output()?;
            killed += usize::from(!output.status.success());
            for problem in self.problems(index, &origin, &place, &expected, words)? {
                failures += 1;
                println!("   killed at {call} number {nth}: {problem}");
            }
            fs::remove_dir_all(&place.folder)?;
        }
        println!("   {killed} runs were killed, {failures} left something wrong");
        Ok(failures)
    }

    /// Brings `origin` to where the command starts.
    fn prepare(
        &self,
        index: &IndexServer,
        origin: &Place,
        words: &[&str],
        start: Start,
    ) -> anyhow::Result<()> {
        let first: &[&str] = if start.synced { &["sync"] } else { &["lock"] };
        succeed(&self.naja(index, origin, first).output()?, "the preparation")?;
        if !start.cold {
            let other = origin.copy_to(&origin.folder.with_extension("warm"))?;
            succeed(&self.naja(index, &other, words).output()?, "the warming")?;
            fs::remove_dir_all(origin.cache())?;
            fs::rename(other.cache(), origin.cache())?;
            fs::remove_dir_all(&other.folder)?;
        }
        Ok(())
    }

    /// What is wrong after a killed run, and after the next.
    fn problems(
        &self,
        index: &IndexServer,
        origin: &Place,
        place: &Place,
        expected: &Tree,
        words: &[&str],
    ) -> anyhow::Result<Vec<String>> {
        let mut problems = Vec::new();
        for name in ["pyproject.toml", "pylock.toml"] {
            let now = fs::read(place.project().join(name))?;
            if now != fs::read(origin.project().join(name))?
                && Some(now.as_slice()) != expected.contents(name)
            {
                problems.push(format!("{name} holds neither its old bytes nor its new ones"));
            }
        }
        let next = self.naja(index, place, words).output()?;
        if !next.status.success() {
            problems.push(format!("the next run fails: {}", String::from_utf8_lossy(&next.stderr)));
        }
        problems.extend(Tree::of(&place.project())?.difference(expected));
        Ok(problems)
    }

    /// The calls of one run.
    fn calls(
        &self,
        index: &IndexServer,
        place: &Place,
        words: &[&str],
    ) -> anyhow::Result<Vec<(String, usize)>> {
        let log = place.folder.join("calls");
        let log_text = log.to_string_lossy().into_owned();
        let output = self.traced(index, place, words, &["-o", &log_text]).output()?;
        succeed(&output, "the traced run")?;
        listed(&log)
    }

    fn traced(&self, index: &IndexServer, place: &Place, words: &[&str], options: &[&str]) -> Command {
        traced(&self.naja(index, place, words), &place.project(), options)
    }

    fn naja(&self, index: &IndexServer, place: &Place, words: &[&str]) -> Command {
        let mut command = Command::new(&self.naja);
        command.args(words).current_dir(place.project()).stdin(Stdio::null());
        command.env("NAJA_CACHE_DIR", place.cache()).env("NAJA_DEFAULT_INDEX", index.url());
        command.env_remove("VIRTUAL_ENV");
        command
    }
}

impl Place {
    fn project(&self) -> PathBuf {
        self.folder.join("project")
    }

    fn cache(&self) -> PathBuf {
        self.folder.join("cache")
    }

    /// The same place anew.
    fn copy_to(&self, folder: &Path) -> anyhow::Result<Self> {
        copy(&self.folder, folder)?;
        Ok(Self { folder: folder.to_path_buf() })
    }
}

/// `plain`, run in `folder` under strace.
fn traced(plain: &Command, folder: &Path, options: &[&str]) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", &format!("trace={CALLS}")]).args(options);
    if !options.contains(&"-o") {
        command.args(["-o", "/dev/null"]);
    }
    command.arg(plain.get_program()).args(plain.get_args()).current_dir(folder);
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.stdin(Stdio::null());
    command
}

/// The calls that strace wrote to `log`, each with its number within its thread.
fn listed(log: &Path) -> anyhow::Result<Vec<(String, usize)>> {
    let mut seen = std::collections::HashMap::new();
    let mut calls = Vec::new();
    for line in fs::read_to_string(log)?.lines() {
        let mut fields = line.split_whitespace();
        let (Some(thread), Some(rest)) = (fields.next(), fields.next()) else { continue };
        let Some((call, _)) = rest.split_once('(') else { continue };
        let nth = seen.entry((thread.to_owned(), call.to_owned())).or_insert(0);
        *nth += 1;
        calls.push((call.to_owned(), *nth));
    }
    if calls.is_empty() {
        bail!("strace saw no calls");
    }
    Ok(calls)
}

fn succeed(output: &Output, what: &str) -> anyhow::Result<()> {
    if !output.status.success() {
        bail!("{what} ended with {}\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// The next number of a fixed sequence (xorshift).
fn next(state: &mut u64) -> u32 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    u32::try_from(*state >> 33).unwrap_or(0)
}
