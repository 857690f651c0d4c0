//! UP010: imports of what is no future any more.

use naja_base::{Applicability, Edit, Span};
use naja_syntax::PythonVersion;
use naja_syntax::ast::{Alias, Stmt, StmtImportFrom};

use crate::checker::Checker;
use crate::node::{Node, StmtKind};
use crate::rule::{Category, FixKind, Hook, Rule};
use crate::rules::isort::is_required;
use crate::statements::{Siblings, TrailingComment, remove_statement};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-future-import",
    code: "UP010",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ImportFrom], check)],
    page: include_str!("unnecessary_future_import.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::ImportFrom(node) = stmt else { return };
    if node.level > 0 || node.module.is_none_or(|module| module.name != "__future__") {
        return;
    }
    let target = checker.settings.target_version;
    let is_spare = |alias: &Alias<'_>| {
        is_past(alias.name.name, target) && !is_used(checker, alias) && !is_required(checker, stmt, alias)
    };
    let goes: Vec<bool> = node.names.iter().map(is_spare).collect();
    let mut names: Vec<&str> =
        node.names.iter().zip(&goes).filter(|(_, goes)| **goes).map(|(alias, _)| alias.name.name).collect();
    if names.is_empty() {
        return;
    }
    names.sort_unstable();
    let edits = match names.len() == node.names.len() {
        true => whole(checker, stmt),
        false => some(node, &goes),
    };
    let comments = match names.len() == node.names.len() {
        true => edits.iter().any(|edit| checker.has_comment(edit.span)),
        false => checker.has_comment(node.span),
    };
    let applicability = if comments { Applicability::Unsafe } else { Applicability::Safe };
    let list = names.join("`, `");
    checker.report(&RULE, node.span, format!("unnecessary import of `{list}` from `__future__`")).fix_of(
        applicability,
        "Remove the import",
        edits,
    );
}

/// Whether the name that `alias` binds is another than the feature's, or is used.
fn is_used(checker: &Checker<'_, '_>, alias: &Alias<'_>) -> bool {
    let model = checker.model();
    let mut own =
        model.bindings_at(alias.name.span.start).filter(|(_, binding)| binding.span == alias.name.span);
    alias.asname.is_some() || own.any(|(id, _)| model.references_to(id).next().is_some())
}

/// Whether every Python from `target` on does what the import asks for.
fn is_past(name: &str, target: PythonVersion) -> bool {
    match name {
        "absolute_import" | "division" | "generators" | "nested_scopes" | "print_function"
        | "unicode_literals" | "with_statement" => true,
        "generator_stop" => target >= PythonVersion::new(3, 7),
        _ => false,
    }
}

fn whole(checker: &Checker<'_, '_>, stmt: Stmt<'_>) -> Vec<Edit> {
    let mut around = checker.parents().skip_while(|node| !matches!(node, Node::Body(_)));
    let Some(Node::Body(body)) = around.next() else { return vec![Edit::delete(stmt.span())] };
    let siblings = Siblings { body, is_module: around.next().is_none() };
    remove_statement(checker, stmt, siblings, TrailingComment::Remove)
}

/// Takes some of the names out.
fn some(node: &StmtImportFrom<'_>, goes: &[bool]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut index = 0;
    while index < goes.len() {
        let run = goes[index..].iter().take_while(|goes| **goes).count();
        let next = index + run;
        match node.names.get(next) {
            _ if run == 0 => {}
            Some(kept) => edits.push(Edit::delete(Span::new(node.names[index].span.start, kept.span.start))),
            None => {
                let end = node.names[next - 1].span.end;
                edits.push(Edit::delete(Span::new(node.names[index - 1].span.end, end)));
            }
        }
        index = next + usize::from(run == 0);
    }
    edits
}
