//! What `[tool.isort]` says about naja's settings: each key under naja's name, with names and sections written its way.

use std::sync::Arc;

use naja_base::Diagnostic;

use crate::Located;
use crate::document::{Node, Result};
use crate::origin::Layer;
use crate::source::keys::{SourceKind, find_source};
use crate::source::layer::Reader;
use crate::source::value::{SourceValue, TableEntry, origin_of, texts};

/// Keys that naja has under another name, with the same meaning.
const SAME: &[(&str, &str)] = &[
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
    ("line_length", "lint.isort.line-length"),
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

/// Keys whose values name sections.
const SECTIONS: &[(&str, &str)] = &[
    ("default_section", "lint.isort.default-section"),
    ("no_lines_before", "lint.isort.no-lines-before"),
    ("sections", "lint.isort.section-order"),
];

/// Keys that say how isort runs, and what naja does in any case.
const RUN: &[&str] = &[
    "profile",
    "skip",
    "extend_skip",
    "skip_glob",
    "extend_skip_glob",
    "skip_gitignore",
    "filter_files",
    "atomic",
    "honor_noqa",
    "jobs",
    "overwrite_in_place",
    "py_version",
    "verbose",
    "quiet",
    "color_output",
];

/// Keys of the layout, with the values under which it is the one that naja writes.
const LAYOUT: &[(&str, &[&str])] = &[
    ("multi_line_output", &["3", "VERTICAL_HANGING_INDENT"]),
    ("include_trailing_comma", &["true"]),
    ("force_grid_wrap", &["0"]),
    ("use_parentheses", &["true"]),
    ("ensure_newline_before_comments", &["true"]),
    ("indent", &["4", "    "]),
    ("lines_before_imports", &["-1"]),
    ("lines_between_sections", &["1"]),
    ("line_ending", &["", "LF"]),
    ("wrap_length", &["0", "88"]),
];

/// What isort's profiles set beside the layout, and what holds without one.
const PROFILES: &[(&str, &[(&str, &str)])] = &[
    ("", DEFAULTS),
    ("appnexus", &[("force-sort-within-sections", "true"), ("order-by-type", "false")]),
    ("attrs", &[("lines-after-imports", "2"), ("lines-between-types", "1"), NARROW, NO_MAGIC]),
    ("black", &[]),
    ("django", &[("combine-as-imports", "true"), NARROW, NO_MAGIC]),
    (
        "google",
        &[
            ("force-single-line", "true"),
            ("force-sort-within-sections", "true"),
            ("order-by-type", "false"),
            ("single-line-exclusions", "typing"),
            NARROW,
            NO_MAGIC,
        ],
    ),
    ("hug", &[("line-length", "100"), NO_MAGIC]),
    (
        "open_stack",
        &[("force-single-line", "true"), ("force-sort-within-sections", "true"), NARROW, NO_MAGIC],
    ),
    (
        "plone",
        &[("force-single-line", "true"), ("lines-after-imports", "2"), ("line-length", "200"), NO_MAGIC],
    ),
    ("pycharm", &[("lines-after-imports", "2"), NARROW, NO_MAGIC]),
    ("wemake", &[("line-length", "80"), NO_MAGIC]),
];

const DEFAULTS: &[(&str, &str)] = &[NARROW, NO_MAGIC];
const NARROW: (&str, &str) = ("line-length", "79");
const NO_MAGIC: (&str, &str) = ("split-on-trailing-comma", "false");

/// The profiles that wrap as `black` does.
const HANGING: &[&str] = &["appnexus", "black", "hug", "wemake"];

/// The rules of sorting.
const SORTING: &str = "I";

impl Reader<'_> {
    /// `[tool.isort]`. It brings isort's style along, unless a nearer table has options of sorting.
    pub(super) fn isort(&mut self, table: &Node<'_>) {
        let pairs = table.table().unwrap_or_default();
        let is_sorting = self.settings.values.keys().any(|key| key.starts_with("lint.isort."));
        if !is_sorting {
            self.given("lint.isort.style", SourceValue::Text("isort".into()), table);
            self.given("lint.isort.detect-same-package", SourceValue::Flag(false), table);
        }
        let mut strays = Vec::new();
        for (name, node) in &pairs {
            if let Some((_, key)) = SAME.iter().find(|(theirs, _)| theirs == name) {
                self.isort_value(key, node);
            } else if let Some((_, key)) = SECTIONS.iter().find(|(theirs, _)| theirs == name) {
                self.isort_sections(key, node);
            } else if *name == "reverse_relative" {
                self.reverse_relative(node);
            } else if !has_no_effect(name, node) && !is_part(name) {
                strays.push(node.clone());
            }
        }
        self.isort_tables(table, &pairs);
        self.isort_skips(table, &pairs);
        if !is_sorting {
            self.isort_profile(table);
        }
        if let Some(node) = table.get("line_length") {
            self.isort_length(&node);
        }
        self.strays_of("isort", &strays);
    }

    fn isort_value(&mut self, name: &str, node: &Node<'_>) {
        match find_source(name).map(|key| key.kind) {
            Some(SourceKind::Texts) => match list_of(node) {
                Ok(list) => self.given(name, SourceValue::Texts(list), node),
                Err(error) => self.ignored(*error),
            },
            _ => self.peer(name, node),
        }
    }

    /// How long isort lets imports be; where nobody else says anything, that is how long lines are.
    fn isort_length(&mut self, node: &Node<'_>) {
        let Ok(own) = node.integer() else { return };
        let Some(general) = self.settings.count("line-length") else {
            self.peer("line-length", node);
            return;
        };
        if u64::try_from(own).is_ok_and(|own| own > general) {
            let message = format!("`line-length` is {general}, for imports too");
            self.warnings.push(
                Diagnostic::warning(message)
                    .with_source(Arc::clone(node.source()))
                    .with_label(node.span(), "this is more"),
            );
        }
    }

    fn reverse_relative(&mut self, node: &Node<'_>) {
        match node.boolean() {
            Ok(reverse) => {
                let order = if reverse { "closest-to-furthest" } else { "furthest-to-closest" };
                self.given("lint.isort.relative-imports-order", SourceValue::Text(order.into()), node);
            }
            Err(error) => self.ignored(*error),
        }
    }

    fn isort_sections(&mut self, name: &str, node: &Node<'_>) {
        if name.ends_with("default-section") {
            match node.string() {
                Ok(text) => self.given(name, SourceValue::Text(section(text)), node),
                Err(error) => self.ignored(*error),
            }
            return;
        }
        match list_of(node) {
            Ok(mut texts) => {
                for text in &mut texts {
                    text.value = section(&text.value);
                }
                self.given(name, SourceValue::Texts(texts), node);
            }
            Err(error) => self.ignored(*error),
        }
    }

    /// `known_django` and `import_heading_django`: the modules and the heading of a section.
    fn isort_tables(&mut self, table: &Node<'_>, pairs: &[(&str, Node<'_>)]) {
        let order = table.get("sections").and_then(|node| list_of(&node).ok());
        let order = order.unwrap_or_default();
        let named = |name: &str| {
            let known = order.iter().find(|known| known.value.eq_ignore_ascii_case(name));
            known.map_or_else(|| section(name), |known| section(&known.value))
        };
        for (prefix, key) in
            [("known_", "lint.isort.sections"), ("import_heading_", "lint.isort.import-heading")]
        {
            let mut lines = Vec::new();
            for (name, node) in pairs {
                let is_same = SAME.iter().any(|(theirs, _)| theirs == name);
                let Some(inner) = name.strip_prefix(prefix).filter(|_| !is_same) else { continue };
                let texts = match prefix {
                    "known_" => list_of(node),
                    _ => texts(node, Layer::Peer),
                };
                match texts {
                    Ok(texts) => lines.push(TableEntry { name: named(inner), texts }),
                    Err(error) => self.ignored(*error),
                }
            }
            if !lines.is_empty() {
                self.given(key, SourceValue::Table(lines), table);
            }
        }
    }

    /// What isort leaves alone is not sorted.
    fn isort_skips(&mut self, table: &Node<'_>, pairs: &[(&str, Node<'_>)]) {
        let mut lines = Vec::new();
        for (_, node) in pairs.iter().filter(|(name, _)| name.contains("skip") && *name != "skip_gitignore") {
            let is_glob = node.path().ends_with("_glob");
            let texts = match list_of(node) {
                Ok(texts) => texts,
                Err(error) => {
                    self.ignored(*error);
                    continue;
                }
            };
            for text in texts {
                let name = text.value.trim_end_matches('/');
                let mut patterns = vec![name.to_owned(), format!("{name}/**")];
                match name.strip_prefix("*/") {
                    Some(rest) if is_glob => patterns.extend([rest.to_owned(), format!("{rest}/**")]),
                    _ if !is_glob => patterns.push(format!("**/{name}/**")),
                    _ => {}
                }
                for name in patterns {
                    let texts = vec![Located { value: SORTING.to_owned(), origin: text.origin.clone() }];
                    lines.push(TableEntry { name, texts });
                }
            }
        }
        if !lines.is_empty() {
            self.given("lint.extend-per-file-ignores", SourceValue::Table(lines), table);
        }
    }

    /// What the profile sets, and whether its layout is the one that naja writes.
    fn isort_profile(&mut self, table: &Node<'_>) {
        let profile = table.get("profile");
        let name = profile.as_ref().and_then(Node::as_str).unwrap_or_default();
        let set = PROFILES.iter().find(|(known, _)| *known == name).map_or(DEFAULTS, |(_, set)| *set);
        for (key, text) in set {
            let Some(known) = find_source(&format!("lint.isort.{key}")) else { continue };
            if table.get(&key.replace('-', "_")).is_none()
                && let Ok(value) = SourceValue::from_text(known, text, &origin_of(table, Layer::Peer))
            {
                self.given(known.name, value, profile.as_ref().unwrap_or(table));
            }
        }
        if table.get("multi_line_output").is_some() || HANGING.contains(&name) {
            return;
        }
        let what = match name {
            "" => "isort's own layout of long imports".to_owned(),
            name => format!("the layout of isort's profile `{name}`"),
        };
        let place = profile.as_ref().unwrap_or(table);
        let message = format!("{what} is not what naja writes");
        self.warnings.push(
            Diagnostic::warning(message)
                .with_source(Arc::clone(place.source()))
                .with_label(place.key_span(), "long imports are wrapped as the profile `black` does"),
        );
    }
}

/// The texts of an array, or of a single text with commas or line breaks between them.
fn list_of(node: &Node<'_>) -> Result<Vec<Located<String>>> {
    let list = texts(node, Layer::Peer)?;
    let parts = list.iter().flat_map(|text| {
        let parts = text.value.split([',', '\n']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| Located { value: part.to_owned(), origin: text.origin.clone() })
    });
    Ok(parts.collect())
}

/// Whether naja does what the key says in any case.
fn has_no_effect(name: &str, node: &Node<'_>) -> bool {
    if RUN.contains(&name) {
        return true;
    }
    match LAYOUT.iter().find(|(known, _)| *known == name) {
        Some((_, values)) => {
            let number = node.integer().map(|number| number.to_string());
            let flag = node.boolean().map(|flag| flag.to_string());
            let text = node.string().map(str::to_owned);
            [number, flag, text].into_iter().flatten().any(|value| values.contains(&value.as_str()))
        }
        None => matches!(node.boolean(), Ok(false)),
    }
}

/// Whether the key is a part of one of naja's tables.
fn is_part(name: &str) -> bool {
    let sections = name.strip_prefix("known_").or_else(|| name.strip_prefix("import_heading_"));
    sections.is_some_and(|section| !matches!(section, "standard_library" | "future_library"))
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
