//! `--show-files` and `--show-settings`.

use std::path::Path;
use std::process::ExitCode;

use naja_base::Diagnostic;
use naja_base::escape::escape;
use naja_config::source::{SourceConfig, SourceSettings};
use naja_lint::policy::Noqa;

use super::{LintArgs, warn};
use crate::context::Context;
use crate::linting::{Ready, Rules};
use crate::printer::{DIM, NAME, styled};
use crate::source::{self, Governed, Purpose, Work};

/// Lists files.
struct Listing;

impl Work for Listing {
    type Options = ();
    type Scratch = ();
    type Outcome = Option<Box<Diagnostic>>;

    fn purpose(&self) -> Purpose {
        Purpose::Lint
    }

    fn options(&self, _settings: &SourceSettings) -> anyhow::Result<()> {
        Ok(())
    }

    fn file(&self, _path: &Path, _governed: &Governed<()>, (): &mut ()) -> Option<Self::Outcome> {
        Some(None)
    }

    fn cache_folder(&self) -> Option<&Path> {
        None
    }

    fn writes(&self) -> bool {
        false
    }

    fn failed(&self, diagnostic: Box<Diagnostic>) -> Self::Outcome {
        Some(diagnostic)
    }
}

pub(super) fn exec(context: &Context, config: &SourceConfig, args: &LintArgs) -> anyhow::Result<ExitCode> {
    let told = source::run(context, config, &Listing, &args.files.paths)?;
    warn(context, config);
    let mut code = ExitCode::SUCCESS;
    for (path, outcome) in told {
        let shown = context.shown(&path);
        if let Some(diagnostic) = outcome {
            context.printer.diagnostic(&source::path_text(&shown, *diagnostic));
            code = ExitCode::from(2);
        } else if args.show_settings {
            show(context, &path, &*config.of_folder(path.parent().unwrap_or(&path))?)?;
            break;
        } else {
            context.printer.data(escape(&shown));
        }
    }
    Ok(code)
}

fn show(context: &Context, path: &Path, settings: &SourceSettings) -> anyhow::Result<()> {
    let rules = Rules {
        noqa: Noqa::Honoured,
        strict: context.global.strict_config,
        cache: None,
        sorts_imports: false,
    };
    let ready = Ready::new(settings, &rules, "")?;
    let printer = &context.printer;
    printer.data(format!("settings of {}", styled(NAME, context.shown(path))));
    for setting in settings.show() {
        let origin = styled(DIM, format_args!("({})", setting.origin));
        printer.data(format!("{} = {}  {origin}", setting.key, escape(&setting.value)));
    }
    printer.data("rules that are on");
    for rule in ready.linter.rules().iter() {
        printer.data(format!("{} ({})", rule.code, rule.name));
    }
    Ok(())
}
