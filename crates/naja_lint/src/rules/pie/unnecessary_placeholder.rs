//! PIE790: `pass` and `...` beside other statements.

use naja_base::Applicability;
use naja_syntax::ast::{Expr, Stmt};

use super::common;
use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};
use crate::statements::{Siblings, TrailingComment, remove_statement};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-placeholder",
    code: "PIE790",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::Body], check)],
    page: include_str!("unnecessary_placeholder.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::Body(body) = node else { return };
    if body.len() < 2 {
        return;
    }
    let only_placeholders = body.iter().all(|stmt| word(*stmt).is_some());
    for (index, stmt) in body.iter().enumerate() {
        let Some(word) = word(*stmt) else { continue };
        if word == "..." && common::declares_only(checker) {
            continue;
        }
        // One of several placeholders stays as the body.
        let stays = only_placeholders && index + 1 == body.len();
        let siblings = Siblings { body, is_module: checker.parent().is_none() };
        let edits = (!stays).then(|| remove_statement(checker, *stmt, siblings, TrailingComment::Keep));
        let makes_docstring = body.get(index + 1).is_some_and(|next| is_string(*next));
        let finding = checker.report(&RULE, stmt.span(), format!("unnecessary `{word}`"));
        if let Some(edits) = edits {
            let applicability = if makes_docstring { Applicability::Unsafe } else { Applicability::Safe };
            finding.fix_of(applicability, format!("Remove `{word}`"), edits);
        }
    }
}

/// The placeholder that `stmt` is.
const fn word(stmt: Stmt<'_>) -> Option<&'static str> {
    match stmt {
        Stmt::Pass(_) => Some("pass"),
        Stmt::Expr(node) if matches!(node.value, Expr::Ellipsis(_)) => Some("..."),
        _ => None,
    }
}

const fn is_string(stmt: Stmt<'_>) -> bool {
    matches!(stmt, Stmt::Expr(node) if matches!(node.value, Expr::String(_)))
}
