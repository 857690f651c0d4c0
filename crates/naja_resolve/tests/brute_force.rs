//! The resolver against brute force over small generated universes.
#![expect(clippy::unwrap_used, reason = "a test that can't be set up shall fail at once")]

use std::collections::BTreeMap;
use std::sync::Arc;

use naja_pep::version::Ranges;
use naja_pep::{Marker, MarkerEnvironment, PackageName, Requirement, Version};
use naja_resolve::{
    FactError, Facts, InputRequirement, Inputs, PackageMetadata, Release, Releases, Resolution, ResolveError,
    Scope,
};
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};
use proptest::test_runner::{Config, TestRunner};

const NAMES: [&str; 4] = ["a", "b", "c", "d"];
const VERSIONS: u64 = 3;

/// For each package and version, its requirements.
#[derive(Clone, Debug)]
struct Universe {
    requirements: BTreeMap<(usize, u64), Vec<String>>,
    roots: Vec<String>,
}

impl Universe {
    fn of(&self, name: &PackageName, version: &Version) -> Vec<Requirement> {
        let name = NAMES.iter().position(|known| *known == name.as_str()).unwrap();
        let texts = self.requirements.get(&(name, version.release()[0])).into_iter().flatten();
        texts.map(|text| Requirement::parse(text).unwrap()).collect()
    }

    fn resolve(&self) -> Result<Resolution, ResolveError> {
        let requirements = self.roots.iter().map(|text| InputRequirement {
            requirement: Requirement::parse(text).unwrap(),
            scope: Scope::Project,
            place: None,
        });
        let inputs = Inputs {
            requires_python: ">=3.8".parse().unwrap(),
            requirements: requirements.collect(),
            ..Inputs::default()
        };
        naja_resolve::resolve(&inputs, self)
    }
}

impl Facts for Universe {
    fn prefetch_releases(&self, _: &PackageName, _: &Ranges<Version>) {}

    fn prefetch_metadata(&self, _: &PackageName, _: &Version) {}

    fn releases(&self, _: &PackageName) -> Result<Arc<dyn Releases>, FactError> {
        let releases: Vec<(Version, Release)> =
            (1..=VERSIONS).map(|version| (Version::new([version]), Release::default())).collect();
        Ok(Arc::new(releases))
    }

    fn metadata(&self, name: &PackageName, version: &Version) -> Result<Arc<PackageMetadata>, FactError> {
        Ok(Arc::new(PackageMetadata { requires_dist: self.of(name, version), ..PackageMetadata::default() }))
    }
}

fn requirement(marked: bool) -> impl Strategy<Value = String> {
    let marker = if marked {
        prop_oneof![
            3 => Just(""),
            1 => Just(" ; sys_platform == 'win32'"),
            1 => Just(" ; sys_platform != 'win32'"),
            1 => Just(" ; python_version < '3.10'"),
            1 => Just(" ; python_version >= '3.10'"),
        ]
        .boxed()
    } else {
        Just("").boxed()
    };
    let bound = prop_oneof![Just(""), Just("<"), Just(">="), Just("=="), Just("!=")];
    (0..NAMES.len(), bound, 1..=VERSIONS, marker).prop_map(|(name, bound, version, marker)| {
        let version = if bound.is_empty() { String::new() } else { version.to_string() };
        format!("{}{bound}{version}{marker}", NAMES[name])
    })
}

fn universe(marked: bool) -> impl Strategy<Value = Universe> {
    let versions = prop::collection::btree_map(
        (0..NAMES.len(), 1..=VERSIONS),
        prop::collection::vec(requirement(marked), 0..3),
        0..12,
    );
    let roots = prop::collection::vec(requirement(marked), 1..4);
    (versions, roots).prop_map(|(requirements, roots)| Universe { requirements, roots })
}

fn environment(python: &str, platform: &str) -> MarkerEnvironment {
    MarkerEnvironment {
        python_version: python.rsplit_once('.').unwrap().0.to_owned(),
        python_full_version: python.to_owned(),
        implementation_version: python.to_owned(),
        sys_platform: platform.to_owned(),
        os_name: if platform == "win32" { "nt" } else { "posix" }.to_owned(),
        platform_system: if platform == "win32" { "Windows" } else { "Linux" }.to_owned(),
        implementation_name: "cpython".to_owned(),
        platform_python_implementation: "CPython".to_owned(),
        platform_machine: "x86_64".to_owned(),
        platform_release: String::new(),
        platform_version: String::new(),
    }
}

fn environments() -> Vec<MarkerEnvironment> {
    let of = |python| ["linux", "win32"].map(|platform| environment(python, platform));
    [of("3.8.1"), of("3.12.0")].concat()
}

/// Whether `chosen` gives each requirement that holds in `environment` a version that it admits.
fn is_valid(
    universe: &Universe,
    chosen: &BTreeMap<String, Version>,
    environment: &MarkerEnvironment,
) -> Result<(), String> {
    let mut open: Vec<Requirement> =
        universe.roots.iter().map(|text| Requirement::parse(text).unwrap()).collect();
    let mut seen = Vec::new();
    while let Some(requirement) = open.pop() {
        if !requirement.marker.evaluate(environment, &[], &[]) {
            continue;
        }
        let name = requirement.name.as_str();
        let version = chosen.get(name).ok_or_else(|| format!("`{name}` is missing"))?;
        if !requirement.specifiers().unwrap().contains(version) {
            return Err(format!("`{requirement}` is not met by {version}"));
        }
        if !seen.contains(&requirement.name) {
            seen.push(requirement.name.clone());
            open.extend(universe.of(&requirement.name, version));
        }
    }
    Ok(())
}

/// What a resolution installs in `environment`.
fn chosen(resolution: &Resolution, environment: &MarkerEnvironment) -> BTreeMap<String, Version> {
    let mut chosen = BTreeMap::new();
    for package in &resolution.packages {
        if package.marker.evaluate(environment, &[], &[]) {
            let other = chosen.insert(package.name.to_string(), package.version.clone());
            assert_eq!(other, None, "two versions of `{}` in one environment", package.name);
        }
    }
    chosen
}

/// Whether any choice of versions is valid.
fn has_solution(universe: &Universe, environment: &MarkerEnvironment) -> bool {
    let choices =
        (0..NAMES.len()).fold(vec![BTreeMap::new()], |choices: Vec<BTreeMap<String, Version>>, name| {
            choices
                .iter()
                .flat_map(|choice| {
                    (1..=VERSIONS).map(move |version| {
                        let mut choice = choice.clone();
                        choice.insert(NAMES[name].to_owned(), Version::new([version]));
                        choice
                    })
                })
                .collect()
        });
    choices.iter().any(|choice| is_valid(universe, choice, environment).is_ok())
}

fn run(marked: bool, check: impl Fn(Universe)) {
    let config = Config { cases: 400, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&(universe(marked), any::<bool>()), |(universe, _)| {
            check(universe);
            Ok(())
        })
        .unwrap();
}

#[test]
fn without_markers_a_solution_is_found_exactly_where_there_is_one() {
    run(false, |universe| {
        let environment = &environments()[0];
        match universe.resolve() {
            Ok(resolution) => is_valid(&universe, &chosen(&resolution, environment), environment).unwrap(),
            Err(ResolveError::Unsatisfiable(_)) => {
                assert!(!has_solution(&universe, environment), "{universe:?} has a solution");
            }
            Err(error) => panic!("{error}"),
        }
    });
}

#[test]
fn with_markers_what_is_found_is_valid_in_every_environment() {
    run(true, |universe| {
        if let Ok(resolution) = universe.resolve() {
            for environment in environments() {
                is_valid(&universe, &chosen(&resolution, &environment), &environment).unwrap();
            }
            let all = resolution.forks.iter().fold(Marker::FALSE, |all, fork| all.or(*fork));
            assert!(
                resolution.forks.is_empty() || environments().iter().all(|one| all.evaluate(one, &[], &[]))
            );
        }
    });
}
