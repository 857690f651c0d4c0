//! The algebra of markers against evaluation: whatever is computed on diagrams must hold in every environment.

use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use super::{Marker, MarkerEnvironment};
use crate::name::{ExtraName, GroupName};
use crate::version::{Ranges, Version, release_ranges};

fn atom() -> impl Strategy<Value = String> {
    let comparison = select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let equality = select(vec!["==", "!="]);
    let membership = select(vec!["in", "not in"]);
    let short = select(vec!["3.8", "3.9", "3.10", "3.11", "3", "3.9.1"]);
    let full = select(vec!["3.8", "3.9.1", "3.10.0", "3.11.4", "3.9"]);
    let platform = select(vec![
        "sys_platform == 'linux'",
        "sys_platform != 'win32'",
        "sys_platform == 'darwin'",
        "os_name == 'nt'",
        "os_name != 'posix'",
        "platform_system == 'Windows'",
        "platform_system != 'Linux'",
        "sys_platform < 'linux'",
        "platform_machine >= 'arm64'",
        "sys_platform == 'cygwin'",
        "platform_release >= '20.5'",
        "platform_release < '6'",
        "implementation_version ~= '7.3'",
        "'inu' in sys_platform",
        "sys_platform in 'linux darwin'",
    ]);
    prop_oneof![
        (comparison.clone(), short)
            .prop_map(|(operator, value)| format!("python_version {operator} '{value}'")),
        (comparison, full).prop_map(|(operator, value)| format!("python_full_version {operator} '{value}'")),
        (equality.clone(), select(vec!["3.9.*", "3.10.*", "3.*"]))
            .prop_map(|(operator, value)| format!("python_full_version {operator} '{value}'")),
        platform.prop_map(str::to_string),
        (equality, select(vec!["a", "b"])).prop_map(|(operator, name)| format!("extra {operator} '{name}'")),
        (select(vec!["a", "b"]), membership.clone())
            .prop_map(|(name, operator)| format!("'{name}' {operator} extras")),
        (select(vec!["dev", "docs"]), membership)
            .prop_map(|(name, operator)| format!("'{name}' {operator} dependency_groups")),
    ]
}

fn text() -> impl Strategy<Value = String> {
    atom().prop_recursive(4, 24, 3, |inner| {
        (proptest::collection::vec(inner, 2..4), prop_oneof![Just(" and "), Just(" or ")])
            .prop_map(|(parts, operator)| format!("({})", parts.join(operator)))
    })
}

struct World {
    environments: Vec<MarkerEnvironment>,
    extras: Vec<Vec<ExtraName>>,
    groups: Vec<Vec<GroupName>>,
}

/// Every combination of what the atoms can tell apart.
fn world() -> World {
    let systems = [
        ("linux", "posix", "Linux", "x86_64", "6.8.0-generic"),
        ("darwin", "posix", "Darwin", "arm64", "23.1.0"),
        ("win32", "nt", "Windows", "AMD64", "10"),
        ("cygwin", "posix", "CYGWIN_NT-10.0", "x86_64", "3.4"),
        ("java17", "java", "Java", "aarch64", "x"),
    ];
    let mut environments = Vec::new();
    for full in [
        "2.7.18", "3.0.0", "3.8.0", "3.9.0", "3.9.1", "3.9.2", "3.10.0", "3.10.1", "3.11.0", "3.11.4",
        "3.11.5", "4.0.0",
    ] {
        for (sys_platform, os_name, platform_system, machine, release) in systems {
            let (python_version, _) = full.rsplit_once('.').unwrap();
            let pypy = sys_platform == "linux" && full.ends_with('1');
            environments.push(MarkerEnvironment {
                implementation_name: "cpython".into(),
                implementation_version: if pypy { "7.3.16" } else { full }.into(),
                os_name: os_name.into(),
                platform_machine: machine.into(),
                platform_python_implementation: "CPython".into(),
                platform_release: release.into(),
                platform_system: platform_system.into(),
                platform_version: String::new(),
                python_version: python_version.into(),
                python_full_version: full.into(),
                sys_platform: sys_platform.into(),
            });
        }
    }
    let name = |text: &str| text.parse().unwrap();
    let group = |text: &str| text.parse().unwrap();
    World {
        environments,
        extras: vec![vec![], vec![name("a")], vec![name("b")], vec![name("a"), name("b")]],
        groups: vec![vec![], vec![group("dev")], vec![group("dev"), group("docs")]],
    }
}

impl World {
    fn truths(&self, marker: Marker) -> Vec<bool> {
        let mut truths = Vec::new();
        for environment in &self.environments {
            for extras in &self.extras {
                truths.extend(self.groups.iter().map(|groups| marker.evaluate(environment, extras, groups)));
            }
        }
        truths
    }

    fn pythons(&self) -> impl Iterator<Item = (Version, usize)> {
        let each = self.extras.len() * self.groups.len();
        let pythons: Vec<Version> = self
            .environments
            .iter()
            .flat_map(|one| std::iter::repeat_n(one.python_release(), each))
            .collect();
        pythons.into_iter().zip(0..)
    }
}

fn python(text: &str) -> Ranges<Version> {
    release_ranges(&text.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn operations_agree_with_evaluation(left in text(), right in text()) {
        let world = world();
        let (a, b) = (Marker::parse(&left).unwrap(), Marker::parse(&right).unwrap());
        let (x, y) = (world.truths(a), world.truths(b));
        let both: Vec<bool> = x.iter().zip(&y).map(|(x, y)| *x && *y).collect();
        let any: Vec<bool> = x.iter().zip(&y).map(|(x, y)| *x || *y).collect();
        prop_assert_eq!(world.truths(a.and(b)), both);
        prop_assert_eq!(world.truths(a.or(b)), any);
        prop_assert_eq!(world.truths(a.not()), x.iter().map(|x| !x).collect::<Vec<_>>());
        if a.is_disjoint(b) {
            prop_assert!(!x.iter().zip(&y).any(|(x, y)| *x && *y));
        }
        if a.implies(b) {
            prop_assert!(x.iter().zip(&y).all(|(x, y)| !x || *y));
        }
    }

    #[test]
    fn laws_hold_as_identity(left in text(), middle in text(), right in text()) {
        let parse = |text: &str| Marker::parse(text).unwrap();
        let (a, b, c) = (parse(&left), parse(&middle), parse(&right));
        prop_assert_eq!(a.and(b), b.and(a));
        prop_assert_eq!(a.and(b.and(c)), a.and(b).and(c));
        prop_assert_eq!(a.and(b.or(c)), a.and(b).or(a.and(c)));
        prop_assert_eq!(a.or(b).not(), a.not().and(b.not()));
        prop_assert_eq!(a.and(a.not()), Marker::FALSE);
        prop_assert_eq!(a.or(a.not()), Marker::TRUE);
        prop_assert_eq!(a.or(a.and(b)), a);
        prop_assert_eq!(a.implies(b), a.and(b) == a);
        prop_assert_eq!(parse(&format!("{left} and {middle}")), a.and(b));
    }

    #[test]
    fn texts_read_back_as_the_same_marker(text in text()) {
        let marker = Marker::parse(&text).unwrap();
        if let Some(shown) = marker.try_to_string() {
            prop_assert_eq!(Marker::parse(&shown).unwrap(), marker, "{}", shown);
        }
    }

    #[test]
    fn what_is_assumed_is_left_out_and_put_back(text in text(), assumed in select(vec![">=3.9", ">=3.10,<3.12", "==3.9.*", "<3.9", ">=3.8,!=3.10.*"])) {
        let world = world();
        let marker = Marker::parse(&text).unwrap();
        let ranges = python(assumed);
        let simple = marker.simplify_python(&ranges);
        prop_assert_eq!(simple.complexify_python(&ranges), marker.complexify_python(&ranges));
        let (before, after) = (world.truths(marker), world.truths(simple));
        for (version, index) in world.pythons() {
            if ranges.contains(&version) {
                prop_assert_eq!(before[index], after[index]);
            }
        }
    }

    #[test]
    fn restricting_is_evaluating_in_part(text in text()) {
        let world = world();
        let marker = Marker::parse(&text).unwrap();
        let known = marker.restrict_extras(|extra| Some(extra.as_str() == "a")).restrict_groups(|_| Some(false));
        prop_assert!(known.extras().is_empty() && known.groups().is_empty());
        let a: ExtraName = "a".parse().unwrap();
        for environment in &world.environments {
            prop_assert_eq!(known.evaluate(environment, &[], &[]), marker.evaluate(environment, std::slice::from_ref(&a), &[]));
        }
        let (free, truths) = (marker.without_extras(), world.truths(marker));
        let each = world.extras.len() * world.groups.len();
        for (index, truth) in world.truths(free).into_iter().enumerate() {
            let start = index - index % each;
            let some = (0..world.extras.len()).any(|extra| {
                truths[start + extra * world.groups.len() + index % world.groups.len()]
            });
            if some {
                prop_assert!(truth);
            }
        }
    }

    #[test]
    fn pythons_that_can_hold_are_not_left_out(text in text()) {
        let world = world();
        let marker = Marker::parse(&text).unwrap();
        let ranges = marker.python_ranges();
        let truths = world.truths(marker);
        for (version, index) in world.pythons() {
            prop_assert!(!truths[index] || ranges.contains(&version));
        }
        prop_assert_eq!(Marker::from_python(&ranges).and(marker), marker);
    }
}
