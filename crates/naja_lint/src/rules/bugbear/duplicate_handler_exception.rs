//! B014: an exception that is duplicated in a handler's tuple.

use naja_base::hash::HashSet;
use naja_base::{Applicability, Edit};
use naja_syntax::ast::{Expr, ExprTuple};

use super::common::{dotted, padded};
use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "duplicate-handler-exception",
    code: "B014",
    category: Category::Suspicious,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::ExceptHandler], check)],
    page: include_str!("duplicate_handler_exception.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::ExceptHandler(handler) = node else { return };
    let Some(Expr::Tuple(tuple)) = handler.kind else { return };
    let mut seen: HashSet<String> = HashSet::default();
    let (mut twice, mut reported) = (Vec::new(), HashSet::default());
    let mut kept = Vec::new();
    for element in tuple.elements {
        match dotted(*element) {
            Some(name) if seen.contains(&name) => {
                if reported.insert(name.clone()) {
                    twice.push(name);
                }
            }
            name => {
                seen.extend(name);
                kept.push(*element);
            }
        }
    }
    if twice.is_empty() {
        return;
    }
    let names: Vec<String> = twice.iter().map(|name| format!("`{name}`")).collect();
    let edit = without_duplicates(checker, tuple, &kept);
    let applicability =
        if checker.has_comment(tuple.span) { Applicability::Unsafe } else { Applicability::Safe };
    checker
        .report(&RULE, tuple.span, format!("exception handler names {} more than once", names.join(", ")))
        .fix_of(applicability, "Remove the duplicates", vec![edit]);
}

fn without_duplicates(checker: &Checker<'_, '_>, tuple: &ExprTuple<'_>, kept: &[Expr<'_>]) -> Edit {
    let text = match kept {
        [only] if !matches!(only, Expr::Starred(_)) => dotted(*only).unwrap_or_default(),
        _ => {
            let texts: Vec<&str> = kept.iter().map(|element| checker.text(element.span())).collect();
            format!("({})", texts.join(", "))
        }
    };
    Edit::replace(tuple.span, padded(checker, tuple.span, text))
}
