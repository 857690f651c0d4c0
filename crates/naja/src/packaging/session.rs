//! One command's view of the world: the project it works on, the settings, the cache.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use naja_base::atomic;
use naja_config::document::Document;
use naja_config::{GivenOption, Mode, Packaging, Request, Settings};
use naja_env::{EnvError, Environment, Interpreter, InterpreterRequest, Protected, Search, WheelStore};
use naja_pep::VersionSpecifiers;
use naja_project::{Project, ProjectLock, pin};
use tempfile::TempDir;

use super::project_files;
use crate::cache_folder;
use crate::context::Context;

/// One command's view of the world.
pub(crate) struct Session<'a> {
    /// What the command started from.
    pub(crate) context: &'a Context,
    /// The project, where the working folder lies in one.
    pub(crate) project: Option<Project>,
    /// All settings.
    pub(crate) settings: Settings,
    /// The settings of the packaging commands.
    pub(crate) packaging: Packaging,
    cache: PathBuf,
    /// Held so that the folder goes away with the command.
    _temporary_cache: Option<TempDir>,
}

impl<'a> Session<'a> {
    /// Finds the project and reads the settings; `given` are the command's own options that stand for settings.
    pub(crate) fn open(context: &'a Context, given: &[GivenOption]) -> anyhow::Result<Self> {
        Self::with_project(context, given, find_project(context)?)
    }

    /// Waits for the project's lock before it opens, so that no other run of naja changes the files that are read.
    pub(crate) fn open_locked(
        context: &'a Context,
        given: &[GivenOption],
    ) -> anyhow::Result<(Self, ProjectLock)> {
        let project = find_project(context)?.ok_or_else(|| Project::missing(&context.folder))?;
        let lock = project_files::lock_project(context, &project.root);
        Ok((Self::open(context, given)?, lock))
    }

    /// A view in which the folder's project, if it lies in one, is of no interest.
    pub(crate) fn detached(context: &'a Context) -> anyhow::Result<Self> {
        Self::with_project(context, &[], None)
    }

    fn with_project(
        context: &'a Context,
        given: &[GivenOption],
        project: Option<Project>,
    ) -> anyhow::Result<Self> {
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
        Ok(Self { context, project, settings, packaging, cache, _temporary_cache: temporary })
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

    /// The store of unpacked wheels.
    pub(crate) fn store(&self) -> WheelStore {
        WheelStore::new(&self.cache)
    }

    /// The folder of the project's environment.
    pub(crate) fn environment_path(&self) -> PathBuf {
        let root =
            self.project.as_ref().map_or(self.context.folder.as_path(), |project| project.root.as_path());
        match &self.packaging.environment {
            Some(located) => root.join(&located.value),
            None => root.join(".venv"),
        }
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

    /// Where interpreters are searched for, within the project's `requires-python`.
    pub(crate) fn search(&self) -> Search {
        let mut search = Search::from_process(Some(self.cache.clone()));
        search.requires_python = self.requires_python().cloned();
        search
    }

    /// The interpreter for a new environment: as `request`, the settings or `.python-version` say, else the first that
    /// suits the project.
    pub(crate) fn interpreter(&self, request: Option<&str>) -> anyhow::Result<Interpreter> {
        let request = match request {
            Some(text) => Some(text.to_owned()),
            None => self.asked_for()?,
        };
        let wanted = request.as_deref().map_or_else(InterpreterRequest::any, InterpreterRequest::parse);
        Ok(Interpreter::find(&wanted, &self.search())?)
    }

    /// The request that the settings or `.python-version` make.
    pub(crate) fn asked_for(&self) -> anyhow::Result<Option<String>> {
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
        let environment = match Environment::open(&self.environment_path(), Some(&self.cache)) {
            Ok(environment) => environment,
            Err(EnvError::Missing { .. } | EnvError::BrokenInterpreter { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let version = environment.interpreter().version();
        if self.requires_python().is_some_and(|specifiers| !specifiers.contains(&version.only_release())) {
            return Ok(None);
        }
        let request = match request {
            Some(text) => Some(text.to_owned()),
            None => self.asked_for()?,
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

/// The project that the options name, or that the working folder lies in.
fn find_project(context: &Context) -> anyhow::Result<Option<Project>> {
    Ok(match &context.global.project {
        Some(folder) => Some(Project::open(folder)?),
        None => Project::discover(&context.folder)?,
    })
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
