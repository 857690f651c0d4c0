//! Removal of folders with everything in them, through no link and never beyond what naja owns.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use crate::error::EnvError;
use crate::folder::{EntryKind, Folder};
use crate::kept_files::Keeper;
use crate::protected::{Protected, Scope};
use crate::relative_path::join;

/// Removes the folder at `path` with everything in it, or whatever else has that name; links are removed, not followed.
/// That nothing is there is no error.
///
/// # Errors
/// [`EnvError::HoldsProtected`] before anything is removed, [`EnvError::Io`] where something can't be removed, or where
/// another file system is mounted below.
pub fn remove_tree(path: &Path, protected: &Protected) -> Result<(), EnvError> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(name) = path.file_name() else {
        let error = io::Error::new(io::ErrorKind::InvalidInput, "the path names no entry of a folder");
        return Err(EnvError::io("remove", path)(error));
    };
    let parent = match Folder::open(parent) {
        Ok(parent) => parent,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(EnvError::io("remove", path)(error)),
    };
    match parent.kind(name).map_err(EnvError::io("remove", path))? {
        None => Ok(()),
        Some(EntryKind::Folder) => {
            let folder = parent.folder(name).map_err(EnvError::io("remove", path))?;
            protected.check(&folder, Scope::Removal)?;
            remove_contents(&folder)
                .and_then(|()| parent.remove_folder(name))
                .map_err(EnvError::io("remove", path))
        }
        Some(_) => parent.remove_file(name).map_err(EnvError::io("remove", path)),
    }
}

/// Removes everything in `top`, which the caller has checked to be naja's own.
pub(crate) fn remove_contents(top: &Folder) -> io::Result<()> {
    let device = top.id()?.device;
    let mut open: Vec<(Folder, Vec<OsString>)> = Vec::new();
    let mut subfolders = remove_files(top)?;
    loop {
        let current = open.last().map_or(top, |(folder, _)| folder);
        match subfolders.pop() {
            Some(name) => {
                let folder = current.folder(&name)?;
                if folder.id()?.device != device {
                    let message = format!("another file system is mounted at `{}`", folder.path().display());
                    return Err(io::Error::new(io::ErrorKind::ResourceBusy, message));
                }
                let below = remove_files(&folder)?;
                subfolders.push(name);
                open.push((folder, std::mem::replace(&mut subfolders, below)));
            }
            None => {
                let Some((_, above)) = open.pop() else { return Ok(()) };
                subfolders = above;
                let parent = open.last().map_or(top, |(folder, _)| folder);
                if let Some(emptied) = subfolders.pop() {
                    parent.remove_folder(emptied)?;
                }
            }
        }
    }
}

/// Removes everything in `folder` but its folders, whose names are returned.
fn remove_files(folder: &Folder) -> io::Result<Vec<OsString>> {
    let mut folders = Vec::new();
    for entry in folder.entries()? {
        if entry.kind == EntryKind::Folder {
            folders.push(entry.name);
        } else {
            folder.remove_file(&entry.name)?;
        }
    }
    Ok(folders)
}

/// Removes the files of a `.dist-info` folder that its own `RECORD` lists, `RECORD` itself last, so that a run that is killed
/// on the way can be repeated. Everything else in it is kept.
///
/// `path` is the folder's path below the environment, for the files that are kept; `is_listed` is asked for paths relative
/// to the folder.
pub(crate) fn remove_listed(
    folder: &Folder,
    path: &str,
    is_listed: &dyn Fn(&str) -> bool,
    keeper: &mut Keeper<'_>,
) -> io::Result<()> {
    remove_listed_below(folder, path, "", is_listed, keeper)?;
    match folder.kind("RECORD")? {
        Some(EntryKind::Folder) | None => Ok(()),
        Some(_) => {
            naja_base::failpoint::hit("remove.record")?;
            folder.remove_file("RECORD")
        }
    }
}

fn remove_listed_below(
    folder: &Folder,
    path: &str,
    below: &str,
    is_listed: &dyn Fn(&str) -> bool,
    keeper: &mut Keeper<'_>,
) -> io::Result<()> {
    for entry in folder.entries()? {
        let name = entry.name.to_string_lossy();
        let inside = join(below, &name);
        if inside == "RECORD" && entry.kind != EntryKind::Folder {
            continue;
        }
        match entry.kind {
            EntryKind::Folder => {
                remove_listed_below(&folder.folder(&entry.name)?, path, &inside, is_listed, keeper)?;
                folder.remove_folder(&entry.name)?;
            }
            _ if is_listed(&inside) => folder.remove_file(&entry.name)?,
            _ => keeper.keep(folder, &entry.name, &join(path, &inside))?,
        }
    }
    Ok(())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::remove_tree;
    use crate::error::EnvError;
    use crate::protected::Protected;

    #[test]
    fn fault_107_a_folder_that_holds_the_project_the_home_or_the_working_folder_is_never_removed() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("a/project");
        fs::create_dir_all(&project).unwrap();
        let protected = Protected::new(Some(&project));
        let home = std::env::home_dir().unwrap();
        let working = std::env::current_dir().unwrap();
        for path in
            [&project, &folder.path().join("a"), &home, &working, &working.join("..").join("naja_env")]
        {
            let error = remove_tree(path, &protected).unwrap_err();
            assert!(matches!(error, EnvError::HoldsProtected { .. }), "{}: {error}", path.display());
            assert!(path.is_dir());
        }
    }

    #[test]
    fn a_tree_is_removed_and_what_its_links_lead_to_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (tree, outside) = (folder.path().join("tree"), folder.path().join("outside"));
        fs::create_dir_all(tree.join("a/b/c")).unwrap();
        fs::create_dir_all(tree.join("a/d")).unwrap();
        fs::create_dir_all(&outside).unwrap();
        for file in [tree.join("x"), tree.join("a/b/c/x"), tree.join("a/d/x"), outside.join("x")] {
            naja_base::atomic::replace(&file, b"x").unwrap();
        }
        symlink(&outside, tree.join("a/link")).unwrap();
        symlink(&outside, folder.path().join("link")).unwrap();
        let protected = Protected::new(None);
        remove_tree(&tree, &protected).unwrap();
        remove_tree(&folder.path().join("link"), &protected).unwrap();
        remove_tree(&folder.path().join("absent"), &protected).unwrap();
        let left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["outside"]);
        assert!(outside.join("x").is_file());
    }
}
