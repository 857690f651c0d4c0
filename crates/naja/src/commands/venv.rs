//! `naja venv`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use naja_base::Diagnostic;
use naja_base::escape::is_unsafe;
use naja_env::{CreateOptions, Environment, Existing};

use crate::context::Context;
use crate::packaging::Session;
use crate::printer::{NAME, styled};

/// The arguments of `naja venv`.
#[derive(Debug, Args)]
pub(crate) struct VenvArgs {
    /// The folder; the project's environment by default
    path: Option<PathBuf>,
    /// The interpreter: a version, a specifier or a path
    #[arg(short, long, value_name = "REQUEST")]
    python: Option<String>,
    /// The prompt of the activated shell
    #[arg(long)]
    prompt: Option<String>,
    /// Replace an existing environment
    #[arg(long)]
    clear: bool,
    /// Give the environment access to the interpreter's own packages
    #[arg(long)]
    system_site_packages: bool,
}

pub(crate) fn exec(context: &Context, args: &VenvArgs) -> anyhow::Result<ExitCode> {
    let session = Session::open(context, &[])?;
    let interpreter = session.interpreter(args.python.as_deref())?;
    let path = match &args.path {
        Some(path) => context.folder.join(path),
        None => session.environment_path(),
    };
    if !args.clear && Environment::open(&path, Some(session.cache())).is_ok() {
        let shown = context.shown(&path);
        return Err(Diagnostic::error(format!("an environment already exists in `{shown}`"))
            .with_help("use `--clear` to replace it")
            .into());
    }
    let options = CreateOptions {
        prompt: args.prompt.clone(),
        existing: if args.clear { Existing::Clear } else { Existing::Refuse },
        system_site_packages: args.system_site_packages,
        protected: session.protected(),
    };
    let created = Environment::create(&path, &interpreter, &options)?;
    created.kept.iter().for_each(|kept| context.printer.diagnostic(&kept.diagnostic()));
    let environment = created.environment;
    let root = environment.root();
    context.printer.say(format!("Created {} with {interpreter}", styled(NAME, context.shown(root))));
    context.printer.say(format!(
        "Activate with: source {}",
        shell_word(&environment.scripts().join("activate"), context)
    ));
    Ok(ExitCode::SUCCESS)
}

/// `path` as one word for a POSIX shell; with characters that a terminal would act on, for bash, ksh and zsh.
fn shell_word(path: &Path, context: &Context) -> String {
    let relative = path.strip_prefix(&context.folder).unwrap_or(path);
    quoted_for_shell(&relative.to_string_lossy())
}

fn quoted_for_shell(text: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "/._-+,:@%".contains(character);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    if !text.contains(is_unsafe) {
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    let quoted: String = text
        .chars()
        .map(|character| match character {
            '\'' | '\\' => format!("\\{character}"),
            _ if is_unsafe(character) => format!("\\U{:08x}", u32::from(character)),
            _ => character.to_string(),
        })
        .collect();
    format!("$'{quoted}'")
}

#[cfg(test)]
mod tests {
    use super::quoted_for_shell;

    #[test]
    fn odd_paths_are_quoted_for_the_shell() {
        assert_eq!(quoted_for_shell(".venv/bin/activate"), ".venv/bin/activate");
        assert_eq!(quoted_for_shell("a $(b)'c"), r"'a $(b)'\''c'");
        assert_eq!(quoted_for_shell("a\x1b'\\\u{202e}"), r"$'a\U0000001b\'\\\U0000202e'");
    }
}
