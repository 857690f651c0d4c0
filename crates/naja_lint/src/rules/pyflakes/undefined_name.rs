//! F821: a name that nothing defines.

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "undefined-name",
    code: "F821",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("undefined_name.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    let model = checker.model();
    for (id, reference) in model.unresolved() {
        if reference.flags.is_undefined() && !reference.flags.is_export() {
            let message = format!("undefined name `{}`", model.reference_name(id));
            checker.report(&RULE, reference.span, message);
        }
    }
}
