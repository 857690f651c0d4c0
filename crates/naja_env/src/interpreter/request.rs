//! What users ask for when they name an interpreter: `3.12`, `>=3.10`, `cpython3.12`, `pypy`, `python3.11`, a path.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use naja_pep::version::{Version, VersionSpecifiers};

/// A request for an interpreter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InterpreterRequest {
    /// The implementation asked for, in lower case: `cpython` or `pypy`.
    pub implementation: Option<String>,
    /// Which one.
    pub selector: InterpreterSelector,
    /// Whether one without the global interpreter lock is asked for (`3.13t`).
    pub free_threaded: bool,
}

/// Which interpreter is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum InterpreterSelector {
    /// The first that is found.
    #[default]
    Any,
    /// One whose version starts with these numbers: `3`, `3.12` or `3.12.1`.
    Version(Vec<u64>),
    /// One whose version satisfies specifiers.
    Range(VersionSpecifiers),
    /// The executable of this name on `PATH`.
    Name(String),
    /// The executable, or the environment, at this path.
    Path(PathBuf),
}

impl InterpreterRequest {
    /// Any interpreter at all.
    #[must_use]
    pub fn any() -> Self {
        Self::default()
    }

    /// Any interpreter whose version `specifiers` admit.
    #[must_use]
    pub fn range(specifiers: VersionSpecifiers) -> Self {
        Self { selector: InterpreterSelector::Range(specifiers), ..Self::default() }
    }

    /// Reads what a user wrote. What is no version, range or implementation is a path where it holds a separator, and
    /// else the name of an executable.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() || text.eq_ignore_ascii_case("any") {
            return Self::any();
        }
        if text.contains('/') || text.contains(std::path::MAIN_SEPARATOR) || text.starts_with('~') {
            return Self { selector: InterpreterSelector::Path(PathBuf::from(text)), ..Self::default() };
        }
        let lower = text.to_ascii_lowercase();
        let (implementation, rest) = split_implementation(&lower);
        if let Some((selector, free_threaded)) = parse_version(rest) {
            return Self { implementation: implementation.map(str::to_owned), selector, free_threaded };
        }
        if Path::new(text).is_dir() {
            return Self { selector: InterpreterSelector::Path(PathBuf::from(text)), ..Self::default() };
        }
        Self { selector: InterpreterSelector::Name(text.to_owned()), ..Self::default() }
    }

    /// Whether an interpreter of this implementation and version is what is asked for.
    pub(super) fn admits(&self, implementation: &str, version: &Version, free_threaded: bool) -> bool {
        if self.implementation.as_deref().is_some_and(|wanted| wanted != implementation) {
            return false;
        }
        match &self.selector {
            InterpreterSelector::Name(_) | InterpreterSelector::Path(_) => true,
            InterpreterSelector::Any => self.free_threaded == free_threaded,
            InterpreterSelector::Version(numbers) => {
                self.free_threaded == free_threaded && version.release().starts_with(numbers)
            }
            InterpreterSelector::Range(specifiers) => {
                self.free_threaded == free_threaded && admits(specifiers, version)
            }
        }
    }

    /// Whether it names one interpreter, whatever its version.
    pub(super) fn names_one(&self) -> bool {
        matches!(self.selector, InterpreterSelector::Name(_) | InterpreterSelector::Path(_))
    }
}

/// Whether `specifiers` admit an interpreter's `version`, of which only the release counts: 3.14.0rc2 is a 3.14.
pub(super) fn admits(specifiers: &VersionSpecifiers, version: &Version) -> bool {
    specifiers.contains(version) || specifiers.contains(&version.only_release())
}

/// The implementation that `text` starts with, and the rest.
fn split_implementation(text: &str) -> (Option<&'static str>, &str) {
    const NAMES: [(&str, Option<&str>); 5] = [
        ("cpython", Some("cpython")),
        ("python", None),
        ("pypy", Some("pypy")),
        ("cp", Some("cpython")),
        ("pp", Some("pypy")),
    ];
    for (prefix, implementation) in NAMES {
        if let Some(rest) = text.strip_prefix(prefix) {
            let rest = rest.strip_prefix(['@', '-']).unwrap_or(rest);
            if rest.is_empty()
                || rest.starts_with(|first: char| first.is_ascii_digit() || "<>=!~".contains(first))
            {
                return (implementation, rest);
            }
        }
    }
    (None, text)
}

/// Reads a version or a range, and whether it asks for free threading.
fn parse_version(text: &str) -> Option<(InterpreterSelector, bool)> {
    if text.is_empty() {
        return Some((InterpreterSelector::Any, false));
    }
    if text.starts_with(['<', '>', '=', '!', '~']) {
        return VersionSpecifiers::from_str(text)
            .ok()
            .map(|specifiers| (InterpreterSelector::Range(specifiers), false));
    }
    let (digits, free_threaded) = match text.strip_suffix('t') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let numbers: Vec<u64> = digits.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    if !(1..=3).contains(&numbers.len()) {
        return None;
    }
    // `312` is how wheels spell 3.12.
    let numbers = match numbers[..] {
        [joined] if joined >= 20 => {
            let (major, minor) = digits.split_at(1);
            vec![major.parse().ok()?, minor.parse().ok()?]
        }
        _ => numbers,
    };
    Some((InterpreterSelector::Version(numbers), free_threaded))
}

/// As it stands in "no interpreter found for …".
impl fmt::Display for InterpreterRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let implementation = match self.implementation.as_deref() {
            Some("pypy") => "PyPy",
            Some(_) => "CPython",
            None => "Python",
        };
        match &self.selector {
            InterpreterSelector::Any => write!(f, "{implementation}")?,
            InterpreterSelector::Version(numbers) => {
                write!(f, "{implementation} ")?;
                for (index, number) in numbers.iter().enumerate() {
                    write!(f, "{}{number}", if index == 0 { "" } else { "." })?;
                }
            }
            InterpreterSelector::Range(specifiers) => write!(f, "{implementation} {specifiers}")?,
            InterpreterSelector::Name(name) => write!(f, "the name `{name}`")?,
            InterpreterSelector::Path(path) => write!(f, "the path `{}`", path.display())?,
        }
        f.write_str(if self.free_threaded { " without the global interpreter lock" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use expect_test::expect;
    use naja_pep::version::Version;

    use super::{InterpreterRequest, InterpreterSelector};

    #[test]
    fn every_way_to_ask_is_understood() {
        let texts = [
            "",
            "3",
            "3.12",
            "3.12.1",
            "312",
            "3.13t",
            ">=3.10,<3.13",
            "cpython",
            "cpython3.12",
            "cpython@3.12",
            "cp311",
            "pypy",
            "pypy3.10",
            "python3.11",
            "python",
            "CPython 3",
            "./bin/python",
            "/usr/bin/python3",
            "my-python",
            "3.x",
        ];
        let shown: String =
            texts.iter().map(|text| format!("{text:?}: {}\n", InterpreterRequest::parse(text))).collect();
        expect![[r#"
            "": Python
            "3": Python 3
            "3.12": Python 3.12
            "3.12.1": Python 3.12.1
            "312": Python 3.12
            "3.13t": Python 3.13 without the global interpreter lock
            ">=3.10,<3.13": Python >=3.10, <3.13
            "cpython": CPython
            "cpython3.12": CPython 3.12
            "cpython@3.12": CPython 3.12
            "cp311": CPython 3.11
            "pypy": PyPy
            "pypy3.10": PyPy 3.10
            "python3.11": Python 3.11
            "python": Python
            "CPython 3": the name `CPython 3`
            "./bin/python": the path `./bin/python`
            "/usr/bin/python3": the path `/usr/bin/python3`
            "my-python": the name `my-python`
            "3.x": the name `3.x`
        "#]]
        .assert_eq(&shown);
    }

    #[test]
    fn requests_admit_what_they_name() {
        let check = |text: &str, version: &str| {
            InterpreterRequest::parse(text).admits("cpython", &Version::from_str(version).unwrap(), false)
        };
        assert!(check("3.1", "3.1.4") && !check("3.1", "3.12.0"));
        assert!(
            check("3.12", "3.12.0") && check(">=3.10,<3.13", "3.12.7") && !check(">=3.10,<3.13", "3.13.0")
        );
        assert!(check(">=3.14", "3.14.0rc2") && !check("pypy", "3.12.0") && !check("3.13t", "3.13.0"));
    }

    #[test]
    fn an_unknown_word_is_a_name() {
        assert_eq!(
            InterpreterRequest::parse("graalpy").selector,
            InterpreterSelector::Name("graalpy".into())
        );
    }
}
