//! C413: `list(sorted(x))`, `reversed(sorted(x))`.

use naja_base::{Applicability, Edit, Span};
use naja_syntax::ast::{Expr, ExprCall, UnaryOp};

use super::common::{builtin, comma, outer, outer_text};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-call-around-sorted",
    code: "C413",
    category: Category::Simplify,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Call(&["list", "reversed"], check)],
    page: include_str!("unnecessary_call_around_sorted.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let Some(Expr::Call(sorted)) = call.arguments.args.first() else { return };
    let Some(name) = builtin(checker, call, &["list", "reversed"]) else { return };
    if builtin(checker, sorted, &["sorted"]).is_none() {
        return;
    }
    let is_alone = call.arguments.args.len() == 1 && call.arguments.keywords.is_empty();
    let inner = outer(checker, Expr::Call(sorted));
    let mut edits = vec![
        Edit::delete(Span::new(call.span.start, inner.start)),
        Edit::delete(Span::new(inner.end, call.span.end)),
    ];
    let loses_comment = checker.has_comment(Span::new(call.span.start, inner.start))
        || checker.has_comment(Span::new(inner.end, call.span.end));
    let applicability = if name == "reversed" {
        edits.extend(reverse(checker, sorted));
        Applicability::Unsafe
    } else if loses_comment {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    let finding = checker.report(&RULE, call.span, format!("unnecessary `{name}()` around `sorted()`"));
    if is_alone {
        finding.fix_of(applicability, format!("Remove the `{name}()` call"), edits);
    }
}

/// Turns the order of `sorted` round.
fn reverse(checker: &Checker<'_, '_>, sorted: &ExprCall<'_>) -> Vec<Edit> {
    let arguments = &sorted.arguments;
    let own =
        arguments.keywords.iter().find(|keyword| keyword.name.is_some_and(|name| name.name == "reverse"));
    if let Some(keyword) = own {
        let text = match keyword.value {
            Expr::True(_) => "False".to_owned(),
            Expr::False(_) => "True".to_owned(),
            Expr::Unary(node) if node.op == UnaryOp::Not => outer_text(checker, node.operand).to_owned(),
            Expr::Conditional(_) | Expr::Bool(_) | Expr::Lambda(_) => {
                format!("not ({})", checker.text(keyword.value.span()))
            }
            value => format!("not {}", outer_text(checker, value)),
        };
        return vec![Edit::replace(outer(checker, keyword.value), text)];
    }
    if let [Expr::Generator(only)] = arguments.args
        && !only.parenthesized
    {
        let (start, end) = (arguments.span.start + 1, arguments.span.end - 1);
        return vec![Edit::insert(start, "("), Edit::insert(end, "), reverse=True")];
    }
    let positional = arguments.args.iter().map(|arg| outer(checker, *arg).end);
    let named =
        arguments.keywords.iter().map(|keyword| outer(checker, keyword.value).end.max(keyword.span.end));
    let close = arguments.span.end - 1;
    let mut edits = vec![Edit::insert(close, "reverse=True")];
    if let Some(end) = positional.chain(named).max()
        && comma(checker, Span::new(end, close)).is_none()
    {
        edits.insert(0, Edit::insert(end, ", "));
    }
    edits
}
