//! What can be a name in Python.

/// Whether `text` is an identifier and no keyword. `match`, `case`, `type` and `_` are no keywords everywhere, so they pass.
#[must_use]
pub fn is_identifier(text: &str) -> bool {
    let mut tokens = naja_syntax::relex::relex(text, naja_base::Span::from_range(0..text.len()));
    let whole = naja_base::Span::from_range(0..text.len());
    tokens.next().is_some_and(|token| token.kind == naja_syntax::TokenKind::Name && token.span == whole)
}

/// Whether the name says that nobody means to use it: underscores alone, or some letters behind underscores.
#[must_use]
pub fn is_dummy(name: &str) -> bool {
    name.starts_with('_')
        && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
        && (!name.ends_with('_') || name.bytes().all(|byte| byte == b'_'))
}

#[cfg(test)]
mod tests {
    use super::{is_dummy, is_identifier};

    #[test]
    fn underscores_make_a_dummy() {
        let dummies = ["_", "__", "_x", "__x1", "_x_y"];
        let others = ["", "x", "x_", "_x_", "__x__", "_é"];
        assert!(dummies.iter().all(|name| is_dummy(name)));
        assert!(!others.iter().any(|name| is_dummy(name)));
    }

    #[test]
    fn names_are_told_from_what_only_looks_like_them() {
        for name in ["a", "_", "é", "match", "a1", "__class__"] {
            assert!(is_identifier(name), "{name}");
        }
        for other in ["", " a", "a ", "a b", "1a", "a-b", "class", "None", "a.b", "a#", "a\n"] {
            assert!(!is_identifier(other), "{other:?}");
        }
    }
}
