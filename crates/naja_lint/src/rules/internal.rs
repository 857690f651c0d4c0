//! What the engine itself has to say: broken syntax, syntax that is too new, and its own failures. These are no rules that can be
//! chosen, and nothing silences them.

use std::any::Any;

use naja_syntax::{ParseError, Parsed, PythonVersion};

use crate::file::FileFacts;
use crate::finding::Finding;
use crate::rule::{Category, FixKind, Rule};

/// Syntax that Python, or the target version, does not accept.
pub static SYNTAX: Rule = internal("invalid-syntax");

/// A panic.
pub(crate) static FAILURE: Rule = internal("internal-error");

const fn internal(name: &'static str) -> Rule {
    Rule {
        name,
        code: name,
        category: Category::Correctness,
        fix: FixKind::None,
        since: "0.1",
        hooks: &[],
        page: "",
    }
}

/// Adds the syntax errors, and the syntax that is newer than the configured `target`.
pub(crate) fn syntax(
    parsed: &Parsed<'_>,
    target: Option<PythonVersion>,
    file: FileFacts<'_>,
    findings: &mut Vec<Finding>,
) {
    findings.extend(parsed.errors.iter().map(fault));
    // A stub is read by type checkers alone, and they know all syntax.
    let Some(target) = target.filter(|_| !file.is_stub) else { return };
    for fact in &parsed.versions {
        let since = fact.construct.minimum();
        if since > target {
            let what = fact.construct.describe();
            let message = format!("{what} needs Python {since}, and the target is {target}");
            findings.push(Finding::new(&SYNTAX, fact.span, message));
        }
    }
}

/// The finding for a syntax error.
pub(crate) fn fault(error: &ParseError) -> Finding {
    Finding::new(&SYNTAX, error.span, error.message.clone())
}

/// What is said of a panic.
pub(crate) fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    format!("naja failed on this file, which is a bug in naja: {}", text.unwrap_or("it panicked"))
}
