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
    /// What holds when nobody sets it, as people should read it.
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
    key("builtins", RuleOption, Texts, "none", "Names that count as built in."),
    key(
        "exclude",
        Files,
        Texts,
        "folders of tools and environments",
        "Patterns of files and folders that are left out.",
    ),
    key("extend-exclude", Files, Added, "none", "More patterns of what is left out."),
    key("extend-include", Files, Added, "none", "More patterns of the files that are taken."),
    key("fix", Command, Flag, "false", "Whether `naja lint` fixes what it can."),
    key("fix-only", Command, Flag, "false", "Whether `naja lint` fixes and reports nothing that is left."),
    key(
        "force-exclude",
        Files,
        Flag,
        "false",
        "Whether files named on the command line can be left out too.",
    ),
    key("format.exclude", Files, Texts, "none", "Patterns of files that are linted and not formatted."),
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
        "Whether the next style's changes are made; there are none yet.",
    ),
    key(
        "format.quote-style",
        Format,
        Choice(&["double", "single", "preserve"]),
        "double",
        "Which quotes strings get; `preserve` leaves quotes and prefixes alone, `naja format` refuses `single`, which it does not support yet.",
    ),
    key(
        "format.skip-magic-trailing-comma",
        Format,
        Flag,
        "false",
        "Whether a trailing comma stops keeping its brackets exploded.",
    ),
    key("format.style", Format, Choice(&["black-26"]), "black-26", "The style that files are given."),
    key("include", Files, Texts, "`*.py`, `*.pyi`", "Patterns of the files that are taken from folders."),
    key("indent-width", RuleOption, Count, "4", "How wide a tab counts."),
    key("line-length", RuleOption, Count, "88", "How many columns a line may take."),
    key("lint.allowed-confusables", Unused, Texts, "none", "Characters that may look like others."),
    key(
        "lint.dummy-variable-rgx",
        RuleOption,
        Text,
        "`^(_+|(_+[a-zA-Z0-9_]*[a-zA-Z0-9]+?))$`",
        "Which names may go unused.",
    ),
    key("lint.exclude", Files, Texts, "none", "Patterns of files that are formatted and not linted."),
    key(
        "lint.explicit-preview-rules",
        Unused,
        Flag,
        "false",
        "Whether preview rules must be named by their whole code.",
    ),
    key("lint.extend-fixable", Selection, Added, "none", "More rules whose fixes are made."),
    key("lint.extend-ignore", Selection, Added, "none", "More rules that are off."),
    key(
        "lint.extend-per-file-ignores",
        Selection,
        AddedTable,
        "none",
        "More rules that are off, by pattern of files.",
    ),
    key("lint.extend-safe-fixes", Selection, Added, "none", "Rules whose unsafe fixes count as safe."),
    key("lint.extend-select", Selection, Added, "none", "More rules that are on."),
    key("lint.extend-unfixable", Selection, Added, "none", "More rules whose fixes are not made."),
    key("lint.extend-unsafe-fixes", Selection, Added, "none", "Rules whose safe fixes count as unsafe."),
    key("lint.external", Selection, Texts, "none", "Codes of other tools, which `noqa` comments may name."),
    key("lint.fixable", Selection, Texts, "every rule", "Rules whose fixes are made."),
    key(
        "lint.flake8-annotations.allow-star-arg-any",
        Unused,
        Flag,
        "false",
        "Whether `*args` and `**kwargs` may be `Any`.",
    ),
    key(
        "lint.flake8-annotations.ignore-fully-untyped",
        Unused,
        Flag,
        "false",
        "Whether functions without any annotation are left alone.",
    ),
    key(
        "lint.flake8-annotations.mypy-init-return",
        Unused,
        Flag,
        "false",
        "Whether `__init__` with annotated parameters needs no return annotation.",
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
        "Functions whose results count as immutable in defaults.",
    ),
    key("lint.flake8-builtins.ignorelist", Unused, Texts, "none", "Builtins that may be shadowed."),
    key(
        "lint.flake8-comprehensions.allow-dict-calls-with-keyword-arguments",
        RuleOption,
        Flag,
        "false",
        "Whether `dict(a=1)` may stay.",
    ),
    key(
        "lint.flake8-errmsg.max-string-length",
        Unused,
        Count,
        "0",
        "How long a message may stand in an exception.",
    ),
    key(
        "lint.flake8-implicit-str-concat.allow-multiline",
        Unused,
        Flag,
        "true",
        "Whether strings may be joined over lines without a sign.",
    ),
    key(
        "lint.flake8-import-conventions.aliases",
        Unused,
        Table,
        "well-known ones",
        "The alias of each module.",
    ),
    key(
        "lint.flake8-import-conventions.banned-aliases",
        Unused,
        Table,
        "none",
        "Aliases that a module must not get.",
    ),
    key(
        "lint.flake8-import-conventions.banned-from",
        Unused,
        Texts,
        "none",
        "Modules from which nothing is imported.",
    ),
    key(
        "lint.flake8-import-conventions.extend-aliases",
        Unused,
        AddedTable,
        "none",
        "More aliases of modules.",
    ),
    key(
        "lint.flake8-pytest-style.fixture-parentheses",
        Unused,
        Flag,
        "false",
        "Whether `@pytest.fixture()` keeps empty parentheses.",
    ),
    key(
        "lint.flake8-pytest-style.mark-parentheses",
        Unused,
        Flag,
        "false",
        "Whether `@pytest.mark.x()` keeps empty parentheses.",
    ),
    key(
        "lint.flake8-pytest-style.parametrize-names-type",
        Unused,
        Choice(&["csv", "tuple", "list"]),
        "tuple",
        "How several names of `parametrize` are written.",
    ),
    key(
        "lint.flake8-pytest-style.parametrize-values-row-type",
        Unused,
        Choice(&["tuple", "list"]),
        "tuple",
        "How a row of values of `parametrize` is written.",
    ),
    key(
        "lint.flake8-pytest-style.parametrize-values-type",
        Unused,
        Choice(&["tuple", "list"]),
        "list",
        "How the values of `parametrize` are written.",
    ),
    key(
        "lint.flake8-pytest-style.raises-extend-require-match-for",
        Unused,
        Texts,
        "none",
        "More exceptions for which `raises` needs `match`.",
    ),
    key(
        "lint.flake8-pytest-style.raises-require-match-for",
        Unused,
        Texts,
        "wide ones",
        "Exceptions for which `raises` needs `match`.",
    ),
    key(
        "lint.flake8-quotes.avoid-escape",
        Unused,
        Flag,
        "true",
        "Whether other quotes are taken to spare escapes.",
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
        "The quotes of strings.",
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
        "Modules that are imported inside functions only.",
    ),
    key(
        "lint.flake8-type-checking.exempt-modules",
        Unused,
        Texts,
        "`typing`",
        "Modules that are always imported.",
    ),
    key(
        "lint.flake8-type-checking.quote-annotations",
        Unused,
        Flag,
        "false",
        "Whether annotations are quoted to move an import.",
    ),
    key(
        "lint.flake8-type-checking.runtime-evaluated-base-classes",
        Unused,
        Texts,
        "none",
        "Classes whose subclasses need annotations at run time.",
    ),
    key(
        "lint.flake8-type-checking.runtime-evaluated-decorators",
        Unused,
        Texts,
        "none",
        "Decorators whose classes and functions need annotations at run time.",
    ),
    key(
        "lint.flake8-type-checking.strict",
        Unused,
        Flag,
        "false",
        "Whether an import counts although the module is imported anyway.",
    ),
    key(
        "lint.flake8-unused-arguments.ignore-variadic-names",
        Unused,
        Flag,
        "false",
        "Whether `*args` and `**kwargs` may go unused.",
    ),
    key(
        "lint.future-annotations",
        Unused,
        Flag,
        "false",
        "Whether `from __future__ import annotations` may be added.",
    ),
    key("lint.ignore", Selection, Texts, "none", "Rules that are off."),
    key(
        "lint.ignore-init-module-imports",
        Unused,
        Flag,
        "true",
        "Whether unused imports in `__init__.py` stay; their fix is unsafe.",
    ),
    key(
        "lint.isort.case-sensitive",
        RuleOption,
        Flag,
        "false",
        "Whether upper and lower case are told apart in sorting.",
    ),
    key("lint.isort.classes", RuleOption, Texts, "none", "Names that count as classes."),
    key(
        "lint.isort.combine-as-imports",
        RuleOption,
        Flag,
        "false",
        "Whether `as` imports of a module share a statement.",
    ),
    key("lint.isort.constants", RuleOption, Texts, "none", "Names that count as constants."),
    key(
        "lint.isort.default-section",
        RuleOption,
        Text,
        "third-party",
        "The section of modules that nothing else is known about.",
    ),
    key(
        "lint.isort.detect-same-package",
        Project,
        Flag,
        "true",
        "Whether a file's own package counts as first party.",
    ),
    key(
        "lint.isort.extra-standard-library",
        RuleOption,
        Texts,
        "none",
        "More modules of the standard library.",
    ),
    key(
        "lint.isort.force-single-line",
        RuleOption,
        Flag,
        "false",
        "Whether each name is imported on a line of its own.",
    ),
    key(
        "lint.isort.force-sort-within-sections",
        RuleOption,
        Flag,
        "false",
        "Whether `import` and `from` statements are sorted together.",
    ),
    key("lint.isort.force-to-top", RuleOption, Texts, "none", "Modules that go to the top of their section."),
    key(
        "lint.isort.force-wrap-aliases",
        RuleOption,
        Flag,
        "false",
        "Whether several `as` imports of a statement go on lines of their own.",
    ),
    key(
        "lint.isort.forced-separate",
        RuleOption,
        Texts,
        "none",
        "Patterns of modules that get sections of their own.",
    ),
    key(
        "lint.isort.from-first",
        RuleOption,
        Flag,
        "false",
        "Whether `from` statements stand before `import` ones.",
    ),
    key("lint.isort.import-heading", RuleOption, Table, "none", "The comment above each section."),
    key("lint.isort.known-first-party", RuleOption, Texts, "none", "Modules of the project."),
    key("lint.isort.known-local-folder", RuleOption, Texts, "none", "Modules of the file's folder."),
    key("lint.isort.known-third-party", RuleOption, Texts, "none", "Modules of other projects."),
    key("lint.isort.length-sort", RuleOption, Flag, "false", "Whether statements are sorted by length."),
    key(
        "lint.isort.length-sort-straight",
        RuleOption,
        Flag,
        "false",
        "Whether `import` statements are sorted by length.",
    ),
    key(
        "lint.isort.line-length",
        RuleOption,
        Count,
        "`line-length`",
        "How many columns an import may take; no more than other lines.",
    ),
    key(
        "lint.isort.lines-after-imports",
        RuleOption,
        Text,
        "-1",
        "How many blank lines follow the imports; -1 leaves it to the formatter.",
    ),
    key(
        "lint.isort.lines-between-types",
        RuleOption,
        Count,
        "0",
        "How many blank lines stand between `import` and `from` statements.",
    ),
    key("lint.isort.no-lines-before", RuleOption, Texts, "none", "Sections that no blank line sets apart."),
    key("lint.isort.no-sections", RuleOption, Flag, "false", "Whether all imports make one section."),
    key(
        "lint.isort.order-by-type",
        RuleOption,
        Flag,
        "true",
        "Whether constants, classes and variables are sorted apart.",
    ),
    key(
        "lint.isort.relative-imports-order",
        RuleOption,
        Choice(&["closest-to-furthest", "furthest-to-closest"]),
        "furthest-to-closest",
        "Whether `.a` stands before `..a` or behind.",
    ),
    key("lint.isort.required-imports", RuleOption, Texts, "none", "Statements that every file must have."),
    key(
        "lint.isort.section-order",
        RuleOption,
        Texts,
        "future, standard-library, third-party, first-party, local-folder",
        "The order of the sections.",
    ),
    key("lint.isort.sections", RuleOption, Table, "none", "Sections of your own, with their modules."),
    key(
        "lint.isort.single-line-exclusions",
        RuleOption,
        Texts,
        "none",
        "Modules that `force-single-line` leaves alone.",
    ),
    key(
        "lint.isort.split-on-trailing-comma",
        RuleOption,
        Flag,
        "true",
        "Whether a trailing comma keeps each name on a line of its own.",
    ),
    key(
        "lint.isort.style",
        RuleOption,
        Choice(&["ruff", "isort"]),
        "ruff",
        "Whose text sorting makes: ruff's, or that of isort's profile `black`, which `[tool.isort]` brings along.",
    ),
    key("lint.isort.variables", RuleOption, Texts, "none", "Names that count as variables."),
    key("lint.logger-objects", Unused, Texts, "none", "Objects that are used as loggers."),
    key("lint.mccabe.max-complexity", Unused, Count, "10", "How many branches a function may have."),
    key(
        "lint.pep8-naming.classmethod-decorators",
        Unused,
        Texts,
        "none",
        "Decorators that make class methods.",
    ),
    key(
        "lint.pep8-naming.extend-ignore-names",
        Unused,
        Texts,
        "none",
        "More names that rules about names leave alone.",
    ),
    key(
        "lint.pep8-naming.ignore-names",
        Unused,
        Texts,
        "unittest's and Django's",
        "Names that rules about names leave alone.",
    ),
    key(
        "lint.pep8-naming.staticmethod-decorators",
        Unused,
        Texts,
        "none",
        "Decorators that make static methods.",
    ),
    key("lint.per-file-ignores", Selection, Table, "none", "Rules that are off, by pattern of files."),
    key("lint.preview", Unused, Flag, "false", "Whether rules in preview are considered."),
    key(
        "lint.pycodestyle.ignore-overlong-task-comments",
        RuleOption,
        Flag,
        "false",
        "Whether comments such as `TODO` may be too long.",
    ),
    key(
        "lint.pycodestyle.max-doc-length",
        RuleOption,
        Count,
        "no limit",
        "How long a line of a docstring or comment may be.",
    ),
    key(
        "lint.pycodestyle.max-line-length",
        RuleOption,
        Count,
        "`line-length`",
        "How long a line may be for E501.",
    ),
    key(
        "lint.pydocstyle.convention",
        Unused,
        Choice(&["google", "numpy", "pep257"]),
        "none",
        "The convention that docstrings follow.",
    ),
    key("lint.pydocstyle.ignore-decorators", Unused, Texts, "none", "Decorators that need no docstring."),
    key(
        "lint.pydocstyle.ignore-var-parameters",
        Unused,
        Flag,
        "false",
        "Whether `*args` and `**kwargs` need no documentation.",
    ),
    key("lint.pydocstyle.property-decorators", Unused, Texts, "none", "Decorators that make properties."),
    key(
        "lint.pyflakes.allowed-unused-imports",
        RuleOption,
        Texts,
        "none",
        "Modules that may be imported and not used.",
    ),
    key("lint.pyflakes.extend-generics", Unused, Texts, "none", "Classes whose subscripts are annotations."),
    key("lint.pylint.allow-dunder-method-names", Unused, Texts, "none", "More special methods."),
    key(
        "lint.pylint.allow-magic-value-types",
        Unused,
        Texts,
        "`str`, `bytes`",
        "Types whose constants may be compared with.",
    ),
    key("lint.pylint.max-args", Unused, Count, "5", "How many parameters a function may have."),
    key("lint.pylint.max-bool-expr", Unused, Count, "5", "How many operands a boolean expression may have."),
    key("lint.pylint.max-branches", Unused, Count, "12", "How many branches a function may have."),
    key("lint.pylint.max-locals", Unused, Count, "15", "How many variables a function may have."),
    key("lint.pylint.max-nested-blocks", Unused, Count, "5", "How deep blocks may be nested."),
    key(
        "lint.pylint.max-positional-args",
        Unused,
        Count,
        "`max-args`",
        "How many positional parameters a function may have.",
    ),
    key("lint.pylint.max-public-methods", Unused, Count, "20", "How many public methods a class may have."),
    key("lint.pylint.max-returns", Unused, Count, "6", "How many `return` statements a function may have."),
    key("lint.pylint.max-statements", Unused, Count, "50", "How many statements a function may have."),
    key(
        "lint.pyupgrade.keep-runtime-typing",
        RuleOption,
        Flag,
        "false",
        "Whether annotations needed at run time stay.",
    ),
    key(
        "lint.ruff.parenthesize-tuple-in-subscript",
        Unused,
        Flag,
        "false",
        "Whether a tuple in a subscript gets parentheses.",
    ),
    key(
        "lint.select",
        Selection,
        Texts,
        "correctness, suspicious",
        "Rules that are on: codes, prefixes, names or categories.",
    ),
    key("lint.task-tags", RuleOption, Texts, "TODO, FIXME, XXX", "The words that mark tasks in comments."),
    key("lint.typing-extensions", Unused, Flag, "true", "Whether `typing_extensions` may be imported."),
    key("lint.typing-modules", RuleOption, Texts, "none", "Modules that stand for `typing`."),
    key("lint.unfixable", Selection, Texts, "none", "Rules whose fixes are not made."),
    key("namespace-packages", Unused, Texts, "none", "Folders that are packages without an `__init__.py`."),
    key("output-format", Command, Text, "full", "How findings are printed."),
    key("per-file-target-version", Project, Table, "none", "The oldest Python, by pattern of files."),
    key("preview", Unused, Flag, "false", "Whether rules and style changes in preview are considered."),
    key(
        "required-version",
        Unused,
        Text,
        "any",
        "The version of the tool that reads this; another one's is ignored.",
    ),
    key("respect-gitignore", Files, Flag, "true", "Whether what git ignores is left out."),
    key("show-fixes", Command, Flag, "false", "Whether the fixes that were made are listed."),
    key("src", Project, Texts, "`.`, `src`", "The folders that first-party modules lie in."),
    key(
        "target-version",
        Project,
        Versions,
        "the oldest that `requires-python` allows",
        "The oldest Python that must run the code.",
    ),
    key("unsafe-fixes", Command, Flag, "false", "Whether unsafe fixes are made too."),
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
            assert!(pair[0].name < pair[1].name, "{} stands before {}", pair[0].name, pair[1].name);
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
