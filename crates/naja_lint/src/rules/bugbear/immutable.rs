//! Which values can change, as far as their expressions or annotations show.

use naja_semantic::{BindingKind, QualifiedName};
use naja_syntax::ast::{BinaryOp, Expr, StmtClassDef};

use super::common::keyword;
use crate::checker::Checker;

/// Whether `expr` makes a new value that can change: a display, a comprehension, or a call of a known collection.
pub(super) fn is_mutable<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>) -> bool {
    match expr {
        Expr::List(_)
        | Expr::Dict(_)
        | Expr::Set(_)
        | Expr::ListComp(_)
        | Expr::DictComp(_)
        | Expr::SetComp(_) => true,
        Expr::Call(call) => is_mutable_call(checker, call.func),
        _ => false,
    }
}

/// Whether calling `func` makes a collection that can change.
pub(super) fn is_mutable_call<'a>(checker: &Checker<'_, 'a>, func: Expr<'a>) -> bool {
    let name = checker.model().qualified_name(func);
    name.is_some_and(|name| {
        matches!(
            name.segments(),
            ["builtins", "dict" | "list" | "set"]
                | [
                    "collections",
                    "ChainMap"
                        | "Counter"
                        | "OrderedDict"
                        | "UserDict"
                        | "UserList"
                        | "UserString"
                        | "defaultdict"
                        | "deque",
                ]
                | ["weakref", "WeakKeyDictionary" | "WeakSet" | "WeakValueDictionary"]
        )
    })
}

/// Whether calling `func` makes a value that cannot change, so that it may be shared.
pub(super) fn is_immutable_call<'a>(checker: &Checker<'_, 'a>, func: Expr<'a>) -> bool {
    if let Some(name) = checker.model().qualified_name(func) {
        return is_immutable_function(&name) || is_extended(checker, &name);
    }
    let Expr::Name(name) = func else { return false };
    match checker.model().resolve_binding(name).map(|binding| binding.kind) {
        Some(BindingKind::Class(class)) => is_frozen(checker, class),
        _ => false,
    }
}

fn is_immutable_function(name: &QualifiedName<'_>) -> bool {
    matches!(
        name.segments(),
        [
            "builtins",
            "bool"
                | "bytes"
                | "complex"
                | "float"
                | "frozenset"
                | "int"
                | "range"
                | "slice"
                | "str"
                | "tuple",
        ] | ["datetime", "date" | "datetime" | "time" | "timedelta" | "timezone" | "tzinfo"]
            | ["decimal", "Decimal"]
            | ["fractions", "Fraction"]
            | ["operator", "attrgetter" | "itemgetter" | "methodcaller"]
            | ["pathlib", "Path"]
            | ["re", "compile"]
            | ["types", "MappingProxyType"]
    )
}

/// Whether the options name it.
fn is_extended(checker: &Checker<'_, '_>, name: &QualifiedName<'_>) -> bool {
    checker.settings.bugbear.extend_immutable_calls.iter().any(|own| *name == **own)
}

/// Whether a class of the file is a frozen dataclass.
fn is_frozen<'a>(checker: &Checker<'_, 'a>, class: &StmtClassDef<'a>) -> bool {
    class.decorators.iter().any(|decorator| {
        let Expr::Call(call) = decorator.expression else { return false };
        let name = checker.model().qualified_name(call.func);
        matches!(keyword(call, "frozen"), Some(Expr::True(_)))
            && name.is_some_and(|name| name.matches(&["dataclasses", "dataclass"]))
    })
}

/// Whether values of this annotation cannot change, or are only to be read.
pub(super) fn is_immutable_annotation<'a>(checker: &Checker<'_, 'a>, annotation: Expr<'a>) -> bool {
    match annotation {
        Expr::Name(_) | Expr::Attribute(_) => {
            checker.model().qualified_name(annotation).is_some_and(|name| {
                is_immutable_type(&name) || is_immutable_generic(&name) || is_extended(checker, &name)
            })
        }
        Expr::Subscript(node) => {
            let Some(name) = checker.model().qualified_name(node.value) else { return false };
            let parts = match node.index {
                Expr::Tuple(tuple) => tuple.elements,
                _ => std::slice::from_ref(&node.index),
            };
            match name.segments() {
                ["typing" | "typing_extensions", "Union"] => {
                    parts.iter().all(|part| is_immutable_annotation(checker, *part))
                }
                ["typing" | "typing_extensions", "Optional"] => is_immutable_annotation(checker, node.index),
                ["typing" | "typing_extensions", "Annotated"] => {
                    parts.first().is_some_and(|part| is_immutable_annotation(checker, *part))
                }
                _ => is_immutable_generic(&name),
            }
        }
        Expr::Binary(node) if node.op == BinaryOp::BitOr => {
            is_immutable_annotation(checker, node.left) && is_immutable_annotation(checker, node.right)
        }
        Expr::None(_) => true,
        _ => false,
    }
}

fn is_immutable_type(name: &QualifiedName<'_>) -> bool {
    matches!(
        name.segments(),
        ["builtins", "bool" | "bytes" | "complex" | "float" | "int" | "object" | "range" | "str"]
            | ["collections", "abc", "Sized"]
            | ["typing", "LiteralString" | "Sized"]
    )
}

fn is_immutable_generic(name: &QualifiedName<'_>) -> bool {
    matches!(
        name.segments(),
        ["builtins", "frozenset" | "tuple"]
            | [
                "collections",
                "abc",
                "ByteString"
                    | "Collection"
                    | "Container"
                    | "Iterable"
                    | "Mapping"
                    | "Reversible"
                    | "Sequence"
                    | "Set",
            ]
            | [
                "typing",
                "AbstractSet"
                    | "ByteString"
                    | "Callable"
                    | "Collection"
                    | "Container"
                    | "FrozenSet"
                    | "Iterable"
                    | "Literal"
                    | "Mapping"
                    | "Never"
                    | "NoReturn"
                    | "Reversible"
                    | "Sequence"
                    | "Tuple",
            ]
    )
}
