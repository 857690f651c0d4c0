//! Edits of pyproject.toml that change what they are asked to and not a byte more.
//!
//! The document is read with places, the change is made in the text there, and the result is read again before anyone
//! sees it. Comments, quotes, line breaks, the order of tables and the layout of arrays stay.

mod array;
mod table;

use std::sync::Arc;

use naja_base::{Diagnostic, Edit, SourceText, Span, edit};
use naja_config::closest;
use naja_config::document::{Node, Result};
use naja_pep::marker::Marker;
use naja_pep::name::{ExtraName, GroupName, PackageName};
use naja_pep::requirement::{Requirement, RequirementSource};
use naja_pep::version::VersionSpecifiers;

use crate::declared::{Declared, List};
use crate::pyproject::PyProject;
use array::ArrayText;

/// A pyproject.toml under change. Nothing is written to disk.
#[derive(Debug)]
pub struct Editor {
    pyproject: PyProject,
}

/// What adding a requirement did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new in its list.
    New,
    /// One of the same name and marker got its extras and bounds.
    Updated {
        /// The requirement before.
        before: Requirement,
    },
    /// The list has the same already.
    Unchanged,
}

impl Editor {
    /// Starts from a file as it is.
    ///
    /// # Errors
    /// When it can't be read as a pyproject.toml.
    pub fn new(source: Arc<SourceText>) -> Result<Self> {
        Ok(Self { pyproject: PyProject::parse(source)? })
    }

    /// The file with all changes so far.
    #[must_use]
    pub fn pyproject(&self) -> &PyProject {
        &self.pyproject
    }

    /// The file with all changes so far.
    #[must_use]
    pub fn into_pyproject(self) -> PyProject {
        self.pyproject
    }

    /// The text with all changes so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.pyproject.source().text
    }

    /// Adds a requirement to a list, which is created if it does not exist.
    ///
    /// One of the same name and marker is updated: extras are joined, and bounds or a URL replace the old ones. A sorted list
    /// stays sorted, to another one it is appended.
    ///
    /// # Errors
    /// When the list can't be changed without rewriting the file, or has the name twice.
    pub fn add(&mut self, list: &List, declared: &Declared) -> Result<Added> {
        let requirement = &declared.requirement;
        let written = spelled(requirement, declared.written());
        let Some(node) = self.find_list(list) else {
            let edit = self.new_list(list, &written)?;
            self.apply(&[edit])?;
            return Ok(Added::New);
        };
        let members = node.array()?;
        let spans: Vec<Span> = members.iter().map(Node::span).collect();
        let array = ArrayText::new(self.text(), node.span(), &spans);
        let (edits, added) = match self.same(&members, requirement, list)? {
            None => {
                let index = position(&members, requirement);
                (array.insert(index, &quoted(&members, &written)), Added::New)
            }
            Some((index, before)) => {
                let after = merged(&before, requirement);
                if after == before {
                    return Ok(Added::Unchanged);
                }
                let member = &members[index..=index];
                let written = spelled(&after, member[0].as_str().unwrap_or(""));
                (array.replace(index, &quoted(member, &written)), Added::Updated { before })
            }
        };
        self.apply(&edits)?;
        Ok(added)
    }

    /// Gives the requirement of this name and marker the bounds `specifiers`, if there is one.
    ///
    /// # Errors
    /// When the list has the name twice.
    pub fn bound(
        &mut self,
        list: &List,
        requirement: &Requirement,
        specifiers: &VersionSpecifiers,
    ) -> Result<()> {
        let Some(node) = self.find_list(list) else { return Ok(()) };
        let members = node.array()?;
        let Some((index, mut bounded)) = self.same(&members, requirement, list)? else { return Ok(()) };
        bounded.source = RequirementSource::Specifiers(specifiers.clone());
        let member = &members[index..=index];
        let written = spelled(&bounded, member[0].as_str().unwrap_or(""));
        let edit = Edit::replace(member[0].span(), quoted(member, &written));
        self.apply(&[edit])
    }

    /// Removes every requirement called `name` from a list and returns them.
    ///
    /// # Errors
    /// When there is none; the help names the list that has it.
    pub fn remove(&mut self, list: &List, name: &PackageName) -> Result<Vec<Requirement>> {
        let Some((node, indexes)) = self.lists(list).find_map(|node| {
            let members = node.array().ok()?;
            let named =
                |index: &usize| read_member(&members[*index]).is_some_and(|other| other.name == *name);
            let indexes: Vec<usize> = (0..members.len()).filter(named).collect();
            (!indexes.is_empty()).then_some((node, indexes))
        }) else {
            return Err(self.not_there(list, name));
        };
        let members = node.array()?;
        let spans: Vec<Span> = members.iter().map(Node::span).collect();
        let removed = indexes.iter().filter_map(|index| read_member(&members[*index])).collect();
        let edits = ArrayText::new(self.text(), node.span(), &spans).remove(&indexes);
        self.apply(&edits)?;
        Ok(removed)
    }

    /// Sets `project.requires-python`.
    ///
    /// # Errors
    /// When there is no `[project]` table with a header, or the text is no specifier.
    pub fn set_requires_python(&mut self, specifier: &str) -> Result<()> {
        self.set_field("requires-python", specifier)
    }

    /// Sets `project.version`.
    ///
    /// # Errors
    /// When there is no `[project]` table with a header, the version is dynamic, or the text is no version.
    pub fn set_version(&mut self, version: &str) -> Result<()> {
        self.set_field("version", version)
    }

    fn set_field(&mut self, field: &str, value: &str) -> Result<()> {
        self.pyproject.project()?;
        let root = self.pyproject.document().root();
        let Some(project) = root.get("project") else { return Ok(()) };
        let edit = match project.get(field) {
            Some(node) => Edit::replace(node.span(), toml_string(&node, value)),
            None => {
                let anchor = ["version", "name"].iter().find_map(|name| project.get(name));
                let line = format!("{field} = {}", toml_edit::Value::from(value));
                table::insert_line(&project, anchor.as_ref(), &line)?
            }
        };
        self.apply(&[edit])
    }

    /// The member that adding `requirement` should change.
    fn same(
        &self,
        members: &[Node<'_>],
        requirement: &Requirement,
        list: &List,
    ) -> Result<Option<(usize, Requirement)>> {
        let mut found = members.iter().enumerate().filter_map(|(index, member)| {
            let other = read_member(member)?;
            (other.name == requirement.name && other.marker == requirement.marker).then_some((index, other))
        });
        match (found.next(), found.next()) {
            (Some((first, _)), Some((second, _))) => {
                Err(ambiguous(requirement, list, &members[first], &members[second]))
            }
            (found, _) => Ok(found),
        }
    }

    /// Makes the edits; the result must be a pyproject.toml again.
    fn apply(&mut self, edits: &[Edit]) -> Result<()> {
        let source = self.pyproject.source();
        let text = edit::apply(&source.text, edits)
            .map_err(|error| Diagnostic::error(format!("`{}` can't be changed: {error}", source.name)))?;
        self.pyproject = PyProject::parse(SourceText::new(source.name.clone(), text))?;
        Ok(())
    }

    fn find_list(&self, list: &List) -> Option<Node<'_>> {
        self.lists(list).next()
    }

    /// The arrays that form a list: the standard one, then uv's older one.
    fn lists(&self, list: &List) -> impl Iterator<Item = Node<'_>> {
        let root = self.pyproject.document().root();
        let named = |table: &str, matches: &dyn Fn(&str) -> bool| {
            let pairs = root.at(table)?.table().ok()?;
            pairs.into_iter().find(|(key, _)| matches(key)).map(|(_, node)| node)
        };
        let standard = match list {
            List::Project => root.at("project.dependencies"),
            List::Extra(name) => {
                named("project.optional-dependencies", &|key| ExtraName::new(key).as_ref() == Ok(name))
            }
            List::Group(name) => named("dependency-groups", &|key| GroupName::new(key).as_ref() == Ok(name)),
            List::Outside => None,
        };
        let legacy = match list {
            List::Group(name) if name.as_str() == "dev" => root.at("tool.uv.dev-dependencies"),
            _ => None,
        };
        standard.into_iter().chain(legacy)
    }

    fn new_list(&self, list: &List, written: &str) -> Result<Edit> {
        let root = self.pyproject.document().root();
        let newline = array::newline_of(self.text());
        let value = toml_edit::Value::from(written);
        let array = format!("[{newline}    {value},{newline}]");
        match list {
            List::Group(name) => match root.get("dependency-groups") {
                Some(table) => table::insert_line(&table, None, &format!("{name} = {array}")),
                None => {
                    Ok(table::append(self.text(), &format!("[dependency-groups]{newline}{name} = {array}")))
                }
            },
            List::Project | List::Outside => {
                self.pyproject.project()?;
                let Some(project) = root.get("project") else { return Ok(Edit::insert(0, "")) };
                table::insert_line(&project, None, &format!("dependencies = {array}"))
            }
            List::Extra(name) => {
                self.pyproject.project()?;
                let Some(project) = root.get("project") else { return Ok(Edit::insert(0, "")) };
                match project.get("optional-dependencies") {
                    Some(table) if table.has_header() => {
                        table::insert_line(&table, None, &format!("{name} = {array}"))
                    }
                    Some(table) if table.is_inline_table() => Err(table::refuse(&table)),
                    Some(_) => {
                        table::insert_line(&project, None, &format!("optional-dependencies.{name} = {array}"))
                    }
                    None => {
                        let header = format!("{newline}[project.optional-dependencies]{newline}");
                        table::insert_line(&project, None, &format!("{header}{name} = {array}"))
                    }
                }
            }
        }
    }

    /// The error that a name is not in a list, with the list that has it or a similar name.
    fn not_there(&self, list: &List, name: &PackageName) -> Box<Diagnostic> {
        let diagnostic = Diagnostic::error(format!("`{name}` is not in {list}"));
        let elsewhere: Vec<&Declared> =
            self.pyproject.all_declared().filter(|declared| declared.requirement.name == *name).collect();
        if let Some(first) = elsewhere.first() {
            let option = match &first.origin.list {
                List::Project | List::Outside => String::new(),
                List::Extra(extra) => format!("--optional {extra} "),
                List::Group(group) if group.as_str() == "dev" => "--dev ".into(),
                List::Group(group) => format!("--group {group} "),
            };
            return Box::new(
                diagnostic
                    .with_source(Arc::clone(&first.origin.source))
                    .with_context(first.origin.span, format!("it is in {}", first.origin.list))
                    .with_help(format!("run `naja remove {option}{name}`")),
            );
        }
        let names = self.pyproject.all_declared().map(|declared| declared.requirement.name.as_str());
        Box::new(match closest(name.as_str(), names) {
            Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
            None => diagnostic,
        })
    }
}

fn read_member(node: &Node<'_>) -> Option<Requirement> {
    Requirement::parse(node.as_str()?).ok()
}

fn merged(old: &Requirement, new: &Requirement) -> Requirement {
    let mut merged = old.clone();
    merged.extras.extend(new.extras.iter().cloned());
    merged.extras.sort();
    merged.extras.dedup();
    let says_nothing =
        matches!(&new.source, RequirementSource::Specifiers(specifiers) if specifiers.is_empty());
    if !says_nothing {
        merged.source = new.source.clone();
    }
    merged
}

/// `requirement` as it should be written: canonical, but for the marker, which stays as it is in `like`.
fn spelled(requirement: &Requirement, like: &str) -> String {
    let is_url = matches!(requirement.source, RequirementSource::Url(_));
    let marker = like.split_once(if is_url { " ;" } else { ";" }).map(|(_, marker)| marker);
    let unmarked = Requirement { marker: Marker::TRUE, ..requirement.clone() };
    match marker {
        Some(marker) if !requirement.marker.is_true() => {
            // A line of a requirements file may continue after a backslash.
            let marker: Vec<&str> =
                marker.split([' ', '\\', '\r', '\n', '\t']).filter(|w| !w.is_empty()).collect();
            format!("{unmarked} ; {}", marker.join(" "))
        }
        _ => requirement.to_string(),
    }
}

/// The index for `new`: its place in a sorted list, otherwise after the last requirement.
fn position(members: &[Node<'_>], new: &Requirement) -> usize {
    let key = |requirement: &Requirement| (requirement.name.clone(), requirement.to_string());
    let keys: Vec<(usize, _)> = members
        .iter()
        .enumerate()
        .filter_map(|(index, member)| Some((index, key(&read_member(member)?))))
        .collect();
    let after_last = keys.last().map_or(members.len(), |(index, _)| index + 1);
    if !keys.is_sorted_by(|left, right| left.1 <= right.1) {
        return after_last;
    }
    let new = key(new);
    keys.iter().find(|(_, key)| *key > new).map_or(after_last, |(index, _)| *index)
}

/// A string in TOML form, with the quotes that its neighbours have.
fn quoted(neighbours: &[Node<'_>], text: &str) -> String {
    match neighbours.iter().find(|node| node.as_str().is_some()) {
        Some(neighbour) => toml_string(neighbour, text),
        None => toml_edit::Value::from(text).to_string(),
    }
}

fn toml_string(like: &Node<'_>, text: &str) -> String {
    let single = like.source().text[like.span().range()].starts_with('\'');
    if single && !text.contains('\'') && !text.chars().any(char::is_control) {
        return format!("'{text}'");
    }
    toml_edit::Value::from(text).to_string()
}

fn ambiguous(requirement: &Requirement, list: &List, first: &Node<'_>, second: &Node<'_>) -> Box<Diagnostic> {
    let message = format!("`{}` is listed more than once in {list}", requirement.name);
    Box::new(
        Diagnostic::error(message)
            .with_source(Arc::clone(first.source()))
            .with_label(first.span(), "here")
            .with_label(second.span(), "and here")
            .with_help("merge the two entries, then add it again"),
    )
}

#[cfg(test)]
mod tests;
