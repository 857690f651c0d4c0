//! Blocks: the bodies that hold statements side by side, and the branches that exclude each other.

use naja_syntax::ast::Stmt;

use crate::ids::{BlockId, ScopeId};

/// A body of statements.
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    /// Which body of its statement it is.
    pub kind: BlockKind,
    /// The block around it; `None` for the module's.
    pub parent: Option<BlockId>,
    /// The statement that it belongs to; `None` for the module's.
    pub owner: Option<Stmt<'a>>,
    /// The statements.
    pub body: &'a [Stmt<'a>],
    /// The scope that the statements bind in.
    pub scope: ScopeId,
    /// The exceptions that `try` statements around it handle, up to the function's edge.
    pub handled: Handled,
    /// Whether it is, or is in, the body of `if TYPE_CHECKING:`.
    pub is_type_checking: bool,
    pub(crate) branch: BlockId,
}

/// Which body of its statement a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The file.
    Module,
    /// A class's.
    Class,
    /// A function's.
    Function,
    /// That of `if`, `elif` or `else`.
    If,
    /// That of `for`.
    For,
    /// That of `while`.
    While,
    /// The `else` of a loop.
    LoopElse,
    /// That of `with`.
    With,
    /// That of `try`.
    Try,
    /// That of `except`.
    Except,
    /// The `else` of a `try`.
    TryElse,
    /// That of `finally`.
    Finally,
    /// That of `case`.
    Case,
}

/// Exceptions that matter to imports and names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handled(u8);

impl Handled {
    pub(crate) const NAME_ERROR: u8 = 1;
    pub(crate) const IMPORT_ERROR: u8 = 2;
    pub(crate) const MODULE_NOT_FOUND: u8 = 4;

    #[inline]
    pub(crate) const fn with(self, bits: u8) -> Self {
        Self(self.0 | bits)
    }

    /// Whether `NameError` is handled by name.
    #[must_use]
    pub const fn name_error(self) -> bool {
        self.0 & Self::NAME_ERROR != 0
    }

    /// Whether `ImportError` is handled by name.
    #[must_use]
    pub const fn import_error(self) -> bool {
        self.0 & Self::IMPORT_ERROR != 0
    }

    /// Whether `ModuleNotFoundError` is handled by name.
    #[must_use]
    pub const fn module_not_found(self) -> bool {
        self.0 & Self::MODULE_NOT_FOUND != 0
    }
}
