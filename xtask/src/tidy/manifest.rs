//! Dependencies are listed once, in the root manifest, each with its reason.

use toml_edit::{DocumentMut, Item};

use super::tree::{Finding, Tree};

/// Finds entries of `[workspace.dependencies]` without a reason on their line, and crates of the workspace that choose
/// a version of their own.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending("Cargo.toml") {
        let Ok(document) = file.text.parse::<DocumentMut>() else { continue };
        let at = |name: &str| {
            let is_entry =
                |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '=', '.']));
            file.text.lines().position(is_entry).map_or(1, |index| index + 1)
        };
        if let Some(workspace) = document.get("workspace") {
            let entries = workspace.get("dependencies").and_then(Item::as_table_like);
            for (name, item) in entries.into_iter().flat_map(|entries| entries.iter()) {
                let is_own = item.get("path").is_some();
                if !is_own && !has_reason(item) {
                    findings.push(Finding::new(
                        file,
                        at(name),
                        format!("`{name}` needs its reason on its line"),
                    ));
                }
            }
        }
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let entries = document.get(section).and_then(Item::as_table_like);
            for (name, item) in entries.into_iter().flat_map(|entries| entries.iter()) {
                if item.get("workspace").is_none() {
                    let message = format!("`{name}` has a version of its own: use `{name}.workspace = true`");
                    findings.push(Finding::new(file, at(name), message));
                }
            }
        }
    }
    findings
}

/// Whether a comment of at least two words follows the value on its line.
fn has_reason(item: &Item) -> bool {
    let suffix = item.as_value().and_then(|value| value.decor().suffix()).and_then(|suffix| suffix.as_str());
    let comment = suffix.and_then(|suffix| suffix.trim().strip_prefix('#'));
    comment.is_some_and(|comment| comment.split_whitespace().count() >= 2)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tree::tests::findings;
    use super::check;

    #[test]
    fn every_foreign_dependency_has_a_reason_and_one_version() {
        let root = "[workspace.dependencies]\nown = { path = 'own' }\n# Not on its line.\nbare = '1'\n\
                    short = '1' # why\nfull = { version = '1' } # joins the halves\n";
        let own = "[package]\nname = 'own'\n[dependencies]\nfull.workspace = true\n[dev-dependencies]\nbare = '2'\n";
        expect![[r#"
            Cargo.toml:4: `bare` needs its reason on its line
            Cargo.toml:5: `short` needs its reason on its line
            own/Cargo.toml:6: `bare` has a version of its own: use `bare.workspace = true`
        "#]]
        .assert_eq(&findings(check, &[("Cargo.toml", root), ("own/Cargo.toml", own)]));
    }
}
