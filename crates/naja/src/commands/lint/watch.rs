//! `naja lint --watch`

use std::path::Path;
use std::process::ExitCode;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use naja_config::source::SourceConfig;

use super::LintArgs;
use super::report::Report;
use crate::source::lint::LintPass;
use crate::source::{configuration, pipeline};

/// How long nothing is looked at between two looks.
const PAUSE: Duration = Duration::from_millis(400);

/// Lints again and again, whenever something has changed, until it is interrupted.
pub(super) fn exec(
    pass: &LintPass<'_>,
    mut config: SourceConfig,
    args: &LintArgs,
    results: Option<&Path>,
) -> anyhow::Result<ExitCode> {
    let context = pass.context;
    let mut last = None;
    loop {
        let settings = config.of_folder(&context.folder)?;
        let outcomes = pipeline::run(context, &config, pass, results, &args.files.paths)?;
        configuration::print_warnings(context, &config);
        let printed = Report::new(pass, args, &settings).of(outcomes);
        let texts = (printed.data.clone(), printed.diff.clone(), printed.talk.clone());
        if last.as_ref() != Some(&texts) {
            printed.print(context, None)?;
            context.printer.say("watching for changes; Ctrl-C ends it");
            last = Some(texts);
        }
        if context.printer.is_stdout_lost() {
            return Ok(ExitCode::SUCCESS);
        }
        pause();
        // A configuration may have changed, too.
        config = configuration::load(context, &args.given().0)?;
    }
}

fn pause() {
    let (never, condition) = (Mutex::new(()), Condvar::new());
    let guard = never.lock().unwrap_or_else(PoisonError::into_inner);
    drop(condition.wait_timeout(guard, PAUSE));
}
