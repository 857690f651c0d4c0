//! Pathological pyproject.toml files: each family grows with `n`, and locking must grow no faster.

use std::fmt::Write as _;

use super::families::Family;

/// Every family, by the row of the list of faults that it belongs to.
pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "30 nested markers",
        n: 10_000,
        source: |n| project(&[format!("a ; {}os_name == 'x'{}", "(".repeat(n), ")".repeat(n))]),
    },
    Family {
        name: "30 negated comparisons",
        n: 2_000,
        source: |n| project(&[format!("a ; {}", joined(n, " and ", |i| format!("os_name != 'x{i}'")))]),
    },
    Family { name: "84 a chain of groups", n: 5_000, source: groups },
    Family {
        name: "85 nested arrays",
        n: 10_000,
        source: |n| format!("[tool.x]\ny = {}{}\n", "[".repeat(n), "]".repeat(n)).into_bytes(),
    },
    Family {
        name: "86 requirements",
        n: 1_000,
        source: |n| project(&(0..n).map(|i| format!("a>=0.{i}")).collect::<Vec<_>>()),
    },
    Family {
        name: "86 a long requirement",
        n: 50_000,
        source: |n| project(&[format!("a{}", ">=0,".repeat(n).trim_end_matches(','))]),
    },
    Family {
        name: "120 pairs of `in`",
        n: 14,
        source: |n| {
            project(&[format!(
                "a ; {}",
                joined(n, " or ", |i| format!(
                    "sys_platform in 'x{i} y{i}' and platform_machine in 'u{i} v{i}'"
                ))
            )])
        },
    },
    Family {
        name: "120 version terms",
        n: 240,
        source: |n| {
            project(&[format!(
                "a ; {}",
                joined(n, " or ", |i| format!("python_full_version == '3.{}.{}'", 8 + i % 7, i))
            )])
        },
    },
    Family {
        name: "120 alternatives of two variables",
        n: 14,
        source: |n| {
            project(&[format!(
                "a ; {}",
                joined(n, " and ", |i| format!("(os_name == 'x{i}' or sys_platform == 'y{i}')"))
            )])
        },
    },
    Family {
        name: "120 requirements with markers",
        n: 200,
        source: |n| project(&(0..n).map(|i| format!("a ; sys_platform == 'x{i}'")).collect::<Vec<_>>()),
    },
    Family { name: "120 extras", n: 300, source: extras },
    Family { name: "120 groups", n: 300, source: |n| table("dependency-groups", n) },
];

fn joined(n: usize, between: &str, term: impl Fn(usize) -> String) -> String {
    (0..n).map(term).collect::<Vec<_>>().join(between)
}

fn project(dependencies: &[String]) -> Vec<u8> {
    let mut text = HEAD.to_owned();
    text.push_str("dependencies = [\n");
    for dependency in dependencies {
        let _ = writeln!(text, "    \"{dependency}\",");
    }
    text.push_str("]\n");
    text.into_bytes()
}

const HEAD: &str = "[project]\nname = \"grown\"\nversion = \"1\"\nrequires-python = \">=3.8\"\n";

fn groups(n: usize) -> Vec<u8> {
    let mut text = format!("{HEAD}[dependency-groups]\ng0 = [\"a\"]\n");
    for group in 1..n {
        let _ = writeln!(text, "g{group} = [{{ include-group = \"g{}\" }}]", group - 1);
    }
    text.into_bytes()
}

fn extras(n: usize) -> Vec<u8> {
    table("project.optional-dependencies", n)
}

fn table(name: &str, n: usize) -> Vec<u8> {
    let mut text = format!("{HEAD}[{name}]\n");
    for entry in 0..n {
        let _ = writeln!(text, "e{entry} = [\"a\"]");
    }
    text.into_bytes()
}
