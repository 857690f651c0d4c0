//! I002: an import that every file must have is missing.

use naja_base::{Edit, Span};
use naja_syntax::ast::{Expr, Stmt, StmtImportFrom};
use naja_syntax::{Arena, parse};

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "missing-required-import",
    code: "I002",
    category: Category::Style,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("missing_required_import.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    let settings = checker.settings;
    let body = checker.parsed.body();
    let only_docstring = match body {
        [] => true,
        [Stmt::Expr(first)] => matches!(first.value, Expr::String(_)),
        _ => false,
    };
    if settings.isort.required_imports.is_empty() || only_docstring {
        return;
    }
    let arena = Arena::new();
    for required in &settings.isort.required_imports {
        let wanted = parse(required, &arena);
        for stmt in wanted.body() {
            if (checker.file.is_stub && is_future(*stmt)) || body.iter().any(|own| has(*own, *stmt)) {
                continue;
            }
            let text = &required[stmt.span().range()];
            let edits = vec![insertion(checker, text, is_future(*stmt))];
            let title = format!("Insert required import: `{text}`");
            checker
                .report(&RULE, Span::empty(0), format!("missing required import: `{text}`"))
                .safe_fix(title, edits);
        }
    }
}

fn is_future(stmt: Stmt<'_>) -> bool {
    matches!(stmt, Stmt::ImportFrom(node) if node.level == 0 && node.module.is_some_and(|module| module.name == "__future__"))
}

/// Whether `own` imports all that `wanted` does, under the same names.
fn has(own: Stmt<'_>, wanted: Stmt<'_>) -> bool {
    let asname = |alias: &naja_syntax::ast::Alias<'_>| alias.asname.map(|name| name.name.to_owned());
    let covers = |own: &[naja_syntax::ast::Alias<'_>], wanted: &[naja_syntax::ast::Alias<'_>]| {
        wanted.iter().all(|alias| {
            own.iter().any(|other| other.name.name == alias.name.name && asname(other) == asname(alias))
        })
    };
    let module = |node: &StmtImportFrom<'_>| node.module.map(|module| module.name.to_owned());
    match (own, wanted) {
        (Stmt::Import(own), Stmt::Import(wanted)) => covers(own.names, wanted.names),
        (Stmt::ImportFrom(own), Stmt::ImportFrom(wanted)) => {
            module(own) == module(wanted) && own.level == wanted.level && covers(own.names, wanted.names)
        }
        _ => false,
    }
}

/// Behind the docstring and, unless it is one itself, behind the `__future__` imports; at the top if there are none.
fn insertion(checker: &Checker<'_, '_>, text: &str, future: bool) -> Edit {
    let body = checker.parsed.body();
    let newline = checker.line_ending();
    let mut last = None;
    for (index, stmt) in body.iter().enumerate() {
        let docstring =
            index == 0 && matches!(stmt, Stmt::Expr(node) if matches!(node.value, Expr::String(_)));
        if docstring || (is_future(*stmt) && !future) {
            last = Some(stmt.span().end);
        } else {
            break;
        }
    }
    let Some(end) = last else {
        let start = body.first().map_or(0, |stmt| stmt.full_span().start);
        let line = checker.lines.start(checker.lines.line(start));
        return Edit::insert(line, format!("{text}{newline}"));
    };
    let next = checker.lines.line(end) + 1;
    if next > checker.lines.line_count() || checker.lines.start(next) <= end {
        return Edit::insert(end, format!("{newline}{text}"));
    }
    Edit::insert(checker.lines.start(next), format!("{text}{newline}"))
}
