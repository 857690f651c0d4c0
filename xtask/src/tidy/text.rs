//! What may and must stand in the text of a file.

use super::tree::{File, Finding, Tree};

/// Finds Rust files that do not open by saying what they are for.
pub fn headers(tree: &Tree) -> Vec<Finding> {
    let opens_well = |file: &&File| !file.text.starts_with("//! ");
    tree.ending(".rs")
        .filter(opens_well)
        .map(|file| Finding::new(file, 1, "a file opens with `//!` and what it is for"))
        .collect()
}

/// Finds lints that are allowed instead of expected: an expectation that no longer holds is reported.
pub fn attributes(tree: &Tree) -> Vec<Finding> {
    let spellings = [concat!("#[all", "ow("), concat!("#![all", "ow(")];
    lines_with(tree.ending(".rs"), |line| spellings.iter().any(|spelling| line.contains(spelling)))
        .map(|(file, line)| Finding::new(file, line, "use `#[expect(lint, reason = \"…\")]`"))
        .collect()
}

/// The starts of absolute paths that exist on one machine only.
const MACHINE_PATHS: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
    concat!("\\Us", "ers\\"),
];

/// Finds absolute paths of somebody's machine.
pub fn machine_paths(tree: &Tree) -> Vec<Finding> {
    let starts_path = |line: &str, at: usize| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.' | '}' | '>' | ')' | '*'))
            || before == Some(':')
    };
    lines_with(tree.files.iter(), |line| {
        let hits = MACHINE_PATHS.iter().flat_map(|path| line.match_indices(path));
        hits.into_iter().any(|(at, _)| starts_path(line, at))
    })
    .map(|(file, line)| Finding::new(file, line, "an absolute path of one machine"))
    .collect()
}

/// The hosts of package registries; the default index is a constant, everything else is an example host.
const REGISTRY_HOSTS: &[&str] = &[
    concat!("pypi", ".org"),
    concat!("python", "hosted.org"),
    concat!("crates", ".io"),
    concat!("npmjs", ".org"),
];
const DEFAULT_INDEX: &str = "const DEFAULT_INDEX";

/// Finds host names of registries, the one constant of the default index apart.
pub fn registry_hosts(tree: &Tree) -> Vec<Finding> {
    let mut seen = false;
    let mut findings = Vec::new();
    let hits = lines_with(tree.files.iter(), |line| REGISTRY_HOSTS.iter().any(|host| line.contains(host)));
    for (file, line) in hits {
        let text = file.text.lines().nth(line - 1).unwrap_or("");
        if text.contains(DEFAULT_INDEX) && !seen {
            seen = true;
            continue;
        }
        let message = format!("a registry's host name may only be in the one `{DEFAULT_INDEX}`");
        findings.push(Finding::new(file, line, message));
    }
    findings
}

/// The lines, counted from 1, that `matches`.
fn lines_with<'a>(
    files: impl Iterator<Item = &'a File>,
    matches: impl Fn(&str) -> bool,
) -> impl Iterator<Item = (&'a File, usize)> {
    files.flat_map(move |file| {
        let hits = file.text.lines().enumerate().filter(|(_, line)| matches(line));
        hits.map(|(index, _)| (file, index + 1)).collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tree::tests::findings;
    use super::{attributes, headers, machine_paths, registry_hosts};

    #[test]
    fn a_file_without_a_header_is_found() {
        expect![[r#"
            b.rs:1: a file opens with `//!` and what it is for
        "#]]
        .assert_eq(&findings(headers, &[("a.rs", "//! A.\n"), ("b.rs", "use std;\n"), ("c.md", "")]));
    }

    #[test]
    fn an_allowed_lint_is_found() {
        let text = format!("#[expect(x)]\n  {}x)]\n", concat!("#[all", "ow("));
        expect![[r##"
            a.rs:2: use `#[expect(lint, reason = "…")]`
        "##]]
        .assert_eq(&findings(attributes, &[("a.rs", &text)]));
    }

    #[test]
    fn machine_paths_are_found_and_parts_of_other_paths_are_not() {
        let home = concat!("/ho", "me/");
        let text = format!("see {home}ann/x\na{home}b\nfile://{home}x\n{home}\n$HOME{home}x\n");
        expect![[r#"
            a.md:1: an absolute path of one machine
            a.md:3: an absolute path of one machine
            a.md:4: an absolute path of one machine
        "#]]
        .assert_eq(&findings(machine_paths, &[("a.md", &text)]));
    }

    #[test]
    fn a_registry_stands_in_one_constant() {
        let host = concat!("pypi", ".org");
        let constant = format!("pub const DEFAULT_INDEX: &str = \"{host}\";\n");
        let other = format!("see {host}\n");
        expect![[r#"
            b.rs:1: a registry's host name may only be in the one `const DEFAULT_INDEX`
            c.md:1: a registry's host name may only be in the one `const DEFAULT_INDEX`
        "#]]
        .assert_eq(&findings(registry_hosts, &[("a.rs", &constant), ("b.rs", &constant), ("c.md", &other)]));
    }
}
