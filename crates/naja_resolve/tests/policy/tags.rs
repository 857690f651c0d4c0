//! What the tags of wheels mean for the choice of a version.

use expect_test::expect;
use naja_pep::Marker;

use super::universe::{check, inputs, shown, universe};

#[test]
fn pythons_without_a_wheel_get_an_older_version() {
    check(
        "a 1: |wheel py3-none-any
         a 2: |wheel cp311-cp311-manylinux_2_17_x86_64, wheel cp312-cp312-manylinux_2_17_x86_64",
        &["a"],
        &expect![[r#"
            a 1 ; python_full_version < '3.11'
            a 2 ; python_full_version >= '3.11'
        "#]],
    );
}

#[test]
fn a_source_distribution_serves_every_environment() {
    check(
        "a 1:\n a 2: |python>=3.9",
        &["a"],
        &expect![[r#"
        a 2
    "#]],
    );
}

#[test]
fn a_release_for_python_2_alone_is_passed_over() {
    check(
        "a 1: |wheel py3-none-any\n a 2: |wheel py2-none-any",
        &["a"],
        &expect![[r#"
        a 1
    "#]],
    );
}

#[test]
fn platforms_without_a_wheel_do_not_hold_back_the_others() {
    check(
        "a 1: |wheel py3-none-any
         a 2: |wheel py3-none-win_amd64, wheel py3-none-manylinux_2_17_x86_64",
        &["a"],
        &expect![[r#"
            a 2
        "#]],
    );
}

#[test]
fn required_environments_get_a_version_that_serves_them() {
    let universe = universe(
        "a 1: |wheel py3-none-any
         a 2: |wheel py3-none-win_amd64, wheel py3-none-manylinux_2_17_x86_64",
    );
    let mut inputs = inputs(&["a"]);
    inputs.required_environments = vec![Marker::parse("sys_platform == 'darwin'").unwrap()];
    expect![[r#"
        a 1
    "#]]
    .assert_eq(&shown(&universe, &inputs));
}

#[test]
fn a_version_is_not_locked_where_none_of_its_wheels_runs() {
    check(
        "a 1: |wheel py3-none-win_amd64
         a 2: |wheel py3-none-manylinux_2_17_x86_64",
        &["a ; sys_platform == 'win32'"],
        &expect![[r#"
            a 1 ; sys_platform == 'win32'
        "#]],
    );
    check(
        "a 1: b ; sys_platform == 'win32'
         b 1: |wheel py3-none-win_amd64
         b 2: |wheel py3-none-manylinux_2_17_x86_64",
        &["a"],
        &expect![[r#"
            a 1
            b 1 ; sys_platform == 'win32'
        "#]],
    );
}

#[test]
fn an_error_names_the_tags() {
    check(
        "a 1: |wheel py3-none-manylinux_2_17_x86_64, wheel py3-none-macosx_11_0_arm64",
        &["a ; sys_platform == 'win32'"],
        &expect![[r#"
            error: of `a`, 1 has no source distribution and no wheel for this environment, only for `py3-none-manylinux_2_17_x86_64`, `py3-none-macosx_11_0_arm64`
             --> pyproject.toml:1:1
              |
            1 | a ; sys_platform == 'win32'
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^ required here
              |
              = note: this is so where `sys_platform == 'win32'`
        "#]],
    );
}

#[test]
fn a_prerelease_with_a_wheel_comes_after_stable_versions_without_one() {
    check(
        "a 1: |wheel cp27-cp27m-win_amd64
         a 2rc1: |wheel py3-none-any",
        &["a"],
        &expect![[r#"
            a 2rc1
        "#]],
    );
}
