//! What every command starts from: the global options, the working folder, and where output goes.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use naja_base::escape::escape;

use crate::cli::GlobalArgs;
use crate::printer::Printer;

/// What every command starts from.
#[derive(Debug)]
pub(crate) struct Context {
    /// Where output goes.
    pub(crate) printer: Printer,
    /// The options before or after the command that every command takes.
    pub(crate) global: GlobalArgs,
    /// The working folder, absolute.
    pub(crate) folder: PathBuf,
}

impl Context {
    /// Changes to the folder that the options name.
    pub(crate) fn new(global: GlobalArgs, printer: Printer) -> anyhow::Result<Self> {
        if let Some(folder) = &global.directory {
            std::env::set_current_dir(folder)
                .with_context(|| format!("`{}` is not a folder that can be entered", folder.display()))?;
        }
        let folder = std::env::current_dir().context("the working folder is gone")?;
        Ok(Self { printer, global, folder })
    }

    /// `path` as the user should see it: escaped, and relative to the working folder where it is below that.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let shorter = path.strip_prefix(&self.folder).unwrap_or(path);
        if shorter.as_os_str().is_empty() {
            return ".".to_owned();
        }
        escape(&shorter.display().to_string()).into_owned()
    }
}
