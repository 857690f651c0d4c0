//! `# noqa` in a comment, and its file-wide forms `# ruff: noqa` and `# flake8: noqa`.
//!
//! A directive is the first `#` of a comment that `noqa` follows, blanks between and case aside. After a colon it lists
//! codes: capital letters and then digits, parted by commas, blanks or nothing. The list ends at the first word that begins no
//! code, so a reason may follow. A word that begins as a code and goes on as something else (`E711x`, `E711;`) makes
//! the directive void, as does an empty list: a mistyped code must not silence everything.

use naja_base::{Span, span};

/// A directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Noqa<'a> {
    /// From its `#` to the end of its last code.
    pub span: Span,
    /// What it silences.
    pub codes: Codes<'a>,
    /// The line or the file.
    pub reach: Reach,
}

/// What a directive silences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Codes<'a> {
    /// Everything.
    All,
    /// These codes, as written.
    Some(Vec<&'a str>),
}

/// How far a directive reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Its line.
    Line,
    /// The file; the word is the tool's name as written.
    File(Tool),
}

/// Whose file-wide directive it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    Ruff,
    Flake8,
}

impl Reach {
    /// What is before the codes when the directive is written again.
    pub(crate) const fn head(self) -> &'static str {
        match self {
            Self::Line => "# noqa: ",
            Self::File(Tool::Ruff) => "# ruff: noqa: ",
            Self::File(Tool::Flake8) => "# flake8: noqa: ",
        }
    }
}

/// The directive in the comment at `span` of `source`, if it holds a valid one.
pub(crate) fn parse(source: &str, span: Span) -> Option<Noqa<'_>> {
    let comment = &source[span.range()];
    for at in memchr::memchr_iter(b'#', comment.as_bytes()) {
        let rest = comment[at + 1..].trim_start();
        let (reach, word) = match tool(rest) {
            Some((tool, rest)) => (Reach::File(tool), rest),
            None => (Reach::Line, rest),
        };
        let Some(rest) = without_noqa(word) else { continue };
        let (codes, end) = codes(rest)?;
        let end = comment.len() - rest.len() + end;
        let offset = |index: usize| span.start + span::offset(index);
        return Some(Noqa { span: Span::new(offset(at), offset(end)), codes, reach });
    }
    None
}

/// `ruff:` or `flake8:` before the `noqa`, and what follows it.
fn tool(text: &str) -> Option<(Tool, &str)> {
    let (tool, rest) = match text.as_bytes().first()? {
        b'r' => (Tool::Ruff, text.strip_prefix("ruff")?),
        b'f' => (Tool::Flake8, text.strip_prefix("flake8")?),
        _ => return None,
    };
    Some((tool, rest.trim_start().strip_prefix(':')?.trim_start()))
}

fn without_noqa(text: &str) -> Option<&str> {
    let word = text.as_bytes().get(..4)?;
    word.eq_ignore_ascii_case(b"noqa").then(|| &text[4..])
}

/// What follows the `noqa`: the codes, and where in `text` the last of them ends. Nothing if it is void.
fn codes(text: &str) -> Option<(Codes<'_>, usize)> {
    let behind = text.trim_start();
    let Some(list) = behind.strip_prefix(':') else {
        let ends = text.is_empty() || text.starts_with('#') || behind.len() < text.len();
        return ends.then_some((Codes::All, 0));
    };
    let mut codes = Vec::new();
    let mut rest = list;
    let mut end = text.len() - list.len();
    loop {
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        let Some(len) = code(rest) else { break };
        let (code, behind) = rest.split_at(len);
        codes.push(code);
        end = text.len() - behind.len();
        rest = behind;
        match rest.chars().next() {
            None | Some(',' | '#') => {}
            Some(next) if next.is_whitespace() || self::code(rest).is_some() => {}
            Some(_) => return None,
        }
    }
    if codes.is_empty() { None } else { Some((Codes::Some(codes), end)) }
}

/// The length of the code that `text` starts with.
fn code(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let digits = bytes[letters..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    (letters > 0 && digits > 0).then_some(letters + digits)
}

#[cfg(test)]
mod tests {
    use naja_base::Span;

    use super::{Codes, Noqa, Reach, Tool, parse};

    fn read(text: &str) -> Option<Noqa<'_>> {
        parse(text, Span::from_range(0..text.len()))
    }

    fn check(text: &str, wanted: &[&str]) {
        let noqa = read(text).unwrap_or_else(|| panic!("`{text}` is void"));
        assert_eq!(noqa.codes, Codes::Some(wanted.to_vec()), "{text}");
    }

    #[test]
    fn blanket_directives_end_or_are_followed_by_a_blank() {
        for text in
            ["# noqa", "#NoQA", "#\tnoqa", "## noqa", "# noqa E711", "# noqa - E711", "# a # noqa", "#noqa#b"]
        {
            assert_eq!(read(text).map(|noqa| noqa.codes), Some(Codes::All), "{text}");
        }
        for text in
            ["# noqa.", "# noqa, E711", "# noqa-E711", "# noqaE711", "# a noqa", "# (noqa)", "#", "# no qa"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn codes_are_parted_by_commas_blanks_or_nothing() {
        check("# noqa: E711", &["E711"]);
        check("#noqa:E711,F401", &["E711", "F401"]);
        check("# noqa : E711 F401", &["E711", "F401"]);
        check("# noqa:\tE711F401", &["E711", "F401"]);
        check("# noqa:, E711, , F401,", &["E711", "F401"]);
        check("# a # noqa: E711 # noqa: F401", &["E711"]);
    }

    #[test]
    fn a_list_ends_where_no_code_begins() {
        check("# noqa: E711 some reason F401;", &["E711"]);
        check("# noqa: E711, ABC. text", &["E711"]);
        check("# noqa: E711#text", &["E711"]);
    }

    #[test]
    fn what_is_almost_a_code_voids_the_directive() {
        for text in
            ["# noqa:", "# noqa: text", "# noqa: e711", "# noqa: E711x", "# noqa: E711;", "# noqa: E711-F401"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("# noqa: some # noqa: E711"), None);
        assert_eq!(read("# noqa: E711 F401. text"), None);
    }

    #[test]
    fn spans_run_from_the_hash_to_the_last_code() {
        let noqa = read("# text # noqa: E711, F401 reason").map(|noqa| noqa.span);
        assert_eq!(noqa, Some(Span::new(7, 25)));
        assert_eq!(read("#  noqa and more").map(|noqa| noqa.span), Some(Span::new(0, 7)));
    }

    #[test]
    fn file_wide_directives_name_their_tool() {
        let reach = |text| read(text).map(|noqa| noqa.reach);
        assert_eq!(reach("# ruff: noqa"), Some(Reach::File(Tool::Ruff)));
        assert_eq!(reach("#flake8 : NOQA: E711"), Some(Reach::File(Tool::Flake8)));
        assert_eq!(reach("# Ruff: noqa"), None);
        check("# ruff: noqa: E711, F401 text", &["E711", "F401"]);
    }
}
