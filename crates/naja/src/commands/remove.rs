//! `naja remove`

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use naja_pep::PackageName;
use naja_project::Editor;

use super::add::ListArgs;
use crate::cli::ResolveArgs;
use crate::context::Context;
use crate::packaging::change::{self, Change, ChangeArgs};
use crate::packaging::install::Exactness;
use crate::packaging::lock_file::BrokenLock;
use crate::packaging::locking::{self, LockRequest, Upgrade};
use crate::packaging::{Session, repeat_while_files_change};

/// The arguments of `naja remove`.
#[derive(Debug, Args)]
pub(crate) struct RemoveArgs {
    /// The packages to remove
    #[arg(value_name = "PACKAGE", required = true)]
    packages: Vec<String>,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    change: ChangeArgs,
    #[command(flatten)]
    resolve: ResolveArgs,
}

pub(crate) fn exec(context: &Context, args: &RemoveArgs) -> anyhow::Result<ExitCode> {
    repeat_while_files_change(context, || remove(context, args))
}

fn remove(context: &Context, args: &RemoveArgs) -> anyhow::Result<ExitCode> {
    let (session, lock) = Session::open_locked(context, &args.resolve.given())?;
    let list = args.list.list()?;
    let mut editor = Editor::new(Arc::clone(session.project()?.pyproject.source()))?;
    for text in &args.packages {
        let name = PackageName::new(text).with_context(|| format!("`{text}` is not a package name"))?;
        editor.remove(&list, &name)?;
    }
    let upgrade = Upgrade::from_args(&args.resolve)?;
    let request = LockRequest {
        pyproject: editor.pyproject(),
        upgrade: &upgrade,
        base: None,
        broken: BrokenLock::Refuse,
    };
    let locked = locking::lock(&session, &request)?;
    let change = Change { pyproject: editor.pyproject(), locked: &locked, exactness: Exactness::Exact };
    change::carry_out(&session, &lock, &args.change, &change)
}
