//! Names that have moved to another module, or got another name, in the course of Python 3.

use naja_syntax::PythonVersion;

/// What became of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    /// It lies in this module now.
    To(&'static str),
    /// It is this one now.
    Renamed(&'static str),
}

/// Names of one module that moved to another.
struct Move {
    from: &'static str,
    /// The minor version of Python 3 in which the new place has all that the old one has.
    since: u8,
    to: &'static str,
    names: &'static [&'static str],
}

/// Whether any name of `module` has moved.
pub(super) fn has_moved(module: &str) -> bool {
    MOVES.iter().any(|entry| entry.from == module)
}

/// What became of `name` of `module` for code that runs on `target` and newer.
pub(super) fn find(module: &str, name: &str, target: PythonVersion) -> Option<Moved> {
    if module == "typing"
        && target >= PythonVersion::new(3, 9)
        && let Some((_, new)) = RENAMED.iter().find(|(old, _)| *old == name)
    {
        return Some(Moved::Renamed(new));
    }
    let entry = MOVES.iter().find(|entry| {
        entry.from == module && target >= PythonVersion::new(3, entry.since) && entry.names.contains(&name)
    });
    entry.map(|entry| Moved::To(entry.to))
}

/// The modules that names have moved to, in the order in which they are reported.
pub(super) static TARGETS: &[&str] =
    &["collections.abc", "collections", "re", "typing", "types", "warnings", "enum", "shlex"];

/// Names of `typing` that are another's since Python 3.9.
static RENAMED: &[(&str, &str)] = &[
    ("AbstractSet", "collections.abc.Set"),
    ("AsyncContextManager", "contextlib.AbstractAsyncContextManager"),
    ("ContextManager", "contextlib.AbstractContextManager"),
    ("DefaultDict", "collections.defaultdict"),
    ("Deque", "collections.deque"),
    ("Dict", "dict"),
    ("FrozenSet", "frozenset"),
    ("List", "list"),
    ("Set", "set"),
    ("Tuple", "tuple"),
    ("Type", "type"),
];

/// The abstract base classes that have the same names in `collections.abc` as elsewhere before.
static ABSTRACT: &[&str] = &[
    "AsyncGenerator",
    "AsyncIterable",
    "AsyncIterator",
    "Awaitable",
    "Collection",
    "Container",
    "Coroutine",
    "Generator",
    "Hashable",
    "ItemsView",
    "Iterable",
    "Iterator",
    "KeysView",
    "Mapping",
    "MappingView",
    "MutableMapping",
    "MutableSequence",
    "MutableSet",
    "Reversible",
    "Sequence",
    "Sized",
    "ValuesView",
];

/// The moves. Where a name moved twice, the newest move comes first.
static MOVES: &[Move] = &[
    Move { from: "collections", since: 7, to: "collections.abc", names: ABSTRACT },
    Move { from: "collections", since: 7, to: "collections.abc", names: &["ByteString", "Callable", "Set"] },
    Move { from: "typing", since: 9, to: "collections.abc", names: ABSTRACT },
    Move { from: "typing", since: 10, to: "collections.abc", names: &["Callable"] },
    Move { from: "typing", since: 9, to: "collections", names: &["OrderedDict", "Counter", "ChainMap"] },
    Move { from: "typing", since: 9, to: "re", names: &["Match", "Pattern"] },
    Move { from: "typing.re", since: 9, to: "re", names: &["Match", "Pattern"] },
    Move { from: "typing.re", since: 7, to: "typing", names: &["Match", "Pattern"] },
    Move { from: "typing.io", since: 7, to: "typing", names: &["BinaryIO", "IO", "TextIO"] },
    Move {
        from: "typing_extensions",
        since: 7,
        to: "typing",
        names: &[
            "List",
            "Dict",
            "Set",
            "FrozenSet",
            "Tuple",
            "Type",
            "Deque",
            "DefaultDict",
            "Counter",
            "ChainMap",
            "AbstractSet",
            "Text",
            "Pattern",
            "Match",
            "Awaitable",
            "Coroutine",
            "AsyncIterable",
            "AsyncIterator",
            "Hashable",
            "Iterable",
            "Iterator",
            "Reversible",
            "Container",
            "Collection",
            "Callable",
            "MutableSet",
            "Mapping",
            "MutableMapping",
            "MappingView",
            "KeysView",
            "ItemsView",
            "ValuesView",
            "Sequence",
            "MutableSequence",
            "Sized",
            "Optional",
            "Union",
            "ClassVar",
            "NoReturn",
            "TYPE_CHECKING",
            "Generic",
            "cast",
            "no_type_check",
            "BinaryIO",
            "IO",
            "TextIO",
            "AnyStr",
            "ForwardRef",
        ],
    },
    Move { from: "typing_extensions", since: 8, to: "typing", names: &["OrderedDict", "Final"] },
    Move { from: "typing_extensions", since: 9, to: "typing", names: &["Annotated"] },
    Move {
        from: "typing_extensions",
        since: 10,
        to: "typing",
        names: &[
            "Literal",
            "Concatenate",
            "ParamSpecArgs",
            "ParamSpecKwargs",
            "TypeAlias",
            "TypeGuard",
            "NewType",
            "get_args",
            "get_origin",
        ],
    },
    Move {
        from: "typing_extensions",
        since: 11,
        to: "typing",
        names: &[
            "Any",
            "Self",
            "Never",
            "final",
            "overload",
            "LiteralString",
            "NotRequired",
            "Required",
            "assert_never",
            "assert_type",
            "clear_overloads",
            "get_overloads",
            "reveal_type",
        ],
    },
    Move {
        from: "typing_extensions",
        since: 12,
        to: "typing",
        names: &[
            "NamedTuple",
            "Protocol",
            "override",
            "TypeAliasType",
            "SupportsAbs",
            "SupportsBytes",
            "SupportsComplex",
            "SupportsFloat",
            "SupportsIndex",
            "SupportsInt",
            "SupportsRound",
            "Unpack",
            "dataclass_transform",
        ],
    },
    Move {
        from: "typing_extensions",
        since: 13,
        to: "typing",
        names: &[
            "ContextManager",
            "AsyncContextManager",
            "AsyncGenerator",
            "Generator",
            "ParamSpec",
            "TypeIs",
            "runtime_checkable",
            "TypeVarTuple",
            "ReadOnly",
            "get_type_hints",
            "is_protocol",
            "get_protocol_members",
            "NoDefault",
            "TypeVar",
        ],
    },
    Move { from: "typing_extensions", since: 15, to: "typing", names: &["TypeForm"] },
    Move { from: "typing_extensions", since: 12, to: "collections.abc", names: &["Buffer"] },
    Move { from: "typing_extensions", since: 12, to: "types", names: &["get_original_bases"] },
    Move { from: "typing_extensions", since: 13, to: "types", names: &["CapsuleType"] },
    Move { from: "typing_extensions", since: 13, to: "warnings", names: &["deprecated"] },
    Move { from: "mypy_extensions", since: 7, to: "typing", names: &["NoReturn"] },
    Move { from: "mypy_extensions", since: 8, to: "typing", names: &["TypedDict"] },
    Move { from: "pipes", since: 7, to: "shlex", names: &["quote"] },
    Move { from: "backports.strenum", since: 11, to: "enum", names: &["StrEnum"] },
];
