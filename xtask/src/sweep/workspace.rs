//! The folder of a trial: a project, a cache and a home, and naja run in it.

use std::ffi::CString;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, bail};
use naja_testkit::IndexServer;

use super::tree::copy;

/// A run that takes longer than this hangs.
const SECONDS: &str = "20";
/// The exit codes of `timeout` when it had to end the command.
const ENDED: [i32; 2] = [124, 137];

/// The binary and the index that all trials use.
pub(super) struct Naja<'a> {
    pub(super) binary: &'a Path,
    pub(super) index: &'a IndexServer,
}

/// A folder with `project`, `cache` and `home` in it.
pub(super) struct Workspace {
    pub(super) folder: PathBuf,
}

impl Workspace {
    /// Makes the three folders below `folder`.
    pub(super) fn create(folder: PathBuf) -> anyhow::Result<Self> {
        let workspace = Self { folder };
        for folder in [workspace.project(), workspace.cache(), workspace.home()] {
            fs::create_dir_all(folder)?;
        }
        Ok(workspace)
    }

    pub(super) fn project(&self) -> PathBuf {
        self.folder.join("project")
    }

    pub(super) fn cache(&self) -> PathBuf {
        self.folder.join("cache")
    }

    pub(super) fn home(&self) -> PathBuf {
        self.folder.join("home")
    }

    /// Writes a file of the project.
    pub(super) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> anyhow::Result<()> {
        let path = self.project().join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        naja_base::atomic::replace(&path, bytes.as_ref()).with_context(|| format!("cannot write `{name}`"))
    }

    /// Copies everything to `folder`.
    pub(super) fn copy_to(&self, folder: &Path) -> anyhow::Result<Self> {
        copy(&self.folder, folder)?;
        Ok(Self { folder: folder.to_path_buf() })
    }

    /// Removes the folder, whatever its permissions are.
    pub(super) fn remove(self) -> anyhow::Result<()> {
        remove_all(&self.folder)
    }
}

impl Naja<'_> {
    /// A command in the project.
    pub(super) fn command(&self, workspace: &Workspace, words: &[&str]) -> Command {
        let mut command = Command::new(self.binary);
        command.args(words).current_dir(workspace.project()).stdin(Stdio::null());
        command.env("NAJA_CACHE_DIR", workspace.cache()).env("NAJA_DEFAULT_INDEX", self.index.url());
        command.env("HOME", workspace.home()).env_remove("VIRTUAL_ENV").env_remove("XDG_CONFIG_HOME");
        command
    }

    /// Runs a command in the project, and ends it when it hangs.
    pub(super) fn run(&self, workspace: &Workspace, words: &[&str]) -> anyhow::Result<Output> {
        wrapped(&self.command(workspace, words), &[]).output().context("`timeout` of coreutils is needed")
    }

    /// Runs a command that nothing disturbs.
    ///
    /// # Errors
    /// When it fails all the same.
    pub(super) fn succeed(&self, workspace: &Workspace, words: &[&str]) -> anyhow::Result<Output> {
        let output = self.run(workspace, words)?;
        succeeded(&output, &format!("naja {}", words.join(" ")))?;
        Ok(output)
    }
}

/// `plain`, started by the program and arguments in `words`, and ended when it hangs.
pub(super) fn wrapped(plain: &Command, words: &[&str]) -> Command {
    let mut command = Command::new("timeout");
    command.args(["--kill-after=1", SECONDS]).args(words);
    command.arg(plain.get_program()).args(plain.get_args()).stdin(Stdio::null());
    if let Some(folder) = plain.get_current_dir() {
        command.current_dir(folder);
    }
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

/// What is wrong with the way in which a disturbed command ended: it hung, panicked or was ended by a signal, or it failed
/// without a message.
pub(super) fn misbehaviour(output: &Output, words: &[&str]) -> Option<String> {
    let words = words.join(" ");
    match output.status.code() {
        Some(code) if ENDED.contains(&code) => Some(format!("`{words}` hangs")),
        Some(0 | 1) => None,
        Some(2) if !output.stderr.is_empty() => None,
        Some(code) => Some(format!("`{words}` exits with {code}: {}", stderr(output))),
        None => Some(format!("`{words}` is ended by a signal")),
    }
}

pub(super) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// # Errors
/// When `what` did not end with success.
pub(super) fn succeeded(output: &Output, what: &str) -> anyhow::Result<()> {
    if !output.status.success() {
        bail!("{what} ended with {}\n{}", output.status, stderr(output));
    }
    Ok(())
}

/// Removes a folder, read-only ones in it included.
pub(super) fn remove_all(folder: &Path) -> anyhow::Result<()> {
    if fs::remove_dir_all(folder).is_err() && folder.exists() {
        Command::new("chmod").args(["-R", "u+rwX"]).arg(folder).stderr(Stdio::null()).status()?;
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove `{}`", folder.display()))?;
    }
    Ok(())
}

/// How every file of the user begins.
pub(super) const USERS: &str = "a file of the user:";

/// Writes a file of the user, with contents that no other has.
pub(super) fn user(path: PathBuf) -> anyhow::Result<()> {
    let text = format!("{USERS} the only copy of {}\n", path.display());
    put(path, &text)
}

/// Writes a file that naja may change, with the folders above it.
pub(super) fn put(path: PathBuf, text: &str) -> anyhow::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    Ok(naja_base::atomic::replace(&path, text.as_bytes())?)
}

/// Makes a pipe with a name, on which a reader waits for ever.
pub(super) fn make_fifo(path: &Path) -> anyhow::Result<()> {
    let name = CString::new(path.as_os_str().as_bytes())?;
    #[expect(unsafe_code, reason = "mkfifo reads the string, which lives until it returns")]
    let made = unsafe { libc::mkfifo(name.as_ptr(), 0o600) };
    anyhow::ensure!(made == 0, "cannot make a FIFO: {}", std::io::Error::last_os_error());
    Ok(())
}
