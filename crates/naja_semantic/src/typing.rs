//! Which calls and subscripts take types, so that strings in them are annotations.

use crate::qualified::QualifiedName;

/// How the index of a subscript is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptKind {
    /// As types.
    Generic,
    /// As values: `Literal[…]`.
    Literal,
    /// The first as a type, the rest as values: `Annotated[…]`.
    Annotated,
}

/// How the arguments of a call are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    /// `cast(type, value)`
    Cast,
    /// `NewType(name, type)`, `TypeAliasType(name, type)`
    NamedType,
    /// `TypeVar(name, type, …, bound=type, default=type)`
    TypeVar,
    /// `NamedTuple(name, [(field, type)], field=type)`
    NamedTuple,
    /// `TypedDict(name, {field: type}, field=type)`
    TypedDict,
    /// `Arg(type, name)` and its like of `mypy_extensions`
    MypyArgument,
}

/// Whether a function of this name may be one of [`call_kind`]'s; saves the look-up of most calls.
#[inline]
pub fn may_take_types(name: &str) -> bool {
    match name.len() {
        3 => name == "Arg",
        4 => name == "cast",
        6 => name == "VarArg" || name == "KwArg",
        5 => name == "KwArg",
        7 => matches!(name, "NewType" | "TypeVar"),
        8 => name == "NamedArg",
        9 => matches!(name, "TypedDict" | "ParamSpec"),
        10 => matches!(name, "NamedTuple" | "DefaultArg"),
        13 => name == "TypeAliasType",
        15 => name == "DefaultNamedArg",
        _ => false,
    }
}

/// The member of `typing`, `typing_extensions` or one of `modules` that the name is.
pub fn member<'n>(name: &QualifiedName<'n>, modules: &[String]) -> Option<&'n str> {
    let (last, module) = name.segments().split_last()?;
    match module {
        ["typing" | "typing_extensions"] => Some(last),
        _ => modules.iter().any(|known| module.iter().copied().eq(known.split('.'))).then_some(last),
    }
}

/// How the arguments of a call of the function `name` are read.
pub fn call_kind(name: &QualifiedName<'_>, modules: &[String]) -> Option<CallKind> {
    if let ["mypy_extensions", function] = name.segments() {
        return matches!(
            *function,
            "Arg" | "DefaultArg" | "NamedArg" | "DefaultNamedArg" | "VarArg" | "KwArg"
        )
        .then_some(CallKind::MypyArgument)
        .or_else(|| (*function == "TypedDict").then_some(CallKind::TypedDict));
    }
    match member(name, modules)? {
        "cast" => Some(CallKind::Cast),
        "NewType" | "TypeAliasType" => Some(CallKind::NamedType),
        "TypeVar" => Some(CallKind::TypeVar),
        "NamedTuple" => Some(CallKind::NamedTuple),
        "TypedDict" => Some(CallKind::TypedDict),
        _ => None,
    }
}

/// How the index after `name` is read; `None` where it says nothing about types.
pub fn subscript_kind(name: &QualifiedName<'_>, modules: &[String]) -> Option<SubscriptKind> {
    match (member(name, modules), name.segments()) {
        (Some("Literal"), _) => Some(SubscriptKind::Literal),
        (Some("Annotated"), _) => Some(SubscriptKind::Annotated),
        (Some(_), _)
        | (None, ["builtins", "dict" | "frozenset" | "list" | "set" | "tuple" | "type"])
        | (None, ["collections", "ChainMap" | "Counter" | "OrderedDict" | "defaultdict" | "deque"])
        | (
            None,
            ["collections", "abc", _]
            | ["contextlib", "AbstractAsyncContextManager" | "AbstractContextManager"],
        )
        | (
            None,
            ["re", "Match" | "Pattern"]
            | ["weakref", "ReferenceType" | "WeakKeyDictionary" | "WeakSet" | "WeakValueDictionary"],
        )
        | (None, ["os", "PathLike"] | ["queue", "LifoQueue" | "PriorityQueue" | "Queue" | "SimpleQueue"])
        | (None, ["asyncio", "Future" | "Task"] | ["subprocess", "CompletedProcess" | "Popen"])
        | (None, ["functools", "partialmethod" | "cached_property"]) => Some(SubscriptKind::Generic),
        _ => None,
    }
}
