//! F822: a name in `__all__` that nothing defines.

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "undefined-export",
    code: "F822",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("undefined_export.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    // A package exports its modules without importing them.
    if checker.file.is_init() && !checker.file.is_stub {
        return;
    }
    let model = checker.model();
    for (id, reference) in model.unresolved() {
        if reference.flags.is_undefined() && reference.flags.is_export() {
            let message = format!("undefined name `{}` in `__all__`", model.reference_name(id));
            // A `noqa` where `__all__` is assigned counts for all that it lists.
            let definitions = model.exports().definitions.iter().map(|id| model.binding(*id));
            let definitions = definitions
                .filter(|binding| binding.statement.is_some_and(|stmt| stmt.span().covers(reference.span)));
            let start = definitions.map(|binding| binding.span.start).next();
            let finding = checker.report(&RULE, reference.span, message);
            finding.parent = start;
        }
    }
}
