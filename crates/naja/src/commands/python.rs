//! `naja python list|find|pin`

use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use naja_base::Diagnostic;
use naja_env::{Interpreter, InterpreterRequest};
use naja_project::pin;

use crate::context::Context;
use crate::packaging::{Session, lock_project};
use crate::printer::{NAME, styled};

/// The arguments of `naja python`.
#[derive(Debug, Args)]
pub(crate) struct PythonArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the interpreters on this machine
    List,
    /// Print the path of the interpreter that would be used
    Find {
        /// A version, a specifier or a path
        request: Option<String>,
    },
    /// Write the request into .python-version
    Pin {
        /// A version, a specifier or a path; without one, what is pinned is shown
        request: Option<String>,
    },
}

pub(crate) fn exec(context: &Context, args: &PythonArgs) -> anyhow::Result<ExitCode> {
    let session = Session::open(context, &[])?;
    match &args.action {
        Action::List => list(&session),
        Action::Find { request } => {
            let interpreter = session.interpreter(request.as_deref())?;
            context.printer.data(interpreter.path().display());
        }
        Action::Pin { request: Some(request) } => pin_to(&session, request)?,
        Action::Pin { request: None } => return show_pin(&session),
    }
    Ok(ExitCode::SUCCESS)
}

fn list(session: &Session<'_>) {
    let mut search = session.search();
    search.requires_python = None;
    let mut found = Interpreter::list(&search);
    found.sort_by(|left, right| right.version().cmp(left.version()));
    if found.is_empty() {
        session.context.printer.say("no interpreter is found on `PATH` or with pyenv");
    }
    for interpreter in &found {
        let name = format!("{} {}", interpreter.implementation(), interpreter.version());
        session.context.printer.data(format!("{name:<20} {}", interpreter.path().display()));
    }
}

/// Pins what an interpreter on this machine can satisfy and the project allows.
fn pin_to(session: &Session<'_>, request: &str) -> anyhow::Result<()> {
    let context = session.context;
    if request.contains(['/', '\\']) {
        return Err(Diagnostic::error("a path can't be pinned: it would mean nothing on another machine")
            .with_help("pin a version, such as `3.12`; for yourself, set `NAJA_PYTHON`")
            .into());
    }
    let interpreter = Interpreter::find(&InterpreterRequest::parse(request), &session.search())?;
    let folder = session.project.as_ref().map_or(context.folder.as_path(), |project| project.root.as_path());
    let _lock = lock_project(context, folder);
    pin::write(folder, request).with_context(|| format!("can't write `{}`", pin::FILE_NAME))?;
    context.printer.say(format!("Pinned {} to {} ({interpreter})", pin::FILE_NAME, styled(NAME, request)));
    Ok(())
}

fn show_pin(session: &Session<'_>) -> anyhow::Result<ExitCode> {
    let root = session.project.as_ref().map(|project| project.root.as_path());
    let (pin, warnings) = pin::find(&session.context.folder, root)?;
    for warning in &warnings {
        session.context.printer.diagnostic(warning);
    }
    let Some(pin) = pin else {
        return Err(Diagnostic::error(format!("`{}` does not exist", pin::FILE_NAME))
            .with_help("run `naja python pin 3.12` to create it")
            .into());
    };
    for request in &pin.requests {
        session.context.printer.data(request);
    }
    Ok(ExitCode::SUCCESS)
}
