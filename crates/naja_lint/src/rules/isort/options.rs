//! The group's options, named as isort and ruff name them.

use std::collections::BTreeMap;

use globset::{Glob, GlobMatcher};
use naja_base::Diagnostic;
use naja_config::document::Node;

use super::Style;
use crate::settings::{count, texts};

/// The options of import sorting.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whose text is made.
    pub style: Style,
    /// What names look like.
    pub naming: Naming,
    /// Where modules belong.
    pub sections: Sections,
    /// How statements are put together and laid out.
    pub layout: Layout,
    /// In which order statements and names come.
    pub order: Order,
    /// The imports that every file must have, as statements.
    pub required_imports: Vec<String>,
}

/// Which kind of name an imported name is taken for, whatever it looks like.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// Names that count as constants.
    pub constants: Vec<String>,
    /// Names that count as classes.
    pub classes: Vec<String>,
    /// Names that count as variables.
    pub variables: Vec<String>,
}

/// Where modules belong.
#[derive(Clone, Debug)]
pub struct Sections {
    /// The sections in their order: the five known ones or custom ones.
    pub order: Vec<String>,
    /// Globs of modules by the section that they are put into: `known-first-party` and the like, and custom sections.
    pub known: BTreeMap<String, Vec<GlobMatcher>>,
    /// The section of modules that nothing else places.
    pub default: String,
    /// Whether all imports form one section.
    pub none: bool,
    /// Sections with no blank line before them.
    pub no_lines_before: Vec<String>,
    /// A comment above each section.
    pub headings: BTreeMap<String, String>,
    /// Modules that come in a section of their own at the end.
    pub forced_separate: Vec<GlobMatcher>,
}

/// How statements are put together and laid out.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The longest line of an import, where that is less than other lines may have.
    pub line_length: Option<u32>,
    /// Blank lines behind a block; decided by what follows if not given.
    pub lines_after_imports: Option<u32>,
    /// Blank lines between `import a` and `from a import b`.
    pub lines_between_types: u32,
    /// Whether each name gets a statement of its own.
    pub force_single_line: bool,
    /// Modules that are let off [`Self::force_single_line`].
    pub single_line_exclusions: Vec<String>,
    /// Whether `from a import b as c` may share a statement with other names.
    pub combine_as_imports: bool,
    /// Whether a statement with an `as` and several names stands on several lines.
    pub force_wrap_aliases: bool,
    /// Whether a trailing comma keeps a statement on several lines.
    pub split_on_trailing_comma: bool,
}

/// In which order statements and names come.
#[derive(Clone, Debug)]
pub struct Order {
    /// Whether constants come before classes before variables.
    pub by_type: bool,
    /// Whether the case of letters counts.
    pub case_sensitive: bool,
    /// Whether `import` and `from` mix.
    pub force_sort_within_sections: bool,
    /// Whether `from` comes before `import`.
    pub from_first: bool,
    /// Whether shorter modules and names come first.
    pub length_sort: bool,
    /// Whether shorter modules come first in `import`.
    pub length_sort_straight: bool,
    /// Whether `.a` comes before `..a`.
    pub closest_first: bool,
    /// Modules that come first in their section.
    pub force_to_top: Vec<String>,
}

/// The sections that everyone knows, in their order.
pub(super) const KNOWN: [&str; 5] =
    ["future", "standard-library", "third-party", "first-party", "local-folder"];

impl Default for Options {
    fn default() -> Self {
        Self {
            style: Style::default(),
            naming: Naming::default(),
            sections: Sections {
                order: KNOWN.map(str::to_owned).to_vec(),
                known: BTreeMap::new(),
                default: "third-party".to_owned(),
                none: false,
                no_lines_before: Vec::new(),
                headings: BTreeMap::new(),
                forced_separate: Vec::new(),
            },
            layout: Layout {
                line_length: None,
                lines_after_imports: None,
                lines_between_types: 0,
                force_single_line: false,
                single_line_exclusions: Vec::new(),
                combine_as_imports: false,
                force_wrap_aliases: false,
                split_on_trailing_comma: true,
            },
            order: Order {
                by_type: true,
                case_sensitive: false,
                force_sort_within_sections: false,
                from_first: false,
                length_sort: false,
                length_sort_straight: false,
                closest_first: false,
                force_to_top: Vec::new(),
            },
            required_imports: Vec::new(),
        }
    }
}

impl Options {
    /// Sets `key`; says whether there is such an option.
    pub(crate) fn set(&mut self, key: &str, value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        if key == "required-imports" {
            self.required_imports = texts(value)?;
            return Ok(true);
        }
        if key == "style" {
            let named = Style::named(value.string()?);
            self.style = named.ok_or_else(|| value.wrong_type("`ruff` or `isort`"))?;
            return Ok(true);
        }
        Ok(self.sections.set(key, value)?
            || self.layout.set(key, value)?
            || self.order.set(key, value)?
            || self.naming.set(key, value)?)
    }
}

impl Sections {
    /// Whether a comment is one of the headings, which are written anew.
    pub(super) fn is_heading(&self, comment: &str) -> bool {
        let text = comment.strip_prefix('#').and_then(|text| text.strip_prefix(' '));
        text.is_some_and(|text| self.headings.values().any(|heading| heading == text))
    }
}

impl Naming {
    fn set(&mut self, key: &str, value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        let list = match key {
            "constants" => &mut self.constants,
            "classes" => &mut self.classes,
            "variables" => &mut self.variables,
            _ => return Ok(false),
        };
        *list = texts(value)?;
        Ok(true)
    }
}

impl Sections {
    fn set(&mut self, key: &str, value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        let known = match key {
            "known-first-party" => "first-party",
            "known-third-party" => "third-party",
            "known-local-folder" => "local-folder",
            "extra-standard-library" => "standard-library",
            _ => return self.set_other(key, value),
        };
        self.known.insert(known.to_owned(), globs(value)?);
        Ok(true)
    }

    fn set_other(&mut self, key: &str, value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "section-order" => self.order = texts(value)?,
            "default-section" => value.string()?.clone_into(&mut self.default),
            "no-sections" => self.none = value.boolean()?,
            "no-lines-before" => self.no_lines_before = texts(value)?,
            "forced-separate" => self.forced_separate = globs(value)?,
            "import-heading" => {
                for (section, heading) in value.table()? {
                    self.headings.insert(section.to_owned(), heading.string()?.to_owned());
                }
            }
            "sections" => {
                for (section, modules) in value.table()? {
                    self.known.insert(section.to_owned(), globs(&modules)?);
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// Patterns of modules.
fn globs(value: &Node<'_>) -> Result<Vec<GlobMatcher>, Box<Diagnostic>> {
    let compile = |(text, node): (&str, Node<'_>)| {
        let glob =
            Glob::new(text).map_err(|error| node.error(error.kind().to_string(), "in this pattern"))?;
        Ok(glob.compile_matcher())
    };
    value.strings()?.into_iter().map(compile).collect()
}

impl Layout {
    fn set(&mut self, key: &str, value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            // isort and ruff take -1 for "decide by what follows".
            "lines-after-imports" => {
                let lines = value.integer()?;
                self.lines_after_imports = if lines < 0 { None } else { Some(count(value)?) };
            }
            "line-length" => self.line_length = Some(count(value)?),
            "lines-between-types" => self.lines_between_types = count(value)?,
            "force-single-line" => self.force_single_line = value.boolean()?,
            "single-line-exclusions" => self.single_line_exclusions = texts(value)?,
            "combine-as-imports" => self.combine_as_imports = value.boolean()?,
            "force-wrap-aliases" => self.force_wrap_aliases = value.boolean()?,
            "split-on-trailing-comma" => self.split_on_trailing_comma = value.boolean()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl Order {
    fn set(&mut self, key: &str, value: &Node<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "order-by-type" => self.by_type = value.boolean()?,
            "case-sensitive" => self.case_sensitive = value.boolean()?,
            "force-sort-within-sections" => self.force_sort_within_sections = value.boolean()?,
            "from-first" => self.from_first = value.boolean()?,
            "length-sort" => self.length_sort = value.boolean()?,
            "length-sort-straight" => self.length_sort_straight = value.boolean()?,
            "force-to-top" => self.force_to_top = texts(value)?,
            "relative-imports-order" => {
                self.closest_first = match value.string()? {
                    "closest-to-furthest" => true,
                    "furthest-to-closest" => false,
                    _ => {
                        return Err(value.wrong_type("`closest-to-furthest` or `furthest-to-closest`"));
                    }
                };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}
