//! What new projects start from: the files in `templates/`, with the project's own name and Python put in.
//!
//! In the files a project is called `sample-app`, its module `sample_app`, and it requires Python 3.9 or newer.

use clap::ValueEnum;
use naja_pep::PackageName;

/// What a project starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Template {
    /// A module and its tests
    Plain,
    /// A web service with FastAPI
    Fastapi,
    /// A web site with Django
    Django,
    /// A data pipeline with Polars
    Data,
    /// A command-line program with Typer
    Cli,
}

/// What kind of project it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Something that is run.
    App,
    /// Something that is imported.
    Lib,
    /// One file that carries its requirements in itself (PEP 723).
    Script,
}

/// What is put into a template.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    /// The project's name.
    pub(crate) project: PackageName,
    /// The major and minor version of its Python.
    pub(crate) python: (u8, u8),
}

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TemplateFile {
    /// Its path in the project, with `/`.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) contents: String,
}

/// Paths and contents as they stand in `templates/`.
type Sources = &'static [(&'static str, &'static str)];

/// The files of a new project; one for a script. `None` where the template has no such kind.
pub(crate) fn files(template: Template, kind: Kind, names: &Names) -> Option<Vec<TemplateFile>> {
    let sources = match (template, kind) {
        (Template::Plain, Kind::App) => APP,
        (Template::Plain, Kind::Lib) => LIB,
        (Template::Plain, Kind::Script) => return Some(vec![named("sample_app.py", SCRIPT, names)]),
        (Template::Fastapi, Kind::App) => FASTAPI,
        (Template::Django, Kind::App) => DJANGO,
        (Template::Data, Kind::App) => DATA,
        (Template::Cli, Kind::App) => CLI,
        (_, Kind::Lib | Kind::Script) => return None,
    };
    let mut files: Vec<_> = sources.iter().map(|(path, contents)| named(path, contents, names)).collect();
    files.push(named(".gitignore", include_str!("../templates/common/gitignore"), names));
    let (major, minor) = names.python;
    files.push(TemplateFile { path: ".python-version".to_owned(), contents: format!("{major}.{minor}\n") });
    Some(files)
}

/// A file with the project's names in place of the template's.
fn named(path: &str, contents: &str, names: &Names) -> TemplateFile {
    let project = names.project.as_str();
    let module = module(project);
    let (major, minor) = names.python;
    let put = |text: &str| text.replace("sample_app", &module).replace("sample-app", project);
    TemplateFile { path: put(path), contents: put(contents).replace(">=3.9", &format!(">={major}.{minor}")) }
}

/// The name of the project's module: an identifier.
fn module(project: &str) -> String {
    let module = project.replace(['-', '.'], "_");
    if module.starts_with(|first: char| first.is_ascii_digit()) { format!("_{module}") } else { module }
}

const SCRIPT: &str = include_str!("../templates/plain/script/sample_app.py");

const APP: Sources = &[
    ("README.md", include_str!("../templates/plain/app/README.md")),
    ("pyproject.toml", include_str!("../templates/plain/app/pyproject.toml")),
    ("src/sample_app/__init__.py", include_str!("../templates/plain/app/src/sample_app/__init__.py")),
    ("src/sample_app/__main__.py", include_str!("../templates/plain/app/src/sample_app/__main__.py")),
    ("src/sample_app/greeting.py", include_str!("../templates/plain/app/src/sample_app/greeting.py")),
    ("tests/test_greeting.py", include_str!("../templates/plain/app/tests/test_greeting.py")),
];

const LIB: Sources = &[
    ("README.md", include_str!("../templates/plain/lib/README.md")),
    ("pyproject.toml", include_str!("../templates/plain/lib/pyproject.toml")),
    ("src/sample_app/__init__.py", include_str!("../templates/plain/lib/src/sample_app/__init__.py")),
    ("src/sample_app/py.typed", include_str!("../templates/plain/lib/src/sample_app/py.typed")),
    ("src/sample_app/words.py", include_str!("../templates/plain/lib/src/sample_app/words.py")),
    ("tests/test_words.py", include_str!("../templates/plain/lib/tests/test_words.py")),
];

const FASTAPI: Sources = &[
    ("README.md", include_str!("../templates/fastapi/README.md")),
    ("app/__init__.py", include_str!("../templates/fastapi/app/__init__.py")),
    ("app/main.py", include_str!("../templates/fastapi/app/main.py")),
    ("app/routers/__init__.py", include_str!("../templates/fastapi/app/routers/__init__.py")),
    ("app/routers/tasks.py", include_str!("../templates/fastapi/app/routers/tasks.py")),
    ("app/settings.py", include_str!("../templates/fastapi/app/settings.py")),
    ("app/tasks.py", include_str!("../templates/fastapi/app/tasks.py")),
    ("pyproject.toml", include_str!("../templates/fastapi/pyproject.toml")),
    ("tests/test_tasks.py", include_str!("../templates/fastapi/tests/test_tasks.py")),
];

const DJANGO: Sources = &[
    ("README.md", include_str!("../templates/django/README.md")),
    ("config/__init__.py", include_str!("../templates/django/config/__init__.py")),
    ("config/asgi.py", include_str!("../templates/django/config/asgi.py")),
    ("config/settings.py", include_str!("../templates/django/config/settings.py")),
    ("config/urls.py", include_str!("../templates/django/config/urls.py")),
    ("config/wsgi.py", include_str!("../templates/django/config/wsgi.py")),
    ("manage.py", include_str!("../templates/django/manage.py")),
    ("pyproject.toml", include_str!("../templates/django/pyproject.toml")),
    ("sample_app/__init__.py", include_str!("../templates/django/sample_app/__init__.py")),
    (
        "sample_app/templates/pages/home.html",
        include_str!("../templates/django/sample_app/templates/pages/home.html"),
    ),
    ("sample_app/urls.py", include_str!("../templates/django/sample_app/urls.py")),
    ("sample_app/views.py", include_str!("../templates/django/sample_app/views.py")),
    ("tests/test_views.py", include_str!("../templates/django/tests/test_views.py")),
];

const DATA: Sources = &[
    ("README.md", include_str!("../templates/data/README.md")),
    ("data/orders.csv", include_str!("../templates/data/data/orders.csv")),
    ("pyproject.toml", include_str!("../templates/data/pyproject.toml")),
    ("src/sample_app/__init__.py", include_str!("../templates/data/src/sample_app/__init__.py")),
    ("src/sample_app/__main__.py", include_str!("../templates/data/src/sample_app/__main__.py")),
    ("src/sample_app/pipeline.py", include_str!("../templates/data/src/sample_app/pipeline.py")),
    ("tests/test_pipeline.py", include_str!("../templates/data/tests/test_pipeline.py")),
];

const CLI: Sources = &[
    ("README.md", include_str!("../templates/cli/README.md")),
    ("pyproject.toml", include_str!("../templates/cli/pyproject.toml")),
    ("src/sample_app/__init__.py", include_str!("../templates/cli/src/sample_app/__init__.py")),
    ("src/sample_app/__main__.py", include_str!("../templates/cli/src/sample_app/__main__.py")),
    ("src/sample_app/cli.py", include_str!("../templates/cli/src/sample_app/cli.py")),
    ("src/sample_app/files.py", include_str!("../templates/cli/src/sample_app/files.py")),
    ("tests/test_cli.py", include_str!("../templates/cli/tests/test_cli.py")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use clap::ValueEnum as _;
    use naja_pep::PackageName;
    use walkdir::WalkDir;

    use super::{APP, CLI, DATA, DJANGO, FASTAPI, Kind, LIB, Names, Template, files};

    fn names(project: &str) -> Names {
        Names { project: PackageName::new(project).unwrap(), python: (3, 12) }
    }

    #[test]
    fn every_file_of_the_folder_is_listed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let lists = [
            ("plain/app", APP),
            ("plain/lib", LIB),
            ("fastapi", FASTAPI),
            ("django", DJANGO),
            ("data", DATA),
            ("cli", CLI),
        ];
        for (folder, list) in lists {
            let folder = root.join(folder);
            let found: BTreeSet<_> = WalkDir::new(&folder)
                .into_iter()
                .map(Result::unwrap)
                .filter(|entry| entry.file_type().is_file())
                .map(|entry| entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/"))
                .collect();
            assert_eq!(
                found,
                list.iter().map(|(path, _)| (*path).to_owned()).collect(),
                "{}",
                folder.display()
            );
        }
    }

    #[test]
    fn a_project_has_its_own_name_and_python_everywhere() {
        for template in Template::value_variants() {
            let files = files(*template, Kind::App, &names("web-shop.2")).unwrap();
            for file in &files {
                assert!(
                    !file.path.contains("sample") && !file.contents.contains("sample_app"),
                    "{}",
                    file.path
                );
                assert!(!file.contents.contains("sample-app"), "{}", file.path);
            }
            let project = files.iter().find(|file| file.path == "pyproject.toml").unwrap();
            assert!(project.contents.contains("name = \"web-shop-2\""));
            assert!(project.contents.contains("requires-python = \">=3.12\""));
        }
    }

    #[test]
    fn a_module_is_an_identifier() {
        let files = files(Template::Plain, Kind::App, &names("2-times")).unwrap();
        assert!(files.iter().any(|file| file.path == "src/_2_times/__init__.py"));
    }

    #[test]
    fn only_the_plain_template_is_a_library_or_a_script() {
        assert!(files(Template::Plain, Kind::Lib, &names("a")).is_some());
        assert_eq!(files(Template::Plain, Kind::Script, &names("a")).unwrap().len(), 1);
        assert_eq!(files(Template::Django, Kind::Lib, &names("a")), None);
    }
}
