//! `naja lock`

use std::process::ExitCode;

use clap::Args;

use crate::cli::ResolveArgs;
use crate::context::Context;
use crate::packaging::Session;
use crate::packaging::locking::{self, Request, Upgrade};
use crate::printer::{NAME, styled};

/// What `naja lock` takes.
#[derive(Debug, Args)]
pub(crate) struct LockArgs {
    /// Only say whether the lock is up to date: exit code 1 where it is not
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Say what would change and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    resolve: ResolveArgs,
}

pub(crate) fn exec(context: &Context, args: &LockArgs) -> anyhow::Result<ExitCode> {
    let session = Session::open(context, &args.resolve.given())?;
    let project = session.project()?;
    let upgrade = Upgrade::from_args(&args.resolve)?;
    let name = styled(NAME, context.shown(&project.lock_path()));
    let up_to_date = || context.printer.say(format!("{name} is up to date"));
    if matches!(upgrade, Upgrade::Nothing)
        && let Some(source) = locking::read(&session)?
        && locking::is_known_fresh(&session, &source.text)?
    {
        up_to_date();
        return Ok(ExitCode::SUCCESS);
    }
    let locked =
        locking::lock(&session, &Request { pyproject: &project.pyproject, upgrade: &upgrade, base: None })?;
    if !locked.is_changed {
        locked.write(&session)?;
        up_to_date();
        return Ok(ExitCode::SUCCESS);
    }
    locked.changes().say(&context.printer);
    if args.check {
        context.printer.say(format!("{name} is not up to date: `naja lock` would change it"));
        return Ok(ExitCode::FAILURE);
    }
    if !args.dry_run {
        locked.write(&session)?;
        context.printer.say(format!("wrote {name}"));
    }
    Ok(ExitCode::SUCCESS)
}
