//! The pages: links that lead somewhere, and commands that are the ones the checks run.

use super::tree::{File, Finding, Tree};

/// The two commands with which a newcomer sees naja work; the second is the one that CI calls.
const DEMO: &str = "cargo xtask demo";
const TEST: &str = "cargo test --workspace";

/// Finds relative links in Markdown pages that lead to no file of the repository.
pub fn links(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for page in tree.ending(".md") {
        for (line, target) in targets(page) {
            let path = target.split('#').next().unwrap_or("");
            if target.contains("://") || target.starts_with("mailto:") || path.is_empty() {
                continue;
            }
            let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            if !resolve(folder, path).is_some_and(|path| tree.exists(&path)) {
                findings.push(Finding::new(page, line, format!("the link `{target}` leads nowhere")));
            }
        }
    }
    findings
}

/// The folders that a path in a page starts with.
const FOLDERS: &[&str] = &["crates/", "docs/", "fuzz/", "tests/", "xtask/"];

/// Finds paths in the code of Markdown pages that name no file or folder of the repository. Patterns (`<rule>`, `*`) are
/// left out.
pub fn paths(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for page in
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].into_iter().filter_map(|path| tree.get(path))
    {
        for (index, line) in page.text.lines().enumerate() {
            let code = line.split('`').skip(1).step_by(2);
            let is_path = |code: &&str| {
                FOLDERS.iter().any(|folder| code.starts_with(folder))
                    && !code.contains(['<', '*', ' ', '{'])
                    && !tree.exists(code)
            };
            findings.extend(code.filter(is_path).map(|code| {
                Finding::new(page, index + 1, format!("there is no `{code}` in the repository"))
            }));
        }
    }
    findings
}

/// Checks that the README names both commands and that `.ci/run` runs the second.
pub fn commands(tree: &Tree) -> Vec<Finding> {
    let wanted = [("README.md", DEMO), ("README.md", TEST), (".ci/run", TEST)];
    let missing = wanted.into_iter().filter(|(path, command)| {
        let has_line =
            |file: &File| file.text.lines().any(|line| line.trim().trim_start_matches("$ ") == *command);
        !tree.get(path).is_some_and(has_line)
    });
    missing
        .map(|(path, command)| Finding {
            path: path.into(),
            line: 1,
            message: format!("`{command}` must be on a line of its own"),
        })
        .collect()
}

/// The targets of inline links with their lines, code apart.
fn targets(page: &File) -> Vec<(usize, String)> {
    let mut targets = Vec::new();
    let mut fence: Option<&str> = None;
    for (index, line) in page.text.lines().enumerate() {
        let trimmed = line.trim_start();
        let ticks = &trimmed[..trimmed.len() - trimmed.trim_start_matches('`').len()];
        if ticks.len() >= 3 {
            match fence {
                None => fence = Some(ticks),
                Some(open) if ticks.len() >= open.len() => fence = None,
                Some(_) => {}
            }
            continue;
        }
        if fence.is_some() {
            continue;
        }
        let prose: String = line.split('`').step_by(2).collect();
        for piece in prose.split("](").skip(1) {
            if let Some((target, _)) = piece.split_once(')') {
                let target = target.split_whitespace().next().unwrap_or("");
                targets.push((index + 1, target.trim_matches(['<', '>']).to_owned()));
            }
        }
    }
    targets
}

/// The path of `target` seen from `folder`, or nothing where it leaves the repository.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tree::tests::findings;
    use super::{commands, links, paths};

    #[test]
    fn dead_links_are_found_and_code_and_urls_are_not_links() {
        let page = "[a](b.md#x) [c](../README.md), [d](gone.md)\n`[e](gone)`\n```text\n[f](gone)\n```\n\
                    [g](https://example.org/x) [h](#top) [i](../../out.md)\n";
        expect![[r#"
            docs/a.md:1: the link `gone.md` leads nowhere
            docs/a.md:6: the link `../../out.md` leads nowhere
        "#]]
        .assert_eq(&findings(links, &[("docs/a.md", page), ("docs/b.md", ""), ("README.md", "")]));
    }

    #[test]
    fn a_path_that_is_not_there_is_found_and_patterns_are_not_paths() {
        let page = "`crates/a/src/` `crates/a/src/gone.rs`, `crates/<name>/x`\n`tests/*.md` `tests/b.rs`, `cargo test`\n";
        expect![[r#"
            ARCHITECTURE.md:1: there is no `crates/a/src/gone.rs` in the repository
            ARCHITECTURE.md:2: there is no `tests/b.rs` in the repository
        "#]]
        .assert_eq(&findings(paths, &[("ARCHITECTURE.md", page), ("crates/a/src/lib.rs", "")]));
    }

    #[test]
    fn a_command_that_is_not_there_is_missed() {
        expect![[r#"
            README.md:1: `cargo test --workspace` must be on a line of its own
            .ci/run:1: `cargo test --workspace` must be on a line of its own
        "#]]
        .assert_eq(&findings(
            commands,
            &[("README.md", "cargo xtask demo\ncargo test\n"), (".ci/run", "cargo test --workspace --lib\n")],
        ));
    }
}
