//! What several rules think of names.

/// Whether the name says that nobody means to use it: underscores alone, or some letters behind underscores.
pub(super) fn is_dummy(name: &str) -> bool {
    name.starts_with('_')
        && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
        && (name.ends_with(|last: char| last.is_ascii_alphanumeric())
            || name.bytes().all(|byte| byte == b'_'))
}

#[cfg(test)]
mod tests {
    use super::is_dummy;

    #[test]
    fn underscores_make_a_dummy() {
        let dummies = ["_", "__", "_x", "__x1", "_x_y"];
        let others = ["x", "x_", "_x_", "__x__", "_é"];
        assert!(dummies.iter().all(|name| is_dummy(name)));
        assert!(!others.iter().any(|name| is_dummy(name)));
    }
}
