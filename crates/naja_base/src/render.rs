//! The one renderer: a diagnostic as people see it, with the source drawn under it.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer as Drawer, Snippet};

use crate::escape::{escape, escape_lines, is_unsafe};
use crate::redact::{REDACTED, redact, secrets};
use crate::{Diagnostic, Severity, Span};

/// Draws diagnostics.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    /// Whether terminal styles are used.
    pub color: bool,
    /// The width to fit into, in columns.
    pub width: usize,
}

impl Renderer {
    /// The text of `diagnostic`, ending with a line feed. Foreign text in it is escaped, and secrets in URLs are redacted.
    #[must_use]
    pub fn render(self, diagnostic: &Diagnostic) -> String {
        let drawer = if self.color { Drawer::styled() } else { Drawer::plain() };
        let drawer = drawer.term_width(self.width).decor_style(DecorStyle::Ascii);
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let message = shown(&diagnostic.message);
        let mut title = level.primary_title(message.as_ref());
        if let Some(code) = &diagnostic.code {
            title = title.id(code.as_ref());
        }
        let source = diagnostic.source.as_ref().map(|source| {
            let (text, spans) = shown_source(&source.text, diagnostic.labels.iter().map(|label| label.span));
            (escape(&redact(&source.name)).into_owned(), text, spans)
        });
        let messages: Vec<_> =
            diagnostic.labels.iter().map(|label| escape(&redact(&label.message)).into_owned()).collect();
        let notes: Vec<_> = diagnostic.notes.iter().map(|note| shown(note)).collect();
        let help = diagnostic.help.as_ref().map(|help| shown(help));

        let mut group = Group::with_title(title);
        if let Some((name, text, spans)) = &source
            && !spans.is_empty()
        {
            let mut snippet = Snippet::source(text.as_ref()).path(name.as_str());
            for ((label, message), span) in diagnostic.labels.iter().zip(&messages).zip(spans) {
                let kind = if label.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
                let annotation = kind.span(span.range());
                snippet = snippet.annotation(if message.is_empty() {
                    annotation
                } else {
                    annotation.label(message.as_str())
                });
            }
            group = group.element(snippet);
        } else if let Some((name, _, _)) = &source {
            group = group.element(annotate_snippets::Origin::path(name.as_str()));
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

/// `text` without secrets and without characters that a terminal would act on; line feeds stay.
fn shown(text: &str) -> Cow<'_, str> {
    match redact(text) {
        Cow::Borrowed(text) => escape_lines(text),
        Cow::Owned(text) => Cow::Owned(escape_lines(&text).into_owned()),
    }
}

/// The source as it may be shown, and where the given spans are in it, clamped to character boundaries.
fn shown_source(text: &str, spans: impl Iterator<Item = Span>) -> (Cow<'_, str>, Vec<Span>) {
    let replacements = replacements(text);
    let clamp = |offset: u32| {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    // Within a replaced part, a span starts where the replacement starts and ends where it ends.
    let moved = |offset: usize, is_end: bool| {
        let (mut length, mut copied) = (0, 0);
        for (range, replacement) in &replacements {
            if range.start >= offset {
                break;
            }
            length += range.start - copied;
            copied = range.end;
            if range.end > offset {
                return if is_end { length + replacement.len() } else { length };
            }
            length += replacement.len();
        }
        length + offset - copied
    };
    let spans = spans
        .map(|span| {
            let (start, end) = (clamp(span.start), clamp(span.end));
            Span::from_range(moved(start, false)..moved(end.max(start), end > start))
        })
        .collect();
    if replacements.is_empty() {
        return (Cow::Borrowed(text), spans);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut copied = 0;
    for (range, replacement) in &replacements {
        out.push_str(&text[copied..range.start]);
        out.push_str(replacement);
        copied = range.end;
    }
    out.push_str(&text[copied..]);
    (Cow::Owned(out), spans)
}

/// The parts of a source that are not shown as they are, in order, with what is shown instead.
fn replacements(text: &str) -> Vec<(Range<usize>, String)> {
    let secrets = secrets(text);
    let is_harmful = |character: char| character != '\n' && character != '\r' && is_unsafe(character);
    let is_secret = |at: usize| {
        let index = secrets.partition_point(|secret| secret.end <= at);
        secrets.get(index).is_some_and(|secret| secret.start <= at)
    };
    let mut all: Vec<(Range<usize>, String)> = text
        .match_indices(is_harmful)
        .filter(|(at, _)| !is_secret(*at))
        .map(|(at, character)| (at..at + character.len(), escape(character).into_owned()))
        .collect();
    all.extend(secrets.iter().map(|secret| (secret.clone(), REDACTED.to_owned())));
    all.sort_by_key(|(range, _)| range.start);
    all
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::Renderer;
    use crate::{Diagnostic, SourceText, Span};

    const PLAIN: Renderer = Renderer { color: false, width: 100 };

    #[test]
    fn a_diagnostic_is_drawn_with_its_place_and_help() {
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
    fn fault_114_secrets_in_urls_are_redacted_and_labels_stay_in_their_place() {
        let text = "index = \"https://ada:\u{7}secret@host/\"\nb = 1 # https://a:b@c\n";
        let source = SourceText::new("https://u:secret@host/x", text);
        let at = |part: &str| {
            let start = u32::try_from(text.find(part).unwrap()).unwrap();
            Span::new(start, start + u32::try_from(part.len()).unwrap())
        };
        let diagnostic = Diagnostic::error("bad `https://u:secret@host/`")
            .with_source(source)
            .with_label(at("\"https://ada:\u{7}secret@host/\""), "https://u:secret@host")
            .with_context(at("ada:"), "within")
            .with_context(at("# https"), "")
            .with_note("https://u:secret@host")
            .with_help("--index https://u:secret@host");
        let shown = PLAIN.render(&diagnostic);
        assert!(!shown.contains("secret") && !shown.contains('\u{7}'), "{shown}");
        expect![[r#"
            error: bad `https://****@host/`
             --> https://****@host/x:1:9
              |
            1 | index = "https://****@host/"
              |         ^^^^^^^^^----^^^^^^^
              |         |        |
              |         |        within
              |         https://****@host
            2 | b = 1 # https://****@c
              |       -------
              |
              = note: https://****@host
              = help: --index https://****@host
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
