//! `--show-files` and `--show-settings`.

use std::path::Path;
use std::process::ExitCode;

use naja_base::Diagnostic;
use naja_base::escape::escape;
use naja_config::source::{SourceConfig, SourceSettings};
use naja_lint::policy::Noqa;

use super::LintArgs;
use crate::context::Context;
use crate::printer::{DIM, NAME, styled};
use crate::source::discovery::{self, FileWork, FolderConfiguration, Purpose};
use crate::source::lint::{ConfiguredLinter, LintRequest};
use crate::source::{configuration, path_text};

/// Lists files.
struct Listing;

impl FileWork for Listing {
    type Options = ();
    type Scratch = ();
    type Report = ();

    fn purpose(&self) -> Purpose {
        Purpose::Lint
    }

    fn options(&self, _settings: &SourceSettings) -> anyhow::Result<()> {
        Ok(())
    }

    fn file(
        &self,
        _path: &Path,
        _configuration: &FolderConfiguration<()>,
        (): &mut (),
    ) -> Result<Option<()>, Box<Diagnostic>> {
        Ok(Some(()))
    }
}

pub(super) fn exec(context: &Context, config: &SourceConfig, args: &LintArgs) -> anyhow::Result<ExitCode> {
    let outcomes = discovery::run(context, config, &Listing, &args.files.paths)?;
    configuration::print_warnings(context, config);
    let mut code = ExitCode::SUCCESS;
    for (path, outcome) in outcomes {
        let shown = context.shown(&path);
        if let Err(diagnostic) = outcome {
            context.printer.diagnostic(&path_text(&shown, *diagnostic));
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
    let request =
        LintRequest { noqa: Noqa::Honoured, strict: context.global.strict_config, sorts_imports: false };
    let configured = ConfiguredLinter::new(settings, &request)?;
    let printer = &context.printer;
    printer.data(format!("settings of {}", styled(NAME, context.shown(path))));
    for setting in settings.show() {
        let origin = styled(DIM, format_args!("({})", setting.origin));
        printer.data(format!("{} = {}  {origin}", setting.key, escape(&setting.value)));
    }
    printer.data("rules that are on");
    for rule in configured.linter.rules().iter() {
        printer.data(format!("{} ({})", rule.code, rule.name));
    }
    Ok(())
}
