//! One file: what naja makes of it, beside what Black made of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use naja_format::{FormatError, FormatOptions, Formatted, format, verify};
use naja_syntax::source::{DecodedSource, decode};

use crate::ecosystem::sources::Source;

/// How the two texts relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They are equal to the byte.
    Equal,
    /// They differ, or naja has none.
    Different,
    /// Black does not take the file.
    BlackRefuses,
}

/// What is said of one file.
pub struct Outcome {
    /// How the texts relate.
    pub verdict: Verdict,
    /// Whether Black changes the file.
    pub black_changes: bool,
    /// Whether naja broke a promise: the tree, the comments, or stability.
    pub broken: bool,
    /// The class of the first difference, and the line with both texts.
    pub difference: Option<(String, String)>,
    /// What naja made of it, where it differs.
    pub ours: Option<Vec<u8>>,
}

/// Formats `source` and compares with the file `wanted`.
pub fn judge(source: &Source, wanted: &Path, options: &FormatOptions) -> Outcome {
    let mut refusal = wanted.as_os_str().to_owned();
    refusal.push(".refused");
    let refused = Path::new(&refusal).exists();
    let black = std::fs::read(wanted).unwrap_or_default();
    let black_changes = black != source.bytes;
    let outcome = |verdict, broken, difference, ours| Outcome {
        verdict: if refused { Verdict::BlackRefuses } else { verdict },
        black_changes,
        broken,
        difference,
        ours,
    };
    let fault = |broken: bool, class: &str, detail: String| {
        let difference = (broken || !refused).then(|| (class.to_owned(), detail));
        outcome(Verdict::Different, broken, difference, None)
    };
    let decoded = match decode(source.bytes.clone()) {
        Ok(decoded) => decoded,
        Err(error) => return fault(false, "refused: encoding", error.to_string()),
    };
    let attempt = catch_unwind(AssertUnwindSafe(|| ours(&decoded, options)));
    let formatted = match attempt {
        Ok(Ok(formatted)) => formatted,
        Ok(Err(Fault::Broken(reason))) => return fault(true, "broken promise", reason),
        Ok(Err(Fault::Refused(reason))) => return fault(false, "refused", reason),
        Err(_) => return fault(true, "broken promise", "panic".to_owned()),
    };
    let ours = decoded.encode(&formatted.text).unwrap_or_default();
    if ours == black {
        return outcome(Verdict::Equal, false, None, None);
    }
    let difference = (!refused).then(|| difference(&ours, &black));
    outcome(Verdict::Different, false, difference, Some(ours))
}

enum Fault {
    /// A promise does not hold.
    Broken(String),
    /// There is no text.
    Refused(String),
}

/// Our text, after all that is promised of it has been tried.
fn ours(decoded: &DecodedSource, options: &FormatOptions) -> Result<Formatted, Fault> {
    let formatted = format(&decoded.text, options).map_err(|error| match error {
        FormatError::Syntax(diagnostic) => Fault::Refused(diagnostic.to_string()),
        other => Fault::Broken(format!("{other:?}")),
    })?;
    if !verify(&decoded.text, &formatted.text, options.stub) {
        return Err(Fault::Broken("the tree or the comments differ".to_owned()));
    }
    match format(&formatted.text, options) {
        Ok(second) if second.text == formatted.text => Ok(formatted),
        Ok(second) => {
            let (class, detail) = difference(second.text.as_bytes(), formatted.text.as_bytes());
            Err(Fault::Broken(format!("unstable ({class}): {detail}")))
        }
        Err(error) => Err(Fault::Broken(format!("unstable: {error:?}"))),
    }
}

/// The class of the first difference; its line, and what stands there in both texts.
fn difference(ours: &[u8], theirs: &[u8]) -> (String, String) {
    let (ours, theirs) = (String::from_utf8_lossy(ours), String::from_utf8_lossy(theirs));
    let (mut left, mut right) = (ours.split('\n'), theirs.split('\n'));
    let mut line = 1;
    let mut before = "";
    loop {
        let (one, other) = (left.next(), right.next());
        if one == other && one.is_some() {
            before = one.unwrap_or("");
            line += 1;
            continue;
        }
        let (one, other) = (one.unwrap_or(""), other.unwrap_or(""));
        let class = class(before, one, other).to_owned();
        return (class, format!("{line}\n            ours  {one}\n            Black {other}"));
    }
}

/// A name for the kind of difference between two lines that follow the same line.
pub fn class(before: &str, ours: &str, theirs: &str) -> &'static str {
    let plain = |line: &str| line.chars().filter(|char| !char.is_whitespace()).collect::<String>();
    let quotes =
        |line: &str| line.chars().filter(|char| !"\"'\\rRuUbBfF".contains(*char)).collect::<String>();
    if ours.trim().is_empty() != theirs.trim().is_empty() {
        if before.contains("import ") {
            "blank lines behind an import"
        } else if before.trim_start().starts_with('#') {
            "blank lines behind a comment"
        } else {
            "blank lines"
        }
    } else if plain(ours) == plain(theirs) {
        "blanks inside a line"
    } else if ours.contains('#') != theirs.contains('#') || ours.trim_start().starts_with('#') {
        "place of a comment"
    } else if quotes(ours) == quotes(theirs) {
        "quotes, prefixes or escapes"
    } else if plain(ours).replace(['(', ')'], "") == plain(theirs).replace(['(', ')'], "") {
        "parentheses"
    } else if plain(ours).trim_end_matches(',') == plain(theirs).trim_end_matches(',') {
        "a trailing comma"
    } else if ours.starts_with(theirs) {
        "a line that Black splits"
    } else if theirs.starts_with(ours) {
        "a line that naja splits"
    } else {
        "another place to split"
    }
}

/// Writes our texts of the files that differ under `folder`, for a closer look.
///
/// # Errors
/// When a file can't be written.
pub fn keep(folder: &Path, root: &Path, sources: &[Source], outcomes: &[Outcome]) -> anyhow::Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    for (source, outcome) in sources.iter().zip(outcomes) {
        if let Some(ours) = outcome.ours.as_ref().filter(|_| outcome.verdict != Verdict::BlackRefuses) {
            let target = folder.join(source.path.strip_prefix(root)?);
            std::fs::create_dir_all(target.parent().unwrap_or(folder))?;
            super::black::scratch(&target, ours)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{class, difference};

    #[test]
    fn differences_have_a_class_and_a_place() {
        assert_eq!(class("", "f(a, b)", "f("), "a line that Black splits");
        assert_eq!(class("", "x = 'a'", "x = \"a\""), "quotes, prefixes or escapes");
        assert_eq!(class("import a", "", "b"), "blank lines behind an import");
        let (class, detail) = difference(b"a\nb = (1)\n", b"a\nb = 1\n");
        assert_eq!(class, "parentheses");
        assert_eq!(detail, "2\n            ours  b = (1)\n            Black b = 1");
    }
}
