//! What can be a name in Python, and which names are not meant to be used.

use regex::Regex;

/// Whether `text` is an identifier and no keyword. `match`, `case`, `type` and `_` are no keywords everywhere, so they pass.
#[must_use]
pub fn is_identifier(text: &str) -> bool {
    let mut tokens = naja_syntax::relex::relex(text, naja_base::Span::from_range(0..text.len()));
    let whole = naja_base::Span::from_range(0..text.len());
    tokens.next().is_some_and(|token| token.kind == naja_syntax::TokenKind::Name && token.span == whole)
}

/// Which names say that nobody means to use them.
#[derive(Clone, Debug, Default)]
pub struct Dummies {
    /// The pattern that the configuration names, if it is not the default.
    pattern: Option<Regex>,
}

impl Dummies {
    /// The default: underscores alone, or some letters after underscores.
    const DEFAULT: &str = "^(_+|(_+[a-zA-Z0-9_]*[a-zA-Z0-9]+?))$";

    /// Those that `pattern` matches somewhere.
    ///
    /// # Errors
    /// When the pattern is no regular expression.
    pub fn matching(pattern: &str) -> Result<Self, regex::Error> {
        let pattern = if pattern == Self::DEFAULT { None } else { Some(Regex::new(pattern)?) };
        Ok(Self { pattern })
    }

    /// Whether `name` is one of them.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.pattern.as_ref().map_or_else(|| is_default_dummy(name), |pattern| pattern.is_match(name))
    }
}

/// What the default pattern matches, without the price of a pattern.
fn is_default_dummy(name: &str) -> bool {
    name.starts_with('_')
        && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
        && (!name.ends_with('_') || name.bytes().all(|byte| byte == b'_'))
}

#[cfg(test)]
mod tests {
    use super::{Dummies, is_identifier};

    #[test]
    fn underscores_make_a_dummy() {
        let dummies = ["_", "__", "_x", "__x1", "_x_y"];
        let others = ["", "x", "x_", "_x_", "__x__", "_é"];
        let default = Dummies::matching(Dummies::DEFAULT).expect("a pattern");
        assert!(default.pattern.is_none());
        let pattern = Dummies { pattern: Some(regex::Regex::new(Dummies::DEFAULT).expect("a pattern")) };
        for own in [default, pattern] {
            assert!(dummies.iter().all(|name| own.has(name)));
            assert!(!others.iter().any(|name| own.has(name)));
        }
    }

    #[test]
    fn another_pattern_makes_other_dummies() {
        let own = Dummies::matching("^unused|_$").expect("a pattern");
        assert!(own.has("unused_x") && own.has("x_") && !own.has("_x"));
        assert!(Dummies::matching("(").is_err());
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
