//! Indices into the model's tables.

use std::num::NonZeroU32;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(NonZeroU32);

        impl $name {
            /// The id of the entry at `index`. A table of a file below 4 GiB never has as many as 2³² − 1.
            #[inline]
            pub(crate) const fn new(index: usize) -> Self {
                match NonZeroU32::new(index as u32 + 1) {
                    Some(value) => Self(value),
                    None => Self(NonZeroU32::MAX),
                }
            }

            /// The place in its table, from 0.
            #[inline]
            #[must_use]
            pub const fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }
    };
}

id! {
    /// A scope of [`crate::Model::scope`].
    ScopeId
}
id! {
    /// A binding of [`crate::Model::binding`].
    BindingId
}
id! {
    /// A reference of [`crate::Model::reference`].
    ReferenceId
}
id! {
    /// A block of [`crate::Model::block`].
    BlockId
}

impl ScopeId {
    /// The module's own scope.
    pub(crate) const MODULE: Self = Self::new(0);
}

impl BlockId {
    /// The module's own block.
    pub(crate) const MODULE: Self = Self::new(0);
}
