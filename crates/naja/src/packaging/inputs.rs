//! From a project and its settings to what the resolver starts from.

use std::sync::Arc;

use naja_base::Diagnostic;
use naja_config::{Located, Packaging, Prerelease, ResolutionMode as Mode};
use naja_index::Timestamp;
use naja_pep::version::VersionSpecifiers;
use naja_pep::{Marker, Requirement};
use naja_project::{Declared, List, PyProject};
use naja_resolve::{
    DEFAULT_GROUP, ExcludeNewer, InputRequirement, Inputs, Options, Place, Preferences, PrereleaseMode,
    ResolutionMode, Scope,
};

/// Everything that the resolution of `pyproject` depends on besides the indexes and the earlier lock.
pub(crate) fn inputs(
    pyproject: &PyProject,
    settings: &Packaging,
    indexes: Vec<String>,
) -> anyhow::Result<Inputs> {
    let table = pyproject.project()?;
    let mut requirements: Vec<_> =
        table.dependencies.iter().map(|declared| input(declared, Scope::Project)).collect();
    for (extra, list) in &table.optional_dependencies {
        requirements.extend(list.iter().map(|declared| input(declared, Scope::Extra(extra.clone()))));
    }
    for group in pyproject.groups.names() {
        let declared = pyproject.groups.requirements(group).unwrap_or_default();
        requirements
            .extend(declared.into_iter().map(|declared| input(declared, Scope::Group(group.clone()))));
    }
    if pyproject.groups.names().any(|group| group.as_str() == DEFAULT_GROUP) {
        let message = format!("the dependency group `{DEFAULT_GROUP}` can't be locked");
        return Err(Diagnostic::error(message)
            .with_note("in the lock, that name stands for the project's own dependencies")
            .with_help("give the group another name")
            .into());
    }
    let requires_python = table.requires_python.as_ref();
    Ok(Inputs {
        project: Some(table.name.clone()),
        requires_python: requires_python
            .map_or_else(VersionSpecifiers::empty, |requires| requires.specifiers.clone()),
        requires_python_place: requires_python
            .map(|requires| Place { source: Arc::clone(pyproject.source()), span: requires.span }),
        requirements,
        extras: table.optional_dependencies.keys().cloned().collect(),
        groups: pyproject.groups.names().cloned().collect(),
        constraints: outside(&settings.constraints)?,
        overrides: outside(&settings.overrides)?,
        environments: environments(&settings.environments)?,
        options: options(settings, indexes)?,
        preferences: Preferences::default(),
    })
}

fn input(declared: &Declared, scope: Scope) -> InputRequirement {
    let origin = &declared.origin;
    let place = match origin.list {
        List::Outside => None,
        _ => Some(Place { source: Arc::clone(&origin.source), span: origin.span }),
    };
    InputRequirement { requirement: declared.requirement.clone(), scope, place }
}

fn outside(texts: &[Located<String>]) -> anyhow::Result<Vec<Requirement>> {
    texts
        .iter()
        .map(|text| Ok(naja_project::from_text(&text.origin.name, &text.value)?.requirement))
        .collect()
}

fn environments(texts: &[Located<String>]) -> anyhow::Result<Vec<Marker>> {
    let mut markers = Vec::new();
    for text in texts {
        match Marker::parse(&text.value) {
            Ok(marker) => markers.push(marker),
            Err(error) => {
                let message = format!("`{}` is not a marker: {}", text.value, error.message);
                return Err(text.origin.error(message, "this environment").into());
            }
        }
    }
    Ok(markers)
}

fn options(settings: &Packaging, indexes: Vec<String>) -> anyhow::Result<Options> {
    Ok(Options {
        prerelease: match settings.prerelease {
            Prerelease::Disallow => PrereleaseMode::Disallow,
            Prerelease::Allow => PrereleaseMode::Allow,
            Prerelease::IfNecessary => PrereleaseMode::IfNecessary,
            Prerelease::Explicit => PrereleaseMode::Explicit,
            Prerelease::IfNecessaryOrExplicit => PrereleaseMode::IfNecessaryOrExplicit,
        },
        resolution: match settings.resolution {
            Mode::Highest => ResolutionMode::Highest,
            Mode::Lowest => ResolutionMode::Lowest,
            Mode::LowestDirect => ResolutionMode::LowestDirect,
        },
        exclude_newer: settings.exclude_newer.as_ref().map(cutoff).transpose()?,
        indexes,
    })
}

/// A date counts as its whole day, as uv counts it.
fn cutoff(text: &Located<String>) -> anyhow::Result<ExcludeNewer> {
    let written = text.value.trim();
    let is_date = written.len() == 10 && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let cutoff = if is_date { format!("{written}T23:59:59.999999Z") } else { written.to_owned() };
    if Timestamp::parse(&cutoff).is_none() {
        let message =
            format!("`exclude-newer` must be a date or a time as RFC 3339 writes it, not `{written}`");
        return Err(text.origin.error(message, "for example `2026-01-31`").into());
    }
    Ok(ExcludeNewer { text: written.to_owned(), cutoff })
}
