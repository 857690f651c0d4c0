//! When prereleases are chosen.

use expect_test::expect;
use naja_pep::{Marker, PackageName, Version};
use naja_resolve::PrereleaseMode;

use super::universe::{check, inputs, shown, universe};

#[test]
fn a_stable_version_comes_before_prereleases_that_are_named() {
    check(
        "a 1:\n a 2rc1:\n a 2:\n a 3b1:",
        &["a>=2rc1"],
        &expect![[r#"
        a 2
    "#]],
    );
}

#[test]
fn a_prerelease_is_chosen_where_the_range_has_nothing_else() {
    check(
        "a 17:\n a 18.9b0:\n a 18.9b1:\n a 19.3b0:\n a 20:",
        &["a>=18,<19"],
        &expect![[r#"
        a 18.9b1
    "#]],
    );
    check(
        "a 1: b>=2\n b 1:\n b 2rc1:",
        &["a"],
        &expect![[r#"
        error: `a` can't be satisfied
         --> pyproject.toml:1:1
          |
        1 | a
          | ^ required here
          |
          = note: `a` 1 requires `b>=2`
          = note: no version of `b` is in the range asked for; the newest is 2rc1
    "#]],
    );
}

#[test]
fn an_exclusive_upper_bound_excludes_its_own_prereleases() {
    check(
        "a 1:\n a 2rc1:\n a 2:",
        &["a<2"],
        &expect![[r#"
        a 1
    "#]],
    );
    check(
        "a 2rc1:\n a 2:",
        &["a<2"],
        &expect![[r#"
        error: no version of `a` satisfies `a<2`; the newest is 2
         --> pyproject.toml:1:1
          |
        1 | a<2
          | ^^^ required here
          |
          = help: with `a==2` instead of `a<2`, the requirements could be resolved
    "#]],
    );
}

#[test]
fn a_prerelease_is_chosen_when_stable_versions_conflict() {
    check(
        "a 1: c<2
         a 2rc1: c>=2
         b 1: c>=2
         c 1:
         c 2:",
        &["a", "b"],
        &expect![[r#"
            a 2rc1
            b 1
            c 2
        "#]],
    );
}

#[test]
fn a_prerelease_is_chosen_where_stable_versions_are_yanked_too_new_or_for_later_pythons() {
    check(
        "a 1rc1: |python>=3.9\n a 1: |python>=3.99\n",
        &["a ; python_version < '3.12'"],
        &expect![[r#"
        a 1rc1 ; python_full_version < '3.12'
    "#]],
    );
    check(
        "a 1rc1:\n a 1: |yanked",
        &["a"],
        &expect![[r#"
        a 1rc1
    "#]],
    );
}

#[test]
fn a_fork_may_need_a_prerelease_where_another_does_not() {
    check(
        "a 1:
         a 2rc1:",
        &["a<2 ; sys_platform == 'win32'", "a>=2rc1 ; sys_platform != 'win32'"],
        &expect![[r#"
            a 1 ; sys_platform == 'win32'
            a 2rc1 ; sys_platform != 'win32'
        "#]],
    );
}

#[test]
fn extras_follow_the_version_of_their_distribution() {
    check(
        "a 1:
         a 2b1: b>=1b0 ; extra == 'x'
         b 1b1:",
        &["a[x]>=2b0"],
        &expect![[r#"
            a 2b1
            b 1b1
        "#]],
    );
}

#[test]
fn a_locked_prerelease_is_kept_only_while_it_is_necessary() {
    let universe = universe("a 1:\n a 2rc1:\n a 2:");
    let mut inputs = inputs(&["a>=2rc0"]);
    let name = PackageName::new("a").unwrap();
    inputs.preferences.versions.insert(name, vec![("2rc1".parse::<Version>().unwrap(), Marker::TRUE)]);
    expect![[r#"
        a 2
    "#]]
    .assert_eq(&shown(&universe, &inputs));
}

#[test]
fn each_mode_decides_for_all_packages_or_for_one() {
    let universe = universe("a 1:\n a 2rc1:\n b 1rc1:\n c 1: b");
    let with = |mode: PrereleaseMode, requirements: &[&str]| {
        let mut inputs = inputs(requirements);
        inputs.options.prerelease = mode;
        shown(&universe, &inputs)
    };
    expect![[r#"
        a 2rc1
    "#]]
    .assert_eq(&with(PrereleaseMode::Allow, &["a"]));
    expect![[r#"
        error: of `b`, 1rc1 is a prerelease
         --> pyproject.toml:1:1
          |
        1 | b
          | ^ required here
          |
          = help: only prereleases satisfy the requirements, such as `b==1rc1`: allow them with `--prerelease if-necessary`
    "#]].assert_eq(&with(PrereleaseMode::Disallow, &["b"]));
    expect![[r#"
        error: `c` can't be satisfied
         --> pyproject.toml:1:1
          |
        1 | c
          | ^ required here
          |
          = note: `c` 1 requires `b`
          = note: of `b`, 1rc1 is a prerelease
          = help: only prereleases satisfy the requirements, such as `b==1rc1`: allow them with `--prerelease if-necessary`
    "#]].assert_eq(&with(PrereleaseMode::Explicit, &["c"]));
    expect![[r#"
        b 1rc1
        c 1
    "#]]
    .assert_eq(&with(PrereleaseMode::Explicit, &["b>=1rc0", "c"]));
    let mut inputs = inputs(&["a", "b"]);
    inputs.options.prerelease_packages.insert(PackageName::new("a").unwrap(), PrereleaseMode::Allow);
    inputs.options.prerelease_packages.insert(PackageName::new("b").unwrap(), PrereleaseMode::Disallow);
    expect![[r#"
        error: of `b`, 1rc1 is a prerelease
         --> pyproject.toml:2:1
          |
        2 | b
          | ^ required here
          |
          = help: only prereleases satisfy the requirements, such as `b==1rc1`: allow them with `--prerelease if-necessary`
    "#]].assert_eq(&shown(&universe, &inputs));
}
