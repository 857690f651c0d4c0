//! UP004: classes that inherit from `object`.

use naja_base::Applicability;
use naja_base::Edit;
use naja_syntax::ast::Stmt;

use crate::checker::Checker;
use crate::edits::{LastComma, remove_arguments};
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "useless-object-inheritance",
    code: "UP004",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::ClassDef], check)],
    page: include_str!("useless_object_inheritance.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::ClassDef(class) = stmt else { return };
    let Some(arguments) = class.arguments else { return };
    for base in arguments.args {
        let name = checker.model().qualified_name(*base);
        if !name.is_some_and(|name| name.matches(&["builtins", "object"])) {
            continue;
        }
        let span = base.span();
        let only = arguments.args.len() == 1 && arguments.keywords.is_empty();
        let edits = match only {
            true => vec![Edit::delete(arguments.span)],
            false => remove_arguments(checker, arguments, &[span], LastComma::Goes),
        };
        // A comment that stays just after what goes may be about that.
        let follows = |edit: &Edit| checker.source[edit.span.end as usize..].starts_with('#');
        let comments = edits.iter().any(|edit| checker.has_comment(edit.span) || follows(edit));
        let applicability = if comments { Applicability::Unsafe } else { Applicability::Safe };
        checker.report(&RULE, span, format!("class `{}` inherits from `object`", class.name.name)).fix_of(
            applicability,
            "Remove `object` inheritance",
            edits,
        );
    }
}
