//! The linter's settings: what all rules share, and each group's own options.

pub mod bugbear;
pub mod comprehensions;
pub mod isort;
pub mod isort_style;
pub mod pycodestyle;
pub mod pyflakes;
pub mod pyupgrade;
mod value;

use naja_base::Diagnostic;
use naja_config::source::Entry;
use naja_syntax::PythonVersion;

use crate::identifier::Dummies;
use value::OptionValue;

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
    /// Sets the option of the setting `name`: `lint.isort.force-single-line`, `line-length`. Returns whether there is such an
    /// option; the value is of the kind that the table of settings says.
    ///
    /// # Errors
    /// When the value is not valid; the diagnostic shows its place.
    pub fn set(&mut self, name: &str, entry: &Entry) -> Result<bool, Box<Diagnostic>> {
        let value = &OptionValue::new(name, entry);
        let Some(path) = name.strip_prefix("lint.") else { return self.set_shared(name, value) };
        let Some((group, key)) = path.split_once('.') else { return self.set_own(path, value) };
        match group {
            "pyflakes" => self.pyflakes.set(key, value),
            "pycodestyle" => self.pycodestyle.set(key, value),
            "isort" => self.isort.set(key, value),
            "pyupgrade" => self.pyupgrade.set(key, value),
            "flake8-bugbear" => self.bugbear.set(key, value),
            "flake8-comprehensions" => self.comprehensions.set(key, value),
            _ => Ok(false),
        }
    }

    /// Settings that the linter shares with other commands.
    fn set_shared(&mut self, name: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        match name {
            "line-length" => self.line_length = value.count()?,
            "indent-width" => self.indent_width = value.count()?,
            "builtins" => self.builtins = value.texts(),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Settings that rules of several groups share.
    fn set_own(&mut self, key: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "task-tags" => self.pycodestyle.task_tags = value.texts(),
            "dummy-variable-rgx" => {
                self.dummies =
                    Dummies::matching(value.text()).map_err(|_| value.wrong("a regular expression"))?;
            }
            "typing-modules" => self.typing_modules = value.texts(),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use naja_config::source::{Entry, SOURCE_KEYS, SourceKind, SourceRole};

    use super::Settings;

    #[test]
    fn rules_have_exactly_the_options_that_the_table_of_settings_lists() {
        for key in SOURCE_KEYS {
            let sample = match key.kind {
                SourceKind::Flag => "true",
                SourceKind::Count | SourceKind::Text => "1",
                SourceKind::Choice(values) => &format!("'{}'", values[0]),
                SourceKind::Versions => "'py310'",
                SourceKind::Texts | SourceKind::Added => "['a']",
                SourceKind::Table | SourceKind::AddedTable => "{ a = 'b' }",
            };
            let entry = Entry::from_toml(key, sample).expect("a value of the right kind");
            let is_known = Settings::default().set(key.name, &entry).expect("a valid value");
            assert_eq!(is_known, key.role == SourceRole::RuleOption, "{}", key.name);
        }
    }

    #[test]
    fn a_value_that_is_not_valid_is_reported_under_its_name() {
        for (name, value, message) in [
            ("lint.dummy-variable-rgx", "'('", "`lint.dummy-variable-rgx` must be a regular expression"),
            (
                "lint.isort.known-first-party",
                "['a', '[']",
                "`[` is not a valid pattern: unclosed character class; missing ']'",
            ),
            (
                "lint.isort.lines-after-imports",
                "'two'",
                "`lint.isort.lines-after-imports` must be a whole number",
            ),
            (
                "lint.isort.import-heading",
                "{ future = ['a', 'b'] }",
                "`lint.isort.import-heading` must be a table of strings",
            ),
            ("line-length", "4294967296", "`line-length` must be a smaller number"),
        ] {
            let key = naja_config::source::find_source(name).expect("a setting");
            let entry = Entry::from_toml(key, value).expect("a value of the right kind");
            let error = Settings::default().set(name, &entry).expect_err("the value is not valid");
            assert_eq!(error.message, message);
        }
    }
}
