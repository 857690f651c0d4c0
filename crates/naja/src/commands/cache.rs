//! `naja cache dir|size|clean`

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use naja_base::escape::escape;
use naja_env::Protected;

use crate::context::Context;
use crate::packaging::Session;
use crate::printer::count;

/// The arguments of `naja cache`.
#[derive(Debug, Args)]
pub(crate) struct CacheArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print the cache folder
    Dir,
    /// Print the size of the cache
    Size {
        /// Print the number of bytes without a unit
        #[arg(long)]
        bytes: bool,
    },
    /// Clear the cache
    Clean,
}

pub(crate) fn exec(context: &Context, args: &CacheArgs) -> anyhow::Result<ExitCode> {
    let session = Session::open(context, &[])?;
    let folder = session.cache();
    let printer = &context.printer;
    match args.action {
        Action::Dir => printer.data(escape(&folder.to_string_lossy())),
        Action::Size { bytes } => {
            let usage = measure(folder)?;
            printer.data(if bytes { usage.bytes.to_string() } else { with_unit(usage.bytes) });
        }
        Action::Clean => {
            let usage = measure(folder)?;
            clean(folder, &session.protected())?;
            let (files, size) = (count(usage.files, "file"), with_unit(usage.bytes));
            let folder = escape(&folder.to_string_lossy()).into_owned();
            printer.say(format!("Removed {files} ({size}) from {folder}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Default)]
struct Usage {
    files: usize,
    bytes: u64,
}

/// Counts the files below `folder`; links are not followed, and what vanishes meanwhile does not count.
fn measure(folder: &Path) -> anyhow::Result<Usage> {
    let mut usage = Usage::default();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let entries = match fs::read_dir(&next) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("can't read `{}`", next.display())),
        };
        for entry in entries.flatten() {
            let Ok(metadata) = entry.metadata() else { continue };
            if metadata.is_dir() {
                open.push(entry.path());
            } else {
                usage.files += 1;
                usage.bytes += metadata.len();
            }
        }
    }
    Ok(usage)
}

/// Removes the kinds of entries that naja makes, and nothing else that a mistaken `--cache-dir` may name.
fn clean(folder: &Path, protected: &Protected) -> anyhow::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("can't read `{}`", folder.display())),
    };
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if crate::cache_folder::ENTRIES.contains(&name) {
            naja_env::remove_tree(&path, protected)?;
        }
    }
    Ok(())
}

fn with_unit(bytes: u64) -> String {
    let mut value = bytes as f64;
    let mut units = ["B", "KiB", "MiB", "GiB", "TiB"].iter();
    let mut unit = units.next().copied().unwrap_or_default();
    while value >= 1024.0
        && let Some(next) = units.next()
    {
        value /= 1024.0;
        unit = next;
    }
    if unit == "B" { format!("{bytes} B") } else { format!("{value:.1} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::with_unit;

    #[test]
    fn sizes_have_the_unit_that_reads_best() {
        assert_eq!(with_unit(17), "17 B");
        assert_eq!(with_unit(1536), "1.5 KiB");
        assert_eq!(with_unit(5 << 30), "5.0 GiB");
    }
}
