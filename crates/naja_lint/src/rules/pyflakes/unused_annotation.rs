//! F842: a local variable that is annotated and never used.

use naja_semantic::BindingKind;

use crate::checker::Checker;
use crate::identifier::is_dummy;
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
    for (id, binding) in model.bindings() {
        let scope = model.scope(binding.scope);
        if matches!(binding.kind, BindingKind::Annotation)
            && scope.is_function()
            && !scope.flags.uses_locals()
            && !binding.is_used()
            && model.is_newest(id)
            && !is_dummy(binding.name)
        {
            let message = format!("Local variable `{}` is annotated but never used", binding.name);
            checker.report(&RULE, binding.span, message);
        }
    }
}
