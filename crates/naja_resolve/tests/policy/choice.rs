//! Which version is chosen, apart from prereleases and tags.

use expect_test::expect;
use naja_pep::{Marker, PackageName, Requirement, Version};
use naja_resolve::{ForkStrategy, ResolutionMode};

use super::universe::{check, inputs, shown, universe};

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
    inputs.bounds.constraints = vec![Requirement::parse("b<3").unwrap()];
    expect![[r#"
        a 2
        b 2
    "#]]
    .assert_eq(&shown(&universe, &inputs));
    inputs.bounds.overrides = vec![Requirement::parse("b==1").unwrap()];
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

#[test]
fn the_fewest_versions_are_taken_where_the_strategy_says_so() {
    let universe = universe(
        "a 1: |python>=3.8
         a 2: |python>=3.11
         b 1: |python>=3.11",
    );
    let mut inputs = inputs(&["a"]);
    inputs.options.fork_strategy = ForkStrategy::Fewest;
    expect![[r#"
        a 1
    "#]]
    .assert_eq(&shown(&universe, &inputs));
    inputs.requirements[0].requirement = Requirement::parse("a>=2 ; python_version >= '3.11'").unwrap();
    expect![[r#"
        a 2 ; python_full_version >= '3.11'
    "#]]
    .assert_eq(&shown(&universe, &inputs));
}

#[test]
fn lowest_with_forks_on_python_and_platform_ends() {
    let universe = universe(
        "a 1: b>=1 ; sys_platform == 'win32', b>=2 ; sys_platform != 'win32' |python>=3.9
         a 2: b>=2 |python>=3.11
         b 1: c |python>=3.8
         b 2: c>=2 |python>=3.9
         b 3: |python>=3.12
         c 1: |python>=3.9
         c 2: a>=1 |python>=3.9
         c 3: |python>=3.9",
    );
    for mode in [ResolutionMode::Lowest, ResolutionMode::LowestDirect] {
        let mut inputs = inputs(&["a ; python_version < '3.11'", "a>=2 ; python_version >= '3.11'", "c"]);
        inputs.options.resolution = mode;
        let expected = match mode {
            ResolutionMode::Lowest => expect![[r#"
                a 1 ; python_full_version < '3.11'
                a 2 ; python_full_version >= '3.11'
                b 1 ; python_full_version < '3.11' and sys_platform == 'win32'
                b 2 ; (python_full_version < '3.12' and sys_platform != 'win32') or python_full_version == '3.11.*'
                b 3 ; python_full_version >= '3.12'
                c 1 ; (python_full_version != '3.11.*' and sys_platform == 'win32') or python_full_version >= '3.12'
                c 2 ; (python_full_version < '3.12' and sys_platform != 'win32') or python_full_version == '3.11.*'
            "#]],
            _ => expect![[r#"
                a 1 ; python_full_version < '3.11'
                a 2 ; python_full_version >= '3.11'
                b 1 ; python_full_version < '3.11' and sys_platform == 'win32'
                b 2 ; (python_full_version < '3.12' and sys_platform != 'win32') or python_full_version == '3.11.*'
                b 3 ; python_full_version >= '3.12'
                c 1 ; (python_full_version != '3.11.*' and sys_platform == 'win32') or python_full_version >= '3.12'
                c 2 ; (python_full_version < '3.12' and sys_platform != 'win32') or python_full_version == '3.11.*'
            "#]],
        };
        expected.assert_eq(&shown(&universe, &inputs));
    }
}

#[test]
fn excluded_packages_are_left_out_whatever_requires_them() {
    let universe = universe(
        "a 1: b, c
         b 1: nothing
         c 1:",
    );
    let mut inputs = inputs(&["a", "b"]);
    inputs.bounds.exclusions.insert(PackageName::new("b").unwrap());
    expect![[r#"
        a 1
        c 1
    "#]]
    .assert_eq(&shown(&universe, &inputs));
}

#[test]
fn constraints_of_one_run_bound_versions_and_are_not_recorded() {
    let universe = universe(
        "a 1: b
         b 1:
         b 2:",
    );
    let mut inputs = inputs(&["a"]);
    inputs.bounds.run_constraints = vec![Requirement::parse("b<2").unwrap()];
    expect![[r#"
        a 1
        b 1
    "#]]
    .assert_eq(&shown(&universe, &inputs));
}

#[test]
fn local_versions_epochs_and_exact_equality_follow_the_standard() {
    let lines = "a 1.0: \n a 1.0+cpu: \n a 2.0+cpu: \n b 1!0.5: \n b 7.0: ";
    check(
        lines,
        &["a<2", "b"],
        &expect![[r#"
        a 1.0+cpu
        b 1!0.5
    "#]],
    );
    check(
        lines,
        &["a===1.0", "b<7.1"],
        &expect![[r#"
        a 1.0
        b 7.0
    "#]],
    );
    check(
        lines,
        &["a==2.0", "b==7"],
        &expect![[r#"
        a 2.0+cpu
        b 7.0
    "#]],
    );
}

#[test]
fn a_requirement_that_holds_in_part_of_a_fork_binds_that_part_alone() {
    check(
        "a 1: c<2 ; sys_platform == 'win32'
         b 1: c>=2 ; sys_platform != 'win32'
         c 1:
         c 2:",
        &["a", "b"],
        &expect![[r#"
            a 1
            b 1
            c 1 ; sys_platform == 'win32'
            c 2 ; sys_platform != 'win32'
        "#]],
    );
}

#[test]
fn what_the_project_requires_of_itself_is_resolved_by_its_extras() {
    let mut inputs = inputs(&["a", "project"]);
    inputs.project = Some(PackageName::new("project").unwrap());
    expect![[r#"
        error: `a` can't be satisfied
         --> pyproject.toml:1:1
          |
        1 | a
          | ^ required here
          |
          = note: `a` 1 requires `project>=9`
          = note: `project` was not found on the index
    "#]]
    .assert_eq(&shown(&universe("a 1: project>=9"), &inputs));
}
