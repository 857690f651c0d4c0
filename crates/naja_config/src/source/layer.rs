//! Reading one folder's configuration, layer by layer.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use naja_base::Diagnostic;

use crate::document::{Document, Node, Result, read};
use crate::layers::shown_name;
use crate::origin::Layer;
use crate::source::config::ConfigFiles;
use crate::source::format_keys::{FormatKey, RUFF_FORMAT};
use crate::source::keys::{self, find_source};
use crate::source::settings::SourceSettings;
use crate::source::value::{Entry, SourceValue, origin_of};
use crate::suggest::closest;

/// Collects the settings of one folder.
pub(super) struct Reader<'a> {
    /// What was read so far; nearer layers come first.
    pub(super) settings: SourceSettings,
    /// Warnings about the configuration.
    pub(super) warnings: Vec<Diagnostic>,
    /// The number of the layer that is being read.
    pub(super) rank: u32,
    /// The folder of the file that is being read.
    pub(super) folder: Arc<Path>,
    /// The settings of other formatters that were seen so far.
    pub(super) format_keys: HashSet<&'static str>,
    working_folder: &'a Path,
}

/// Whose table it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// Naja's, where mistakes are errors.
    Naja(Layer),
    /// Ruff's, where they are warnings.
    Ruff,
}

impl<'a> Reader<'a> {
    pub(super) fn new(working_folder: &'a Path, folder: &Path, rank: u32) -> Self {
        let settings = SourceSettings { root: folder.to_path_buf(), ..SourceSettings::default() };
        Self {
            settings,
            warnings: Vec::new(),
            rank,
            folder: Arc::from(folder),
            format_keys: HashSet::new(),
            working_folder,
        }
    }

    /// Reads the configuration files in `folder`.
    pub(super) fn folder(&mut self, folder: &Path, files: ConfigFiles) -> Result<()> {
        let pyproject = match files.has(ConfigFiles::PYPROJECT) {
            true => Some(self.document(&folder.join("pyproject.toml"))?),
            false => None,
        };
        let root = pyproject.as_ref().map(Document::root);
        let table = |path: &str| root.as_ref().and_then(|root| root.at(path));
        if files.has(ConfigFiles::NAJA) {
            self.file(&folder.join("naja.toml"), Owner::Naja(Layer::ProjectFile))?;
        }
        if let Some(table) = table("tool.naja") {
            self.chain(&table, Owner::Naja(Layer::Project), &folder.join("pyproject.toml"))?;
        }
        if files.has(ConfigFiles::DOT_RUFF) {
            self.file(&folder.join(".ruff.toml"), Owner::Ruff)?;
        } else if files.has(ConfigFiles::RUFF) {
            self.file(&folder.join("ruff.toml"), Owner::Ruff)?;
        } else if let Some(table) = table("tool.ruff") {
            self.settings.is_ruff = true;
            self.chain(&table, Owner::Ruff, &folder.join("pyproject.toml"))?;
        }
        self.next_rank(folder);
        if let Some(table) = table("tool.black") {
            self.black(&table);
        }
        self.next_rank(folder);
        if let Some(table) = table("tool.isort") {
            self.isort(&table);
        }
        self.settings.has_files = !self.settings.values.is_empty()
            || !self.settings.black.is_empty()
            || !self.settings.unsupported_format.is_empty()
            || self.settings.is_ruff;
        if let Some(requires) = table("project.requires-python") {
            self.requires_python(&requires);
        }
        Ok(())
    }

    /// Reports sections of flake8 and isort in files that naja does not read.
    pub(super) fn unread(&mut self, folder: &Path, files: ConfigFiles) {
        for (name, _) in ConfigFiles::FOREIGN.into_iter().filter(|(_, file)| files.has(*file)) {
            let path = folder.join(name);
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let is_section = |section: &&str| text.lines().any(|line| line.trim_end() == *section);
            let sections = ["[flake8]", "[isort]", "[settings]", "[tool:isort]"];
            // `[settings]` is isort's section in its own file only.
            let is_own = |section: &&&str| **section != "[settings]" || name == ".isort.cfg";
            let sections = sections.iter().filter(is_own).filter(|section| is_section(section));
            let sections: Vec<String> = sections.map(|section| format!("`{section}`")).collect();
            if !sections.is_empty() {
                let shown = shown_name(&path, self.working_folder);
                let message = format!("{} in `{shown}` is not read by naja", sections.join(" and "));
                let help = "write its settings into `[tool.naja.lint]`, `[tool.ruff]` or `[tool.isort]` of a pyproject.toml";
                self.warnings.push(Diagnostic::warning(message).with_help(help));
            }
        }
    }

    /// Notes the project's `requires-python`.
    pub(super) fn requires_python(&mut self, node: &Node<'_>) {
        if let Some(oldest) = node.as_str().and_then(super::python::oldest) {
            let origin = origin_of(node, Layer::Project);
            self.settings.requires_python = Some(crate::Located { value: oldest, origin });
        }
    }

    /// Reads a file that holds nothing but settings.
    pub(super) fn file(&mut self, path: &Path, owner: Owner) -> Result<()> {
        let document = self.document(path)?;
        self.settings.is_ruff |= owner == Owner::Ruff;
        self.chain(&document.root(), owner, path)
    }

    /// Parses a file.
    pub(super) fn document(&self, path: &Path) -> Result<Document> {
        Document::parse(read(path, &shown_name(path, self.working_folder))?)
    }

    /// Reads a table and then, as layers of their own, those that it extends.
    fn chain(&mut self, table: &Node<'_>, owner: Owner, path: &Path) -> Result<()> {
        let mut visited = vec![path.to_path_buf()];
        self.next_rank(path.parent().unwrap_or(Path::new("")));
        let mut next = self.table(table, owner)?;
        while let Some((target, place)) = next.take() {
            // Patterns in it are relative to its folder, which `..` would hide.
            let target = lexically(&self.folder.join(target));
            if visited.contains(&target) {
                let message =
                    format!("`extend` leads back to `{}`", shown_name(&target, self.working_folder));
                return Err(Box::new(Diagnostic { message, ..*place }));
            }
            let document = self.document(&target).map_err(|error| {
                let message = error.message.clone();
                if target.is_file() { error } else { Box::new(Diagnostic { message, ..*place }) }
            })?;
            self.next_rank(target.parent().unwrap_or(Path::new("")));
            let is_pyproject = target.file_name().is_some_and(|name| name == "pyproject.toml");
            let inner = match (is_pyproject, owner) {
                (false, _) => Some(document.root()),
                (true, Owner::Naja(_)) => document.root().at("tool.naja"),
                (true, Owner::Ruff) => document.root().at("tool.ruff"),
            };
            if let Some(table) = inner {
                next = self.table(&table, owner)?;
            }
            visited.push(target);
        }
        Ok(())
    }

    fn next_rank(&mut self, folder: &Path) {
        self.rank += 1;
        self.folder = Arc::from(folder);
    }

    /// Reads a table; yields the path that it extends, with a diagnostic for when that fails.
    pub(super) fn table(
        &mut self,
        table: &Node<'_>,
        owner: Owner,
    ) -> Result<Option<(PathBuf, Box<Diagnostic>)>> {
        let mut strays = Vec::new();
        self.pairs(table, "", owner, &mut strays)?;
        if owner == Owner::Ruff {
            self.old_lint_keys(&mut strays);
            if let Some(format) = table.get("format") {
                self.refuse_format("ruff", RUFF_FORMAT, &format);
            }
            self.strays_of("ruff", &strays);
        } else {
            let unknown = strays.iter().map(stray);
            self.warnings.extend(unknown);
        }
        let Some(extend) = table.get("extend") else { return Ok(None) };
        let place = extend.error("", "this file");
        Ok(Some((home(extend.string()?), place)))
    }

    /// Reads the pairs of a table and of those inside it that hold settings; what is not known is left to the caller.
    fn pairs<'n>(
        &mut self,
        table: &Node<'n>,
        prefix: &str,
        owner: Owner,
        strays: &mut Vec<Node<'n>>,
    ) -> Result<()> {
        // `Node::path` would do, but for the part before the table.
        for (name, node) in table.table()? {
            let full = format!("{prefix}{name}");
            if let Some(key) = find_source(&full) {
                self.value(key, &node, owner)?;
            } else if keys::is_table(&full) && node.is_table() {
                self.pairs(&node, &format!("{full}."), owner, strays)?;
            } else if !is_known_elsewhere(&full, owner) {
                strays.push(node);
            }
        }
        Ok(())
    }

    fn value(&mut self, key: &'static keys::SourceKey, node: &Node<'_>, owner: Owner) -> Result<()> {
        let layer = match owner {
            Owner::Naja(layer) => layer,
            Owner::Ruff => Layer::Peer,
        };
        match SourceValue::from_node(key, node, layer) {
            Ok(value) => {
                let origin = origin_of(node, layer);
                let entry = Entry { value, origin, folder: Arc::clone(&self.folder), rank: self.rank };
                self.settings.push(key, entry);
                Ok(())
            }
            Err(error) if owner == Owner::Ruff => {
                self.ignored(*error);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Records which of `keys` in the table of another formatter ask for what naja does not do, unless a nearer table has the key.
    pub(super) fn refuse_format(&mut self, tool: &str, keys: &'static [FormatKey], table: &Node<'_>) {
        for key in keys {
            let Some(node) = table.get(key.name) else { continue };
            if !self.format_keys.insert(key.setting) {
                continue;
            }
            let flag = node.boolean().map(|flag| flag.to_string());
            let number = node.integer().map(|number| number.to_string());
            let value = flag.or(number).or_else(|_| node.string().map(str::to_owned));
            if value.as_ref().is_ok_and(|value| !key.supported.contains(&value.as_str())) {
                let message = format!("`{}` asks for a style that naja does not support", node.path());
                let diagnostic = (*node.error(message, "not supported")).with_help(format!(
                    "to format with Black's style instead of {tool}'s, set `format.style = \"black-26\"` in `[tool.naja]`"
                ));
                self.settings.unsupported_format.push((key.setting, diagnostic));
            }
        }
    }

    /// Ruff still takes the linter's settings without `lint.` before them, where the table has no newer ones.
    fn old_lint_keys(&mut self, strays: &mut Vec<Node<'_>>) {
        let mut open = std::mem::take(strays);
        while let Some(node) = open.pop() {
            let path = node.path().strip_prefix("tool.ruff.").unwrap_or(node.path());
            let full = format!("lint.{path}");
            if let Some(key) = find_source(&full) {
                let is_set = self.settings.all(key.name).iter().any(|entry| entry.rank == self.rank);
                if !is_set && let Ok(value) = SourceValue::from_node(key, &node, Layer::Peer) {
                    let origin = origin_of(&node, Layer::Peer);
                    let entry = Entry { value, origin, folder: Arc::clone(&self.folder), rank: self.rank };
                    self.settings.push(key, entry);
                }
            } else if keys::is_table(&full) && node.is_table() {
                open.extend(node.table().unwrap_or_default().into_iter().map(|(_, inner)| inner));
            } else {
                strays.push(node);
            }
        }
        strays.sort_by_key(|node| node.key_span().start);
    }
}

/// Keys that are somebody else's business.
fn is_known_elsewhere(name: &str, owner: Owner) -> bool {
    match owner {
        Owner::Naja(_) => name == "extend" || crate::find(name).is_some(),
        Owner::Ruff => matches!(name, "extend" | "cache-dir" | "output-prefer-rule-codes" | "analyze"),
    }
}

fn stray(node: &Node<'_>) -> Diagnostic {
    let path = node.path().strip_prefix("tool.naja.").unwrap_or(node.path());
    let message = format!("unknown setting `{}` is ignored", node.path());
    let diagnostic = Diagnostic::warning(message)
        .with_source(Arc::clone(node.source()))
        .with_label(node.key_span(), "not known");
    let names = crate::KEYS.iter().map(|key| key.name);
    match closest(path, names.chain(keys::SOURCE_KEYS.iter().map(|key| key.name))) {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
        None => diagnostic.with_help("`naja config` lists all settings"),
    }
}

/// `path` without `.` and `..`, whatever links there are on the way.
fn lexically(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(out.pop()),
            _ => out.push(part),
        }
    }
    out
}

/// `path`, a `~` at its start being the user's own folder.
fn home(path: &str) -> PathBuf {
    match path.strip_prefix("~/") {
        Some(rest) => etcetera::home_dir().map_or_else(|_| PathBuf::from(path), |home| home.join(rest)),
        None => PathBuf::from(path),
    }
}
