//! Every shape that `.venv` may have when a command meets it: whatever happens, no byte that is not naja's is lost.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use naja_env::{CreateOptions, Environment, Interpreter, InterpreterRequest, Search};
use naja_testkit::IndexServer;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::project::{Project, said};

const UNIVERSE: &str = "[packages.tofu]\n\"1.0\" = { files = { \"tofu/__init__.py\" = \"x = 1\\n\" } }\n";
const PYPROJECT: &str =
    "[project]\nname = \"p\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu\"]\n";

/// A shape: its name, and what makes it.
type Shape = (String, Box<dyn Fn(&Scene) + Send + Sync>);

/// A project whose `.venv` is being shaped, with the user's own files around and in it.
struct Scene {
    project: Project,
    interpreter: Interpreter,
}

impl Scene {
    fn top(&self) -> PathBuf {
        self.project.root().parent().unwrap().to_path_buf()
    }

    fn venv(&self) -> PathBuf {
        self.project.root().join(".venv")
    }

    fn outside(&self) -> PathBuf {
        self.top().join("outside")
    }

    fn site(&self) -> String {
        self.interpreter.scheme().purelib.clone()
    }

    /// A file of the user's, whose contents are nowhere else.
    fn user_file(&self, path: &Path) {
        put(path, &format!("the user's own, first at {}\n", path.display()));
    }

    /// The folder that `.venv` is, or leads to, as an environment of this kind.
    fn environment(&self, root: &Path, kind: &str) {
        let (major, minor) = self.interpreter.minor();
        let home = self.interpreter.executable().parent().unwrap().display().to_string();
        let version = self.interpreter.markers().python_full_version;
        if kind == "naja" {
            Environment::create(root, &self.interpreter, &CreateOptions::default()).unwrap();
        } else {
            fs::create_dir_all(root.join(self.site())).unwrap();
            fs::create_dir_all(root.join("include")).unwrap();
            fs::create_dir_all(root.join("bin")).unwrap();
            for name in ["python".to_owned(), format!("python{major}"), format!("python{major}.{minor}")] {
                symlink(self.interpreter.executable(), root.join("bin").join(name)).unwrap();
            }
            put(&root.join("bin/activate"), "# This file must be used with \"source bin/activate\"\n");
            symlink("lib", root.join("lib64")).unwrap();
        }
        match kind {
            "venv" => put(&root.join("pyvenv.cfg"), &format!("home = {home}\nversion = {version}\n")),
            "virtualenv" => {
                put(&root.join("pyvenv.cfg"), &format!("home = {home}\nversion_info = {version}.final.0\n"));
                put(&root.join(".gitignore"), "# created by virtualenv automatically\n*\n");
                put(&root.join(self.site()).join("_virtualenv.py"), "# virtualenv\n");
                put(&root.join(self.site()).join("_virtualenv.pth"), "import _virtualenv\n");
            }
            "uv" => {
                put(
                    &root.join("pyvenv.cfg"),
                    &format!("home = {home}\nuv = 0.9\nversion_info = {version}\n"),
                );
                put(&root.join("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55");
                put(&root.join(".lock"), "");
            }
            "conda" => put(&root.join("conda-meta/history"), "==> 2026-01-01 <==\n"),
            _ => {}
        }
        let dist_info = root.join(self.site()).join("other-1.0.dist-info");
        put(&dist_info.join("METADATA"), "Metadata-Version: 2.1\nName: other\nVersion: 1.0\n");
        put(&dist_info.join("INSTALLER"), "pip\n");
        put(&root.join(self.site()).join("other/__init__.py"), "installed\n");
        put(
            &dist_info.join("RECORD"),
            "other/__init__.py,,\nother-1.0.dist-info/METADATA,,\nother-1.0.dist-info/INSTALLER,,\n\
             other-1.0.dist-info/RECORD,,\n",
        );
    }

    /// The user's own files at every level of an environment.
    fn user_files_everywhere(&self, root: &Path) {
        let site = self.site();
        let library = site.rsplit_once('/').unwrap().0.to_owned();
        for folder in [
            "",
            "bin",
            "lib",
            &library,
            &site,
            "include",
            "share/deep/er",
            ".naja",
            ".naja/staging",
            ".naja/staging/0-mine-1.dist-info",
            ".naja/removing/odd",
        ] {
            self.user_file(&root.join(folder).join("mine.txt"));
        }
        for path in [
            "other/mine.py",
            "other/__pycache__/mine.cpython-311.pyc",
            "other-1.0.dist-info/mine.txt",
            "tofu/__init__.py",
            "tofu-1.0.dist-info/mine.txt",
            "bare.dist-info/mine",
            "mine/deep/x.py",
        ] {
            self.user_file(&root.join(&site).join(path));
        }
        symlink("nowhere/the-user-s", root.join(&site).join("mine-link")).unwrap();
    }
}

/// The shapes in which `.venv` is no environment and no link.
fn plain_shapes() -> Vec<Shape> {
    vec![
        shape("absent", |_| ()),
        shape("a file", |scene| scene.user_file(&scene.venv())),
        shape("a fifo", |scene| fifo(&scene.venv())),
        shape("an empty folder", |scene| fs::create_dir(scene.venv()).unwrap()),
        shape("a folder of the user's", |scene| scene.user_file(&scene.venv().join("a/b.txt"))),
        shape("a folder with an empty pyvenv.cfg", |scene| {
            put(&scene.venv().join("pyvenv.cfg"), "");
            scene.user_file(&scene.venv().join("a/b.txt"));
        }),
        shape("a folder with a pyvenv.cfg that is a folder", |scene| {
            scene.user_file(&scene.venv().join("pyvenv.cfg/b.txt"));
        }),
        shape("a folder with a fifo as pyvenv.cfg", |scene| {
            scene.user_file(&scene.venv().join("mine.txt"));
            fifo(&scene.venv().join("pyvenv.cfg"));
        }),
        shape("a folder that claims to be unfinished", |scene| {
            put(&scene.venv().join(".naja/creating"), "");
            scene.user_file(&scene.venv().join("src/a.py"));
        }),
    ]
}

/// The shapes in which `.venv` is a link.
fn link_shapes() -> Vec<Shape> {
    let mut shapes = vec![
        shape("a dangling link", |scene| symlink("nowhere", scene.venv()).unwrap()),
        shape("a link to itself", |scene| symlink(".venv", scene.venv()).unwrap()),
        shape("a link to a file", |scene| {
            scene.user_file(&scene.outside().join("file"));
            symlink("../outside/file", scene.venv()).unwrap();
        }),
        shape("a link to an empty folder", |scene| {
            fs::create_dir_all(scene.outside()).unwrap();
            symlink("../outside", scene.venv()).unwrap();
        }),
    ];
    // The top folder is both the project's parent and the home folder.
    for (name, destination) in
        [("project", "."), ("parent", ".."), ("outside", "../outside"), ("sources", "src")]
    {
        for state in ["bare", "empty", "unfinished", "foreign", "naja", "broken"] {
            shapes.push(shape(&format!("a link to the {name} folder, {state}"), move |scene| {
                let target = scene.project.root().join(destination);
                scene.user_file(&target.join("thesis.txt"));
                match state {
                    "empty" => put(&target.join("pyvenv.cfg"), ""),
                    "unfinished" => put(&target.join(".naja/creating"), ""),
                    "foreign" => put(&target.join("pyvenv.cfg"), "home = /nowhere\nversion = 3.1.0\n"),
                    "naja" | "broken" => {
                        scene.environment(&target, "venv");
                        scene.user_files_everywhere(&target);
                        if state == "broken" {
                            put(&target.join("pyvenv.cfg"), "home = /nowhere\n");
                        }
                    }
                    _ => {}
                }
                symlink(destination, scene.venv()).unwrap();
            }));
        }
    }
    shapes
}

/// The environments of several tools, sound and broken, with the user's own files in them.
fn environment_shapes() -> Vec<Shape> {
    let mut shapes = Vec::new();
    for kind in ["naja", "venv", "virtualenv", "uv", "conda"] {
        for state in [
            "sound",
            "empty pyvenv.cfg",
            "other version",
            "no interpreter",
            "a script as interpreter",
            "unfinished",
        ] {
            shapes.push(shape(&format!("an environment by {kind}, {state}"), move |scene| {
                let root = scene.venv();
                scene.environment(&root, kind);
                scene.user_files_everywhere(&root);
                let python = root.join("bin/python");
                match state {
                    "empty pyvenv.cfg" => put(&root.join("pyvenv.cfg"), ""),
                    "other version" => put(&root.join("pyvenv.cfg"), "home = /usr/bin\nversion = 3.1.4\n"),
                    "no interpreter" => {
                        fs::remove_file(&python).unwrap();
                        symlink("/nowhere/python", &python).unwrap();
                    }
                    "a script as interpreter" => {
                        fs::remove_file(&python).unwrap();
                        put(&python, "#!/bin/sh\n# the user's own wrapper\nexit 7\n");
                        fs::set_permissions(&python, fs::Permissions::from_mode(0o755)).unwrap();
                    }
                    "unfinished" => put(&root.join(".naja/creating"), ""),
                    _ => {}
                }
            }));
        }
    }
    shapes
}

/// Environments in which something is a link, a FIFO or read-only that should not be.
fn inner_shapes() -> Vec<Shape> {
    let mut shapes = Vec::new();
    for inner in [
        ".naja",
        ".naja/removing",
        ".naja/staging",
        ".naja/kept",
        ".naja/lock",
        ".naja/stamp",
        ".naja/stamp.new",
        ".naja/creating",
        ".naja/pyvenv.cfg",
        "pyvenv.cfg",
        "bin",
        "lib",
        "lib64",
        "SITE",
        "SITE/tofu",
        "SITE/tofu-1.0.dist-info",
        "SITE/other",
        "SITE/other-1.0.dist-info/RECORD",
        "bin/activate",
        ".gitignore",
    ] {
        for (what, broken) in [("link", false), ("link", true), ("fifo", false), ("fifo", true)] {
            let state = if broken { "broken" } else { "sound" };
            shapes.push(shape(&format!("{inner} is a {what}, {state}"), move |scene| {
                let root = scene.venv();
                scene.environment(&root, "naja");
                if broken {
                    put(&root.join("pyvenv.cfg"), "home = /nowhere\n");
                }
                let place = root.join(inner.replace("SITE", &scene.site()));
                let target = scene.outside().join("target");
                if place.is_dir() && !place.is_symlink() {
                    // What was there is where the link leads, as after `mv`.
                    fs::create_dir_all(scene.outside()).unwrap();
                    fs::rename(&place, &target).unwrap();
                } else {
                    let _ = fs::remove_file(&place);
                    fs::create_dir_all(place.parent().unwrap()).unwrap();
                }
                if what == "fifo" {
                    return fifo(&place);
                }
                if matches!(
                    inner,
                    ".naja/lock" | ".naja/creating" | "pyvenv.cfg" | "bin/activate" | ".gitignore"
                ) || inner.contains("stamp")
                    || inner.ends_with("cfg")
                    || inner.ends_with("RECORD")
                {
                    scene.user_file(&target);
                } else {
                    for name in
                        ["mine.txt", "0-other-1.0.dist-info/RECORD", "x/y", "deep/mine", "__init__.py"]
                    {
                        scene.user_file(&target.join(name));
                    }
                }
                symlink(&target, &place).unwrap();
            }));
        }
    }
    shapes.push(shape("read-only folders", |scene| {
        scene.environment(&scene.venv(), "venv");
        scene.user_files_everywhere(&scene.venv());
        put(&scene.venv().join("pyvenv.cfg"), "home = /nowhere\n");
        for folder in ["lib", "bin", ""] {
            fs::set_permissions(scene.venv().join(folder), fs::Permissions::from_mode(0o555)).unwrap();
        }
    }));
    shapes
}

fn shape(name: &str, make: impl Fn(&Scene) + Send + Sync + 'static) -> Shape {
    (name.to_owned(), Box::new(make))
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let _ = fs::remove_file(path);
    naja_base::atomic::replace(path, text.as_bytes()).unwrap();
}

fn fifo(path: &Path) {
    let made = rustix::fs::mknodat(
        rustix::fs::CWD,
        path,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    );
    made.unwrap();
}

/// The user's own: contents of files, destinations of links that are marked as theirs, and FIFOs, with where they are.
fn users_own(top: &Path) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let mut fifos = 0;
    for entry in walkdir::WalkDir::new(top).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().to_path_buf();
        if entry.path_is_symlink() {
            let destination = fs::read_link(&path).unwrap().display().to_string();
            if destination.contains("the-user-s") {
                found.insert(format!("a link to {destination}"), path);
            }
        } else if entry.file_type().is_file() {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            if text.contains("the user's own") {
                found.insert(text, path);
            }
        } else if !entry.file_type().is_dir() && !path.parent().unwrap().ends_with(".naja") {
            // Under the names of naja's own files a FIFO, which holds nothing, makes way for them.
            fifos += 1;
            found.insert(format!("fifo {fifos}"), path);
        }
    }
    found
}

/// What is wrong with how `command` treats `shape`; nothing where all is right.
fn check(index: &IndexServer, cache: &Path, (name, make): &Shape, command: &[&str]) -> Vec<String> {
    let project = Project::on(IndexServer::of(UNIVERSE), PYPROJECT);
    project.write("pylock.toml", &fs::read_to_string(cache.join("../project/pylock.toml")).unwrap());
    let interpreter =
        Interpreter::find(&InterpreterRequest::any(), &Search::from_process(Some(cache.into()))).unwrap();
    let scene = Scene { project, interpreter };
    scene.user_file(&scene.project.root().join("src/a.py"));
    scene.user_file(&scene.project.root().join(".git/config"));
    scene.user_file(&scene.top().join("letter.txt"));
    make(&scene);
    let before = users_own(&scene.top());
    let output = scene
        .project
        .command(command)
        .env("NAJA_CACHE_DIR", cache)
        .env("NAJA_DEFAULT_INDEX", index.url())
        .output()
        .unwrap();
    let after = users_own(&scene.top());
    let reported = said(&output);
    let mut wrong = Vec::new();
    let mut complain = |what: String| wrong.push(format!("naja {}: {name}: {what}", command.join(" ")));
    if !matches!(output.status.code(), Some(0 | 2)) {
        complain(format!("exit {:?}\n{reported}", output.status.code()));
    }
    let venv = scene.venv();
    // Only where a link leads to a sound environment is that environment changed.
    let linked = fs::canonicalize(&venv)
        .ok()
        .filter(|_| name.ends_with("outside folder, naja") || name.ends_with("sources folder, naja"));
    let environment: Vec<PathBuf> = linked.into_iter().chain([venv.clone()]).collect();
    for (own, was_at) in &before {
        match after.get(own) {
            None => complain(format!("lost: {} ({own:?})\n{reported}", was_at.display())),
            Some(is_at) if is_at == was_at => {}
            Some(is_at) if !environment.iter().any(|root| was_at.starts_with(root)) => {
                complain(format!(
                    "moved from outside: {} to {}\n{reported}",
                    was_at.display(),
                    is_at.display()
                ));
            }
            Some(is_at) => {
                let number =
                    is_at.ancestors().find(|above| above.parent().is_some_and(|up| up.ends_with("kept")));
                let number = number.and_then(Path::file_name).map(|number| number.to_string_lossy());
                let is_reported =
                    number.is_some_and(|number| reported.contains(&format!(".venv/.naja/kept/{number}`")));
                if !is_reported {
                    complain(format!(
                        "moved silently: {} to {}\n{reported}",
                        was_at.display(),
                        is_at.display()
                    ));
                }
            }
        }
    }
    let installed = venv.join(scene.site()).join("tofu-1.0.dist-info/RECORD");
    if command[0] == "sync" && output.status.success() && !installed.is_file() {
        complain(format!("not installed\n{reported}"));
    }
    wrong
}

fn check_all(command: &[&str]) {
    let shapes: Vec<Shape> =
        [plain_shapes(), link_shapes(), environment_shapes(), inner_shapes()].into_iter().flatten().collect();
    assert!(shapes.len() > 60);
    let first = Project::on(IndexServer::of(UNIVERSE), PYPROJECT);
    first.ok(&["sync"]);
    let wrong: Vec<String> = shapes
        .into_par_iter()
        .flat_map_iter(|shape| check(&first.index, &first.cache(), &shape, command))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fault_107_108_109_sync_loses_nothing_that_is_not_its_own() {
    check_all(&["sync"]);
}

#[test]
fn fault_107_108_109_run_loses_nothing_that_is_not_its_own() {
    check_all(&["run", "true"]);
}

#[test]
fn fault_107_108_109_venv_loses_nothing_that_is_not_its_own() {
    check_all(&["venv"]);
}

#[test]
fn fault_107_108_109_venv_clear_loses_nothing_that_is_not_its_own() {
    check_all(&["venv", "--clear"]);
}
