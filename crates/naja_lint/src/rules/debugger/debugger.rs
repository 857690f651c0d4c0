//! T100: debuggers left over.

use naja_base::Span;
use naja_syntax::ast::{Expr, Stmt};

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "debugger",
    code: "T100",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[
        Hook::ImportedCall(&NAMES, check_call),
        Hook::Stmt(&[StmtKind::Import, StmtKind::ImportFrom], check_import),
    ],
    page: include_str!("debugger.md"),
};

/// The last segments of what [`is_breakpoint`] knows.
const NAMES: [&str; 10] = [
    "InteractiveShellEmbed",
    "__breakpointhook__",
    "break_into_debugger",
    "breakpoint",
    "breakpointhook",
    "listen",
    "set_trace",
    "sset_trace",
    "wait_for_attach",
    "wait_for_client",
];

fn check_call<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(name) = checker.model().qualified_name(call.func) else { return };
    if is_breakpoint(name.segments()) {
        checker.report(&RULE, call.span, format!("call of a debugger: `{name}`"));
    }
}

fn check_import<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let mut found: Vec<(Span, String)> = Vec::new();
    match stmt {
        Stmt::Import(node) => {
            for alias in node.names {
                if is_debugger(alias.name.name) {
                    found.push((node.span, alias.name.name.to_owned()));
                }
            }
        }
        Stmt::ImportFrom(node) if node.level == 0 => {
            let Some(module) = node.module else { return };
            for alias in node.names.iter().filter(|alias| NAMES.contains(&alias.name.name)) {
                let mut segments: Vec<&str> = module.name.split('.').collect();
                segments.push(alias.name.name);
                if is_breakpoint(&segments) {
                    found.push((node.span, segments.join(".")));
                }
            }
        }
        _ => {}
    }
    for (span, name) in found {
        checker.report(&RULE, span, format!("import of a debugger: `{name}`"));
    }
}

/// The functions that stop the program.
fn is_breakpoint(segments: &[&str]) -> bool {
    matches!(
        segments,
        ["builtins", "breakpoint"]
            | ["celery", "contrib", "rdb", "set_trace"]
            | ["debugpy", "breakpoint" | "listen" | "wait_for_client"]
            | ["ipdb", "set_trace" | "sset_trace"]
            | ["IPython", "terminal", "embed", "InteractiveShellEmbed"]
            | ["IPython", "frontend", "terminal", "embed", "InteractiveShellEmbed"]
            | ["pdb" | "pudb", "set_trace"]
            | ["ptvsd", "break_into_debugger" | "wait_for_attach"]
            | ["sys", "breakpointhook" | "__breakpointhook__"]
    )
}

/// The modules that are there for nothing else.
fn is_debugger(module: &str) -> bool {
    matches!(
        module,
        "celery.contrib.rdb"
            | "debugpy"
            | "ipdb"
            | "IPython.terminal.embed"
            | "IPython.frontend.terminal.embed"
            | "pdb"
            | "pudb"
            | "ptvsd"
    )
}
