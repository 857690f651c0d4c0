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
    let edits = vec![insertion(checker, &text)];
    let title = format!("Insert required import: `{text}`");
    checker
        .report(&RULE, Span::empty(0), format!("missing required import: `{text}`"))
        .safe_fix(title, edits);
}

/// Whether the settings require that every file imports `name` as `stmt` does.
pub(crate) fn is_required(checker: &Checker<'_, '_>, stmt: Stmt<'_>, name: &Alias<'_>) -> bool {
    let own = text(stmt, name);
    let arena = Arena::new();
    checker.settings.isort.required_imports.iter().any(|required| {
        parse(required, &arena).body().iter().any(|wanted| match wanted {
            Stmt::Import(node) => node.names.iter().any(|name| text(*wanted, name) == own),
            Stmt::ImportFrom(node) => node.names.iter().any(|name| text(*wanted, name) == own),
            _ => false,
        })
    })
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

/// After the docstring and the `__future__` imports; at the top if there are none. Comments before what follows stay before it.
fn insertion(checker: &Checker<'_, '_>, text: &str) -> Edit {
    let body = checker.parsed.body();
    let newline = checker.line_ending();
    let is_docstring =
        |stmt: &Stmt<'_>| matches!(stmt, Stmt::Expr(node) if matches!(node.value, Expr::String(_)));
    let docstring = usize::from(body.first().is_some_and(is_docstring));
    let futures = body[docstring..].iter().take_while(|stmt| is_future(**stmt)).count();
    let head = docstring + futures;
    let end = head.checked_sub(1).map(|last| body[last].span().end);
    let mut place = 0;
    if let Some(end) = end {
        let line = checker.lines.line(end);
        let rest = checker.source[end as usize..].trim_start_matches([' ', '\t', '\u{c}']);
        if rest.starts_with(';') {
            return Edit::insert(end, format!("; {text}"));
        }
        if line == checker.lines.line_count() {
            return Edit::insert(end, format!("{newline}{text}"));
        }
        place = checker.lines.start(line + 1);
    }
    if let Some(next) = body.get(head).map(|next| next.full_span().start)
        && futures == 0
        && place < next
        && checker.has_comment(Span::new(place, next))
    {
        place = checker.lines.start(checker.lines.line(next));
    }
    Edit::insert(place, format!("{text}{newline}"))
}
