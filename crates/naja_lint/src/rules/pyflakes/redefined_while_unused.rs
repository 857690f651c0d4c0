//! F811: a definition or import that replaces one that nothing has used.

use naja_semantic::{Binding, BindingKind, Model};
use naja_syntax::ast::{Decorator, Expr};

use super::unused_import::{MANY, remove_imports};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "redefined-while-unused",
    code: "F811",
    category: Category::Suspicious,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("redefined_while_unused.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    let model = checker.model();
    let mut found: Vec<(&Binding<'_>, &Binding<'_>)> = model
        .bindings()
        .filter_map(|(_, binding)| Some((binding, model.binding(binding.shadowed?))))
        .filter(|(binding, shadowed)| redefines(checker, binding, shadowed))
        .collect();
    found.sort_by_key(|(binding, _)| binding.span.start);
    for statement in found.chunk_by(|(one, _), (other, _)| is_same_statement(one, other)) {
        report(checker, model, statement);
    }
}

/// Reports what one statement redefines.
fn report(checker: &mut Checker<'_, '_>, model: &Model<'_>, found: &[(&Binding<'_>, &Binding<'_>)]) {
    // All names that say the same as before go together.
    let again: Vec<&Binding<'_>> = found
        .iter()
        .filter(|(binding, shadowed)| is_same_import(model, binding, shadowed))
        .map(|(binding, _)| *binding)
        .collect();
    let edits = remove_imports(checker, model, &again);
    let mut is_told = false;
    for (binding, shadowed) in found {
        let fits = is_same_import(model, binding, shadowed);
        let has_many = edits.as_ref().is_some_and(|edits| edits.len() > MANY);
        let edits = if fits && !(is_told && has_many) { edits.clone() } else { None };
        is_told |= fits;
        let line = checker.lines.line(shadowed.span.start);
        let name = match binding.kind {
            BindingKind::Submodule(alias) => alias.name.name,
            _ => binding.name,
        };
        let message = format!("redefinition of unused `{name}` from line {line}");
        let finding = checker.report(&RULE, binding.span, message);
        if let Some(edits) = edits {
            finding.safe_fix(format!("Remove definition: `{name}`"), edits);
        }
        if let Some(statement) = binding.statement {
            finding.within(statement.span().start);
        }
    }
}

fn is_same_statement(one: &Binding<'_>, other: &Binding<'_>) -> bool {
    match (one.statement, other.statement) {
        (Some(one), Some(other)) => one.span() == other.span(),
        _ => false,
    }
}

/// Whether both import the same thing.
fn is_same_import(model: &Model<'_>, one: &Binding<'_>, other: &Binding<'_>) -> bool {
    one.kind.is_import()
        && other.kind.is_import()
        && matches!((model.import_name(one), model.import_name(other)), (Some(one), Some(other)) if one == other)
}

fn redefines(checker: &Checker<'_, '_>, binding: &Binding<'_>, shadowed: &Binding<'_>) -> bool {
    let model = checker.model();
    if shadowed.is_used() || !model.same_branch(binding.block, shadowed.block) {
        return false;
    }
    let is_import = shadowed.kind.is_import();
    if binding.scope != shadowed.scope && (!is_import || shadowed.flags.is_reexport()) {
        return false;
    }
    if !is_import && checker.settings.dummies.has(binding.name) {
        return false;
    }
    if let BindingKind::Function(node) = shadowed.kind
        && is_overload(model, node.decorators, checker.file.is_stub)
    {
        return false;
    }
    replaces(binding, shadowed)
}

/// Whether a binding of one kind takes the place of one of the other kind.
fn replaces(binding: &Binding<'_>, shadowed: &Binding<'_>) -> bool {
    if binding.kind.is_import() && shadowed.kind.is_import() {
        return is_import_again(binding, shadowed);
    }
    let is_new = !matches!(
        binding.kind,
        BindingKind::Annotation
            | BindingKind::Delete { .. }
            | BindingKind::Unbound(_)
            | BindingKind::Global
            | BindingKind::Nonlocal
            | BindingKind::TypeParam(_)
            | BindingKind::FutureImport(_)
            | BindingKind::Loop
    );
    match shadowed.kind {
        BindingKind::Assignment | BindingKind::Named | BindingKind::TypeAlias(_) => {
            let is_except = matches!(binding.kind, BindingKind::Except(_));
            is_except || binding.kind.is_import() || binding.kind.is_definition()
        }
        _ => is_new && (shadowed.kind.is_import() || shadowed.kind.is_definition()),
    }
}

/// Whether an import takes the place of another. `import a.b` and `import a` are side by side.
fn is_import_again(binding: &Binding<'_>, shadowed: &Binding<'_>) -> bool {
    match (binding.kind, shadowed.kind) {
        (BindingKind::Submodule(one), BindingKind::Submodule(other)) => one.name.name == other.name.name,
        (BindingKind::Submodule(_), _) | (_, BindingKind::Submodule(_)) => false,
        _ => true,
    }
}

/// Whether a decorator is `typing.overload`, or the `overload` that the stub of `typing` itself defines.
fn is_overload(model: &Model<'_>, decorators: &[Decorator<'_>], is_stub: bool) -> bool {
    decorators.iter().any(|decorator| {
        let last = match decorator.expression {
            Expr::Name(name) => name.id,
            Expr::Attribute(node) => node.attr,
            _ => return false,
        };
        last == "overload"
            && (model.is_typing(decorator.expression, "overload")
                || is_stub && model.qualified_name(decorator.expression).is_none())
    })
}
