//! Many `naja add`s of one project at once, while somebody saves pyproject.toml in an editor.

use std::fmt::Write as _;
use std::fs;
use std::process::{Child, Stdio};

use naja_testkit::IndexServer;

use super::random::Random;
use super::tally::{Outcome, Tally};
use super::workspace::{Naja, Workspace, misbehaviour, wrapped};

/// How many run at once.
const WRITERS: usize = 8;

const PYPROJECT: &str =
    "[project]\nname = \"shared\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = []\n";

/// Starts `adds` commands in all, in rounds of [`WRITERS`]; in every second round the user saves the file meanwhile.
///
/// # Errors
/// When naja can't be started.
pub(super) fn run(naja: &Naja<'_>, seed: u64, adds: usize) -> anyhow::Result<Tally> {
    let index = IndexServer::of(&universe());
    let naja = Naja { binary: naja.binary, index: &index };
    let mut tally = Tally::new("concurrent adds");
    let mut random = Random::new(seed, "adds");
    let temporary = tempfile::Builder::new().prefix("naja-sweep-").tempdir()?;
    for round in 0..adds.div_ceil(WRITERS) {
        let workspace = Workspace::create(temporary.path().join(format!("round-{round}")))?;
        workspace.write("pyproject.toml", PYPROJECT)?;
        let saves = round % 2 == 1;
        let mut children = Vec::new();
        for writer in 0..WRITERS {
            let name = name(writer);
            let words = ["add", &name, "--no-sync"];
            let words = if random.below(2) == 0 { &words[..2] } else { &words[..] };
            let mut command = wrapped(&naja.command(&workspace, words), &[]);
            children.push((name, command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?));
        }
        let saved = if saves { Some(save(&workspace, &index, random.below(WRITERS))?) } else { None };
        finish(&naja, &workspace, children, saved.as_deref(), &mut tally)?;
        workspace.remove()?;
    }
    Ok(tally)
}

/// Waits until the index was asked for the package of one writer, and then saves the file as an editor does: with a line more
/// than it has at that moment.
fn save(workspace: &Workspace, index: &IndexServer, writer: usize) -> anyhow::Result<String> {
    let page = format!("/simple/{}/", name(writer));
    let start = std::time::Instant::now();
    while !index.paths().contains(&page) && start.elapsed().as_secs() < 20 {
        std::thread::yield_now();
    }
    index.clear_log();
    let line = format!("# the user's note {writer}\n");
    let text = fs::read_to_string(workspace.project().join("pyproject.toml"))?;
    workspace.write("pyproject.toml", text + &line)?;
    Ok(line)
}

/// Waits for a round's commands and judges each.
fn finish(
    naja: &Naja<'_>,
    workspace: &Workspace,
    children: Vec<(String, Child)>,
    saved: Option<&str>,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    let mut ended = Vec::new();
    for (name, child) in children {
        ended.push((name, child.wait_with_output()?));
    }
    let text = fs::read_to_string(workspace.project().join("pyproject.toml"))?;
    let lost = saved.filter(|line| !text.contains(*line)).map_or(0, str::len);
    // A save may come after an edit that it has not seen, and then undoes it: that is the user's own doing.
    let check = naja.run(workspace, &["lock", "--check"])?;
    for (number, (name, output)) in ended.into_iter().enumerate() {
        let mut problems: Vec<String> = misbehaviour(&output, &["add", &name]).into_iter().collect();
        let is_there = text.contains(&format!("\"{name}"));
        if output.status.success() && !is_there && saved.is_none() {
            problems.push("the command reports success, and the dependency is not there".to_owned());
        }
        if output.status.code() == Some(2) && is_there {
            problems.push("the command reports an error, and the dependency is there".to_owned());
        }
        let is_last = number + 1 == WRITERS;
        if is_last && saved.is_none() && !check.status.success() {
            problems.push(format!("the lock does not fit: {}", String::from_utf8_lossy(&check.stderr)));
        }
        let outcome = if output.status.success() { Outcome::Survived } else { Outcome::Refused };
        tally.count(&name, outcome, &problems, if is_last { lost } else { 0 });
    }
    Ok(())
}

fn name(writer: usize) -> String {
    format!("package{writer}")
}

fn universe() -> String {
    let mut universe = String::new();
    for writer in 0..WRITERS {
        let name = name(writer);
        let entry =
            format!("[packages.{name}]\n\"1.0\" = {{ files = {{ \"{name}/__init__.py\" = \"\" }} }}\n");
        let _ = universe.write_str(&entry);
    }
    universe
}
