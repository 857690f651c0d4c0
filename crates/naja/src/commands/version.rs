//! `naja version`

use std::process::ExitCode;
use std::str::FromStr as _;
use std::sync::Arc;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use naja_base::Diagnostic;
use naja_pep::Version;
use naja_project::{Editor, FileTransaction};

use crate::context::Context;
use crate::packaging::{Session, repeat_while_files_change, replace};

/// The arguments of `naja version`.
#[derive(Debug, Args)]
pub(crate) struct VersionArgs {
    /// Set the project's version
    #[arg(conflicts_with = "bump")]
    value: Option<String>,
    /// Increase this part of the version
    #[arg(long)]
    bump: Option<Part>,
    /// Print the version without the name
    #[arg(long)]
    short: bool,
    /// Print the new version without writing it
    #[arg(long)]
    dry_run: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Part {
    Major,
    Minor,
    Patch,
}

pub(crate) fn exec(context: &Context, args: &VersionArgs) -> anyhow::Result<ExitCode> {
    repeat_while_files_change(context, || version(context, args))
}

fn version(context: &Context, args: &VersionArgs) -> anyhow::Result<ExitCode> {
    let is_change = args.value.is_some() || args.bump.is_some();
    let (session, _lock) = if is_change && !args.dry_run {
        let (session, lock) = Session::open_locked(context, &[])?;
        (session, Some(lock))
    } else {
        (Session::open(context, &[])?, None)
    };
    if session.project.is_none() && !is_change {
        let own = env!("CARGO_PKG_VERSION");
        context.printer.data(if args.short { own.to_owned() } else { format!("naja {own}") });
        return Ok(ExitCode::SUCCESS);
    }
    let project = session.project()?;
    let table = project.pyproject.project()?;
    let show = |version: &Version| {
        context.printer.data(if args.short {
            version.to_string()
        } else {
            format!("{} {version}", table.name)
        });
    };
    let current = table.version.as_ref();
    let wanted = match (&args.value, args.bump) {
        (Some(text), _) => Version::from_str(text).with_context(|| format!("`{text}` is not a version"))?,
        (None, Some(part)) => raised(current.ok_or_else(no_version)?, part),
        (None, None) => {
            show(current.ok_or_else(no_version)?);
            return Ok(ExitCode::SUCCESS);
        }
    };
    let mut editor = Editor::new(Arc::clone(project.pyproject.source()))?;
    editor.set_version(&wanted.to_string())?;
    if !args.dry_run {
        let before = project.pyproject.source().text.as_bytes();
        let mut files = FileTransaction::default();
        replace(context, &mut files, &project.pyproject_path(), Some(before), editor.text().as_bytes())?;
        files.commit();
    }
    show(&wanted);
    Ok(ExitCode::SUCCESS)
}

fn no_version() -> Diagnostic {
    Diagnostic::error("the project has no static `version`")
        .with_help("set `version` in `[project]`, or run `naja version 0.1.0`")
}

/// `version` with one part raised and what follows it zero; a prerelease becomes final.
fn raised(version: &Version, part: Part) -> Version {
    let release = version.release();
    let number = |index: usize| release.get(index).copied().unwrap_or(0);
    let is_pre = version.any_prerelease();
    Version::new(match part {
        Part::Major => [number(0) + 1, 0, 0],
        Part::Minor => [number(0), number(1) + 1, 0],
        // 1.2.3rc1 comes before 1.2.3, so that the next patch is 1.2.3 itself.
        Part::Patch => [number(0), number(1), number(2) + u64::from(!is_pre)],
    })
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use naja_pep::Version;

    use super::{Part, raised};

    #[test]
    fn parts_are_raised_as_semantic_versioning_does() {
        let raise = |text: &str, part| raised(&Version::from_str(text).unwrap(), part).to_string();
        assert_eq!(raise("1.2.3", Part::Major), "2.0.0");
        assert_eq!(raise("1.2", Part::Minor), "1.3.0");
        assert_eq!(raise("1.2.3", Part::Patch), "1.2.4");
        assert_eq!(raise("1.2.3rc1", Part::Patch), "1.2.3");
    }
}
