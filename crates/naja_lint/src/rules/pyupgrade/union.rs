//! Unions of types as `X | Y`, for the rules UP007 and UP045.

use naja_base::Edit;
use naja_syntax::PythonVersion;
use naja_syntax::ast::{Expr, ExprSubscript};

use super::typing;
use crate::checker::Checker;
use crate::rule::Rule;
use crate::unparse::{self, Level};

/// The first Python that has `|` between types.
const SINCE: PythonVersion = PythonVersion::new(3, 10);

/// The subscript that `expr` is, if it is one of the member `name` of `typing` that may be replaced.
pub(super) fn subscript_of<'a>(
    checker: &Checker<'_, 'a>,
    expr: Expr<'a>,
    name: &str,
) -> Option<&'a ExprSubscript<'a>> {
    let Expr::Subscript(node) = expr else { return None };
    if !matches!(node.value, Expr::Name(_))
        && !matches!(node.value, Expr::Attribute(value) if value.attr == name)
    {
        return None;
    }
    let qualified = checker.model().qualified_name(node.value)?;
    let ["typing" | "typing_extensions", member] = qualified.segments() else { return None };
    (*member == name && typing::may_replace(checker, node.value, SINCE)).then_some(node)
}

/// Reports `node`, which stands for the union of `elements`, and of `None` if `optional`.
pub(super) fn report<'a>(
    checker: &mut Checker<'_, 'a>,
    rule: &'static Rule,
    node: &'a ExprSubscript<'a>,
    elements: &[Expr<'a>],
    optional: bool,
) {
    // A string is no type: where Python evaluates the union, `|` would fail.
    if elements.iter().any(|element| matches!(element, Expr::String(_)))
        && typing::is_evaluated(checker, node.value)
    {
        return;
    }
    let fixable =
        typing::is_type(checker, node.value) && elements.iter().all(|element| is_operand(*element, optional));
    let level = |index: usize| if index == 0 { Level::BitOr } else { Level::BitXor };
    let text =
        |(index, element): (usize, &Expr<'a>)| unparse::at_level(checker.source, *element, level(index));
    let mut texts: Vec<String> = elements.iter().enumerate().map(text).collect();
    if optional {
        texts.push("None".to_owned());
    }
    let edit = Edit::replace(node.span, texts.join(" | "));
    let message = match optional {
        true => "use `X | None` for types that may be `None`",
        false => "use `X | Y` for unions of types",
    };
    let applicability = typing::applicability(checker, node.span, SINCE);
    let finding = checker.report(rule, node.span, message);
    if fixable {
        finding.fix_of(applicability, "Write the union with `|`", vec![edit]);
    }
}

/// Whether `element` can be an operand of `|`.
fn is_operand(element: Expr<'_>, optional: bool) -> bool {
    match element {
        // `None | None` fails at run time.
        Expr::None(_) => !optional,
        Expr::Tuple(tuple) => !optional && tuple.elements.is_empty(),
        Expr::Lambda(_) | Expr::Named(_) | Expr::Yield(_) | Expr::YieldFrom(_) | Expr::Starred(_) => false,
        _ => true,
    }
}
