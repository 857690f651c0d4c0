//! Locks in which somebody has exchanged what identifies a distribution.

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;
use toml_edit::{DocumentMut, InlineTable, Value, value};

use super::random::Random;
use super::tally::{Outcome, Tally};
use super::tree::Tree;
use super::workspace::{Naja, Workspace, misbehaviour, remove_all, stderr};

const PYPROJECT: &str = "[project]\nname = \"locked\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu[fast]\", \"seitan\"]\n";
const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What is done to the entry of one distribution, with the help of another's.
#[derive(Clone, Copy, Debug)]
enum Change {
    /// Its hash is the other's.
    Hash,
    /// Its address is the other's.
    Address,
    /// Both are, its file name is not.
    HashAndAddress,
    /// Its whole wheel is.
    Wheel,
    /// Both entries have each other's address and hash.
    Exchange,
    /// Its version is another than its wheel's.
    Version,
    /// Its name is the other's, of which there are two then.
    Name,
    HashOfZeros,
    NoHash,
    OnlyMd5,
    Size,
    /// The address of a file on this machine.
    FileAddress,
    /// A path out of the project.
    PathOutside,
    /// A file name that leads out of its folder.
    FileNameOutside,
    /// A host where nobody listens.
    OtherHost,
}

const CHANGES: &[Change] = &[
    Change::Hash,
    Change::Address,
    Change::HashAndAddress,
    Change::Wheel,
    Change::Exchange,
    Change::Version,
    Change::Name,
    Change::HashOfZeros,
    Change::NoHash,
    Change::OnlyMd5,
    Change::Size,
    Change::FileAddress,
    Change::PathOutside,
    Change::FileNameOutside,
    Change::OtherHost,
];

/// Tries `trials` locks, each with a cold or a warm cache.
///
/// # Errors
/// When an undisturbed run fails, or the lock has not the form that this part knows.
pub(super) fn run(naja: &Naja<'_>, seed: u64, trials: usize) -> anyhow::Result<Tally> {
    let mut tally = Tally::new("malicious locks");
    let mut random = Random::new(seed, "locks");
    let temporary = tempfile::Builder::new().prefix("naja-sweep-").tempdir()?;
    let work = temporary.path().join("work");
    let start = Workspace::create(work.clone())?;
    start.write("pyproject.toml", PYPROJECT)?;
    naja.succeed(&start, &["lock"])?;
    let cold = start.copy_to(&temporary.path().join("cold"))?;
    naja.succeed(&start, &["sync"])?;
    let expected = Tree::of(&start.project())?;
    fs::remove_dir_all(start.project().join(".venv"))?;
    let warm = start.copy_to(&temporary.path().join("warm"))?;
    start.remove()?;

    for trial in 0..trials {
        let change = CHANGES[trial % CHANGES.len()];
        let is_warm = random.below(2) == 0;
        let workspace = if is_warm { &warm } else { &cold }.copy_to(&work)?;
        let lock = fs::read_to_string(workspace.project().join("pylock.toml"))?;
        let (changed, names) = apply(change, &lock, &workspace, &mut random)?;
        workspace.write("pylock.toml", &changed)?;
        let (outcome, problems) = judge(naja, &workspace, &lock, &expected)?;
        let shown = format!("{change:?} of {names}, {}", if is_warm { "warm" } else { "cold" });
        tally.count(&shown, outcome, &problems, 0);
        remove_all(&work)?;
    }
    Ok(tally)
}

fn judge(
    naja: &Naja<'_>,
    workspace: &Workspace,
    lock: &str,
    expected: &Tree,
) -> anyhow::Result<(Outcome, Vec<String>)> {
    let output = naja.run(workspace, &["sync"])?;
    let mut problems: Vec<String> = misbehaviour(&output, &["sync"]).into_iter().collect();
    let installed = Tree::of(&workspace.project())?;
    if output.status.success() {
        let difference = installed.difference(expected);
        let wrong = difference.into_iter().filter(|line| !line.starts_with("pylock.toml "));
        problems.extend(wrong.map(|line| format!("`sync` succeeds, and {line}")));
        return Ok((Outcome::Survived, problems));
    }
    let foreign = installed
        .files()
        .filter(|(path, bytes)| path.contains("site-packages/") && expected.contents(path) != Some(*bytes));
    problems.extend(foreign.map(|(path, _)| format!("`sync` fails, and {path} is not what belongs there")));
    workspace.write("pylock.toml", lock)?;
    let output = naja.run(workspace, &["sync"])?;
    if !output.status.success() {
        problems.push(format!("`sync` fails with the right lock: {}", stderr(&output)));
    }
    problems.extend(Tree::of(&workspace.project())?.difference(expected));
    Ok((Outcome::Refused, problems))
}

/// The changed lock, and the names of the two distributions.
fn apply(
    change: Change,
    lock: &str,
    workspace: &Workspace,
    random: &mut Random,
) -> anyhow::Result<(String, String)> {
    let mut document: DocumentMut = lock.parse()?;
    let count = document["packages"].as_array_of_tables().map_or(0, toml_edit::ArrayOfTables::len);
    anyhow::ensure!(count > 1, "the lock has fewer than two packages");
    let one = random.below(count);
    let other = (one + 1 + random.below(count - 1)) % count;
    let name = |document: &DocumentMut, index: usize| {
        document["packages"][index]["name"].as_str().unwrap_or("").to_owned()
    };
    let names = format!("{} and {}", name(&document, one), name(&document, other));
    let theirs = wheel(&mut document, other)?.clone();
    let ours = wheel(&mut document, one)?.clone();
    let home: PathBuf = workspace.home().join("other-1.0-py3-none-any.whl");
    match change {
        Change::Version => document["packages"][one]["version"] = value("9.9"),
        Change::Name => document["packages"][one]["name"] = value(name(&document, other)),
        Change::Exchange => {
            take(wheel(&mut document, other)?, &ours, &["url", "hashes", "size"]);
            take(wheel(&mut document, one)?, &theirs, &["url", "hashes", "size"]);
        }
        Change::Hash => take(wheel(&mut document, one)?, &theirs, &["hashes"]),
        Change::Address => take(wheel(&mut document, one)?, &theirs, &["url"]),
        Change::HashAndAddress => take(wheel(&mut document, one)?, &theirs, &["url", "hashes", "size"]),
        Change::Wheel => *wheel(&mut document, one)? = theirs,
        Change::HashOfZeros => set_hashes(wheel(&mut document, one)?, &[("sha256", ZEROS)]),
        Change::NoHash => set_hashes(wheel(&mut document, one)?, &[]),
        Change::OnlyMd5 => set_hashes(wheel(&mut document, one)?, &[("md5", &ZEROS[..32])]),
        Change::Size => drop(wheel(&mut document, one)?.insert("size", Value::from(7))),
        Change::FileAddress => {
            drop(wheel(&mut document, one)?.insert("url", Value::from(format!("file://{}", home.display()))));
        }
        Change::PathOutside => {
            let wheel = wheel(&mut document, one)?;
            wheel.remove("url");
            wheel.insert("path", Value::from("../home/other-1.0-py3-none-any.whl"));
        }
        Change::FileNameOutside => {
            drop(
                wheel(&mut document, one)?
                    .insert("name", Value::from("../../home/other-1.0-py3-none-any.whl")),
            );
        }
        Change::OtherHost => {
            drop(
                wheel(&mut document, one)?
                    .insert("url", Value::from("http://127.0.0.1:9/other-1.0-py3-none-any.whl")),
            );
        }
    }
    Ok((document.to_string(), names))
}

fn wheel(document: &mut DocumentMut, package: usize) -> anyhow::Result<&mut InlineTable> {
    let wheels = document["packages"][package]["wheels"].as_array_mut();
    let first = wheels.and_then(|wheels| wheels.get_mut(0)).and_then(Value::as_inline_table_mut);
    first.context("a package of the lock has no wheel")
}

fn take(wheel: &mut InlineTable, other: &InlineTable, keys: &[&str]) {
    for key in keys {
        match other.get(key) {
            Some(theirs) => drop(wheel.insert(*key, theirs.clone())),
            None => drop(wheel.remove(key)),
        }
    }
}

fn set_hashes(wheel: &mut InlineTable, hashes: &[(&str, &str)]) {
    let table: InlineTable = hashes.iter().map(|(name, hash)| (*name, Value::from(*hash))).collect();
    wheel.insert("hashes", Value::InlineTable(table));
}
