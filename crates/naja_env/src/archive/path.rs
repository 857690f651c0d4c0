//! Which paths an archive may hold: relative, portable, and each of them once, even where case does not count.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;

use super::Entry;
use crate::wheel_problem::{WheelProblem, WheelProblemKind};

/// The longest name that the usual file systems take, in bytes.
const MAX_COMPONENT: usize = 255;
/// The longest path within an archive, in bytes; half of what Linux takes, so that the environment's own path fits.
const MAX_PATH: usize = 2048;

/// Checks that `path`, with `/` between its components, stays below the folder it is unpacked to.
pub(crate) fn check_path(path: &str) -> Result<(), WheelProblem> {
    let bad = |kind, detail: &str| Err(WheelProblem::at(kind, path, detail));
    if path.is_empty() {
        return bad(WheelProblemKind::BadName, "the name is empty");
    }
    if path.starts_with('/') {
        return bad(WheelProblemKind::Traversal, "the path is absolute");
    }
    if path.len() > MAX_PATH {
        return bad(WheelProblemKind::BadName, "the path is long than 2048 bytes");
    }
    let drive = path.as_bytes();
    if drive.len() >= 2 && drive[0].is_ascii_alphabetic() && drive[1] == b':' {
        return bad(WheelProblemKind::Traversal, "the path names a drive");
    }
    path.split('/').try_for_each(|component| check_component(component).map_err(|problem| problem.of(path)))
}

/// Checks one component of a path.
pub(crate) fn check_component(component: &str) -> Result<(), WheelProblem> {
    let bad = |kind, detail: &str| Err(WheelProblem::at(kind, component, detail));
    match component {
        "" => return bad(WheelProblemKind::BadName, "a component of the path is empty"),
        "." => return bad(WheelProblemKind::BadName, "the path holds `.`"),
        ".." => return bad(WheelProblemKind::Traversal, "the path holds `..`"),
        _ => {}
    }
    if component.len() > MAX_COMPONENT {
        return bad(WheelProblemKind::BadName, "a name in the path is long than 255 bytes");
    }
    if component.contains('\\') {
        return bad(WheelProblemKind::Backslash, "the path holds a backslash");
    }
    if component.contains(char::is_control) {
        return bad(WheelProblemKind::BadName, "the path holds a control character");
    }
    Ok(())
}

/// Checks every name, and that no two of them are one file on some file system.
pub(super) fn check_names(entries: &[Entry]) -> Result<(), WheelProblem> {
    let mut names = Names { seen: FxHashMap::default(), last_folder: "" };
    names.seen.reserve(entries.len());
    for entry in entries {
        check_path(&entry.name)?;
        names.add(&entry.name, entry.is_folder)?;
    }
    Ok(())
}

struct Names<'a> {
    /// From the folded path to the path itself, and whether it is a folder.
    seen: FxHashMap<String, (&'a str, bool)>,
    last_folder: &'a str,
}

impl<'a> Names<'a> {
    fn add(&mut self, path: &'a str, is_folder: bool) -> Result<(), WheelProblem> {
        let parent = path.rfind('/').map_or("", |at| &path[..at]);
        if parent != self.last_folder {
            for (at, _) in path.match_indices('/') {
                self.insert(&path[..at], true)?;
            }
            self.last_folder = parent;
        }
        if self.insert(path, is_folder)? && !is_folder {
            return Err(WheelProblem::at(WheelProblemKind::Duplicate, path, "it is there twice"));
        }
        Ok(())
    }

    /// Whether the very path was there already.
    fn insert(&mut self, path: &'a str, is_folder: bool) -> Result<bool, WheelProblem> {
        match self.seen.insert(fold(path), (path, is_folder)) {
            None => Ok(false),
            Some((earlier, _)) if earlier != path => {
                let detail = format!("it is the same file as `{earlier}` where case does not count");
                Err(WheelProblem::at(WheelProblemKind::Duplicate, path, detail))
            }
            Some((_, was_folder)) if was_folder != is_folder => {
                Err(WheelProblem::at(WheelProblemKind::Duplicate, path, "it is a file and a folder"))
            }
            Some(_) => Ok(true),
        }
    }
}

/// The path as a file system sees it that ignores case and composes characters.
fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().flat_map(char::to_lowercase).collect::<String>().nfc().collect()
}
