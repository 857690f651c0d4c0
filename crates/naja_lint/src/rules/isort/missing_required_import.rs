//! I002: an import that every file must have is missing.

use naja_base::{Edit, Span};
use naja_syntax::ast::{Alias, Expr, Stmt, StmtImportFrom};
use naja_syntax::{Arena, parse};

use super::blocks::is_skipped;
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
    if settings.isort.required_imports.is_empty() || only_docstring || is_skipped(checker) {
        return;
    }
    let arena = Arena::new();
    for required in &settings.isort.required_imports {
        let wanted = parse(required, &arena);
        for stmt in wanted.body() {
            let names = match stmt {
                Stmt::Import(node) => node.names,
                Stmt::ImportFrom(node) => node.names,
                _ => continue,
            };
            if checker.file.is_stub && is_future(*stmt) {
                continue;
            }
            for name in names {
                require(checker, *stmt, name);
            }
        }
    }
}

/// Tells if nothing imports `name` as `wanted` does.
fn require(checker: &mut Checker<'_, '_>, wanted: Stmt<'_>, name: &Alias<'_>) {
    let text = text(wanted, name);
    if checker.parsed.body().iter().any(|own| has(*own, wanted, name)) || is_unwanted(checker, &text) {
        return;
    }
    let edits = vec![insertion(checker, &text, is_future(wanted))];
    let title = format!("Insert required import: `{text}`");
    checker
        .report(&RULE, Span::empty(0), format!("missing required import: `{text}`"))
        .safe_fix(title, edits);
}

/// The statement for `name` alone.
fn text(wanted: Stmt<'_>, name: &Alias<'_>) -> String {
    let mut text = match wanted {
        Stmt::ImportFrom(node) => {
            let module = node.module.map_or("", |module| module.name);
            format!("from {:.<dots$}{module} import ", "", dots = node.level as usize)
        }
        _ => "import ".to_owned(),
    };
    text.push_str(name.name.name);
    if let Some(asname) = name.asname {
        text.push_str(" as ");
        text.push_str(asname.name);
    }
    text
}

/// Whether a comment `isort: dont-add-imports`, or one that names the statement, keeps the file without it.
fn is_unwanted(checker: &Checker<'_, '_>, text: &str) -> bool {
    checker.parsed.tables.comments.iter().any(|comment| {
        let said = checker.text(*comment).split_once("isort:").map_or("", |(_, said)| said.trim());
        said == "dont-add-imports"
            || said.strip_prefix("dont-add-import:").is_some_and(|unwanted| unwanted.trim() == text)
    })
}

fn is_future(stmt: Stmt<'_>) -> bool {
    matches!(stmt, Stmt::ImportFrom(node) if node.level == 0 && node.module.is_some_and(|module| module.name == "__future__"))
}

/// Whether `own` imports `name` from where `wanted` does, under the same name.
fn has(own: Stmt<'_>, wanted: Stmt<'_>, name: &Alias<'_>) -> bool {
    let asname = |alias: &Alias<'_>| alias.asname.map(|name| name.name.to_owned());
    let is_among = |names: &[Alias<'_>]| {
        names.iter().any(|other| other.name.name == name.name.name && asname(other) == asname(name))
    };
    let module = |node: &StmtImportFrom<'_>| node.module.map(|module| module.name.to_owned());
    match (own, wanted) {
        (Stmt::Import(own), Stmt::Import(_)) => is_among(own.names),
        (Stmt::ImportFrom(own), Stmt::ImportFrom(wanted)) => {
            module(own) == module(wanted) && own.level == wanted.level && is_among(own.names)
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
    let rest = &checker.source[end as usize..];
    let behind = rest.trim_start_matches([' ', '\t']);
    if behind.starts_with(';') {
        let at = Span::from_range(0..rest.len() - behind.len() + 1).end;
        return Edit::insert(end + at, format!(" {text};"));
    }
    let next = checker.lines.line(end) + 1;
    if next > checker.lines.line_count() || checker.lines.start(next) <= end {
        return Edit::insert(end, format!("{newline}{text}"));
    }
    Edit::insert(checker.lines.start(next), format!("{text}{newline}"))
}
