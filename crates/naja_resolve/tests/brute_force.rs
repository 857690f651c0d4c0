//! The resolver against brute force over small generated universes, under every policy.
//!
//! A resolution must be sound: in every environment, what is installed satisfies each requirement that holds there. And
//! it must be complete: where there is none, some environment has no choice of versions that would be sound.
#![expect(clippy::unwrap_used, reason = "a test that can't be set up shall fail at once")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use naja_pep::version::Ranges;
use naja_pep::{ExtraName, GroupName, Marker, MarkerEnvironment, PackageName, Requirement, Version};
use naja_resolve::{
    Bounds, FactError, Facts, FileFacts, ForkStrategy, InputRequirement, Inputs, PackageMetadata,
    PrereleaseMode, Release, Releases, Resolution, ResolutionMode, ResolveError, Scope,
};
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const NAMES: [&str; 4] = ["a", "b", "c", "d"];
const VERSIONS: [&str; 5] = ["1", "2b1", "2", "3rc1", "3"];

/// Markers that split the environments into the four cells in which wheels and requirements differ.
const CELLS: [&str; 4] = [
    "python_full_version < '3.10' and sys_platform == 'win32'",
    "python_full_version < '3.10' and sys_platform != 'win32'",
    "python_full_version >= '3.10' and sys_platform == 'win32'",
    "python_full_version >= '3.10' and sys_platform != 'win32'",
];

/// What a universe is made of besides plain requirements.
#[derive(Clone, Copy, Debug, Default)]
struct Kinds {
    markers: bool,
    extras: bool,
    prereleases: bool,
    pythons: bool,
    tags: bool,
    bounds: bool,
}

/// One release.
#[derive(Clone, Debug)]
struct Published {
    requirements: Vec<String>,
    later_python: bool,
    /// Which cells its wheels serve, one bit each.
    cells: u8,
}

#[derive(Clone, Debug)]
struct Universe {
    releases: BTreeMap<(usize, usize), Published>,
    roots: Vec<(bool, String)>,
    constraints: Vec<String>,
    overrides: Vec<String>,
    exclusions: Vec<usize>,
}

/// How versions are chosen.
#[derive(Clone, Copy, Debug)]
struct Choices {
    prerelease: PrereleaseMode,
    resolution: ResolutionMode,
    strategy: ForkStrategy,
    /// Whether every cell must be served.
    required: bool,
}

fn parse(text: &str) -> Requirement {
    Requirement::parse(text).unwrap()
}

fn cell(index: usize) -> Marker {
    Marker::parse(CELLS[index]).unwrap()
}

fn coverage(cells: u8) -> Marker {
    if cells == 0b1111 {
        return Marker::TRUE;
    }
    (0..4).filter(|index| cells & (1 << index) != 0).fold(Marker::FALSE, |all, index| all.or(cell(index)))
}

fn index_of(name: &PackageName) -> usize {
    NAMES.iter().position(|known| *known == name.as_str()).unwrap()
}

impl Universe {
    fn find(&self, name: &PackageName, version: &Version) -> Option<&Published> {
        let version = VERSIONS.iter().position(|known| known.parse::<Version>().unwrap() == *version)?;
        self.releases.get(&(index_of(name), version))
    }

    fn inputs(&self, choices: Choices) -> Inputs {
        let group = GroupName::new("dev").unwrap();
        let requirements = self.roots.iter().map(|(in_group, text)| InputRequirement {
            requirement: parse(text),
            scope: if *in_group { Scope::Group(group.clone()) } else { Scope::Project },
            place: None,
        });
        let mut inputs = Inputs {
            requires_python: ">=3.8".parse().unwrap(),
            requirements: requirements.collect(),
            groups: BTreeSet::from([group.clone()]),
            bounds: Bounds {
                constraints: self.constraints.iter().map(|text| parse(text)).collect(),
                overrides: self.overrides.iter().map(|text| parse(text)).collect(),
                exclusions: self
                    .exclusions
                    .iter()
                    .map(|name| PackageName::new(NAMES[*name]).unwrap())
                    .collect(),
                run_constraints: Vec::new(),
            },
            required_environments: if choices.required { (0..4).map(cell).collect() } else { Vec::new() },
            ..Inputs::default()
        };
        inputs.options.prerelease = choices.prerelease;
        inputs.options.resolution = choices.resolution;
        inputs.options.fork_strategy = choices.strategy;
        inputs
    }
}

impl Facts for Universe {
    fn prefetch_releases(&self, _: &PackageName, _: &Ranges<Version>) {}

    fn prefetch_metadata(&self, _: &PackageName, _: &Version) {}

    fn releases(&self, name: &PackageName) -> Result<Arc<dyn Releases>, FactError> {
        let name = index_of(name);
        let later = ">=3.10".parse().unwrap();
        let releases = self.releases.range((name, 0)..(name + 1, 0)).map(|((_, version), published)| {
            let file = FileFacts {
                requires_python: published.later_python.then_some(&later),
                coverage: coverage(published.cells),
                ..FileFacts::default()
            };
            (VERSIONS[*version].parse().unwrap(), Release::from_files([file]))
        });
        Ok(Arc::new(releases.collect::<Vec<(Version, Release)>>()))
    }

    fn metadata(&self, name: &PackageName, version: &Version) -> Result<Arc<PackageMetadata>, FactError> {
        let published = self.find(name, version).ok_or(FactError::NotFound)?;
        Ok(Arc::new(PackageMetadata {
            requires_dist: published.requirements.iter().map(|text| parse(text)).collect(),
            provides_extra: vec![ExtraName::new("x").unwrap()],
            requires_python: published.later_python.then(|| ">=3.10".parse().unwrap()),
        }))
    }
}

fn marker(kinds: Kinds, own_extra: bool) -> impl Strategy<Value = String> {
    let environment = if kinds.markers {
        prop_oneof![
            3 => Just(""),
            1 => Just("sys_platform == 'win32'"),
            1 => Just("sys_platform != 'win32'"),
            1 => Just("python_version < '3.10'"),
            1 => Just("python_version >= '3.10'"),
        ]
        .boxed()
    } else {
        Just("").boxed()
    };
    let extra = if own_extra && kinds.extras { any::<bool>().boxed() } else { Just(false).boxed() };
    (environment, extra).prop_map(|(environment, extra)| match (environment, extra) {
        ("", false) => String::new(),
        ("", true) => " ; extra == 'x'".to_owned(),
        (environment, false) => format!(" ; {environment}"),
        (environment, true) => format!(" ; {environment} and extra == 'x'"),
    })
}

fn requirement(kinds: Kinds, own_extra: bool) -> impl Strategy<Value = String> {
    let bound = prop_oneof![Just(""), Just("<"), Just(">="), Just("=="), Just("!=")];
    let version = if kinds.prereleases {
        prop_oneof![4 => Just("1"), 4 => Just("2"), 4 => Just("3"), 1 => Just("2b1"), 1 => Just("3rc1")]
            .boxed()
    } else {
        prop_oneof![Just("1"), Just("2"), Just("3")].boxed()
    };
    let extra = if kinds.extras { any::<bool>().boxed() } else { Just(false).boxed() };
    (0..NAMES.len(), extra, bound, version, marker(kinds, own_extra)).prop_map(
        |(name, extra, bound, version, marker)| {
            let extra = if extra { "[x]" } else { "" };
            let version = if bound.is_empty() { "" } else { version };
            format!("{}{extra}{bound}{version}{marker}", NAMES[name])
        },
    )
}

fn published(kinds: Kinds) -> impl Strategy<Value = Published> {
    let cells =
        if kinds.tags { prop_oneof![2 => Just(15_u8), 3 => 1..15_u8].boxed() } else { Just(15).boxed() };
    let python = if kinds.pythons { prop::bool::weighted(0.3).boxed() } else { Just(false).boxed() };
    (prop::collection::vec(requirement(kinds, true), 0..3), python, cells)
        .prop_map(|(requirements, later_python, cells)| Published { requirements, later_python, cells })
}

fn universe(kinds: Kinds) -> impl Strategy<Value = Universe> {
    let versions = if kinds.prereleases { 0..5_usize } else { 0..3 };
    let place = move |index: usize| if kinds.prereleases { index } else { 2 * index };
    let key = (0..NAMES.len(), versions).prop_map(move |(name, index)| (name, place(index)));
    let releases = prop::collection::btree_map(key, published(kinds), 4..12);
    let roots = prop::collection::vec((prop::bool::weighted(0.3), requirement(kinds, false)), 1..4);
    let some = if kinds.bounds { 0..2_usize } else { 0..1 };
    let bounds = (
        prop::collection::vec(requirement(Kinds { extras: false, ..kinds }, false), some.clone()),
        prop::collection::vec(requirement(Kinds { extras: false, ..kinds }, false), some.clone()),
        prop::collection::vec(0..NAMES.len(), some),
    );
    (releases, roots, bounds).prop_map(|(releases, roots, (constraints, overrides, exclusions))| Universe {
        releases,
        roots,
        constraints,
        overrides,
        exclusions,
    })
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

/// One environment of each cell, in their order.
fn environments() -> Vec<MarkerEnvironment> {
    let of = |python| ["win32", "linux"].map(|platform| environment(python, platform));
    [of("3.8.1"), of("3.12.0")].concat()
}

/// Whether `chosen` gives each requirement that holds in the environment of a cell a version that it admits.
fn is_valid(
    universe: &Universe,
    inputs: &Inputs,
    chosen: &BTreeMap<String, Version>,
    cell: usize,
) -> Result<(), String> {
    let environment = &environments()[cell];
    let mut open: Vec<Requirement> =
        inputs.requirements.iter().map(|input| input.requirement.clone()).collect();
    let mut seen: BTreeSet<(String, bool)> = BTreeSet::new();
    let holds = |requirement: &Requirement| requirement.marker.evaluate(environment, &[], &[]);
    while let Some(requirement) = open.pop() {
        if inputs.bounds.exclusions.contains(&requirement.name) || !holds(&requirement) {
            continue;
        }
        let replaced: Vec<&Requirement> =
            inputs.bounds.overrides.iter().filter(|other| other.name == requirement.name).collect();
        if !replaced.is_empty() && !replaced.iter().any(|other| holds(other)) {
            continue;
        }
        let name = requirement.name.as_str();
        let version = chosen.get(name).ok_or_else(|| format!("`{name}` is missing"))?;
        let constraints = inputs.bounds.constraints.iter().filter(|other| other.name == requirement.name);
        let bounds: Vec<&Requirement> = match replaced.is_empty() {
            true => constraints.chain([&requirement]).collect(),
            false => replaced,
        };
        for bound in bounds.into_iter().filter(|bound| holds(bound)) {
            if !bound.specifiers().unwrap().contains(version) {
                return Err(format!("`{bound}` is not satisfied by {version}"));
            }
        }
        let published =
            universe.find(&requirement.name, version).ok_or_else(|| format!("no `{name}` {version}"))?;
        let python_fits = !published.later_python || cell >= 2;
        let is_served = inputs.required_environments.is_empty() || published.cells & (1 << cell) != 0;
        if !python_fits || !is_served || !admits(inputs, &requirement.name, version) {
            return Err(format!("`{name}` {version} can't be used in cell {cell}"));
        }
        let wanted = [false].into_iter().chain((!requirement.extras.is_empty()).then_some(true));
        for extra in wanted {
            if seen.insert((name.to_owned(), extra)) {
                let active = if extra { vec![ExtraName::new("x").unwrap()] } else { Vec::new() };
                let texts = published.requirements.iter().map(|text| parse(text));
                open.extend(texts.filter_map(|mut dependency| {
                    let holds = dependency.marker.evaluate(environment, &active, &[]);
                    dependency.marker = Marker::TRUE;
                    holds.then_some(dependency)
                }));
            }
        }
    }
    Ok(())
}

/// Whether the mode for prereleases admits a version at all.
fn admits(inputs: &Inputs, name: &PackageName, version: &Version) -> bool {
    let named = || {
        let own = inputs.requirements.iter().map(|input| &input.requirement);
        own.chain(&inputs.bounds.constraints).chain(&inputs.bounds.overrides).any(|requirement| {
            requirement.name == *name
                && requirement.specifiers().unwrap().iter().any(|one| one.version().any_prerelease())
        })
    };
    !version.any_prerelease()
        || match inputs.options.prerelease {
            PrereleaseMode::Allow | PrereleaseMode::IfNecessary => true,
            PrereleaseMode::Explicit => named(),
            PrereleaseMode::Disallow => false,
        }
}

/// What a resolution installs in an environment, with all groups.
fn chosen(resolution: &Resolution, environment: &MarkerEnvironment) -> BTreeMap<String, Version> {
    let groups = ["default", "dev"].map(|group| GroupName::new(group).unwrap());
    let mut chosen = BTreeMap::new();
    for package in &resolution.packages {
        if package.marker.evaluate(environment, &[], &groups) {
            let other = chosen.insert(package.name.to_string(), package.version.clone());
            assert_eq!(other, None, "two versions of `{}` in one environment", package.name);
        }
    }
    chosen
}

/// Whether any choice of versions is valid in a cell.
fn has_solution(universe: &Universe, inputs: &Inputs, cell: usize) -> bool {
    let mut choices: Vec<BTreeMap<String, Version>> = vec![BTreeMap::new()];
    for (index, name) in NAMES.iter().enumerate() {
        let versions: Vec<Version> = universe
            .releases
            .range((index, 0)..(index + 1, 0))
            .map(|((_, version), _)| VERSIONS[*version].parse().unwrap())
            .collect();
        if versions.is_empty() {
            continue;
        }
        choices = choices
            .iter()
            .flat_map(|choice| {
                versions.iter().map(move |version| {
                    let mut choice = choice.clone();
                    choice.insert((*name).to_owned(), version.clone());
                    choice
                })
            })
            .collect();
    }
    choices.iter().any(|choice| is_valid(universe, inputs, choice, cell).is_ok())
}

fn check(universe: &Universe, choices: Choices) {
    let inputs = universe.inputs(choices);
    match naja_resolve::resolve(&inputs, universe) {
        Ok(resolution) => {
            for (cell, environment) in environments().iter().enumerate() {
                is_valid(universe, &inputs, &chosen(&resolution, environment), cell).unwrap();
            }
            for package in &resolution.packages {
                let published = universe.find(&package.name, &package.version).unwrap();
                let served = package.marker.and(coverage(published.cells));
                assert!(!served.is_false(), "`{}` is locked where nothing serves it", package.name);
            }
            let all = resolution.forks.iter().fold(Marker::FALSE, |all, fork| all.or(*fork));
            let is_covered = |one: &MarkerEnvironment| all.evaluate(one, &[], &[]);
            assert!(resolution.forks.is_empty() || environments().iter().all(is_covered));
        }
        Err(ResolveError::Unsatisfiable(_)) => {
            let partial = inputs.required_environments.is_empty()
                && universe.releases.values().any(|published| published.cells != 15);
            let is_solvable = (0..4).all(|cell| {
                let mut strict = inputs.clone();
                if partial {
                    strict.required_environments = (0..4).map(self::cell).collect();
                }
                has_solution(universe, &strict, cell)
            });
            assert!(!is_solvable, "{universe:#?} has a solution");
        }
        Err(error) => panic!("{error}"),
    }
}

fn choices() -> impl Strategy<Value = Choices> {
    let prerelease = prop_oneof![
        3 => Just(PrereleaseMode::IfNecessary),
        1 => Just(PrereleaseMode::Allow),
        1 => Just(PrereleaseMode::Disallow),
        1 => Just(PrereleaseMode::Explicit),
    ];
    let resolution = prop_oneof![
        Just(ResolutionMode::Highest),
        Just(ResolutionMode::Lowest),
        Just(ResolutionMode::LowestDirect)
    ];
    let strategy = prop_oneof![3 => Just(ForkStrategy::RequiresPython), 1 => Just(ForkStrategy::Fewest)];
    (prerelease, resolution, strategy, any::<bool>()).prop_map(
        |(prerelease, resolution, strategy, required)| Choices { prerelease, resolution, strategy, required },
    )
}

/// Checks universes of these kinds: 300, or as many as `NAJA_TEST_UNIVERSES` says.
fn run(seed: u8, kinds: Kinds) {
    let cases = std::env::var("NAJA_TEST_UNIVERSES").ok().and_then(|text| text.parse().ok()).unwrap_or(300);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 2_000, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    TestRunner::new_with_rng(config, rng)
        .run(&(universe(kinds), choices()), |(universe, choices)| {
            check(&universe, choices);
            Ok(())
        })
        .unwrap();
}

#[test]
fn plain_requirements_are_resolved_exactly_where_that_is_possible() {
    run(1, Kinds::default());
}

#[test]
fn markers_are_resolved_exactly_where_that_is_possible() {
    run(2, Kinds { markers: true, ..Kinds::default() });
}

#[test]
fn extras_are_resolved_exactly_where_that_is_possible() {
    run(3, Kinds { markers: true, extras: true, ..Kinds::default() });
}

#[test]
fn prereleases_are_resolved_exactly_where_that_is_possible() {
    run(4, Kinds { prereleases: true, ..Kinds::default() });
}

#[test]
fn pythons_and_tags_are_resolved_exactly_where_that_is_possible() {
    run(5, Kinds { pythons: true, tags: true, ..Kinds::default() });
}

#[test]
fn constraints_overrides_and_exclusions_are_resolved_exactly_where_that_is_possible() {
    run(6, Kinds { markers: true, bounds: true, ..Kinds::default() });
}

#[test]
fn everything_together_is_resolved_exactly_where_that_is_possible() {
    let all =
        Kinds { markers: true, extras: true, prereleases: true, pythons: true, tags: true, bounds: true };
    run(7, all);
}
