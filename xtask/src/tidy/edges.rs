//! Which crate may name which: the manifests against the list in ARCHITECTURE.md.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, Item, TableLike};

use super::tree::{File, Finding, Tree};

const PAGE: &str = "ARCHITECTURE.md";
const FENCE: &str = "```edges";

/// Finds dependencies between the workspace's crates that the list does not allow, crates that the list does not
/// know, and lines of the list that speak of no crate.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(page) = tree.get(PAGE) else {
        return vec![Finding {
            path: PAGE.into(),
            line: 1,
            message: "the page of crate edges is missing".into(),
        }];
    };
    let allowed = allowed_edges(page, &mut findings);
    let manifests: Vec<(String, &File, DocumentMut)> =
        tree.ending("Cargo.toml").filter_map(|file| named(file, &mut findings)).collect();
    let is_ours = |name: &str| manifests.iter().any(|(own, ..)| own == name);
    for (name, file, document) in &manifests {
        let Some((_, edges)) = allowed.get(name) else {
            findings.push(Finding::new(file, 1, format!("crate `{name}` has no line in {PAGE}")));
            continue;
        };
        for (section, dependency) in dependencies(document).filter(|(_, dependency)| is_ours(dependency)) {
            let listed = edges.contains(&dependency) || edges.iter().any(|edge| edge == "*");
            if section == "dev-dependencies" && edges.contains(&format!("dev:{dependency}")) || listed {
                continue;
            }
            let line = line_of(&file.text, &dependency);
            let message =
                format!("`{name}` may not name `{dependency}` in {section}: {PAGE} has no such edge");
            findings.push(Finding::new(file, line, message));
        }
    }
    for (name, (line, edges)) in &allowed {
        let names = edges.iter().map(|edge| edge.strip_prefix("dev:").unwrap_or(edge));
        for unknown in names.chain([name.as_str()]).filter(|name| *name != "*" && !is_ours(name)) {
            findings.push(Finding::new(page, *line, format!("no crate is called `{unknown}`")));
        }
    }
    findings
}

type Edges = BTreeMap<String, (usize, Vec<String>)>;

/// The fenced list: `crate: dependency dev:dependency …`, with `*` for every crate.
fn allowed_edges(page: &File, findings: &mut Vec<Finding>) -> Edges {
    let mut edges = Edges::new();
    let lines = page.text.lines().enumerate().skip_while(|(_, line)| line.trim() != FENCE).skip(1);
    for (index, line) in lines.take_while(|(_, line)| line.trim() != "```") {
        match line.split_once(':') {
            Some((name, rest)) => {
                let names = rest.split_whitespace().map(str::to_owned).collect();
                edges.insert(name.trim().to_owned(), (index + 1, names));
            }
            None => findings.push(Finding::new(page, index + 1, "a line of the edges is `crate: crate …`")),
        }
    }
    if edges.is_empty() {
        findings.push(Finding::new(page, 1, format!("there is no `{FENCE}` list")));
    }
    edges
}

fn named<'a>(file: &'a File, findings: &mut Vec<Finding>) -> Option<(String, &'a File, DocumentMut)> {
    let document: DocumentMut = match file.text.parse() {
        Ok(document) => document,
        Err(error) => {
            findings.push(Finding::new(file, 1, format!("not TOML: {}", error.message())));
            return None;
        }
    };
    let name = document.get("package").and_then(|package| package.get("name")).and_then(Item::as_str);
    Some((name?.to_owned(), file, document))
}

/// Each dependency with the section it stands in, those under `target` included.
fn dependencies(document: &DocumentMut) -> impl Iterator<Item = (&'static str, String)> {
    let mut tables: Vec<&dyn TableLike> = vec![document.as_table()];
    if let Some(targets) = document.get("target").and_then(Item::as_table_like) {
        tables.extend(targets.iter().filter_map(|(_, target)| target.as_table_like()));
    }
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    tables.into_iter().flat_map(move |table| {
        sections.into_iter().flat_map(move |section| {
            let entries = table.get(section).and_then(Item::as_table_like);
            entries.into_iter().flat_map(|entries| entries.iter()).map(move |(name, value)| {
                let renamed = value.get("package").and_then(Item::as_str);
                (section, renamed.unwrap_or(name).to_owned())
            })
        })
    })
}

fn line_of(text: &str, word: &str) -> usize {
    text.lines().position(|line| line.trim_start().starts_with(word)).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tree::tests::findings;
    use super::check;

    const PAGE: &str = "# Map\n```edges\nbase:\nhigh: base dev:kit\nkit: base\n```\n";
    const BASE: (&str, &str) = ("base/Cargo.toml", "[package]\nname = 'base'\n");
    const KIT: (&str, &str) =
        ("kit/Cargo.toml", "[package]\nname = 'kit'\n[dependencies]\nbase.path = '../base'\n");

    #[test]
    fn listed_edges_pass_and_foreign_crates_are_nobodys_business() {
        let high = "[package]\nname = 'high'\n[dependencies]\nbase.workspace = true\nserde = '1'\n\
                    [dev-dependencies]\nkit.workspace = true\n";
        assert_eq!(findings(check, &[("ARCHITECTURE.md", PAGE), BASE, KIT, ("high/Cargo.toml", high)]), "");
    }

    #[test]
    fn an_edge_that_is_not_listed_is_found_in_every_section() {
        let high = "[package]\nname = 'high'\n[dependencies]\nkit.workspace = true\n";
        let base = "[package]\nname = 'base'\n[target.'cfg(unix)'.dependencies]\nx = { package = 'high' }\n";
        expect![[r#"
            base/Cargo.toml:1: `base` may not name `high` in dependencies: ARCHITECTURE.md has no such edge
            high/Cargo.toml:4: `high` may not name `kit` in dependencies: ARCHITECTURE.md has no such edge
        "#]]
        .assert_eq(&findings(
            check,
            &[("ARCHITECTURE.md", PAGE), ("base/Cargo.toml", base), KIT, ("high/Cargo.toml", high)],
        ));
    }

    #[test]
    fn list_and_crates_must_name_each_other() {
        let other = ("other/Cargo.toml", "[package]\nname = 'other'\n");
        expect![[r#"
            other/Cargo.toml:1: crate `other` has no line in ARCHITECTURE.md
            ARCHITECTURE.md:4: no crate is called `high`
        "#]]
        .assert_eq(&findings(check, &[("ARCHITECTURE.md", PAGE), BASE, KIT, other]));
        expect![[r#"
            ARCHITECTURE.md:1: the page of crate edges is missing
        "#]]
        .assert_eq(&findings(check, &[BASE]));
    }
}
