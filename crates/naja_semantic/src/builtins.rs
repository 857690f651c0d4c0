//! The names that are there without being bound, by version of Python.

use naja_syntax::PythonVersion;

/// Builtins, sorted, with the first minor version of Python 3 that has them; 0 for those of every supported one.
#[rustfmt::skip]
const BUILTINS: &[(&str, u8)] = &[
    ("ArithmeticError", 0), ("AssertionError", 0), ("AttributeError", 0), ("BaseException", 0),
    ("BaseExceptionGroup", 11), ("BlockingIOError", 0), ("BrokenPipeError", 0), ("BufferError", 0),
    ("BytesWarning", 0), ("ChildProcessError", 0), ("ConnectionAbortedError", 0), ("ConnectionError", 0),
    ("ConnectionRefusedError", 0), ("ConnectionResetError", 0), ("DeprecationWarning", 0), ("EOFError", 0),
    ("Ellipsis", 0), ("EncodingWarning", 10), ("EnvironmentError", 0), ("Exception", 0),
    ("ExceptionGroup", 11), ("False", 0), ("FileExistsError", 0), ("FileNotFoundError", 0),
    ("FloatingPointError", 0), ("FutureWarning", 0), ("GeneratorExit", 0), ("IOError", 0),
    ("ImportCycleError", 15), ("ImportError", 0), ("ImportWarning", 0), ("IndentationError", 0),
    ("IndexError", 0), ("InterruptedError", 0), ("IsADirectoryError", 0), ("KeyError", 0),
    ("KeyboardInterrupt", 0), ("LookupError", 0), ("MemoryError", 0), ("ModuleNotFoundError", 0),
    ("NameError", 0), ("None", 0), ("NotADirectoryError", 0), ("NotImplemented", 0),
    ("NotImplementedError", 0), ("OSError", 0), ("OverflowError", 0), ("PendingDeprecationWarning", 0),
    ("PermissionError", 0), ("ProcessLookupError", 0), ("PythonFinalizationError", 13), ("RecursionError", 0),
    ("ReferenceError", 0), ("ResourceWarning", 0), ("RuntimeError", 0), ("RuntimeWarning", 0),
    ("StopAsyncIteration", 0), ("StopIteration", 0), ("SyntaxError", 0), ("SyntaxWarning", 0),
    ("SystemError", 0), ("SystemExit", 0), ("TabError", 0), ("TimeoutError", 0), ("True", 0),
    ("TypeError", 0), ("UnboundLocalError", 0), ("UnicodeDecodeError", 0), ("UnicodeEncodeError", 0),
    ("UnicodeError", 0), ("UnicodeTranslateError", 0), ("UnicodeWarning", 0), ("UserWarning", 0),
    ("ValueError", 0), ("Warning", 0), ("ZeroDivisionError", 0), ("__build_class__", 0), ("__debug__", 0),
    ("__import__", 0), ("__lazy_import__", 15), ("abs", 0), ("aiter", 10), ("all", 0), ("anext", 10),
    ("any", 0), ("ascii", 0), ("bin", 0), ("bool", 0), ("breakpoint", 0), ("bytearray", 0), ("bytes", 0),
    ("callable", 0), ("chr", 0), ("classmethod", 0), ("compile", 0), ("complex", 0), ("copyright", 0),
    ("credits", 0), ("delattr", 0), ("dict", 0), ("dir", 0), ("divmod", 0), ("enumerate", 0), ("eval", 0),
    ("exec", 0), ("exit", 0), ("filter", 0), ("float", 0), ("format", 0), ("frozendict", 15),
    ("frozenset", 0), ("getattr", 0), ("globals", 0), ("hasattr", 0), ("hash", 0), ("help", 0), ("hex", 0),
    ("id", 0), ("input", 0), ("int", 0), ("isinstance", 0), ("issubclass", 0), ("iter", 0), ("len", 0),
    ("license", 0), ("list", 0), ("locals", 0), ("map", 0), ("max", 0), ("memoryview", 0), ("min", 0),
    ("next", 0), ("object", 0), ("oct", 0), ("open", 0), ("ord", 0), ("pow", 0), ("print", 0),
    ("property", 0), ("quit", 0), ("range", 0), ("repr", 0), ("reversed", 0), ("round", 0), ("sentinel", 15),
    ("set", 0), ("setattr", 0), ("slice", 0), ("sorted", 0), ("staticmethod", 0), ("str", 0), ("sum", 0),
    ("super", 0), ("tuple", 0), ("type", 0), ("vars", 0), ("zip", 0),
];

/// What every module has, sorted, with the first and last minor version.
const MODULE_NAMES: &[(&str, u8, u8)] = &[
    ("WindowsError", 0, 99),
    ("__annotate__", 14, 99),
    ("__annotations__", 0, 99),
    ("__builtins__", 0, 99),
    ("__cached__", 0, 14),
    ("__doc__", 0, 99),
    ("__file__", 0, 99),
    ("__loader__", 0, 99),
    ("__name__", 0, 99),
    ("__package__", 0, 99),
    ("__spec__", 0, 99),
    ("__warningregistry__", 0, 99),
];

/// Whether `name` is a builtin of this version of Python: a name of its module `builtins`, and no module's `__file__` or
/// the like.
#[must_use]
pub fn is_builtin_name(name: &str, python: PythonVersion) -> bool {
    BUILTINS
        .binary_search_by_key(&name, |(builtin, _)| builtin)
        .is_ok_and(|index| python >= PythonVersion::new(3, BUILTINS[index].1))
}

/// Whether every module of this version of Python has `name`.
pub fn is_module_name(name: &str, python: PythonVersion) -> bool {
    MODULE_NAMES.binary_search_by_key(&name, |(other, ..)| other).is_ok_and(|index| {
        let (_, first, last) = MODULE_NAMES[index];
        python.major > 3 || (first..=last).contains(&python.minor)
    })
}

#[cfg(test)]
mod tests {
    use naja_syntax::PythonVersion;

    use super::{BUILTINS, MODULE_NAMES, is_builtin_name, is_module_name};

    #[test]
    fn the_tables_are_sorted() {
        assert!(BUILTINS.is_sorted_by(|one, other| one.0 < other.0));
        assert!(MODULE_NAMES.is_sorted_by(|one, other| one.0 < other.0));
    }

    #[test]
    fn versions_decide() {
        let version = |minor| PythonVersion::new(3, minor);
        assert!(is_builtin_name("print", version(8)));
        assert!(!is_builtin_name("anext", version(9)));
        assert!(is_builtin_name("anext", version(10)));
        assert!(!is_builtin_name("__file__", version(10)));
        assert!(is_module_name("__cached__", version(14)));
        assert!(!is_module_name("__cached__", version(15)));
        assert!(!is_module_name("__path__", version(14)));
    }
}
