//! B025: an exception with two handlers in one `try`.

use naja_base::hash::HashSet;
use naja_syntax::ast::{Expr, Stmt};

use super::common::dotted;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "duplicate-try-block-exception",
    code: "B025",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Try], check)],
    page: include_str!("duplicate_try_block_exception.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::Try(node) = stmt else { return };
    let word = if node.is_star { "except*" } else { "except" };
    let mut seen: HashSet<String> = HashSet::default();
    for handler in node.handlers {
        let Some(kind) = handler.kind else { continue };
        let kinds = match kind {
            Expr::Tuple(tuple) => tuple.elements,
            _ => std::slice::from_ref(&kind),
        };
        let mut own = Vec::new();
        for kind in kinds {
            let Some(name) = dotted(*kind) else { continue };
            if seen.contains(&name) {
                let message = format!("an earlier `{word}` of this `try` handles `{name}` already");
                checker.report(&RULE, kind.span(), message);
            } else {
                own.push(name);
            }
        }
        seen.extend(own);
    }
}
