//! B017: `assertRaises(Exception)`, `pytest.raises(Exception)`.

use naja_syntax::ast::{Expr, ExprCall};

use super::common::{argument, keyword};
use crate::checker::Checker;
use crate::node::Node;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "assert-raises-exception",
    code: "B017",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::ImportedCall(&["assertRaises", "raises"], check)],
    page: include_str!("assert_raises_exception.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let expected = match call.func {
        Expr::Attribute(method) if method.attr == "assertRaises" => argument(call, "exception", 0),
        _ => None,
    };
    let is_method = expected.is_some();
    let expected = expected.or_else(|| argument(call, "expected_exception", 0));
    let Some(Expr::Name(name)) = expected else { return };
    if !matches!(name.id, "Exception" | "BaseException")
        || checker.model().builtin_name(Expr::Name(name)).is_none()
        || !(is_method || is_pytest(checker, call))
    {
        return;
    }
    let is_block = matches!(checker.parent(), Some(Node::WithItem(item)) if item.target.is_none());
    if is_block || runs_function(call, is_method) {
        let message = format!("any error in the test raises `{}` too: expect a narrower exception", name.id);
        checker.report(&RULE, call.span, message);
    }
}

/// Whether this is `pytest.raises` without `match`, which would narrow the exception down.
fn is_pytest<'a>(checker: &Checker<'_, 'a>, call: &ExprCall<'a>) -> bool {
    keyword(call, "match").is_none()
        && checker.model().qualified_name(call.func).is_some_and(|name| name.matches(&["pytest", "raises"]))
        // The text to be run of old versions of pytest.
        && !matches!(call.arguments.args.get(1), Some(Expr::String(_) | Expr::FString(_)))
}

/// Whether the call runs a function itself instead of making a block's context.
fn runs_function(call: &ExprCall<'_>, is_method: bool) -> bool {
    call.arguments.args.len() > 1 || (!is_method && keyword(call, "func").is_some())
}
