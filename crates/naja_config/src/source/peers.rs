//! What Black's table in pyproject.toml says about naja's settings, and what all peers' tables have in common.

use std::sync::Arc;

use naja_base::Diagnostic;

use crate::Located;
use crate::document::Node;
use crate::origin::{Layer, Origin};
use crate::source::format_keys::BLACK_STYLE;
use crate::source::keys::{SourceKey, find_source};
use crate::source::layer::Reader;
use crate::source::settings::BlackPattern;
use crate::source::value::{Entry, SourceValue, origin_of};

/// Keys of `[tool.black]` that say how Black runs, not what it makes.
const BLACK_RUN: &[&str] = &[
    "quiet",
    "verbose",
    "color",
    "diff",
    "check",
    "fast",
    "safe",
    "workers",
    "no-cache",
    "required-version",
    "src",
];

impl Reader<'_> {
    /// `[tool.black]`: Black takes `_` for `-` in names.
    pub(super) fn black(&mut self, table: &Node<'_>) {
        let mut strays = Vec::new();
        for (name, node) in table.table().unwrap_or_default() {
            match name.replace('_', "-").as_str() {
                "line-length" => self.peer("line-length", &node),
                "target-version" => self.peer("target-version", &node),
                "skip-magic-trailing-comma" => self.peer("format.skip-magic-trailing-comma", &node),
                "skip-string-normalization" => match node.boolean() {
                    Ok(skip) => {
                        let style = if skip { "preserve" } else { "double" };
                        self.given("format.quote-style", SourceValue::Text(style.into()), &node);
                    }
                    Err(error) => self.ignored(*error),
                },
                "exclude" => self.black_pattern(BlackPattern::Exclude, &node),
                "extend-exclude" => self.black_pattern(BlackPattern::ExtendExclude, &node),
                "force-exclude" => self.black_pattern(BlackPattern::ForceExclude, &node),
                "include" => self.black_pattern(BlackPattern::Include, &node),
                name if BLACK_RUN.contains(&name) => {}
                _ => strays.push(node),
            }
        }
        self.refuse_format("Black", BLACK_STYLE, table);
        self.strays_of("Black", &strays);
    }

    /// A value of another tool under naja's name.
    pub(super) fn peer(&mut self, name: &str, node: &Node<'_>) {
        let Some(key) = find_source(name) else { return };
        match SourceValue::from_node(key, node, Layer::Peer) {
            Ok(value) => self.entry(key, value, origin_of(node, Layer::Peer)),
            Err(error) => self.ignored(*error),
        }
    }

    /// A value that was worked out.
    pub(super) fn given(&mut self, name: &str, value: SourceValue, node: &Node<'_>) {
        if let Some(key) = find_source(name) {
            self.entry(key, value, origin_of(node, Layer::Peer));
        }
    }

    fn black_pattern(&mut self, pattern: BlackPattern, node: &Node<'_>) {
        match node.string() {
            Ok(text) => {
                let origin = origin_of(node, Layer::Peer);
                self.settings.black.push((pattern, Located { value: text.to_owned(), origin }));
            }
            Err(error) => self.ignored(*error),
        }
    }

    fn entry(&mut self, key: &'static SourceKey, value: SourceValue, origin: Origin) {
        let entry = Entry { value, origin, folder: Arc::clone(&self.folder), rank: self.rank };
        self.settings.push(key, entry);
    }

    /// Reports a setting of another tool that can't be used.
    pub(super) fn ignored(&mut self, mut error: Diagnostic) {
        error.severity = naja_base::Severity::Warning;
        self.warnings.push(error.with_note("the setting is ignored"));
    }

    /// Reports, in one warning, the settings of another tool that naja does not support.
    pub(super) fn strays_of(&mut self, tool: &str, strays: &[Node<'_>]) {
        let Some(first) = strays.first() else { return };
        let names: Vec<String> = strays.iter().map(|node| format!("`{}`", last(node.path()))).collect();
        let message = format!("unsupported settings of {tool} are ignored: {}", names.join(", "));
        let mut diagnostic = Diagnostic::warning(message).with_source(Arc::clone(first.source()));
        for node in strays {
            diagnostic = diagnostic.with_label(node.key_span(), "");
        }
        self.warnings.push(diagnostic);
    }
}

/// The key after the table's name.
fn last(path: &str) -> &str {
    let Some(rest) = path.strip_prefix("tool.") else { return path };
    rest.split_once('.').map_or(rest, |(_, key)| key)
}
