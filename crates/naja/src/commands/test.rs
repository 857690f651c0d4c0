//! `naja test`

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;

use crate::cli::{GroupArgs, LockPolicyArgs, ResolveArgs};
use crate::context::Context;
use crate::launch;
use crate::packaging::install::{Exactness, Reinstall};
use crate::packaging::up_to_date::{EnvironmentRequest, LockPolicy};

/// The arguments of `naja test`.
#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    /// Do not update the environment first
    #[arg(long)]
    no_sync: bool,
    #[command(flatten)]
    policy: LockPolicyArgs,
    #[command(flatten)]
    groups: GroupArgs,
    /// Arguments for pytest, or for unittest if pytest is not installed
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

pub(crate) fn exec(context: &Context, args: &TestArgs) -> anyhow::Result<ExitCode> {
    let request = EnvironmentRequest {
        policy: LockPolicy::from_args(args.policy),
        exactness: Exactness::Inexact,
        groups: &args.groups,
        resolve: &ResolveArgs::default(),
        python: None,
        reinstall: &Reinstall::Nothing,
    };
    let environment = launch::prepare_environment(context, &request, args.no_sync)?;
    let runner = if environment.has_module("pytest") { "pytest" } else { "unittest" };
    context.printer.detail(format!("running {runner}"));
    let mut words: Vec<OsString> = ["python", "-m", runner].map(OsString::from).to_vec();
    words.extend_from_slice(&args.arguments);
    launch::exec(&environment, &words)
}
