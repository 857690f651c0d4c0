//! `cargo xtask licences`: every dependency has a licence that deny.toml allows and comes from the registry.
//!
//! cargo-deny checks the same and more, but has to be installed; this check runs wherever cargo does.

use std::collections::BTreeSet;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, ensure};
use serde_json::Value;
use toml_edit::DocumentMut;

/// Checks all packages of the workspace's graph.
///
/// # Errors
/// When cargo or deny.toml can't be read.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    ensure!(arguments.is_empty(), "usage: cargo xtask licences");
    let root = crate::task::root();
    let deny: DocumentMut = std::fs::read_to_string(root.join("deny.toml"))?.parse()?;
    let allowed = deny["licenses"]["allow"].as_array().context("deny.toml has no `licenses.allow`")?;
    let allowed: BTreeSet<String> =
        allowed.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().context("cargo prints no packages")?;
    let mut problems = 0;
    for package in packages {
        for problem in problems_of(package, &allowed) {
            println!("{} {}: {problem}", text(package, "name"), text(package, "version"));
            problems += 1;
        }
    }
    println!("licences: {} packages, {problems} problems", packages.len());
    Ok(if problems == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn text<'a>(package: &'a Value, key: &str) -> &'a str {
    package[key].as_str().unwrap_or("")
}

fn problems_of(package: &Value, allowed: &BTreeSet<String>) -> Vec<String> {
    let mut problems = Vec::new();
    let licence = text(package, "license");
    if !is_allowed(licence, allowed) {
        problems.push(format!("the licence `{licence}` is not allowed by deny.toml"));
    }
    let source = text(package, "source");
    if !source.is_empty() && !source.starts_with("registry+") && !source.starts_with("sparse+") {
        problems.push(format!("it comes from `{source}`, not from the registry"));
    }
    problems
}

/// Whether an SPDX expression can be met with the allowed licences alone. `/` is the old spelling of `OR`.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = any_of(&words, &mut at, allowed);
    met && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut met = all_of(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all_of(words, at, allowed);
    }
    met
}

fn all_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let met = any_of(words, at, allowed);
        let is_closed = words.get(*at) == Some(&")");
        *at += 1;
        return met && is_closed;
    }
    let mut licence = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{licence} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    allowed.contains(&licence)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::{is_allowed, problems_of};

    fn allowed() -> BTreeSet<String> {
        ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned).into()
    }

    #[test]
    fn expressions_are_met_by_one_alternative_or_by_all_parts() {
        let met = [
            "MIT",
            "GPL-3.0 OR MIT",
            "MIT/GPL-3.0",
            "(MIT OR X) AND Apache-2.0",
            "Apache-2.0 WITH LLVM-exception",
        ];
        assert!(met.iter().all(|expression| is_allowed(expression, &allowed())));
        let unmet = [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "MIT WITH LLVM-exception",
            "(MIT",
            "MIT GPL-3.0",
            "(MIT OR X) AND Y",
        ];
        assert!(!unmet.iter().any(|expression| is_allowed(expression, &allowed())));
    }

    #[test]
    fn a_package_from_a_repository_is_a_problem() {
        let package = json!({ "license": "MIT", "source": "git+https://example.org/x" });
        assert_eq!(
            problems_of(&package, &allowed()),
            ["it comes from `git+https://example.org/x`, not from the registry"]
        );
        let own = json!({ "license": "MIT OR Apache-2.0", "source": null });
        assert!(problems_of(&own, &allowed()).is_empty());
    }
}
