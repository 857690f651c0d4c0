//! What can be in the place of an environment, or in one.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::workspace::{Workspace, make_fifo, put, succeeded, user};

/// A shape by its name, and what makes it in a workspace whose environment is as [`Base`] says.
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) base: Base,
    pub(super) make: fn(&Workspace) -> anyhow::Result<()>,
}

/// What is in the place of the environment before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Nothing,
    /// What `naja sync` makes.
    Synced,
    /// What `python -m venv` makes.
    Foreign,
}

const fn shape(name: &'static str, base: Base, make: fn(&Workspace) -> anyhow::Result<()>) -> Shape {
    Shape { name, base, make }
}

/// Every shape.
pub(super) const SHAPES: &[Shape] = &[
    shape("a link to the project", Base::Nothing, |w| link(".", venv(w))),
    shape("a link to the folder above", Base::Nothing, |w| link("..", venv(w))),
    shape("a link to the home folder", Base::Nothing, |w| link(w.home(), venv(w))),
    shape("a link to the user's folder", Base::Nothing, |w| link(sibling(w)?, venv(w))),
    shape("a link to a folder of sources", Base::Nothing, |w| link("src", venv(w))),
    shape("a link to the project, empty pyvenv.cfg", Base::Nothing, |w| {
        put(w.project().join("pyvenv.cfg"), "")?;
        link(".", venv(w))
    }),
    shape("a link to the home folder, empty pyvenv.cfg", Base::Nothing, |w| {
        put(w.home().join("pyvenv.cfg"), "")?;
        link(w.home(), venv(w))
    }),
    shape("a link to the user's folder, pyvenv.cfg of nobody", Base::Nothing, |w| {
        put(sibling(w)?.join("pyvenv.cfg"), "home = /nowhere\nversion = 3.1\n")?;
        link(sibling(w)?, venv(w))
    }),
    shape("a link to the user's folder, marked as being made", Base::Nothing, |w| {
        put(sibling(w)?.join(".naja/creating"), "")?;
        link(sibling(w)?, venv(w))
    }),
    shape("a link to nothing", Base::Nothing, |w| link("nowhere", venv(w))),
    shape("a link to itself", Base::Nothing, |w| link(".venv", venv(w))),
    shape("a link to a file", Base::Nothing, |w| link(w.home().join("thesis.txt"), venv(w))),
    shape("a link to an environment elsewhere", Base::Synced, |w| {
        let elsewhere = w.home().join("elsewhere");
        fs::rename(venv(w), &elsewhere)?;
        user(elsewhere.join("notes.txt"))?;
        link(elsewhere, venv(w))
    }),
    shape("a file", Base::Nothing, |w| user(venv(w))),
    shape("a FIFO", Base::Nothing, |w| make_fifo(&venv(w))),
    shape("an empty folder", Base::Nothing, |w| folder(venv(w))),
    shape("a folder of the user", Base::Nothing, |w| user(venv(w).join("notes.txt"))),
    shape("a repository of the user, empty pyvenv.cfg", Base::Nothing, |w| {
        user(venv(w).join(".git/objects/ab/cd"))?;
        config(w, "")
    }),
    shape("a folder of the user, empty pyvenv.cfg", Base::Nothing, |w| notes_with_config(w, "")),
    shape("a folder of the user, pyvenv.cfg of bytes", Base::Nothing, |w| {
        notes_with_config(w, "\u{0}\u{1}\u{fffd}=\n=")
    }),
    shape("a folder of the user, pyvenv.cfg without an interpreter", Base::Nothing, |w| {
        notes_with_config(w, "home = /nowhere/bin\nversion = 3.12.1\n")
    }),
    shape("a folder of the user, pyvenv.cfg of an old interpreter", Base::Nothing, |w| {
        notes_with_config(w, "home = /usr/bin\nversion = 2.7.1\n")
    }),
    shape("a folder of the user, large pyvenv.cfg", Base::Nothing, |w| {
        notes_with_config(w, &"home = /x\n".repeat(200_000))
    }),
    shape("a folder of the user, pyvenv.cfg a folder", Base::Nothing, |w| {
        user(venv(w).join("notes.txt"))?;
        folder(venv(w).join("pyvenv.cfg"))
    }),
    shape("a folder of the user, pyvenv.cfg a FIFO", Base::Nothing, |w| {
        user(venv(w).join("notes.txt"))?;
        make_fifo(&venv(w).join("pyvenv.cfg"))
    }),
    shape("a folder of the user, pyvenv.cfg a link to nothing", Base::Nothing, |w| {
        user(venv(w).join("notes.txt"))?;
        link("nowhere", venv(w).join("pyvenv.cfg"))
    }),
    shape("a folder of the user, pyvenv.cfg a link to a file", Base::Nothing, |w| {
        user(venv(w).join("notes.txt"))?;
        link(w.home().join("thesis.txt"), venv(w).join("pyvenv.cfg"))
    }),
    shape("a folder of the user, marked as being made", Base::Nothing, |w| {
        user(venv(w).join("notes.txt"))?;
        put(venv(w).join(".naja/creating"), "")
    }),
    shape("a read-only folder of the user, empty pyvenv.cfg", Base::Nothing, |w| {
        notes_with_config(w, "")?;
        Ok(fs::set_permissions(venv(w), fs::Permissions::from_mode(0o555))?)
    }),
    shape("another user's folder, empty pyvenv.cfg", Base::Nothing, |w| {
        notes_with_config(w, "")?;
        // Only the superuser can give files away; for others this is one more folder of their own.
        let _ = std::os::unix::fs::chown(venv(w).join("notes.txt"), Some(65534), Some(65534));
        Ok(())
    }),
    shape("a conda environment", Base::Nothing, |w| {
        user(venv(w).join("conda-meta/history"))?;
        user(venv(w).join("bin/tool"))
    }),
    shape("a foreign environment", Base::Foreign, |_| Ok(())),
    shape("a foreign environment with notes", Base::Foreign, |w| user(venv(w).join("notes.txt"))),
    shape("a foreign environment with a module of the user", Base::Foreign, |w| {
        user(site(w)?.join("mine.py"))
    }),
    shape("a foreign environment with a script of the user", Base::Foreign, |w| {
        user(venv(w).join("bin/mine"))
    }),
    shape("a foreign environment without an interpreter", Base::Foreign, |w| {
        user(venv(w).join("notes.txt"))?;
        config(w, "home = /nowhere/bin\nversion = 3.12.1\n")
    }),
    shape("a foreign environment, empty pyvenv.cfg", Base::Foreign, |w| {
        user(site(w)?.join("mine.py"))?;
        config(w, "")
    }),
    shape("notes in it", Base::Synced, |w| user(venv(w).join("notes.txt"))),
    shape("a module of the user in it", Base::Synced, |w| user(site(w)?.join("mine.py"))),
    shape("a script of the user in it", Base::Synced, |w| user(venv(w).join("bin/mine"))),
    shape("a file of the user in a package", Base::Synced, |w| user(site(w)?.join("tofu/mine.py"))),
    shape("no pyvenv.cfg, notes", Base::Synced, |w| {
        user(venv(w).join("notes.txt"))?;
        Ok(fs::remove_file(venv(w).join("pyvenv.cfg"))?)
    }),
    shape("empty pyvenv.cfg, notes", Base::Synced, |w| notes_with_config(w, "")),
    shape("pyvenv.cfg without an interpreter, notes", Base::Synced, |w| {
        user(site(w)?.join("mine.py"))?;
        notes_with_config(w, "home = /nowhere/bin\nversion = 3.12.1\n")
    }),
    shape("no interpreter, notes", Base::Synced, |w| {
        user(venv(w).join("notes.txt"))?;
        Ok(fs::remove_file(venv(w).join("bin/python"))?)
    }),
    shape("an interpreter that leads nowhere, notes", Base::Synced, |w| {
        user(venv(w).join("notes.txt"))?;
        fs::remove_file(venv(w).join("bin/python"))?;
        link("/nowhere/python", venv(w).join("bin/python"))
    }),
    shape("bin a link to the user's folder", Base::Synced, |w| replace(venv(w).join("bin"), sibling(w)?)),
    shape("lib a link to the user's folder", Base::Synced, |w| replace(venv(w).join("lib"), sibling(w)?)),
    shape("site-packages a link to the user's folder", Base::Synced, |w| replace(site(w)?, sibling(w)?)),
    shape("a package a link to the user's folder", Base::Synced, |w| {
        replace(site(w)?.join("tofu"), sibling(w)?)
    }),
    shape("a .dist-info a link to the user's folder", Base::Synced, |w| replace(dist_info(w)?, sibling(w)?)),
    shape("a module a link to a file of the user", Base::Synced, |w| {
        replace(site(w)?.join("tofu/__init__.py"), w.home().join("thesis.txt"))
    }),
    shape("RECORD with a path outside", Base::Synced, |w| {
        append(dist_info(w)?.join("RECORD"), "../../../../../home/thesis.txt,,\n")
    }),
    shape("RECORD with an absolute path", Base::Synced, |w| {
        append(dist_info(w)?.join("RECORD"), &format!("{},,\n", w.home().join("thesis.txt").display()))
    }),
    shape("RECORD with a path through a link", Base::Synced, |w| {
        link(w.home(), site(w)?.join("through"))?;
        append(dist_info(w)?.join("RECORD"), "through/thesis.txt,,\n")
    }),
    shape("no RECORD", Base::Synced, |w| Ok(fs::remove_file(dist_info(w)?.join("RECORD"))?)),
    shape("RECORD a FIFO", Base::Synced, |w| fifo_instead(dist_info(w)?.join("RECORD"))),
    shape("RECORD a folder", Base::Synced, |w| {
        fs::remove_file(dist_info(w)?.join("RECORD"))?;
        folder(dist_info(w)?.join("RECORD"))
    }),
    shape(".naja a link to the user's folder", Base::Synced, |w| replace(venv(w).join(".naja"), sibling(w)?)),
    shape(".naja a file", Base::Synced, |w| {
        fs::remove_dir_all(venv(w).join(".naja"))?;
        user(venv(w).join(".naja"))
    }),
    shape("removing a link to the user's folder", Base::Synced, |w| link_in_own(w, "removing")),
    shape("staging a link to the user's folder", Base::Synced, |w| link_in_own(w, "staging")),
    shape("a link in removing", Base::Synced, |w| {
        folder(venv(w).join(".naja/removing"))?;
        link(sibling(w)?, venv(w).join(".naja/removing/tofu-1.0.dist-info"))
    }),
    shape("a link in staging", Base::Synced, |w| {
        folder(venv(w).join(".naja/staging"))?;
        link(sibling(w)?, venv(w).join(".naja/staging/tofu"))
    }),
    shape("a removed distribution whose RECORD leads outside", Base::Synced, |w| {
        let tomb = venv(w).join(".naja/removing/old-1.0.dist-info");
        put(tomb.join("RECORD"), "../../../../../home/thesis.txt,,\n../../../../src/module.py,,\n")
    }),
    shape("the stamp a FIFO", Base::Synced, |w| fifo_instead(venv(w).join(".naja/stamp"))),
    shape("the stamp a folder", Base::Synced, |w| {
        fs::remove_file(venv(w).join(".naja/stamp"))?;
        folder(venv(w).join(".naja/stamp"))
    }),
    shape("the stamp a link to a file of the user", Base::Synced, |w| {
        replace(venv(w).join(".naja/stamp"), w.home().join("thesis.txt"))
    }),
    shape("the stamp of bytes", Base::Synced, |w| put(venv(w).join(".naja/stamp"), "\u{0}\u{1}\u{2}")),
    shape("a file of a package is missing", Base::Synced, |w| {
        Ok(fs::remove_file(site(w)?.join("tofu/a/b.py"))?)
    }),
];

fn venv(workspace: &Workspace) -> PathBuf {
    workspace.project().join(".venv")
}

/// A folder of the user beside the project.
fn sibling(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    let folder = workspace.home().join("sibling");
    for name in ["letter.txt", "tofu/__init__.py", "bin/python", "removing/x"] {
        if !folder.join(name).exists() {
            user(folder.join(name))?;
        }
    }
    Ok(folder)
}

/// The environment's folder of packages.
pub(super) fn site(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    let lib = venv(workspace).join("lib");
    let versions = fs::read_dir(&lib)?.filter_map(Result::ok).map(|entry| entry.path());
    let mut sites = versions.map(|version| version.join("site-packages")).filter(|site| site.is_dir());
    sites.next().with_context(|| format!("`{}` has no site-packages", lib.display()))
}

fn dist_info(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    Ok(site(workspace)?.join("tofu-1.0.dist-info"))
}

fn folder(path: PathBuf) -> anyhow::Result<()> {
    Ok(fs::create_dir_all(path)?)
}

fn link(target: impl AsRef<Path>, path: PathBuf) -> anyhow::Result<()> {
    symlink(target, &path).with_context(|| format!("cannot make the link `{}`", path.display()))
}

fn append(path: PathBuf, line: &str) -> anyhow::Result<()> {
    let text = fs::read_to_string(&path)?;
    put(path, &(text + line))
}

fn config(workspace: &Workspace, text: &str) -> anyhow::Result<()> {
    put(venv(workspace).join("pyvenv.cfg"), text)
}

fn notes_with_config(workspace: &Workspace, text: &str) -> anyhow::Result<()> {
    user(venv(workspace).join("notes.txt"))?;
    config(workspace, text)
}

/// Puts a link to `target` in the place of `path`.
fn replace(path: PathBuf, target: PathBuf) -> anyhow::Result<()> {
    if path.is_dir() {
        fs::remove_dir_all(&path)?;
    } else {
        fs::remove_file(&path)?;
    }
    link(target, path)
}

fn fifo_instead(path: PathBuf) -> anyhow::Result<()> {
    fs::remove_file(&path)?;
    make_fifo(&path)
}

fn link_in_own(workspace: &Workspace, name: &str) -> anyhow::Result<()> {
    let path = venv(workspace).join(".naja").join(name);
    if path.exists() {
        fs::remove_dir_all(&path)?;
    }
    link(sibling(workspace)?, path)
}

/// Makes an environment as another tool does, with the interpreter of naja's own.
pub(super) fn foreign(workspace: &Workspace) -> anyhow::Result<()> {
    let python = fs::canonicalize(venv(workspace).join("bin/python"))?;
    fs::remove_dir_all(venv(workspace))?;
    let output = Command::new(python).args(["-m", "venv", "--without-pip"]).arg(venv(workspace)).output()?;
    succeeded(&output, "python -m venv")
}
