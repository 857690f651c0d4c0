//! F401: an import that nothing uses.

use naja_base::Edit;
use naja_base::hash::HashSet;
use naja_semantic::{Binding, BindingKind, Model, ScopeId};
use naja_syntax::ast::{Alias, Stmt};

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};
use crate::rules::isort::is_required;
use crate::statements::{Siblings, TrailingComment, remove_aliases, remove_statement};

pub(crate) static RULE: Rule = Rule {
    name: "unused-import",
    code: "F401",
    category: Category::Suspicious,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("unused_import.md"),
};

/// A fix of more edits than this is reported once, and not with each name of its statement.
pub(super) const MANY: usize = 32;

fn check(checker: &mut Checker<'_, '_>) {
    let model = checker.model();
    let mut unused: Vec<&Binding<'_>> = model
        .bindings()
        .filter(|(id, binding)| {
            binding.kind.is_import()
                && !binding.is_used()
                && !binding.flags.is_reexport()
                && !binding.flags.is_declared()
                && !binding.flags.is_rebound()
                && !model.scope(binding.scope).is_class()
                && model.is_newest(*id)
        })
        .map(|(_, binding)| binding)
        .filter(|binding| !is_allowed(checker, model, binding))
        .collect();
    if unused.iter().any(|binding| matches!(binding.kind, BindingKind::Submodule(_))) {
        let aliases = used_aliases(model);
        unused.retain(|binding| {
            !matches!(binding.kind, BindingKind::Submodule(_))
                || !aliases.contains(&(binding.scope, binding.name))
        });
    }
    unused.sort_by_key(|binding| binding.span.start);
    let is_one = |one: &&Binding<'_>, other: &&Binding<'_>| start(one) == start(other);
    for group in unused.chunk_by(is_one) {
        report(checker, model, group);
    }
}

fn start(binding: &Binding<'_>) -> Option<u32> {
    binding.statement.map(|statement| statement.span().start)
}

/// The scopes and modules that `import a as c` makes known there, where `c` is used: what an `import a.b` beside it loads is
/// then reached as `c.b`.
fn used_aliases<'a>(model: &Model<'a>) -> HashSet<(ScopeId, &'a str)> {
    let bindings = model.bindings().map(|(_, binding)| binding);
    bindings
        .filter(|binding| binding.is_used())
        .filter_map(|binding| match binding.kind {
            BindingKind::Import(alias) if alias.asname.is_some() => Some((binding.scope, alias.name.name)),
            _ => None,
        })
        .collect()
}

/// Whether the settings want the import, used or not.
fn is_allowed(checker: &Checker<'_, '_>, model: &Model<'_>, binding: &Binding<'_>) -> bool {
    if !checker.settings.isort.required_imports.is_empty()
        && let (Some(statement), Some(alias)) = (binding.statement, binding.alias())
        && is_required(checker, statement, alias)
    {
        return true;
    }
    let allowed = &checker.settings.pyflakes.allowed_unused_imports;
    !allowed.is_empty() && {
        let name = display_name(model, binding);
        allowed.iter().any(|prefix| {
            name.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }
}

/// Reports the unused names of one statement. The fix removes all of them, so that it is the same for each.
fn report(checker: &mut Checker<'_, '_>, model: &Model<'_>, group: &[&Binding<'_>]) {
    let first = group[0];
    let handled = model.block(first.block).handled;
    let is_probe = handled.import_error() || handled.module_not_found();
    let is_init = checker.file.is_init() && !checker.file.is_stub;
    let edits = if is_probe || is_init { None } else { remove_imports(checker, model, group) };
    let has_many = edits.as_ref().is_some_and(|edits| edits.len() > MANY);
    for (index, binding) in group.iter().enumerate() {
        let name = display_name(model, binding);
        let advice = if is_init && is_own(checker, binding) {
            "; consider removing, adding to `__all__`, or using a redundant alias"
        } else if is_probe {
            "; consider using `importlib.util.find_spec` to test for availability"
        } else {
            ""
        };
        let finding = checker.report(&RULE, binding.span, format!("`{name}` imported but unused{advice}"));
        if let Some(edits) = edits.as_ref().filter(|_| index == 0 || !has_many) {
            let title = match group {
                [_] => format!("Remove unused import: `{name}`"),
                _ => "Remove unused import".to_owned(),
            };
            finding.safe_fix(title, edits.clone());
        }
        if let Some(statement) = binding.statement {
            finding.within(statement.span().start);
        }
    }
}

/// Whether an `__init__` may mean to hand the name on: it comes from the package itself, or the project.
fn is_own(checker: &Checker<'_, '_>, binding: &Binding<'_>) -> bool {
    let is_first_party = checker.file.is_first_party;
    match binding.from_import() {
        Some(node) => node.level > 0 || node.module.is_some_and(|module| is_first_party(module.name)),
        None => binding.alias().is_some_and(|alias| is_first_party(alias.name.name)),
    }
}

/// The name as the finding gives it: `a.b` for `from a import b`.
pub(super) fn display_name(model: &Model<'_>, binding: &Binding<'_>) -> String {
    match binding.kind {
        BindingKind::Submodule(alias) => alias.name.name.to_owned(),
        _ => model.import_name(binding).map_or_else(|| binding.name.to_owned(), |name| name.to_string()),
    }
}

/// Takes the names of `group`, all of one statement, out of it, or the statement with them.
pub(super) fn remove_imports(
    checker: &Checker<'_, '_>,
    model: &Model<'_>,
    group: &[&Binding<'_>],
) -> Option<Vec<Edit>> {
    let first = group.first()?;
    let statement = first.statement?;
    let names = match statement {
        Stmt::Import(node) => node.names,
        Stmt::ImportFrom(node) => node.names,
        _ => return None,
    };
    // Of a name that is duplicated the first goes, and the other in the next round.
    let mut gone: HashSet<_> = group.iter().filter_map(|binding| binding.alias()).map(key).collect();
    let is_gone: Vec<bool> = names.iter().map(|alias| gone.remove(&key(alias))).collect();
    if is_gone.iter().all(|gone| *gone) {
        let block = model.block(first.block);
        return Some(remove_statement(
            checker,
            statement,
            Siblings { body: block.body, is_module: block.owner.is_none() },
            TrailingComment::Remove,
        ));
    }
    Some(remove_aliases(checker, names, &is_gone))
}

fn key<'a>(alias: &Alias<'a>) -> (&'a str, Option<&'a str>) {
    (alias.name.name, alias.asname.map(|asname| asname.name))
}
