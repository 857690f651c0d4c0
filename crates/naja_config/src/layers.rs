//! The layers of settings, read from everywhere that settings come from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use naja_base::{Diagnostic, SourceText};

use crate::compatibility::{self, Review};
use crate::document::{Document, Node, Result, read};
use crate::keys::{self, KEYS, Key, Kind, Scope};
use crate::origin::{Layer, Origin};
use crate::source;
use crate::sources::{self, IndexPin};
use crate::suggest::closest;
use crate::value::{Located, Value};

/// What the settings are read from.
pub struct Request<'a> {
    /// The project's pyproject.toml.
    pub pyproject: Option<&'a Document>,
    /// The project's folder, or the working folder where there is no project: `naja.toml` and `uv.toml` are looked for there.
    pub folder: &'a Path,
    /// The working folder, from which paths on the command line count.
    pub working_folder: &'a Path,
    /// The user's own `naja.toml`, see [`user_file`].
    pub user_file: Option<PathBuf>,
    /// The environment's variables.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// The options given.
    pub options: &'a [GivenOption],
    /// What `--config` was given: `KEY=VALUE` or a path, each time.
    pub config: &'a [String],
    /// Which files count, and how much strays weigh.
    pub mode: Mode,
}

/// Which files count, and how much strays weigh.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mode {
    /// `--isolated`: no file is read.
    pub isolated: bool,
    /// `--strict-config`: what would be a warning is an error.
    pub strict: bool,
}

/// An option of the command line that stands for a setting.
#[derive(Clone, Debug)]
pub struct GivenOption {
    /// The setting's name.
    pub key: &'static str,
    /// Its value, as text.
    pub value: String,
    /// The option as the user knows it, `--no-cache`.
    pub option: String,
}

/// All settings with their origins.
#[derive(Debug, Default)]
pub struct Settings {
    values: BTreeMap<&'static str, Vec<Located<Value>>>,
    warnings: Vec<Diagnostic>,
    /// The packages that come from one index alone; the nearest layer's come first.
    pins: Vec<Located<IndexPin>>,
    /// The settings of other tools that decide what is resolved or installed.
    review: Review,
    /// Why the project can't be resolved whatever `review` says: it is a member of a workspace, or a setting of uv that
    /// decides what is resolved has an invalid value.
    unresolvable: Option<Box<Diagnostic>>,
}

/// A setting as `naja config` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its name.
    pub key: &'static str,
    /// Its value.
    pub value: String,
    /// Where it comes from.
    pub origin: String,
}

/// Where the user's own settings are: `naja/naja.toml` in the platform's configuration folder.
#[must_use]
pub fn user_file() -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("naja").join("naja.toml"))
}

impl Settings {
    /// Reads every layer.
    ///
    /// # Errors
    /// When a file that exists can't be read, or a setting of naja's own has a value of the wrong kind. What another tool's
    /// configuration holds is never an error.
    pub fn load(request: &Request<'_>) -> Result<Self> {
        let mut settings = Self::default();
        for given in request.options {
            settings.push_text(
                given.key,
                &given.value,
                Layer::CommandLine,
                &given.option,
                request.working_folder,
            )?;
        }
        for text in request.config {
            settings.config_option(text, request)?;
        }
        for key in KEYS {
            if let Some(value) = (request.variable)(key.variable).filter(|value| !value.is_empty()) {
                settings.push_text(
                    key.name,
                    &value,
                    Layer::Environment,
                    key.variable,
                    request.working_folder,
                )?;
            }
        }
        let uv_file = if request.mode.isolated { None } else { settings.uv_file(request)? };
        settings.review = compatibility::review(compatibility::Sources {
            pyproject: request.pyproject,
            uv_file: uv_file.as_ref(),
            variable: request.variable,
        });
        settings.unresolvable = request.pyproject.and_then(|_| compatibility::refuse_member(request.folder));
        if !request.mode.isolated {
            settings.project_files(request)?;
        }
        settings.uv_variables(request);
        if let Some(table) = request.pyproject.and_then(|document| document.root().at("tool.uv")) {
            settings.pins.extend(sources::read_uv(&table));
        }
        if !request.mode.isolated {
            settings.peer_files(request, uv_file.as_ref());
            if let Some(file) = request.user_file.as_deref().filter(|file| file.is_file()) {
                settings.file(file, &file.display().to_string(), Layer::User)?;
            }
        }
        if request.mode.strict && !settings.warnings.is_empty() {
            let mut first = settings.warnings.swap_remove(0);
            first.severity = naja_base::Severity::Error;
            return Err(Box::new(first));
        }
        Ok(settings)
    }

    /// What is to be told about the configuration, once.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// The packages that come from one index alone; the nearest layer's come first.
    #[must_use]
    pub fn pins(&self) -> &[Located<IndexPin>] {
        &self.pins
    }

    /// The settings of other tools that have no effect, for `-v`.
    #[must_use]
    pub fn without_effect(&self) -> &[String] {
        &self.review.without_effect
    }

    /// The error at which every resolution stops: a setting that decides what is resolved and is not supported.
    #[must_use]
    pub fn unresolvable(&self) -> Option<Box<Diagnostic>> {
        self.review.error().or_else(|| self.unresolvable.clone())
    }

    /// Every setting with its value and origin, by name.
    #[must_use]
    pub fn show(&self) -> Vec<Shown> {
        KEYS.iter().map(|key| self.show_key(key)).collect()
    }

    pub(crate) fn first(&self, key: &str) -> Option<&Located<Value>> {
        self.all(key).first()
    }

    /// The values of all layers, the nearest first.
    pub(crate) fn all(&self, key: &str) -> &[Located<Value>] {
        debug_assert!(keys::find(key).is_some(), "`{key}` is no setting");
        self.values.get(key).map_or(&[], Vec::as_slice)
    }

    fn show_key(&self, key: &'static Key) -> Shown {
        let values = self.all(key.name);
        let Some(first) = values.first() else {
            return Shown { key: key.name, value: key.default.into(), origin: "default".into() };
        };
        let shown = if key.kind == Kind::Indexes { values } else { &values[..1] };
        let value = shown.iter().map(|value| value.value.show()).collect::<Vec<_>>().join(", ");
        let mut origins: Vec<String> = shown.iter().map(|value| value.origin.to_string()).collect();
        origins.dedup();
        if shown.len() == 1 {
            origins = vec![first.origin.to_string()];
        }
        Shown { key: key.name, value, origin: origins.join(", ") }
    }

    fn push(&mut self, key: &'static Key, value: Value, origin: Origin) {
        self.values.entry(key.name).or_default().push(Located { value, origin });
    }

    fn push_text(&mut self, name: &str, text: &str, layer: Layer, shown: &str, folder: &Path) -> Result<()> {
        let key = keys::find(name).ok_or_else(|| unknown(name))?;
        let origin = Origin::new(layer, shown);
        let value = Value::from_text(key, text, &origin, folder)?;
        if let (Layer::CommandLine, Value::Indexes(more)) = (layer, &value)
            && let Some(Located { value: Value::Indexes(indexes), .. }) =
                self.values.get_mut(key.name).and_then(|values| values.first_mut())
        {
            indexes.extend(more.iter().cloned());
            return Ok(());
        }
        self.push(key, value, origin);
        Ok(())
    }

    /// `--config KEY=VALUE` or `--config PATH`.
    fn config_option(&mut self, text: &str, request: &Request<'_>) -> Result<()> {
        let Some((name, value)) = text.split_once('=').filter(|(name, _)| is_key(name.trim())) else {
            let path = request.working_folder.join(text);
            if !path.is_file() {
                let message = format!("`--config {text}` is neither `KEY=VALUE` nor a file");
                return Err(Box::new(Diagnostic::error(message)));
            }
            return self.file(&path, text, Layer::ConfigOption);
        };
        let (name, value) = (name.trim(), value.trim());
        if source::is_source(name) {
            return Ok(());
        }
        let key = keys::find(name).ok_or_else(|| unknown(name))?;
        let as_toml = Document::parse(SourceText::new("--config", format!("{name} = {value}")));
        let typed = as_toml.ok().and_then(|document| {
            let node = document.root().get(name)?;
            Value::from_node(key, &node, Layer::ConfigOption, request.working_folder).ok()
        });
        match typed {
            Some(value) => {
                self.push(key, value, Origin::new(Layer::ConfigOption, format!("--config {text}")));
                Ok(())
            }
            None => self.push_text(name, value, Layer::ConfigOption, "--config", request.working_folder),
        }
    }

    fn project_files(&mut self, request: &Request<'_>) -> Result<()> {
        let own = request.folder.join("naja.toml");
        if own.is_file() {
            self.file(&own, &shown_name(&own, request.working_folder), Layer::ProjectFile)?;
        }
        if let Some(table) = request.pyproject.and_then(|document| document.root().at("tool.naja")) {
            self.table(&table, Layer::Project, request.folder)?;
        }
        Ok(())
    }

    /// uv.toml beside pyproject.toml.
    fn uv_file(&mut self, request: &Request<'_>) -> Result<Option<Document>> {
        let path = request.folder.join("uv.toml");
        if !path.is_file() {
            return Ok(None);
        }
        match Document::parse(read(&path, &shown_name(&path, request.working_folder))?) {
            Ok(document) => Ok(Some(document)),
            Err(error) => {
                self.unresolvable.get_or_insert(error.clone());
                self.warnings.push(as_warning(*error));
                Ok(None)
            }
        }
    }

    /// The settings of uv. Where there is a uv.toml, it replaces the table in pyproject.toml, as with uv.
    fn peer_files(&mut self, request: &Request<'_>, uv_file: Option<&Document>) {
        if let Some(document) = uv_file {
            self.uv(&document.root(), request.folder);
        } else if let Some(table) = request.pyproject.and_then(|document| document.root().at("tool.uv")) {
            self.uv(&table, request.folder);
        }
    }

    /// The variables of uv that have the meaning of a setting of naja.
    fn uv_variables(&mut self, request: &Request<'_>) {
        for key in KEYS {
            for name in key.uv_variables().filter(|name| compatibility::is_variable(name)) {
                let Some(text) = (request.variable)(&name).filter(|text| !text.is_empty()) else { continue };
                let origin = Origin::new(Layer::Peer, name);
                match Value::from_text(key, &text, &origin, request.working_folder) {
                    Ok(value) => self.push(key, value, origin),
                    Err(error) => self.invalid(key, *error),
                }
            }
        }
    }

    /// Notes an invalid value of another tool's setting: a resolution must not go on as if it were not there.
    fn invalid(&mut self, key: &Key, error: Diagnostic) {
        if key.decides_resolution() {
            self.unresolvable.get_or_insert(Box::new(error.clone()));
        }
        self.warnings.push(as_warning(error).with_note("the setting is ignored"));
    }

    fn file(&mut self, path: &Path, name: &str, layer: Layer) -> Result<()> {
        let document = Document::parse(read(path, name)?)?;
        self.table(&document.root(), layer, path.parent().unwrap_or(Path::new("")))
    }

    fn table(&mut self, table: &Node<'_>, layer: Layer, folder: &Path) -> Result<()> {
        for (name, node) in table.table()? {
            if name == "sources" {
                self.pins.extend(sources::read(&node, layer)?);
                continue;
            }
            let Some(key) = keys::find(name) else {
                if !source::is_source(name) {
                    self.warnings.push(stray(name, &node));
                }
                continue;
            };
            let project = matches!(layer, Layer::ProjectFile | Layer::Project);
            if key.scope == Scope::User && project {
                self.warnings.push(not_from_projects(key, &node));
                continue;
            }
            let value = Value::from_node(key, &node, layer, folder)?;
            self.push(key, value, Origin::in_file(layer, node.path(), node.source(), node.span()));
        }
        Ok(())
    }

    /// `[tool.uv]` and uv.toml: reads what means the same here, and reports unknown settings in one warning.
    fn uv(&mut self, table: &Node<'_>, folder: &Path) {
        let pairs = table.table().unwrap_or_default();
        for key in KEYS {
            let found = key.uv.iter().find_map(|name| pairs.iter().find(|(found, _)| found == name));
            let Some((_, node)) = found else { continue };
            match Value::from_node(key, node, Layer::Peer, folder) {
                Ok(value) => {
                    let origin = Origin::in_file(Layer::Peer, node.path(), node.source(), node.span());
                    self.push(key, value, origin);
                }
                Err(error) => self.invalid(key, *error),
            }
        }
        let is_known = |name: &str| compatibility::uv_setting(name).is_some();
        let strays: Vec<_> = pairs.iter().filter(|(name, _)| !is_known(name)).collect();
        if let Some((_, first)) = strays.first() {
            let names: Vec<String> = strays.iter().map(|(name, _)| format!("`{name}`")).collect();
            let message = format!("unknown settings of uv are ignored: {}", names.join(", "));
            let mut diagnostic = Diagnostic::warning(message).with_source(Arc::clone(first.source()));
            for (_, node) in strays {
                diagnostic = diagnostic.with_label(node.key_span(), "");
            }
            self.warnings.push(diagnostic);
        }
    }
}

pub(crate) fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

pub(crate) fn unknown(name: &str) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::error(format!("there is no setting `{name}`"));
    let names = KEYS.iter().map(|key| key.name).chain(source::SOURCE_KEYS.iter().map(|key| key.name));
    Box::new(match closest(name, names) {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
        None => diagnostic.with_help("`naja config` lists all settings"),
    })
}

fn stray(name: &str, node: &Node<'_>) -> Diagnostic {
    let mut diagnostic = *unknown(name);
    diagnostic.message = format!("unknown setting `{}` is ignored", node.path());
    as_warning(diagnostic).with_source(Arc::clone(node.source())).with_label(node.key_span(), "not known")
}

fn not_from_projects(key: &Key, node: &Node<'_>) -> Diagnostic {
    Diagnostic::warning(format!("`{}` is ignored in a project's configuration", key.name))
        .with_source(Arc::clone(node.source()))
        .with_label(node.key_span(), "only the user decides what is run and where is written")
        .with_help(format!(
            "set `{}`, use `--{}`, or put it into your own `naja.toml`",
            key.variable, key.name
        ))
}

fn as_warning(mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.severity = naja_base::Severity::Warning;
    diagnostic
}

/// `path` as the user should see it: from the working folder where it lies below.
pub(crate) fn shown_name(path: &Path, working_folder: &Path) -> String {
    path.strip_prefix(working_folder).unwrap_or(path).display().to_string()
}
