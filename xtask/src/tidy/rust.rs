//! The tokens of Rust source, as far as the checks need them: comments, strings, identifiers and punctuation.

use std::ops::Range;

/// One token and the bytes it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line or block comment, documentation included.
    Comment,
    /// A string literal of any kind.
    Text,
    /// A name or keyword, without the `r#` of a raw identifier.
    Ident,
    /// `::`.
    PathSeparator,
    /// Any other single character: punctuation and brackets.
    Punct(char),
    /// A number, character or lifetime.
    Other,
}

/// Splits `text` into tokens. Text that is no Rust gives some tokens, never a panic.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (kind, start, end) = token(text, at, c);
        tokens.push(Token { kind, range: start..end });
        at = end;
    }
    tokens
}

/// The token that starts at `at` with `first`: its kind, its start and its end.
fn token(text: &str, at: usize, first: char) -> (Kind, usize, usize) {
    let rest = &text[at..];
    if rest.starts_with("//") {
        return (Kind::Comment, at, at + rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Kind::Comment, at, at + block_comment(rest));
    }
    if let Some(length) = string(rest) {
        return (Kind::Text, at, at + length);
    }
    if first == '\'' || rest.starts_with("b'") {
        return (Kind::Other, at, at + quote(rest));
    }
    if is_word(first) {
        let raw = if rest.starts_with("r#") { 2 } else { 0 };
        let length = rest[raw..].find(|c| !is_word(c)).unwrap_or(rest.len() - raw);
        let kind = if first.is_ascii_digit() { Kind::Other } else { Kind::Ident };
        return (kind, at + raw, at + raw + length.max(1));
    }
    if rest.starts_with("::") {
        return (Kind::PathSeparator, at, at + 2);
    }
    (Kind::Punct(first), at, at + first.len_utf8())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of the block comment, nested ones included, with which `rest` starts.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    let bytes = rest.as_bytes();
    while at < bytes.len() {
        match &bytes[at..(at + 2).min(bytes.len())] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// The length of the string literal with which `rest` starts, if it starts with one.
fn string(rest: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c", ""].into_iter().find(|prefix| {
        let body = rest.strip_prefix(prefix);
        body.is_some_and(|body| {
            body.starts_with('"')
                || prefix.ends_with('r')
                    && body.trim_start_matches('#').starts_with('"')
                    && body.starts_with('#')
        })
    })?;
    let body = &rest[prefix.len()..];
    let hashes = body.len() - body.trim_start_matches('#').len();
    let contents = prefix.len() + hashes + 1;
    if prefix.ends_with('r') {
        let close = format!("\"{}", "#".repeat(hashes));
        return Some(rest[contents..].find(&close).map_or(rest.len(), |end| contents + end + close.len()));
    }
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(contents) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    Some(rest.len())
}

/// The length of the character literal or lifetime with which `rest` starts.
fn quote(rest: &str) -> usize {
    let start = rest.find('\'').map_or(1, |at| at + 1);
    let mut chars = rest[start..].chars();
    match (chars.next(), chars.next()) {
        (Some('\\'), Some(escaped)) => {
            let after = start + 1 + escaped.len_utf8();
            rest[after..].find('\'').map_or(rest.len(), |end| after + end + 1)
        }
        (Some(c), Some('\'')) => start + c.len_utf8() + 1,
        _ => start + rest[start..].find(|c| !is_word(c)).unwrap_or(rest.len() - start),
    }
}

/// The tokens of `text` without comments and without items under `#[cfg(test)]`.
pub(super) fn shipped_tokens(text: &str) -> Vec<Token> {
    let mut code = tokens(text);
    code.retain(|token| token.kind != Kind::Comment);
    let tests = test_ranges(text);
    code.retain(|token| !tests.iter().any(|range| range.contains(&token.range.start)));
    code
}

/// The bytes of the items under `#[cfg(test)]`.
pub(super) fn test_ranges(text: &str) -> Vec<Range<usize>> {
    let mut code = tokens(text);
    code.retain(|token| token.kind != Kind::Comment);
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < code.len() {
        let end = test_item(text, &code, at);
        if let Some(end) = end {
            ranges.push(code[at].range.start..code[end - 1].range.end);
        }
        at = end.unwrap_or(at + 1);
    }
    ranges
}

/// Whether an attribute at token `at` makes an item for tests alone; the token after that item.
fn test_item(text: &str, code: &[Token], at: usize) -> Option<usize> {
    let is =
        |index: usize, word: &str| code.get(index).is_some_and(|token| &text[token.range.clone()] == word);
    if !(is(at, "#") && is(at + 1, "[") && is(at + 2, "cfg")) {
        return None;
    }
    let close = matching(code, at + 1)?;
    let condition = &code[at + 3..close];
    let has = |word: &str| condition.iter().any(|token| &text[token.range.clone()] == word);
    if !has("test") || has("not") || has("any") {
        return None;
    }
    let mut index = close + 1;
    loop {
        match code.get(index)?.kind {
            Kind::Punct(';') => return Some(index + 1),
            Kind::Punct('{') => return Some(matching(code, index)? + 1),
            Kind::Punct('(' | '[') => index = matching(code, index)? + 1,
            _ => index += 1,
        }
    }
}

/// The token that closes the bracket at token `open`.
pub(super) fn matching(code: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0;
    for (index, token) in code.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Punct('(' | '[' | '{') => depth += 1,
            Kind::Punct(')' | ']' | '}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(index);
        }
    }
    None
}

/// The line of byte `offset`, counted from 1.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].bytes().filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::{Kind, shipped_tokens, tokens};

    fn of_kind(text: &str, wanted: Kind) -> Vec<&str> {
        let tokens = tokens(text).into_iter().filter(|token| token.kind == wanted);
        tokens.map(|token| &text[token.range]).collect()
    }

    #[test]
    fn strings_of_all_kinds_are_distinguished_from_characters_and_lifetimes() {
        let text =
            r####"f("a\"b", r#"c"d"#, b"e", br##"f"#g"##, 'h', '"', '\'', b'"', '\u{1f}', x::<'i>(r"\"))"####;
        assert_eq!(
            of_kind(text, Kind::Text),
            [r#""a\"b""#, r##"r#"c"d"#"##, r#"b"e""#, r####"br##"f"#g"##"####, r#"r"\""#]
        );
        assert_eq!(of_kind(text, Kind::Ident), ["f", "x"]);
    }

    #[test]
    fn comments_nest_and_raw_identifiers_lose_their_prefix() {
        let text = "/* a /* b */ c */ r#type // \"d\nrest: r";
        assert_eq!(of_kind(text, Kind::Comment), ["/* a /* b */ c */", "// \"d"]);
        assert_eq!(of_kind(text, Kind::Ident), ["type", "rest", "r"]);
    }

    #[test]
    fn items_for_tests_alone_are_not_shipped() {
        let text = "#[cfg(test)] mod a; #[cfg(test)] #[path(x)] fn b(c: [u8; 2]) { d } #[cfg(not(test))] fn e() {} \
                    #[cfg(unix)] fn f() {}";
        let kept: Vec<_> = shipped_tokens(text).into_iter().map(|token| &text[token.range]).collect();
        assert!(["e", "f"].iter().all(|name| kept.contains(name)), "{kept:?}");
        assert!(["a", "b", "c", "d"].iter().all(|name| !kept.contains(name)), "{kept:?}");
    }
}
