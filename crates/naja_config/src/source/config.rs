//! All configurations of a run: what holds everywhere, and what each folder adds.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use naja_base::{Diagnostic, SourceText};

use crate::document::{Document, Result};
use crate::layers::{Mode, is_key, unknown};
use crate::origin::{Layer, Origin};
use crate::source::keys::{SOURCE_KEYS, find_source, is_source};
use crate::source::layer::{Owner, Reader};
use crate::source::settings::SourceSettings;
use crate::source::value::{Entry, SourceValue};

/// What the settings for source code are read from, beside the files of the folders.
pub struct SourceRequest<'a> {
    /// The working folder, absolute.
    pub working_folder: &'a Path,
    /// The user's own `naja.toml`, see [`crate::user_file`].
    pub user_file: Option<PathBuf>,
    /// The environment's variables.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// The options given.
    pub options: &'a [SourceOption],
    /// What `--config` was given: `KEY=VALUE` or a path, each time.
    pub config: &'a [String],
    /// Which files count, and how much strays weigh.
    pub mode: Mode,
}

/// An option of the command line that sets a setting for source code.
#[derive(Clone, Debug)]
pub struct SourceOption {
    /// The setting's name.
    pub key: &'static str,
    /// Its value as text; texts are separated by commas, tables are `name:text` pairs.
    pub value: String,
    /// The option as the user knows it, `--select`.
    pub option: String,
}

/// Which configuration files a folder holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConfigFiles(u8);

/// All configurations of a run. It may be shared between threads.
#[derive(Debug)]
pub struct SourceConfig {
    /// Command line, `--config` and variables.
    near: SourceSettings,
    /// The user's own file.
    far: SourceSettings,
    /// What holds where no folder has a configuration.
    bare: Arc<SourceSettings>,
    rank: u32,
    mode: Mode,
    working_folder: PathBuf,
    folders: Mutex<HashMap<PathBuf, Arc<SourceSettings>>>,
    warnings: Mutex<Vec<Diagnostic>>,
}

impl ConfigFiles {
    pub(super) const NAJA: Self = Self(1);
    pub(super) const DOT_RUFF: Self = Self(2);
    pub(super) const RUFF: Self = Self(4);
    pub(super) const PYPROJECT: Self = Self(8);
    /// Files that flake8 and isort read, and naja does not.
    pub(super) const FOREIGN: [(&'static str, Self); 4] =
        [(".flake8", Self(16)), ("setup.cfg", Self(32)), ("tox.ini", Self(64)), (".isort.cfg", Self(128))];

    /// Notes an entry of the folder, if it is a configuration file.
    pub fn note(&mut self, name: &OsStr) {
        self.0 |= match name.as_encoded_bytes() {
            b"naja.toml" => Self::NAJA.0,
            b".ruff.toml" => Self::DOT_RUFF.0,
            b"ruff.toml" => Self::RUFF.0,
            b"pyproject.toml" => Self::PYPROJECT.0,
            bytes => {
                Self::FOREIGN.iter().find(|(name, _)| name.as_bytes() == bytes).map_or(0, |(_, file)| file.0)
            }
        };
    }

    /// Looks which ones `folder` has.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let mut files = Self::default();
        let own = ["naja.toml", ".ruff.toml", "ruff.toml", "pyproject.toml"];
        for name in own.into_iter().chain(Self::FOREIGN.map(|(name, _)| name)) {
            if folder.join(name).is_file() {
                files.note(OsStr::new(name));
            }
        }
        files
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl SourceConfig {
    /// Reads what does not depend on a folder.
    ///
    /// # Errors
    /// When an option, a variable or the user's own file is wrong.
    pub fn new(request: &SourceRequest<'_>) -> Result<Self> {
        let mut reader = Reader::new(request.working_folder, request.working_folder, 0);
        for given in request.options {
            let origin = Origin::new(Layer::CommandLine, &given.option);
            add_text(&mut reader, given.key, &given.value, origin)?;
        }
        for text in request.config {
            reader.rank += 1;
            reader.folder = Arc::from(request.working_folder);
            config_option(&mut reader, text, request)?;
        }
        reader.rank += 1;
        reader.folder = Arc::from(request.working_folder);
        for key in SOURCE_KEYS {
            let variable = key.variable();
            if let Some(value) = (request.variable)(&variable).filter(|value| !value.is_empty()) {
                add_text(&mut reader, key.name, &value, Origin::new(Layer::Environment, variable))?;
            }
        }
        let near = std::mem::take(&mut reader.settings);
        let user = request.user_file.as_deref().filter(|file| !request.mode.isolated && file.is_file());
        let mut far = Reader::new(request.working_folder, request.working_folder, u32::MAX - 1);
        if let Some(file) = user {
            far.file(file, Owner::Naja(Layer::User))?;
        }
        reader.warnings.append(&mut far.warnings);
        let mut bare = near.clone();
        bare.append(&far.settings);
        bare.root = request.working_folder.to_path_buf();
        let config = Self {
            near,
            far: far.settings,
            bare: Arc::new(bare),
            rank: reader.rank,
            mode: request.mode,
            working_folder: request.working_folder.to_path_buf(),
            folders: Mutex::default(),
            warnings: Mutex::default(),
        };
        config.tell(reader.warnings)?;
        Ok(config)
    }

    /// The settings of `folder` (absolute), looking upward for the nearest configuration.
    ///
    /// # Errors
    /// When a configuration file is wrong.
    pub fn of_folder(&self, folder: &Path) -> Result<Arc<SourceSettings>> {
        if self.mode.isolated {
            return Ok(Arc::clone(&self.bare));
        }
        let mut unknown = Vec::new();
        let mut settings = None;
        for ancestor in folder.ancestors() {
            if let Some(known) = self.known(ancestor) {
                settings = Some(known);
                break;
            }
            unknown.push(ancestor);
        }
        let mut settings = settings.unwrap_or_else(|| Arc::clone(&self.bare));
        for ancestor in unknown.into_iter().rev() {
            settings = self.inner(ancestor, ConfigFiles::of(ancestor), &settings)?;
            self.lock().insert(ancestor.to_path_buf(), Arc::clone(&settings));
        }
        Ok(settings)
    }

    /// The settings of `folder`, which holds `files` and lies in a folder with the settings `outer`.
    ///
    /// # Errors
    /// When a configuration file is wrong.
    pub fn inner(
        &self,
        folder: &Path,
        files: ConfigFiles,
        outer: &Arc<SourceSettings>,
    ) -> Result<Arc<SourceSettings>> {
        if files.is_empty() || self.mode.isolated {
            return Ok(Arc::clone(outer));
        }
        if let Some(known) = self.known(folder) {
            return Ok(known);
        }
        let mut reader = Reader::new(&self.working_folder, folder, self.rank);
        reader.folder(folder, files)?;
        if !reader.settings.selects_rules() && !outer.selects_rules() {
            reader.unread(folder, files);
        }
        self.tell(reader.warnings)?;
        let own = reader.settings;
        let settings = if own.has_files {
            let requires_python = own.requires_python.clone().or_else(|| outer.requires_python.clone());
            let mut settings = self.near.clone();
            settings.append(&own);
            settings.append(&self.far);
            Arc::new(SourceSettings { values: settings.values, requires_python, ..own })
        } else if own.requires_python.is_some() && !outer.has_files {
            let bare = SourceSettings { requires_python: own.requires_python, ..(**outer).clone() };
            Arc::new(bare)
        } else {
            Arc::clone(outer)
        };
        self.lock().insert(folder.to_path_buf(), Arc::clone(&settings));
        Ok(settings)
    }

    /// The warnings about the configurations; those that were taken before are not returned again.
    #[must_use]
    pub fn take_warnings(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.warnings.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn known(&self, folder: &Path) -> Option<Arc<SourceSettings>> {
        self.lock().get(folder).cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, Arc<SourceSettings>>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes warnings, or fails with the first where they weigh as much as errors.
    fn tell(&self, mut warnings: Vec<Diagnostic>) -> Result<()> {
        if self.mode.strict && !warnings.is_empty() {
            let mut first = warnings.swap_remove(0);
            first.severity = naja_base::Severity::Error;
            return Err(Box::new(first));
        }
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).append(&mut warnings);
        Ok(())
    }
}

/// A value given as text; texts given several times are joined.
fn add_text(reader: &mut Reader<'_>, name: &'static str, text: &str, origin: Origin) -> Result<()> {
    let key = find_source(name).ok_or_else(|| unknown(name))?;
    let value = SourceValue::from_text(key, text, &origin)?;
    let last = reader.settings.values.get_mut(name).and_then(|entries| entries.last_mut());
    match (last.filter(|entry| entry.rank == reader.rank).map(|entry| &mut entry.value), value) {
        (Some(SourceValue::Texts(texts)), SourceValue::Texts(more)) => texts.extend(more),
        (Some(SourceValue::Table(entries)), SourceValue::Table(more)) => entries.extend(more),
        (_, value) => {
            let folder = Arc::clone(&reader.folder);
            reader.settings.push(key, Entry { value, origin, folder, rank: reader.rank });
        }
    }
    Ok(())
}

/// `--config KEY=VALUE` or `--config PATH`; what belongs to the other commands is left to them.
fn config_option(reader: &mut Reader<'_>, text: &str, request: &SourceRequest<'_>) -> Result<()> {
    let Some((name, value)) = text.split_once('=').filter(|(name, _)| is_key(name.trim())) else {
        let path = request.working_folder.join(text);
        if !path.is_file() {
            let message = format!("`--config {text}` is neither `KEY=VALUE` nor a file");
            return Err(Box::new(Diagnostic::error(message)));
        }
        let name = path.file_name().unwrap_or_default();
        let is_ruff = name == "ruff.toml" || name == ".ruff.toml";
        if name == "pyproject.toml" {
            let mut files = ConfigFiles::default();
            files.note(name);
            return reader.folder(path.parent().unwrap_or(Path::new("")), files);
        }
        return reader.file(&path, if is_ruff { Owner::Ruff } else { Owner::Naja(Layer::ConfigOption) });
    };
    let (name, value) = (name.trim(), value.trim());
    if !is_source(name) {
        return if crate::find(name).is_some() { Ok(()) } else { Err(unknown(name)) };
    }
    if let Ok(document) = Document::parse(SourceText::new("--config", format!("{name} = {value}"))) {
        reader.table(&document.root(), Owner::Naja(Layer::ConfigOption))?;
        return Ok(());
    }
    let origin = Origin::new(Layer::ConfigOption, format!("--config {text}"));
    match find_source(name) {
        Some(key) => add_text(reader, key.name, value, origin),
        None => Err(unknown(name)),
    }
}
