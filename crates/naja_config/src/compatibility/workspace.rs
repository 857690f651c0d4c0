//! A project that is a member of a uv workspace: the workspace's root decides where its dependencies come from.

use std::path::Path;
use std::sync::Arc;

use naja_base::Diagnostic;

use super::{Effect, uv_setting};
use crate::document::{Document, Node, read};

/// The error for a project in `folder` that is a member of a uv workspace whose root has settings that decide what is
/// resolved. A root that only lists its members changes nothing for a member that is locked by itself.
#[must_use]
pub fn refuse_member(folder: &Path) -> Option<Box<Diagnostic>> {
    let root = folder.ancestors().skip(1).find(|ancestor| ancestor.join("pyproject.toml").is_file())?;
    let path = root.join("pyproject.toml");
    let document = Document::parse(read(&path, &path.display().to_string()).ok()?).ok()?;
    let tool = document.root().at("tool.uv")?;
    let workspace = tool.get("workspace")?;
    let relative = folder.strip_prefix(root).ok()?;
    if !lists(&workspace, "members", relative) || lists(&workspace, "exclude", relative) {
        return None;
    }
    let pairs = tool.table().ok()?;
    let (_, decisive) = pairs.iter().find(|(name, _)| *name != "workspace" && decides(name))?;
    Some(Box::new(
        Diagnostic::error("members of a uv workspace are not supported")
            .with_source(Arc::clone(document.source()))
            .with_label(workspace.key_span(), "the project is a member of this workspace")
            .with_context(decisive.key_span(), "this setting would apply to the project")
            .with_note("without it, other packages could be installed than the project asks for")
            .with_help(
                "copy the settings to the project and remove it from the workspace, or lock it with uv",
            ),
    ))
}

fn decides(name: &str) -> bool {
    let is_for_the_root =
        matches!(name, "package" | "default-groups" | "dev-dependencies" | "dependency-groups");
    !is_for_the_root && uv_setting(name).is_some_and(|setting| !matches!(setting.effect, Effect::NoEffect(_)))
}

fn lists(workspace: &Node<'_>, key: &str, relative: &Path) -> bool {
    let patterns = workspace.get(key).and_then(|list| list.strings().ok()).unwrap_or_default();
    patterns.iter().any(|(pattern, _)| matches(pattern, relative))
}

/// Whether a path matches a pattern, part by part; `**` stands for any number of parts.
fn matches(pattern: &str, path: &Path) -> bool {
    let patterns: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    // `reached[n]` says whether the patterns so far match the first n parts.
    let mut reached = vec![false; parts.len() + 1];
    reached[0] = true;
    for pattern in patterns {
        let mut next = vec![false; parts.len() + 1];
        for at in 0..=parts.len() {
            next[at] = match pattern {
                "**" => reached[at] || (at > 0 && next[at - 1]),
                _ => at > 0 && reached[at - 1] && matches_part(pattern, &parts[at - 1]),
            };
        }
        reached = next;
    }
    reached[parts.len()]
}

/// Whether `text` matches a pattern with `*` and `?`.
fn matches_part(pattern: &str, text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for wanted in pattern.chars() {
        let mut next = vec![false; text.len() + 1];
        for at in 0..=text.len() {
            next[at] = match wanted {
                '*' => reached[at] || (at > 0 && next[at - 1]),
                '?' => at > 0 && reached[at - 1],
                _ => at > 0 && reached[at - 1] && text[at - 1] == wanted,
            };
        }
        reached = next;
    }
    reached[text.len()]
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::matches;

    #[test]
    fn patterns_of_members_match_part_by_part() {
        let check = |pattern: &str, path: &str| matches(pattern, Path::new(path));
        assert!(check("packages/*", "packages/web") && !check("packages/*", "packages/web/api"));
        assert!(check("packages/**", "packages/web/api") && check("./libs/a?c", "libs/abc"));
        assert!(!check("packages/*", "tools/web") && !check("*", "packages/web"));
    }
}
