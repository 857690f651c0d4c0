//! The group's options, named as isort and ruff name them.

use std::collections::BTreeMap;

use globset::GlobMatcher;
use naja_base::Diagnostic;

use super::isort_style::Style;
use super::value::{OptionValue, globs};

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
    /// Blank lines after a block; decided by what follows if not given.
    pub lines_after_imports: Option<u32>,
    /// Blank lines between `import a` and `from a import b`.
    pub lines_between_types: u32,
    /// Whether each name gets a statement of its own.
    pub force_single_line: bool,
    /// Modules that are let off [`Self::force_single_line`].
    pub single_line_exclusions: Vec<String>,
    /// Whether `from a import b as c` may share a statement with other names.
    pub combine_as_imports: bool,
    /// Whether a statement with an `as` and several names is wrapped.
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
pub(crate) const KNOWN: [&str; 5] =
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
    pub(super) fn set(&mut self, key: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        if key == "required-imports" {
            self.required_imports = value.texts();
            return Ok(true);
        }
        if key == "style" {
            self.style = Style::named(value.text()).expect("the table of settings lists the styles");
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
    pub(crate) fn is_heading(&self, comment: &str) -> bool {
        let text = comment.strip_prefix('#').and_then(|text| text.strip_prefix(' '));
        text.is_some_and(|text| self.headings.values().any(|heading| heading == text))
    }
}

impl Naming {
    fn set(&mut self, key: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        let list = match key {
            "constants" => &mut self.constants,
            "classes" => &mut self.classes,
            "variables" => &mut self.variables,
            _ => return Ok(false),
        };
        *list = value.texts();
        Ok(true)
    }
}

impl Sections {
    fn set(&mut self, key: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        let known = match key {
            "known-first-party" => "first-party",
            "known-third-party" => "third-party",
            "known-local-folder" => "local-folder",
            "extra-standard-library" => "standard-library",
            _ => return self.set_other(key, value),
        };
        self.known.insert(known.to_owned(), value.globs()?);
        Ok(true)
    }

    fn set_other(&mut self, key: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "section-order" => self.order = value.texts(),
            "default-section" => value.text().clone_into(&mut self.default),
            "no-sections" => self.none = value.flag(),
            "no-lines-before" => self.no_lines_before = value.texts(),
            "forced-separate" => self.forced_separate = value.globs()?,
            "import-heading" => {
                for entry in value.table() {
                    let [heading] = entry.texts.as_slice() else {
                        return Err(value.wrong("a table of strings"));
                    };
                    self.headings.insert(entry.name.clone(), heading.value.clone());
                }
            }
            "sections" => {
                for entry in value.table() {
                    self.known.insert(entry.name.clone(), globs(&entry.texts)?);
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl Layout {
    fn set(&mut self, key: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            // isort and ruff take -1 for "decide by what follows".
            "lines-after-imports" => {
                let lines: i64 = value.text().parse().map_err(|_| value.wrong("a whole number"))?;
                self.lines_after_imports = match lines {
                    ..0 => None,
                    lines => Some(u32::try_from(lines).map_err(|_| value.wrong("a smaller number"))?),
                };
            }
            "line-length" => self.line_length = Some(value.count()?),
            "lines-between-types" => self.lines_between_types = value.count()?,
            "force-single-line" => self.force_single_line = value.flag(),
            "single-line-exclusions" => self.single_line_exclusions = value.texts(),
            "combine-as-imports" => self.combine_as_imports = value.flag(),
            "force-wrap-aliases" => self.force_wrap_aliases = value.flag(),
            "split-on-trailing-comma" => self.split_on_trailing_comma = value.flag(),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl Order {
    fn set(&mut self, key: &str, value: &OptionValue<'_>) -> Result<bool, Box<Diagnostic>> {
        match key {
            "order-by-type" => self.by_type = value.flag(),
            "case-sensitive" => self.case_sensitive = value.flag(),
            "force-sort-within-sections" => self.force_sort_within_sections = value.flag(),
            "from-first" => self.from_first = value.flag(),
            "length-sort" => self.length_sort = value.flag(),
            "length-sort-straight" => self.length_sort_straight = value.flag(),
            "force-to-top" => self.force_to_top = value.texts(),
            "relative-imports-order" => self.closest_first = value.text() == "closest-to-furthest",
            _ => return Ok(false),
        }
        Ok(true)
    }
}
