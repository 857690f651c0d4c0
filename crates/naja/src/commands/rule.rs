//! `naja rule CODE|NAME`

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use naja_base::Diagnostic;
use naja_config::closest;
use naja_lint::{FixKind, Rule};

use crate::context::Context;
use crate::printer::{NAME, styled};

/// The arguments of `naja rule`.
#[derive(Debug, Args)]
pub(crate) struct RuleArgs {
    /// The code or name of a rule
    #[arg(required_unless_present = "all")]
    rule: Option<String>,
    /// List every rule
    #[arg(long, conflicts_with = "rule")]
    all: bool,
    /// Set the format of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    output_format: OutputFormat,
}

/// The format of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// Markdown, as people read it
    Text,
    /// JSON
    Json,
}

pub(crate) fn exec(context: &Context, args: &RuleArgs) -> anyhow::Result<ExitCode> {
    let printer = &context.printer;
    let Some(asked) = args.rule.as_ref().filter(|_| !args.all) else {
        let mut rules: Vec<&Rule> = naja_lint::all().collect();
        rules.sort_by_key(|rule| rule.code);
        if args.output_format == OutputFormat::Json {
            let rules: Vec<serde_json::Value> = rules.into_iter().map(json).collect();
            printer.data(format!("{:#}", serde_json::Value::Array(rules)));
        } else {
            let width = rules.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
            for rule in rules {
                let code = styled(NAME, format_args!("{:width$}", rule.code));
                printer.data(format!("{code}  {:<12} {}{}", rule.category.name(), rule.name, mark(rule)));
            }
        }
        return Ok(ExitCode::SUCCESS);
    };
    let rule = find(asked)?;
    if args.output_format == OutputFormat::Json {
        printer.data(format!("{:#}", json(rule)));
        return Ok(ExitCode::SUCCESS);
    }
    printer.data(format!("{} is in the category {}{}", rule.code, rule.category.name(), words(rule)));
    printer.data("");
    printer.data(rule.page.trim_end());
    Ok(ExitCode::SUCCESS)
}

fn find(asked: &str) -> anyhow::Result<&'static Rule> {
    let current = naja_lint::select::current_code(asked);
    let found = naja_lint::find(asked).or_else(|| naja_lint::find(&current.to_uppercase()));
    if let Some(rule) = found {
        return Ok(rule);
    }
    let is_known = |known: &naja_lint::select::Known| known.code == Some(asked) || known.name == asked;
    if naja_lint::select::known().any(|known| is_known(&known)) {
        return Err(
            Diagnostic::error(format!("`{asked}` is a rule of ruff that naja does not support yet")).into()
        );
    }
    let diagnostic = Diagnostic::error(format!("unknown rule `{asked}`"));
    let names = naja_lint::all().flat_map(|rule| [rule.code, rule.name]);
    Err(match closest(asked, names) {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")).into(),
        None => diagnostic.with_help("`naja rule --all` lists the rules").into(),
    })
}

fn json(rule: &Rule) -> serde_json::Value {
    serde_json::json!({
        "code": rule.code,
        "name": rule.name,
        "category": rule.category.name(),
        "default": rule.category.is_default(),
        "fix": match rule.fix {
            FixKind::None => "none",
            FixKind::Sometimes => "sometimes",
            FixKind::Always => "always",
        },
        "since": rule.since,
        "explanation": rule.page,
    })
}

fn mark(rule: &Rule) -> &'static str {
    if rule.fix == FixKind::None { "" } else { " [*]" }
}

fn words(rule: &Rule) -> &'static str {
    match rule.fix {
        FixKind::None => "",
        FixKind::Sometimes => "; some of its findings can be fixed",
        FixKind::Always => "; its findings can be fixed",
    }
}
