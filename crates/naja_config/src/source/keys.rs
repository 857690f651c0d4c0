//! The table of the settings for source code. Where ruff has the same setting, it has the same name.

/// A setting for source code.
#[derive(Debug)]
pub struct SourceKey {
    /// Its dotted name in `[tool.naja]`, `naja.toml`, `[tool.ruff]` and `--config`.
    pub name: &'static str,
    /// What it is for.
    pub role: SourceRole,
    /// What it holds.
    pub kind: SourceKind,
    /// The default, as it is shown to people.
    pub default: &'static str,
    /// What it does, in a sentence.
    pub summary: &'static str,
}

/// What a setting for source code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceRole {
    /// It says which files are taken.
    Files,
    /// It describes the project: its Python versions and source folders.
    Project,
    /// It selects rules, or those of their fixes that are made.
    Selection,
    /// It is an option of rules; the formatter may use it, too.
    RuleOption,
    /// It says how files are formatted.
    Format,
    /// It says what a command does with its findings.
    Command,
    /// It is known from other tools and has no effect yet.
    Unused,
}

/// What a setting for source code holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// `true` or `false`.
    Flag,
    /// A whole number that is not negative.
    Count,
    /// Any text.
    Text,
    /// One of these.
    Choice(&'static [&'static str]),
    /// Python versions: one or several of `py38` or `3.8`.
    Versions,
    /// Several texts; the nearest layer that has any wins.
    Texts,
    /// Several texts; those of all layers count.
    Added,
    /// Texts by name.
    Table,
    /// Texts by name; those of all layers count.
    AddedTable,
}

use SourceKind::{Added, AddedTable, Choice, Count, Flag, Table, Text, Texts, Versions};
use SourceRole::{Command, Files, Format, Project, RuleOption, Selection, Unused};

/// Every setting for source code, by name.
pub static SOURCE_KEYS: &[SourceKey] = &[
    key(
        "builtins",
        RuleOption,
        Texts,
        "none",
        "Names that are treated as builtins, in addition to Python's own.",
    ),
    key(
        "exclude",
        Files,
        Texts,
        "folders of tools and environments",
        "Patterns of files and folders to leave out.",
    ),
    key(
        "extend-exclude",
        Files,
        Added,
        "none",
        "Patterns of files and folders to leave out, in addition to `exclude`.",
    ),
    key("extend-include", Files, Added, "none", "Patterns of files to include, in addition to `include`."),
    key("fix", Command, Flag, "false", "Whether `naja lint` applies fixes."),
    key(
        "fix-only",
        Command,
        Flag,
        "false",
        "Whether `naja lint` applies fixes and does not report the remaining violations.",
    ),
    key(
        "force-exclude",
        Files,
        Flag,
        "false",
        "Whether `exclude` applies to files named on the command line, too.",
    ),
    key("format.exclude", Files, Texts, "none", "Patterns of files to lint but not to format."),
    key(
        "format.indent-style",
        Format,
        Choice(&["space", "tab"]),
        "space",
        "What lines are indented with; `naja format` refuses `tab`, which it does not support yet.",
    ),
    key(
        "format.line-ending",
        Format,
        Choice(&["auto", "lf", "cr-lf", "native"]),
        "auto",
        "Which line end files get; `auto` takes that of the first line.",
    ),
    key(
        "format.preview",
        Unused,
        Flag,
        "false",
        "Whether to use the changes that are planned for the next style.",
    ),
    key(
        "format.quote-style",
        Format,
        Choice(&["double", "single", "preserve"]),
        "double",
        "The quotes of strings; `preserve` leaves quotes and prefixes unchanged, `naja format` refuses `single`, which it does not support yet.",
    ),
    key(
        "format.skip-magic-trailing-comma",
        Format,
        Flag,
        "false",
        "Whether to ignore magic trailing commas when deciding where to break lines.",
    ),
    key("format.style", Format, Choice(&["black-26"]), "black-26", "The style of formatted code."),
    key(
        "include",
        Files,
        Texts,
        "`*.py`, `*.pyi`",
        "Patterns of the files to include when a folder is searched.",
    ),
    key(
        "indent-width",
        RuleOption,
        Count,
        "4",
        "The width of a tab, in columns, when the length of a line is measured.",
    ),
    key("line-length", RuleOption, Count, "88", "The longest line, in columns."),
    key(
        "lint.allowed-confusables",
        Unused,
        Texts,
        "none",
        "Characters that rules about confusable characters allow.",
    ),
    key(
        "lint.dummy-variable-rgx",
        RuleOption,
        Text,
        "`^(_+|(_+[a-zA-Z0-9_]*[a-zA-Z0-9]+?))$`",
        "A regular expression for names that may be unused.",
    ),
    key("lint.exclude", Files, Texts, "none", "Patterns of files to format but not to lint."),
    key(
        "lint.explicit-preview-rules",
        Unused,
        Flag,
        "false",
        "Whether preview rules must be selected by their full code.",
    ),
    key(
        "lint.extend-fixable",
        Selection,
        Added,
        "none",
        "Rules whose fixes are applied, in addition to `lint.fixable`.",
    ),
    key("lint.extend-ignore", Selection, Added, "none", "Rules to disable, in addition to `lint.ignore`."),
    key(
        "lint.extend-per-file-ignores",
        Selection,
        AddedTable,
        "none",
        "Rules to disable by file pattern, in addition to `lint.per-file-ignores`.",
    ),
    key("lint.extend-safe-fixes", Selection, Added, "none", "Rules whose unsafe fixes are treated as safe."),
    key("lint.extend-select", Selection, Added, "none", "Rules to enable, in addition to `lint.select`."),
    key(
        "lint.extend-unfixable",
        Selection,
        Added,
        "none",
        "Rules whose fixes are not applied, in addition to `lint.unfixable`.",
    ),
    key(
        "lint.extend-unsafe-fixes",
        Selection,
        Added,
        "none",
        "Rules whose safe fixes are treated as unsafe.",
    ),
    key(
        "lint.external",
        Selection,
        Texts,
        "none",
        "Codes or prefixes of codes of other tools, which `noqa` comments may name.",
    ),
    key("lint.fixable", Selection, Texts, "every rule", "Rules whose fixes are applied."),
    key(
        "lint.flake8-annotations.allow-star-arg-any",
        Unused,
        Flag,
        "false",
        "Whether to allow `Any` for `*args` and `**kwargs`.",
    ),
    key(
        "lint.flake8-annotations.ignore-fully-untyped",
        Unused,
        Flag,
        "false",
        "Whether to ignore functions without any annotation.",
    ),
    key(
        "lint.flake8-annotations.mypy-init-return",
        Unused,
        Flag,
        "false",
        "Whether `__init__` needs no return annotation if a parameter is annotated.",
    ),
    key(
        "lint.flake8-annotations.suppress-dummy-args",
        Unused,
        Flag,
        "false",
        "Whether unused parameters need no annotation.",
    ),
    key(
        "lint.flake8-annotations.suppress-none-returning",
        Unused,
        Flag,
        "false",
        "Whether functions that return nothing need no return annotation.",
    ),
    key(
        "lint.flake8-bugbear.extend-immutable-calls",
        RuleOption,
        Texts,
        "none",
        "Functions whose results are treated as immutable in default arguments.",
    ),
    key("lint.flake8-builtins.ignorelist", Unused, Texts, "none", "Builtins that may be shadowed."),
    key(
        "lint.flake8-comprehensions.allow-dict-calls-with-keyword-arguments",
        RuleOption,
        Flag,
        "false",
        "Whether to allow `dict(a=1)`.",
    ),
    key(
        "lint.flake8-errmsg.max-string-length",
        Unused,
        Count,
        "0",
        "The longest string, in characters, that may be written directly in an exception.",
    ),
    key(
        "lint.flake8-implicit-str-concat.allow-multiline",
        Unused,
        Flag,
        "true",
        "Whether to allow implicit concatenation of strings over several lines.",
    ),
    key(
        "lint.flake8-import-conventions.aliases",
        Unused,
        Table,
        "well-known ones",
        "The alias under which each module must be imported.",
    ),
    key(
        "lint.flake8-import-conventions.banned-aliases",
        Unused,
        Table,
        "none",
        "Aliases under which a module must not be imported.",
    ),
    key(
        "lint.flake8-import-conventions.banned-from",
        Unused,
        Texts,
        "none",
        "Modules whose members must not be imported with `from`.",
    ),
    key(
        "lint.flake8-import-conventions.extend-aliases",
        Unused,
        AddedTable,
        "none",
        "Aliases of modules, in addition to `aliases`.",
    ),
    key(
        "lint.flake8-pytest-style.fixture-parentheses",
        Unused,
        Flag,
        "false",
        "Whether `@pytest.fixture()` must have parentheses.",
    ),
    key(
        "lint.flake8-pytest-style.mark-parentheses",
        Unused,
        Flag,
        "false",
        "Whether `@pytest.mark.x()` must have parentheses.",
    ),
    key(
        "lint.flake8-pytest-style.parametrize-names-type",
        Unused,
        Choice(&["csv", "tuple", "list"]),
        "tuple",
        "The type of the names in `pytest.mark.parametrize`.",
    ),
    key(
        "lint.flake8-pytest-style.parametrize-values-row-type",
        Unused,
        Choice(&["tuple", "list"]),
        "tuple",
        "The type of each row of values in `pytest.mark.parametrize`.",
    ),
    key(
        "lint.flake8-pytest-style.parametrize-values-type",
        Unused,
        Choice(&["tuple", "list"]),
        "list",
        "The type of the list of values in `pytest.mark.parametrize`.",
    ),
    key(
        "lint.flake8-pytest-style.raises-extend-require-match-for",
        Unused,
        Texts,
        "none",
        "Exceptions for which `pytest.raises` needs `match`, in addition to `raises-require-match-for`.",
    ),
    key(
        "lint.flake8-pytest-style.raises-require-match-for",
        Unused,
        Texts,
        "broad exceptions",
        "Exceptions for which `pytest.raises` needs `match`.",
    ),
    key(
        "lint.flake8-quotes.avoid-escape",
        Unused,
        Flag,
        "true",
        "Whether to change quotes to avoid escapes.",
    ),
    key(
        "lint.flake8-quotes.docstring-quotes",
        Unused,
        Choice(&["single", "double"]),
        "double",
        "The quotes of docstrings.",
    ),
    key(
        "lint.flake8-quotes.inline-quotes",
        Unused,
        Choice(&["single", "double"]),
        "double",
        "The quotes of strings on one line.",
    ),
    key(
        "lint.flake8-quotes.multiline-quotes",
        Unused,
        Choice(&["single", "double"]),
        "double",
        "The quotes of strings over several lines.",
    ),
    key(
        "lint.flake8-tidy-imports.ban-relative-imports",
        Unused,
        Choice(&["parents", "all"]),
        "parents",
        "Which relative imports are banned.",
    ),
    key(
        "lint.flake8-tidy-imports.banned-api",
        Unused,
        Table,
        "none",
        "Names that must not be used, with the reason.",
    ),
    key(
        "lint.flake8-tidy-imports.banned-module-level-imports",
        Unused,
        Texts,
        "none",
        "Modules that must not be imported at module level.",
    ),
    key(
        "lint.flake8-type-checking.exempt-modules",
        Unused,
        Texts,
        "`typing`",
        "Modules whose imports are never moved into a type-checking block.",
    ),
    key(
        "lint.flake8-type-checking.quote-annotations",
        Unused,
        Flag,
        "false",
        "Whether to quote annotations so that an import can be moved into a type-checking block.",
    ),
    key(
        "lint.flake8-type-checking.runtime-evaluated-base-classes",
        Unused,
        Texts,
        "none",
        "Classes whose subclasses need their annotations at runtime.",
    ),
    key(
        "lint.flake8-type-checking.runtime-evaluated-decorators",
        Unused,
        Texts,
        "none",
        "Decorators whose classes and functions need their annotations at runtime.",
    ),
    key(
        "lint.flake8-type-checking.strict",
        Unused,
        Flag,
        "false",
        "Whether to report an import even if its module is imported at runtime anyway.",
    ),
    key(
        "lint.flake8-unused-arguments.ignore-variadic-names",
        Unused,
        Flag,
        "false",
        "Whether to ignore unused `*args` and `**kwargs`.",
    ),
    key(
        "lint.future-annotations",
        Unused,
        Flag,
        "false",
        "Whether rules may add `from __future__ import annotations`.",
    ),
    key("lint.ignore", Selection, Texts, "none", "Rules to disable: codes, prefixes, names or categories."),
    key(
        "lint.ignore-init-module-imports",
        Unused,
        Flag,
        "true",
        "Whether fixes keep unused imports in `__init__.py`.",
    ),
    key("lint.isort.case-sensitive", RuleOption, Flag, "false", "Whether sorting is case-sensitive."),
    key("lint.isort.classes", RuleOption, Texts, "none", "Names that are sorted as classes."),
    key(
        "lint.isort.combine-as-imports",
        RuleOption,
        Flag,
        "false",
        "Whether `as` imports from one module are combined in one statement.",
    ),
    key("lint.isort.constants", RuleOption, Texts, "none", "Names that are sorted as constants."),
    key(
        "lint.isort.default-section",
        RuleOption,
        Text,
        "third-party",
        "The section of modules that belong to no other section.",
    ),
    key(
        "lint.isort.detect-same-package",
        Project,
        Flag,
        "true",
        "Whether modules of the file's own package are first-party.",
    ),
    key(
        "lint.isort.extra-standard-library",
        RuleOption,
        Texts,
        "none",
        "Modules that are treated as part of the standard library.",
    ),
    key(
        "lint.isort.force-single-line",
        RuleOption,
        Flag,
        "false",
        "Whether each name is imported in a statement of its own.",
    ),
    key(
        "lint.isort.force-sort-within-sections",
        RuleOption,
        Flag,
        "false",
        "Whether `import` and `from` statements are sorted together.",
    ),
    key("lint.isort.force-to-top", RuleOption, Texts, "none", "Modules that come first in their section."),
    key(
        "lint.isort.force-wrap-aliases",
        RuleOption,
        Flag,
        "false",
        "Whether a `from` statement with several names, one of them with `as`, is wrapped to one name per line.",
    ),
    key(
        "lint.isort.forced-separate",
        RuleOption,
        Texts,
        "none",
        "Patterns of modules that get a section of their own, after all others.",
    ),
    key(
        "lint.isort.from-first",
        RuleOption,
        Flag,
        "false",
        "Whether `from` statements come before `import` statements.",
    ),
    key("lint.isort.import-heading", RuleOption, Table, "none", "The comment above each section."),
    key(
        "lint.isort.known-first-party",
        RuleOption,
        Texts,
        "none",
        "Patterns of modules that are first-party.",
    ),
    key(
        "lint.isort.known-local-folder",
        RuleOption,
        Texts,
        "none",
        "Patterns of modules that belong to the section of relative imports.",
    ),
    key(
        "lint.isort.known-third-party",
        RuleOption,
        Texts,
        "none",
        "Patterns of modules that are third-party.",
    ),
    key("lint.isort.length-sort", RuleOption, Flag, "false", "Whether imports are sorted by their length."),
    key(
        "lint.isort.length-sort-straight",
        RuleOption,
        Flag,
        "false",
        "Whether `import` statements are sorted by their length.",
    ),
    key(
        "lint.isort.line-length",
        RuleOption,
        Count,
        "`line-length`",
        "The longest line of an import, in columns, if it is shorter than `line-length`.",
    ),
    key(
        "lint.isort.lines-after-imports",
        RuleOption,
        Text,
        "-1",
        "The number of blank lines after imports; -1 leaves it to the formatter.",
    ),
    key(
        "lint.isort.lines-between-types",
        RuleOption,
        Count,
        "0",
        "The number of blank lines between `import` and `from` statements.",
    ),
    key(
        "lint.isort.no-lines-before",
        RuleOption,
        Texts,
        "none",
        "Sections without a blank line before them.",
    ),
    key("lint.isort.no-sections", RuleOption, Flag, "false", "Whether all imports form one section."),
    key(
        "lint.isort.order-by-type",
        RuleOption,
        Flag,
        "true",
        "Whether constants come before classes, and classes before variables.",
    ),
    key(
        "lint.isort.relative-imports-order",
        RuleOption,
        Choice(&["closest-to-furthest", "furthest-to-closest"]),
        "furthest-to-closest",
        "Whether `.a` comes before `..a` (`closest-to-furthest`) or after it.",
    ),
    key(
        "lint.isort.required-imports",
        RuleOption,
        Texts,
        "none",
        "Import statements that every file must contain.",
    ),
    key(
        "lint.isort.section-order",
        RuleOption,
        Texts,
        "future, standard-library, third-party, first-party, local-folder",
        "The order of the sections.",
    ),
    key(
        "lint.isort.sections",
        RuleOption,
        Table,
        "none",
        "Custom sections with the patterns of their modules.",
    ),
    key(
        "lint.isort.single-line-exclusions",
        RuleOption,
        Texts,
        "none",
        "Modules to which `force-single-line` does not apply.",
    ),
    key(
        "lint.isort.split-on-trailing-comma",
        RuleOption,
        Flag,
        "true",
        "Whether a magic trailing comma keeps one name per line.",
    ),
    key(
        "lint.isort.style",
        RuleOption,
        Choice(&["ruff", "isort"]),
        "ruff",
        "Whose output sorting produces: ruff's, or that of isort with its profile `black`; `[tool.isort]` implies `isort`.",
    ),
    key("lint.isort.variables", RuleOption, Texts, "none", "Names that are sorted as variables."),
    key("lint.logger-objects", Unused, Texts, "none", "Objects that are treated as loggers."),
    key(
        "lint.mccabe.max-complexity",
        Unused,
        Count,
        "10",
        "The highest cyclomatic complexity of a function.",
    ),
    key(
        "lint.pep8-naming.classmethod-decorators",
        Unused,
        Texts,
        "none",
        "Decorators that make a function a class method.",
    ),
    key(
        "lint.pep8-naming.extend-ignore-names",
        Unused,
        Texts,
        "none",
        "Names that naming rules ignore, in addition to `ignore-names`.",
    ),
    key(
        "lint.pep8-naming.ignore-names",
        Unused,
        Texts,
        "unittest's and Django's",
        "Names that naming rules ignore.",
    ),
    key(
        "lint.pep8-naming.staticmethod-decorators",
        Unused,
        Texts,
        "none",
        "Decorators that make a function a static method.",
    ),
    key("lint.per-file-ignores", Selection, Table, "none", "Rules to disable, by file pattern."),
    key("lint.preview", Unused, Flag, "false", "Whether preview rules can be enabled."),
    key(
        "lint.pycodestyle.ignore-overlong-task-comments",
        RuleOption,
        Flag,
        "false",
        "Whether comments that begin with one of `lint.task-tags` may be too long.",
    ),
    key(
        "lint.pycodestyle.max-doc-length",
        RuleOption,
        Count,
        "no limit",
        "The longest line of a docstring or comment, in columns.",
    ),
    key(
        "lint.pycodestyle.max-line-length",
        RuleOption,
        Count,
        "`line-length`",
        "The longest line that E501 allows, in columns.",
    ),
    key(
        "lint.pydocstyle.convention",
        Unused,
        Choice(&["google", "numpy", "pep257"]),
        "none",
        "The convention that docstrings follow.",
    ),
    key(
        "lint.pydocstyle.ignore-decorators",
        Unused,
        Texts,
        "none",
        "Decorators whose functions need no docstring.",
    ),
    key(
        "lint.pydocstyle.ignore-var-parameters",
        Unused,
        Flag,
        "false",
        "Whether `*args` and `**kwargs` need not be documented.",
    ),
    key(
        "lint.pydocstyle.property-decorators",
        Unused,
        Texts,
        "none",
        "Decorators that make a method a property.",
    ),
    key(
        "lint.pyflakes.allowed-unused-imports",
        RuleOption,
        Texts,
        "none",
        "Modules whose imports may be unused.",
    ),
    key(
        "lint.pyflakes.extend-generics",
        Unused,
        Texts,
        "none",
        "Classes that are generic, so that their subscripts are annotations.",
    ),
    key(
        "lint.pylint.allow-dunder-method-names",
        Unused,
        Texts,
        "none",
        "Special methods that are allowed in addition to Python's own.",
    ),
    key(
        "lint.pylint.allow-magic-value-types",
        Unused,
        Texts,
        "`str`, `bytes`",
        "Types whose literals may be compared with.",
    ),
    key("lint.pylint.max-args", Unused, Count, "5", "The highest number of parameters of a function."),
    key(
        "lint.pylint.max-bool-expr",
        Unused,
        Count,
        "5",
        "The highest number of operands in a Boolean expression.",
    ),
    key("lint.pylint.max-branches", Unused, Count, "12", "The highest number of branches in a function."),
    key(
        "lint.pylint.max-locals",
        Unused,
        Count,
        "15",
        "The highest number of local variables in a function.",
    ),
    key("lint.pylint.max-nested-blocks", Unused, Count, "5", "The deepest nesting of blocks in a function."),
    key(
        "lint.pylint.max-positional-args",
        Unused,
        Count,
        "`max-args`",
        "The highest number of positional parameters of a function.",
    ),
    key(
        "lint.pylint.max-public-methods",
        Unused,
        Count,
        "20",
        "The highest number of public methods in a class.",
    ),
    key(
        "lint.pylint.max-returns",
        Unused,
        Count,
        "6",
        "The highest number of `return` statements in a function.",
    ),
    key("lint.pylint.max-statements", Unused, Count, "50", "The highest number of statements in a function."),
    key(
        "lint.pyupgrade.keep-runtime-typing",
        RuleOption,
        Flag,
        "false",
        "Whether to keep annotations that may be evaluated at runtime.",
    ),
    key(
        "lint.ruff.parenthesize-tuple-in-subscript",
        Unused,
        Flag,
        "false",
        "Whether tuples in subscripts must have parentheses.",
    ),
    key(
        "lint.select",
        Selection,
        Texts,
        "correctness, suspicious",
        "Rules to enable: codes, prefixes, names, categories or `ALL`.",
    ),
    key(
        "lint.task-tags",
        RuleOption,
        Texts,
        "TODO, FIXME, XXX",
        "Words at the beginning of a comment that mark a task.",
    ),
    key("lint.typing-extensions", Unused, Flag, "true", "Whether fixes may import from `typing_extensions`."),
    key(
        "lint.typing-modules",
        RuleOption,
        Texts,
        "none",
        "Modules whose members are treated as those of `typing`.",
    ),
    key("lint.unfixable", Selection, Texts, "none", "Rules whose fixes are not applied."),
    key(
        "namespace-packages",
        Unused,
        Texts,
        "none",
        "Folders that are packages although they have no `__init__.py`.",
    ),
    key("output-format", Command, Text, "full", "The format of the report."),
    key(
        "per-file-target-version",
        Project,
        Table,
        "none",
        "The oldest Python version that the code must support, by file pattern.",
    ),
    key("preview", Unused, Flag, "false", "Whether preview rules and style changes can be enabled."),
    key(
        "required-version",
        Unused,
        Text,
        "any",
        "The versions of the tool that may read this configuration.",
    ),
    key("respect-gitignore", Files, Flag, "true", "Whether to leave out files that git ignores."),
    key("show-fixes", Command, Flag, "false", "Whether to list the fixes that were applied."),
    key("src", Project, Texts, "`.`, `src`", "Folders that contain first-party modules."),
    key(
        "target-version",
        Project,
        Versions,
        "the oldest that `requires-python` allows",
        "The oldest Python version that the code must support.",
    ),
    key("unsafe-fixes", Command, Flag, "false", "Whether to apply unsafe fixes, too."),
];

/// The setting for source code called `name`.
#[must_use]
pub fn find_source(name: &str) -> Option<&'static SourceKey> {
    SOURCE_KEYS.binary_search_by(|key| key.name.cmp(name)).ok().map(|index| &SOURCE_KEYS[index])
}

/// The settings with this role, by name.
pub fn source_keys_for(role: SourceRole) -> impl Iterator<Item = &'static SourceKey> {
    SOURCE_KEYS.iter().filter(move |key| key.role == role)
}

/// Whether `name` is a table that holds settings, as `lint.isort`.
pub(crate) fn is_table(name: &str) -> bool {
    let is_inside = |key: &SourceKey| key.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    SOURCE_KEYS.iter().any(is_inside)
}

/// Whether `name` in naja's own tables belongs to the settings for source code.
pub(crate) fn is_source(name: &str) -> bool {
    name == "extend" || find_source(name).is_some() || is_table(name)
}

impl SourceKey {
    /// The environment variable: `NAJA_LINT_SELECT` for `lint.select`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("NAJA_{}", self.name.to_uppercase().replace(['-', '.'], "_"))
    }
}

impl SourceKind {
    /// What is wanted, for messages: "must be …".
    pub(crate) fn wanted(self) -> String {
        match self {
            Flag => "`true` or `false`".into(),
            Count => "a whole number that is not negative".into(),
            Text => "a string".into(),
            Choice(values) => crate::Kind::Choice(values).wanted(),
            Versions => "a version of Python, such as `py310`".into(),
            Texts | Added => "an array of strings".into(),
            Table | AddedTable => "a table of arrays of strings".into(),
        }
    }
}

const fn key(
    name: &'static str,
    role: SourceRole,
    kind: SourceKind,
    default: &'static str,
    summary: &'static str,
) -> SourceKey {
    SourceKey { name, role, kind, default, summary }
}

#[cfg(test)]
mod tests {
    use super::{SOURCE_KEYS, find_source, is_table};

    #[test]
    fn keys_are_sorted_and_described() {
        for pair in SOURCE_KEYS.windows(2) {
            assert!(pair[0].name < pair[1].name, "{} comes before {}", pair[0].name, pair[1].name);
        }
        for key in SOURCE_KEYS {
            assert!(key.summary.ends_with('.'), "{}", key.name);
            assert!(crate::find(key.name).is_none(), "{} is a setting of packaging too", key.name);
        }
        assert_eq!(
            find_source("lint.select").map(super::SourceKey::variable).as_deref(),
            Some("NAJA_LINT_SELECT")
        );
        assert!(is_table("lint.isort") && is_table("lint") && !is_table("lint.select"));
    }
}
