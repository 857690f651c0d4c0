//! `naja sync`

use std::process::ExitCode;

use clap::Args;

use crate::cli::{GroupArgs, LockPolicyArgs, ResolveArgs};
use crate::context::Context;
use crate::packaging::damage;
use crate::packaging::install::{Exactness, Reinstall};
use crate::packaging::up_to_date::{self, EnvironmentRequest, LockPolicy};
use crate::packaging::{Session, repeat_while_files_change};

const UP_TO_DATE: &str = "The environment is up to date";

/// The arguments of `naja sync`.
#[derive(Debug, Args)]
pub(crate) struct SyncArgs {
    #[command(flatten)]
    policy: LockPolicyArgs,
    /// Check if the environment is up to date; exit with code 1 if it is not
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Keep packages that are not in the lock
    #[arg(long)]
    inexact: bool,
    /// Show what would be done without doing it
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    reinstall: ReinstallArgs,
    /// The interpreter for a new environment: a version, a specifier or a path
    #[arg(short, long, value_name = "REQUEST")]
    python: Option<String>,
    #[command(flatten)]
    groups: GroupArgs,
    #[command(flatten)]
    resolve: ResolveArgs,
}

/// What is installed although it is installed already.
#[derive(Debug, Args)]
struct ReinstallArgs {
    /// Reinstall all packages, and verify their cached files
    #[arg(long, conflicts_with = "check")]
    reinstall: bool,
    /// Reinstall this package
    #[arg(long, value_name = "PACKAGE", conflicts_with = "check")]
    reinstall_package: Vec<String>,
}

pub(crate) fn exec(context: &Context, args: &SyncArgs) -> anyhow::Result<ExitCode> {
    let only_looks = args.check || args.dry_run;
    let reinstall = Reinstall::new(args.reinstall.reinstall, &args.reinstall.reinstall_package)?;
    let request = EnvironmentRequest {
        policy: match LockPolicy::from_args(args.policy) {
            LockPolicy::Update if args.check => LockPolicy::Locked,
            LockPolicy::Update if args.dry_run => LockPolicy::Unwritten,
            policy => policy,
        },
        exactness: if args.inexact { Exactness::Inexact } else { Exactness::Exact },
        groups: &args.groups,
        resolve: &args.resolve,
        python: args.python.as_deref(),
        reinstall: &reinstall,
    };
    if !only_looks && up_to_date::find_known(context, &request).is_some() {
        context.printer.say(UP_TO_DATE);
        return Ok(ExitCode::SUCCESS);
    }
    repeat_while_files_change(context, || sync(context, args, &request))
}

fn sync(context: &Context, args: &SyncArgs, request: &EnvironmentRequest<'_>) -> anyhow::Result<ExitCode> {
    let given = args.resolve.given();
    if !(args.check || args.dry_run) {
        let (_, is_changed) = up_to_date::bring_up_to_date(&Session::open(context, &given)?, request)?;
        if !is_changed {
            context.printer.say(UP_TO_DATE);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let session = Session::open_to_inspect(context, &given)?;
    let survey = up_to_date::survey(&session, request)?;
    if survey.is_up_to_date() {
        if args.check {
            let damaged = survey.find_damage()?;
            if !damaged.is_empty() {
                damage::report(context, &damaged);
                let names: Vec<_> = damaged
                    .iter()
                    .map(|damaged| format!("--reinstall-package {}", damaged.distribution.name))
                    .collect();
                context.printer.say(format!("`naja sync {}` repairs this", names.join(" ")));
                return Ok(ExitCode::FAILURE);
            }
        }
        context.printer.say(UP_TO_DATE);
        return Ok(ExitCode::SUCCESS);
    }
    survey.print_plan(&session);
    Ok(if args.check { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
