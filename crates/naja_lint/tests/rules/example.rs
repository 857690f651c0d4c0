//! A source text with the settings that it is linted with.

use std::path::Path;

use naja_base::LineIndex;
use naja_config::source::{Entry, SourceValue, find_source};
use naja_lint::{FileFacts, Finding, Linter, RuleSet, Settings};
use naja_syntax::{Arena, PythonVersion};

/// A source text with its settings.
pub struct Example {
    /// The code of the rule that it is about.
    pub code: &'static str,
    /// How a failure names it.
    pub name: String,
    /// The file that it is taken to be.
    pub file: String,
    pub settings: Settings,
    pub text: String,
}

impl Example {
    /// A linter with the example's rule alone.
    pub fn own_linter(&self) -> Linter {
        Linter::new(self.settings.clone(), RuleSet::of(|rule| rule.code == self.code))
    }

    /// A linter with every rule.
    pub fn full_linter(&self) -> Linter {
        Linter::new(self.settings.clone(), RuleSet::of(|_| true))
    }

    pub fn facts(&self) -> FileFacts<'_> {
        FileFacts::of(Path::new(&self.file))
    }

    /// What `linter` finds in `text`, which is the example's or a variant of it.
    pub fn findings(&self, linter: &Linter, text: &str) -> Vec<Finding> {
        linter.check(text, self.facts(), &Arena::new()).findings
    }
}

/// `1:2-1:5: message`
pub fn line(finding: &Finding, index: &LineIndex, text: &str) -> String {
    let start = index.line_column(finding.span.start, text);
    let end = index.line_column(finding.span.end, text);
    let message = &finding.message;
    format!("{}:{}-{}:{}: {message}", start.line, start.column, end.line, end.column)
}

/// Sets an option, `key=value` with the value in TOML; `lint.` may be missing before the key.
pub fn set(settings: &mut Settings, option: &str) {
    let (name, value) = option.split_once('=').expect("an option is `key=value`");
    let key = find_source(&format!("lint.{name}")).or_else(|| find_source(name)).expect("a setting");
    let entry = Entry::from_toml(key, value).expect("a value of the right kind");
    if key.name == "target-version" {
        settings.target_version = target_version(&entry);
    } else {
        assert!(settings.set(key.name, &entry).expect("a valid value"), "there is no option `{name}`");
    }
}

/// The only version that a setting holds.
fn target_version(entry: &Entry) -> PythonVersion {
    let SourceValue::Texts(texts) = &entry.value else { panic!("versions are texts") };
    let [version] = texts.as_slice() else { panic!("one version is wanted") };
    let minor = version.value.strip_prefix("py3").and_then(|minor| minor.parse().ok());
    PythonVersion::new(3, minor.expect("a version of Python 3"))
}

/// Runs `test` on a thread with the stack that walking deep trees needs.
pub fn with_deep_stack<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
    let runner = std::thread::Builder::new().stack_size(naja_syntax::STACK_SIZE);
    runner.spawn(test).expect("a thread").join().expect("no panic")
}
