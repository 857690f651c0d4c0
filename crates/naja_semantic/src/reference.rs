//! References: the places where names are read.

use naja_base::Span;

use crate::ids::{BindingId, BlockId, ReferenceId, ScopeId};

/// A place where a name is read or deleted, or listed in `__all__`.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// The name; for one inside a quoted annotation whose text is escaped or put together, the whole string.
    pub span: Span,
    /// The scope in which it is.
    pub scope: ScopeId,
    /// The block in which it is.
    pub block: BlockId,
    /// What it names, where that is in this file.
    pub binding: Option<BindingId>,
    /// How it is there.
    pub flags: ReferenceFlags,
    pub(crate) symbol: u32,
    pub(crate) older: Option<ReferenceId>,
    /// The reference to the same name before it, whatever that means.
    pub(crate) same_name: Option<ReferenceId>,
}

/// How a reference is there, and what its name means without a binding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReferenceFlags(pub(crate) u16);

macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident = $constant:ident;)*) => {
        $($(#[$doc])*
        #[inline]
        #[must_use]
        pub const fn $name(self) -> bool {
            self.0 & Self::$constant != 0
        })*
    };
}

impl ReferenceFlags {
    pub(crate) const TYPE: u16 = 1;
    pub(crate) const ANNOTATION: u16 = 2;
    pub(crate) const POSTPONED: u16 = 4;
    pub(crate) const QUOTED: u16 = 8;
    pub(crate) const TYPE_CHECKING: u16 = 16;
    pub(crate) const EXPORT: u16 = 32;
    pub(crate) const DELETE: u16 = 64;
    pub(crate) const BUILTIN: u16 = 128;
    pub(crate) const STAR: u16 = 256;
    pub(crate) const UNDEFINED: u16 = 512;
    pub(crate) const RUNTIME_ANNOTATION: u16 = 1024;

    flags! {
        /// Whether it is where a type is expected: in an annotation, an alias, a cast …
        is_type = TYPE;
        /// Whether it is in an annotation.
        is_annotation = ANNOTATION;
        /// Whether it is in an annotation that Python evaluates when it defines the function or variable.
        is_runtime_annotation = RUNTIME_ANNOTATION;
        /// Whether it is evaluated, if ever, after the rest of the module.
        is_postponed = POSTPONED;
        /// Whether it is inside a quoted annotation.
        is_quoted = QUOTED;
        /// Whether it is under `if TYPE_CHECKING:`.
        is_type_checking = TYPE_CHECKING;
        /// Whether it is an entry of `__all__`.
        is_export = EXPORT;
        /// Whether it is in a `del` statement.
        is_delete = DELETE;
        /// Whether it has no binding in the file, but is a builtin or one of the names that every module has.
        is_builtin = BUILTIN;
        /// Whether it has no binding in the file, but may come from a `from … import *`.
        is_from_star = STAR;
        /// Whether nothing defines it.
        is_undefined = UNDEFINED;
    }

    /// Whether it is never evaluated at run time: a postponed or quoted type, or code under `if TYPE_CHECKING:`.
    #[inline]
    #[must_use]
    pub const fn is_typing_only(self) -> bool {
        self.is_type_checking()
            || self.0 & (Self::TYPE | Self::ANNOTATION) != 0 && self.0 & (Self::POSTPONED | Self::QUOTED) != 0
            || self.is_annotation() && !self.is_runtime_annotation()
    }
}
