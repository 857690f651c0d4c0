//! `naja init`

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use naja_base::{Diagnostic, atomic};
use naja_pep::PackageName;

use crate::context::Context;
use crate::packaging::{Session, lock_project};
use crate::printer::{NAME, styled};
use crate::templates::{self, Kind, Names, Template, TemplateFile};

/// The arguments of `naja init`.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The project's folder, or the script's path; the working folder by default
    path: Option<PathBuf>,
    /// Create an application (the default)
    #[arg(long, conflicts_with_all = ["lib", "script"])]
    app: bool,
    /// Create a library
    #[arg(long, conflicts_with = "script")]
    lib: bool,
    /// Create a script with inline metadata (PEP 723)
    #[arg(long, requires = "path")]
    script: bool,
    /// The template for the project's files
    #[arg(long, value_name = "TEMPLATE", default_value = "plain")]
    template: Template,
    /// The project's name, instead of the folder's
    #[arg(long)]
    name: Option<String>,
    /// The interpreter: a version, a specifier or a path
    #[arg(short, long, value_name = "REQUEST")]
    python: Option<String>,
}

pub(crate) fn exec(context: &Context, args: &InitArgs) -> anyhow::Result<ExitCode> {
    let session = Session::without_project(context)?;
    let interpreter = session.interpreter(args.python.as_deref())?;
    let path = match &args.path {
        Some(path) => context.folder.join(path),
        None => context.folder.clone(),
    };
    let kind = match (args.script, args.lib) {
        (true, _) => Kind::Script,
        (false, true) => Kind::Lib,
        (false, false) => Kind::App,
    };
    let names = Names { project: name(args, &path, kind)?, python: interpreter.minor() };
    if kind == Kind::Script {
        return script(context, args, &path, &names);
    }
    let shown = context.shown(&path);
    let files = template(args, kind, &names)?;
    fs::create_dir_all(&path).with_context(|| format!("can't create the folder `{shown}`"))?;
    let _lock = lock_project(context, &path);
    if path.join("pyproject.toml").exists() {
        return Err(Diagnostic::error(format!("`{shown}` already has a `pyproject.toml`"))
            .with_help("`naja add` adds dependencies to it")
            .into());
    }
    let mut kept = Vec::new();
    // A project begins with its pyproject.toml, so that comes last: a run that was cut short can be repeated.
    for file in files.iter().filter(|file| file.path != "pyproject.toml") {
        if !write_new(&path, &file.path, &file.contents)? {
            kept.push(file.path.as_str());
        }
    }
    for file in files.iter().filter(|file| file.path == "pyproject.toml") {
        write_new(&path, &file.path, &file.contents)?;
    }
    for file in kept {
        context.printer.say(format!("Kept the existing `{file}`"));
    }
    context.printer.say(format!(
        "Initialized project {} in {}",
        styled(NAME, &names.project),
        styled(NAME, &shown)
    ));
    Ok(ExitCode::SUCCESS)
}

fn script(context: &Context, args: &InitArgs, path: &Path, names: &Names) -> anyhow::Result<ExitCode> {
    let shown = context.shown(path);
    if path.exists() {
        return Err(Diagnostic::error(format!("`{shown}` already exists"))
            .with_help("name another file")
            .into());
    }
    let files = template(args, Kind::Script, names)?;
    let contents: String = files.into_iter().map(|file| file.contents).collect();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("can't create the folder `{}`", folder.display()))?;
    }
    atomic::replace(path, contents.as_bytes()).with_context(|| format!("can't write `{shown}`"))?;
    context.printer.say(format!("Initialized script {}", styled(NAME, &shown)));
    Ok(ExitCode::SUCCESS)
}

fn template(args: &InitArgs, kind: Kind, names: &Names) -> anyhow::Result<Vec<TemplateFile>> {
    templates::files(args.template, kind, names).ok_or_else(|| {
        let noun = if kind == Kind::Lib { "library" } else { "script" };
        Diagnostic::error(format!("a {noun} can only use the template `plain`"))
            .with_help("leave `--template` out")
            .into()
    })
}

/// The project's name: as given, else after the folder or the script.
fn name(args: &InitArgs, path: &Path, kind: Kind) -> anyhow::Result<PackageName> {
    if let Some(name) = &args.name {
        return PackageName::new(name).with_context(|| format!("`{name}` is not a project name"));
    }
    let last = if kind == Kind::Script { path.file_stem() } else { path.file_name() };
    let last = last.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    PackageName::new(&last.replace(' ', "-")).map_err(|_| {
        Diagnostic::error(format!("`{last}` can't be a project's name"))
            .with_help("name the project with `--name`: letters, digits, `-`, `_` and `.`")
            .into()
    })
}

/// Writes a file that isn't there; returns whether it did.
fn write_new(root: &Path, relative: &str, contents: &str) -> anyhow::Result<bool> {
    let path = root.join(relative);
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    let folder = path.parent().unwrap_or(root);
    fs::create_dir_all(folder).with_context(|| format!("can't create the folder `{}`", folder.display()))?;
    atomic::replace(&path, contents.as_bytes())
        .with_context(|| format!("can't write `{}`", path.display()))?;
    Ok(true)
}
