//! What the model has to know beside the tree.

use naja_syntax::PythonVersion;

/// Options of [`crate::build`].
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The oldest Python that the code must run on; decides about builtins and about when annotations are evaluated.
    pub python: PythonVersion,
    /// Whether the file is a stub: annotations and class bases may look forward.
    pub is_stub: bool,
    /// Whether the file is an `__init__.py` or `__init__.pyi`, which has `__path__`.
    pub is_package: bool,
    /// Names that are treated as builtins beside Python's own.
    pub builtins: &'o [String],
    /// Modules whose members are treated as those of `typing`.
    pub typing_modules: &'o [String],
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            python: PythonVersion::new(3, 10),
            is_stub: false,
            is_package: false,
            builtins: &[],
            typing_modules: &[],
        }
    }
}
