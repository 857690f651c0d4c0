//! F823: a local variable that is read before it is bound.

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "undefined-local",
    code: "F823",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("undefined_local.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    let model = checker.model();
    for (id, reference) in model.early_references() {
        let message = format!("local variable `{}` referenced before assignment", model.reference_name(id));
        checker.report(&RULE, reference.span, message);
    }
}
