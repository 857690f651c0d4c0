//! Version specifiers as texts: reading them with spans, and writing a set of versions as specifiers.

use std::ops::Bound;

use naja_base::Span;

use crate::lenient;
use crate::marker::parse::Mode;
use crate::requirement::ParseError;
use crate::version::{
    Operator, Ranges, Version, VersionPattern, VersionSpecifier, VersionSpecifiers, exactly, prefixed,
};

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

/// A set of versions as specifiers, for people: the alternatives are joined by ` | `. Bounds that no specifier has to the
/// letter are shown by the nearest one.
#[must_use]
pub fn show(ranges: &Ranges<Version>) -> String {
    if ranges.is_empty() {
        return "no version".to_string();
    }
    let alternatives: Vec<String> = from_ranges(ranges).iter().map(ToString::to_string).collect();
    if alternatives.iter().any(String::is_empty) {
        "any version".to_string()
    } else {
        alternatives.join(" | ")
    }
}

/// A set of versions as alternative lists of specifiers: as few as can be, a gap of one version or prefix being a `!=`.
#[must_use]
pub fn from_ranges(ranges: &Ranges<Version>) -> Vec<VersionSpecifiers> {
    let segments: Vec<_> = ranges.iter().collect();
    let mut alternatives = Vec::new();
    let mut at = 0;
    while let Some(&(start, mut end)) = segments.get(at) {
        let mut holes = Vec::new();
        while let Some(&(next_start, next_end)) = segments.get(at + 1)
            && let Some(hole) = gap(end, next_start)
        {
            holes.push(hole);
            end = next_end;
            at += 1;
        }
        at += 1;
        alternatives.push(segment(start, end, holes));
    }
    alternatives
}

/// One run of versions, less `holes`.
fn segment(start: &Bound<Version>, end: &Bound<Version>, holes: Vec<VersionSpecifier>) -> VersionSpecifiers {
    if holes.is_empty() {
        if let Some(version) = exactly(start, end) {
            return VersionSpecifier::equals_version(version.clone()).into();
        }
        if let Some(version) = prefixed(start, end) {
            return VersionSpecifier::equals_star_version(version).into();
        }
    }
    lower(start).into_iter().chain(holes).chain(upper(end)).collect()
}

/// The `!=` for what lies between two runs.
fn gap(end: &Bound<Version>, start: &Bound<Version>) -> Option<VersionSpecifier> {
    let turn = |bound: &Bound<Version>| match bound {
        Bound::Included(version) => Bound::Excluded(version.clone()),
        Bound::Excluded(version) => Bound::Included(version.clone()),
        Bound::Unbounded => Bound::Unbounded,
    };
    let (from, to) = (turn(end), turn(start));
    if let Some(version) = exactly(&from, &to) {
        return Some(VersionSpecifier::not_equals_version(version.clone()));
    }
    prefixed(&from, &to).map(VersionSpecifier::not_equals_star_version)
}

fn lower(bound: &Bound<Version>) -> Option<VersionSpecifier> {
    match bound {
        Bound::Unbounded => None,
        Bound::Included(version) if version.min().is_some() => {
            let first = version.clone().with_min(None).with_dev(Some(0));
            Some(VersionSpecifier::greater_than_equal_version(first))
        }
        Bound::Included(version) => match (version.post(), version.dev()) {
            (Some(post), Some(0)) if post > 0 => {
                let before = version.clone().with_dev(None).with_post(Some(post - 1));
                Some(VersionSpecifier::greater_than_version(before))
            }
            _ => Some(VersionSpecifier::greater_than_equal_version(version.clone().without_local())),
        },
        Bound::Excluded(version) => {
            let plain =
                if version.max().is_some() { version.clone().with_max(None) } else { version.clone() };
            Some(VersionSpecifier::greater_than_version(plain.without_local()))
        }
    }
}

fn upper(bound: &Bound<Version>) -> Option<VersionSpecifier> {
    match bound {
        Bound::Unbounded => None,
        Bound::Included(version) => {
            let plain =
                if version.max().is_some() { version.clone().with_max(None) } else { version.clone() };
            Some(VersionSpecifier::less_than_equal_version(plain.without_local()))
        }
        Bound::Excluded(version) if version.min().is_some() => {
            Some(VersionSpecifier::less_than_version(version.clone().with_min(None)))
        }
        Bound::Excluded(version) => match (version.post(), version.dev()) {
            (Some(0), Some(0)) => {
                let last = version.clone().with_dev(None).with_post(None);
                Some(VersionSpecifier::less_than_equal_version(last))
            }
            (Some(_), Some(0)) => Some(VersionSpecifier::less_than_version(version.clone().with_dev(None))),
            _ => Some(VersionSpecifier::less_than_version(version.clone().without_local())),
        },
    }
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

#[cfg(test)]
mod tests {
    use super::{parse, parse_lenient, show};
    use crate::version::{Ranges, Version, ranges};

    #[test]
    fn sets_are_shown_as_the_specifiers_that_make_them() {
        for text in [
            "==1.0",
            "==1.0+a",
            "==1.*",
            "==1.2.*",
            "!=1.0",
            "!=1.*",
            "<1.0",
            "<=1.0",
            ">1.0",
            ">=1.0",
            "<1.0a1",
            ">=1.0a1",
            "<=1.0a1",
            ">1.0.post1",
            "<1.0.post1",
            ">=1, !=1.5, !=1.7.*, <2",
            "==1.0.post1",
            "<1.0.dev3",
            ">=1!2, <1!3",
        ] {
            assert_eq!(show(&ranges(&text.parse().unwrap())), text);
        }
    }

    #[test]
    fn equal_sets_have_one_text() {
        let check = |text: &str, expected: &str| {
            assert_eq!(show(&ranges(&text.parse().unwrap())), expected, "{text}");
        };
        check("~=1.2", ">=1.2, <2");
        check(">=1,>=2,<4,<3", ">=2, <3");
        check(">=1,<=1", "==1");
        check(">2,<1", "no version");
        check(">=1.0.dev0", ">=1.0.dev0");
        assert_eq!(show(&Ranges::full()), "any version");
        let version = |text: &str| text.parse::<Version>().unwrap();
        let two = ranges(&"<1".parse().unwrap()).union(&ranges(&">=2,<3".parse().unwrap()));
        assert_eq!(show(&two), "<1 | >=2, <3");
        assert_eq!(show(&Ranges::singleton(version("1.5"))), "==1.5");
    }

    fn refused(text: &str, at: &str, message: &str, help: Option<&str>) {
        let error = parse(text).unwrap_err();
        assert_eq!((&text[error.span], error.message.as_str(), error.help.as_deref()), (at, message, help));
    }

    #[test]
    fn fault_24_bad_specifiers_are_pointed_at() {
        refused(
            ">=3.8, 3.9",
            "3.9",
            "`3.9` has no version operator",
            Some("for that very version write `==3.9`"),
        );
        refused(">=3.8,=>2", "=>", "`=>` is not a version operator", Some("write `>=`"));
        refused(
            ">=3.6.*",
            ">=3.6.*",
            "`>=` can't take a version that ends in `.*`",
            Some("write `>=3.6`; only `==` and `!=` take `.*`"),
        );
        refused("~=2", "~=2", "`~=` needs a version of at least two segments", Some("write `~=2.0`"));
        refused(">1+x", ">1+x", "`>` can't take a local version", Some("write `>1`"));
        refused("== 1.x", "1.x", "`1.x` is not a version", None);
        refused("<3,>=", ">=", "`>=` lacks a version", None);
        refused(">=1,", "", "expected a version specifier, found nothing", None);
        assert!(parse("").unwrap().is_empty());
    }

    #[test]
    fn published_specifiers_are_mended() {
        assert_eq!(parse_lenient(">=3.6.*,").unwrap().to_string(), ">=3.6");
        assert!(parse_lenient(">=banana").is_err());
    }
}
