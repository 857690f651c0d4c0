//! `cargo xtask tidy`: what holds for every file of the repository and no compiler checks.

mod docs;
mod edges;
mod excess;
mod faults;
mod fields;
mod length;
mod manifest;
mod modules;
mod ratchet;
mod rust;
mod text;
mod tree;
mod words;

use std::process::ExitCode;

use anyhow::bail;

use tree::{Finding, Tree};

/// Every check, in the order in which the findings are printed.
const CHECKS: &[fn(&Tree) -> Vec<Finding>] = &[
    edges::check,
    manifest::check,
    length::check,
    text::headers,
    text::attributes,
    text::machine_paths,
    text::registry_hosts,
    faults::check,
    docs::links,
    docs::paths,
    docs::commands,
];

const USAGE: &str = "usage: cargo xtask tidy [--graph CRATE | --list RULE [CRATE] | --tighten]";

/// Runs all checks over the repository; exit code 1 when one of them finds something.
///
/// `--graph CRATE` prints the imports between a crate's modules, `--list RULE [CRATE]` the places that break one of the
/// rules whose figures may only fall, and `--tighten` lowers these figures to what is counted now.
///
/// # Errors
/// When the arguments are others, or a file can't be read or written.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let root = crate::task::root();
    let tree = Tree::read(&root)?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => return Ok(report(&tree)),
        ["--graph", name] => modules::print(&tree, name)?,
        ["--list", rule] => ratchet::print(&tree, rule, None)?,
        ["--list", rule, owner] => ratchet::print(&tree, rule, Some(owner))?,
        ["--tighten"] => {
            let (path, text) = ratchet::tightened(&tree)?;
            naja_base::atomic::replace(&root.join(path), text.as_bytes())?;
        }
        _ => bail!(USAGE),
    }
    Ok(ExitCode::SUCCESS)
}

fn report(tree: &Tree) -> ExitCode {
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check(tree)).collect();
    let ratchet = ratchet::judge(tree);
    findings.extend(ratchet.findings);
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        println!("tidy: {} findings", findings.len());
        return ExitCode::FAILURE;
    }
    println!("tidy: {} files, {} checks, no findings", tree.files.len(), CHECKS.len() + 1);
    if ratchet.slack > 0 {
        println!(
            "tidy: {} figures are higher than needed: `cargo xtask tidy --tighten` lowers them",
            ratchet.slack
        );
    }
    ExitCode::SUCCESS
}
