//! Abstract base classes, as far as a class shows that it is one.

use naja_syntax::ast::{Decorator, Expr, StmtClassDef, StmtFunctionDef};

use crate::checker::Checker;

/// Whether the class is an abstract base class outright: `ABC` is its only base, or `ABCMeta` its metaclass and no base
/// beside it.
pub(super) fn is_abstract_base<'a>(checker: &Checker<'_, 'a>, class: &StmtClassDef<'a>) -> bool {
    let Some(arguments) = class.arguments else { return false };
    let is = |expr: Expr<'a>, name: &str| {
        checker.model().qualified_name(expr).is_some_and(|own| own.matches(&["abc", name]))
    };
    match (arguments.args, arguments.keywords) {
        ([base], []) => is(*base, "ABC"),
        ([], [keyword]) => {
            keyword.name.is_some_and(|name| name.name == "metaclass") && is(keyword.value, "ABCMeta")
        }
        _ => false,
    }
}

/// Whether a decorator makes the method abstract.
pub(super) fn is_abstract_method<'a>(checker: &Checker<'_, 'a>, method: &StmtFunctionDef<'a>) -> bool {
    has_decorator(checker, method.decorators, |segments| {
        matches!(
            segments,
            ["abc", "abstractclassmethod" | "abstractmethod" | "abstractproperty" | "abstractstaticmethod",]
        )
    })
}

/// Whether one of the decorators is a name that `wanted` takes.
pub(super) fn has_decorator<'a>(
    checker: &Checker<'_, 'a>,
    decorators: &[Decorator<'a>],
    wanted: impl Fn(&[&str]) -> bool,
) -> bool {
    decorators.iter().any(|decorator| {
        checker.model().qualified_name(decorator.expression).is_some_and(|name| wanted(name.segments()))
    })
}
