//! Taking a directive out of its comment.

use naja_base::span::{self, Span};
use naja_base::{Edit, LineIndex, lines};

/// The edit that takes away the directive: with its line if nothing else is there, with the blanks before it if
/// nothing or only its reason follows, else up to the next comment on the line.
pub(crate) fn remove(source: &str, index: &LineIndex, directive: Span) -> Edit {
    let whole = index.line_span(index.line(directive.start), source);
    let line = &source[whole.range()];
    let content = lines::without_break(line);
    let at = (directive.start - whole.start) as usize;
    let (before, behind) = (&content[..at], &content[(directive.end - whole.start) as usize..]);
    let offset = |index: usize| whole.start + span::offset(index);
    if let Some(next) = behind.find('#').filter(|index| behind[..*index].trim().is_empty()) {
        return Edit::delete(Span::new(directive.start, directive.end + span::offset(next)));
    }
    if before.trim().is_empty() {
        return Edit::delete(whole);
    }
    Edit::delete(Span::new(offset(before.trim_end().len()), offset(content.len())))
}

#[cfg(test)]
mod tests {
    use naja_base::{LineIndex, Span, edit};

    use super::remove;

    fn check(source: &str, directive: &str, wanted: &str) {
        let at = source.find(directive).unwrap();
        let span = Span::from_range(at..at + directive.len());
        let edit = remove(source, &LineIndex::new(source), span);
        assert_eq!(edit::apply(source, &[edit]).as_deref(), Ok(wanted));
    }

    #[test]
    fn blanks_and_reasons_go_along_and_other_comments_stay() {
        check("x = 1  # noqa\ny\n", "# noqa", "x = 1\ny\n");
        check("x = 1  # noqa: E1 reason\r\ny\n", "# noqa: E1", "x = 1\r\ny\n");
        check("x = 1  # noqa # b\n", "# noqa", "x = 1  # b\n");
        check("x = 1  # a # noqa\n", "# noqa", "x = 1  # a\n");
        check("x = 1  # a # noqa # b\n", "# noqa", "x = 1  # a # b\n");
        check("x\n    # noqa\ny\n", "# noqa", "x\ny\n");
        check("# noqa", "# noqa", "");
    }
}
