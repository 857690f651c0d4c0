//! `# fmt: off`, `# fmt: on`, `# fmt: skip` and their `# yapf:` forms: what a comment asks for, and where.

use naja_base::Span;

/// What a comment asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Directive {
    /// What follows stays.
    Off,
    /// What follows is formatted again.
    On,
    /// The line stays.
    Skip,
}

impl Directive {
    /// What the text of a comment asks for, as a whole or in a part between `#` and `;`.
    pub(crate) fn of(comment: &str) -> Option<Self> {
        memchr::memchr(b':', comment.as_bytes())?;
        if !comment.contains("fmt:") && !comment.contains("yapf:") {
            return None;
        }
        let parts = comment.split(['#', ';']).filter_map(|part| match part.trim() {
            "fmt: off" | "fmt:off" | "yapf: disable" => Some(Self::Off),
            "fmt: on" | "fmt:on" | "yapf: enable" => Some(Self::On),
            "fmt: skip" | "fmt:skip" => Some(Self::Skip),
            _ => None,
        });
        // One that turns off and on again turns nothing off.
        parts.reduce(|first, next| if next == Self::On { next } else { first })
    }
}

/// A directive with its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DirectiveComment {
    pub(crate) directive: Directive,
    pub(crate) span: Span,
    /// Whether nothing stands before it in its line.
    pub(crate) own_line: bool,
    /// Whether it keeps what stands in brackets at most, not the statement.
    pub(crate) inner: bool,
}

/// All directives among the comments, in their order.
pub(crate) fn find(source: &str, comments: &[Span]) -> Vec<DirectiveComment> {
    let placed = |span: &Span| {
        let directive = Directive::of(&source[span.range()])?;
        let before = source[..span.start as usize].trim_end_matches([' ', '\t', '\x0c']);
        let own_line = before.is_empty() || before.ends_with(['\n', '\r']);
        Some(DirectiveComment { directive, span: *span, own_line, inner: false })
    };
    comments.iter().filter_map(placed).collect()
}

#[cfg(test)]
mod tests {
    use super::Directive;

    #[test]
    fn a_directive_may_be_one_of_several_parts() {
        assert_eq!(Directive::of("# fmt: off"), Some(Directive::Off));
        assert_eq!(Directive::of("#fmt:on"), Some(Directive::On));
        assert_eq!(Directive::of("# noqa # fmt: skip"), Some(Directive::Skip));
        assert_eq!(Directive::of("# noqa: fmt: skip"), None);
        assert_eq!(Directive::of("# fmt: off because"), None);
        assert_eq!(Directive::of("# yapf: disable"), Some(Directive::Off));
        assert_eq!(Directive::of("# fmt: off # fmt: on"), Some(Directive::On));
    }
}
