//! What is done about findings: which rules are on where, and which of their fixes may be made.

use std::path::Path;

use globset::{Glob, GlobMatcher};
use naja_base::Applicability;
use naja_syntax::PythonVersion;

use crate::finding::Finding;
use crate::rule::Rule;
use crate::rules::RuleSet;

/// What is done about findings.
#[derive(Clone, Debug)]
pub struct Policy {
    rules: RuleSet,
    /// Those whose fixes may not be made, whose unsafe ones are treated as safe, and whose safe ones are treated as unsafe.
    unfixable: RuleSet,
    safe: RuleSet,
    risky: RuleSet,
    ignored: Vec<(PathPattern, RuleSet)>,
    versions: Vec<(PathPattern, PythonVersion)>,
    external: Vec<String>,
    noqa: Noqa,
    wants_foreign: bool,
}

/// Whether `noqa` comments and their kin count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Noqa {
    /// They do.
    #[default]
    Honoured,
    /// They don't: `--ignore-noqa`.
    Ignored,
}

/// A pattern for the paths of files, as in `per-file-ignores`: `tests/*`, `conftest.py`, `!src/**`. `*` stands for slashes too; a
/// pattern is compared with the path, and with the file's name alone; a leading `!` turns it around.
#[derive(Clone, Debug)]
pub struct PathPattern {
    whole: GlobMatcher,
    name: GlobMatcher,
    negated: bool,
}

impl PathPattern {
    /// The pattern `text` in a configuration of the folder `root`.
    ///
    /// # Errors
    /// When it is no pattern; the text says why.
    pub fn new(root: &Path, text: &str) -> Result<Self, String> {
        let (negated, text) = match text.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let root = globset::escape(&root.to_string_lossy());
        let inner = text.strip_prefix("./").unwrap_or(text);
        let whole = if Path::new(inner).is_absolute() {
            inner.to_owned()
        } else {
            format!("{}/{inner}", root.trim_end_matches('/'))
        };
        let compile = |pattern: &str| {
            Glob::new(pattern).map(|glob| glob.compile_matcher()).map_err(|error| error.kind().to_string())
        };
        Ok(Self { whole: compile(&whole)?, name: compile(inner)?, negated })
    }

    /// Whether it stands for the file at `path`, which should be absolute.
    #[must_use]
    pub fn matches(&self, path: &Path) -> bool {
        let name = path.file_name().map(Path::new);
        let hit = self.whole.is_match(path) || name.is_some_and(|name| self.name.is_match(name));
        hit != self.negated
    }
}

impl From<RuleSet> for Policy {
    fn from(rules: RuleSet) -> Self {
        Self {
            rules,
            unfixable: RuleSet::default(),
            safe: RuleSet::default(),
            risky: RuleSet::default(),
            ignored: Vec::new(),
            versions: Vec::new(),
            external: Vec::new(),
            noqa: Noqa::Honoured,
            wants_foreign: false,
        }
    }
}

impl Policy {
    /// The rules that are on somewhere.
    #[must_use]
    pub const fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Sets which rules' fixes may be made, whose unsafe ones are treated as safe, and whose safe ones are treated as unsafe.
    pub fn set_fixes(&mut self, fixable: RuleSet, safe: RuleSet, risky: RuleSet) {
        self.unfixable = RuleSet::of(|rule| !fixable.contains(rule));
        (self.safe, self.risky) = (safe, risky);
    }

    /// Switches rules off in the files of a pattern.
    pub fn ignore_in(&mut self, pattern: PathPattern, rules: RuleSet) {
        self.ignored.push((pattern, rules));
    }

    /// Sets the target version of the files of a pattern; the first that matches counts.
    pub fn target_in(&mut self, pattern: PathPattern, version: PythonVersion) {
        self.versions.push((pattern, version));
    }

    /// Adds prefixes of codes that belong to other tools and that RUF100 leaves alone.
    pub fn add_external(&mut self, prefixes: impl IntoIterator<Item = String>) {
        self.external.extend(prefixes);
    }

    /// Sets whether `noqa` comments count.
    pub const fn set_noqa(&mut self, noqa: Noqa) {
        self.noqa = noqa;
    }

    pub(crate) const fn noqa(&self) -> Noqa {
        self.noqa
    }

    pub(crate) const fn set_wants_foreign(&mut self, wants: bool) {
        self.wants_foreign = wants;
    }

    /// Whether rules were chosen that we do not have.
    pub(crate) const fn wants_foreign(&self) -> bool {
        self.wants_foreign
    }

    pub(crate) fn is_external(&self, code: &str) -> bool {
        self.external.iter().any(|prefix| code.starts_with(prefix.as_str()))
    }

    /// The target version that the file at `path` has of its own.
    #[must_use]
    pub fn target_version(&self, path: &Path) -> Option<PythonVersion> {
        self.versions.iter().find(|(pattern, _)| pattern.matches(path)).map(|(_, version)| *version)
    }

    /// Drops the findings of rules that are off for the file at `path`.
    pub(crate) fn drop_ignored(&self, path: &Path, findings: &mut Vec<Finding>) {
        if self.ignored.is_empty() || findings.is_empty() {
            return;
        }
        for (_, rules) in self.ignored.iter().filter(|(pattern, _)| pattern.matches(path)) {
            findings.retain(|finding| !rules.contains(finding.rule));
        }
    }

    /// Gives the fixes of `findings` the applicability that the policy wants.
    pub(crate) fn judge_fixes(&self, findings: &mut [Finding]) {
        if self.unfixable.is_empty() && self.safe.is_empty() && self.risky.is_empty() {
            return;
        }
        for finding in findings {
            let rule: &Rule = finding.rule;
            let Some(fix) = &mut finding.fix else { continue };
            if self.unfixable.contains(rule) {
                finding.fix = None;
            } else if self.risky.contains(rule) && fix.applicability == Applicability::Safe {
                fix.applicability = Applicability::Unsafe;
            } else if self.safe.contains(rule) && fix.applicability == Applicability::Unsafe {
                fix.applicability = Applicability::Safe;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::PathPattern;

    fn check(pattern: &str, path: &str, wanted: bool) {
        let pattern = PathPattern::new(Path::new("/p"), pattern).expect("a pattern");
        assert_eq!(pattern.matches(Path::new(path)), wanted, "{pattern:?} {path}");
    }

    #[test]
    fn patterns_are_held_against_path_and_name() {
        check("tests/*", "/p/tests/a/b.py", true);
        check("./tests/*", "/p/tests/b.py", true);
        check("tests", "/p/tests/b.py", false);
        check("b.py", "/p/tests/b.py", true);
        check("a/*", "/p/tests/a/b.py", false);
        check("{src,tests}/b.py", "/p/tests/b.py", true);
        check("test_*.py", "/p/x/test_a.py", true);
        check("!tests/*", "/p/tests/b.py", false);
        check("!tests/*", "/p/src/b.py", true);
    }

    #[test]
    fn the_folder_of_the_configuration_is_no_pattern() {
        let pattern = PathPattern::new(Path::new("/p[1]"), "a*.py").expect("a pattern");
        assert!(pattern.matches(Path::new("/p[1]/x/ab.py")));
        assert!(PathPattern::new(Path::new("/p"), "a{").is_err());
    }
}
