//! Which files are taken from a folder: the patterns of naja and ruff, and Black's regular expressions.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use anyhow::Context as _;
use globset::{Glob, GlobSet, GlobSetBuilder};
use naja_base::Diagnostic;
use naja_config::source::{BlackPattern, Entry, SourceSettings, SourceValue};
use naja_config::{Located, Origin};
use regex::Regex;

/// What files are wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be linted.
    Lint,
    /// To be formatted.
    Format,
    /// To be linted and formatted; one of the two is enough.
    Both,
}

/// The patterns of one configuration.
#[derive(Debug)]
pub(crate) struct Filter {
    excluded: Patterns,
    not_linted: Patterns,
    not_formatted: Patterns,
    /// `None` for the default, which needs no patterns.
    included: Option<Patterns>,
    more: Patterns,
    black: Vec<(BlackPattern, Regex)>,
    root: PathBuf,
    pub(crate) force_exclude: bool,
    pub(crate) respect_gitignore: bool,
}

/// Patterns as ruff has them: one without a `/` is for names at any depth, every one is for paths from its folder.
#[derive(Debug, Default)]
struct Patterns {
    names: HashSet<OsString>,
    globs: Option<GlobSet>,
}

/// What is left out where nobody says otherwise: the folders of tools and environments.
const EXCLUDED: &[&str] = &[
    ".bzr",
    ".direnv",
    ".eggs",
    ".git",
    ".git-rewrite",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pants.d",
    ".pyenv",
    ".pytest_cache",
    ".pytype",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    ".vscode",
    "__pypackages__",
    "_build",
    "buck-out",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
];

/// Black's patterns for what is found in folders.
const FOR_FOUND: &[BlackPattern] =
    &[BlackPattern::Exclude, BlackPattern::ExtendExclude, BlackPattern::ForceExclude];
/// Black's patterns for what is named.
const FOR_NAMED: &[BlackPattern] = &[BlackPattern::ForceExclude];

impl Filter {
    /// The patterns of `settings`.
    pub(crate) fn new(settings: &SourceSettings) -> anyhow::Result<Self> {
        let mut excluded = PatternsBuilder::default();
        let own = settings.first("exclude");
        let is_silent = own.is_none() && settings.all("extend-exclude").is_empty();
        let black = if is_silent { black(settings)? } else { Vec::new() };
        let replaces = |(pattern, _): &(BlackPattern, Regex)| *pattern == BlackPattern::Exclude;
        match own {
            Some(entry) => excluded.add(entry)?,
            None if black.iter().any(replaces) => {}
            None => excluded.names.extend(EXCLUDED.iter().map(OsString::from)),
        }
        for entry in settings.all("extend-exclude") {
            excluded.add(entry)?;
        }
        let of = |key: &str| -> anyhow::Result<Patterns> {
            let mut patterns = PatternsBuilder::default();
            settings.first(key).map_or(Ok(()), |entry| patterns.add(entry))?;
            patterns.build()
        };
        let mut more = PatternsBuilder::default();
        for entry in settings.all("extend-include") {
            more.add(entry)?;
        }
        Ok(Self {
            excluded: excluded.build()?,
            not_linted: of("lint.exclude")?,
            not_formatted: of("format.exclude")?,
            included: settings.first("include").map(|_| of("include")).transpose()?,
            more: more.build()?,
            black,
            root: settings.root().to_path_buf(),
            force_exclude: settings.flag("force-exclude").unwrap_or(false),
            respect_gitignore: settings.flag("respect-gitignore").unwrap_or(true),
        })
    }

    /// Whether a folder or file (absolute) found in a folder is left out.
    pub(crate) fn excludes(&self, path: &Path, purpose: Purpose, is_folder: bool) -> bool {
        self.excluded.matches(path)
            || match purpose {
                Purpose::Lint => self.not_linted.matches(path),
                Purpose::Format => {
                    self.not_formatted.matches(path) || self.black_excludes(path, is_folder, FOR_FOUND)
                }
                Purpose::Both => self.not_linted.matches(path) && self.not_formatted.matches(path),
            }
    }

    /// Whether `path` or a folder that leads to it is left out.
    pub(crate) fn excludes_way(&self, path: &Path, purpose: Purpose) -> bool {
        let mut way = path.ancestors().take_while(|ancestor| *ancestor != self.root);
        way.any(|part| self.excludes(part, purpose, part != path))
            || (purpose == Purpose::Format && self.black_excludes(path, false, FOR_NAMED))
    }

    /// Whether Black must not touch a file although it was named.
    pub(crate) fn black_forbids(&self, path: &Path, purpose: Purpose) -> bool {
        purpose == Purpose::Format && self.black_excludes(path, false, FOR_NAMED)
    }

    /// Whether a file found in a folder is one of those that are asked for.
    pub(crate) fn includes(&self, path: &Path, purpose: Purpose) -> bool {
        let by_black = || {
            let mut patterns = self.black.iter().filter(|(pattern, _)| *pattern == BlackPattern::Include);
            patterns.next().map(|(_, regex)| regex.is_match(&self.as_black_sees(path, false)))
        };
        let by_default = || {
            let extension = path.extension().unwrap_or_default();
            extension == "py" || extension == "pyi" || (extension == "ipynb" && purpose != Purpose::Format)
        };
        let included = match &self.included {
            Some(patterns) => patterns.matches(path),
            None if purpose == Purpose::Format => by_black().unwrap_or_else(by_default),
            None => by_default(),
        };
        included || self.more.matches(path)
    }

    /// Whether files may be taken that are no `*.py`, `*.pyi` or `*.ipynb`.
    pub(crate) fn has_patterns_of_its_own(&self) -> bool {
        let is_include = |(pattern, _): &(BlackPattern, Regex)| *pattern == BlackPattern::Include;
        self.included.is_some() || !self.more.is_empty() || self.black.iter().any(is_include)
    }

    fn black_excludes(&self, path: &Path, is_folder: bool, which: &[BlackPattern]) -> bool {
        !self.black.is_empty() && {
            let shown = self.as_black_sees(path, is_folder);
            self.black.iter().any(|(pattern, regex)| which.contains(pattern) && regex.is_match(&shown))
        }
    }

    /// `/` and the path from the root with `/` between its parts, and one after a folder.
    fn as_black_sees(&self, path: &Path, is_folder: bool) -> String {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        let mut shown = String::new();
        for part in relative.components() {
            if let Component::Normal(name) = part {
                shown.push('/');
                shown.push_str(&name.to_string_lossy());
            }
        }
        if is_folder {
            shown.push('/');
        }
        shown
    }
}

#[derive(Default)]
struct PatternsBuilder {
    names: HashSet<OsString>,
    globs: Vec<Glob>,
}

impl PatternsBuilder {
    fn add(&mut self, entry: &Entry) -> anyhow::Result<()> {
        let SourceValue::Texts(texts) = &entry.value else { return Ok(()) };
        for text in texts {
            self.pattern(text, &entry.folder)?;
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &Located<String>, folder: &Path) -> anyhow::Result<()> {
        let text = pattern.value.as_str();
        let is_literal = !text.contains(['*', '?', '[', '{', '\\']);
        if !text.contains('/') {
            if is_literal {
                self.names.insert(text.into());
            } else {
                self.globs.push(glob(text, &pattern.origin)?);
            }
        }
        let whole = lexically(&folder.join(text));
        let base = lexically(folder);
        // The text before the pattern is a path, in which no character is special.
        let whole = match whole.strip_prefix(&base) {
            Ok(rest) => format!("{}/{}", globset::escape(&base.to_string_lossy()), rest.to_string_lossy()),
            Err(_) => whole.to_string_lossy().into_owned(),
        };
        if !is_literal || text.contains('/') {
            self.globs.push(glob(&whole.replace("//", "/"), &pattern.origin)?);
        }
        Ok(())
    }

    fn build(self) -> anyhow::Result<Patterns> {
        if self.globs.is_empty() {
            return Ok(Patterns { names: self.names, globs: None });
        }
        let mut set = GlobSetBuilder::new();
        for glob in self.globs {
            set.add(glob);
        }
        Ok(Patterns { names: self.names, globs: Some(set.build().context("the patterns are too many")?) })
    }
}

impl Patterns {
    fn is_empty(&self) -> bool {
        self.names.is_empty() && self.globs.is_none()
    }

    fn matches(&self, path: &Path) -> bool {
        let Some(name) = path.file_name() else { return false };
        self.names.contains(name)
            || self.globs.as_ref().is_some_and(|globs| globs.is_match(path) || globs.is_match(name))
    }
}

fn glob(text: &str, origin: &Origin) -> anyhow::Result<Glob> {
    Glob::new(text).map_err(|error| {
        let message = format!("a pattern is not valid: {}", error.kind());
        anyhow::Error::from(origin.error(message, "this pattern"))
    })
}

/// `path` without `.`, `..` and doubled separators, whatever links there are on the way.
pub(crate) fn lexically(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            _ => out.push(part),
        }
    }
    out
}

/// Black's regular expressions; one over several lines may hold blanks and comments, as Python's verbose ones.
fn black(settings: &SourceSettings) -> anyhow::Result<Vec<(BlackPattern, Regex)>> {
    let mut patterns = Vec::new();
    for (pattern, text) in settings.black_patterns() {
        let verbose = if text.value.contains('\n') { "(?x)" } else { "" };
        let regex = Regex::new(&format!("{verbose}{}", text.value)).map_err(|error| {
            let diagnostic = Diagnostic::error("a regular expression for Black can't be used");
            let note =
                error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            text.origin.label(diagnostic.with_note(note), "in this pattern").with_help(
                "look-around and back-references are not supported: say it with `[tool.naja] exclude`",
            )
        })?;
        patterns.push((*pattern, regex));
    }
    Ok(patterns)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use naja_config::Mode;
    use naja_config::source::{ConfigFiles, SourceConfig, SourceRequest};

    use super::{Filter, Purpose};

    /// What of `paths`, files in a folder whose pyproject.toml is `pyproject`, is taken.
    fn check(pyproject: &str, purpose: Purpose, paths: &[&str], expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        naja_base::atomic::replace(&root.join("pyproject.toml"), pyproject.as_bytes()).unwrap();
        let config = SourceConfig::new(&SourceRequest {
            working_folder: root,
            user_file: None,
            variable: &|_| None,
            options: &[],
            config: &[],
            mode: Mode::default(),
        })
        .unwrap();
        assert!(!ConfigFiles::of(root).is_empty());
        let filter = Filter::new(&config.of_folder(root).unwrap()).unwrap();
        let is_taken = |path: &&&str| {
            let path = root.join(path);
            filter.includes(&path, purpose) && !filter.excludes_way(&path, purpose)
        };
        let taken: Vec<&str> = paths.iter().filter(is_taken).copied().collect();
        assert_eq!(taken, expected);
        assert!(!filter.excludes(Path::new("/"), purpose, true));
    }

    #[test]
    fn patterns_are_for_names_or_for_paths_from_their_folder() {
        let paths =
            ["a.py", "b.txt", "gen/a.py", "x/gen/a.py", "x/y.py", "x/z_pb2.py", ".venv/a.py", "c.pyi"];
        check(
            "[tool.naja]\nextend-exclude = ['gen']\n",
            Purpose::Lint,
            &paths,
            &["a.py", "x/y.py", "x/z_pb2.py", "c.pyi"],
        );
        check(
            "[tool.ruff]\nextend-exclude = ['./gen/', '*_pb2.py']\n[tool.ruff.lint]\nexclude = ['x/y.py']\n",
            Purpose::Lint,
            &paths,
            &["a.py", "x/gen/a.py", "c.pyi"],
        );
        check(
            "[tool.ruff]\nexclude = []\ninclude = ['x/**/*.py']\n",
            Purpose::Format,
            &paths,
            &["x/gen/a.py", "x/y.py", "x/z_pb2.py"],
        );
        check("[tool.ruff]\nextend-include = ['*.txt']\n", Purpose::Format, &["b.txt", "a.pyw"], &["b.txt"]);
    }

    #[test]
    fn expressions_of_black_count_for_formatting_alone() {
        let pyproject = "[tool.black]\nextend-exclude = '''\n(\n  ^/gen/  # made\n  | _pb2\\.py$\n)\n'''\n";
        let paths = ["gen/a.py", "x/gen/a.py", "x/z_pb2.py", "build/a.py"];
        check(pyproject, Purpose::Format, &paths, &["x/gen/a.py", "build/a.py"]);
        check(pyproject, Purpose::Lint, &paths, &paths);
    }
}
