//! Mending specifiers that are published, malformed, and clear all the same.
//!
//! New text must follow the standard; metadata that lies on an index can't be corrected any more. What is mended:
//! missing and superfluous commas (`>=1.9<2`, `>=3.6,`), quotes inside (`>='2.7'`), `.*` and `*` where only `==` and `!=`
//! may have them (`>=3.6.*`, `!=3.0*`), `!=~`, `=>`, `=<`, `=`, `~>`, a dot at the end, `~=` with one segment (`~=2` is
//! `~=2.0`), a local version after an ordering operator, and `>dev`.

use crate::version::{VersionSpecifier, VersionSpecifiers};

const SIGNS: [char; 6] = ['<', '>', '=', '!', '~', '^'];

/// The specifiers that `text` must mean; nothing if that is not clear.
pub(crate) fn specifiers(text: &str) -> Option<VersionSpecifiers> {
    let mut rest = text;
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(is_separator);
        if rest.is_empty() {
            return Some(found.into_iter().collect());
        }
        let (operator, after) = rest.split_at(rest.find(|c| !SIGNS.contains(&c)).unwrap_or(rest.len()));
        let after = after.trim_start_matches(is_quoted_space);
        let end = after.find(|c| is_separator(c) || SIGNS.contains(&c)).unwrap_or(after.len());
        let (version, after) = after.split_at(end);
        found.push(specifier(operator, version)?);
        rest = after;
    }
}

/// A version of a marker without the `.*` that its operator can't take.
pub(crate) fn plain_version(text: &str) -> Option<&str> {
    let plain = text.trim().trim_end_matches('*').trim_end_matches('.');
    (plain != text).then_some(plain)
}

fn is_separator(character: char) -> bool {
    character == ',' || is_quoted_space(character)
}

fn is_quoted_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\'' | '"')
}

fn specifier(operator: &str, version: &str) -> Option<VersionSpecifier> {
    let equality = matches!(operator, "==" | "!=" | "=" | "!=~" | "===");
    let stem = version.trim_end_matches('*').trim_end_matches('.');
    let starred = version.ends_with('*') || operator == "!=~";
    let operator = match operator {
        "=>" => ">=",
        "=<" => "<=",
        "=" => "==",
        "!=~" => "!=",
        "~>" => "~=",
        other => other,
    };
    if stem == "dev" {
        return format!("{operator}0.0.0.dev0").parse().ok();
    }
    let public = if equality { stem } else { stem.split('+').next().unwrap_or(stem) };
    let tail = match operator {
        "~=" if !public.contains('.') => ".0",
        "==" | "!=" if starred => ".*",
        _ => "",
    };
    format!("{operator}{public}{tail}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::specifiers;

    fn check(text: &str, expected: &str) {
        let mended = specifiers(text).map(|specifiers| specifiers.to_string());
        assert_eq!(mended.as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn well_known_slips_are_mended() {
        check(">=1.9.0<2.0", ">=1.9.0, <2.0");
        check(">=3.6,", ">=3.6");
        check(">=2.7,!=3.0*,!=3.1.*", ">=2.7, !=3.0.*, !=3.1.*");
        check(">='2.7'", ">=2.7");
        check(">= '3.6'", ">=3.6");
        check(">=3.6.*", ">=3.6");
        check(">3.*", ">3");
        check("!=~5.0", "!=5.0.*");
        check("=>1.0", ">=1.0");
        check("~=2", "~=2.0");
        check(">=1.2.", ">=1.2");
        check(">dev", ">0.0.0.dev0");
        check(">=4.0+local", ">=4.0");
        check(">=3.7 <4", ">=3.7, <4");
    }

    #[test]
    fn what_is_not_clear_stays_an_error() {
        assert_eq!(specifiers("3.6"), None);
        assert_eq!(specifiers(">=abc"), None);
        assert_eq!(specifiers("^3.6"), None);
        assert_eq!(specifiers(">=1.0 or something"), None);
    }
}
