//! B013: `except (Kind,):`.

use naja_base::{Applicability, Edit};
use naja_syntax::ast::Expr;

use super::common::{breaks_line, padded};
use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "redundant-tuple-in-exception-handler",
    code: "B013",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::ExceptHandler], check)],
    page: include_str!("redundant_tuple_in_exception_handler.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::ExceptHandler(handler) = node else { return };
    let Some(Expr::Tuple(tuple)) = handler.kind else { return };
    let [only] = tuple.elements else { return };
    if matches!(only, Expr::Starred(_)) {
        return;
    }
    let text = checker.text(only.span());
    let text = if breaks_line(checker, only.span()) { format!("({text})") } else { text.to_owned() };
    let edit = Edit::replace(tuple.span, padded(checker, tuple.span, text));
    let applicability =
        if checker.has_comment(tuple.span) { Applicability::Unsafe } else { Applicability::Safe };
    checker.report(&RULE, tuple.span, "a tuple of one exception is redundant").fix_of(
        applicability,
        "Name the exception alone",
        vec![edit],
    );
}
