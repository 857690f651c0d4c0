//! F842: a local variable that is annotated and never used.

use naja_semantic::BindingKind;

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unused-annotation",
    code: "F842",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("unused_annotation.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    let model = checker.model();
    for (_, binding) in model.bindings() {
        let is_annotation = |kind: BindingKind<'_>| matches!(kind, BindingKind::Annotation);
        if !is_annotation(binding.kind)
            || binding.is_used()
            || !model.scope(binding.scope).is_function()
            || checker.settings.dummies.has(binding.name)
        {
            continue;
        }
        // Of several annotations of a name that gets no value the first counts.
        let mut same = model.bindings_named(binding.scope, binding.name);
        if same.all(|(_, other)| {
            is_annotation(other.kind) && !other.is_used() && other.span.start >= binding.span.start
        }) {
            let message = format!("local variable `{}` is annotated but never used", binding.name);
            checker.report(&RULE, binding.span, message);
        }
    }
}
