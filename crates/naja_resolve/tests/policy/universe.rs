//! Universes in a few lines, and what a resolution of them comes to.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use expect_test::Expect;
use naja_base::render::Renderer;
use naja_base::{SourceText, Span};
use naja_pep::version::Ranges;
use naja_pep::{GroupName, Marker, PackageName, Requirement, Version, WheelFilename};
use naja_resolve::{
    FactError, Facts, FileFacts, InputRequirement, Inputs, PackageMetadata, Place, Release, Releases, Scope,
};

/// Releases by name and version, one a line: `NAME VERSION: REQUIREMENT, ... | OPTION, ...`. The options are
/// `python>=3.9`, `yanked`, `sdist` (without static metadata), and `wheel TAGS` for each wheel of a release without a source distribution.
pub(crate) struct Universe(BTreeMap<String, Vec<(Version, String)>>);

pub(crate) fn universe(lines: &str) -> Universe {
    let mut packages: BTreeMap<String, Vec<(Version, String)>> = BTreeMap::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (head, rest) = line.split_once(':').unwrap();
        let (name, version) = head.split_once(' ').unwrap();
        packages.entry(name.to_owned()).or_default().push((version.parse().unwrap(), rest.trim().to_owned()));
    }
    packages.values_mut().for_each(|releases| releases.sort());
    Universe(packages)
}

impl Universe {
    fn find(&self, name: &PackageName, version: &Version) -> Option<(&str, &str)> {
        let (_, text) = self.0.get(name.as_str())?.iter().find(|(known, _)| known == version)?;
        Some(text.split_once('|').unwrap_or((text, "")))
    }
}

impl Facts for Universe {
    fn prefetch_releases(&self, _: &PackageName, _: &Ranges<Version>) {}

    fn prefetch_metadata(&self, _: &PackageName, _: &Version) {}

    fn releases(&self, name: &PackageName) -> Result<Arc<dyn Releases>, FactError> {
        let releases = self.0.get(name.as_str()).ok_or(FactError::NotFound)?;
        let release = |(version, text): &(Version, String)| {
            let options = text.split_once('|').map_or("", |(_, options)| options);
            let python = options.split(',').find_map(|option| option.trim().strip_prefix("python"));
            let python = python.map(|python| python.trim().parse().unwrap());
            let yanked = text.contains("yanked").then_some("went bad");
            let wheels = wheels(text);
            let coverages = if wheels.is_empty() {
                vec![Marker::TRUE]
            } else {
                wheels.iter().map(WheelFilename::environment_marker).collect()
            };
            let files = coverages.into_iter().map(|coverage| FileFacts {
                requires_python: python.as_ref(),
                yanked,
                coverage,
                ..FileFacts::default()
            });
            (version.clone(), Release::from_files(files))
        };
        Ok(Arc::new(releases.iter().map(release).collect::<Vec<_>>()))
    }

    fn metadata(&self, name: &PackageName, version: &Version) -> Result<Arc<PackageMetadata>, FactError> {
        let (requirements, rest) = self.find(name, version).ok_or(FactError::NotFound)?;
        if rest.contains("sdist") {
            return Err(FactError::Unusable("its metadata is not static".to_owned()));
        }
        let requirements = requirements.split(',').map(str::trim).filter(|text| !text.is_empty());
        let requires_dist: Vec<_> = requirements.map(|text| Requirement::parse(text).unwrap()).collect();
        let provides_extra =
            requires_dist.iter().flat_map(|requirement| requirement.marker.extras()).collect();
        Ok(Arc::new(PackageMetadata { requires_dist, provides_extra, ..PackageMetadata::default() }))
    }

    fn tags(&self, name: &PackageName, version: &Version) -> Vec<String> {
        let (_, options) = self.find(name, version).unwrap();
        wheels(options)
            .iter()
            .map(|wheel| wheel.as_str()["a-1-".len()..].trim_end_matches(".whl").to_owned())
            .collect()
    }
}

fn wheels(options: &str) -> Vec<WheelFilename> {
    let options = options.rsplit_once('|').map_or(options, |(_, options)| options);
    let tags = options.split(',').filter_map(|option| option.trim().strip_prefix("wheel "));
    tags.map(|tags| WheelFilename::parse(&format!("a-1-{tags}.whl")).unwrap()).collect()
}

pub(crate) fn inputs(requirements: &[&str]) -> Inputs {
    let source = SourceText::new("pyproject.toml", requirements.join("\n"));
    let mut at = 0;
    let mut input = |text: &&str| {
        let place = Place { source: Arc::clone(&source), span: Span::from_range(at..at + text.len()) };
        at += text.len() + 1;
        let (scope, text) = match text.split_once("dev: ") {
            Some((_, text)) => (Scope::Group(GroupName::new("dev").unwrap()), text),
            None => (Scope::Project, *text),
        };
        InputRequirement { requirement: Requirement::parse(text).unwrap(), scope, place: Some(place) }
    };
    let requirements: Vec<_> = requirements.iter().map(&mut input).collect();
    let groups = requirements.iter().filter_map(|input| match &input.scope {
        Scope::Group(group) => Some(group.clone()),
        _ => None,
    });
    Inputs {
        requires_python: ">=3.9".parse().unwrap(),
        groups: groups.collect(),
        requirements: requirements.clone(),
        ..Inputs::default()
    }
}

pub(crate) fn shown(universe: &Universe, inputs: &Inputs) -> String {
    match naja_resolve::resolve(inputs, universe) {
        Ok(resolution) => resolution.packages.iter().fold(String::new(), |mut out, package| {
            let marker =
                package.marker.try_to_string().map_or_else(String::new, |marker| format!(" ; {marker}"));
            let _ = writeln!(out, "{} {}{marker}", package.name, package.version);
            out
        }),
        Err(error) => Renderer { color: false, width: 100 }.render(&error.into_diagnostic()),
    }
}

pub(crate) fn check(lines: &str, requirements: &[&str], expected: &Expect) {
    expected.assert_eq(&shown(&universe(lines), &inputs(requirements)));
}
