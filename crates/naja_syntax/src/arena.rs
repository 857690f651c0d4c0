//! The arena that trees live in.

use std::fmt;

use bumpalo::Bump;

/// Memory for trees: freed at once, and kept from one file to the next.
///
/// A tree fills chunks, each at most a quarter of what is held already, so that at most a fifth of the memory is ever
/// unused at the end of a large tree. Resetting joins them to one chunk of at most [`Arena::RETAINED`] bytes.
pub struct Arena {
    // Every node is aligned to eight bytes, so that no allocation has to round the place.
    bump: Bump<8>,
}

/// How much a small arena grows at once, in bytes.
const STEP: usize = 32 << 10;

impl Arena {
    /// The most bytes that an arena keeps when it is reset: enough for the tree of a file of 200 kB.
    pub const RETAINED: usize = 1 << 20;

    /// An arena that holds no memory yet.
    #[must_use]
    pub fn new() -> Self {
        Self::around(Bump::with_min_align())
    }

    /// An arena whose first `bytes` lie side by side.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self::around(Bump::with_min_align_and_capacity(bytes))
    }

    /// An arena that takes no further chunk until [`Self::grow`] says how large it may be.
    fn around(bump: Bump<8>) -> Self {
        bump.set_allocation_limit(Some(bump.allocated_bytes()));
        Self { bump }
    }

    /// Frees all trees in it, and keeps memory for the next ones.
    pub fn reset(&mut self) {
        let held = self.bytes_held();
        self.bump.reset();
        let kept = self.bytes_held();
        // A chunk is a little larger than what was asked for.
        if kept < held || kept > Self::RETAINED + STEP {
            // Freed first, so that old and new memory are not held together.
            *self = Self::new();
            *self = Self::with_capacity(held.min(Self::RETAINED));
        }
    }

    /// How many bytes it holds, used or not.
    #[must_use]
    pub fn bytes_held(&self) -> usize {
        self.bump.allocated_bytes()
    }

    #[inline]
    pub(crate) fn alloc<T: Copy>(&self, value: T) -> &T {
        match self.bump.try_alloc(value) {
            Ok(place) => place,
            Err(_) => {
                self.grow(size_of::<T>());
                self.bump.alloc(value)
            }
        }
    }

    #[inline]
    pub(crate) fn alloc_slice<T: Copy>(&self, items: &[T]) -> &[T] {
        match items {
            [] => &[],
            // No call for what is copied in a register or two; most lists have one item.
            [only] => std::slice::from_ref(self.alloc(*only)),
            _ => match self.bump.try_alloc_slice_copy(items) {
                Ok(place) => place,
                Err(_) => {
                    self.grow(size_of_val(items));
                    self.bump.alloc_slice_copy(items)
                }
            },
        }
    }

    /// Copies `text` into it, for whoever adds to a tree what the source does not say in so many words.
    #[must_use]
    pub fn alloc_str(&self, text: &str) -> &str {
        self.grow(text.len());
        self.bump.alloc_str(text)
    }

    /// Allows as much more memory as keeps the chunks small beside the whole, and as `size` bytes need. Within what is
    /// allowed, the arena takes chunks of twice the size of the one before.
    #[cold]
    #[inline(never)]
    fn grow(&self, size: usize) {
        let held = self.bytes_held();
        let more = (held / 4).max(STEP).max(size.saturating_mul(2).saturating_add(STEP));
        self.bump.set_allocation_limit(held.checked_add(more));
    }
}

impl Default for Arena {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Arena {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Arena").field("bytes_held", &self.bytes_held()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Arena, STEP};

    #[test]
    fn little_is_held_beyond_what_is_used() {
        let arena = Arena::new();
        let mut used = 0;
        for round in 0..200_000u64 {
            used += size_of_val(arena.alloc([round; 4]));
            assert!(arena.bytes_held() <= used + used / 3 + 2 * STEP, "{} for {used}", arena.bytes_held());
        }
        let long = vec![7u64; 100_000];
        assert_eq!(arena.alloc_slice(&long), &long[..]);
        assert_eq!(arena.alloc_str("text"), "text");
    }

    #[test]
    fn resetting_keeps_one_bounded_chunk() {
        let mut arena = Arena::new();
        arena.reset();
        assert_eq!(arena.bytes_held(), 0);
        let fill = |arena: &Arena, count: usize| {
            for round in 0..count {
                arena.alloc([round; 4]);
            }
        };
        fill(&arena, 10_000);
        let held = arena.bytes_held();
        arena.reset();
        let kept = arena.bytes_held();
        assert!(kept >= held && kept < held + STEP, "{kept} after {held}");
        fill(&arena, 10_000);
        assert_eq!(arena.bytes_held(), kept, "the same tree needs no more memory");
        fill(&arena, 100_000);
        arena.reset();
        assert!(arena.bytes_held() < Arena::RETAINED + STEP);
    }
}
