//! The memory of a thread's last model, for its next one.
//!
//! Every file has tables of other sizes. Were they allocated anew each time, an allocator that keeps blocks of like size
//! together would end up holding the largest of each size, and every file would pay for fresh pages.

use std::cell::Cell;

use crate::binding::Binding;
use crate::block::Block;
use crate::model::Model;
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

/// The most bytes that a table keeps: what a file of some 400 kB fills.
const RETAINED: usize = 1 << 20;

thread_local! {
    static SPARE: Cell<Spare> = Cell::default();
}

impl Spare {
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

impl Drop for Model<'_> {
    fn drop(&mut self) {
        SPARE.set(Spare {
            scopes: emptied(std::mem::take(&mut self.scopes)),
            blocks: emptied(std::mem::take(&mut self.blocks)),
            bindings: emptied(std::mem::take(&mut self.bindings)),
            references: emptied(std::mem::take(&mut self.references)),
            symbols: std::mem::take(&mut self.symbols).emptied(),
        });
    }
}

/// The memory of `list`, for items of the same type about another file.
pub fn emptied<T, U>(mut list: Vec<T>) -> Vec<U> {
    if list.capacity() * size_of::<T>() > RETAINED {
        return Vec::new();
    }
    list.clear();
    // What is collected from a list's own items takes their place.
    list.into_iter().filter_map(|_| None).collect()
}

#[cfg(test)]
mod tests {
    use super::emptied;

    #[test]
    fn an_emptied_list_keeps_its_memory_within_bounds() {
        let one = vec![1_u64; 1000];
        let other: Vec<i64> = emptied(one);
        assert!(other.is_empty() && other.capacity() >= 1000);
        assert_eq!(emptied::<u64, i64>(vec![1; 1 << 20]).capacity(), 0);
    }
}
