//! The session of one command: the project, the settings, the cache, the network.

use std::cell::OnceCell;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use naja_base::{Diagnostic, Severity, atomic, failpoint};
use naja_config::document::Document;
use naja_config::{GivenOption, Mode, Packaging, Request, Settings};
use naja_env::{EnvError, Environment, Interpreter, InterpreterRequest, Protected, Search, WheelStore};
use naja_pep::VersionSpecifiers;
use naja_project::{Project, ProjectLock, pin};
use tempfile::TempDir;

use super::network::Network;
use super::{location, project_files};
use crate::cache_folder;
use crate::context::Context;

/// Whether programs in the project's folder, such as its environment's interpreter, may be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ProjectPrograms {
    Started,
    NotStarted,
}

/// The session of one command.
pub(crate) struct Session<'a> {
    /// The context of the command.
    pub(crate) context: &'a Context,
    /// The project, where the working folder lies in one.
    pub(crate) project: Option<Project>,
    /// All settings.
    pub(crate) settings: Settings,
    /// The settings of the packaging commands.
    pub(crate) packaging: Packaging,
    cache: PathBuf,
    network: OnceCell<Network>,
    programs: ProjectPrograms,
    /// Held so that the folder goes away with the command.
    _temporary_cache: Option<TempDir>,
}

impl<'a> Session<'a> {
    /// Finds the project and reads the settings; `given` are the command's own options for settings.
    pub(crate) fn open(context: &'a Context, given: &[GivenOption]) -> anyhow::Result<Self> {
        Self::with_project(context, given, location::find_project(context)?, ProjectPrograms::Started)
    }

    /// Like [`Self::open`], for commands that only look: they start no program that the project's folder holds, as somebody
    /// else may have put it there.
    pub(crate) fn open_to_inspect(context: &'a Context, given: &[GivenOption]) -> anyhow::Result<Self> {
        Self::with_project(context, given, location::find_project(context)?, ProjectPrograms::NotStarted)
    }

    /// Waits for the project's lock before it opens, so that no other run of naja changes the files that are read.
    pub(crate) fn open_locked(
        context: &'a Context,
        given: &[GivenOption],
    ) -> anyhow::Result<(Self, ProjectLock)> {
        let project = location::find_project(context)?.ok_or_else(|| Project::missing(&context.folder))?;
        let lock = project_files::lock_project(context, &project.root);
        Ok((Self::open(context, given)?, lock))
    }

    /// A session that ignores the project of the working folder.
    pub(crate) fn without_project(context: &'a Context) -> anyhow::Result<Self> {
        Self::with_project(context, &[], None, ProjectPrograms::Started)
    }

    fn with_project(
        context: &'a Context,
        given: &[GivenOption],
        project: Option<Project>,
        programs: ProjectPrograms,
    ) -> anyhow::Result<Self> {
        failpoint::hit("session.open")?;
        let document = project.as_ref().map(|project| project.pyproject.document());
        let folder = project.as_ref().map_or(context.folder.as_path(), |project| project.root.as_path());
        let settings = load_settings(context, given, document, folder)?;
        for warning in settings.warnings() {
            context.printer.diagnostic(warning);
        }
        for setting in settings.without_effect() {
            context.printer.detail(setting);
        }
        if let Some(project) = &project {
            atomic::collect(&project.root);
        }
        let packaging = settings.packaging();
        let (cache, temporary) = cache_folder(&packaging)?;
        Ok(Self {
            context,
            project,
            settings,
            packaging,
            cache,
            network: OnceCell::new(),
            programs,
            _temporary_cache: temporary,
        })
    }

    /// The project.
    ///
    /// # Errors
    /// When there is none, or its pyproject.toml describes none.
    pub(crate) fn project(&self) -> anyhow::Result<&Project> {
        let project = self.project.as_ref().ok_or_else(|| Project::missing(&self.context.folder))?;
        project.pyproject.project()?;
        Ok(project)
    }

    /// The cache folder, absolute.
    pub(crate) fn cache(&self) -> &Path {
        &self.cache
    }

    /// The index client of this run, made when it is first needed. The first call decides with `refresh` whether it queries the
    /// indexes again for what the cache has.
    pub(crate) fn network(&self, refresh: bool) -> anyhow::Result<&Network> {
        if let Some(network) = self.network.get() {
            return Ok(network);
        }
        let network = Network::new(&self.packaging, &self.cache, refresh)?;
        Ok(self.network.get_or_init(|| network))
    }

    /// The store of unpacked wheels.
    pub(crate) fn store(&self) -> WheelStore {
        WheelStore::new(&self.cache)
    }

    /// The folder of the project's environment.
    pub(crate) fn environment_path(&self) -> PathBuf {
        location::environment_in(self.root(), &self.packaging)
    }

    /// The folders that no removal may reach.
    pub(crate) fn protected(&self) -> Protected {
        Protected::new(self.project.as_ref().map(|project| project.root.as_path()))
    }

    /// The Pythons that the project asks for.
    pub(crate) fn requires_python(&self) -> Option<&VersionSpecifiers> {
        let table = self.project.as_ref()?.pyproject.project().ok()?;
        table.requires_python.as_ref().map(|requires| &requires.specifiers)
    }

    /// The project's folder, or the working folder where there is no project.
    fn root(&self) -> &Path {
        self.project.as_ref().map_or(self.context.folder.as_path(), |project| project.root.as_path())
    }

    /// Where interpreters are searched for, within the project's `requires-python`.
    pub(crate) fn search(&self) -> Search {
        let mut search = Search::from_process(Some(self.cache.clone()));
        if self.programs == ProjectPrograms::NotStarted {
            search.path = search.path.map(|path| without_folders_below(&path, self.root()));
        }
        search.requires_python = self.requires_python().cloned();
        search
    }

    /// The interpreter for a new environment: as `request`, the settings or `.python-version` say, else the first that
    /// suits the project.
    pub(crate) fn interpreter(&self, request: Option<&str>) -> anyhow::Result<Interpreter> {
        let request = match request {
            Some(text) => Some(text.to_owned()),
            None => self.requested_python()?,
        };
        let wanted = request.as_deref().map_or_else(InterpreterRequest::any, InterpreterRequest::parse);
        Ok(Interpreter::find(&wanted, &self.search())?)
    }

    /// The request that the settings or `.python-version` make.
    pub(crate) fn requested_python(&self) -> anyhow::Result<Option<String>> {
        if let Some(python) = &self.packaging.python {
            return Ok(Some(python.value.clone()));
        }
        let root = self.project.as_ref().map(|project| project.root.as_path());
        let (pin, warnings) = pin::find(&self.context.folder, root)?;
        for warning in &warnings {
            self.context.printer.diagnostic(warning);
        }
        Ok(pin.and_then(|pin| pin.requests.into_iter().next()))
    }

    /// The project's environment, where it can be used for it: there, whole, and of a Python that is asked for.
    pub(crate) fn usable_environment(&self, request: Option<&str>) -> anyhow::Result<Option<Environment>> {
        let path = self.environment_path();
        let opened = match self.programs {
            ProjectPrograms::Started => Environment::open(&path, Some(&self.cache)),
            ProjectPrograms::NotStarted => Environment::inspect(&path, &self.search(), self.root()),
        };
        let environment = match opened {
            Ok(environment) => environment,
            Err(EnvError::Missing { .. }) => return Ok(None),
            Err(error @ EnvError::BrokenInterpreter { .. }) => {
                if self.programs == ProjectPrograms::NotStarted {
                    let warning =
                        Diagnostic { severity: Severity::Warning, help: None, ..error.diagnostic() };
                    self.context.printer.diagnostic(&warning);
                }
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        };
        let version = environment.interpreter().version();
        if self.requires_python().is_some_and(|specifiers| !specifiers.contains(&version.only_release())) {
            return Ok(None);
        }
        let request = match request {
            Some(text) => Some(text.to_owned()),
            None => self.requested_python()?,
        };
        let fits = match request {
            None => true,
            Some(text) => self.satisfies(&environment, &text)?,
        };
        Ok(fits.then_some(environment))
    }

    /// Whether the environment's interpreter is one that `request` may mean.
    fn satisfies(&self, environment: &Environment, request: &str) -> anyhow::Result<bool> {
        let request = InterpreterRequest::parse(request);
        if let Some(fits) = request.fits(environment.interpreter()) {
            return Ok(fits);
        }
        let wanted = Interpreter::find(&request, &self.search())?;
        Ok(wanted.same_as(environment.interpreter()))
    }
}

/// The folders of a search path that are not in `root`.
fn without_folders_below(path: &OsStr, root: &Path) -> OsString {
    let root = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    let is_outside =
        |folder: &PathBuf| !std::fs::canonicalize(folder).is_ok_and(|folder| folder.starts_with(&root));
    std::env::join_paths(std::env::split_paths(path).filter(is_outside)).unwrap_or_default()
}

/// Reads every layer of settings.
fn load_settings(
    context: &Context,
    given: &[GivenOption],
    pyproject: Option<&Document>,
    folder: &Path,
) -> anyhow::Result<Settings> {
    let mut options = context.global.given();
    options.extend_from_slice(given);
    Ok(Settings::load(&Request {
        pyproject,
        folder,
        working_folder: &context.folder,
        user_file: naja_config::user_file(),
        variable: &|name| std::env::var(name).ok(),
        options: &options,
        config: &context.global.config,
        mode: Mode { isolated: context.global.isolated, strict: context.global.strict_config },
    })?)
}

/// The cache folder that the settings name, or a temporary one.
fn cache_folder(packaging: &Packaging) -> anyhow::Result<(PathBuf, Option<TempDir>)> {
    if packaging.no_cache {
        let folder =
            tempfile::Builder::new().prefix("naja-").tempdir().context("no temporary folder can be made")?;
        return Ok((folder.path().to_path_buf(), Some(folder)));
    }
    Ok((cache_folder::lasting(packaging)?, None))
}
