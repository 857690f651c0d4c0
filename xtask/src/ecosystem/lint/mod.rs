//! `cargo xtask ecosystem lint`: naja's findings and fixes beside ruff's, rule by rule, over the corpora.
//!
//! ```text
//! cargo xtask ecosystem lint [CODE...] [--corpus NAME]... [--show N] [--fix] [--unsafe-fixes] [--snippets]
//!     [--line-ends] [--ignore-noqa] [--config KEY=VALUE]... [--ruff PATH]
//! ```
//!
//! Without codes, all rules are compared. What ruff says of a rule is kept in the cache folder, so that a second run takes
//! seconds. A rule passes when at least 99 % of the findings of both are the same, or at most three differ; its fixes pass
//! when at least 98 % of the changed files are the same, all of them parse and a second run changes nothing. With `--snippets` the
//! snippets of the rules that the corpora seldom break are compared instead, in columns and fixes too. With `--line-ends` naja is
//! compared with itself: fixes and formatting must not depend on what ends the lines of a file.

mod fixes;
mod line_ends;
mod ours;
mod peer;
mod snippets;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use naja_lint::Rule;

use super::{pythons, sources};
pub use ours::{files, is_first_party, parallel, text};
use peer::Ruff;

/// A finding by its place: the file below the corpora's folder, line and column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    file: String,
    line: u32,
    column: u32,
}

/// What the findings are of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// The corpora as they are.
    Corpora,
    /// The corpora with other line ends.
    LineEnds,
    /// The snippets of the rules that real code seldom breaks.
    Snippets,
}

/// What is compared, and how.
#[derive(Clone)]
struct Plan {
    rules: Vec<&'static Rule>,
    root: PathBuf,
    corpora: Vec<String>,
    show: usize,
    fix: bool,
    subject: Subject,
    unsafe_fixes: bool,
    ignore_noqa: bool,
    /// `key=value` as in ruff's configuration.
    config: Vec<String>,
    ruff: Ruff,
}

/// Compares as the arguments say.
///
/// # Errors
/// When the corpora or ruff can't be had, or a rule has no such code.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let plan = Plan::of(arguments)?;
    if plan.subject == Subject::Snippets {
        return Ok(if snippets::compare(&plan)? { ExitCode::FAILURE } else { ExitCode::SUCCESS });
    }
    let files = files(&plan.root, &plan.corpora)?;
    if plan.subject == Subject::LineEnds {
        return Ok(if line_ends::compare(&plan, &files)? { ExitCode::FAILURE } else { ExitCode::SUCCESS });
    }
    let theirs = plan.ruff.findings(&plan)?;
    let ours = ours::findings(&plan, &files)?;
    println!("{} files of {}", files.len(), plan.corpora.join(", "));
    let mut failed = compare(&plan, &ours, &theirs);
    if plan.fix {
        failed |= fixes::compare(&plan, &ours, &theirs)?;
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

impl Plan {
    fn of(arguments: &[String]) -> anyhow::Result<Self> {
        let mut plan = Self {
            rules: Vec::new(),
            root: PathBuf::new(),
            corpora: Vec::new(),
            show: 0,
            fix: false,
            subject: Subject::Corpora,
            unsafe_fixes: false,
            ignore_noqa: false,
            config: Vec::new(),
            ruff: Ruff::find(),
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().with_context(|| format!("`{argument}` needs a value"));
            match argument.as_str() {
                "--rule" => plan.choose(value()?)?,
                "--corpus" => plan.corpora.push(value()?.clone()),
                "--show" => plan.show = value()?.parse()?,
                "--fix" => plan.fix = true,
                "--snippets" => plan.subject = Subject::Snippets,
                "--line-ends" => plan.subject = Subject::LineEnds,
                "--unsafe-fixes" => (plan.fix, plan.unsafe_fixes) = (true, true),
                "--ignore-noqa" => plan.ignore_noqa = true,
                "--config" => plan.config.push(value()?.clone()),
                "--ruff" => plan.ruff = Ruff::at(value()?.into()),
                flag if flag.starts_with('-') => bail!("`lint` has no flag `{flag}`"),
                code => plan.choose(code)?,
            }
        }
        if plan.subject != Subject::Snippets {
            let python = pythons::find().into_iter().next().context("there is no CPython on this machine")?;
            plan.root = sources::corpora(&python)?;
        }
        if plan.corpora.is_empty() {
            plan.corpora = sources::corpora_names();
        }
        if plan.rules.is_empty() {
            plan.rules = naja_lint::all().collect();
        }
        plan.rules.sort_by_key(|rule| rule.code);
        plan.rules.dedup_by_key(|rule| rule.code);
        Ok(plan)
    }

    /// Adds the rules whose codes start with one of `codes`, which are parted by commas.
    fn choose(&mut self, codes: &str) -> anyhow::Result<()> {
        for code in codes.split(',') {
            let before = self.rules.len();
            self.rules.extend(naja_lint::all().filter(|rule| rule.code.starts_with(code)));
            if self.rules.len() == before {
                bail!("there is no rule `{code}`");
            }
        }
        Ok(())
    }
}

/// The findings of each rule, in the order of their places.
type Findings = BTreeMap<&'static str, Vec<Place>>;

/// Prints the table and the differences; says whether a rule fails.
fn compare(plan: &Plan, ours: &Findings, theirs: &Findings) -> bool {
    println!("rule      ours  theirs    same  only ours  only theirs  columns differ");
    let mut failures = Vec::new();
    for rule in &plan.rules {
        let none = Vec::new();
        let pair = Pair::of(ours.get(rule.code).unwrap_or(&none), theirs.get(rule.code).unwrap_or(&none));
        let mark = if pair.passes() { "" } else { "  FAILS" };
        println!(
            "{:<8}{:>6}{:>8}{:>8}{:>11}{:>13}{:>16}{mark}",
            rule.code,
            pair.same + pair.ours.len(),
            pair.same + pair.theirs.len(),
            pair.same,
            pair.ours.len(),
            pair.theirs.len(),
            pair.columns.len(),
        );
        let lists = [("only ours", &pair.ours), ("only theirs", &pair.theirs)];
        for (what, places) in lists {
            show(&plan.root, what, places, plan.show);
        }
        if pair.ours.is_empty() && pair.theirs.is_empty() {
            show(&plan.root, "other column", &pair.columns, plan.show);
        }
        if !pair.passes() {
            failures.push(rule.code);
        }
    }
    if !failures.is_empty() {
        println!("{} of {} rules fail: {}", failures.len(), plan.rules.len(), failures.join(" "));
    }
    !failures.is_empty()
}

/// Shows up to `count` of `places`, spread over all of them, with their lines.
fn show(root: &Path, what: &str, places: &[&Place], count: usize) {
    let step = places.len().div_ceil(count.max(1)).max(1);
    for place in places.iter().step_by(step).take(count) {
        let file = root.join(&place.file);
        let text = std::fs::read(&file).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let line = text.lines().nth(place.line.saturating_sub(1) as usize).unwrap_or("").trim();
        let line = naja_base::escape::escape(line);
        let cut: String = line.chars().take(120).collect();
        println!("    {what}: {}:{}:{}  {cut}", file.display(), place.line, place.column);
    }
}

/// How two lists of places differ.
struct Pair<'f> {
    same: usize,
    ours: Vec<&'f Place>,
    theirs: Vec<&'f Place>,
    /// Those of ours whose line is the same and whose column is another.
    columns: Vec<&'f Place>,
}

impl<'f> Pair<'f> {
    /// Compares by file and line; both lists are sorted.
    fn of(ours: &'f [Place], theirs: &'f [Place]) -> Self {
        let mut pair = Self { same: 0, ours: Vec::new(), theirs: Vec::new(), columns: Vec::new() };
        let (mut left, mut right) = (ours.iter().peekable(), theirs.iter().peekable());
        loop {
            let (own, other) = (left.peek().copied(), right.peek().copied());
            match (own, other) {
                (Some(own), Some(other)) if (&own.file, own.line) == (&other.file, other.line) => {
                    pair.same += 1;
                    if own.column != other.column {
                        pair.columns.push(own);
                    }
                    left.next();
                    right.next();
                }
                (Some(own), other) if other.is_none_or(|other| own < other) => {
                    pair.ours.push(own);
                    left.next();
                }
                (_, Some(other)) => {
                    pair.theirs.push(other);
                    right.next();
                }
                (_, None) => return pair,
            }
        }
    }

    fn passes(&self) -> bool {
        let differences = self.ours.len() + self.theirs.len();
        differences <= 3
            || (self.ours.len() * 100 <= self.same + self.ours.len()
                && self.theirs.len() * 100 <= self.same + self.theirs.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Pair, Place};

    fn place(file: &str, line: u32, column: u32) -> Place {
        Place { file: file.to_owned(), line, column }
    }

    #[test]
    fn findings_are_the_same_by_file_and_line() {
        let ours = [place("a", 1, 1), place("a", 3, 1), place("b", 1, 1), place("c", 9, 1)];
        let theirs =
            [place("a", 1, 1), place("a", 2, 1), place("a", 3, 7), place("b", 1, 1), place("b", 1, 5)];
        let pair = Pair::of(&ours, &theirs);
        assert_eq!((pair.same, pair.columns), (3, vec![&ours[1]]));
        assert_eq!((pair.ours, pair.theirs), (vec![&ours[3]], vec![&theirs[1], &theirs[4]]));
    }

    #[test]
    fn three_differences_or_one_in_a_hundred_pass() {
        let many: Vec<Place> = (0..400).map(|line| place("a", line, 1)).collect();
        assert!(Pair::of(&many[..396], &many).passes());
        assert!(!Pair::of(&many[..395], &many).passes());
        assert!(Pair::of(&many[..1], &many[..4]).passes());
        assert!(!Pair::of(&many[..5], &many[..1]).passes());
    }
}
