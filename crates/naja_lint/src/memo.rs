//! Answers about the current node, for checks that ask the same thing of it one after another.

use std::cell::RefCell;

use naja_base::Span;

/// The last answer, and the node that it is about.
#[derive(Debug)]
pub(crate) struct Memo<T>(RefCell<Option<(Span, T)>>);

impl<T: Clone> Memo<T> {
    pub(crate) const fn new() -> Self {
        Self(RefCell::new(None))
    }

    /// The answer for the node at `span`: the last one if that was about it too, else what `make` finds.
    pub(crate) fn of(&self, span: Span, make: impl FnOnce() -> T) -> T {
        if let Some((last, value)) = &*self.0.borrow()
            && *last == span
        {
            return value.clone();
        }
        let value = make();
        *self.0.borrow_mut() = Some((span, value.clone()));
        value
    }
}

#[cfg(test)]
mod tests {
    use naja_base::Span;

    use super::Memo;

    #[test]
    fn the_last_answer_is_kept() {
        let memo = Memo::new();
        assert_eq!(memo.of(Span::new(0, 1), || 1), 1);
        assert_eq!(memo.of(Span::new(0, 1), || 2), 1);
        assert_eq!(memo.of(Span::new(0, 2), || 3), 3);
        assert_eq!(memo.of(Span::new(0, 1), || 4), 4);
    }
}
