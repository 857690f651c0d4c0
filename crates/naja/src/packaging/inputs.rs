//! From a project and its settings to what the resolver starts from.

use std::sync::Arc;

use naja_base::Diagnostic;
use naja_config::{BoundSettings, Located, Packaging, ResolutionMode as Mode, VersionSettings};
use naja_index::Timestamp;
use naja_pep::version::VersionSpecifiers;
use naja_pep::{Marker, PackageName, Requirement};
use naja_project::{Declared, List, PyProject};
use naja_resolve::{
    Bounds, DEFAULT_GROUP, ExcludeNewer, ForkStrategy, InputRequirement, Inputs, Options, Place, Preferences,
    PrereleaseMode, ResolutionMode, Scope,
};

/// Everything that the resolution of `pyproject` depends on besides the indexes and the earlier lock.
pub(crate) fn inputs(
    pyproject: &PyProject,
    settings: &Packaging,
    indexes: Vec<String>,
) -> anyhow::Result<Inputs> {
    if let Some(error) = &settings.sources.unresolvable {
        return Err(error.clone().into());
    }
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
        bounds: bounds(&settings.bounds)?,
        environments: environments(&settings.bounds.environments)?,
        required_environments: environments(&settings.bounds.required_environments)?,
        options: options(&settings.versions, indexes)?,
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

fn bounds(settings: &BoundSettings) -> anyhow::Result<Bounds> {
    let run_constraints = settings.run_constraints.iter();
    let exclusions = settings.exclusions.iter();
    Ok(Bounds {
        constraints: outside(&settings.constraints)?,
        run_constraints: run_constraints
            .map(|text| Ok(naja_project::from_text("constraint", text)?.requirement))
            .collect::<anyhow::Result<_>>()?,
        overrides: outside(&settings.overrides)?,
        exclusions: exclusions.map(|text| package_name(&text.value, text)).collect::<anyhow::Result<_>>()?,
    })
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

fn options(settings: &VersionSettings, indexes: Vec<String>) -> anyhow::Result<Options> {
    let mut options = Options {
        prerelease: settings.prerelease.as_deref().and_then(PrereleaseMode::from_name).unwrap_or_default(),
        resolution: match settings.resolution {
            Mode::Highest => ResolutionMode::Highest,
            Mode::Lowest => ResolutionMode::Lowest,
            Mode::LowestDirect => ResolutionMode::LowestDirect,
        },
        fork_strategy: settings
            .fork_strategy
            .as_deref()
            .and_then(ForkStrategy::from_name)
            .unwrap_or_default(),
        exclude_newer: settings
            .exclude_newer
            .as_ref()
            .map(|limit| exclude_newer(&limit.value, limit))
            .transpose()?,
        indexes,
        ..Options::default()
    };
    for located in &settings.prerelease_packages {
        let (name, mode) = package_value(located)?;
        let Some(mode) = PrereleaseMode::from_name(mode) else {
            let message = format!("`{mode}` is not a mode for prereleases");
            let label = "must be `if-necessary`, `allow`, `disallow` or `explicit`";
            return Err(located.origin.error(message, label).into());
        };
        options.prerelease_packages.insert(name, mode);
    }
    for located in &settings.exclude_newer_packages {
        let (name, limit) = package_value(located)?;
        let limit = if limit == "false" { None } else { Some(exclude_newer(limit, located)?) };
        options.exclude_newer_packages.insert(name, limit);
    }
    Ok(options)
}

/// The name and the value of `NAME=VALUE`.
fn package_value(located: &Located<String>) -> anyhow::Result<(PackageName, &str)> {
    match located.value.split_once('=') {
        Some((name, value)) => Ok((package_name(name, located)?, value)),
        None => {
            let message = format!("`{}` is not of the form `NAME=VALUE`", located.value);
            Err(located.origin.error(message, "this value").into())
        }
    }
}

fn package_name(text: &str, located: &Located<String>) -> anyhow::Result<PackageName> {
    PackageName::new(text)
        .map_err(|_| located.origin.error(format!("`{text}` is not a package name"), "this name").into())
}

/// A limit for upload times: a date, which stands for its end as in uv, a time as RFC 3339 writes it, or a duration.
fn exclude_newer(text: &str, located: &Located<String>) -> anyhow::Result<ExcludeNewer> {
    let written = text.trim();
    let is_date = written.len() == 10 && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let cutoff = match duration(written) {
        Some(seconds) => {
            let micros = Timestamp::now().micros().saturating_sub(seconds.saturating_mul(1_000_000));
            Timestamp::from_micros(micros).to_string()
        }
        None if is_date => format!("{written}T23:59:59.999999Z"),
        None => written.to_owned(),
    };
    if Timestamp::parse(&cutoff).is_none() {
        let message = format!("`{written}` is neither a date nor a time nor a duration");
        let label = "for example `2026-01-31` or `1 week`";
        return Err(located.origin.error(message, label).into());
    }
    Ok(ExcludeNewer { text: written.to_owned(), cutoff })
}

/// The seconds of a duration: `3 weeks`, `1 day 12 hours`, `P7D`, `PT24H`. A day has 24 hours; months and years have no
/// fixed length and are refused.
fn duration(text: &str) -> Option<i64> {
    if let Some(iso) = text.strip_prefix('P') {
        let (days, time) = iso.split_once('T').unwrap_or((iso, ""));
        let parts =
            [(days, [('W', 604_800), ('D', 86_400), ('\0', 0)]), (time, [('H', 3_600), ('M', 60), ('S', 1)])];
        let mut seconds = 0_i64;
        for (part, units) in parts {
            for piece in part.split_inclusive(|c: char| c.is_ascii_alphabetic()) {
                let unit = piece.chars().last()?;
                let (_, factor) = units.iter().find(|(name, _)| *name == unit)?;
                let count: i64 = piece.strip_suffix(unit)?.parse().ok()?;
                seconds = seconds.checked_add(count.checked_mul(*factor)?)?;
            }
        }
        return (!iso.is_empty() && !iso.ends_with('T')).then_some(seconds).filter(|seconds| *seconds >= 0);
    }
    let mut words = text.split_whitespace().peekable();
    words.peek()?;
    let mut seconds = 0_i64;
    while let Some(word) = words.next() {
        let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (count, unit) = match word.split_at(digits) {
            (_, "") => (word, words.next()?),
            pair => pair,
        };
        let factor = match unit.trim_end_matches(',') {
            "w" | "week" | "weeks" => 604_800,
            "d" | "day" | "days" => 86_400,
            "h" | "hour" | "hours" => 3_600,
            "m" | "min" | "minute" | "minutes" => 60,
            "s" | "sec" | "second" | "seconds" => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(count.parse::<i64>().ok()?.checked_mul(factor)?)?;
    }
    Some(seconds)
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_are_read_as_words_and_as_iso_8601() {
        for (text, seconds) in [
            ("3 weeks", 3 * 604_800),
            ("1 day, 12 hours", 129_600),
            ("24h", 86_400),
            ("P7D", 604_800),
            ("PT24H", 86_400),
            ("P1DT1H30M", 91_800),
        ] {
            assert_eq!(duration(text), Some(seconds), "{text}");
        }
        for text in
            ["", "P", "PT", "1 month", "P1Y", "week", "2026-01-31", "-1 day", "99999999999999999999 days"]
        {
            assert_eq!(duration(text), None, "{text}");
        }
    }
}
