//! From the settings to a linter.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::{Mutex, OnceLock, PoisonError};

use naja_base::{Diagnostic, Severity};
use naja_config::source::{Entry, SourceRole, SourceSettings, SourceValue, TableEntry, source_keys_for};
use naja_config::{Layer, Located};
use naja_lint::policy::{Noqa, PathPattern};
use naja_lint::select::{self, Defaults, Selection};
use naja_lint::{Linter, Policy, Settings};
use naja_syntax::PythonVersion;

use super::first_party::FirstParty;
use crate::printer::Printer;
use crate::source::BUILD;

/// A linter for one configuration.
pub(crate) struct ConfiguredLinter {
    pub(crate) linter: Linter,
    pub(crate) first_party: FirstParty,
    noqa: Noqa,
    without_noqa: OnceLock<Linter>,
    /// Warnings about the configuration.
    warnings: Vec<Diagnostic>,
}

/// What the command says about rules beside the settings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LintRequest {
    /// Whether `noqa` comments count.
    pub(crate) noqa: Noqa,
    /// Whether warnings about the configuration are errors.
    pub(crate) strict: bool,
    /// Whether imports are sorted although nobody has selected that, unless somebody has ignored it.
    pub(crate) sorts_imports: bool,
}

/// The rule that sorts imports.
const SORTING: &str = "I001";

impl ConfiguredLinter {
    /// Prepares a linter under `settings`.
    pub(crate) fn new(settings: &SourceSettings, request: &LintRequest) -> anyhow::Result<Self> {
        let defaults = if settings.is_ruff() { Defaults::Ruff } else { Defaults::Naja };
        let mut layers = selections(settings);
        let is_ignored =
            |layer: &Selection| layer.ignore.iter().any(|text| SORTING.starts_with(text.as_str()));
        if request.sorts_imports && !layers.iter().any(is_ignored) {
            let extend_select = vec![SORTING.to_owned()];
            layers.push(Selection { extend_select, ..Selection::default() });
        }
        let choice = select::choose(&layers, defaults);
        let mut warnings = choice.complaints(request.strict || misspelt(settings, &choice.unknown));
        if let Some(first) = warnings.iter().position(|warning| warning.severity == Severity::Error) {
            return Err(warnings.swap_remove(first).into());
        }
        let mut policy = choice.policy;
        policy.set_noqa(request.noqa);
        policy.add_external(settings.added("lint.external").map(|code| code.value.clone()));
        ignores(settings, &mut policy, &mut warnings)?;
        versions(settings, &mut policy)?;
        let options = options(settings)?;
        warnings.extend(unused(settings));
        if request.strict && !warnings.is_empty() {
            let warning = warnings.swap_remove(0);
            return Err(Diagnostic { severity: Severity::Error, ..warning }.into());
        }
        let first_party = FirstParty::new(settings);
        let linter = Linter::new(options, policy);
        let linter = match settings.target_versions().is_empty() {
            true => linter.with_assumed_target(),
            false => linter,
        };
        Ok(Self { linter, first_party, noqa: request.noqa, without_noqa: OnceLock::new(), warnings })
    }

    /// Everything beside the files that decides about findings, as bytes. The folder of the configuration is no part of it: a checkout
    /// elsewhere has the same findings.
    pub(crate) fn result_inputs(&self, settings: &SourceSettings) -> Vec<u8> {
        let (noqa, options) = (self.noqa, self.linter.settings());
        let mut text =
            format!("lint {BUILD} {noqa:?} {options:?} {} {}", settings.is_ruff(), self.rule_codes());
        let _ = write!(text, " {}", settings.target_versions().is_empty());
        let selection = source_keys_for(SourceRole::Selection).map(|key| key.name);
        for name in selection.chain(["per-file-target-version"]) {
            for entry in settings.all(name) {
                let folder = entry.folder.strip_prefix(settings.root()).unwrap_or(&entry.folder);
                let _ = write!(text, "\n{name} {} {} {}", entry.rank, folder.display(), shown(&entry.value));
            }
        }
        for name in self.first_party.names() {
            let _ = write!(text, "\n{name}");
        }
        text.into_bytes()
    }

    /// The same linter, which ignores `noqa` comments.
    pub(crate) fn without_noqa(&self) -> &Linter {
        self.without_noqa.get_or_init(|| {
            let mut policy = self.linter.policy().clone();
            policy.set_noqa(Noqa::Ignored);
            Linter::new(self.linter.settings().clone(), policy)
        })
    }

    /// The codes of the rules that are on.
    fn rule_codes(&self) -> String {
        self.linter.rules().iter().map(|rule| rule.code).collect::<Vec<_>>().join(",")
    }

    /// Prints the warnings about the configuration, unless they were printed for another one.
    pub(crate) fn print_warnings(&self, printer: &Printer) {
        static PRINTED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
        for warning in &self.warnings {
            if PRINTED.lock().unwrap_or_else(PoisonError::into_inner).insert(warning.message.clone()) {
                printer.diagnostic(warning);
            }
        }
    }
}

/// Whether one of the selectors that mean nothing was given on the command line, where it must be a slip of the pen.
fn misspelt(settings: &SourceSettings, unknown: &[String]) -> bool {
    let given = source_keys_for(SourceRole::Selection).flat_map(|key| settings.all(key.name));
    let given = given.filter(|entry| entry.origin.layer <= Layer::ConfigOption);
    given
        .filter_map(|entry| match &entry.value {
            SourceValue::Texts(texts) => Some(texts),
            _ => None,
        })
        .flatten()
        .any(|text| unknown.contains(&text.value))
}

/// A value without the places of its texts, which change with every line that is added above.
fn shown(value: &SourceValue) -> String {
    let texts = |texts: &[Located<String>]| {
        texts.iter().map(|text| format!("{:?}", text.value)).collect::<Vec<_>>().join(" ")
    };
    match value {
        SourceValue::Texts(list) => texts(list),
        SourceValue::Table(entries) => {
            let line = |entry: &TableEntry| format!("{:?}: {}", entry.name, texts(&entry.texts));
            entries.iter().map(line).collect::<Vec<_>>().join(" ")
        }
        SourceValue::Flag(_) | SourceValue::Count(_) | SourceValue::Text(_) => format!("{value:?}"),
    }
}

/// What each layer chooses, the lowest first.
fn selections(settings: &SourceSettings) -> Vec<Selection> {
    let keys = source_keys_for(SourceRole::Selection).flat_map(|key| settings.all(key.name));
    let mut ranks: Vec<u32> = keys.map(|entry| entry.rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let of = |key: &str, rank: u32| -> Option<Vec<String>> {
        let entry = settings.all(key).iter().find(|entry| entry.rank == rank)?;
        match &entry.value {
            SourceValue::Texts(texts) => Some(texts.iter().map(|text| text.value.clone()).collect()),
            _ => None,
        }
    };
    let both = |first: &str, second: &str, rank: u32| {
        let mut texts = of(first, rank).unwrap_or_default();
        texts.append(&mut of(second, rank).unwrap_or_default());
        texts
    };
    let layer = |rank: &u32| Selection {
        select: of("lint.select", *rank),
        ignore: both("lint.ignore", "lint.extend-ignore", *rank),
        extend_select: of("lint.extend-select", *rank).unwrap_or_default(),
        fixable: of("lint.fixable", *rank),
        unfixable: both("lint.unfixable", "lint.extend-unfixable", *rank),
        extend_fixable: of("lint.extend-fixable", *rank).unwrap_or_default(),
        extend_safe_fixes: of("lint.extend-safe-fixes", *rank).unwrap_or_default(),
        extend_unsafe_fixes: of("lint.extend-unsafe-fixes", *rank).unwrap_or_default(),
    };
    ranks.iter().rev().map(layer).collect()
}

/// `per-file-ignores` of the nearest layer that has any, and `extend-per-file-ignores` of all.
fn ignores(
    settings: &SourceSettings,
    policy: &mut Policy,
    warnings: &mut Vec<Diagnostic>,
) -> anyhow::Result<()> {
    let own = settings.first("lint.per-file-ignores");
    let mut misses: Vec<String> = Vec::new();
    for entry in own.into_iter().chain(settings.all("lint.extend-per-file-ignores")) {
        for line in lines(entry) {
            let selectors: Vec<String> = line.texts.iter().map(|text| text.value.clone()).collect();
            let (rules, unknown) = select::rules_of(&selectors);
            let of_peers = |selector: &String| {
                select::known().any(|known| {
                    known.name == selector
                        || known.code.is_some_and(|code| code.starts_with(selector.as_str()))
                })
            };
            misses.extend(unknown.into_iter().filter(|selector| !of_peers(selector)));
            policy.ignore_in(pattern(entry, line)?, rules);
        }
    }
    misses.sort();
    misses.dedup();
    if !misses.is_empty() {
        let message = format!("`per-file-ignores` names no rule with `{}`", misses.join("`, `"));
        warnings.push(Diagnostic::warning(message).with_help("`naja rule --all` lists the rules"));
    }
    Ok(())
}

fn versions(settings: &SourceSettings, policy: &mut Policy) -> anyhow::Result<()> {
    let Some(entry) = settings.first("per-file-target-version") else { return Ok(()) };
    for line in lines(entry) {
        let text = line.texts.first().map_or("", |text| text.value.as_str());
        let minor = text.strip_prefix("py3").or_else(|| text.strip_prefix("3."));
        let Some(minor) = minor.and_then(|minor| minor.parse().ok()) else {
            let message = format!("`{text}` is not a version of Python, such as `py310`");
            return Err(entry.origin.error(message, "in this table").into());
        };
        policy.target_in(pattern(entry, line)?, PythonVersion::new(3, minor));
    }
    Ok(())
}

fn lines(entry: &Entry) -> &[TableEntry] {
    match &entry.value {
        SourceValue::Table(lines) => lines,
        _ => &[],
    }
}

fn pattern(entry: &Entry, line: &TableEntry) -> anyhow::Result<PathPattern> {
    PathPattern::new(&entry.folder, &line.name).map_err(|reason| {
        let message = format!("`{}` is not a valid pattern: {reason}", line.name);
        entry.origin.error(message, "in this table").into()
    })
}

/// The options of the rules.
fn options(settings: &SourceSettings) -> Result<Settings, Box<Diagnostic>> {
    let mut options = Settings::default();
    if let Some(oldest) = settings.target_versions().into_iter().min() {
        options.target_version = PythonVersion::new(3, oldest);
    }
    for key in source_keys_for(SourceRole::RuleOption) {
        if let Some(entry) = settings.first(key.name) {
            let is_known = options.set(key.name, entry)?;
            debug_assert!(is_known, "the table of settings says that rules have the option `{}`", key.name);
        }
    }
    Ok(options)
}

/// A warning about settings that are known from other tools and have no effect yet.
fn unused(settings: &SourceSettings) -> Option<Diagnostic> {
    let given = source_keys_for(SourceRole::Unused).filter(|key| settings.first(key.name).is_some());
    let names: Vec<String> = given.map(|key| format!("`{}`", key.name)).collect();
    let message = format!("these settings have no effect yet: {}", names.join(", "));
    (!names.is_empty()).then(|| Diagnostic::warning(message))
}
