//! Values of settings, read from TOML or from one line of text.

use std::path::{Path, PathBuf};

use naja_base::Diagnostic;

use crate::document::{Node, Result};
use crate::keys::{Key, Kind};
use crate::origin::{Layer, Origin};

/// A value with its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

/// A package index in a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexSetting {
    /// The URL of its simple API, as written.
    pub url: String,
    /// The name it is given.
    pub name: Option<String>,
    /// Its part among the indexes.
    pub role: IndexRole,
}

/// The part that an index plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexRole {
    /// It is asked before the default index.
    Additional,
    /// It takes the place of the default index.
    Default,
    /// It is asked only for what names it.
    Explicit,
}

/// The value of a setting, in the shape that its [`Kind`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Flag(bool),
    Count(u64),
    Text(String),
    Path(PathBuf),
    Texts(Vec<Located<String>>),
    Indexes(Vec<Located<IndexSetting>>),
}

impl Value {
    /// Reads what `node` holds; relative paths count from `folder`.
    pub(crate) fn from_node(key: &Key, node: &Node<'_>, layer: Layer, folder: &Path) -> Result<Self> {
        let wrong = || node.wrong_type(&key.kind.wanted());
        Ok(match key.kind {
            Kind::Flag => Self::Flag(node.boolean()?),
            Kind::Text if node.boolean().is_ok_and(|value| !value) && key.name == "exclude-newer" => {
                Self::Text("false".into())
            }
            Kind::Text => Self::Text(node.string()?.into()),
            Kind::Path => Self::Path(folder.join(node.string()?)),
            Kind::ProjectPath => Self::Path(node.string()?.into()),
            Kind::Count | Kind::Seconds => {
                let number = u64::try_from(node.integer().map_err(|_| wrong())?).map_err(|_| wrong())?;
                Self::Count(at_least_one(key, number).ok_or_else(wrong)?)
            }
            Kind::Choice(values) => {
                let text = node.string().map_err(|_| wrong())?;
                if !values.contains(&text) {
                    return Err(node.error(
                        format!("`{}` must be {}", node.path(), key.kind.wanted()),
                        "this is none of them",
                    ));
                }
                Self::Text(text.into())
            }
            Kind::Texts | Kind::Groups if node.as_str().is_some() => Self::Texts(vec![located(node, layer)?]),
            Kind::Texts | Kind::Groups => {
                let strings =
                    node.strings().map_err(|error| if node.is_array() { error } else { wrong() })?;
                Self::Texts(strings.iter().map(|(_, member)| located(member, layer)).collect::<Result<_>>()?)
            }
            Kind::PackageValues => Self::Texts(package_values(node, layer).map_err(|_| wrong())?),
            Kind::Indexes if node.as_str().is_some() => Self::Indexes(vec![index(node, layer)?]),
            Kind::Indexes => {
                let members = node.array().map_err(|_| wrong())?;
                Self::Indexes(members.iter().map(|member| index(member, layer)).collect::<Result<_>>()?)
            }
        })
    }

    /// Reads one line of text, as variables and options give it.
    pub(crate) fn from_text(key: &Key, text: &str, origin: &Origin, folder: &Path) -> Result<Self> {
        let wrong = || {
            let message = format!("`{}` must be {}, not `{text}`", origin.name, key.kind.wanted());
            Box::new(Diagnostic::error(message))
        };
        let item = |value: &str| Located { value: value.to_owned(), origin: origin.clone() };
        Ok(match key.kind {
            Kind::Flag => Self::Flag(flag(text).ok_or_else(wrong)?),
            Kind::Text => Self::Text(text.into()),
            Kind::Path => Self::Path(folder.join(text)),
            Kind::ProjectPath => Self::Path(text.into()),
            Kind::Count | Kind::Seconds => {
                let number = text.trim().parse().map_err(|_| wrong())?;
                Self::Count(at_least_one(key, number).ok_or_else(wrong)?)
            }
            Kind::Choice(values) => match values.contains(&text) {
                true => Self::Text(text.into()),
                false => return Err(wrong()),
            },
            // Requirements and markers hold spaces and commas; a semicolon would be ambiguous too.
            Kind::Texts => {
                Self::Texts(text.lines().filter(|line| !line.trim().is_empty()).map(item).collect())
            }
            Kind::PackageValues => {
                Self::Texts(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(item).collect())
            }
            Kind::Groups => {
                let names = text.split([',', ' ']).filter(|name| !name.is_empty());
                Self::Texts(names.map(item).collect())
            }
            Kind::Indexes => Self::Indexes(
                text.split_whitespace()
                    .map(|text| Located { value: IndexSetting::from_option(text), origin: origin.clone() })
                    .collect(),
            ),
        })
    }

    /// The value as people should read it.
    pub(crate) fn show(&self) -> String {
        match self {
            Self::Flag(value) => value.to_string(),
            Self::Count(value) => value.to_string(),
            Self::Text(text) => text.clone(),
            Self::Path(path) => path.display().to_string(),
            Self::Texts(texts) if texts.is_empty() => "none".into(),
            Self::Texts(texts) => texts.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join(", "),
            Self::Indexes(indexes) if indexes.is_empty() => "none".into(),
            Self::Indexes(indexes) => {
                let show = |index: &Located<IndexSetting>| without_password(&index.value.url);
                indexes.iter().map(show).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

impl IndexSetting {
    /// `URL` or `NAME=URL`, as the option `--index` takes it.
    #[must_use]
    pub fn from_option(text: &str) -> Self {
        let named = text.split_once('=').filter(|(name, _)| {
            !name.is_empty()
                && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        });
        match named {
            Some((name, url)) => {
                Self { url: url.into(), name: Some(name.into()), role: IndexRole::Additional }
            }
            None => Self { url: text.into(), name: None, role: IndexRole::Additional },
        }
    }
}

/// `url` with the password, if there is one, made unreadable.
pub(crate) fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.into() };
    let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..authority_end].rfind('@') {
        Some(at) => format!("{scheme}://****{}", &rest[at..]),
        None => url.into(),
    }
}

fn at_least_one(key: &Key, number: u64) -> Option<u64> {
    (key.kind != Kind::Seconds || number > 0).then_some(number)
}

fn flag(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Some(true),
        "0" | "false" | "no" | "off" | "" => Some(false),
        _ => None,
    }
}

fn located(node: &Node<'_>, layer: Layer) -> Result<Located<String>> {
    let origin = Origin::in_file(layer, node.path(), node.source(), node.span());
    Ok(Located { value: node.string()?.to_owned(), origin })
}

/// `NAME=VALUE` for each pair of a table; `false` may be written as such.
fn package_values(node: &Node<'_>, layer: Layer) -> Result<Vec<Located<String>>> {
    let pair = |(name, value): &(&str, Node<'_>)| {
        let origin = Origin::in_file(layer, value.path(), value.source(), value.span());
        let text = if value.boolean().is_ok_and(|value| !value) { "false" } else { value.string()? };
        Ok(Located { value: format!("{name}={text}"), origin })
    };
    node.table()?.iter().map(pair).collect()
}

fn index(node: &Node<'_>, layer: Layer) -> Result<Located<IndexSetting>> {
    let origin = Origin::in_file(layer, node.path(), node.source(), node.span());
    if let Some(url) = node.as_str() {
        return Ok(Located { value: IndexSetting::from_option(url), origin });
    }
    if !node.is_table() {
        return Err(node.wrong_type("a URL, or a table with a `url`"));
    }
    let Some(url) = node.get("url") else {
        return Err(node.error(format!("`{}` has no `url`", node.path()), "this index"));
    };
    if let Some(format) = node.get("format").filter(|format| format.as_str() != Some("simple")) {
        let mut error = format.error("flat indexes are not supported", "this index is a list of files");
        error.help = Some("serve the files as an index with the simple API".into());
        return Err(error);
    }
    let flag = |name: &str| node.get(name).map_or(Ok(false), |flag| flag.boolean());
    let name = node.get("name").map(|name| name.string().map(str::to_owned)).transpose()?;
    let role = match (flag("default")?, flag("explicit")?) {
        (true, _) => IndexRole::Default,
        (false, true) => IndexRole::Explicit,
        (false, false) => IndexRole::Additional,
    };
    Ok(Located { value: IndexSetting { url: url.string()?.into(), name, role }, origin })
}
