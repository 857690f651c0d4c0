//! B021: an f-string in the place of a docstring.

use naja_syntax::ast::{Expr, Stmt};

use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "f-string-docstring",
    code: "B021",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::Body], check)],
    page: include_str!("f_string_docstring.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::Body([Stmt::Expr(first), ..]) = node else { return };
    let Expr::FString(string) = first.value else { return };
    let has_docstring =
        matches!(checker.parent(), None | Some(Node::Stmt(Stmt::FunctionDef(_) | Stmt::ClassDef(_))));
    if has_docstring {
        let span = checker.parsed.tables.with_parentheses(string.span);
        checker.report(&RULE, span, "an f-string is not a docstring: it is evaluated and thrown away");
    }
}
