//! pylock.toml as it is on disk: read, parsed, and what a broken one can still contribute.

use std::fs;
use std::io::ErrorKind;
use std::sync::Arc;

use anyhow::Context as _;
use naja_base::{Diagnostic, Severity, SourceText};
use naja_pep::pylock::Pylock;

use super::Session;

/// What happens to a lock that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BrokenLock {
    /// It is an error.
    Refuse,
    /// It is reported, and a new lock takes its place.
    Replace,
}

/// The lock file of a project.
#[derive(Default)]
pub(crate) struct LockOnDisk {
    /// Its bytes; `None` where there is none.
    pub(crate) bytes: Option<Vec<u8>>,
    /// Its text and contents, where it can be read.
    pub(crate) parsed: Option<(Arc<SourceText>, Pylock)>,
    /// Of a file with an unresolved merge conflict: the side of the current branch, whose versions are preferred.
    pub(crate) salvaged: Option<Pylock>,
}

/// The bytes of the project's lock file, if it has one.
pub(crate) fn read_bytes(session: &Session<'_>) -> anyhow::Result<Option<Vec<u8>>> {
    let path = session.project()?.lock_path();
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("can't read `{}`", session.context.shown(&path))),
    }
}

/// The text of the project's lock file, if it has one.
pub(crate) fn read(session: &Session<'_>) -> anyhow::Result<Option<Arc<SourceText>>> {
    read_bytes(session)?.map(|bytes| decode(session, bytes)).transpose()
}

/// The document in `source`.
pub(crate) fn parse(session: &Session<'_>, source: &Arc<SourceText>) -> anyhow::Result<Pylock> {
    let mut warnings = Vec::new();
    let document = Pylock::parse(source, &mut warnings)?;
    for warning in &warnings {
        session.context.printer.diagnostic(warning);
    }
    Ok(document)
}

/// The project's lock file, whole.
pub(crate) fn load(session: &Session<'_>, broken: BrokenLock) -> anyhow::Result<LockOnDisk> {
    let Some(bytes) = read_bytes(session)? else { return Ok(LockOnDisk::default()) };
    let parsed = decode(session, bytes.clone()).and_then(|source| Ok((parse(session, &source)?, source)));
    match parsed {
        Ok((document, source)) => {
            Ok(LockOnDisk { bytes: Some(bytes), parsed: Some((source, document)), salvaged: None })
        }
        Err(error) if broken == BrokenLock::Replace => {
            let salvaged = current_side(&String::from_utf8_lossy(&bytes))
                .and_then(|text| Pylock::parse(&SourceText::new("", text), &mut Vec::new()).ok());
            let note = match salvaged {
                Some(_) => "it is replaced by a new lock, which keeps the versions of the current branch",
                None => "it is replaced by a new lock",
            };
            let warning = Diagnostic {
                severity: Severity::Warning,
                help: None,
                ..crate::report::diagnostic(&error).with_note(note)
            };
            session.context.printer.diagnostic(&warning);
            Ok(LockOnDisk { bytes: Some(bytes), parsed: None, salvaged })
        }
        Err(error) => Err(error),
    }
}

fn decode(session: &Session<'_>, bytes: Vec<u8>) -> anyhow::Result<Arc<SourceText>> {
    let name = session.project().map(|project| session.context.shown(&project.lock_path()))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceText::new(name, text)),
        Err(_) => Err(Diagnostic::error(format!("`{name}` is not UTF-8"))
            .with_help("run `naja lock` to replace it")
            .into()),
    }
}

/// A text with conflict markers as the current branch has it; `None` where there are no markers.
fn current_side(text: &str) -> Option<String> {
    #[derive(PartialEq)]
    enum Side {
        Both,
        Current,
        Other,
    }
    let mut side = Side::Both;
    let mut any = false;
    let mut kept = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match (line.get(..7), &side) {
            (Some("<<<<<<<"), Side::Both) => (side, any) = (Side::Current, true),
            // `|||||||` starts the common ancestor if git is configured to show it.
            (Some("=======" | "|||||||"), Side::Current) => side = Side::Other,
            (Some(">>>>>>>"), Side::Current | Side::Other) => side = Side::Both,
            _ if side == Side::Other => {}
            _ => kept.push_str(line),
        }
    }
    any.then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::current_side;

    #[test]
    fn the_current_side_of_a_conflict_is_kept() {
        let conflict = "a\n<<<<<<< HEAD\nb\n||||||| base\nx\n=======\nc\n>>>>>>> other\nd\n";
        assert_eq!(current_side(conflict).as_deref(), Some("a\nb\nd\n"));
        assert_eq!(current_side("a\n=======\nb\n"), None);
        assert_eq!(current_side("a\n<<<<<<< HEAD\nb").as_deref(), Some("a\nb"));
    }
}
