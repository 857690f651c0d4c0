//! The commands, one file each: what it takes, and `exec`, which carries it out.

pub(crate) mod add;
pub(crate) mod cache;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod fix;
pub(crate) mod format;
pub(crate) mod init;
pub(crate) mod lint;
pub(crate) mod lock;
pub(crate) mod python;
pub(crate) mod remove;
pub(crate) mod rule;
pub(crate) mod run;
pub(crate) mod sync;
pub(crate) mod test;
pub(crate) mod tree;
pub(crate) mod venv;
pub(crate) mod version;

use std::process::ExitCode;

use crate::cli::{Cli, Command};
use crate::context::Context;
use crate::memory;
use crate::printer::Printer;
use crate::report;

/// Carries out what the command line asks for and says what went wrong.
pub(crate) fn run(cli: Cli) -> ExitCode {
    let printer = Printer::new(&cli.global);
    let outcome = Context::new(cli.global, printer).and_then(|context| exec(&context, cli.command));
    let code = outcome.unwrap_or_else(|error| {
        report::failure(&printer, &error);
        ExitCode::from(2)
    });
    printer.finish(code)
}

fn exec(context: &Context, command: Command) -> anyhow::Result<ExitCode> {
    if !matches!(command, Command::Lint(_) | Command::Rule(_) | Command::Fix(_) | Command::Format(_)) {
        memory::use_huge_pages();
    }
    match command {
        Command::Init(args) => init::exec(context, &args),
        Command::Add(args) => add::exec(context, &args),
        Command::Remove(args) => remove::exec(context, &args),
        Command::Lock(args) => lock::exec(context, &args),
        Command::Sync(args) => sync::exec(context, &args),
        Command::Run(args) => run::exec(context, &args),
        Command::Test(args) => test::exec(context, &args),
        Command::Tree(args) => tree::exec(context, &args),
        Command::Lint(args) => lint::exec(context, &args),
        Command::Rule(args) => rule::exec(context, &args),
        Command::Fix(args) => fix::exec(context, &args),
        Command::Format(args) => format::exec(context, &args),
        Command::Venv(args) => venv::exec(context, &args),
        Command::Python(args) => python::exec(context, &args),
        Command::Cache(args) => cache::exec(context, &args),
        Command::Config(args) => config::exec(context, &args),
        Command::Version(args) => version::exec(context, &args),
        Command::Completions(args) => completions::exec(context, &args),
    }
}
