//! Command transcripts in Markdown, which are run: the guide and tests/cli are made of them.
//!
//! A page is read from top to bottom, in one fresh folder:
//!
//! - a block ` ```console ` holds commands after `$ ` and their output, standard output and error together. A last line
//!   `[exit 2]` gives an exit code other than 0. `[..]` stands for any text in a line, a line `...` for any lines;
//! - a block ` ```toml pyproject.toml `, of any language, writes the file named after it;
//! - `<!-- index: web -->` starts an index that serves the packages of `universes/web.toml`; ` ```toml index ` starts one that
//!   serves those of the block;
//! - `<!-- variable: NAME=VALUE -->` sets a variable for the commands that follow.
//!
//! Commands are `naja …`, and `cat`, `ls`, `cd`, `rm`, `mkdir` and `touch`, which the runner carries out itself. What differs from
//! run to run is shown as `[folder]`, `[home]`, `[cache]`, `[index]`, `[version]`, `[python]` and `[time]`.
//!
//! With `UPDATE_EXPECT=1` a page takes what was printed where it doesn't match.

mod compare;
mod page;
mod sandbox;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use naja_base::atomic;

use compare::{diff, matches, merge};
use page::{Block, Page};
use sandbox::Sandbox;
pub use sandbox::{Serve, Served};

/// What transcripts are run with.
pub struct Runner<'a> {
    /// The binary under test.
    pub naja: PathBuf,
    /// The folder of the universes that pages name.
    pub universes: PathBuf,
    /// Starts an index over a universe in TOML.
    pub serve: &'a Serve,
}

impl Runner<'_> {
    /// Runs every page (`*.md`) of `folder`, or those whose name holds `NAJA_TRANSCRIPT`.
    ///
    /// # Panics
    /// When a page can't be read or prints other than it says; the message shows the differences of all pages.
    pub fn run_folder(&self, folder: &Path) {
        let wanted = std::env::var("NAJA_TRANSCRIPT").unwrap_or_default();
        let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut pages: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
        pages.sort();
        assert!(!pages.is_empty(), "{} has no pages", folder.display());
        let mut failures = String::new();
        for path in pages.iter().filter(|path| path.to_string_lossy().contains(&wanted)) {
            if let Err(failure) = self.run_page(path) {
                let _ = writeln!(failures, "\n── {} ──\n{failure}", path.display());
            }
        }
        assert!(failures.is_empty(), "{failures}\nUPDATE_EXPECT=1 takes these outputs over");
    }

    /// Runs one page.
    ///
    /// # Errors
    /// With the differences between what it says and what was printed.
    pub fn run_page(&self, path: &Path) -> Result<(), String> {
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        let page = Page::parse(&text)?;
        let mut sandbox = Sandbox::new(&self.naja, self.serve).map_err(|error| error.to_string())?;
        let mut replacements = Vec::new();
        let mut failures = String::new();
        for block in &page.blocks {
            match block {
                Block::File { path, text } => sandbox.write(path, text)?,
                Block::Universe(text) => sandbox.start_index(text)?,
                Block::NamedUniverse(name) => {
                    let path = self.universes.join(format!("{name}.toml"));
                    let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
                    sandbox.start_index(&text)?;
                }
                Block::Variable { name, value } => sandbox.set(name, value),
                Block::Command(command) => {
                    let printed = sandbox.run(&command.words)?;
                    let expected = &text[command.output.clone()];
                    if !matches(expected, &printed) {
                        let _ = writeln!(failures, "line {}: $ {}", command.line, command.shown);
                        failures.push_str(&diff(expected, &printed));
                        replacements.push((command.output.clone(), merge(expected, &printed)));
                    }
                }
            }
        }
        if failures.is_empty() {
            return Ok(());
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let mut updated = text;
            for (range, printed) in replacements.into_iter().rev() {
                updated.replace_range(range, &printed);
            }
            atomic::replace(path, updated.as_bytes()).map_err(|error| error.to_string())?;
            return Ok(());
        }
        Err(failures)
    }
}
