//! Commands over everything that can be in the place of an environment: the user's files are all there afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use walkdir::WalkDir;

use super::shapes::{Base, SHAPES, Shape, foreign};
use super::tally::{Outcome, Tally};
use super::workspace::{Naja, USERS, Workspace, misbehaviour, remove_all, user};

const PYPROJECT: &str =
    "[project]\nname = \"shaped\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu\"]\n";

const COMMANDS: &[&[&str]] = &[
    &["sync"],
    &["run", "python", "-c", "pass"],
    &["add", "seitan"],
    &["remove", "tofu"],
    &["venv", "--clear"],
];

/// Runs each command over each shape.
///
/// # Errors
/// When a shape can't be made.
pub(super) fn run(naja: &Naja<'_>, every: usize) -> anyhow::Result<Tally> {
    let mut tally = Tally::new(format!("{} shapes of .venv", SHAPES.len()));
    let temporary = tempfile::Builder::new().prefix("naja-sweep-").tempdir()?;
    let work = temporary.path().join("work");
    let bases = [Base::Nothing, Base::Synced, Base::Foreign]
        .into_iter()
        .enumerate()
        .map(|(number, base)| {
            Ok((base, make_base(naja, base, &work, &temporary.path().join(number.to_string()))?))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let trials = SHAPES.iter().flat_map(|shape| COMMANDS.iter().map(move |words| (shape, *words)));
    for (shape, words) in trials.step_by(every) {
        let base = bases.iter().find(|(base, _)| *base == shape.base);
        let Some((_, base)) = base else { continue };
        let workspace = base.copy_to(&work)?;
        (shape.make)(&workspace)?;
        trial(naja, &workspace, shape, words, &mut tally)?;
        remove_all(&work)?;
    }
    Ok(tally)
}

fn make_base(naja: &Naja<'_>, base: Base, work: &Path, folder: &Path) -> anyhow::Result<Workspace> {
    let workspace = Workspace::create(work.to_path_buf())?;
    workspace.write("pyproject.toml", PYPROJECT)?;
    for path in [".git/objects/ab/cdef", "src/module.py", "removing/x"] {
        user(workspace.project().join(path))?;
    }
    user(workspace.home().join("thesis.txt"))?;
    naja.succeed(&workspace, &["sync"])?;
    match base {
        Base::Nothing => fs::remove_dir_all(workspace.project().join(".venv"))?,
        Base::Synced => {}
        Base::Foreign => foreign(&workspace)?,
    }
    let copy = workspace.copy_to(folder)?;
    workspace.remove()?;
    Ok(copy)
}

fn trial(
    naja: &Naja<'_>,
    workspace: &Workspace,
    shape: &Shape,
    words: &[&str],
    tally: &mut Tally,
) -> anyhow::Result<()> {
    let before = users(workspace);
    let output = naja.run(workspace, words)?;
    let after = users(workspace);
    let mut problems: Vec<String> = misbehaviour(&output, words).into_iter().collect();
    let mut lost = 0;
    let environment = workspace.project().join(".venv");
    for (contents, path) in &before {
        match after.get(contents) {
            None => {
                lost += contents.len();
                problems.push(format!("{} is lost", shown(workspace, path)));
            }
            Some(now) if now != path && (environment.is_symlink() || !path.starts_with(&environment)) => {
                problems.push(format!("{} is moved to {}", shown(workspace, path), shown(workspace, now)));
            }
            Some(_) => {}
        }
    }
    let mut outcome = if output.status.success() { Outcome::Survived } else { Outcome::Refused };
    if output.status.success()
        && words == ["sync"]
        && let Some(problem) = unusable(workspace)
    {
        // A `sync` with nothing to do looks at few files. What it does not see, `--check` must, and `--reinstall` must repair.
        if naja.run(workspace, &["sync", "--check"])?.status.code() != Some(1) {
            problems.push(format!("`sync` and `sync --check` succeed, and {problem}"));
        }
        let repaired = naja.run(workspace, &["sync", "--reinstall"])?;
        if let (true, Some(problem)) = (repaired.status.success(), unusable(workspace)) {
            problems.push(format!("`sync --reinstall` succeeds, and {problem}"));
        }
        outcome = if repaired.status.success() { Outcome::Repaired } else { Outcome::Refused };
    }
    tally.count(&format!("{}, `{}`", shape.name, words.join(" ")), outcome, &problems, lost);
    Ok(())
}

/// The user's files: by contents, so that one is known wherever it is.
fn users(workspace: &Workspace) -> BTreeMap<String, PathBuf> {
    let entries = WalkDir::new(&workspace.folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let read = files.filter_map(|entry| Some((fs::read_to_string(entry.path()).ok()?, entry.into_path())));
    read.filter(|(text, _)| text.starts_with(USERS)).collect()
}

/// What is wrong with an environment, as Python sees it.
fn unusable(workspace: &Workspace) -> Option<String> {
    let python = workspace.project().join(".venv/bin/python");
    let mut command = Command::new(python);
    command.args(["-I", "-c", "import tofu, tofu.a.b; assert tofu.version == '1.0'"]).stdin(Stdio::null());
    match command.output() {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(String::from_utf8_lossy(&output.stderr).into_owned()),
        Err(error) => Some(format!("the interpreter does not start: {error}")),
    }
}

fn shown(workspace: &Workspace, path: &Path) -> String {
    path.strip_prefix(&workspace.folder).unwrap_or(path).display().to_string()
}
