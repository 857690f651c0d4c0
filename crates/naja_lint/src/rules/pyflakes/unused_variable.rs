//! F841: a local variable that nothing reads.

use naja_base::{Edit, Span};
use naja_semantic::{Binding, BindingKind, Model};
use naja_syntax::TokenKind;
use naja_syntax::ast::{ExceptHandler, Expr, Stmt, StmtAnnAssign, StmtAssign};
use naja_syntax::relex::relex;

use crate::checker::Checker;
use crate::effects::may_have_effect;
use crate::rule::{Category, FixKind, Hook, Rule};
use crate::statements::{Siblings, TrailingComment, remove_statement};

pub(crate) static RULE: Rule = Rule {
    name: "unused-variable",
    code: "F841",
    category: Category::Suspicious,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("unused_variable.md"),
};

/// Local variables that debuggers and tracebacks read.
const SPECIAL: &[&str] = &[
    "__debuggerskip__",
    "__traceback_hide__",
    "__traceback_info__",
    "__traceback_supplement__",
    "__tracebackhide__",
];

fn check(checker: &mut Checker<'_, '_>) {
    let model = checker.model();
    for (id, binding) in model.bindings() {
        if binding.is_used() || checker.settings.dummies.has(binding.name) {
            continue;
        }
        if let BindingKind::Except(handler) = binding.kind {
            let edit = except_edit(checker, handler);
            let fix = edit.map(|edit| (vec![edit], true));
            report(checker, binding, fix);
            continue;
        }
        let scope = model.scope(binding.scope);
        if scope.is_function()
            && !scope.flags.uses_locals()
            && !binding.flags.is_unpacked()
            && !binding.flags.is_declared()
            && !binding.flags.is_rebound()
            && matches!(
                binding.kind,
                BindingKind::Assignment | BindingKind::Named | BindingKind::With | BindingKind::Capture
            )
            && model.is_newest(id)
            && !SPECIAL.contains(&binding.name)
        {
            let fix = fix(checker, model, binding).map(|edits| (edits, false));
            report(checker, binding, fix);
        }
    }
}

/// Reports a variable; the fix comes with whether it is safe.
fn report(checker: &mut Checker<'_, '_>, binding: &Binding<'_>, fix: Option<(Vec<Edit>, bool)>) {
    let name = binding.name;
    let message = format!("local variable `{name}` is assigned to but never used");
    let finding = checker.report(&RULE, binding.span, message);
    let title = format!("Remove assignment to unused variable `{name}`");
    match fix {
        Some((edits, true)) => {
            finding.safe_fix(title, edits);
        }
        Some((edits, false)) => {
            finding.unsafe_fix(title, edits);
        }
        None => {}
    }
}

/// `except E as name:` becomes `except E:`.
fn except_edit(checker: &Checker<'_, '_>, handler: &ExceptHandler<'_>) -> Option<Edit> {
    let kind = checker.parsed.tables.with_parentheses(handler.kind?.span());
    let name = handler.name?;
    let colon = relex(checker.source, Span::new(name.span.end, handler.span.end))
        .find(|token| token.kind == TokenKind::Colon)?;
    Some(Edit::delete(Span::new(kind.end, colon.span.start)))
}

fn fix(checker: &Checker<'_, '_>, model: &Model<'_>, binding: &Binding<'_>) -> Option<Vec<Edit>> {
    match binding.statement? {
        Stmt::Assign(node) if matches!(binding.kind, BindingKind::Assignment) => {
            assign_edits(checker, model, binding, node)
        }
        Stmt::AnnAssign(node) if matches!(binding.kind, BindingKind::Assignment) => {
            annotated_edits(checker, model, binding, node)
        }
        Stmt::With(node) if matches!(binding.kind, BindingKind::With) => {
            let index = node.items.partition_point(|item| item.span.end < binding.span.end);
            let item = node.items.get(index)?;
            if !matches!(item.target, Some(Expr::Name(name)) if name.span == binding.span) {
                return None;
            }
            let tables = &checker.parsed.tables;
            let context = tables.with_parentheses(item.context.span());
            let target = tables.with_parentheses(binding.span);
            Some(vec![Edit::delete(Span::new(context.end, target.end))])
        }
        _ => None,
    }
}

fn assign_edits(
    checker: &Checker<'_, '_>,
    model: &Model<'_>,
    binding: &Binding<'_>,
    node: &StmtAssign<'_>,
) -> Option<Vec<Edit>> {
    let index = node.targets.partition_point(|target| target.span().end < binding.span.end);
    let is_whole = matches!(node.targets.get(index), Some(Expr::Name(name)) if name.span == binding.span);
    if !is_whole {
        // One of several names: the rest of the assignment needs its place.
        return Some(vec![Edit::insert(binding.span.start, "_")]);
    }
    let target = checker.parsed.tables.with_parentheses(binding.span);
    if node.targets.len() > 1 {
        return Some(vec![Edit::delete(Span::new(target.start, behind_equals(checker, node, index)?))]);
    }
    if has_effect(node.value) {
        return Some(vec![Edit::delete(Span::new(target.start, behind_equals(checker, node, index)?))]);
    }
    remove(checker, model, binding)
}

/// Where what follows the `=` after a target starts.
fn behind_equals(checker: &Checker<'_, '_>, node: &StmtAssign<'_>, index: usize) -> Option<u32> {
    let tables = &checker.parsed.tables;
    let next = node.targets.get(index + 1).unwrap_or(&node.value);
    Some(tables.with_parentheses(next.span()).start)
}

/// Whether the value does something when it is evaluated. A lambda alone does not; it stays for the calls in it.
fn has_effect(value: Expr<'_>) -> bool {
    match value {
        Expr::Lambda(node) => may_have_effect(node.body),
        _ => may_have_effect(value),
    }
}

fn annotated_edits(
    checker: &Checker<'_, '_>,
    model: &Model<'_>,
    binding: &Binding<'_>,
    node: &StmtAnnAssign<'_>,
) -> Option<Vec<Edit>> {
    let value = node.value?;
    if has_effect(value) {
        let start = checker.parsed.tables.with_parentheses(value.span()).start;
        return Some(vec![Edit::delete(Span::new(node.span.start, start))]);
    }
    remove(checker, model, binding)
}

fn remove(checker: &Checker<'_, '_>, model: &Model<'_>, binding: &Binding<'_>) -> Option<Vec<Edit>> {
    let block = model.block(binding.block);
    Some(remove_statement(
        checker,
        binding.statement?,
        Siblings { body: block.body, is_module: block.owner.is_none() },
        TrailingComment::Remove,
    ))
}
