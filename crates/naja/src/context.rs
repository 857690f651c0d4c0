//! The context of every command: the global options, the working folder, and the printer.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use naja_base::escape::escape;

use crate::cli::GlobalArgs;
use crate::printer::Printer;

/// The context of every command.
#[derive(Debug)]
pub(crate) struct Context {
    /// Where output goes.
    pub(crate) printer: Printer,
    /// The options that every command has.
    pub(crate) global: GlobalArgs,
    /// The working folder, absolute.
    pub(crate) folder: PathBuf,
}

impl Context {
    /// Changes to the folder that the options name.
    pub(crate) fn new(global: GlobalArgs, printer: Printer) -> anyhow::Result<Self> {
        if let Some(folder) = &global.directory {
            std::env::set_current_dir(folder)
                .with_context(|| format!("can't change to the folder `{}`", folder.display()))?;
        }
        let folder = std::env::current_dir().context("the working folder does not exist")?;
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
