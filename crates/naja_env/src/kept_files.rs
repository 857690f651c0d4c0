//! Files in an environment that naja did not install: where they are in the way they are moved, never removed.
//!
//! They go to `.naja/kept/<number>/` under the path that they had, and a warning says where that is.

use std::ffi::OsStr;
use std::io;
use std::path::PathBuf;

use naja_base::Diagnostic;

use crate::folder::Folder;

/// In the folder of naja's own files: what was moved out of the way, a numbered folder for each run that moved something.
pub(crate) const KEPT: &str = "kept";

/// How many paths a warning lists.
const LISTED: usize = 5;

/// Files that were moved out of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFiles {
    /// The folder that they were moved to, under the paths that they had in the environment.
    pub folder: PathBuf,
    /// The files, or whole folders, relative to the environment, with `/`.
    pub paths: Vec<String>,
}

impl KeptFiles {
    /// The warning for users.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let number = self.paths.len();
        let (items, verb) = if number == 1 { ("item", "was") } else { ("items", "were") };
        let folder = self.folder.display();
        let message = format!("{number} {items} that naja did not install {verb} moved to `{folder}`");
        let mut diagnostic = Diagnostic::warning(message);
        for path in self.paths.iter().take(LISTED) {
            diagnostic = diagnostic.with_note(path.clone());
        }
        if number > LISTED {
            diagnostic = diagnostic.with_note(format!("and {} more", number - LISTED));
        }
        diagnostic.with_help("move what you need out of the environment, and delete the rest")
    }
}

/// Moves files out of the way.
#[derive(Debug)]
pub(crate) struct Keeper<'a> {
    /// The folder of naja's own files.
    own: &'a Folder,
    /// Made with the first file that is moved.
    folder: Option<Folder>,
    paths: Vec<String>,
}

impl<'a> Keeper<'a> {
    /// A keeper that moves files below `own`, the folder of naja's own files.
    pub(crate) fn new(own: &'a Folder) -> Self {
        Self { own, folder: None, paths: Vec::new() }
    }

    /// Moves the entry `name` of `folder`, which lies at `relative` below the environment's root.
    pub(crate) fn keep(&mut self, folder: &Folder, name: &OsStr, relative: &str) -> io::Result<()> {
        let top = match &self.folder {
            Some(folder) => folder,
            None => self.folder.insert(new_numbered(&self.own.make_folder(KEPT)?)?),
        };
        let (above, last) = relative.rsplit_once('/').unwrap_or(("", relative));
        let target = above
            .split('/')
            .filter(|part| !part.is_empty())
            .try_fold(top.descend("")?, |target, part| target.make_folder(part))?;
        folder.rename(name, &target, free_name(&target, name)?)?;
        self.paths.push(if last.is_empty() {
            name.to_string_lossy().into_owned()
        } else {
            relative.to_owned()
        });
        Ok(())
    }

    /// What was moved, where something was.
    pub(crate) fn finish(self) -> Option<KeptFiles> {
        let folder = self.folder?;
        Some(KeptFiles { folder: folder.path().to_path_buf(), paths: self.paths })
    }
}

/// Makes the first folder `1`, `2`, … that is not there yet.
fn new_numbered(kept: &Folder) -> io::Result<Folder> {
    for number in 1_u32.. {
        match kept.make_new_folder(&number.to_string()) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made,
        }
    }
    Err(io::Error::other("there are too many folders of kept files"))
}

/// `name`, or the first `name.2`, `name.3`, … where something in `folder` has that name already.
fn free_name(folder: &Folder, name: &OsStr) -> io::Result<std::ffi::OsString> {
    let mut free = name.to_owned();
    for number in 2_u32.. {
        if folder.kind(&free)?.is_none() {
            return Ok(free);
        }
        free = name.to_owned();
        free.push(format!(".{number}"));
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}
