//! Version specifiers as texts: reading them with spans, and writing a set of versions as specifiers.

use naja_base::Span;

use crate::lenient;
use crate::marker::parse::Mode;
use crate::requirement::ParseError;
use crate::version::{Operator, Version, VersionPattern, VersionSpecifier, VersionSpecifiers};

/// Reads specifiers that are joined by commas; a blank text admits every version.
///
/// # Errors
/// When `text` is anything else; the span points into it.
pub fn parse(text: &str) -> Result<VersionSpecifiers, ParseError> {
    if text.trim().is_empty() { Ok(VersionSpecifiers::empty()) } else { parse_at(text, 0, Mode::Strict) }
}

/// Reads specifiers of published metadata: those that are malformed in well-known ways are mended.
///
/// # Errors
/// When `text` is malformed beyond that.
pub fn parse_lenient(text: &str) -> Result<VersionSpecifiers, ParseError> {
    if text.trim().is_empty() { Ok(VersionSpecifiers::empty()) } else { parse_at(text, 0, Mode::Lenient) }
}

/// Reads specifiers of a text that stands at `offset` of what spans count in.
pub(crate) fn parse_at(text: &str, offset: u32, mode: Mode) -> Result<VersionSpecifiers, ParseError> {
    let strict = parse_strictly(text, offset);
    match (&strict, mode) {
        (Err(_), Mode::Lenient) => lenient::specifiers(text).map_or(strict, Ok),
        _ => strict,
    }
}

fn parse_strictly(text: &str, offset: u32) -> Result<VersionSpecifiers, ParseError> {
    let mut at = offset;
    let mut specifiers = Vec::new();
    for part in text.split(',') {
        let length = Span::from_range(0..part.len()).end;
        specifiers.push(parse_one(part, at)?);
        at = at.saturating_add(length).saturating_add(1);
    }
    Ok(specifiers.into_iter().collect())
}

fn parse_one(part: &str, offset: u32) -> Result<VersionSpecifier, ParseError> {
    let text = part.trim();
    let lead = part.len() - part.trim_start().len();
    let span = |from: usize, to: usize| {
        let place = Span::from_range(lead + from..lead + to);
        Span::new(offset.saturating_add(place.start), offset.saturating_add(place.end))
    };
    let sign = text.find(|c| !matches!(c, '<' | '>' | '=' | '!' | '~')).unwrap_or(text.len());
    let (operator, rest) = text.split_at(sign);
    let version = rest.trim_start();
    let start = text.len() - version.len();
    if text.is_empty() {
        return Err(ParseError::new(span(0, 0), "expected a version specifier, found nothing"));
    }
    if operator.is_empty() {
        return Err(ParseError::new(span(0, text.len()), format!("`{text}` has no version operator"))
            .with_help(format!("for that very version write `=={text}`")));
    }
    let Ok(operator) = operator.parse::<Operator>() else {
        let error = ParseError::new(span(0, sign), format!("`{operator}` is not a version operator"));
        return Err(match operator {
            "=" => error.with_help("write `==`"),
            "=>" => error.with_help("write `>=`"),
            "=<" => error.with_help("write `<=`"),
            "~" | "~>" => error.with_help("write `~=`"),
            _ => error.with_help("the operators are `==`, `!=`, `<`, `<=`, `>`, `>=`, `~=` and `===`"),
        });
    };
    if version.is_empty() {
        return Err(ParseError::new(span(0, sign), format!("`{operator}` lacks a version")));
    }
    let Ok(pattern) = version.parse::<VersionPattern>() else {
        return Err(ParseError::new(span(start, text.len()), format!("`{version}` is not a version")));
    };
    let (wildcard, plain) = (pattern.is_wildcard(), pattern.version().clone());
    VersionSpecifier::from_pattern(operator, pattern)
        .map_err(|_| unfit(operator, wildcard, &plain, span(0, text.len())))
}

/// Why `operator` can't take `version`.
fn unfit(operator: Operator, wildcard: bool, version: &Version, span: Span) -> ParseError {
    if wildcard {
        return ParseError::new(span, format!("`{operator}` can't take a version that ends in `.*`"))
            .with_help(format!("write `{operator}{version}`; only `==` and `!=` take `.*`"));
    }
    if version.is_local() {
        let plain = version.clone().without_local();
        return ParseError::new(span, format!("`{operator}` can't take a local version"))
            .with_help(format!("write `{operator}{plain}`"));
    }
    ParseError::new(span, format!("`{operator}` needs a version of at least two segments"))
        .with_help(format!("write `{operator}{version}.0`"))
}
