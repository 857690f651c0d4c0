//! The one renderer: a diagnostic as people see it, with the source drawn under it.

use std::borrow::Cow;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer as Drawer, Snippet};

use crate::escape::{escape, escape_lines, is_unsafe};
use crate::{Diagnostic, Severity, Span, lines};

/// Draws diagnostics.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    /// Whether terminal styles are used.
    pub color: bool,
    /// The width to fit into, in columns.
    pub width: usize,
}

impl Renderer {
    /// The text of `diagnostic`, ending with a line feed. All foreign text in it is escaped.
    #[must_use]
    pub fn render(self, diagnostic: &Diagnostic) -> String {
        let drawer = if self.color { Drawer::styled() } else { Drawer::plain() };
        let drawer = drawer.term_width(self.width).decor_style(DecorStyle::Ascii);
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let message = escape_lines(&diagnostic.message);
        let mut title = level.primary_title(message.as_ref());
        if let Some(code) = &diagnostic.code {
            title = title.id(code.as_ref());
        }
        let shown = diagnostic.source.as_ref().map(|source| {
            let (text, spans) = escape_source(&source.text, diagnostic.labels.iter().map(|label| label.span));
            (escape(&source.name), text, spans)
        });
        let messages: Vec<_> = diagnostic.labels.iter().map(|label| escape(&label.message)).collect();
        let notes: Vec<_> = diagnostic.notes.iter().map(|note| escape_lines(note)).collect();
        let help = diagnostic.help.as_ref().map(|help| escape_lines(help));

        let mut group = Group::with_title(title);
        if let Some((name, text, spans)) = &shown
            && !spans.is_empty()
        {
            let mut snippet = Snippet::source(text.as_ref()).path(name.as_ref());
            for ((label, message), span) in diagnostic.labels.iter().zip(&messages).zip(spans) {
                let kind = if label.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
                let annotation = kind.span(span.range());
                snippet = snippet.annotation(if message.is_empty() {
                    annotation
                } else {
                    annotation.label(message.as_ref())
                });
            }
            group = group.element(snippet);
        } else if let Some((name, _, _)) = &shown {
            group = group.element(annotate_snippets::Origin::path(name.as_ref()));
        }
        for note in &notes {
            group = group.element(Level::NOTE.message(note.as_ref()));
        }
        if let Some(help) = &help {
            group = group.element(Level::HELP.message(help.as_ref()));
        }
        let mut out = drawer.render(&[group]).clone();
        out.push('\n');
        out
    }
}

/// The source as it may be shown, and where the given spans lie in it, clamped to character boundaries.
fn escape_source(text: &str, spans: impl Iterator<Item = Span>) -> (Cow<'_, str>, Vec<Span>) {
    let clamp = |offset: u32| {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let harmful = |character: char| character != '\n' && character != '\r' && is_unsafe(character);
    let clean = !text.contains(harmful);
    let moved = |offset: usize| -> usize {
        if clean {
            return offset;
        }
        text[..offset]
            .split_inclusive(harmful)
            .map(|part| match part.chars().next_back() {
                Some(last) if harmful(last) => {
                    part.len() - last.len_utf8() + escape(last.encode_utf8(&mut [0; 4])).len()
                }
                _ => part.len(),
            })
            .sum()
    };
    let spans = spans
        .map(|span| Span::from_range(moved(clamp(span.start))..moved(clamp(span.end).max(clamp(span.start)))))
        .collect();
    if clean {
        return (Cow::Borrowed(text), spans);
    }
    let shown = lines::split_inclusive(text).map(|line| {
        let end = lines::without_break(line).len();
        [escape(&line[..end]), Cow::Borrowed(&line[end..])].concat()
    });
    (Cow::Owned(shown.collect()), spans)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::Renderer;
    use crate::{Diagnostic, SourceText, Span};

    const PLAIN: Renderer = Renderer { color: false, width: 100 };

    #[test]
    fn a_diagnostic_is_drawn_with_its_place_and_the_way_out() {
        let source = SourceText::new("pyproject.toml", "[project]\nname = 3\n");
        let diagnostic = Diagnostic::error("`project.name` must be a string")
            .with_source(source)
            .with_label(Span::new(17, 18), "this is an integer")
            .with_help("put the name in quotes");
        expect![[r#"
            error: `project.name` must be a string
             --> pyproject.toml:2:8
              |
            2 | name = 3
              |        ^ this is an integer
              |
              = help: put the name in quotes
        "#]]
        .assert_eq(&PLAIN.render(&diagnostic));
    }

    #[test]
    fn fault_31_escape_sequences_never_reach_the_terminal() {
        let source = SourceText::new("a\x1b]0;b", "x\x1b[2Jy = 1\n");
        let diagnostic = Diagnostic::error("bad \x1b[31mname")
            .with_source(source)
            .with_label(Span::new(5, 6), "\u{202e}here")
            .with_note("line\x07");
        let shown = PLAIN.render(&diagnostic);
        assert!(!shown.contains('\x1b') && !shown.contains('\u{202e}') && !shown.contains('\x07'), "{shown}");
        expect![[r#"
            error: bad \x1b[31mname
             --> a\x1b]0;b:1:9
              |
            1 | x\x1b[2Jy = 1
              |         ^ \u{202e}here
              |
              = note: line\x07
        "#]]
        .assert_eq(&shown);
    }

    #[test]
    fn spans_outside_the_text_are_clamped() {
        let source = SourceText::new("a", "é");
        let diagnostic = Diagnostic::error("x").with_source(source).with_label(Span::new(1, 90), "");
        assert!(PLAIN.render(&diagnostic).contains("a:1:1"));
    }
}
