//! Starting a program in an environment: naja's process becomes the program where the platform can do that.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use naja_base::Diagnostic;
use naja_env::Environment;

use crate::context::Context;
use crate::packaging::up_to_date::{self, EnvironmentRequest};
use crate::packaging::{Session, repeat_while_files_change};

/// Where programs are started.
#[derive(Debug)]
pub(crate) struct RunEnvironment {
    /// The project's folder, where there is one.
    root: Option<PathBuf>,
    /// The environment's folder; none where an interpreter is used as it is.
    environment: Option<PathBuf>,
    /// The folder of the environment's programs, or of the interpreter.
    programs: PathBuf,
}

/// The environment that `request` asks for, brought up to date unless `no_sync`.
pub(crate) fn prepare_environment(
    context: &Context,
    request: &EnvironmentRequest<'_>,
    no_sync: bool,
) -> anyhow::Result<RunEnvironment> {
    if !no_sync && let Some(ready) = up_to_date::find_known(context, request) {
        return Ok(RunEnvironment::of_environment(Some(ready.root), ready.environment));
    }
    repeat_while_files_change(context, || prepare(context, request, no_sync))
}

fn prepare(
    context: &Context,
    request: &EnvironmentRequest<'_>,
    no_sync: bool,
) -> anyhow::Result<RunEnvironment> {
    let session = Session::open(context, &request.resolve.given())?;
    let Some(project) = &session.project else { return without_project(&session, request) };
    let root = Some(project.root.clone());
    if no_sync {
        let environment = Environment::open(&session.environment_path(), Some(session.cache()))?;
        return Ok(RunEnvironment::of_environment(root, environment.root().to_path_buf()));
    }
    let (environment, _) = up_to_date::bring_up_to_date(&session, request)?;
    Ok(RunEnvironment::of_environment(root, environment.root().to_path_buf()))
}

/// Without a project, the active environment or an interpreter of the machine serves.
fn without_project(
    session: &Session<'_>,
    request: &EnvironmentRequest<'_>,
) -> anyhow::Result<RunEnvironment> {
    if request.python.is_none()
        && let Some(active) = env::var_os("VIRTUAL_ENV")
    {
        return Ok(RunEnvironment::of_environment(None, PathBuf::from(active)));
    }
    let interpreter = session.interpreter(request.python)?;
    let programs = interpreter.path().parent().unwrap_or(Path::new("")).to_path_buf();
    Ok(RunEnvironment { root: None, environment: None, programs })
}

impl RunEnvironment {
    fn of_environment(root: Option<PathBuf>, environment: PathBuf) -> Self {
        let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
        Self { root, environment: Some(environment), programs }
    }

    /// Whether the environment has a top-level module or package of this name.
    pub(crate) fn has_module(&self, name: &str) -> bool {
        let Some(environment) = &self.environment else { return false };
        let libraries = if cfg!(windows) { environment.join("Lib") } else { environment.join("lib") };
        let folders = fs::read_dir(&libraries).into_iter().flatten().flatten().map(|entry| entry.path());
        folders.chain([libraries.clone()]).any(|folder| folder.join("site-packages").join(name).is_dir())
    }

    fn command(&self, words: &[OsString]) -> Option<Command> {
        let (program, arguments) = words.split_first()?;
        let path = prepended(&self.programs, env::var_os("PATH").as_deref());
        let mut command = Command::new(self.find(program).unwrap_or_else(|| program.clone()));
        command.args(arguments).env("PATH", path).env_remove("PYTHONHOME");
        if let Some(environment) = &self.environment {
            command.env("VIRTUAL_ENV", environment);
        }
        // The project's own package is not installed, so that a `src` layout is put on the import path instead.
        if let Some(source) = self.root.as_ref().map(|root| root.join("src")).filter(|source| source.is_dir())
        {
            command.env("PYTHONPATH", prepended(&source, env::var_os("PYTHONPATH").as_deref()));
        }
        Some(command)
    }

    /// The program of that name in the environment.
    fn find(&self, program: &OsStr) -> Option<OsString> {
        if Path::new(program).components().count() != 1 {
            return None;
        }
        let mut with_suffix = program.to_owned();
        with_suffix.push(env::consts::EXE_SUFFIX);
        let names = [program.to_owned(), with_suffix];
        let found = names.into_iter().map(|name| self.programs.join(name)).find(|path| path.is_file());
        found.map(PathBuf::into_os_string)
    }
}

/// Runs `words` in `environment` and passes its exit code through.
pub(crate) fn exec(environment: &RunEnvironment, words: &[OsString]) -> anyhow::Result<ExitCode> {
    let Some(mut command) = environment.command(words) else {
        return Err(Diagnostic::error("there is no command to run").into());
    };
    start(&mut command).map_err(|error| {
        let program = words.first().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
        let diagnostic = Diagnostic::error(format!("`{program}` can't be run: {error}"));
        if error.kind() == std::io::ErrorKind::NotFound {
            let help = "it is neither in the environment nor on `PATH`; `naja add` installs a package";
            return diagnostic.with_help(help).into();
        }
        diagnostic.into()
    })
}

/// Signals and the terminal reach the program itself.
#[cfg(unix)]
fn start(command: &mut Command) -> std::io::Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec())
}

#[cfg(not(unix))]
fn start(command: &mut Command) -> std::io::Result<ExitCode> {
    let code = command.status()?.code().unwrap_or(1);
    Ok(ExitCode::from(u8::try_from(code & 0xff).unwrap_or(1)))
}

/// `folder` before the folders of the list `rest`.
fn prepended(folder: &Path, rest: Option<&OsStr>) -> OsString {
    let mut list = folder.as_os_str().to_owned();
    if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
        list.push(if cfg!(windows) { ";" } else { ":" });
        list.push(rest);
    }
    list
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::path::Path;

    use super::prepended;

    #[test]
    fn an_empty_list_stays_without_an_empty_member() {
        let separator = if cfg!(windows) { "a;b" } else { "a:b" };
        assert_eq!(prepended(Path::new("a"), Some(OsStr::new("b"))), separator);
        assert_eq!(prepended(Path::new("a"), Some(OsStr::new(""))), "a");
        assert_eq!(prepended(Path::new("a"), None), "a");
    }
}
