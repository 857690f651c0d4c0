//! `naja lock`

use std::process::ExitCode;

use clap::Args;

use crate::cli::ResolveArgs;
use crate::context::Context;
use crate::packaging::lock_file::{self, BrokenLock};
use crate::packaging::locking::{self, LockRequest, Upgrade};
use crate::packaging::{Session, repeat_while_files_change};
use crate::printer::{NAME, styled};

/// The arguments of `naja lock`.
#[derive(Debug, Args)]
pub(crate) struct LockArgs {
    /// Check if the lock is up to date; exit with code 1 if it is not
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Show what would change without writing it
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    resolve: ResolveArgs,
}

pub(crate) fn exec(context: &Context, args: &LockArgs) -> anyhow::Result<ExitCode> {
    repeat_while_files_change(context, || lock(context, args))
}

fn lock(context: &Context, args: &LockArgs) -> anyhow::Result<ExitCode> {
    let session = Session::open(context, &args.resolve.given())?;
    let project = session.project()?;
    let upgrade = Upgrade::from_args(&args.resolve)?;
    let name = styled(NAME, context.shown(&project.lock_path()));
    let up_to_date = || context.printer.say(format!("{name} is up to date"));
    if matches!(upgrade, Upgrade::Nothing)
        && let Some(bytes) = lock_file::read_bytes(&session)?
        && let Ok(text) = str::from_utf8(&bytes)
        && locking::is_known_fresh(&session, text)?
    {
        up_to_date();
        return Ok(ExitCode::SUCCESS);
    }
    let request = LockRequest {
        pyproject: &project.pyproject,
        upgrade: &upgrade,
        base: None,
        broken: BrokenLock::Replace,
    };
    let locked = locking::lock(&session, &request)?;
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
        context.printer.say(format!("Wrote {name}"));
    }
    Ok(ExitCode::SUCCESS)
}
