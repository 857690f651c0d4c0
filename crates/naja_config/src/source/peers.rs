//! What Black's and isort's tables in pyproject.toml say about naja's settings.

use std::sync::Arc;

use naja_base::Diagnostic;

use crate::Located;
use crate::document::Node;
use crate::origin::{Layer, Origin};
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

/// Keys of `[tool.isort]` under naja's names.
const ISORT: &[(&str, &str)] = &[
    ("case_sensitive", "lint.isort.case-sensitive"),
    ("classes", "lint.isort.classes"),
    ("combine_as_imports", "lint.isort.combine-as-imports"),
    ("constants", "lint.isort.constants"),
    ("extra_standard_library", "lint.isort.extra-standard-library"),
    ("force_single_line", "lint.isort.force-single-line"),
    ("force_sort_within_sections", "lint.isort.force-sort-within-sections"),
    ("force_to_top", "lint.isort.force-to-top"),
    ("forced_separate", "lint.isort.forced-separate"),
    ("from_first", "lint.isort.from-first"),
    ("known_first_party", "lint.isort.known-first-party"),
    ("known_local_folder", "lint.isort.known-local-folder"),
    ("known_third_party", "lint.isort.known-third-party"),
    ("length_sort", "lint.isort.length-sort"),
    ("length_sort_straight", "lint.isort.length-sort-straight"),
    ("lines_after_imports", "lint.isort.lines-after-imports"),
    ("lines_between_types", "lint.isort.lines-between-types"),
    ("no_sections", "lint.isort.no-sections"),
    ("order_by_type", "lint.isort.order-by-type"),
    ("single_line_exclusions", "lint.isort.single-line-exclusions"),
    ("split_on_trailing_comma", "lint.isort.split-on-trailing-comma"),
    ("src_paths", "src"),
    ("variables", "lint.isort.variables"),
    ("add_imports", "lint.isort.required-imports"),
];

/// Keys of `[tool.isort]` whose values name sections.
const ISORT_SECTIONS: &[(&str, &str)] = &[
    ("default_section", "lint.isort.default-section"),
    ("no_lines_before", "lint.isort.no-lines-before"),
    ("sections", "lint.isort.section-order"),
];

/// Keys of `[tool.isort]` that say how isort runs, or that the profile `black`, which is what naja writes, has anyway.
const ISORT_RUN: &[&str] = &[
    "profile",
    "line_length",
    "multi_line_output",
    "include_trailing_comma",
    "force_grid_wrap",
    "use_parentheses",
    "ensure_newline_before_comments",
    "skip",
    "skip_glob",
    "extend_skip",
    "extend_skip_glob",
    "skip_gitignore",
    "filter_files",
    "atomic",
    "py_version",
    "verbose",
    "quiet",
    "color_output",
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
        self.strays_of("Black", &strays);
    }

    /// `[tool.isort]`: names and sections are written its way.
    pub(super) fn isort(&mut self, table: &Node<'_>) {
        let mut strays = Vec::new();
        for (name, node) in table.table().unwrap_or_default() {
            if let Some((_, key)) = ISORT.iter().find(|(theirs, _)| *theirs == name) {
                self.peer(key, &node);
            } else if let Some((_, key)) = ISORT_SECTIONS.iter().find(|(theirs, _)| *theirs == name) {
                self.isort_sections(key, &node);
            } else if name == "reverse_relative" {
                match node.boolean() {
                    Ok(reverse) => {
                        let order = if reverse { "closest-to-furthest" } else { "furthest-to-closest" };
                        self.given(
                            "lint.isort.relative-imports-order",
                            SourceValue::Text(order.into()),
                            &node,
                        );
                    }
                    Err(error) => self.ignored(*error),
                }
            } else if !ISORT_RUN.contains(&name) {
                strays.push(node);
            }
        }
        self.strays_of("isort", &strays);
    }

    fn isort_sections(&mut self, name: &str, node: &Node<'_>) {
        let Some(key) = find_source(name) else { return };
        match SourceValue::from_node(key, node, Layer::Peer) {
            Ok(SourceValue::Text(text)) => self.given(name, SourceValue::Text(section(&text)), node),
            Ok(SourceValue::Texts(mut texts)) => {
                for text in &mut texts {
                    text.value = section(&text.value);
                }
                self.given(name, SourceValue::Texts(texts), node);
            }
            Ok(_) => {}
            Err(error) => self.ignored(*error),
        }
    }

    /// A value of another tool under naja's name.
    fn peer(&mut self, name: &str, node: &Node<'_>) {
        let Some(key) = find_source(name) else { return };
        match SourceValue::from_node(key, node, Layer::Peer) {
            Ok(value) => self.entry(key, value, origin_of(node, Layer::Peer)),
            Err(error) => self.ignored(*error),
        }
    }

    fn given(&mut self, name: &str, value: SourceValue, node: &Node<'_>) {
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

    /// Tells about a setting of another tool that is of no use.
    pub(super) fn ignored(&mut self, mut error: Diagnostic) {
        error.severity = naja_base::Severity::Warning;
        self.warnings.push(error.with_note("the setting is ignored"));
    }

    /// Tells, in one warning, what another tool has and naja doesn't.
    pub(super) fn strays_of(&mut self, tool: &str, strays: &[Node<'_>]) {
        let Some(first) = strays.first() else { return };
        let names: Vec<String> = strays.iter().map(|node| format!("`{}`", last(node.path()))).collect();
        let message = format!("settings of {tool} that naja doesn't have are ignored: {}", names.join(", "));
        let mut diagnostic = Diagnostic::warning(message).with_source(Arc::clone(first.source()));
        for node in strays {
            diagnostic = diagnostic.with_label(node.key_span(), "");
        }
        self.warnings.push(diagnostic);
    }
}

/// `FIRSTPARTY` as `first-party`; a section of the user's own stays as it is.
fn section(name: &str) -> String {
    match name.to_ascii_uppercase().as_str() {
        "FUTURE" => "future".into(),
        "STDLIB" => "standard-library".into(),
        "THIRDPARTY" => "third-party".into(),
        "FIRSTPARTY" => "first-party".into(),
        "LOCALFOLDER" => "local-folder".into(),
        _ => name.to_owned(),
    }
}

/// The key behind the table's name.
fn last(path: &str) -> &str {
    let Some(rest) = path.strip_prefix("tool.") else { return path };
    rest.split_once('.').map_or(rest, |(_, key)| key)
}
