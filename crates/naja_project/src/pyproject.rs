//! pyproject.toml: the `[project]` table, the dependency groups and the build system.
//!
//! <https://packaging.python.org/en/latest/specifications/pyproject-toml/> (PEP 621) and PEP 735. Every error is reported with
//! its place and, where a type is wrong, with the one that is wanted.

use std::collections::BTreeMap;
use std::str::FromStr as _;
use std::sync::Arc;

use naja_base::{Diagnostic, SourceText, Span};
use naja_config::document::{Document, Node, Result};
use naja_pep::name::{ExtraName, PackageName};
use naja_pep::specifier;
use naja_pep::version::{self, Version, VersionSpecifiers};

use crate::declared::{self, Declared, List};
use crate::groups::Groups;
use crate::poetry;

/// A parsed pyproject.toml.
#[derive(Debug)]
pub struct PyProject {
    document: Document,
    project: Option<ProjectTable>,
    /// The dependency groups.
    pub groups: Groups,
    /// The table `[build-system]`: with it the project is a package, without it a virtual one.
    pub build_system: Option<BuildSystem>,
}

/// The table `[project]`.
#[derive(Clone, Debug)]
pub struct ProjectTable {
    /// The project's name.
    pub name: PackageName,
    /// The place of the name.
    pub name_span: Span,
    /// Its version; `None` where it is dynamic.
    pub version: Option<Version>,
    /// The interpreters it is for.
    pub requires_python: Option<RequiresPython>,
    /// What it needs.
    pub dependencies: Vec<Declared>,
    /// What its extras need.
    pub optional_dependencies: BTreeMap<ExtraName, Vec<Declared>>,
    /// The commands it brings, as `name` and `module:function`.
    pub scripts: BTreeMap<String, String>,
    /// The names of the fields that a build determines.
    pub dynamic: Vec<String>,
    /// Where the table starts.
    pub span: Span,
}

/// `project.requires-python`.
#[derive(Clone, Debug)]
pub struct RequiresPython {
    /// What it says.
    pub specifiers: VersionSpecifiers,
    /// Its place, without the quotes.
    pub span: Span,
}

/// The table `[build-system]` (PEP 518).
#[derive(Clone, Debug)]
pub struct BuildSystem {
    /// What the build needs.
    pub requires: Vec<Declared>,
    /// The backend; setuptools' where it isn't named.
    pub build_backend: Option<String>,
}

impl PyProject {
    /// Reads a pyproject.toml.
    ///
    /// # Errors
    /// On the first error. A missing `[project]` is only reported by [`PyProject::project`].
    pub fn parse(source: Arc<SourceText>) -> Result<Self> {
        let document = Document::parse(source)?;
        let root = document.root();
        let project = root.get("project").map(|node| ProjectTable::read(&node)).transpose()?;
        let groups = Groups::read(&root)?;
        let build_system = root.get("build-system").map(|node| BuildSystem::read(&node)).transpose()?;
        Ok(Self { project, groups, build_system, document })
    }

    /// The document, for whoever reads its other tables.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The text and its name.
    #[must_use]
    pub fn source(&self) -> &Arc<SourceText> {
        self.document.source()
    }

    /// The table `[project]`.
    ///
    /// # Errors
    /// When there is none: with what to write instead, which for a poetry project is its own data in the standard's form.
    pub fn project(&self) -> Result<&ProjectTable> {
        self.project.as_ref().ok_or_else(|| {
            let root = self.document.root();
            match root.at("tool.poetry") {
                Some(table) => poetry::refuse(&table),
                None => Box::new(
                    Diagnostic::error(format!("`{}` has no `[project]` table", self.source().name)).with_help(
                        "start one with:\n[project]\nname = \"example\"\nversion = \"0.1.0\"\ndependencies = []",
                    ),
                ),
            }
        })
    }

    /// Whether there is a `[project]` table.
    #[must_use]
    pub fn has_project(&self) -> bool {
        self.project.is_some()
    }

    /// Whether this file marks a project's folder, and isn't only a place for settings.
    #[must_use]
    pub fn marks_a_project(&self) -> bool {
        let root = self.document.root();
        self.project.is_some()
            || ["tool.poetry", "dependency-groups", "build-system"].iter().any(|path| root.at(path).is_some())
    }

    /// Whether the project is to be built and installed itself: it has a `[build-system]`, and `tool.uv.package` doesn't say no.
    #[must_use]
    pub fn is_package(&self) -> bool {
        match self.document.root().at("tool.uv.package").and_then(|node| node.boolean().ok()) {
            Some(package) => package,
            None => self.build_system.is_some(),
        }
    }

    /// Every requirement of the project, its extras and its groups, where it is written.
    pub fn all_declared(&self) -> impl Iterator<Item = &Declared> {
        let project = self.project.iter();
        let own = project.flat_map(|project| {
            project.dependencies.iter().chain(project.optional_dependencies.values().flatten())
        });
        own.chain(self.groups.written())
    }
}

impl ProjectTable {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.table()?;
        let dynamic = match node.get("dynamic") {
            Some(dynamic) => dynamic.strings()?.iter().map(|(field, _)| (*field).to_owned()).collect(),
            None => Vec::new(),
        };
        let (name, name_span) = read_name(node, &dynamic)?;
        let version = read_version(node, &dynamic)?;
        let requires_python =
            node.get("requires-python").map(|value| RequiresPython::read(&value)).transpose()?;
        let dependencies = match node.get("dependencies") {
            Some(list) => read_list(&list, &List::Project)?,
            None => Vec::new(),
        };
        let optional_dependencies = match node.get("optional-dependencies") {
            Some(extras) => read_extras(&extras)?,
            None => BTreeMap::new(),
        };
        let scripts = match node.get("scripts") {
            Some(scripts) => read_scripts(&scripts)?,
            None => BTreeMap::new(),
        };
        let span = node.span();
        Ok(Self {
            name,
            name_span,
            version,
            requires_python,
            dependencies,
            optional_dependencies,
            scripts,
            dynamic,
            span,
        })
    }
}

impl RequiresPython {
    fn read(node: &Node<'_>) -> Result<Self> {
        let text = node.string()?;
        let specifiers = specifier::parse(text).map_err(|error| {
            let diagnostic = Diagnostic::error("`project.requires-python` is not a version specifier")
                .with_source(Arc::clone(node.source()));
            declared::explain(diagnostic, node.span_in_string(error.span), &error)
        })?;
        let span = node.span_in_string(Span::from_range(0..text.len()));
        if version::ranges(&specifiers).is_empty() {
            let diagnostic =
                Diagnostic::error(format!("no version of Python is in `requires-python = \"{text}\"`"));
            return Err(Box::new(
                diagnostic
                    .with_source(Arc::clone(node.source()))
                    .with_label(span, "these bounds exclude each other")
                    .with_help("give the oldest version you support, as in `>=3.11`"),
            ));
        }
        Ok(Self { specifiers, span })
    }
}

impl BuildSystem {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.table()?;
        let requires = match node.get("requires") {
            Some(list) => read_list(&list, &List::Outside)?,
            None => {
                let mut error = node.error("`build-system.requires` is missing", "in this table");
                error.help = Some("add, say, `requires = [\"hatchling\"]`".into());
                return Err(error);
            }
        };
        let build_backend =
            node.get("build-backend").map(|backend| backend.string().map(str::to_owned)).transpose()?;
        Ok(Self { requires, build_backend })
    }
}

fn read_name(node: &Node<'_>, dynamic: &[String]) -> Result<(PackageName, Span)> {
    let Some(name) = node.get("name") else {
        let help = "add, say, `name = \"example\"`; a name can't be dynamic";
        return Err(missing(node, "name", help));
    };
    if dynamic.iter().any(|field| field == "name") {
        return Err(name.error("`name` can't be listed in `project.dynamic`", "listed here"));
    }
    let text = name.string()?;
    let parsed = PackageName::new(text).map_err(|_| {
        let mut error = name.error(format!("`{text}` is not a valid project name"), "this name");
        error.help =
            Some("use letters, digits, `-`, `_` and `.`, with a letter or digit at both ends".into());
        error
    })?;
    Ok((parsed, name.span()))
}

fn read_version(node: &Node<'_>, dynamic: &[String]) -> Result<Option<Version>> {
    let is_dynamic = dynamic.iter().any(|field| field == "version");
    let Some(version) = node.get("version") else {
        if is_dynamic {
            return Ok(None);
        }
        let help = "add, say, `version = \"0.1.0\"`, or `dynamic = [\"version\"]` if the build determines it";
        return Err(missing(node, "version", help));
    };
    if is_dynamic {
        return Err(version.error("`version` is both given and listed in `project.dynamic`", "remove either"));
    }
    let text = version.string()?;
    let parsed = Version::from_str(text).map_err(|_| {
        let mut error = version.error(format!("`{text}` is not a valid version"), "this version");
        error.help = Some("versions look like `1.2.3`, `2.0rc1` or `1.0.post1` (PEP 440)".into());
        error
    })?;
    Ok(Some(parsed))
}

fn missing(node: &Node<'_>, field: &str, help: &str) -> Box<Diagnostic> {
    let mut error = node.error(format!("`project.{field}` is missing"), "in this table");
    error.help = Some(help.into());
    error
}

/// Reads an array of requirements.
pub(crate) fn read_list(node: &Node<'_>, list: &List) -> Result<Vec<Declared>> {
    node.strings()?.iter().map(|(_, member)| declared::from_node(member, list.clone())).collect()
}

fn read_extras(node: &Node<'_>) -> Result<BTreeMap<ExtraName, Vec<Declared>>> {
    let mut extras = BTreeMap::new();
    let mut places: BTreeMap<ExtraName, (&str, Span)> = BTreeMap::new();
    for (text, list) in node.table()? {
        let Ok(name) = ExtraName::new(text) else {
            return Err(bad_key(&list, text, "an extra"));
        };
        if let Some((other, span)) = places.insert(name.clone(), (text, list.key_span())) {
            return Err(twice(&list, text, (other, span), "extras"));
        }
        let declared = read_list(&list, &List::Extra(name.clone()))?;
        extras.insert(name, declared);
    }
    Ok(extras)
}

/// The error that a key isn't a valid name.
pub(crate) fn bad_key(node: &Node<'_>, text: &str, what: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(format!("`{text}` is not a valid name for {what}"))
            .with_source(Arc::clone(node.source()))
            .with_label(node.key_span(), "this name")
            .with_help("use letters, digits, `-`, `_` and `.`, with a letter or digit at both ends"),
    )
}

/// The error that two keys are the same name.
pub(crate) fn twice(node: &Node<'_>, text: &str, other: (&str, Span), what: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(format!("the {what} `{}` and `{text}` have the same name", other.0))
            .with_source(Arc::clone(node.source()))
            .with_label(node.key_span(), "this one")
            .with_context(other.1, "and this one")
            .with_note("upper and lower case, `-`, `_` and `.` make no difference in names"),
    )
}

fn read_scripts(node: &Node<'_>) -> Result<BTreeMap<String, String>> {
    let mut scripts = BTreeMap::new();
    for (name, target) in node.table()? {
        scripts.insert(name.to_owned(), target.string()?.to_owned());
    }
    Ok(scripts)
}

#[cfg(test)]
mod tests;
