//! The memory of a thread's last model, for its next one.
//!
//! Every file has tables of other sizes. Were they allocated again each time, an allocator that keeps blocks of like size
//! together would end up holding the largest of each size, and every file would pay for fresh pages.

use std::cell::Cell;

use crate::binding::Binding;
use crate::block::Block;
use crate::reference::Reference;
use crate::scope::Scope;
use crate::symbols::Symbols;

/// Empty tables with memory.
#[derive(Default)]
pub struct Spare {
    pub scopes: Vec<Scope<'static>>,
    pub blocks: Vec<Block<'static>>,
    pub bindings: Vec<Binding<'static>>,
    pub references: Vec<Reference>,
    pub symbols: Symbols<'static>,
}

thread_local! {
    static SPARE: Cell<Spare> = Cell::default();
}

impl Spare {
    /// Keeps it for the thread's next model.
    pub fn keep(self) {
        SPARE.set(self);
    }

    /// What the thread's last model has left.
    pub fn take() -> Self {
        SPARE.take()
    }

    /// Makes room for what a source of `len` bytes usually has.
    pub fn reserve(&mut self, len: usize) {
        self.scopes.reserve(len / 512 + 1);
        self.blocks.reserve(len / 256 + 1);
        self.bindings.reserve(len / 96);
        self.references.reserve(len / 32);
    }
}
