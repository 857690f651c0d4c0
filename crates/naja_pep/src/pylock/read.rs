//! The reader of lock files: strict about types, with the place of every fault.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use naja_base::{Diagnostic, SourceText, Span};
use naja_config::document::{Document, merge_conflict, span_in_string};
use toml_edit::{Datetime, Item, Table, TableLike, Value};

use super::{
    Archive, CREATED_BY, DependencyRef, Directory, File, LOCK_VERSION, Package, Pylock, Source, Vcs, quick,
};
use crate::marker::Marker;
use crate::name::PackageName;
use crate::requirement::ParseError;
use crate::specifier;
use crate::version::{Version, VersionSpecifiers};

type Result<T> = std::result::Result<T, Box<Diagnostic>>;

const RELOCK: &str = "make it anew with `naja lock`";
const KNOWN: [&str; 9] = [
    "lock-version",
    "environments",
    "requires-python",
    "extras",
    "dependency-groups",
    "default-groups",
    "created-by",
    "packages",
    "tool",
];

pub(super) fn read(source: &Arc<SourceText>, warnings: &mut Vec<Diagnostic>) -> Result<Pylock> {
    quick::read(&source.text).map_or_else(|| read_fully(source, warnings), Ok)
}

pub(super) fn read_fully(source: &Arc<SourceText>, warnings: &mut Vec<Diagnostic>) -> Result<Pylock> {
    if source.text.trim().is_empty() {
        return Err(Box::new(Diagnostic::error(format!("`{}` is empty", source.name)).with_help(RELOCK)));
    }
    let Ok(tree) = toml_edit::Document::parse(source.text.as_str()) else { return Err(syntax(source)) };
    let mut root = tree.into_table();
    let tool = root.remove("tool");
    let level = Level {
        source,
        table: &root,
        span: Span::default(),
        path: Path { parent: None, key: "", index: None },
    };
    let lock_version = check_version(&level, warnings)?;
    let created_by = level.text("created-by")?.0.to_string();
    let packages = level
        .levels("packages")?
        .ok_or_else(|| level.missing("packages"))?
        .iter()
        .map(read_package)
        .collect::<Result<_>>()?;
    let tool_naja = tool.and_then(|tool| match tool {
        Item::Table(mut tool) => tool.remove("naja"),
        _ => None,
    });
    let tool_naja = match tool_naja {
        Some(Item::Table(table)) => table,
        Some(Item::Value(Value::InlineTable(table))) => table.into_table(),
        _ if created_by == CREATED_BY => {
            let message = format!("`{}` is cut off: its last table, `[tool.naja]`, is missing", source.name);
            return Err(Box::new(Diagnostic::error(message).with_help(RELOCK)));
        }
        _ => Table::new(),
    };
    Ok(Pylock {
        lock_version,
        environments: level.parsed_list("environments", marker)?,
        requires_python: level.parsed("requires-python", specifiers)?,
        extras: level.parsed_list("extras", name)?,
        dependency_groups: level.parsed_list("dependency-groups", name)?,
        default_groups: level.parsed_list("default-groups", name)?,
        created_by,
        packages,
        tool_naja,
    })
}

/// What is wrong with a text that is not TOML.
fn syntax(source: &Arc<SourceText>) -> Box<Diagnostic> {
    let conflict = "resolve `pyproject.toml` first, then make this file anew with `naja lock`";
    if let Some(diagnostic) = merge_conflict(source, conflict) {
        return Box::new(diagnostic);
    }
    match Document::parse(Arc::clone(source)) {
        Err(diagnostic) if diagnostic.help.is_none() => Box::new((*diagnostic).with_help(RELOCK)),
        Err(diagnostic) => diagnostic,
        Ok(_) => Box::new(Diagnostic::error(format!("`{}` is not valid TOML", source.name))),
    }
}

/// A newer minor version is read with a warning, another major version is not.
fn check_version(level: &Level<'_>, warnings: &mut Vec<Diagnostic>) -> Result<String> {
    let (text, span) = level.text("lock-version")?;
    let parts = text
        .split_once('.')
        .and_then(|(major, minor)| Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?)));
    let Some((major, minor)) = parts else {
        return Err(level.error(span, format!("`{text}` is not a lock version"), "expected `1.0`"));
    };
    if major != 1 {
        let message = format!("`{}` has lock version {text}, which this naja can't read", level.source.name);
        let mut diagnostic = level.error(span, message, "only 1.x is known");
        diagnostic.help = Some("use a newer naja, or make the lock anew with `naja lock`".to_string());
        return Err(diagnostic);
    }
    if minor > 0 {
        let message = format!(
            "`{}` has lock version {text}, newer than {LOCK_VERSION}: what is new in it is ignored",
            level.source.name
        );
        let mut warning = Diagnostic::warning(message).with_source(Arc::clone(level.source));
        for (key, item) in level.table.iter().filter(|(key, _)| !KNOWN.contains(key)) {
            let span = level.table.key(key).and_then(toml_edit::Key::span).or_else(|| item.span());
            let span = span.map(Span::from_range).unwrap_or_default();
            warning = warning.with_context(span, format!("`{key}` is not known"));
        }
        warnings.push(warning.with_label(span, "this version"));
    }
    Ok(text.to_string())
}

fn read_package(level: &Level<'_>) -> Result<Package> {
    let name = level.parsed("name", name)?.ok_or_else(|| level.missing("name"))?;
    let mut package = Package::new(name, level.parsed("version", version)?);
    package.marker = level.parsed("marker", marker)?.unwrap_or(Marker::TRUE);
    package.requires_python = level.parsed("requires-python", specifiers)?;
    for dependency in level.levels("dependencies")?.unwrap_or_default() {
        let name: PackageName =
            dependency.parsed("name", name_of)?.ok_or_else(|| dependency.missing("name"))?;
        package.dependencies.push(DependencyRef { name, version: dependency.parsed("version", version)? });
    }
    package.index = level.optional_text("index")?.map(|(text, _)| text.to_string());
    package.sdist = level.level("sdist")?.as_ref().map(read_named_file).transpose()?;
    package.wheels =
        level.levels("wheels")?.unwrap_or_default().iter().map(read_named_file).collect::<Result<_>>()?;
    package.source = read_source(level)?;
    if package.source.is_some() && (package.sdist.is_some() || !package.wheels.is_empty()) {
        return Err(level.error(
            level.span,
            format!("`{}` has two sources", package.name),
            "files of an index, and `vcs`, `directory` or `archive` beside them",
        ));
    }
    if package.source.is_none() && package.sdist.is_none() && package.wheels.is_empty() {
        return Err(level.error(
            level.span,
            format!("`{}` has no source", package.name),
            "expected `wheels`, `sdist`, `vcs`, `directory` or `archive`",
        ));
    }
    Ok(package)
}

fn read_source(level: &Level<'_>) -> Result<Option<Source>> {
    let mut sources = Vec::new();
    if let Some(vcs) = level.level("vcs")? {
        sources.push(Source::Vcs(read_vcs(&vcs)?));
    }
    if let Some(directory) = level.level("directory")? {
        sources.push(Source::Directory(Directory {
            path: directory.text("path")?.0.to_string(),
            editable: directory.boolean("editable")?.unwrap_or(false),
            subdirectory: directory.owned("subdirectory")?,
        }));
    }
    if let Some(archive) = level.level("archive")? {
        let file = read_file(&archive, false)?;
        sources.push(Source::Archive(Archive { file, subdirectory: archive.owned("subdirectory")? }));
    }
    if sources.len() > 1 {
        return Err(level.error(
            level.span,
            "a package has two sources",
            "of `vcs`, `directory` and `archive` only one can be there",
        ));
    }
    Ok(sources.pop())
}

fn read_vcs(level: &Level<'_>) -> Result<Vcs> {
    let vcs = Vcs {
        kind: level.text("type")?.0.to_string(),
        url: level.owned("url")?,
        path: level.owned("path")?,
        requested_revision: level.owned("requested-revision")?,
        commit_id: level.text("commit-id")?.0.to_string(),
        subdirectory: level.owned("subdirectory")?,
    };
    if vcs.url.is_none() && vcs.path.is_none() { Err(level.missing("url")) } else { Ok(vcs) }
}

fn read_named_file(level: &Level<'_>) -> Result<File> {
    read_file(level, true)
}

fn read_file(level: &Level<'_>, named: bool) -> Result<File> {
    let (url, path) = (level.owned("url")?, level.owned("path")?);
    if url.is_none() && path.is_none() {
        return Err(level.missing("url"));
    }
    let given = if named { level.owned("name")? } else { None };
    let name = given.unwrap_or_else(|| {
        let location = path.as_deref().or(url.as_deref()).unwrap_or_default();
        let location = location.split(['?', '#']).next().unwrap_or(location);
        location.rsplit(['/', '\\']).next().unwrap_or(location).to_string()
    });
    let hashes = level.level("hashes")?.ok_or_else(|| level.missing("hashes"))?;
    let hashes = hashes.text_pairs()?;
    if hashes.is_empty() {
        return Err(level.error(level.span, format!("`{name}` has no hash"), "`hashes` is empty"));
    }
    Ok(File {
        name,
        upload_time: level.datetime("upload-time")?,
        url,
        path,
        size: level.size("size")?,
        hashes,
    })
}

/// How one got to a table, for messages.
#[derive(Clone, Copy)]
struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    key: &'a str,
    index: Option<usize>,
}

impl Path<'_> {
    fn show(&self, last: &str) -> String {
        let mut parts = vec![last.to_string()];
        let mut at = Some(self);
        while let Some(path) = at {
            if !path.key.is_empty() {
                parts.push(match path.index {
                    Some(index) => format!("{}[{index}]", path.key),
                    None => path.key.to_string(),
                });
            }
            at = path.parent;
        }
        parts.reverse();
        parts.join(".")
    }
}

/// A table that is being read.
struct Level<'a> {
    source: &'a Arc<SourceText>,
    table: &'a dyn TableLike,
    span: Span,
    path: Path<'a>,
}

impl<'a> Level<'a> {
    fn error(&self, span: Span, message: impl Into<String>, label: impl Into<String>) -> Box<Diagnostic> {
        Box::new(
            Diagnostic::error(message)
                .with_source(Arc::clone(self.source))
                .with_label(span, label)
                .with_help(RELOCK),
        )
    }

    fn missing(&self, key: &str) -> Box<Diagnostic> {
        let message = format!("`{}` is missing", self.path.show(key));
        if self.span.is_empty() {
            let message = format!("`{}` lacks the key `{key}`", self.source.name);
            return Box::new(Diagnostic::error(message).with_help(RELOCK));
        }
        self.error(self.span, message, "in this table")
    }

    fn wrong(&self, key: &str, item: &Item, wanted: &str) -> Box<Diagnostic> {
        let span = item.span().map_or(self.span, Span::from_range);
        self.error(
            span,
            format!("`{}` must be {wanted}", self.path.show(key)),
            format!("this is {}", kind(item)),
        )
    }

    fn optional_text(&self, key: &str) -> Result<Option<(&'a str, Span)>> {
        let Some(item) = self.table.get(key) else { return Ok(None) };
        match item.as_str() {
            Some(text) => Ok(Some((text, item.span().map_or(self.span, Span::from_range)))),
            None => Err(self.wrong(key, item, "a string")),
        }
    }

    fn text(&self, key: &str) -> Result<(&'a str, Span)> {
        self.optional_text(key)?.ok_or_else(|| self.missing(key))
    }

    fn owned(&self, key: &str) -> Result<Option<String>> {
        Ok(self.optional_text(key)?.map(|(text, _)| text.to_string()))
    }

    fn boolean(&self, key: &str) -> Result<Option<bool>> {
        let Some(item) = self.table.get(key) else { return Ok(None) };
        item.as_bool().map(Some).ok_or_else(|| self.wrong(key, item, "`true` or `false`"))
    }

    fn size(&self, key: &str) -> Result<Option<u64>> {
        let Some(item) = self.table.get(key) else { return Ok(None) };
        let size = item.as_integer().and_then(|size| u64::try_from(size).ok());
        size.map(Some).ok_or_else(|| self.wrong(key, item, "a whole number of bytes"))
    }

    fn datetime(&self, key: &str) -> Result<Option<Datetime>> {
        let Some(item) = self.table.get(key) else { return Ok(None) };
        item.as_datetime().copied().map(Some).ok_or_else(|| self.wrong(key, item, "a date and time"))
    }

    fn text_pairs(&self) -> Result<BTreeMap<String, String>> {
        let mut pairs = BTreeMap::new();
        for (key, item) in self.table.iter() {
            let text = item.as_str().ok_or_else(|| self.wrong(key, item, "a string"))?;
            pairs.insert(key.to_string(), text.to_string());
        }
        Ok(pairs)
    }

    /// The value of a key that must be text of some form.
    fn parsed<T>(
        &self,
        key: &str,
        parse: fn(&str) -> std::result::Result<T, ParseError>,
    ) -> Result<Option<T>> {
        let Some((text, span)) = self.optional_text(key)? else { return Ok(None) };
        parse(text).map(Some).map_err(|error| self.malformed(&self.path.show(key), text, span, error))
    }

    fn parsed_list<T>(
        &self,
        key: &str,
        parse: fn(&str) -> std::result::Result<T, ParseError>,
    ) -> Result<Vec<T>> {
        let Some(item) = self.table.get(key) else { return Ok(Vec::new()) };
        let Some(array) = item.as_array() else { return Err(self.wrong(key, item, "an array of strings")) };
        let mut all = Vec::with_capacity(array.len());
        for value in array {
            let span = value.span().map_or(self.span, Span::from_range);
            let Some(text) = value.as_str() else {
                let message = format!("`{}` must be an array of strings", self.path.show(key));
                return Err(self.error(span, message, format!("this is {}", value_kind(value))));
            };
            all.push(parse(text).map_err(|error| self.malformed(&self.path.show(key), text, span, error))?);
        }
        Ok(all)
    }

    fn malformed(&self, path: &str, text: &str, outer: Span, error: ParseError) -> Box<Diagnostic> {
        let span = span_in_string(&self.source.text, outer, text, error.span);
        self.error(span, format!("`{path}` is malformed"), error.message)
    }

    fn level<'b>(&'b self, key: &'b str) -> Result<Option<Level<'b>>> {
        let Some(item) = self.table.get(key) else { return Ok(None) };
        let Some(table) = item.as_table_like() else { return Err(self.wrong(key, item, "a table")) };
        let span = item.span().map_or(self.span, Span::from_range);
        let path = Path { parent: Some(&self.path), key, index: None };
        Ok(Some(Level { source: self.source, table, span, path }))
    }

    fn levels<'b>(&'b self, key: &'b str) -> Result<Option<Vec<Level<'b>>>> {
        let Some(item) = self.table.get(key) else { return Ok(None) };
        let level = |index: usize, table: &'b dyn TableLike, span: Option<std::ops::Range<usize>>| Level {
            source: self.source,
            table,
            span: span.map_or(self.span, Span::from_range),
            path: Path { parent: Some(&self.path), key, index: Some(index) },
        };
        match item {
            Item::ArrayOfTables(tables) => Ok(Some(
                tables.iter().enumerate().map(|(index, table)| level(index, table, table.span())).collect(),
            )),
            Item::Value(Value::Array(array)) => {
                let mut levels = Vec::with_capacity(array.len());
                for (index, value) in array.iter().enumerate() {
                    let Value::InlineTable(table) = value else {
                        let span = value.span().map_or(self.span, Span::from_range);
                        let message = format!("`{}` must be an array of tables", self.path.show(key));
                        return Err(self.error(span, message, format!("this is {}", value_kind(value))));
                    };
                    levels.push(level(index, table, value.span()));
                }
                Ok(Some(levels))
            }
            _ => Err(self.wrong(key, item, "an array of tables")),
        }
    }
}

fn kind(item: &Item) -> &'static str {
    match item {
        Item::None => "nothing",
        Item::Value(value) => value_kind(value),
        Item::Table(_) => "a table",
        Item::ArrayOfTables(_) => "an array of tables",
    }
}

fn value_kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a string",
        Value::Integer(_) => "an integer",
        Value::Float(_) => "a float",
        Value::Boolean(_) => "a boolean",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "an array",
        Value::InlineTable(_) => "a table",
    }
}

fn whole(text: &str, message: impl Into<String>) -> ParseError {
    ParseError::new(Span::from_range(0..text.len()), message)
}

fn name<T: FromStr<Err = crate::name::NameError>>(text: &str) -> std::result::Result<T, ParseError> {
    text.parse().map_err(|_| whole(text, format!("`{text}` is not a valid name")))
}

fn name_of(text: &str) -> std::result::Result<PackageName, ParseError> {
    name(text)
}

fn version(text: &str) -> std::result::Result<Version, ParseError> {
    text.parse().map_err(|_| whole(text, format!("`{text}` is not a version")))
}

fn specifiers(text: &str) -> std::result::Result<VersionSpecifiers, ParseError> {
    specifier::parse(text)
}

fn marker(text: &str) -> std::result::Result<Marker, ParseError> {
    Marker::parse(text)
}
