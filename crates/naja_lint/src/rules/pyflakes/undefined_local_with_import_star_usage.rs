//! F405: a name that only a `from … import *` can define.

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "undefined-local-with-import-star-usage",
    code: "F405",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("undefined_local_with_import_star_usage.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    let model = checker.model();
    for (id, reference) in model.unresolved() {
        if reference.flags.is_from_star() {
            let name = model.reference_name(id);
            let message = format!("`{name}` may be undefined, or defined from star imports");
            checker.report(&RULE, reference.span, message);
        }
    }
}
