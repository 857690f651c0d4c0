//! The cache changed in every way that a broken disk, another program or a person can change it.

use std::fs::{self, File, FileTimes};
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use walkdir::WalkDir;

use super::random::Random;
use super::tally::{Outcome, Tally};
use super::tree::Tree;
use super::workspace::{Naja, Workspace, make_fifo, misbehaviour, remove_all, stderr};

const PYPROJECT: &str = "[project]\nname = \"cached\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu[fast]\"]\n";
const SOURCES: &[(&str, &str)] =
    &[("a.py", "import os\nx=1\n"), ("b.py", "y = 2\n"), ("c/d.py", "from a import x\n")];
/// A file that a link from the cache leads to.
const PRECIOUS: &[u8] = b"the only copy of a thesis\n";

/// The commands whose results the cache must not change, with the exit code that they have.
const COMMANDS: &[(&[&str], i32)] = &[
    (&["lock"], 0),
    (&["sync"], 0),
    (&["lint", "--output-format", "concise"], 1),
    (&["format", "--check"], 1),
];

/// What is done to one entry of the cache.
#[derive(Clone, Copy, Debug)]
enum Change {
    FlipBit,
    Truncate,
    Empty,
    Random,
    Append,
    Exchange,
    Remove,
    Folder,
    Fifo,
    LinkNowhere,
    LinkToItself,
    LinkToOther,
    LinkToPrecious,
}

const CHANGES: &[Change] = &[
    Change::FlipBit,
    Change::FlipBit,
    Change::Truncate,
    Change::Empty,
    Change::Random,
    Change::Append,
    Change::Exchange,
    Change::Remove,
    Change::Folder,
    Change::Fifo,
    Change::LinkNowhere,
    Change::LinkToItself,
    Change::LinkToOther,
    Change::LinkToPrecious,
];

/// What undisturbed runs give.
struct Expected {
    tree: Tree,
    lock: Vec<u8>,
    outputs: Vec<Vec<u8>>,
}

/// Changes the cache `trials` times.
///
/// # Errors
/// When an undisturbed run fails.
pub(super) fn run(naja: &Naja<'_>, seed: u64, trials: usize) -> anyhow::Result<Tally> {
    let mut tally = Tally::new("corrupted cache");
    let mut random = Random::new(seed, "cache");
    let temporary = tempfile::Builder::new().prefix("naja-sweep-").tempdir()?;
    let folder = temporary.path().join("work");
    let mut expected = None;
    for _ in 0..trials {
        let workspace = warm(naja, folder.clone())?;
        if expected.is_none() {
            expected = Some(Expected::of(naja, &workspace)?);
        }
        let expected = expected.as_ref().context("it was just set")?;
        let project = workspace.project();
        // Half of the trials make a lock again; all make the environment again.
        if random.below(2) == 0 {
            fs::remove_file(project.join("pylock.toml"))?;
        }
        fs::remove_dir_all(project.join(".venv"))?;
        let trial = change(&workspace, &mut random)?;
        let (outcome, problems) = judge(naja, &workspace, expected)?;
        let precious = fs::read(workspace.home().join("thesis.txt")).unwrap_or_default();
        let lost = if precious == PRECIOUS { 0 } else { PRECIOUS.len() };
        tally.count(&trial, outcome, &problems, lost);
        remove_all(&folder)?;
    }
    Ok(tally)
}

/// A project with everything in the cache that its commands need.
fn warm(naja: &Naja<'_>, folder: PathBuf) -> anyhow::Result<Workspace> {
    let workspace = Workspace::create(folder)?;
    workspace.write("pyproject.toml", PYPROJECT)?;
    for (name, text) in SOURCES {
        workspace.write(name, text)?;
    }
    naja_base::atomic::replace(&workspace.home().join("thesis.txt"), PRECIOUS)?;
    for (words, code) in COMMANDS {
        let output = naja.run(&workspace, words)?;
        anyhow::ensure!(output.status.code() == Some(*code), "`{}`: {}", words.join(" "), stderr(&output));
    }
    Ok(workspace)
}

impl Expected {
    fn of(naja: &Naja<'_>, workspace: &Workspace) -> anyhow::Result<Self> {
        let outputs = COMMANDS.iter().map(|(words, _)| Ok(naja.run(workspace, words)?.stdout));
        Ok(Self {
            tree: Tree::of(&workspace.project())?,
            lock: fs::read(workspace.project().join("pylock.toml"))?,
            outputs: outputs.collect::<anyhow::Result<_>>()?,
        })
    }
}

/// Runs the commands over the changed cache: each must give what it gives over a sound one, or refuse.
fn judge(
    naja: &Naja<'_>,
    workspace: &Workspace,
    expected: &Expected,
) -> anyhow::Result<(Outcome, Vec<String>)> {
    let mut problems = Vec::new();
    let mut refused = false;
    for ((words, code), wanted) in COMMANDS.iter().zip(&expected.outputs) {
        let output = naja.run(workspace, words)?;
        if let Some(problem) = misbehaviour(&output, words) {
            problems.push(problem);
            continue;
        }
        match output.status.code() {
            Some(2) => refused = true,
            Some(now) if now != *code => {
                problems.push(format!("`{}` exits with {now}: {}", words.join(" "), stderr(&output)));
            }
            _ if output.stdout != *wanted && words[0] != "lock" && words[0] != "sync" => {
                problems.push(format!("`{}` prints something else", words.join(" ")));
            }
            _ => {}
        }
    }
    if !refused {
        problems.extend(differences(workspace, expected)?);
        return Ok((Outcome::Survived, problems));
    }
    // An error must leave a way out, and the one that the manual names is to clean the cache.
    for words in [&["cache", "clean"][..], &["lock"], &["sync"]] {
        let output = naja.run(workspace, words)?;
        if !output.status.success() {
            problems.push(format!("`{}` fails after an error: {}", words.join(" "), stderr(&output)));
        }
    }
    problems.extend(differences(workspace, expected)?);
    Ok((Outcome::Refused, problems))
}

fn differences(workspace: &Workspace, expected: &Expected) -> anyhow::Result<Vec<String>> {
    let mut problems = Tree::of(&workspace.project())?.difference(&expected.tree);
    if fs::read(workspace.project().join("pylock.toml")).unwrap_or_default() != expected.lock {
        problems.push("the lock is another".to_owned());
    }
    Ok(problems)
}

/// Changes one entry of the cache; what was done, in words.
fn change(workspace: &Workspace, random: &mut Random) -> anyhow::Result<String> {
    let cache = workspace.cache();
    // Each part of the cache is as likely as the others, however many files it has.
    let parts: Vec<PathBuf> = folder_entries(&cache)?;
    let mut entries = Vec::new();
    while entries.is_empty() {
        entries = files(&parts[random.below(parts.len())]);
    }
    let path = random.pick(&entries).clone();
    let others: Vec<PathBuf> = files(&cache).into_iter().filter(|other| *other != path).collect();
    let other = random.pick(&others).clone();
    let times = fs::metadata(&path)?;
    let keeps_mtime = random.below(2) == 0;
    let change = *random.pick(CHANGES);
    apply(change, &path, &other, workspace, random)?;
    if keeps_mtime && path.is_file() && !path.is_symlink() {
        let times = FileTimes::new().set_modified(times.modified()?).set_accessed(times.accessed()?);
        File::options().append(true).open(&path)?.set_times(times)?;
    }
    let shown = path.strip_prefix(&cache)?.display();
    Ok(format!("{change:?}{} of {shown}", if keeps_mtime { ", mtime kept," } else { "" }))
}

fn apply(
    change: Change,
    path: &Path,
    other: &Path,
    workspace: &Workspace,
    random: &mut Random,
) -> anyhow::Result<()> {
    let bytes = fs::read(path)?;
    let mut changed = bytes.clone();
    match change {
        Change::FlipBit if bytes.is_empty() => changed.push(1),
        Change::FlipBit => {
            let at = random.below(bytes.len());
            changed[at] ^= 1 << random.below(8);
        }
        Change::Truncate => changed.truncate(bytes.len() / 2),
        Change::Empty => changed.clear(),
        Change::Random => {
            for byte in &mut changed {
                *byte = u8::try_from(random.below(256)).unwrap_or(0);
            }
        }
        Change::Append => changed.extend_from_slice(b"more"),
        Change::Exchange => {
            changed = fs::read(other)?;
            overwrite(other, &bytes)?;
        }
        Change::Remove
        | Change::Folder
        | Change::Fifo
        | Change::LinkNowhere
        | Change::LinkToItself
        | Change::LinkToOther
        | Change::LinkToPrecious => {
            fs::remove_file(path)?;
            return put(change, path, other, &workspace.home());
        }
    }
    overwrite(path, &changed)
}

/// Puts something that is no file in the place of one.
fn put(change: Change, path: &Path, other: &Path, home: &Path) -> anyhow::Result<()> {
    match change {
        Change::Folder => {
            fs::create_dir(path)?;
            File::create(path.join("inside"))?;
        }
        Change::Fifo => make_fifo(path)?,
        Change::LinkNowhere => symlink("nowhere", path)?,
        Change::LinkToItself => symlink(path, path)?,
        Change::LinkToOther => symlink(other, path)?,
        Change::LinkToPrecious => symlink(home.join("thesis.txt"), path)?,
        _ => {}
    }
    Ok(())
}

/// Changes a file in place, read-only ones included, so that hard links see it.
fn overwrite(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let permissions = fs::metadata(path)?.permissions();
    let mut writable = permissions.clone();
    std::os::unix::fs::PermissionsExt::set_mode(&mut writable, 0o644);
    fs::set_permissions(path, writable)?;
    File::options().write(true).truncate(true).open(path)?.write_all(bytes)?;
    fs::set_permissions(path, permissions)?;
    Ok(())
}

fn folder_entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
    entries.sort();
    Ok(entries)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}
