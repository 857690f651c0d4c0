//! Markers read, written and refused.

use super::Marker;
use crate::version::release_ranges;

fn marker(text: &str) -> Marker {
    Marker::parse(text).unwrap()
}

fn check(text: &str, expected: &str) {
    assert_eq!(marker(text).to_string(), expected, "{text}");
    let again = if expected.is_empty() { Marker::TRUE } else { marker(expected) };
    assert_eq!(again, marker(text), "{text}");
}

#[test]
fn python_version_is_expressed_by_the_full_version() {
    check("python_version == '3.9'", "python_full_version == '3.9.*'");
    check("python_version != '3.9'", "python_full_version != '3.9.*'");
    check("python_version <= '3.9'", "python_full_version < '3.10'");
    check("python_version > '3.9'", "python_full_version >= '3.10'");
    check("'3.9' < python_version", "python_full_version >= '3.10'");
    check("python_version >= '3.9.2'", "python_full_version >= '3.10'");
    check("python_version == '3.9.2'", "python_version < '0'");
    check("python_version != '3.9.2'", "");
    check("python_version ~= '3.9'", "python_full_version >= '3.9' and python_full_version < '4.0'");
    check("python_version == '3.*'", "python_full_version >= '3.0' and python_full_version < '4.0'");
    check(
        "python_version in '3.9, 3.11'",
        "python_full_version >= '3.9' and python_full_version != '3.10.*' and python_full_version < '3.12'",
    );
    check(
        "python_version not in '3.9 3.11'",
        "python_full_version != '3.9.*' and python_full_version != '3.11.*'",
    );
}

#[test]
fn the_text_is_short_and_canonical() {
    check(
        "python_version < '3.11' or sys_platform == 'win32'",
        "python_full_version < '3.11' or sys_platform == 'win32'",
    );
    check(
        "sys_platform == 'win32' and python_version >= '3.9' and python_version < '3.11'",
        "python_full_version >= '3.9' and python_full_version < '3.11' and sys_platform == 'win32'",
    );
    check(
        "python_full_version == '3.9.*' and python_full_version != '3.9.1'",
        "python_full_version >= '3.9' and python_full_version != '3.9.1' and python_full_version < '3.10'",
    );
    check("os_name == 'nt' or os_name != 'nt'", "");
    check(
        "python_version < '3.9' and sys_platform != 'win32' or python_version >= '3.9' and sys_platform == 'linux' or \
         python_version < '3.9' and sys_platform == 'win32'",
        "python_full_version < '3.9' or sys_platform == 'linux'",
    );
    check(
        "(sys_platform == 'linux' or os_name == 'nt') and (python_version < '3.9' or extra == 'x')",
        "(python_full_version < '3.9' and os_name == 'nt') or (python_full_version < '3.9' and sys_platform == 'linux') \
         or (os_name == 'nt' and extra == 'x') or (sys_platform == 'linux' and extra == 'x')",
    );
    check(
        "platform_release >= '20' and platform_release < '21.5' and 'Ubuntu' not in platform_version",
        "platform_release >= '20' and platform_release < '21.5' and 'Ubuntu' not in platform_version",
    );
    check("python_implementation == \"it's\"", "platform_python_implementation == \"it's\"");
}

#[test]
fn extras_and_groups_are_named_as_they_are_normalised() {
    check("'A_b' in extras or 'dev' in dependency_groups", "'dev' in dependency_groups or 'a-b' in extras");
    check(
        "(sys_platform == 'linux' and extra == 'A.B') or extra == 'b'",
        "(sys_platform == 'linux' and extra == 'a-b') or extra == 'b'",
    );
    check(
        "'dev' not in dependency_groups and extra != 'x'",
        "'dev' not in dependency_groups and extra != 'x'",
    );
}

#[test]
fn platforms_do_not_contradict_themselves() {
    check("sys_platform == 'win32' and os_name == 'posix'", "python_version < '0'");
    check("sys_platform == 'linux' and os_name != 'nt'", "sys_platform == 'linux'");
    check(
        "(sys_platform == 'linux' or sys_platform == 'win32') and os_name == 'nt'",
        "os_name == 'nt' and sys_platform == 'win32'",
    );
    check("platform_system != 'Windows' or sys_platform != 'linux'", "");
    assert!(marker("platform_system == 'Darwin'").is_disjoint(marker("sys_platform == 'linux'")));
    assert!(!marker("platform_system == 'Darwin'").is_disjoint(marker("sys_platform == 'ios'")));
}

#[test]
fn bounds_that_are_assumed_are_left_out() {
    let assumed = release_ranges(&">=3.9".parse().unwrap());
    let simple = |text: &str| marker(text).simplify_python(&assumed).to_string();
    assert_eq!(simple("python_version >= '3.8'"), "");
    assert_eq!(simple("python_version < '3.9'"), "python_version < '0'");
    assert_eq!(simple("python_version >= '3.9' and python_version < '3.11'"), "python_full_version < '3.11'");
    assert_eq!(simple("python_version < '3.8' or os_name == 'nt'"), "os_name == 'nt'");
    assert_eq!(
        marker("python_full_version < '3.11'").complexify_python(&assumed).to_string(),
        "python_full_version >= '3.9' and python_full_version < '3.11'"
    );
}

fn refused(text: &str, at: &str, message: &str) {
    let error = Marker::parse(text).unwrap_err();
    assert_eq!((&text[error.span], error.message.as_str()), (at, message), "{text}");
}

#[test]
fn fault_86_malformed_markers_are_pointed_into() {
    refused("python_version = '3.8'", "=", "`=` is not a marker operator");
    refused("python >= '3.8'", "python", "`python` is not a marker variable");
    refused("python_version >= 3.8", "3.8", "`3.8` is not a marker variable");
    refused("python_version >= '3.8", "'", "this text is never closed");
    refused("(os_name == 'nt'", "(", "this `(` is never closed");
    refused("os_name == 'nt')", ")", "this `)` closes nothing");
    refused("os_name == 'nt' extra == 'x'", "extra", "expected `and`, `or` or the end of the marker");
    refused("os_name == 'nt' and", "", "expected a marker variable or a quoted text, found the end");
    refused("os_name 'nt'", "'", "expected a comparison such as `==`, `<`, `in` or `not in`");
    refused("os_name not 'nt'", "not", "`not` stands only before `in`");
    refused("python_version >= 'x'", "python_version >= 'x'", "`x` is not a version that can stand here");
    refused(
        "os_name == sys_platform",
        "os_name == sys_platform",
        "a marker compares a variable with a text, not two variables",
    );
    refused("'a' == 'b'", "'a' == 'b'", "a marker compares a variable with a text, not two texts");
    refused("extra > 'x'", ">", "this operator does not apply to that variable");
    refused("extra == 'a b'", "extra == 'a b'", "`a b` is not a name");
    refused("extras == 'x'", "==", "this operator does not apply to that variable");
}

#[test]
fn fault_30_a_marker_nested_20_000_deep_is_a_depth_error() {
    let deep = format!("{}os_name == 'nt'{}", "(".repeat(20_000), ")".repeat(20_000));
    let error = Marker::parse(&deep).unwrap_err();
    assert_eq!(error.message, "parentheses are nested more than 200 deep");
    assert_eq!(error.span.start, 200);
    let fine = format!("{}os_name == 'nt'{}", "(".repeat(200), ")".repeat(200));
    assert_eq!(marker(&fine), marker("os_name == 'nt'"));
}

#[test]
fn fault_30_a_marker_of_20_000_comparisons_needs_no_stack() {
    let run = || {
        let any: Vec<String> = (0..20_000).map(|index| format!("extra == 'x{index}'")).collect();
        let all = marker(&any.join(" and "));
        let any = marker(&any.join(" or "));
        assert!(all.implies(any) && !any.implies(all));
        assert_eq!(any.not().and(all), Marker::FALSE);
        assert_eq!(all.without_extras(), Marker::TRUE);
        assert_eq!(all.restrict_extras(|_| Some(true)), Marker::TRUE);
        assert!(all.to_string().matches(" and ").count() == 19_999);
        assert!(any.to_string().matches(" or ").count() == 19_999);
    };
    std::thread::Builder::new().stack_size(256 * 1024).spawn(run).unwrap().join().unwrap();
}

#[test]
fn many_products_are_written_as_clauses() {
    let clauses: Vec<String> =
        (10..22).map(|index| format!("(extra == 'a{index}' or extra == 'b{index}')")).collect();
    let few =
        format!("{} and python_full_version >= '3.9' and sys_platform != 'win32'", clauses.join(" and "));
    let shown = marker(&few).to_string();
    assert_eq!(marker(&shown), marker(&few));
    assert_eq!(shown.matches(" or ").count(), 12, "{shown}");
}

#[test]
fn a_marker_that_explodes_is_refused() {
    let pairs: Vec<String> =
        (0..40).map(|index| format!("(extra == 'a{index}' and extra == 'b{index}')")).collect();
    assert_eq!(Marker::parse(&pairs.join(" or ")).unwrap_err().message, "the marker is too complex");
}
