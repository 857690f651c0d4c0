//! Where the project and its environment are: for commands that read everything, and for those that only look whether
//! anything has changed.

use std::env;
use std::path::{Path, PathBuf};

use naja_config::{Mode, Packaging, Request, Settings};
use naja_project::Project;

use crate::context::Context;

/// The environment's folder where nothing else is set.
const DEFAULT_ENVIRONMENT: &str = ".venv";

/// The project that the options name, or that the working folder lies in.
pub(crate) fn find_project(context: &Context) -> anyhow::Result<Option<Project>> {
    Ok(match &context.global.project {
        Some(folder) => Some(Project::open(folder)?),
        None => Project::discover(&context.folder)?,
    })
}

/// The environment of the project in `root`.
pub(crate) fn environment_in(root: &Path, settings: &Packaging) -> PathBuf {
    match &settings.environment {
        Some(located) => root.join(&located.value),
        None => root.join(DEFAULT_ENVIRONMENT),
    }
}

/// The folders of the project and of its environment, found without reading the project's files where that is possible.
/// `None` where it takes a closer look.
pub(crate) fn quick_look(context: &Context) -> Option<(PathBuf, PathBuf)> {
    let root = match &context.global.project {
        Some(folder) => std::path::absolute(folder).ok()?,
        None => {
            let nearest =
                context.folder.ancestors().find(|folder| folder.join("pyproject.toml").is_file())?;
            if nearest.join("pylock.toml").is_file() {
                nearest.to_path_buf()
            } else {
                // A file that holds settings only is passed over.
                Project::discover(&context.folder).ok()??.root
            }
        }
    };
    let environment = match quick_environment(context) {
        Some(folder) => root.join(folder),
        None => environment_in(&root, &user_settings(context).ok()?),
    };
    Some((root, environment))
}

/// The environment that the command line or a variable names, or the default where no file could name one.
fn quick_environment(context: &Context) -> Option<PathBuf> {
    if let Some(folder) = &context.global.environment {
        return Some(folder.clone());
    }
    if !context.global.config.is_empty() {
        return None;
    }
    if let Some(folder) = env::var_os("NAJA_ENVIRONMENT").filter(|folder| !folder.is_empty()) {
        return Some(PathBuf::from(folder));
    }
    let has_user_file = naja_config::user_file().is_some_and(|file| file.is_file());
    (context.global.isolated || !has_user_file).then(|| PathBuf::from(DEFAULT_ENVIRONMENT))
}

/// The settings without those of the project, which has no say in where its environment is.
fn user_settings(context: &Context) -> anyhow::Result<Packaging> {
    let settings = Settings::load(&Request {
        pyproject: None,
        folder: &context.folder,
        working_folder: &context.folder,
        user_file: naja_config::user_file(),
        variable: &|name| env::var(name).ok(),
        options: &context.global.given(),
        config: &context.global.config,
        mode: Mode { isolated: context.global.isolated, strict: false },
    })?;
    Ok(settings.packaging())
}
