//! No universe keeps the resolver busy for ever.

use std::fmt::Write as _;

use naja_resolve::ResolveError;

use super::universe::{inputs, universe};

/// Packages of which any two conflict, with many versions each: a pigeonhole problem.
#[test]
fn fault_120_a_universe_made_to_explode_is_given_up() {
    let (packages, versions) = (9, 8);
    let mut lines = String::new();
    for package in 0..packages {
        for version in 1..=versions {
            let others: Vec<String> = (0..packages)
                .filter(|other| *other != package)
                .map(|other| format!("p{other}!={version}"))
                .collect();
            let _ = writeln!(lines, "p{package} {version}: {}", others.join(", "));
        }
    }
    let names: Vec<String> = (0..packages).map(|package| format!("p{package}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let error = naja_resolve::resolve(&inputs(&names), &universe(&lines)).unwrap_err();
    assert!(matches!(error, ResolveError::TooComplex | ResolveError::Unsatisfiable(_)), "{error}");
}
