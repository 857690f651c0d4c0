//! `naja lint -`: standard input, and with `--fix` standard output.

use std::process::ExitCode;

use naja_config::source::{SourceConfig, SourceSettings};

use super::report::Report;
use super::{LintArgs, warn};
use crate::linting::{Action, Linting, Outcome, Ready, STDIN, Scratch, Subject, difference};
use crate::source::{self, Filter, Purpose};

pub(super) fn exec(
    work: &mut Linting<'_>,
    config: &SourceConfig,
    args: &LintArgs,
    run: &SourceSettings,
) -> anyhow::Result<ExitCode> {
    let context = work.context;
    let name = args.files.stdin_filename.clone().unwrap_or_else(|| STDIN.into());
    let (path, shown) = (context.folder.join(&name), name.display().to_string());
    let settings = config.of_folder(path.parent().unwrap_or(&path))?;
    // What is not a file is not remembered.
    work.rules.cache = None;
    let ready = Ready::new(&settings, &work.rules, "")?;
    ready.complain(&context.printer);
    warn(context, config);
    let filter = Filter::new(&settings)?;
    let contents = source::read_stdin().map_err(|diagnostic| source::path_text(&shown, *diagnostic))?;
    let is_fix = work.action == Action::Fix;
    if filter.force_exclude && filter.excludes_way(&path, Purpose::Lint) {
        if is_fix {
            context.printer.bytes(&contents.encode(&contents.text)?);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let subject = Subject { path: &path, shown: &shown, settings: &settings, ready: &ready, is_file: false };
    let work = &*work;
    let linted = source::on_deep_stack(|| {
        let mut linted = work.lint(&subject, &contents, &mut Scratch::default(), |_, _| {})?;
        if work.action == Action::Diff
            && let Some(new) = &linted.new
        {
            linted.diff = difference(&path, &shown, &contents.text, new);
        }
        Ok::<_, Box<naja_base::Diagnostic>>(linted)
    })??;
    let new = linted.new.clone();
    let printed = Report::new(work, args, run).of(vec![(path.clone(), Outcome::Linted(Box::new(linted)))]);
    if is_fix {
        context.printer.bytes(&contents.encode(new.as_deref().unwrap_or(&contents.text))?);
        return Ok(printed.print_aside(context));
    }
    printed.print(context, args.output_file.as_deref())
}
