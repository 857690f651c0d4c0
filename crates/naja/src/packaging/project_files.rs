//! Writing pyproject.toml and pylock.toml beside editors and other runs of naja.
//!
//! A command that edits holds the project's lock from before it reads until it has written, so that other runs wait. A file
//! that an editor saves meanwhile is noticed when it is to be replaced: then the command starts again from what is there now.

use std::path::Path;

use anyhow::Error;
use naja_base::Diagnostic;
use naja_project::{FileChanged, FileTransaction, ProjectLock, ReplaceError};

use crate::context::Context;
use crate::report;

/// How often a command starts again before it gives up.
const ATTEMPTS: usize = 10;

/// Runs `attempt`, and again as long as it fails because a file changed under it.
///
/// # Errors
/// That of `attempt`, which says so where it comes from files that changed meanwhile; or that they keep changing.
pub(crate) fn repeat_while_files_change<T>(
    context: &Context,
    mut attempt: impl FnMut() -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let mut changed: Option<FileChanged> = None;
    for _ in 0..ATTEMPTS {
        match (attempt(), &changed) {
            (Ok(done), _) => return Ok(done),
            (Err(error), before) => match (error.downcast_ref::<FileChanged>(), before) {
                (Some(file), _) => {
                    let name = context.shown(&file.path);
                    context.printer.say(format!("`{name}` was changed by another program: starting again"));
                    changed = Some(file.clone());
                }
                (None, None) => return Err(error),
                (None, Some(file)) => return Err(after_change(context, &error, file)),
            },
        }
    }
    let name = changed.map_or_else(String::new, |file| context.shown(&file.path));
    Err(Diagnostic::error(format!(
        "`{name}` was changed by another program {ATTEMPTS} times while naja worked"
    ))
    .with_help("run the command again when nothing else writes the file")
    .into())
}

/// The error of an attempt that started from a file as another program left it.
fn after_change(context: &Context, error: &Error, file: &FileChanged) -> Error {
    let note = format!(
        "another program changed `{}` while this command ran; its bytes are kept, and nothing else was written",
        context.shown(&file.path)
    );
    report::diagnostic(error).with_note(note).into()
}

/// Waits for the lock of the project in `root`.
pub(crate) fn lock_project(context: &Context, root: &Path) -> ProjectLock {
    ProjectLock::acquire(root, || {
        context.printer.say("Waiting for another naja process that is changing this project");
    })
}

/// Checks that `path` has the bytes that were read.
///
/// # Errors
/// [`FileChanged`] where it has not.
pub(crate) fn check_unchanged(context: &Context, path: &Path, before: Option<&[u8]>) -> anyhow::Result<()> {
    naja_project::check_unchanged(path, before).map_err(|error| converted(context, path, error, "read"))
}

/// Replaces the bytes of `path`, which must still be `before`.
///
/// # Errors
/// [`FileChanged`] where they are not, or what the file system says.
pub(crate) fn replace(
    context: &Context,
    files: &mut FileTransaction,
    path: &Path,
    before: Option<&[u8]>,
    after: &[u8],
) -> anyhow::Result<()> {
    files.replace(path, before, after).map_err(|error| converted(context, path, error, "write"))
}

fn converted(context: &Context, path: &Path, error: ReplaceError, verb: &str) -> Error {
    match error {
        ReplaceError::Changed(changed) => changed.into(),
        ReplaceError::Io(error) => {
            Error::new(error).context(format!("can't {verb} `{}`", context.shown(path)))
        }
    }
}
