//! `[tool.naja]` of a lock: the inputs that it answers, one a line and sorted, the forks, and the requirement edges.
//!
//! The lists are compared as sets, so that a merge of two branches in version control leaves what both meant.

use naja_pep::Marker;
use naja_pep::pylock::Table;
use toml_edit::{Array, Item, Value, value};

use crate::inputs::{ForkStrategy, InputRequirement, Inputs, Scope};
use crate::resolution::{Edge, Resolution, ResolvedPackage};

/// A recorded input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// One text; nothing is written where it is empty.
    Text(String),
    /// Lines whose order means nothing.
    Lines(Vec<String>),
    /// Lines in order.
    Ordered(Vec<String>),
}

/// The keys that hold inputs, with what `inputs` give for each.
pub(super) fn entries(inputs: &Inputs) -> Vec<(&'static str, Entry)> {
    let lines = |lines: &mut dyn Iterator<Item = String>| {
        let mut lines: Vec<String> = lines.collect();
        lines.sort();
        lines.dedup();
        Entry::Lines(lines)
    };
    let options = &inputs.options;
    let exclude_newer = options.exclude_newer.as_ref();
    let mut prerelease_packages =
        options.prerelease_packages.iter().map(|(name, mode)| format!("{name}={}", mode.as_str()));
    let mut exclude_newer_packages = options.exclude_newer_packages.iter().map(|(name, limit)| {
        format!("{name}={}", limit.as_ref().map_or("false", |limit| limit.text.as_str()))
    });
    // The default is not written, so that locks made before there was a choice stay as they are.
    let fork_strategy = match options.fork_strategy {
        ForkStrategy::RequiresPython => "",
        ForkStrategy::Fewest => options.fork_strategy.as_str(),
    };
    vec![
        ("requirements", lines(&mut inputs.requirements.iter().map(requirement))),
        ("constraints", lines(&mut inputs.bounds.constraints.iter().map(ToString::to_string))),
        ("overrides", lines(&mut inputs.bounds.overrides.iter().map(ToString::to_string))),
        ("exclusions", lines(&mut inputs.bounds.exclusions.iter().map(ToString::to_string))),
        ("required-environments", lines(&mut inputs.required_environments.iter().map(ToString::to_string))),
        ("prerelease", Entry::Text(options.prerelease.as_str().to_owned())),
        ("prerelease-packages", lines(&mut prerelease_packages)),
        ("resolution", Entry::Text(options.resolution.as_str().to_owned())),
        ("fork-strategy", Entry::Text(fork_strategy.to_owned())),
        ("exclude-newer", Entry::Text(exclude_newer.map_or_else(String::new, |limit| limit.text.clone()))),
        ("exclude-newer-packages", lines(&mut exclude_newer_packages)),
        ("indexes", Entry::Ordered(options.indexes.clone())),
        ("sources", lines(&mut options.pinned_indexes.iter().map(|(name, url)| format!("{name}: {url}")))),
    ]
}

fn requirement(input: &InputRequirement) -> String {
    let requirement = &input.requirement;
    match &input.scope {
        Scope::Project => format!("project: {requirement}"),
        Scope::Extra(extra) => format!("extra {extra}: {requirement}"),
        Scope::Group(group) => format!("group {group}: {requirement}"),
    }
}

/// Writes what `inputs` and `resolution` leave for later into `table`.
pub(super) fn write(table: &mut Table, inputs: &Inputs, resolution: &Resolution) {
    for (key, entry) in entries(inputs) {
        match entry {
            Entry::Text(text) if text.is_empty() => {}
            Entry::Text(text) => drop(table.insert(key, value(text))),
            Entry::Lines(lines) | Entry::Ordered(lines) => insert_lines(table, key, lines),
        }
    }
    if let Some(limit) = &inputs.options.exclude_newer {
        table.insert("exclude-newer-cutoff", value(limit.cutoff.clone()));
    }
    insert_lines(table, "forks", resolution.forks.iter().map(ToString::to_string));
    let mut edges: Vec<String> = resolution
        .packages
        .iter()
        .flat_map(|package| package.dependencies.iter().map(move |edge| line(package, edge, resolution)))
        .collect();
    edges.sort();
    insert_lines(table, "edges", edges);
}

/// `name==1.0[extra] -> other==2.0[extras] ; marker`
fn line(package: &ResolvedPackage, edge: &Edge, resolution: &Resolution) -> String {
    let target = &resolution.packages[edge.to];
    let from = edge.from_extra.as_ref().map_or_else(String::new, |extra| format!("[{extra}]"));
    let extras: Vec<_> = edge.extras.iter().map(ToString::to_string).collect();
    let extras = if extras.is_empty() { String::new() } else { format!("[{}]", extras.join(",")) };
    let marker = edge.marker.try_to_string().map_or_else(String::new, |marker| format!(" ; {marker}"));
    format!(
        "{}=={}{from} -> {}=={}{extras}{marker}",
        package.name, package.version, target.name, target.version
    )
}

fn insert_lines(table: &mut Table, key: &str, lines: impl IntoIterator<Item = String>) {
    let lines: Array = lines.into_iter().collect();
    if !lines.is_empty() {
        table.insert(key, Item::Value(Value::Array(lines)));
    }
}

/// What `table` has under `key`, in the shape of `like`; what is missing or of another type is empty.
pub(super) fn read(table: &Table, key: &str, like: &Entry) -> Entry {
    let item = table.get(key);
    let lines = || {
        let array = item.and_then(Item::as_array).into_iter().flatten();
        array.filter_map(|line| line.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    match like {
        Entry::Text(_) => Entry::Text(item.and_then(Item::as_str).unwrap_or_default().to_owned()),
        Entry::Ordered(_) => Entry::Ordered(lines()),
        Entry::Lines(_) => {
            let mut lines = lines();
            lines.sort();
            lines.dedup();
            Entry::Lines(lines)
        }
    }
}

/// The forks that a lock records; what is no marker is passed over, as it only costs a preference.
pub(super) fn forks(table: &Table) -> Vec<Marker> {
    match read(table, "forks", &Entry::Ordered(Vec::new())) {
        Entry::Ordered(lines) => lines.iter().filter_map(|line| Marker::parse(line).ok()).collect(),
        Entry::Text(_) | Entry::Lines(_) => Vec::new(),
    }
}
