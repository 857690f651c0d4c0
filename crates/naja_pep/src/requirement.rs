//! Requirements (PEP 508): what to install, from where, and under which marker.

use std::fmt;
use std::str::FromStr;

use naja_base::Span;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::Url;

use crate::cursor::Cursor;
use crate::marker::Marker;
use crate::marker::parse::{self as marker_parse, Mode};
use crate::name::{ExtraName, PackageName};
use crate::specifier;
use crate::version::VersionSpecifiers;

/// Why a text could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What is wrong.
    pub message: String,
    /// The bytes of the text that it is about.
    pub span: Span,
    /// What to write instead, where that can be told.
    pub help: Option<String>,
}

impl ParseError {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), span, help: None }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ParseError {}

/// Where a required distribution comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RequirementSource {
    /// An index, in a version that all specifiers admit; there may be none.
    Specifiers(VersionSpecifiers),
    /// The very thing behind a URL (PEP 440 direct reference).
    Url(Url),
}

/// One requirement. Its `Display` is canonical: `name[a,b]>=1,<2 ; marker`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Requirement {
    /// The distribution.
    pub name: PackageName,
    /// The extras wanted of it, sorted, each once.
    pub extras: Vec<ExtraName>,
    /// Where it comes from.
    pub source: RequirementSource,
    /// When it is wanted.
    pub marker: Marker,
}

impl Requirement {
    /// Reads a requirement by the letter of the standard.
    ///
    /// # Errors
    /// When `text` is not one; the error's span points into `text`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text, Mode::Strict)
    }

    /// Reads a requirement of published metadata: specifiers that are malformed in well-known ways are mended, and marker
    /// comparisons that mean nothing are left out.
    ///
    /// # Errors
    /// When `text` is malformed beyond that.
    pub fn parse_lenient(text: &str) -> Result<Self, ParseError> {
        parse(text, Mode::Lenient)
    }

    /// The specifiers, empty for a URL.
    #[must_use]
    pub fn specifiers(&self) -> Option<&VersionSpecifiers> {
        match &self.source {
            RequirementSource::Specifiers(specifiers) => Some(specifiers),
            RequirementSource::Url(_) => None,
        }
    }
}

impl FromStr for Requirement {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::parse(text)
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        for (index, extra) in self.extras.iter().enumerate() {
            write!(f, "{}{extra}", if index == 0 { "[" } else { "," })?;
        }
        if !self.extras.is_empty() {
            f.write_str("]")?;
        }
        match &self.source {
            RequirementSource::Specifiers(specifiers) => {
                for (index, specifier) in specifiers.iter().enumerate() {
                    write!(f, "{}{specifier}", if index == 0 { "" } else { "," })?;
                }
            }
            RequirementSource::Url(url) => write!(f, " @ {url}")?,
        }
        match self.marker.try_to_string() {
            Some(marker) => write!(f, " ; {marker}"),
            None => Ok(()),
        }
    }
}

impl Serialize for Requirement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Requirement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

fn parse(text: &str, mode: Mode) -> Result<Requirement, ParseError> {
    let mut cursor = Cursor::new(text);
    cursor.skip_space();
    let name = parse_name(&mut cursor)?;
    cursor.skip_space();
    let extras = if cursor.eat('[') { parse_extras(&mut cursor)? } else { Vec::new() };
    cursor.skip_space();
    let source = match cursor.peek() {
        None | Some(';') => RequirementSource::Specifiers(VersionSpecifiers::empty()),
        Some('@') => RequirementSource::Url(parse_url(&mut cursor)?),
        Some('(' | '<' | '>' | '=' | '!' | '~') => {
            RequirementSource::Specifiers(parse_specifiers(&mut cursor, mode)?)
        }
        Some(_) => return Err(stray(&cursor)),
    };
    cursor.skip_space();
    let marker = match cursor.peek() {
        None => Marker::TRUE,
        Some(';') => {
            cursor.bump();
            marker_parse::parse(&mut cursor, mode)?
        }
        Some(_) => return Err(stray(&cursor)),
    };
    Ok(Requirement { name, extras, source, marker })
}

fn parse_name(cursor: &mut Cursor<'_>) -> Result<PackageName, ParseError> {
    let rest = cursor.rest();
    let word = cursor.eat_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let at = cursor.span_of(word);
    if looks_like_location(rest) {
        return Err(ParseError::new(
            cursor.span_of(rest.trim_end()),
            "expected a package name, found a location",
        )
        .with_help(format!("name what is there: `name @ {}`", rest.trim())));
    }
    if word.is_empty() {
        let (span, what) = match cursor.peek() {
            None => (Span::empty(at.start), "nothing".to_string()),
            Some(found) => (cursor.next_char_span(), format!("`{found}`")),
        };
        return Err(ParseError::new(span, format!("expected a package name, found {what}")));
    }
    if let Some(found) = cursor.peek()
        && found.is_alphanumeric()
    {
        return Err(ParseError::new(
            cursor.next_char_span(),
            format!("`{found}` can't stand in a package name"),
        )
        .with_help("names are made of ASCII letters, digits, `-`, `_` and `.`"));
    }
    PackageName::new(word).map_err(|_| {
        ParseError::new(at, format!("`{word}` is not a valid package name"))
            .with_help("names start and end with an ASCII letter or digit")
    })
}

/// Whether somebody wrote a URL or a path where a name is due.
fn looks_like_location(text: &str) -> bool {
    let first = text.split(|c: char| c.is_whitespace() || c == ';').next().unwrap_or(text);
    first.starts_with("./")
        || first.starts_with("../")
        || first.starts_with('/')
        || first.split_once("://").is_some_and(|(scheme, _)| {
            !scheme.is_empty()
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        })
}

/// Reads what follows `[` in `name[a, b]`, the closing bracket included.
fn parse_extras(cursor: &mut Cursor<'_>) -> Result<Vec<ExtraName>, ParseError> {
    let open = Span::new(cursor.offset() - 1, cursor.offset());
    let mut extras = Vec::new();
    cursor.skip_space();
    if cursor.eat(']') {
        return Ok(extras);
    }
    loop {
        cursor.skip_space();
        let word = cursor.eat_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let extra = ExtraName::new(word).map_err(|_| {
            let found = cursor.peek().map_or("the end".to_string(), |c| format!("`{c}`"));
            if word.is_empty() {
                ParseError::new(
                    cursor.next_char_span(),
                    format!("expected the name of an extra, found {found}"),
                )
            } else {
                ParseError::new(cursor.span_of(word), format!("`{word}` is not a valid extra name"))
            }
        })?;
        extras.push(extra);
        cursor.skip_space();
        match cursor.bump() {
            Some(',') => {}
            Some(']') => break,
            Some(found) => {
                let span = cursor.last_char_span(found);
                return Err(ParseError::new(
                    span,
                    format!("expected `,` or `]` after an extra, found `{found}`"),
                ));
            }
            None => return Err(ParseError::new(open, "this `[` is never closed")),
        }
    }
    extras.sort_unstable();
    extras.dedup();
    Ok(extras)
}

fn parse_url(cursor: &mut Cursor<'_>) -> Result<Url, ParseError> {
    cursor.bump();
    cursor.skip_space();
    let text = cursor.eat_while(|c| !c.is_whitespace());
    let span = cursor.span_of(text);
    if text.is_empty() {
        return Err(ParseError::new(span, "expected a URL after `@`"));
    }
    Url::parse(text).map_err(|error| {
        let wrong = ParseError::new(span, format!("`{text}` is not a URL: {error}"));
        match error {
            url::ParseError::RelativeUrlWithoutBase => {
                wrong.with_help("a path is written as `file:///absolute/path`")
            }
            _ => wrong,
        }
    })
}

fn parse_specifiers(cursor: &mut Cursor<'_>, mode: Mode) -> Result<VersionSpecifiers, ParseError> {
    let text = if cursor.eat('(') {
        let open = cursor.last_char_span('(');
        let text = cursor.eat_while(|c| c != ')' && c != ';');
        if !cursor.eat(')') {
            return Err(ParseError::new(open, "this `(` is never closed"));
        }
        text
    } else {
        cursor.eat_while(|c| c != ';').trim_end()
    };
    if text.trim().is_empty() {
        return Ok(VersionSpecifiers::empty());
    }
    specifier::parse_at(text, cursor.span_of(text).start, mode)
}

/// The error for what stands where a specifier, a URL, a marker or the end is due.
fn stray(cursor: &Cursor<'_>) -> ParseError {
    let rest = cursor.rest().trim_end();
    let word = rest.split(|c: char| c.is_whitespace() || c == ';').next().unwrap_or(rest);
    let error = ParseError::new(
        cursor.span_of(word),
        format!("expected a version specifier, `@` or `;`, found `{word}`"),
    );
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        error.with_help(format!("a version needs an operator: `=={word}`"))
    } else {
        error
    }
}

#[cfg(test)]
mod tests {
    use super::Requirement;

    fn check(text: &str, expected: &str) {
        let requirement = Requirement::parse(text).unwrap();
        assert_eq!(requirement.to_string(), expected);
        assert_eq!(Requirement::parse(expected).unwrap(), requirement);
    }

    #[test]
    fn requirements_are_written_in_one_way() {
        check("Foo.Bar", "foo-bar");
        check(" a [ y , X ,y] ( >= 1.0 , < 2 ) ; os_name=='nt' ", "a[x,y]>=1.0,<2 ; os_name == 'nt'");
        check("a[]", "a");
        check("a()", "a");
        check("a==1.*", "a==1.*");
        check("a>=1;python_version<'3'", "a>=1 ; python_full_version < '3.0'");
        check("a @ https://example.com/a.whl", "a @ https://example.com/a.whl");
        check("a[x]@ file:///wheels/a ; extra == 'b'", "a[x] @ file:///wheels/a ; extra == 'b'");
        check("a ; os_name == 'nt' or os_name != 'nt'", "a");
    }

    #[test]
    fn published_requirements_are_mended() {
        let lenient = |text: &str| Requirement::parse_lenient(text).unwrap().to_string();
        assert_eq!(lenient("a (>=3.6.*,)"), "a>=3.6");
        assert_eq!(
            lenient("a>=1.9<2 ; python_version >= '3.6.*'"),
            "a>=1.9,<2 ; python_full_version >= '3.6'"
        );
        assert_eq!(lenient("a ; os_name ~= 'x' and extra == 'y'"), "a ; extra == 'y'");
        assert!(Requirement::parse_lenient("a >= banana").is_err());
    }

    fn refused(text: &str, at: &str, message: &str, help: Option<&str>) {
        let error = Requirement::parse(text).unwrap_err();
        assert_eq!(
            (&text[error.span], error.message.as_str(), error.help.as_deref()),
            (at, message, help),
            "{text}"
        );
    }

    #[test]
    fn fault_86_a_malformed_requirement_is_pointed_into() {
        refused("", "", "expected a package name, found nothing", None);
        refused("==1", "=", "expected a package name, found `=`", None);
        refused(
            "-a",
            "-a",
            "`-a` is not a valid package name",
            Some("names start and end with an ASCII letter or digit"),
        );
        refused(
            "a_",
            "a_",
            "`a_` is not a valid package name",
            Some("names start and end with an ASCII letter or digit"),
        );
        refused(
            "né",
            "é",
            "`é` can't stand in a package name",
            Some("names are made of ASCII letters, digits, `-`, `_` and `.`"),
        );
        refused(
            "a 1.0",
            "1.0",
            "expected a version specifier, `@` or `;`, found `1.0`",
            Some("a version needs an operator: `==1.0`"),
        );
        refused("a b", "b", "expected a version specifier, `@` or `;`, found `b`", None);
        refused("a[x", "[", "this `[` is never closed", None);
        refused("a[x y]", "y", "expected `,` or `]` after an extra, found `y`", None);
        refused("a[x,]", "]", "expected the name of an extra, found `]`", None);
        refused("a (>=1", "(", "this `(` is never closed", None);
        refused("a>=1,=2 ; os_name == 'nt'", "=", "`=` is not a version operator", Some("write `==`"));
        refused("a>=1 os_name", "1 os_name", "`1 os_name` is not a version", None);
        refused("a ; os_name = 'nt'", "=", "`=` is not a marker operator", Some("write `==`"));
        refused("a @ ", "", "expected a URL after `@`", None);
        refused(
            "a @ b/c",
            "b/c",
            "`b/c` is not a URL: relative URL without a base",
            Some("a path is written as `file:///absolute/path`"),
        );
        refused(
            "./a",
            "./a",
            "expected a package name, found a location",
            Some("name what is there: `name @ ./a`"),
        );
        refused(
            "https://example.com/a.whl",
            "https://example.com/a.whl",
            "expected a package name, found a location",
            Some("name what is there: `name @ https://example.com/a.whl`"),
        );
    }

    #[test]
    fn any_bytes_give_an_answer_and_spans_fit_the_text() {
        let pieces = [
            "a", "[", "]", "(", ")", ">=", "1.0", "é", " ", ";", "'", "\"", "@", "os_name", "and", "not",
            "in", ",", "\u{0}", "==", "*",
        ];
        let mut number = 7_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..8 {
                number =
                    number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[usize::try_from(number >> 33).unwrap() % pieces.len()]);
            }
            for parse in [Requirement::parse, Requirement::parse_lenient] {
                if let Err(error) = parse(&text) {
                    assert!(text.get(error.span.range()).is_some(), "{text:?} {error:?}");
                }
            }
        }
    }
}
