//! Which settings of other tools a project and its environment have, and what naja does with each.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use naja_base::{Diagnostic, SourceText, Span};

use super::{Effect, Extent, Location, PeerSetting, PeerTable, TABLES, uv};
use crate::document::{Document, Node};
use crate::sources::pinned_index;

/// The settings of other tools that were found.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// Those at which a resolution must stop.
    pub refused: Vec<RefusedSetting>,
    /// Those without an effect, each with its reason, for `-v`.
    pub without_effect: Vec<String>,
}

/// A setting at which a resolution must stop.
#[derive(Clone, Debug)]
pub struct RefusedSetting {
    /// Its dotted path, or its name.
    pub name: String,
    /// What to do instead.
    pub help: &'static str,
    /// Where it is written; nowhere for a variable.
    pub places: Vec<(Arc<SourceText>, Span)>,
}

/// The documents and variables in which settings of other tools are looked for.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// pyproject.toml.
    pub pyproject: Option<&'a Document>,
    /// uv.toml beside it.
    pub uv_file: Option<&'a Document>,
    /// The environment's variables.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
}

/// Looks for all settings of other tools that the table knows.
#[must_use]
pub fn review(sources: Sources<'_>) -> Review {
    let mut review = Review::default();
    for table in TABLES {
        match table.location {
            Location::Pyproject(path) => {
                if let Some(node) = sources.pyproject.and_then(|document| document.root().at(path)) {
                    review.table(table, &node, path.starts_with("tool."));
                }
            }
            Location::Variables => review.variables(table, sources.variable),
            Location::RequirementsFile | Location::PipConfiguration => {}
        }
    }
    if let Some(document) = sources.uv_file {
        review.table(&uv::TOOL, &document.root(), true);
    }
    review.user_files(sources.variable);
    review
}

impl Review {
    /// The one error about all refused settings.
    #[must_use]
    pub fn error(&self) -> Option<Box<Diagnostic>> {
        let (first, rest) = self.refused.split_first()?;
        let names: Vec<String> = self.refused.iter().map(|setting| format!("`{}`", setting.name)).collect();
        let verb = if rest.is_empty() { "is" } else { "are" };
        let mut diagnostic = Diagnostic::error(format!("{} {verb} not supported", names.join(", ")))
            .with_note("without it, other packages could be installed than the project asks for");
        let source = self.refused.iter().flat_map(|setting| &setting.places).map(|(source, _)| source).next();
        if let Some(source) = source {
            diagnostic = diagnostic.with_source(Arc::clone(source));
        }
        for setting in &self.refused {
            for (place, span) in &setting.places {
                if source.is_some_and(|source| Arc::ptr_eq(source, place)) {
                    diagnostic = diagnostic.with_label(*span, "");
                } else {
                    let note = format!("`{}` is set in `{}`", setting.name, place.name);
                    diagnostic = diagnostic.with_note(note);
                }
            }
        }
        let mut help = first.help.to_owned();
        for setting in rest.iter().filter(|setting| setting.help != first.help) {
            let _ = write!(help, "\n`{}`: {}", setting.name, setting.help);
        }
        Some(Box::new(diagnostic.with_help(help)))
    }

    /// The configuration files of the user and the machine that other tools read and naja does not.
    fn user_files(&mut self, variable: &dyn Fn(&str) -> Option<String>) {
        let home = variable("HOME").map(PathBuf::from);
        let configuration = variable("XDG_CONFIG_HOME")
            .map(PathBuf::from)
            .or_else(|| home.as_ref().map(|home| home.join(".config")));
        let of_user =
            ["pip/pip.conf", "uv/uv.toml"].map(|name| configuration.as_ref().map(|folder| folder.join(name)));
        let legacy = home.map(|home| home.join(".pip/pip.conf"));
        let of_machine = ["/etc/pip.conf", "/etc/uv/uv.toml"].map(|name| Some(PathBuf::from(name)));
        for path in of_user.into_iter().chain([legacy]).chain(of_machine).flatten() {
            if path.is_file() {
                let message = "has no effect: naja reads the user's own `naja.toml` instead";
                self.without_effect.push(format!("`{}` {message}", path.display()));
            }
        }
    }

    fn table(&mut self, table: &PeerTable, node: &Node<'_>, is_tool: bool) {
        for (name, value) in node.table().unwrap_or_default() {
            let Some(setting) = table.find(name) else { continue };
            match setting.effect {
                Effect::NoEffect(reason) if is_tool => {
                    self.without_effect.push(format!(
                        "`{}` in `{}` has no effect: {reason}",
                        value.path(),
                        node.source().name
                    ));
                }
                Effect::Honoured | Effect::NoEffect(_) => {}
                Effect::Refused(extent, help) => {
                    let spans = refused_spans(&value, extent, &exempted(setting, node));
                    if !spans.is_empty() {
                        let places =
                            spans.into_iter().map(|span| (Arc::clone(node.source()), span)).collect();
                        self.refused.push(RefusedSetting { name: value.path().to_owned(), help, places });
                    }
                }
            }
        }
    }

    fn variables(&mut self, table: &PeerTable, variable: &dyn Fn(&str) -> Option<String>) {
        for setting in table.settings {
            if matches!(setting.effect, Effect::Honoured) {
                continue;
            }
            let Some(value) = variable(setting.name).filter(|value| !value.is_empty()) else { continue };
            match setting.effect {
                Effect::Refused(extent, help) if extent.includes(&value) => {
                    let name = setting.name.to_owned();
                    self.refused.push(RefusedSetting { name, help, places: Vec::new() });
                }
                Effect::NoEffect(reason) => {
                    self.without_effect
                        .push(format!("the variable `{}` has no effect: {reason}", setting.name));
                }
                Effect::Honoured | Effect::Refused(..) => {}
            }
        }
    }
}

/// The names whose sources `no-sources` and `no-sources-package` switch off; `None` for all of them.
enum Exempted<'a> {
    All,
    Names(Vec<&'a str>),
}

/// Which entries of a refused setting another setting beside it switches off.
fn exempted<'a>(setting: &PeerSetting, table: &Node<'a>) -> Exempted<'a> {
    if setting.name != "sources" {
        return Exempted::Names(Vec::new());
    }
    if table.get("no-sources").is_some_and(|flag| flag.boolean().unwrap_or(false)) {
        return Exempted::All;
    }
    let names = table.get("no-sources-package").and_then(|names| names.strings().ok()).unwrap_or_default();
    Exempted::Names(names.into_iter().map(|(name, _)| name).collect())
}

/// Where `value` says what is refused; nowhere for an empty array, an empty table or `false`.
fn refused_spans(value: &Node<'_>, extent: Extent, exempted: &Exempted<'_>) -> Vec<Span> {
    let Exempted::Names(exempted) = exempted else { return Vec::new() };
    if let Ok(pairs) = value.table() {
        let refused = pairs.iter().filter(|(name, source)| {
            let is_honoured = extent == Extent::Sources && pinned_index(source).is_some();
            extent.includes(name) && !exempted.contains(name) && !is_honoured
        });
        return refused.map(|(_, node)| node.key_span()).collect();
    }
    if let Ok(members) = value.array() {
        let refused = members.iter().filter(|member| extent.includes(member.as_str().unwrap_or_default()));
        let spans: Vec<Span> = refused.map(Node::span).collect();
        return if extent == Extent::Every && !spans.is_empty() { vec![value.key_span()] } else { spans };
    }
    let is_refused = match (value.as_str(), value.boolean()) {
        (Some(text), _) => extent.includes(text),
        (None, Ok(flag)) => flag,
        (None, Err(_)) => true,
    };
    if is_refused { vec![value.key_span()] } else { Vec::new() }
}
