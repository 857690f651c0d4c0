//! `naja config`

use std::process::ExitCode;

use clap::Args;
use naja_base::Diagnostic;
use naja_base::escape::{escape, is_unsafe};
use naja_base::redact::redact;
use naja_config::source::SOURCE_KEYS;
use naja_config::{KEYS, Shown, closest};

use crate::context::Context;
use crate::packaging::Session;
use crate::printer::{DIM, NAME, styled};
use crate::source::configuration;

/// The arguments of `naja config`.
#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// Show only this setting's value
    key: Option<String>,
    /// Write JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn exec(context: &Context, args: &ConfigArgs) -> anyhow::Result<ExitCode> {
    let session = Session::open(context, &[])?;
    let config = configuration::load(context, &[])?;
    let mut shown = session.settings.show();
    shown.extend(config.of_folder(&context.folder)?.show());
    shown.sort_by_key(|setting| setting.key);
    for warning in config.take_warnings() {
        // What naja's own tables hold by mistake was told with the settings of the other commands.
        if !warning.message.starts_with("unknown setting") {
            context.printer.diagnostic(&warning);
        }
    }
    if let Some(key) = &args.key {
        shown.retain(|setting| setting.key == key);
        let [setting] = shown.as_slice() else { return Err(unknown(key).into()) };
        if !args.json {
            context.printer.data(escape(&redact(&setting.value)));
            return Ok(ExitCode::SUCCESS);
        }
    }
    if args.json {
        context.printer.data(json(&shown));
        return Ok(ExitCode::SUCCESS);
    }
    let width = shown.iter().map(|setting| setting.key.len()).max().unwrap_or(0);
    for setting in &shown {
        let key = styled(NAME, format_args!("{:width$}", setting.key));
        let origin = styled(DIM, format_args!("({})", setting.origin));
        context.printer.data(format!("{key}  {}  {origin}", escape(&redact(&setting.value))));
    }
    Ok(ExitCode::SUCCESS)
}

fn json(shown: &[Shown]) -> String {
    let object: serde_json::Map<String, serde_json::Value> = shown
        .iter()
        .map(|setting| {
            let value = serde_json::json!({ "value": redact(&setting.value), "origin": setting.origin });
            (setting.key.to_owned(), value)
        })
        .collect();
    let text = format!("{:#}", serde_json::Value::Object(object));
    let mut units = [0; 2];
    text.chars().fold(String::with_capacity(text.len()), |mut out, character| {
        if character == '\n' || !is_unsafe(character) {
            out.push(character);
            return out;
        }
        // JSON leaves bidirectional controls as they are.
        character.encode_utf16(&mut units).iter().for_each(|unit| out += &format!("\\u{unit:04x}"));
        out
    })
}

fn unknown(key: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(format!("there is no setting `{key}`"));
    let names = KEYS.iter().map(|key| key.name).chain(SOURCE_KEYS.iter().map(|key| key.name));
    match closest(key, names) {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
        None => diagnostic.with_help("`naja config` lists all settings"),
    }
}
