//! `# naja: ignore[rule]` and its kin in a comment: `ignore`, `file-ignore`, `disable` and `enable`, after `naja:` or `ruff:`.
//!
//! The brackets hold codes and names, parted by commas. The words are in lower case; without brackets, or with
//! empty ones, the comment means nothing.

use naja_base::{Span, span};

/// What such a comment asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    /// Silence on this line, or for the statement that follows a comment on a line of its own.
    Ignore,
    /// Silence in the whole file.
    FileIgnore,
    /// Silence from here on, to the block's end.
    Disable,
    /// No more silence.
    Enable,
}

/// A comment that asks for silence.
#[derive(Clone, Debug)]
pub(crate) struct Action<'a> {
    /// From the `#` to the bracket's end.
    pub span: Span,
    /// What it asks for.
    pub verb: Verb,
    /// The codes and names, each with its place.
    pub targets: Vec<(&'a str, Span)>,
}

/// The actions in the comment at `span`.
pub(crate) fn parse(source: &str, span: Span) -> impl Iterator<Item = Action<'_>> {
    let comment = &source[span.range()];
    let hashes = memchr::memchr_iter(b'#', comment.as_bytes());
    hashes.filter_map(move |at| action(comment, span.start, at))
}

fn action(comment: &str, start: u32, at: usize) -> Option<Action<'_>> {
    let rest = comment[at + 1..].trim_start();
    let rest = rest.strip_prefix("naja").or_else(|| rest.strip_prefix("ruff"))?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(rest.len());
    let verb = match &rest[..end] {
        "ignore" => Verb::Ignore,
        "file-ignore" => Verb::FileIgnore,
        "disable" => Verb::Disable,
        "enable" => Verb::Enable,
        _ => return None,
    };
    let list = rest[end..].trim_start().strip_prefix('[')?;
    let inside = &list[..list.find(']')?];
    let mut place = comment.len() - list.len();
    let offset = |index: usize| start + span::offset(index);
    let mut targets = Vec::new();
    for part in inside.split(',') {
        let name = part.trim();
        let from = place + (part.len() - part.trim_start().len());
        if !name.is_empty() {
            targets.push((name, Span::new(offset(from), offset(from + name.len()))));
        }
        place += part.len() + 1;
    }
    (!targets.is_empty()).then(|| Action { span: Span::new(offset(at), offset(place)), verb, targets })
}

#[cfg(test)]
mod tests {
    use naja_base::Span;

    use super::parse;

    fn check(text: &str, wanted: &str) {
        let found = parse(text, Span::from_range(0..text.len()));
        let shown: Vec<String> = found
            .map(|action| {
                for (name, span) in &action.targets {
                    assert_eq!(&text[span.range()], *name);
                }
                let names: Vec<&str> = action.targets.iter().map(|(name, _)| *name).collect();
                format!("{:?} {} in {}", action.verb, names.join(" "), &text[action.span.range()])
            })
            .collect();
        assert_eq!(shown.join("; "), wanted);
    }

    #[test]
    fn words_and_targets_are_read() {
        check("# naja: ignore[F401]", "Ignore F401 in # naja: ignore[F401]");
        check(
            "#ruff:disable [E711, none-comparison,] why",
            "Disable E711 none-comparison in #ruff:disable [E711, none-comparison,]",
        );
        check(
            "# a # ruff: ignore[F401]x # naja: enable[E1]",
            "Ignore F401 in # ruff: ignore[F401]; Enable E1 in # naja: enable[E1]",
        );
        check(
            "# naja: file-ignore[unused-import]",
            "FileIgnore unused-import in # naja: file-ignore[unused-import]",
        );
    }

    #[test]
    fn what_names_nothing_means_nothing() {
        for text in [
            "# naja: ignore",
            "# naja: ignore[]",
            "# naja: ignore[F401",
            "# Naja: ignore[F401]",
            "# naja ignore[F401]",
            "# ruff: noqa",
        ] {
            check(text, "");
        }
    }
}
