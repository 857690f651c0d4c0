//! String literals: prefixes, quotes, and docstrings.

use std::borrow::Cow;

use naja_base::Span;
use naja_syntax::ast::{FString, FStringElement, Quote, StringLiteral};

use crate::leaf::{Kind, MULTILINE, SIDE, TRIPLE, priority};
use crate::scan::blanks;
use crate::width::columns;
use crate::writer::Writer;

impl Writer<'_> {
    /// Writes one literal of an implicit concatenation.
    pub(crate) fn literal(&mut self, literal: &StringLiteral<'_>, index: usize, space: bool) {
        let flags = literal.flags;
        let plain = flags.prefix_len() == 0 && flags.quote() == Quote::Double && !flags.is_encoded();
        let normalizes = self.options.string_normalization;
        if plain || (!normalizes && !literal.raw.contains('\\')) {
            self.put_source(literal.span(), index, space);
            return;
        }
        let text = if normalizes {
            Self::normalized_literal(literal.raw)
        } else {
            Cow::Owned(normalized_escapes(literal.raw.to_owned()))
        };
        self.put_string(literal.span(), &text, index, space);
    }

    fn normalized_literal(raw: &str) -> Cow<'_, str> {
        if is_canonical(raw) {
            return Cow::Borrowed(raw);
        }
        let prefixed = normalized_escapes(normalized_prefix(raw).into_owned());
        Cow::Owned(normalized_quotes(&prefixed, &[]).into_owned())
    }

    /// Writes one f-string of an implicit concatenation.
    pub(crate) fn fstring(&mut self, string: &FString<'_>, index: usize, space: bool) {
        let raw = &self.source[string.span.start as usize..string.span.end as usize];
        let plain = raw.starts_with("f\"") && memchr::memchr(b'\\', raw.as_bytes()).is_none();
        let normalizes = self.options.string_normalization;
        if plain || (!normalizes && !raw.contains('\\')) {
            self.put_source(string.span, index, space);
            return;
        }
        let field = |element: &FStringElement<'_>| match element {
            FStringElement::Interpolation(field) => {
                Some(&self.source[field.span.start as usize..field.span.end as usize])
            }
            FStringElement::Text(_) => None,
        };
        let fields: Vec<&str> = string.elements.iter().filter_map(field).collect();
        let text = if fields.iter().any(|field| field.contains('\\')) {
            if normalizes { normalized_prefix(raw) } else { Cow::Borrowed(raw) }
        } else if !normalizes {
            Cow::Owned(normalized_escapes(raw.to_owned()))
        } else {
            let prefixed = normalized_escapes(normalized_prefix(raw).into_owned());
            Cow::Owned(normalized_quotes(&prefixed, &fields).into_owned())
        };
        self.put_string(string.span, &text, index, space);
    }

    fn put_string(&mut self, span: Span, text: &str, index: usize, space: bool) {
        if text == &self.source[span.start as usize..span.end as usize] {
            self.put_source(span, index, space);
            return;
        }
        self.skip();
        let start = self.line.side.len() as u32;
        self.line.side.push_str(text);
        let place = (start, self.line.side.len() as u32);
        self.put((place, SIDE | Self::shape(text)), columns(text), span, (index, space));
    }

    /// Writes a string as it stands in the source.
    fn put_source(&mut self, span: Span, index: usize, space: bool) {
        self.skip();
        let text = &self.source[span.start as usize..span.end as usize];
        self.put(((span.start, span.end), Self::shape(text)), self.columns(span), span, (index, space));
    }

    /// What layout wants to know of a string.
    fn shape(text: &str) -> u16 {
        let breaks = memchr::memchr(b'\n', text.as_bytes()).is_some();
        (if is_triple(text) { TRIPLE } else { 0 }) | if breaks { MULTILINE } else { 0 }
    }

    fn put(
        &mut self,
        (text, shape): ((u32, u32), u16),
        width: u32,
        span: Span,
        (index, space): (usize, bool),
    ) {
        if self.pos != span.start as usize {
            self.disagree();
            return;
        }
        self.pos = span.end as usize;
        // A comment on its own line between two strings is no place to break at: it breaks the line anyway.
        let follows_string = self.line.leaves.last().is_some_and(|leaf| leaf.kind == Kind::String);
        let (blank, level) = match index {
            0 => (Self::blank(space), 0),
            _ => (1, if follows_string { priority::STRING } else { 0 }),
        };
        self.line.string(text, width, blank | shape, level);
        if shape & SIDE != 0 {
            self.line.place_last(span.start);
        }
    }

    /// Writes a docstring.
    pub(crate) fn docstring(&mut self, literal: &StringLiteral<'_>) {
        let (raw, span) = (literal.raw, literal.span());
        let (indent, limit) = (usize::from(self.indent) * 4, self.options.line_length as usize);
        if is_settled(raw, indent, limit) {
            self.put_source(span, 0, false);
            return;
        }
        let continued = raw.split('\n').rev().skip(1).any(|line| line.trim_end().ends_with('\\'));
        if continued {
            self.literal(literal, 0, false);
            return;
        }
        let text = docstring(raw, indent, limit, self.options.string_normalization);
        self.put_string(span, &text, 0, false);
    }
}

/// Whether nothing about the literal could change: the commonest case, told at a glance.
fn is_canonical(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    bytes.first() == Some(&b'"') && memchr::memchr(b'\\', bytes).is_none() && !raw.contains('\'')
}

fn prefix_len(raw: &str) -> usize {
    raw.bytes().position(|byte| byte == b'"' || byte == b'\'').unwrap_or(0)
}

fn is_triple(text: &str) -> bool {
    let rest = &text[prefix_len(text)..];
    rest.starts_with("\"\"\"") || rest.starts_with("'''")
}

/// Lower-case hexadecimal digits in escapes; the names of characters in upper case.
fn normalized_escapes(raw: String) -> String {
    let prefix = &raw[..prefix_len(&raw)];
    if prefix.contains(['r', 'R']) || !raw.contains('\\') {
        return raw;
    }
    let bytes_literal = prefix.contains(['b', 'B']);
    let mut out = raw.clone().into_bytes();
    let mut at = 0;
    while at + 1 < out.len() {
        if out[at] != b'\\' {
            at += 1;
            continue;
        }
        let digits = match out[at + 1] {
            b'x' => 2,
            b'u' if !bytes_literal => 4,
            b'U' if !bytes_literal => 8,
            b'N' if !bytes_literal && out.get(at + 2) == Some(&b'{') => {
                let end = memchr::memchr(b'}', &out[at..]).map_or(at + 2, |end| at + end);
                out[at + 2..end].make_ascii_uppercase();
                at += 2;
                continue;
            }
            _ => 0,
        };
        let end = (at + 2 + digits).min(out.len());
        if out[at + 2..end].iter().all(u8::is_ascii_hexdigit) {
            out[at + 2..end].make_ascii_lowercase();
        }
        at += 2;
    }
    String::from_utf8(out).unwrap_or(raw)
}

/// Lower-case prefix letters, except `R`, which comes first; no `u`.
fn normalized_prefix(raw: &str) -> Cow<'_, str> {
    let prefix = &raw[..prefix_len(raw)];
    let is_raw = |letter: &char| matches!(letter, 'r' | 'R');
    let raw_first = prefix.chars().filter(is_raw);
    let others = prefix.chars().filter(|letter| !is_raw(letter) && !matches!(letter, 'u' | 'U'));
    let new: String = raw_first
        .chain(others.map(|letter| if letter == 'T' { 'T' } else { letter.to_ascii_lowercase() }))
        .collect();
    if new == prefix { Cow::Borrowed(raw) } else { Cow::Owned(format!("{new}{}", &raw[prefix.len()..])) }
}

/// Double quotes where they cost no more escapes than single ones; `fields` are the interpolations of an f-string.
fn normalized_quotes<'t>(raw: &'t str, fields: &[&str]) -> Cow<'t, str> {
    let (prefix, rest) = raw.split_at(prefix_len(raw));
    let (old, new) = if rest.starts_with("\"\"\"") {
        return Cow::Borrowed(raw);
    } else if rest.starts_with("'''") {
        ("'''", "\"\"\"")
    } else if rest.starts_with('"') {
        ("\"", "'")
    } else {
        ("'", "\"")
    };
    let Some(body) = rest.get(old.len()..rest.len() - old.len()) else { return Cow::Borrowed(raw) };
    if prefix.contains(['r', 'R']) {
        let unescaped_new = old.len() == 1 && has_unescaped(body, new.as_bytes()[0]);
        if unescaped_new
            || old == "\""
            || (old.len() == 3 && (body.contains("\"\"\"") || body.ends_with('"')))
        {
            return Cow::Borrowed(raw);
        }
        return Cow::Owned(format!("{prefix}{new}{body}{new}"));
    }
    // Escapes of the quotes that do not close the string are superfluous.
    let own = without_escapes_of(body, new);
    let mut fresh = escape(&without_escapes_of(&own, old), new);
    if new.len() == 3 && fresh.ends_with('"') && !ends_escaped(&fresh) {
        fresh.insert(fresh.len() - 1, '\\');
    }
    let (old_escapes, new_escapes) = (own.matches('\\').count(), fresh.matches('\\').count());
    let costs = new_escapes > old_escapes || (new_escapes == old_escapes && old == "\"");
    if costs || fields.iter().any(|field| field.contains(new)) {
        return if own == body { Cow::Borrowed(raw) } else { Cow::Owned(format!("{prefix}{old}{own}{old}")) };
    }
    Cow::Owned(format!("{prefix}{new}{fresh}{new}"))
}

fn ends_escaped(body: &str) -> bool {
    let before = &body[..body.len() - 1];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

fn has_unescaped(body: &str, quote: u8) -> bool {
    let mut escaped = false;
    for byte in body.bytes() {
        if byte == quote && !escaped {
            return true;
        }
        escaped = byte == b'\\' && !escaped;
    }
    false
}

/// Removes the backslash of each escaped `quote`, of one or three characters.
fn without_escapes_of(body: &str, quote: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let escaped = &rest[at + 1..];
        if !escaped.starts_with(quote) {
            out.push('\\');
        }
        let len = escaped.chars().next().map_or(0, char::len_utf8);
        out.push_str(&escaped[..len]);
        rest = &escaped[len..];
    }
    out.push_str(rest);
    out
}

/// Puts a backslash before each unescaped `quote`, of one or three characters.
fn escape(body: &str, quote: &str) -> String {
    let mut out = String::with_capacity(body.len() + 4);
    let mut escaped = false;
    for (at, char) in body.char_indices() {
        if !escaped && body[at..].starts_with(quote) {
            out.push('\\');
        }
        escaped = char == '\\' && !escaped;
        out.push(char);
    }
    out
}

/// Whether a docstring is as [`docstring`] would make it, told without making it; in doubt not.
fn is_settled(raw: &str, indent: usize, limit: usize) -> bool {
    let (is_raw, rest) = raw.strip_prefix('r').map_or((false, raw), |rest| (true, rest));
    let content = rest.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\""));
    let Some(content) = content.map(str::as_bytes) else { return false };
    if !is_raw && memchr::memchr(b'\\', content).is_some() {
        return false;
    }
    let is_mark = |byte: &u8| byte.is_ascii_graphic();
    let is_tight = |text: &[u8]| {
        text.first().is_some_and(is_mark) && text.last().is_some_and(|last| is_mark(last) && *last != b'\\')
    };
    let ends = |text: &[u8]| is_tight(text) && text.last() != Some(&b'"');
    let mut breaks = memchr::memchr_iter(b'\n', content);
    let Some(first) = breaks.next() else { return content.first() != Some(&b'"') && ends(content) };
    if first > 0 && (content[0] == b'"' || !is_tight(&content[..first])) {
        return false;
    }
    let mut start = first + 1;
    let mut is_aligned = false;
    for end in breaks {
        let line = &content[start..end];
        start = end + 1;
        if !line.is_empty() {
            let blanks = blanks(line);
            if blanks < indent || !is_tight(&line[blanks..]) {
                return false;
            }
            is_aligned |= blanks == indent;
        }
    }
    let last = &content[start..];
    let blanks = blanks(last);
    if blanks == last.len() {
        return is_aligned && blanks == indent;
    }
    (is_aligned || blanks == indent)
        && blanks >= indent
        && ends(&last[blanks..])
        && last.is_ascii()
        && last.len() + 3 <= limit
}

/// A docstring, indented by `indent` columns.
fn docstring(raw: &str, indent: usize, limit: usize, normalize: bool) -> String {
    let quoted = if normalize {
        let prefixed = normalized_escapes(normalized_prefix(raw).into_owned());
        normalized_quotes(&prefixed, &[]).into_owned()
    } else {
        normalized_escapes(raw.to_owned())
    };
    let prefix = &quoted[..prefix_len(&quoted)];
    let rest = &quoted[prefix.len()..];
    let quote_len = if is_triple(&quoted) { 3 } else { 1 };
    let quote = &rest[..quote_len];
    let quote_char = rest.as_bytes()[0] as char;
    let content = rest.get(quote_len..rest.len() - quote_len).unwrap_or("");
    let margin = " ".repeat(indent);
    if content.is_empty() && quote_len == 1 {
        // Two quotes side by side are taken for the start of three.
        return format!("{prefix}{}", quote.repeat(6));
    }
    let multiline = content.contains('\n');
    let mut text = if multiline { reindented(content, &margin) } else { trimmed(content).to_owned() };
    let mut last_own_line = false;
    if multiline {
        let stripped = trimmed_end(&text).len();
        last_own_line = text[stripped..].contains('\n') && text[..stripped].contains('\n');
        let kept = if last_own_line { text.rfind('\n').unwrap_or(stripped) } else { stripped };
        text.truncate(kept);
    }
    if text.is_empty() {
        text = if content.is_empty() { String::new() } else { " ".to_owned() };
    } else {
        if text.starts_with(quote_char) {
            text.insert(0, ' ');
        }
        let backslashes = text.len() - text.trim_end_matches('\\').len();
        if !last_own_line && (text.ends_with(quote_char) || backslashes % 2 == 1) {
            text.push(' ');
        }
    }
    if last_own_line {
        return format!("{prefix}{quote}{text}\n{margin}{quote}");
    }
    if quote_len == 3 {
        let lines = text.split('\n').count();
        let last = text.rsplit('\n').next().unwrap_or("");
        let last_len = last.chars().count() + if lines == 1 { indent + prefix.len() + 3 } else { 0 };
        if lines > 1 && last_len + quote_len > limit && indent + quote_len <= limit {
            return format!("{prefix}{quote}{text}\n{margin}{quote}");
        }
    }
    format!("{prefix}{quote}{text}{quote}")
}

/// The lines behind the first, with their common indentation replaced by `margin`, and no blanks at ends.
fn reindented(content: &str, margin: &str) -> String {
    let lines: Vec<String> = content.split('\n').map(expand_tabs).collect();
    let common = lines[1..]
        .iter()
        .filter(|line| !trimmed(line).is_empty())
        .map(|line| line.chars().take_while(|&char| is_blank(char)).count())
        .min()
        .unwrap_or(0);
    let mut out = String::with_capacity(content.len() + 16);
    out.push_str(trimmed(&lines[0]));
    let last = lines.len() - 1;
    for (index, line) in lines.iter().enumerate().skip(1) {
        out.push('\n');
        let from = line.char_indices().nth(common).map_or(line.len(), |(at, _)| at);
        let stripped = trimmed_end(&line[from..]);
        if !stripped.is_empty() || index == last {
            out.push_str(margin);
            out.push_str(stripped);
        }
    }
    out
}

/// Tabs of the indentation become blanks up to the next multiple of four.
fn expand_tabs(line: &str) -> String {
    let body = line.trim_start_matches(is_blank);
    let indent = &line[..line.len() - body.len()];
    if body.is_empty() || !indent.contains('\t') {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len() + 8);
    let mut columns = 0;
    for char in indent.chars() {
        if char == '\t' {
            let next = columns / 4 * 4 + 4;
            out.extend(std::iter::repeat_n(' ', next - columns));
            columns = next;
        } else {
            out.push(char);
            columns += 1;
        }
    }
    out.push_str(body);
    out
}

/// What Python's `str.strip` takes off.
fn is_blank(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\x1c'..='\x1f')
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(is_blank)
}

fn trimmed_end(text: &str) -> &str {
    text.trim_end_matches(is_blank)
}
