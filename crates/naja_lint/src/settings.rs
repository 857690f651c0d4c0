//! The linter's settings: what all rules share, and each group's own options.

use naja_base::Diagnostic;
use naja_config::document::Node;
use naja_syntax::PythonVersion;

use crate::identifier::Dummies;
use crate::rules::{bugbear, comprehensions, isort, pycodestyle, pyflakes, pyupgrade};

/// The settings of one configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The oldest Python that the code must run on.
    pub target_version: PythonVersion,
    /// The longest line, in columns.
    pub line_length: u32,
    /// The width of a tab, in columns.
    pub indent_width: u32,
    /// Names that count as builtins beside Python's own.
    pub builtins: Vec<String>,
    /// Modules whose members count as those of `typing`.
    pub typing_modules: Vec<String>,
    /// Which names need not be used.
    pub dummies: Dummies,
    /// Options of the `F` rules.
    pub pyflakes: pyflakes::Options,
    /// Options of the `E` and `W` rules.
    pub pycodestyle: pycodestyle::Options,
    /// Options of the `I` rules.
    pub isort: isort::Options,
    /// Options of the `UP` rules.
    pub pyupgrade: pyupgrade::Options,
    /// Options of the `B` rules.
    pub bugbear: bugbear::Options,
    /// Options of the `C4` rules.
    pub comprehensions: comprehensions::Options,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            target_version: PythonVersion::new(3, 11),
            line_length: 88,
            indent_width: 4,
            builtins: Vec::new(),
            typing_modules: Vec::new(),
            dummies: Dummies::default(),
            pyflakes: pyflakes::Options::default(),
            pycodestyle: pycodestyle::Options::default(),
            isort: isort::Options::default(),
            pyupgrade: pyupgrade::Options::default(),
            bugbear: bugbear::Options::default(),
            comprehensions: comprehensions::Options::default(),
        }
    }
}

impl Settings {
    /// Sets the option at `path`, named as in the `lint` table of a configuration: `isort.force-single-line`. Says whether
    /// there is such an option.
    ///
    /// # Errors
    /// When the value is of the wrong kind; the diagnostic shows its place.
    pub fn set(&mut self, path: &str, value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        let (group, key) = path.split_once('.').unwrap_or(("", path));
        match group {
            "pyflakes" => self.pyflakes.set(key, value),
            "pycodestyle" => self.pycodestyle.set(key, value),
            "isort" => self.isort.set(key, value),
            "pyupgrade" => self.pyupgrade.set(key, value),
            "flake8-bugbear" => self.bugbear.set(key, value),
            "flake8-comprehensions" => self.comprehensions.set(key, value),
            "" => self.set_shared(key, value),
            _ => Ok(false),
        }
    }

    fn set_shared(&mut self, key: &str, value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "target-version" => self.target_version = version(value)?,
            "line-length" => self.line_length = count(value)?,
            "indent-width" => self.indent_width = count(value)?,
            "task-tags" => self.pycodestyle.task_tags = texts(value)?,
            "builtins" => self.builtins = texts(value)?,
            "dummy-variable-rgx" => {
                self.dummies = Dummies::matching(value.string()?)
                    .map_err(|_| value.wrong_type("a regular expression"))?;
            }
            "typing-modules" => self.typing_modules = texts(value)?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// A whole number.
///
/// # Errors
/// When the value is something else.
pub fn count(value: &Node<'_>) -> Result<u32, Box<Diagnostic>> {
    u32::try_from(value.integer()?).map_err(|_| value.wrong_type("a whole number that is not negative"))
}

/// The texts of an array.
///
/// # Errors
/// When the value is no array of texts.
pub fn texts(value: &Node<'_>) -> Result<Vec<String>, Box<Diagnostic>> {
    Ok(value.strings()?.into_iter().map(|(text, _)| text.to_owned()).collect())
}

/// `py310` or `3.10`.
fn version(value: &Node<'_>) -> Result<PythonVersion, Box<Diagnostic>> {
    let text = value.string()?;
    let digits = text.strip_prefix("py").map(|rest| rest.split_at(rest.len().min(1)));
    let parts = digits.or_else(|| text.split_once('.'));
    let parsed = parts.and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    match parsed {
        Some((major, minor)) => Ok(PythonVersion::new(major, minor)),
        None => Err(value.wrong_type("a Python version such as `py310`")),
    }
}
