//! Packaging commands killed at one of their mutating calls, and what the next run makes of it.

use std::fs;

use anyhow::Context as _;

use super::random::Random;
use super::strace::{Call, listed, traced};
use super::tally::{Outcome, Tally};
use super::tree::Tree;
use super::workspace::{Naja, Workspace, misbehaviour, remove_all, succeeded};

const PYPROJECT: &str = "[project]\nname = \"swept\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\n    \"tofu[fast]\",\n]\n";

/// A command that is killed.
struct Case {
    name: &'static str,
    /// What is run before.
    before: &'static [&'static str],
    /// The project's dependencies when the command starts, if they change after `before`.
    changed: Option<&'static str>,
    /// Whether the cache has what the command needs.
    warm: bool,
    words: &'static [&'static str],
    /// The next run, which must give what an undisturbed one gives.
    next: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "kill sync, cold cache",
        before: &["lock"],
        changed: None,
        warm: false,
        words: &["sync"],
        next: &["sync"],
    },
    Case {
        name: "kill sync, warm cache",
        before: &["lock"],
        changed: None,
        warm: true,
        words: &["sync"],
        next: &["sync"],
    },
    Case {
        name: "kill add",
        before: &["sync"],
        changed: None,
        warm: false,
        words: &["add", "seitan", "brine<3"],
        next: &["add", "seitan", "brine<3"],
    },
    Case {
        name: "kill remove",
        before: &["sync"],
        changed: Some("\"tofu[fast]\", \"seitan\""),
        warm: true,
        words: &["remove", "seitan"],
        next: &["sync"],
    },
    Case {
        name: "kill venv",
        before: &["lock"],
        changed: None,
        warm: true,
        words: &["venv"],
        next: &["venv", "--clear"],
    },
    Case {
        name: "kill lock",
        before: &["lock"],
        changed: Some("\"tofu[fast]\", \"seitan\""),
        warm: false,
        words: &["lock"],
        next: &["lock"],
    },
];

/// Kills each command `kills` times.
///
/// # Errors
/// When strace fails, or a run that nothing disturbs.
pub(super) fn run(naja: &Naja<'_>, seed: u64, kills: usize) -> anyhow::Result<Vec<Tally>> {
    CASES
        .iter()
        .map(|case| Sweep::prepare(naja, case)?.kill(&mut Random::new(seed, case.name), kills))
        .collect()
}

/// One command with the state that it starts from, and the one that it leads to.
struct Sweep<'a> {
    naja: &'a Naja<'a>,
    case: &'a Case,
    temporary: tempfile::TempDir,
    origin: Workspace,
    expected: Tree,
    calls: Vec<Call>,
}

impl<'a> Sweep<'a> {
    fn prepare(naja: &'a Naja<'a>, case: &'a Case) -> anyhow::Result<Self> {
        let temporary = tempfile::Builder::new().prefix("naja-sweep-").tempdir()?;
        // All runs have one path, which is written to scripts and so into their hashes.
        let work = temporary.path().join("work");
        let start = Workspace::create(work.clone())?;
        start.write("pyproject.toml", PYPROJECT)?;
        naja.succeed(&start, case.before)?;
        if let Some(dependencies) = case.changed {
            start.write("pyproject.toml", PYPROJECT.replace("\"tofu[fast]\"", dependencies))?;
            if case.words != ["lock"] {
                naja.succeed(&start, case.before)?;
            }
        }
        let origin = start.copy_to(&temporary.path().join("origin"))?;
        naja.succeed(&start, case.words)?;
        let expected = Tree::of(&start.project())?;
        if case.warm {
            fs::remove_dir_all(origin.cache())?;
            fs::rename(start.cache(), origin.cache())?;
        }
        start.remove()?;

        let mut sweep = Self { naja, case, temporary, origin, expected, calls: Vec::new() };
        let traced = sweep.origin.copy_to(&work)?;
        sweep.calls = sweep.trace(&traced)?;
        traced.remove()?;
        Ok(sweep)
    }

    fn trace(&self, workspace: &Workspace) -> anyhow::Result<Vec<Call>> {
        let log = workspace.folder.join("calls");
        let command = self.naja.command(workspace, self.case.words);
        let output = traced(&command, &["-o", &log.to_string_lossy()]).output()?;
        succeeded(&output, "the traced run")?;
        listed(&log)
    }

    fn kill(&self, random: &mut Random, kills: usize) -> anyhow::Result<Tally> {
        let mut tally = Tally::new(format!("{} ({} calls)", self.case.name, self.calls.len()));
        let work = self.temporary.path().join("work");
        for _ in 0..kills {
            let (call, nth) = random.pick(&self.calls);
            let workspace = self.origin.copy_to(&work)?;
            let inject = format!("inject={call}:signal=KILL:when={nth}");
            let command = self.naja.command(&workspace, self.case.words);
            let output = traced(&command, &["-e", &inject]).output()?;
            let whole = output.status.success();
            let (problems, lost) = self.problems(&workspace).with_context(|| inject.clone())?;
            let outcome = if whole { Outcome::Survived } else { Outcome::Repaired };
            tally.count(&format!("{call} number {nth}"), outcome, &problems, lost);
            remove_all(&work)?;
        }
        Ok(tally)
    }

    /// What is wrong after a killed run and after the next, and how many bytes of the user are lost.
    fn problems(&self, workspace: &Workspace) -> anyhow::Result<(Vec<String>, usize)> {
        let mut problems = Vec::new();
        let mut lost = 0;
        for name in ["pyproject.toml", "pylock.toml"] {
            let now = fs::read(workspace.project().join(name)).unwrap_or_default();
            let old = fs::read(self.origin.project().join(name)).unwrap_or_default();
            if now != old && Some(now.as_slice()) != self.expected.contents(name) {
                problems.push(format!("{name} holds neither its old bytes nor its new ones"));
                lost += old.len();
            }
        }
        let is_removed = self.case.words.first() == Some(&"remove")
            && !fs::read_to_string(workspace.project().join("pyproject.toml"))?.contains("seitan");
        let next = match self.case.words.first() {
            Some(&"remove") if !is_removed => self.case.words,
            _ => self.case.next,
        };
        let output = self.naja.run(workspace, next)?;
        problems.extend(misbehaviour(&output, next));
        if !output.status.success() {
            problems.push(format!("the next run fails: {}", String::from_utf8_lossy(&output.stderr)));
        }
        problems.extend(Tree::of(&workspace.project())?.difference(&self.expected));
        Ok((problems, lost))
    }
}

#[cfg(test)]
mod tests {
    use super::CASES;

    #[test]
    fn every_case_has_a_name_of_its_own() {
        let mut names: Vec<&str> = CASES.iter().map(|case| case.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CASES.len());
    }
}
