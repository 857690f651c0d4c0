//! A parsed file that owns its source and its arena, for editors, watch mode and types.

use crate::options::ParseOptions;
use crate::parsed::Parsed;
use crate::{Arena, parser};

/// A source text with its tree. It can be kept and sent between threads; the tree is freed with it.
pub struct ParsedFile {
    // Declared before the arena, so that it goes first.
    parsed: Parsed<'static>,
    source: &'static str,
    _arena: Arena,
}

impl ParsedFile {
    /// Parses `source`, as `options` say. The text is copied into the arena.
    #[must_use]
    pub fn new(source: &str, options: ParseOptions) -> Self {
        let arena = Arena::with_capacity(source.len() + 64);
        // SAFETY: the text lies in a chunk of the arena. Chunks stay where they are when the arena moves, and are freed
        // only by `reset` or by dropping the arena; the struct does neither while it lives, and hands out nothing that
        // outlives a borrow of itself (`Parsed` is covariant). `drop` needs no order: the tree has no destructor.
        #[expect(
            unsafe_code,
            reason = "a struct that borrows from itself; measured: a second copy of the text is spared"
        )]
        let (source, borrowed) = unsafe {
            let text: *const str = arena.alloc_str(source);
            (&*text, &*std::ptr::from_ref(&arena))
        };
        let parsed = parser::parse(source, borrowed, options);
        Self { parsed, source, _arena: arena }
    }

    /// The tree, and what was noticed on the way.
    #[must_use]
    pub fn parsed(&self) -> &Parsed<'_> {
        &self.parsed
    }

    /// The text.
    #[must_use]
    pub fn source(&self) -> &str {
        self.source
    }
}

// SAFETY: only the arena is not `Sync`, because allocating through a shared reference changes it. The field is private
// and nothing allocates after construction. The tree holds shared references to plain data.
#[expect(unsafe_code, reason = "the arena is frozen once the tree is made")]
unsafe impl Sync for ParsedFile {}

impl std::fmt::Debug for ParsedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParsedFile").field("bytes", &self.source.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::ParsedFile;
    use crate::ParseOptions;

    #[test]
    fn a_file_moves_between_threads_and_outlives_its_text() {
        let text = String::from("name = 'value'\n");
        let file = ParsedFile::new(&text, ParseOptions::default());
        drop(text);
        let moved = Box::new(file);
        let shared = std::sync::Arc::new(*moved);
        let other = std::sync::Arc::clone(&shared);
        let dumped = std::thread::spawn(move || crate::dump::dump(other.parsed(), other.source())).join();
        assert_eq!(dumped.ok(), Some(crate::dump::dump(shared.parsed(), shared.source())));
        assert_eq!(shared.parsed().body().len(), 1);
    }
}
