//! F722: a quoted annotation that is no expression.

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "forward-annotation-syntax-error",
    code: "F722",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("forward_annotation_syntax_error.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    let model = checker.model();
    for fault in model.annotation_faults() {
        let message = format!("syntax error in forward annotation: {}", fault.message);
        checker.report(&RULE, fault.span, message);
    }
}
