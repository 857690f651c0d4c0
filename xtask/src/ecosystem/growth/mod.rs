//! `cargo xtask ecosystem growth`: twice the input costs about twice as much, on every pathological family.
//!
//! `growth [--naja PATH] [PART OF A FAMILY'S NAME]` measures the commands, `growth --parser` the parser alone.

mod commands;
mod families;
mod locks;
mod parser;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use crate::{task, valgrind};
use families::Family;

/// By how much the cost may grow when the input doubles.
const LIMIT: f64 = 2.3;

/// The argument with which this program calls itself under valgrind.
const CHILD: &str = "--probe";

/// How often the middle of a nested family is repeated in a second run, in which the parser's limit on depth, which ends
/// the first, is not reached even by twice as many.
const SHALLOW: usize = 400;

/// Measures every family, or those whose name holds the argument.
///
/// # Errors
/// When valgrind or the binary is not there, or a command can't be run.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let mut naja = task::root().join("target/release/naja");
    let (mut filter, mut is_parser) = ("", false);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().with_context(|| format!("{argument} takes a value"));
        match argument.as_str() {
            CHILD => return parser::probe_file(value()?.as_ref()),
            "--naja" => naja = PathBuf::from(value()?),
            "--parser" => is_parser = true,
            flag if flag.starts_with('-') => bail!("`{flag}` is not known here"),
            part => filter = part,
        }
    }
    valgrind::require()?;
    if is_parser {
        return task::optimised(&["ecosystem", "growth"], arguments, |arguments| {
            let part = arguments.iter().find(|argument| !argument.starts_with('-'));
            parser::run(part.map_or("", String::as_str))
        });
    }
    commands::run(&naja, filter)
}

/// A family at one `n`.
struct Run {
    name: String,
    family: &'static Family,
    n: usize,
}

fn runs_of(family: &'static Family) -> impl Iterator<Item = Run> {
    let nested = ["88", "89", "93"].iter().any(|row| family.name.starts_with(row)) && family.n > SHALLOW;
    let shallow =
        nested.then(|| Run { name: format!("{}, {SHALLOW} deep", family.name), family, n: SHALLOW });
    std::iter::once(Run { name: family.name.to_owned(), family, n: family.n }).chain(shallow)
}

#[cfg(test)]
mod tests {
    use super::{families, locks};

    #[test]
    fn every_family_grows_and_has_a_name_of_its_own() {
        for all in [families::FAMILIES, locks::FAMILIES] {
            let mut names: Vec<&str> = all.iter().map(|family| family.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all.len());
            assert!(all.iter().all(|family| (family.source)(20).len() > (family.source)(10).len()));
        }
    }
}
