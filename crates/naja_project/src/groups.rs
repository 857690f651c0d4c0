//! Dependency groups (PEP 735), their includes followed without recursion.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use naja_base::{Diagnostic, Span};
use naja_config::closest;
use naja_config::document::{Node, Result};
use naja_pep::name::GroupName;

use crate::declared::{self, Declared, List};
use crate::pyproject::{bad_key, twice};

/// How deep groups may include each other. Nobody's do beyond a handful; a longer chain is a mistake or an attack.
const MAX_INCLUDES: usize = 100;

/// The dependency groups of a project, checked: every include exists and none leads back.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    groups: BTreeMap<GroupName, Group>,
}

#[derive(Clone, Debug, Default)]
struct Group {
    entries: Vec<Entry>,
    place: Span,
}

#[derive(Clone, Debug)]
enum Entry {
    Requirement(Declared),
    Include(GroupName, Span),
}

/// A group on the path that is being followed.
struct Step<'a> {
    name: &'a GroupName,
    entries: std::slice::Iter<'a, Entry>,
    /// The length of the longest chain of includes below it so far.
    below: usize,
}

impl Groups {
    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &GroupName> {
        self.groups.keys()
    }

    /// Whether there is such a group.
    #[must_use]
    pub fn contains(&self, name: &GroupName) -> bool {
        self.groups.contains_key(name)
    }

    /// What a group needs, the groups it includes among it, each group counted once. `None` where there is no such group.
    ///
    /// A requirement's origin names the group in which it is written.
    #[must_use]
    pub fn requirements(&self, name: &GroupName) -> Option<Vec<&Declared>> {
        let mut out = Vec::new();
        let mut seen = BTreeSet::from([name]);
        let mut open = vec![self.groups.get(name)?.entries.iter()];
        while let Some(entries) = open.last_mut() {
            match entries.next() {
                None => {
                    open.pop();
                }
                Some(Entry::Requirement(declared)) => out.push(declared),
                Some(Entry::Include(included, _)) => {
                    if let Some(group) = self.groups.get(included).filter(|_| seen.insert(included)) {
                        open.push(group.entries.iter());
                    }
                }
            }
        }
        Some(out)
    }

    /// Every requirement of all groups, where it is written.
    pub(crate) fn written(&self) -> impl Iterator<Item = &Declared> {
        self.groups.values().flat_map(|group| &group.entries).filter_map(|entry| match entry {
            Entry::Requirement(declared) => Some(declared),
            Entry::Include(..) => None,
        })
    }

    pub(crate) fn read(root: &Node<'_>) -> Result<Self> {
        let mut groups = Self::default();
        let mut written: BTreeMap<GroupName, &str> = BTreeMap::new();
        if let Some(table) = root.get("dependency-groups") {
            for (text, list) in table.table()? {
                let Ok(name) = GroupName::new(text) else {
                    return Err(bad_key(&list, text, "a dependency group"));
                };
                if let Some(other) = written.insert(name.clone(), text) {
                    let place = groups.groups.get(&name).map(|group| group.place).unwrap_or_default();
                    return Err(twice(&list, text, (other, place), "dependency groups"));
                }
                let group = Group { entries: read_entries(&list, &name)?, place: list.key_span() };
                groups.groups.insert(name, group);
            }
        }
        groups.read_legacy(root)?;
        groups.check(root)?;
        Ok(groups)
    }

    /// `tool.uv.dev-dependencies`, which joins the group `dev`.
    fn read_legacy(&mut self, root: &Node<'_>) -> Result<()> {
        let Some(list) = root.at("tool.uv.dev-dependencies") else { return Ok(()) };
        let Ok(dev) = GroupName::new("dev") else { return Ok(()) };
        let group = self.groups.entry(dev.clone()).or_default();
        group.place = if group.entries.is_empty() { list.key_span() } else { group.place };
        for (_, member) in list.strings()? {
            let declared = declared::from_node(&member, List::Group(dev.clone()))?;
            group.entries.push(Entry::Requirement(declared));
        }
        Ok(())
    }

    /// Every include must exist, lead to no circle, and the chain of them be short.
    fn check(&self, root: &Node<'_>) -> Result<()> {
        let mut done = BTreeMap::new();
        for start in self.groups.keys() {
            if !done.contains_key(start) {
                self.check_from(start, &mut done, root)?;
            }
        }
        Ok(())
    }

    /// Follows the includes of `start`; `done` holds how long the chain below each group is that was followed already.
    fn check_from<'a>(
        &'a self,
        start: &'a GroupName,
        done: &mut BTreeMap<&'a GroupName, usize>,
        root: &Node<'_>,
    ) -> Result<()> {
        let step = |name: &'a GroupName| Step { name, entries: self.groups[name].entries.iter(), below: 0 };
        let mut path = vec![step(start)];
        let mut on_path = BTreeSet::from([start]);
        while let Some(last) = path.last_mut() {
            let Some(entry) = last.entries.next() else {
                let (name, length) = (last.name, last.below + 1);
                path.pop();
                done.insert(name, length);
                on_path.remove(name);
                if let Some(parent) = path.last_mut() {
                    parent.below = parent.below.max(length);
                }
                continue;
            };
            let Entry::Include(included, span) = entry else { continue };
            let Some((included, _)) = self.groups.get_key_value(included) else {
                return Err(self.no_such_group(included, *span, root));
            };
            if on_path.contains(included) {
                let names: Vec<_> = path.iter().map(|step| step.name).collect();
                return Err(circle(&names, included, *span, root));
            }
            let length = done.get(included).copied().unwrap_or(1);
            if path.len() + length > MAX_INCLUDES {
                let message = format!("dependency groups include each other more than {MAX_INCLUDES} deep");
                return Err(at(root, *span, message, "the chain goes on here"));
            }
            if done.contains_key(included) {
                let last = path.len() - 1;
                path[last].below = path[last].below.max(length);
            } else {
                on_path.insert(included);
                path.push(step(included));
            }
        }
        Ok(())
    }

    fn no_such_group(&self, name: &GroupName, span: Span, root: &Node<'_>) -> Box<Diagnostic> {
        let mut error = at(root, span, format!("there is no dependency group `{name}`"), "included here");
        if let Some(near) = closest(name.as_str(), self.groups.keys().map(GroupName::as_str)) {
            error.help = Some(format!("did you mean `{near}`?"));
        }
        error
    }
}

fn read_entries(list: &Node<'_>, name: &GroupName) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for member in list.array()? {
        if member.as_str().is_some() {
            entries.push(Entry::Requirement(declared::from_node(&member, List::Group(name.clone()))?));
            continue;
        }
        if !member.is_table() {
            return Err(member.wrong_type("a requirement or `{include-group = \"…\"}`"));
        }
        let pairs = member.table()?;
        let [("include-group", group)] = pairs.as_slice() else {
            return Err(member.error(
                format!("`{}` must be `{{include-group = \"…\"}}`", member.path()),
                "this table is not",
            ));
        };
        let text = group.string()?;
        let Ok(included) = GroupName::new(text) else {
            return Err(
                group.error(format!("`{text}` is not a valid name for a dependency group"), "this name")
            );
        };
        entries.push(Entry::Include(included, group.span()));
    }
    Ok(entries)
}

fn circle(path: &[&GroupName], back: &GroupName, span: Span, root: &Node<'_>) -> Box<Diagnostic> {
    let start = path.iter().position(|name| *name == back).unwrap_or(0);
    let names: Vec<String> = path[start..].iter().map(|name| format!("`{name}`")).collect();
    let shown = if names.len() > 8 {
        format!("{} → … → {}", names[..4].join(" → "), names[names.len() - 3..].join(" → "))
    } else {
        names.join(" → ")
    };
    let mut error = at(root, span, "dependency groups include each other in a circle", "this leads back");
    error.notes.push(format!("{shown} → `{back}`"));
    error
}

fn at(root: &Node<'_>, span: Span, message: impl Into<String>, label: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(message).with_source(Arc::clone(root.source())).with_label(span, label))
}
