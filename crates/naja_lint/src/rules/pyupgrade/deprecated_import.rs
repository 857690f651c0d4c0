//! UP035: imports from where names no longer belong.

use naja_base::{Applicability, Edit, Span};
use naja_syntax::TokenKind;
use naja_syntax::ast::{Alias, Stmt, StmtImportFrom};
use naja_syntax::relex::relex;

use super::moved_names::{self, Moved};
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "deprecated-import",
    code: "UP035",
    category: Category::Upgrade,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ImportFrom], check)],
    page: include_str!("deprecated_import.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::ImportFrom(node) = stmt else { return };
    let Some(module) = node.module.filter(|_| node.level == 0) else { return };
    if !moved_names::has_moved(module.name) {
        return;
    }
    let target = checker.settings.target_version;
    let moves: Vec<Option<Moved>> =
        node.names.iter().map(|alias| moved_names::find(module.name, alias.name.name, target)).collect();
    for new in moved_names::TARGETS {
        if moves.contains(&Some(Moved::To(new))) {
            report_move(checker, node, &moves, new);
        }
    }
    for (alias, moved) in node.names.iter().zip(&moves) {
        if let Some(Moved::Renamed(new)) = *moved {
            let message = format!("`{}.{}` is deprecated, use `{new}`", module.name, alias.name.name);
            checker.report(&RULE, node.span, message);
        }
    }
}

/// Reports the names that have moved to the module `new`.
fn report_move<'a>(
    checker: &mut Checker<'_, 'a>,
    node: &'a StmtImportFrom<'a>,
    moves: &[Option<Moved>],
    new: &'static str,
) {
    let goes = |index: usize| moves[index] == Some(Moved::To(new));
    let moving: Vec<&Alias<'_>> =
        node.names.iter().enumerate().filter(|(index, _)| goes(*index)).map(|(_, alias)| alias).collect();
    let names: Vec<&str> = moving.iter().map(|alias| alias.name.name).collect();
    let texts: Vec<&str> = moving.iter().map(|alias| checker.text(alias.span)).collect();
    let import = format!("from {new} import {}", texts.join(", "));
    let edits = if moving.len() == node.names.len() {
        Some(vec![Edit::replace(node.span, import)])
    } else {
        split(checker, node, goes, &import)
    };
    let comments = checker.has_comment(node.span);
    let applicability = if comments { Applicability::Unsafe } else { Applicability::Safe };
    let message = format!("import `{}` from `{new}`", names.join("`, `"));
    let finding = checker.report(&RULE, node.span, message);
    if let Some(edits) = edits {
        finding.fix_of(applicability, format!("Import from `{new}`"), edits);
    }
}

/// Takes the names that go out of the import, and adds another import after it; nothing if there is no line for one.
fn split(
    checker: &Checker<'_, '_>,
    node: &StmtImportFrom<'_>,
    goes: impl Fn(usize) -> bool,
    import: &str,
) -> Option<Vec<Edit>> {
    let line = checker.lines.line_span(checker.lines.line(node.span.start), checker.source);
    let indent = checker.text(Span::new(line.start, node.span.start));
    if !indent.trim().is_empty() {
        return None;
    }
    let names = node.names;
    // An edit that changes nothing, but makes the fixes of one import follow each other in the order of the modules.
    let mut edits = vec![Edit::insert(node.span.start, "")];
    let mut index = 0;
    while index < names.len() {
        let run = (index..names.len()).take_while(|index| goes(*index)).count();
        if run == 0 {
            index += 1;
            continue;
        }
        let next = index + run;
        edits.push(Edit::delete(match (index.checked_sub(1), names.get(next)) {
            (Some(before), Some(kept)) => {
                between(checker, names[before].span, names[next - 1].span, kept.span)
            }
            (None, Some(kept)) => Span::new(names[index].span.start, kept.span.start),
            (_, None) => Span::new(names[index - 1].span.end, names[next - 1].span.end),
        }));
        index = next;
    }
    edits.push(Edit::insert(node.span.end, format!("\n{indent}{import}")));
    Some(edits)
}

/// What goes with the names between the comma after `before` and that after `last`; with a comment on the way, what is
/// between the names and the next one.
fn between(checker: &Checker<'_, '_>, before: Span, last: Span, next: Span) -> Span {
    let comma = |from: u32| {
        relex(checker.source, Span::new(from, next.start)).find(|token| token.kind == TokenKind::Comma)
    };
    let first =
        relex(checker.source, Span::new(before.end, last.end)).find(|token| token.kind == TokenKind::Name);
    let from = first.map_or(last.start, |token| token.span.start);
    match (comma(before.end), comma(last.end)) {
        (Some(start), Some(end)) if !checker.has_comment(Span::new(start.span.end, next.start)) => {
            Span::new(start.span.end, end.span.end)
        }
        _ => Span::new(from, next.start),
    }
}
