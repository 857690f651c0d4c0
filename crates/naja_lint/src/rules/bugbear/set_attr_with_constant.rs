//! B010: `setattr(x, "name", value)`.

use naja_base::{Applicability, Edit};
use naja_syntax::ast::{Expr, Stmt};

use super::common::{attribute_name, breaks_line};
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use crate::unparse;

pub(crate) static RULE: Rule = Rule {
    name: "set-attr-with-constant",
    code: "B010",
    category: Category::Simplify,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Expr], check)],
    page: include_str!("set_attr_with_constant.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::Expr(node) = stmt else { return };
    let Expr::Call(call) = node.value else { return };
    let [object, name, value] = call.arguments.args else { return };
    let unpacks = matches!(object, Expr::Starred(_)) || matches!(value, Expr::Starred(_));
    if !call.arguments.keywords.is_empty() || unpacks {
        return;
    }
    let Some(name) = attribute_name(*name).filter(|name| name != "__debug__") else { return };
    if checker.model().builtin_name(call.func) != Some("setattr") {
        return;
    }
    let target = unparse::attribute(checker.source, *object, &name);
    let text = if checker.has_comment(value.span()) {
        let text = checker.text(value.span());
        if breaks_line(checker, value.span()) { format!("({text})") } else { text.to_owned() }
    } else {
        unparse::assigned(checker.source, *value)
    };
    let edit = Edit::replace(node.span, format!("{target} = {text}"));
    let is_safe = name.is_ascii() && !checker.has_comment(call.span);
    let applicability = if is_safe { Applicability::Safe } else { Applicability::Unsafe };
    checker
        .report(&RULE, call.span, "`setattr` with a constant name is no safer than the assignment itself")
        .fix_of(applicability, "Replace `setattr` with an assignment", vec![edit]);
}
