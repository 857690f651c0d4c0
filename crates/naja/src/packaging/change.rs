//! A change to the project's dependencies: pyproject.toml, lock and environment follow together, or stay as they were.
//!
//! Everything that can fail for a reason outside this machine comes first: the resolution and the downloads. Then the
//! environment is changed, and the two files are written last. An error or a signal on the way undoes what was done.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use naja_project::{FileTransaction, ProjectLock, PyProject};

use super::install::{self, Exactness, InstallTarget, Reinstall, Survey};
use super::locking::Locked;
use super::project_files::{self, check_unchanged};
use super::{ExtrasAndGroups, Session};
use crate::cli::GroupArgs;
use crate::interrupt;

/// The options of commands that change dependencies.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct ChangeArgs {
    /// Update pyproject.toml and the lock, but not the environment
    #[arg(long)]
    no_sync: bool,
    /// The interpreter for a new environment: a version, a specifier or a path
    #[arg(short, long, value_name = "REQUEST")]
    python: Option<String>,
}

/// The new state of a project.
#[derive(Clone, Copy)]
pub(crate) struct Change<'a> {
    /// Its pyproject.toml.
    pub(crate) pyproject: &'a PyProject,
    /// The lock for it.
    pub(crate) locked: &'a Locked,
    /// Whether packages that the lock does not have leave the environment.
    pub(crate) exactness: Exactness,
}

/// Makes the change: all of it, or nothing. The caller holds the project's lock since before it read pyproject.toml.
pub(crate) fn carry_out(
    session: &Session<'_>,
    _lock: &ProjectLock,
    args: &ChangeArgs,
    change: &Change<'_>,
) -> anyhow::Result<ExitCode> {
    naja_base::failpoint::hit("change.resolved")?;
    let survey = if args.no_sync { None } else { Some(survey(session, args, change)?) };
    let wheels = survey.as_ref().map(|survey| survey.fetch(session)).transpose()?;
    let project = session.project()?;
    let pyproject_path = project.pyproject_path();
    let before = project.pyproject.source().text.as_bytes();

    let hold = interrupt::defer_signals()?;
    let mut files = FileTransaction::default();
    let outcome = (|| {
        check_unchanged(session.context, &pyproject_path, Some(before))?;
        change.locked.check_unchanged(session)?;
        if let (Some(survey), Some(wheels)) = (&survey, &wheels) {
            survey.apply(session, wheels)?;
        }
        change.locked.replace_in(&mut files, session)?;
        let after = change.pyproject.source().text.as_bytes();
        project_files::replace(session.context, &mut files, &pyproject_path, Some(before), after)
    })();
    if outcome.is_ok() && !hold.is_end_requested() {
        files.commit();
        change.locked.note_fresh(session)?;
        match &survey {
            Some(survey) => survey.print_changes(session),
            None => change.locked.changes().say(&session.context.printer),
        }
        return Ok(ExitCode::SUCCESS);
    }
    let restored = files.roll_back().context("can't restore the project's files");
    let undone = survey.map_or(Ok(()), |survey| survey.undo(session));
    drop(hold);
    restored.and(undone).and(outcome)?;
    Ok(ExitCode::from(interrupt::EXIT_CODE))
}

fn survey(session: &Session<'_>, args: &ChangeArgs, change: &Change<'_>) -> anyhow::Result<Survey> {
    let lock = &change.locked.document;
    let choice = ExtrasAndGroups::new(&GroupArgs::default(), &session.packaging.default_groups, lock)?;
    let target = InstallTarget {
        lock,
        choice: &choice,
        exactness: change.exactness,
        python: args.python.as_deref(),
        reinstall: &Reinstall::Nothing,
    };
    install::survey(session, &target)
}
