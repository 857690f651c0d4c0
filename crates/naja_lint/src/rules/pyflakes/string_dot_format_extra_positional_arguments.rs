//! F523: positional arguments that a format does not ask for.

use naja_base::{Applicability, Edit, Span};
use naja_syntax::ast::Expr;

use super::format_site;
use crate::checker::Checker;
use crate::edits::{LastComma, remove_arguments};
use crate::effects::may_have_effect;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "string-dot-format-extra-positional-arguments",
    code: "F523",
    category: Category::Correctness,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Call(format_site::METHOD, check)],
    page: include_str!("string_dot_format_extra_positional_arguments.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some((call, summary)) = format_site::valid(checker, expr) else { return };
    let args = call.arguments.args;
    let unused: Vec<usize> = (0..args.len())
        .filter(|index| !matches!(args[*index], Expr::Starred(_)) && !summary.uses(*index))
        .collect();
    if unused.is_empty() {
        return;
    }
    let list = unused.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
    let spans: Vec<_> = unused.iter().map(|index| args[*index].span()).collect();
    let risky = unused.iter().any(|index| may_have_effect(args[*index]));
    let applicability = if risky { Applicability::Unsafe } else { Applicability::Safe };
    // Only arguments at the end can go without the others changing their numbers.
    let trailing = unused[0] + unused.len() == args.len();
    let is_all = unused.len() == args.len() && call.arguments.keywords.is_empty();
    let edits = match call.func {
        // Nothing is left to format, not even doubled braces.
        Expr::Attribute(func) if is_all && !checker.text(func.value.span()).contains(['{', '}']) => {
            let text = checker.parsed.tables.with_parentheses(func.value.span());
            Some(vec![Edit::delete(Span::new(text.end, call.span.end))])
        }
        _ => trailing.then(|| remove_arguments(checker, &call.arguments, &spans, LastComma::Stays)),
    };
    let message = format!("`str.format` does not use the positional argument {list}");
    let finding = checker.report(&RULE, call.span, message);
    if let Some(edits) = edits {
        finding.fix_of(applicability, "Remove unused positional arguments", edits);
    }
}
