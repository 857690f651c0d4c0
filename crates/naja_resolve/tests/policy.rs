//! Policies of the resolver, each on a universe of a few packages.
#![expect(clippy::unwrap_used, reason = "a test that can't be set up shall fail at once")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use expect_test::{Expect, expect};
use naja_base::render::Renderer;
use naja_base::{SourceText, Span};
use naja_pep::version::Ranges;
use naja_pep::{GroupName, Marker, PackageName, Requirement, Version};
use naja_resolve::{
    FactError, Facts, FileFacts, InputRequirement, Inputs, PackageMetadata, Place, Release, Releases,
    ResolutionMode, Scope,
};

/// Releases by name and version: requirements, and after a `|` what else is to be said (`python>=3.9`, `yanked`, `sdist`).
struct Universe(BTreeMap<String, Vec<(Version, String)>>);

fn universe(lines: &str) -> Universe {
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
            let python = text.split_once("python").map(|(_, python)| python.trim().parse().unwrap());
            let yanked = text.contains("yanked").then_some("went bad");
            let file = FileFacts { requires_python: python.as_ref(), yanked, ..FileFacts::default() };
            (version.clone(), Release::from_files([file]))
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
}

fn inputs(requirements: &[&str]) -> Inputs {
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

fn shown(universe: &Universe, inputs: &Inputs) -> String {
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

fn check(lines: &str, requirements: &[&str], expected: &Expect) {
    expected.assert_eq(&shown(&universe(lines), &inputs(requirements)));
}

#[test]
fn the_newest_version_of_each_python_is_taken() {
    check(
        "a 1: |python>=3.8
         a 2: b |python>=3.11
         b 1:",
        &["a"],
        &expect![[r#"
            a 1 ; python_full_version < '3.11'
            a 2 ; python_full_version >= '3.11'
            b 1 ; python_full_version >= '3.11'
        "#]],
    );
}

#[test]
fn disjoint_requirements_on_one_package_fork() {
    check(
        "a 1:
         a 2:",
        &["a<2 ; sys_platform == 'win32'", "a>=2 ; sys_platform != 'win32'"],
        &expect![[r#"
            a 1 ; sys_platform == 'win32'
            a 2 ; sys_platform != 'win32'
        "#]],
    );
}

#[test]
fn groups_are_gates() {
    check(
        "a 1: c
         b 1: c
         c 1:",
        &["a", "dev: b"],
        &expect![[r#"
            a 1 ; 'default' in dependency_groups
            b 1 ; 'dev' in dependency_groups
            c 1 ; 'default' in dependency_groups or 'dev' in dependency_groups
        "#]],
    );
}

#[test]
fn an_older_version_is_taken_back_to_where_it_fits() {
    check(
        "a 1: b<2
         b 1:
         b 2: c
         b 3: c
         c 1: a>1",
        &["a", "b"],
        &expect![[r#"
            a 1
            b 1
        "#]],
    );
}

#[test]
fn a_conflict_quotes_the_requirements() {
    check(
        "a 1: c<2
         b 1: c>=2
         c 1:
         c 2:",
        &["a", "b"],
        &expect![[r#"
            error: the requirements on `c` can't be satisfied together
             --> pyproject.toml:1:1
              |
            1 | a
              | ^ required here
            2 | b
              | - and here
              |
              = note: `a` 1 requires `c<2`
              = note: `b` 1 requires `c>=2`
        "#]],
    );
}

#[test]
fn yanked_prereleases_and_what_must_be_built_are_passed_over() {
    check(
        "a 1:
         a 2: |yanked
         a 3rc1:
         a 4: |sdist",
        &["a"],
        &expect![[r#"
            a 1
        "#]],
    );
    check(
        "a 2: |yanked",
        &["a==2"],
        &expect![[r#"
        a 2
    "#]],
    );
    check(
        "a 3rc1:",
        &["a"],
        &expect![[r#"
        a 3rc1
    "#]],
    );
    check(
        "a 4: |sdist",
        &["a"],
        &expect![[r#"
            error: `a` 4 can't be used: its metadata is not static
             --> pyproject.toml:1:1
              |
            1 | a
              | ^ required here
        "#]],
    );
}

#[test]
fn a_name_that_no_index_has_is_told() {
    check(
        "a 1: nothing",
        &["a"],
        &expect![[r#"
            error: `a` can't be satisfied
             --> pyproject.toml:1:1
              |
            1 | a
              | ^ required here
              |
              = note: `a` 1 requires `nothing`
              = note: `nothing` was not found on the index
        "#]],
    );
}

#[test]
fn lowest_and_constraints_and_overrides_are_obeyed() {
    let universe = universe(
        "a 1: b>=1
         a 2: b>=2
         b 1:
         b 2:
         b 3:",
    );
    let mut inputs = inputs(&["a"]);
    inputs.options.resolution = ResolutionMode::Lowest;
    expect![[r#"
        a 1
        b 1
    "#]]
    .assert_eq(&shown(&universe, &inputs));
    inputs.options.resolution = ResolutionMode::LowestDirect;
    expect![[r#"
        a 1
        b 3
    "#]]
    .assert_eq(&shown(&universe, &inputs));
    inputs.options.resolution = ResolutionMode::Highest;
    inputs.constraints = vec![Requirement::parse("b<3").unwrap()];
    expect![[r#"
        a 2
        b 2
    "#]]
    .assert_eq(&shown(&universe, &inputs));
    inputs.overrides = vec![Requirement::parse("b==1").unwrap()];
    expect![[r#"
        a 2
        b 1
    "#]]
    .assert_eq(&shown(&universe, &inputs));
}

#[test]
fn earlier_decisions_hold_where_they_can() {
    let universe = universe(
        "a 1:
         a 2:
         a 3:",
    );
    let mut inputs = inputs(&["a>=1"]);
    let name = PackageName::new("a").unwrap();
    inputs.preferences.versions.insert(name, vec![(Version::new([2]), Marker::TRUE)]);
    expect![[r#"
        a 2
    "#]]
    .assert_eq(&shown(&universe, &inputs));
    inputs.requirements[0].requirement = Requirement::parse("a>=3").unwrap();
    expect![[r#"
        a 3
    "#]]
    .assert_eq(&shown(&universe, &inputs));
}

#[test]
fn fault_87_a_range_without_a_python_is_refused() {
    let mut inputs = inputs(&["a"]);
    inputs.requires_python = ">=3.12,<3.10".parse().unwrap();
    expect![[r#"
        error: no Python satisfies `requires-python = "<3.10, >=3.12"`
         |
         = help: give a range that holds at least one version, such as `>=3.11`
    "#]]
    .assert_eq(&shown(&universe("a 1:"), &inputs));
}
