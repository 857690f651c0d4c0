//! Proves that a formatted text means what the old one meant.

use naja_syntax::{Arena, Mode, ParseOptions};

/// Whether both texts have the same comments and trees alike, docstrings' blanks aside.
#[must_use]
pub fn verify(old: &str, new: &str, stub: bool) -> bool {
    let (first, second) = (Arena::new(), Arena::new());
    let mode = if stub { Mode::Stub } else { Mode::Module };
    let before = naja_syntax::parse_with(old, &first, ParseOptions::from(mode));
    let after = naja_syntax::parse_with(new, &second, ParseOptions::from(mode));
    if !after.errors.is_empty() {
        return false;
    }
    let comments = |source: &str, spans: &[naja_base::Span]| {
        let mut texts: Vec<String> = spans
            .iter()
            // Comments of two lines can come to stand side by side.
            .flat_map(|span| source[span.range()].split('#'))
            .map(|text| text.chars().filter(|char| !char.is_whitespace()).collect())
            .filter(|text: &String| !text.is_empty())
            .collect();
        texts.sort_unstable();
        texts
    };
    comments(old, &before.tables.comments) == comments(new, &after.tables.comments)
        && shape(&naja_syntax::dump::dump(&before, old)) == shape(&naja_syntax::dump::dump(&after, new))
}

/// What a dump writes before the first statement of a block that is a string.
const DOCSTRING: &str = "=[Expr(value=Constant(value=";

/// A dump without places, and without the blanks of docstrings.
fn shape(dump: &str) -> String {
    let mut out = String::with_capacity(dump.len() / 2);
    let mut rest = dump;
    while let Some(at) = memchr::memchr3(b'@', b'\'', b'"', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let docstring = out.ends_with(DOCSTRING);
        rest = &rest[at..];
        if rest.starts_with('@') {
            rest =
                rest[1..].trim_start_matches(|char: char| char.is_ascii_digit() || matches!(char, ':' | '-'));
            continue;
        }
        let (literal, behind) = rest.split_at(literal_len(rest));
        if docstring {
            push_without_blanks(literal, &mut out);
        } else {
            out.push_str(literal);
        }
        rest =
            behind.strip_prefix(",kind='u'").or_else(|| behind.strip_prefix(", kind='u'")).unwrap_or(behind);
    }
    out.push_str(rest);
    if out.contains(DELETED_TUPLE) { without_deleted_tuples(&out) } else { out }
}

/// What a dump writes before the elements of a tuple.
const TUPLE: &str = "Tuple(elts=[";
/// What a dump writes behind the elements of a tuple that is deleted.
const DELETED_TUPLE: &str = "], ctx=Del())";

/// A shape in which the tuples under `del` are gone, however deep: `del (a, (b, c))` is `del a, b, c`.
fn without_deleted_tuples(shape: &str) -> String {
    let mut out = String::with_capacity(shape.len());
    let mut open = Vec::new();
    let mut rest = shape;
    while let Some(at) = rest.find(['(', ')', '\'', '"']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let len = match rest.as_bytes()[0] {
            b'(' => {
                open.push(out.len());
                1
            }
            b')' => 1,
            _ => literal_len(rest),
        };
        let closes = rest.starts_with(')');
        out.push_str(&rest[..len]);
        rest = &rest[len..];
        let start = if closes { open.pop().and_then(|at| at.checked_sub("Tuple".len())) } else { None };
        if let Some(start) = start
            && out.ends_with(DELETED_TUPLE)
            && out[start..].starts_with(TUPLE)
        {
            out.truncate(out.len() - DELETED_TUPLE.len());
            out.replace_range(start..start + TUPLE.len(), "");
        }
    }
    out.push_str(rest);
    out
}

/// The bytes of the quoted literal that `text` starts with.
fn literal_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            _ if byte == bytes[0] => break,
            _ => {}
        }
    }
    at.min(text.len())
}

/// Leaves out blanks, as they are and as they are escaped.
fn push_without_blanks(literal: &str, out: &mut String) {
    let mut rest = literal;
    while let Some(char) = rest.chars().next() {
        let escaped = [
            "\\x09", "\\x0a", "\\x0b", "\\x0c", "\\x0d", "\\x1c", "\\x1d", "\\x1e", "\\x1f", "\\x20",
            "\\x85", "\\xa0", "\\u1680", "\\u2000", "\\u2001", "\\u2002", "\\u2003", "\\u2004", "\\u2005",
            "\\u2006", "\\u2007", "\\u2008", "\\u2009", "\\u200a", "\\u2028", "\\u2029", "\\u202f",
            "\\u205f", "\\u3000",
        ];
        if char == '\\' {
            let blank = escaped.iter().find(|one| rest.starts_with(**one));
            let len = blank.map_or_else(|| rest.chars().take(2).map(char::len_utf8).sum(), |one| one.len());
            if blank.is_none() {
                out.push_str(&rest[..len]);
            }
            rest = &rest[len..];
        } else {
            if !char.is_whitespace() {
                out.push(char);
            }
            rest = &rest[char.len_utf8()..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::verify;

    #[test]
    fn what_means_the_same_is_told_from_what_does_not() {
        assert!(verify("def f():\n  ' a '\n", "def f():\n    \"a\"\n", false));
        assert!(verify("x = u'a'\n", "x = \"a\"\n", false));
        assert!(verify("del a, b\n", "del (a, b)\n", false));
        assert!(verify("del ((a, (b, ())), x[c, 'd)'])\n", "del a, b, (), x[c, \"d)\"]\n", false));
        assert!(!verify("del (a, b)\n", "del a, c\n", false));
        assert!(!verify("x[(a, b)]\n", "x[a]\n", false));
        assert!(!verify("x = ' a'\n", "x = 'a'\n", false));
        assert!(!verify("x = a\n", "x = b\n", false));
        assert!(!verify("x = a  # b\n", "x = a\n", false));
        assert!(!verify("x = a\n", "x = (\n", false));
    }
}
