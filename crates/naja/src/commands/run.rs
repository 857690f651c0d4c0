//! `naja run`

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use naja_base::SourceText;

use crate::cli::{GroupArgs, LockPolicyArgs, ResolveArgs};
use crate::context::Context;
use crate::launch;
use crate::packaging::install::{Exactness, Reinstall};
use crate::packaging::up_to_date::{EnvironmentRequest, LockPolicy};

/// The arguments of `naja run`.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// Run a module, as `python -m` does
    #[arg(short, long)]
    module: bool,
    /// Do not update the environment first
    #[arg(long)]
    no_sync: bool,
    #[command(flatten)]
    policy: LockPolicyArgs,
    /// Remove packages that are not in the lock
    #[arg(long)]
    exact: bool,
    /// The interpreter for a new environment: a version, a specifier or a path
    #[arg(short, long, value_name = "REQUEST")]
    python: Option<String>,
    #[command(flatten)]
    groups: GroupArgs,
    #[command(flatten)]
    resolve: ResolveArgs,
    /// The command and its arguments; a file with the ending .py is run with python
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

pub(crate) fn exec(context: &Context, args: &RunArgs) -> anyhow::Result<ExitCode> {
    let request = EnvironmentRequest {
        policy: LockPolicy::from_args(args.policy),
        exactness: if args.exact { Exactness::Exact } else { Exactness::Inexact },
        groups: &args.groups,
        resolve: &args.resolve,
        python: args.python.as_deref(),
        reinstall: &Reinstall::Nothing,
    };
    let (program, rest) = args
        .command
        .split_first()
        .map_or((OsString::new(), &[][..]), |(program, rest)| (program.clone(), rest));
    let is_script = !args.module && Path::new(&program).extension().is_some_and(|ending| ending == "py");
    if is_script && let Ok(bytes) = fs::read(context.folder.join(&program)) {
        let name = program.to_string_lossy().into_owned();
        let script = SourceText::new(name, String::from_utf8_lossy(&bytes).into_owned());
        naja_project::refuse_script_metadata(&script)?;
    }
    let environment = launch::prepare_environment(context, &request, args.no_sync)?;
    let mut words: Vec<OsString> = Vec::new();
    if args.module {
        words.extend(["python".into(), "-m".into()]);
    } else if is_script {
        words.push("python".into());
    }
    words.push(program);
    words.extend_from_slice(rest);
    launch::exec(&environment, &words)
}
