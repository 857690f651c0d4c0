//! Sorting and formatting in turn: what both have done, neither changes again.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use naja_format::{FormatOptions, LineBreaks};
use naja_lint::{ImportStyle, Linter, Settings};
use naja_syntax::Arena;

use super::{Plan, fixed, sorter};
use crate::ecosystem::lint::{parallel, text};

/// What came of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It came to rest.
    AtRest,
    /// The formatter does not take it.
    Refused,
    /// Sorting again changes it.
    Sorting,
    /// Formatting again changes it.
    Formatting,
}

/// Tries every file in every way; says whether all come to rest.
pub fn try_all(plan: &Plan, files: &[PathBuf]) -> anyhow::Result<bool> {
    println!("style   lines-after-imports    files  refused  sorted again  formatted again");
    let mut passes = true;
    for (name, style) in [("ruff", ImportStyle::Ruff), ("isort", ImportStyle::Isort)] {
        for lines in [None, Some(1), Some(2)] {
            let mut settings = Settings::default();
            settings.isort.style = style;
            settings.isort.layout.lines_after_imports = lines;
            let linter = sorter(settings);
            let all = Mutex::new(Vec::new());
            let numbers: Vec<usize> = (0..files.len()).collect();
            parallel(&numbers, |number, arena| {
                let outcome = outcome(plan, &linter, lines, &files[*number], arena);
                if let Ok(mut all) = all.lock() {
                    all.push((*number, outcome));
                }
            })?;
            let all = all.into_inner().unwrap_or_default();
            let count = |wanted: Outcome| all.iter().filter(|(_, outcome)| *outcome == wanted).count();
            let (sorting, formatting) = (count(Outcome::Sorting), count(Outcome::Formatting));
            let shown = lines.map_or("-1".to_owned(), |lines| lines.to_string());
            let refused = count(Outcome::Refused);
            println!("{name:<8}{shown:>19}{:>9}{refused:>9}{sorting:>14}{formatting:>17}", all.len());
            let restless = all.iter().filter(|(_, o)| matches!(o, Outcome::Sorting | Outcome::Formatting));
            for (file, outcome) in restless.take(plan.show) {
                println!("    {outcome:?}: {}", files[*file].display());
            }
            passes &= sorting + formatting == 0;
        }
    }
    Ok(passes)
}

fn outcome(plan: &Plan, linter: &Linter, lines: Option<u32>, file: &Path, arena: &mut Arena) -> Outcome {
    let stub = file.extension().is_some_and(|suffix| suffix == "pyi");
    let lines_after_imports = if lines == Some(2) { 2 } else { 1 };
    let line_breaks = LineBreaks { after_imports: lines_after_imports, ..LineBreaks::default() };
    let options = FormatOptions { stub, line_breaks, ..FormatOptions::default() };
    let formatted = |text: &str| naja_format::format(text, &options).ok().map(|formatted| formatted.text);
    let Some(before) = text(file) else { return Outcome::Refused };
    // As `naja fix` does it.
    let sorted = fixed(plan, linter, file, &before, arena);
    let Some(once) = formatted(&sorted) else { return Outcome::Refused };
    // What was formatted before comes to rest as soon.
    let Some(other) = formatted(&before) else { return Outcome::Refused };
    let Some(other) = formatted(&fixed(plan, linter, file, &other, arena)) else { return Outcome::Refused };
    for text in [once, other] {
        if fixed(plan, linter, file, &text, arena) != text {
            return Outcome::Sorting;
        }
        if formatted(&text).as_ref() != Some(&text) {
            return Outcome::Formatting;
        }
    }
    Outcome::AtRest
}
