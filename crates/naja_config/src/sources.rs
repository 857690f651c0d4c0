//! `sources`: which index a package comes from, in `[tool.naja.sources]` and `[tool.uv.sources]`.

use naja_base::Diagnostic;

use crate::document::{Node, Result};
use crate::origin::{Layer, Origin};
use crate::value::Located;

/// A package that comes from one index alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPin {
    /// The package, as written.
    pub package: String,
    /// The name of the index.
    pub index: String,
}

/// The index that a source names, where it names one and nothing else: `{index = "NAME"}`, alone or in an array.
pub(crate) fn pinned_index<'a>(source: &Node<'a>) -> Option<&'a str> {
    if let Ok(members) = source.array() {
        let [only] = &members[..] else { return None };
        return pinned_index(only);
    }
    match &source.table().ok()?[..] {
        [("index", index)] => index.as_str(),
        _ => None,
    }
}

/// The pins in naja's own table, in which every source must be one.
pub(crate) fn read(table: &Node<'_>, layer: Layer) -> Result<Vec<Located<IndexPin>>> {
    table
        .table()?
        .iter()
        .map(|(package, source)| {
            pin(package, source, layer).ok_or_else(|| {
                let mut error: Box<Diagnostic> =
                    source.error(format!("the source of `{package}` is not supported"), "this is no index");
                error.help =
                    Some("name an index, as in `{index = \"NAME\"}`: naja installs from indexes only".into());
                error
            })
        })
        .collect()
}

/// The pins in uv's table; the other sources are refused when the project is resolved.
pub(crate) fn read_uv(tool: &Node<'_>) -> Vec<Located<IndexPin>> {
    let is_off = |name: &str| tool.get(name).is_some_and(|flag| flag.boolean().unwrap_or(false));
    let Some(table) = tool.get("sources").filter(|_| !is_off("no-sources")) else { return Vec::new() };
    let without = tool.get("no-sources-package").and_then(|names| names.strings().ok()).unwrap_or_default();
    let pairs = table.table().unwrap_or_default();
    let counting = pairs.iter().filter(|(package, _)| !without.iter().any(|(name, _)| name == package));
    counting.filter_map(|(package, source)| pin(package, source, Layer::Peer)).collect()
}

fn pin(package: &str, source: &Node<'_>, layer: Layer) -> Option<Located<IndexPin>> {
    let index = pinned_index(source)?;
    let origin = Origin::in_file(layer, source.path(), source.source(), source.span());
    Some(Located { value: IndexPin { package: package.to_owned(), index: index.to_owned() }, origin })
}
