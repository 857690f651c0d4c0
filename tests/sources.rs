//! Where packages come from: indexes that are pinned, and sources of other tools that are refused.

use naja_testkit::{IndexServer, ServerOptions, Universe};

use crate::project::Project;

fn server(universe: &str) -> IndexServer {
    IndexServer::start(Universe::parse(universe), ServerOptions::default())
}

const PUBLIC: &str = "[packages.inner]\n\"9.0\" = []\n[packages.outer]\n\"1.0\" = [\"inner\"]\n";
const PRIVATE: &str = "[packages.inner]\n\"1.0\" = []\n[packages.outer]\n\"7.0\" = []\n";

fn pyproject(private: &IndexServer, tool: &str, sources: &str) -> String {
    format!(
        "[project]\nname = \"demo\"\nversion = \"1.0\"\nrequires-python = \">=3.9\"\ndependencies = [\"outer\", \"inner\"]\n\
         [[tool.{tool}.index]]\nname = \"private\"\nurl = \"{}\"\nexplicit = true\n[tool.{tool}.sources]\n{sources}\n",
        private.url()
    )
}

#[test]
fn fault_121_a_pinned_package_comes_from_its_index_alone() {
    for tool in ["uv", "naja"] {
        let private = server(PRIVATE);
        let project =
            Project::on(server(PUBLIC), &pyproject(&private, tool, "inner = {index = \"private\"}"));
        project.ok(&["lock"]);
        let lock = project.read("pylock.toml");
        let entry = |name: &str| {
            let start = lock.find(&format!("name = \"{name}\"\n")).unwrap();
            lock[start..].split("\n\n").next().unwrap().to_owned()
        };
        assert!(entry("inner").contains("version = \"1.0\""), "{lock}");
        assert!(entry("inner").contains(&private.url()), "{lock}");
        assert!(entry("outer").contains("version = \"1.0\""), "{lock}");
        project.ok(&["lock", "--check"]);
    }
}

#[test]
fn fault_121_an_explicit_index_is_not_asked_for_other_packages() {
    let private = server(PRIVATE);
    let project = Project::on(server(PUBLIC), &pyproject(&private, "uv", ""));
    project.ok(&["lock"]);
    let lock = project.read("pylock.toml");
    assert!(lock.contains("version = \"9.0\"") && !lock.contains(&private.url()), "{lock}");
}

#[test]
fn fault_121_a_pin_to_an_unknown_index_and_another_source_are_refused() {
    for (sources, message) in [
        ("inner = {index = \"prvate\"}", "there is no index `prvate`"),
        ("inner = {git = \"https://code.example/inner\"}", "`tool.uv.sources` is not supported"),
        (
            "inner = [{index = \"private\", marker = \"sys_platform == 'win32'\"}]",
            "`tool.uv.sources` is not supported",
        ),
    ] {
        let private = server(PRIVATE);
        let project = Project::on(server(PUBLIC), &pyproject(&private, "uv", sources));
        let errors = project.fails(&["lock"]);
        assert!(errors.starts_with(&format!("error: {message}\n")), "{errors}");
        assert_eq!(project.read("pylock.toml"), "");
    }
}

#[test]
fn constraints_in_a_requirements_file_bound_what_is_added() {
    let universe = "[packages.inner]\n\"1.0\" = []\n\"2.0\" = []\n[packages.outer]\n\"1.0\" = [\"inner\"]\n";
    let project = Project::new(
        universe,
        "[project]\nname = \"demo\"\nversion = \"1.0\"\nrequires-python = \">=3.9\"\ndependencies = []\n",
    );
    project.write("bounds.txt", "inner<2\n");
    project.write("wanted.txt", "-c bounds.txt\nouter\n");
    project.ok(&["add", "--no-sync", "-r", "wanted.txt"]);
    let lock = project.read("pylock.toml");
    assert!(lock.contains("name = \"inner\"\nversion = \"1.0\"") && !lock.contains("inner<2"), "{lock}");
    project.ok(&["lock", "--check"]);
}

#[test]
fn a_project_is_not_added_to_itself() {
    let project = Project::new(
        PUBLIC,
        "[project]\nname = \"inner\"\nversion = \"1.0\"\nrequires-python = \">=3.9\"\ndependencies = []\n",
    );
    let before = project.read("pyproject.toml");
    let errors = project.fails(&["add", "--no-sync", "Inner"]);
    assert_eq!(project.read("pyproject.toml"), before);
    assert!(errors.starts_with("error: `inner` is the project itself\n"), "{errors}");
}
