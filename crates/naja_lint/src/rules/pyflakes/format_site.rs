//! Where `str.format` is called on a string literal, for the rules F521 to F525.

use std::rc::Rc;

use naja_syntax::ast::{Expr, ExprCall};

use crate::checker::Checker;
use crate::compare::string_value;
use crate::formats::braces::{Fault, Summary};

/// A string literal's `format` call.
pub(super) struct Site<'a> {
    /// The call.
    pub(super) call: &'a ExprCall<'a>,
    /// What the format asks for, or why it is none.
    pub(super) summary: Result<Rc<Summary>, Fault>,
}

/// The name of the method.
pub(super) const METHOD: &[&str] = &["format"];

/// What `expr` formats, if it calls `format` on a string literal.
pub(super) fn of<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>) -> Option<Site<'a>> {
    let Expr::Call(call) = expr else { return None };
    let Expr::Attribute(func) = call.func else { return None };
    if !METHOD.contains(&func.attr) {
        return None;
    }
    let summary =
        checker.memory.braces.of(call.span, || Some(Summary::of(&string_value(func.value)?).map(Rc::new)))?;
    Some(Site { call, summary })
}

/// As [`of`], for formats without errors.
pub(super) fn valid<'a>(
    checker: &Checker<'_, 'a>,
    expr: Expr<'a>,
) -> Option<(&'a ExprCall<'a>, Rc<Summary>)> {
    of(checker, expr).and_then(|site| Some((site.call, site.summary.ok()?)))
}

/// Whether the call unpacks positional arguments.
pub(super) fn has_star(call: &ExprCall<'_>) -> bool {
    call.arguments.args.iter().any(|argument| matches!(argument, Expr::Starred(_)))
}

/// Whether the call unpacks keyword arguments.
pub(super) fn has_double_star(call: &ExprCall<'_>) -> bool {
    call.arguments.keywords.iter().any(|keyword| keyword.name.is_none())
}
