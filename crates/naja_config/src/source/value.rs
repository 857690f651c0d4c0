//! Values of settings for source code, read from TOML or from text.

use std::path::Path;
use std::sync::Arc;

use naja_base::{Diagnostic, SourceText, Span};

use crate::Located;
use crate::document::{Document, Node, Result};
use crate::origin::{Layer, Origin};
use crate::source::keys::{SourceKey, SourceKind};

/// The value of a setting, in the shape that its [`SourceKind`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceValue {
    /// Of a [`SourceKind::Flag`].
    Flag(bool),
    /// Of a [`SourceKind::Count`].
    Count(u64),
    /// Of a [`SourceKind::Text`] or [`SourceKind::Choice`].
    Text(String),
    /// Of a [`SourceKind::Texts`], [`SourceKind::Added`] or [`SourceKind::Versions`] (as `py38`).
    Texts(Vec<Located<String>>),
    /// Of a [`SourceKind::Table`] or [`SourceKind::AddedTable`], in the order of the file.
    Table(Vec<TableEntry>),
}

/// A line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableEntry {
    /// The name or pattern.
    pub name: String,
    /// Its texts; a single one where the file has a plain string.
    pub texts: Vec<Located<String>>,
}

/// A value with all that is known about it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The value.
    pub value: SourceValue,
    /// Where it comes from.
    pub origin: Origin,
    /// The folder from which paths and patterns in it count.
    pub folder: Arc<Path>,
    /// Which layer it belongs to, the nearest being 0: settings that only make sense together, such as `select` and
    /// `ignore`, have the same number if they stand in the same table.
    pub rank: u32,
}

impl Entry {
    /// The value that `text`, a value in TOML, gives to a setting, as if it was given with `--config`.
    ///
    /// # Errors
    /// When it is not TOML or of another kind.
    pub fn from_toml(key: &SourceKey, text: &str) -> Result<Self> {
        let layer = Layer::ConfigOption;
        let document = Document::parse(SourceText::new("--config", format!("value = {text}")))?;
        let node = document.root().get("value").ok_or_else(|| document.root().wrong_type("a value"))?;
        let value = SourceValue::from_node(key, &node, layer)?;
        Ok(Self { value, origin: origin_of(&node, layer), folder: Arc::from(Path::new("")), rank: 0 })
    }
}

impl SourceValue {
    /// Reads what `node` holds.
    pub(super) fn from_node(key: &SourceKey, node: &Node<'_>, layer: Layer) -> Result<Self> {
        let wrong = || node.wrong_type(&key.kind.wanted());
        Ok(match key.kind {
            SourceKind::Flag => Self::Flag(node.boolean()?),
            SourceKind::Count => {
                let number = node.integer().map_err(|_| wrong())?;
                Self::Count(u64::try_from(number).map_err(|_| wrong())?)
            }
            SourceKind::Text => Self::Text(match node.integer() {
                Ok(number) => number.to_string(),
                Err(_) => node.string()?.to_owned(),
            }),
            SourceKind::Choice(values) => {
                let text = node.string().map_err(|_| wrong())?;
                if !values.contains(&text) {
                    let message = format!("`{}` must be {}", node.path(), key.kind.wanted());
                    return Err(node.error(message, "this is none of them"));
                }
                Self::Text(text.to_owned())
            }
            SourceKind::Versions => {
                let mut versions = texts(node, layer).map_err(|_| wrong())?;
                for version in &mut versions {
                    version.value = python_version(&version.value).ok_or_else(|| {
                        node.error(
                            format!("`{}` must be {}", node.path(), key.kind.wanted()),
                            "not a version of Python 3",
                        )
                    })?;
                }
                Self::Texts(versions)
            }
            SourceKind::Texts | SourceKind::Added => Self::Texts(
                texts(node, layer).map_err(|error| if node.is_array() { error } else { wrong() })?,
            ),
            SourceKind::Table | SourceKind::AddedTable => Self::Table(table(node, layer)?),
        })
    }

    /// Reads a line of text, as options and variables give it: texts are separated by commas, tables are `name:text` pairs.
    pub(super) fn from_text(key: &SourceKey, text: &str, origin: &Origin) -> Result<Self> {
        let wrong = || {
            let message = format!("`{}` must be {}, not `{text}`", origin.name, key.kind.wanted());
            Box::new(Diagnostic::error(message))
        };
        let item = |value: &str| Located { value: value.to_owned(), origin: origin.clone() };
        let items = || text.split(',').map(str::trim).filter(|item| !item.is_empty());
        Ok(match key.kind {
            SourceKind::Flag => match text.trim().to_ascii_lowercase().as_str() {
                "1" | "true" | "yes" | "on" => Self::Flag(true),
                "0" | "false" | "no" | "off" => Self::Flag(false),
                _ => return Err(wrong()),
            },
            SourceKind::Count => Self::Count(text.trim().parse().map_err(|_| wrong())?),
            SourceKind::Choice(values) if !values.contains(&text) => return Err(wrong()),
            SourceKind::Text | SourceKind::Choice(_) => Self::Text(text.to_owned()),
            SourceKind::Versions => Self::Texts(
                items()
                    .map(|version| python_version(version).map(|version| item(&version)).ok_or_else(wrong))
                    .collect::<Result<_>>()?,
            ),
            SourceKind::Texts | SourceKind::Added => Self::Texts(items().map(item).collect()),
            SourceKind::Table | SourceKind::AddedTable => {
                let mut entries: Vec<TableEntry> = Vec::new();
                for pair in items() {
                    let (name, text) = pair.rsplit_once(':').ok_or_else(wrong)?;
                    let text = item(text.trim());
                    match entries.iter_mut().find(|entry| entry.name == name.trim()) {
                        Some(entry) => entry.texts.push(text),
                        None => entries.push(TableEntry { name: name.trim().to_owned(), texts: vec![text] }),
                    }
                }
                Self::Table(entries)
            }
        })
    }

    /// The value as people should read it.
    pub(super) fn show(&self) -> String {
        let joined = |texts: &[Located<String>]| {
            texts.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join(", ")
        };
        match self {
            Self::Flag(value) => value.to_string(),
            Self::Count(value) => value.to_string(),
            Self::Text(text) => text.clone(),
            Self::Texts(texts) if texts.is_empty() => "none".into(),
            Self::Texts(texts) => joined(texts),
            Self::Table(entries) if entries.is_empty() => "none".into(),
            Self::Table(entries) => {
                let show = |entry: &TableEntry| format!("{}: {}", entry.name, joined(&entry.texts));
                entries.iter().map(show).collect::<Vec<_>>().join("; ")
            }
        }
    }
}

/// `py310`, `Py310` or `3.10` as `py310`.
pub(super) fn python_version(text: &str) -> Option<String> {
    let text = text.trim();
    let minor = match text.strip_prefix("py3").or_else(|| text.strip_prefix("PY3")) {
        Some(minor) => minor,
        None => text.strip_prefix("3.")?,
    };
    let minor: u8 = minor.parse().ok()?;
    Some(format!("py3{minor}"))
}

/// An array of strings, or a single one.
pub(super) fn texts(node: &Node<'_>, layer: Layer) -> Result<Vec<Located<String>>> {
    if node.as_str().is_some() {
        return Ok(vec![located(node, layer)?]);
    }
    let strings = node.strings()?;
    strings.iter().map(|(_, member)| located(member, layer)).collect()
}

fn located(node: &Node<'_>, layer: Layer) -> Result<Located<String>> {
    let origin = Origin::in_file(layer, node.path(), node.source(), node.span());
    Ok(Located { value: node.string()?.to_owned(), origin })
}

/// A table of strings, of arrays of strings, or of tables whose `msg` is what counts.
fn table(node: &Node<'_>, layer: Layer) -> Result<Vec<TableEntry>> {
    let mut entries = Vec::new();
    for (name, value) in node.table()? {
        let texts = match value.get("msg") {
            Some(message) => vec![located(&message, layer)?],
            None => texts(&value, layer)?,
        };
        entries.push(TableEntry { name: name.to_owned(), texts });
    }
    Ok(entries)
}

/// An origin for a value without a place of its own.
pub(super) fn origin_of(node: &Node<'_>, layer: Layer) -> Origin {
    let span: Span = node.span();
    Origin::in_file(layer, node.path(), node.source(), span)
}
