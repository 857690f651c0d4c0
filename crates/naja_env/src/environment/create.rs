//! Makes an environment: links to the interpreter, the empty site-packages, the activation scripts, `pyvenv.cfg`.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::{CREATING, Environment, Layout, OWN, OwnFolder, activate, clear, executable_in};
use crate::error::EnvError;
use crate::folder::EntryKind;
use crate::interpreter::Interpreter;
use crate::kept_files::KeptFiles;
use crate::protected::{Protected, Scope};
use crate::pyvenv_cfg::{PYVENV_CFG, PyvenvCfg};

/// How an environment is made.
#[derive(Clone, Debug, Default)]
pub struct CreateOptions {
    /// What the prompt shows; the name of the folder above where there is none.
    pub prompt: Option<String>,
    /// What happens to an environment that is there already.
    pub existing: Existing,
    /// Whether distributions of the base interpreter can be imported.
    pub system_site_packages: bool,
    /// What must not be emptied.
    pub protected: Protected,
}

/// An environment that was made, or found again.
#[derive(Clone, Debug)]
pub struct Created {
    /// The environment.
    pub environment: Environment,
    /// Files that were there before and are not naja's.
    pub kept: Option<KeptFiles>,
}

/// What happens to an environment that is there already. Anything that isn't one is never touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// It is an error.
    #[default]
    Refuse,
    /// It is reused where it works and has the requested interpreter, and otherwise made again.
    Reuse,
    /// It is emptied first.
    Clear,
}

pub(super) fn create(
    path: &Path,
    interpreter: &Interpreter,
    options: &CreateOptions,
) -> Result<Created, EnvError> {
    let root = std::path::absolute(path).map_err(EnvError::io("find", path))?;
    let text = check_path(&root)?;
    let reusable = || {
        let is_wanted = |environment: &Environment| environment.interpreter.same_as(interpreter);
        let reuse = options.existing == Existing::Reuse;
        reuse.then(|| Environment::open(&root, None).ok().filter(is_wanted)).flatten()
    };
    if let Some(environment) = reusable() {
        return Ok(Created { environment, kept: None });
    }
    refuse_link(&root)?;
    check_replaceable(&root)?;
    fs::create_dir_all(&root).map_err(EnvError::io("make the folder", &root))?;
    let own = OwnFolder::open(&root)?;
    let _guard = own.lock()?;
    // Another process may have been faster, or another tool.
    check_replaceable(&root)?;
    if root.join(PYVENV_CFG).exists() && fs::symlink_metadata(root.join(OWN).join(CREATING)).is_err() {
        match options.existing {
            Existing::Refuse => return Err(EnvError::AlreadyExists { path: root }),
            Existing::Reuse => {
                if let Some(environment) = reusable() {
                    return Ok(Created { environment, kept: None });
                }
            }
            Existing::Clear => {}
        }
    }
    let entries = own.root().entries().map_err(EnvError::io("read", &root))?;
    if entries.iter().any(|entry| entry.name != OWN) {
        options.protected.check(own.root(), Scope::Removal)?;
    }
    let layout = Layout::of(interpreter);
    let maker = EnvironmentBuilder { root: &root, own: &own, text, interpreter, layout: &layout, options };
    let kept = naja_base::failpoint::hit("environment.create")
        .and_then(|()| maker.make())
        .map_err(EnvError::io("make the environment", &root))?;
    Ok(Created { environment: Environment { root, interpreter: interpreter.clone(), layout }, kept })
}

/// Refuses a link: an environment is never made in the place that one leads to.
pub(super) fn refuse_link(root: &Path) -> Result<(), EnvError> {
    let Ok(destination) = fs::read_link(root) else { return Ok(()) };
    let leads = if root.exists() { "leads to" } else { "should lead to" };
    let reason = format!("it is a symbolic link, which {leads} `{}`", destination.display());
    Err(EnvError::NotAnEnvironment { path: root.into(), reason })
}

/// Refuses to take a folder with foreign content for an environment; a missing or an empty one is nobody's.
pub(super) fn check_replaceable(root: &Path) -> Result<(), EnvError> {
    let refuse =
        |reason: &str| Err(EnvError::NotAnEnvironment { path: root.into(), reason: reason.to_owned() });
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return refuse("it is not a folder"),
        Err(error) => return Err(EnvError::io("read", root)(error)),
    };
    let is_file = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    let own = root.join(OWN);
    if is_file(&own.join(CREATING)) {
        return Ok(());
    }
    let has_configuration = is_file(&root.join(PYVENV_CFG));
    if has_configuration
        && (PyvenvCfg::read(root).is_ok_and(|configuration| configuration.get("home").is_some())
            || fs::symlink_metadata(&own).is_ok_and(|metadata| metadata.is_dir())
            || fs::symlink_metadata(executable_in(root)).is_ok())
    {
        return Ok(());
    }
    // A run that was killed at its very start leaves an empty folder, or one that holds the lock alone.
    let is_foreign = |name: &std::ffi::OsStr| name != OWN && name != PYVENV_CFG;
    if !entries.flatten().any(|entry| is_foreign(&entry.file_name())) {
        return Ok(());
    }
    if has_configuration {
        return refuse("it holds other files, and its `pyvenv.cfg` names no interpreter");
    }
    refuse("it holds other files and no `pyvenv.cfg`")
}

/// The path as text, without what would break `PATH`, a script's first line or the configuration.
fn check_path(root: &Path) -> Result<&str, EnvError> {
    let unusable = |reason| Err(EnvError::UnusablePath { path: root.to_path_buf(), reason });
    let Some(text) = root.to_str() else { return unusable("it is not UTF-8") };
    if text.contains(['\n', '\r']) {
        return unusable("it holds a line break");
    }
    if !cfg!(windows) && text.contains(':') {
        return unusable("it holds `:`, which separates the folders of `PATH`");
    }
    Ok(text)
}

struct EnvironmentBuilder<'a> {
    root: &'a Path,
    own: &'a OwnFolder,
    text: &'a str,
    interpreter: &'a Interpreter,
    layout: &'a Layout,
    options: &'a CreateOptions,
}

impl EnvironmentBuilder<'_> {
    fn make(&self) -> io::Result<Option<KeptFiles>> {
        let (root, own) = (self.own.root(), self.own.folder());
        // The marker of an earlier run is as good; anything else of its name goes.
        if own.kind(CREATING)? != Some(EntryKind::File) {
            self.own.remove_file(CREATING)?;
            own.create_file(CREATING, 0o644)?;
        }
        let kept = clear::clear(root, own)?;
        for folder in [&self.layout.purelib, &self.layout.platlib, &self.layout.scripts] {
            fs::create_dir_all(self.root.join(folder))?;
        }
        root.create_file(".gitignore", 0o644)?.write_all(b"*\n")?;
        self.link_interpreter()?;
        let prompt = self.prompt();
        activate::write(self.text, &self.layout.scripts, &prompt)?;
        naja_base::failpoint::hit("environment.configuration")?;
        own.create_file(PYVENV_CFG, 0o644)?.write_all(self.configuration(&prompt).as_bytes())?;
        own.rename(PYVENV_CFG, root, PYVENV_CFG)?;
        own.remove_file(CREATING)?;
        Ok(kept)
    }

    #[cfg(unix)]
    fn link_interpreter(&self) -> io::Result<()> {
        use std::os::unix::fs::symlink;
        let scripts = self.root.join(&self.layout.scripts);
        let (major, minor) = self.interpreter.minor();
        symlink(self.interpreter.executable(), scripts.join("python"))?;
        for name in [format!("python{major}"), format!("python{major}.{minor}")] {
            symlink("python", scripts.join(name))?;
        }
        if self.interpreter.implementation() == "pypy" {
            for name in ["pypy".to_owned(), format!("pypy{major}"), format!("pypy{major}.{minor}")] {
                symlink("python", scripts.join(name))?;
            }
        }
        if cfg!(target_pointer_width = "64")
            && !cfg!(target_os = "macos")
            && self.layout.purelib.starts_with("lib/")
        {
            symlink("lib", self.root.join("lib64"))?;
        }
        Ok(())
    }

    /// Windows has no links that everybody may make; the launchers that CPython brings find it through `pyvenv.cfg`.
    #[cfg(windows)]
    fn link_interpreter(&self) -> io::Result<()> {
        let scripts = self.root.join(&self.layout.scripts);
        let launchers = self.interpreter.base_prefix().join("Lib").join("venv").join("scripts").join("nt");
        for (launcher, old, name) in [
            ("venvlauncher.exe", "python.exe", "python.exe"),
            ("venvwlauncher.exe", "pythonw.exe", "pythonw.exe"),
        ] {
            let source = launchers.join(launcher);
            let source = if source.exists() { source } else { launchers.join(old) };
            fs::copy(source, scripts.join(name))?;
        }
        Ok(())
    }

    /// What the prompt shows, without what a shell would take for a command when it draws the prompt.
    fn prompt(&self) -> String {
        let above =
            || self.root.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let prompt = self.options.prompt.clone().or_else(above).unwrap_or_default();
        let harmless = |character: char| character.is_alphanumeric() || " -_.+@()[]".contains(character);
        prompt.chars().map(|character| if harmless(character) { character } else { '_' }).collect()
    }

    fn configuration(&self, prompt: &str) -> String {
        let interpreter = self.interpreter;
        let home = interpreter.executable().parent().unwrap_or(Path::new(""));
        let markers = interpreter.markers();
        format!(
            "home = {}\nimplementation = {}\nversion = {}\ninclude-system-site-packages = {}\nexecutable = {}\n\
             prompt = {prompt}\nnaja = {}\n",
            home.display(),
            markers.platform_python_implementation,
            markers.python_full_version,
            self.options.system_site_packages,
            interpreter.executable().display(),
            env!("CARGO_PKG_VERSION"),
        )
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    use super::{CreateOptions, Existing};
    use crate::environment::{CREATING, Environment, OWN};
    use crate::error::EnvError;
    use crate::interpreter::Search;
    use crate::interpreter::tests::interpreter;

    fn create(path: &Path, existing: Existing) -> Result<Environment, EnvError> {
        let options = CreateOptions { existing, ..CreateOptions::default() };
        Ok(Environment::create(path, &interpreter(), &options)?.environment)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn fault_66_an_environment_in_an_odd_folder_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("it's \"my\" $(x) `y`/.venv");
        let environment = create(&root, Existing::Refuse).unwrap();
        let code = "import sys, sysconfig; print(sys.prefix, sys.base_prefix, sysconfig.get_path('purelib'), sep='\\n')";
        let output = Command::new(environment.python()).args(["-I", "-c", code]).output().unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        let site = environment.site_packages()[0].display().to_string();
        let base = environment.interpreter().base_prefix().display().to_string();
        assert_eq!(shown.lines().collect::<Vec<_>>(), [root.to_str().unwrap(), &base, &site]);
        let opened = Environment::open(&root, None).unwrap();
        assert_eq!(opened.layout(), environment.layout());
        assert!(opened.interpreter().same_as(environment.interpreter()));
    }

    #[test]
    fn a_foreign_folder_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        naja_base::atomic::replace(&folder.path().join("thesis.txt"), b"x").unwrap();
        for existing in [Existing::Refuse, Existing::Reuse, Existing::Clear] {
            let error = create(folder.path(), existing).unwrap_err();
            assert!(matches!(error, EnvError::NotAnEnvironment { .. }), "{error:?}");
        }
        assert_eq!(names(folder.path()), ["thesis.txt"]);
        let error = create(&folder.path().join("thesis.txt"), Existing::Clear).unwrap_err();
        assert!(matches!(error, EnvError::NotAnEnvironment { .. }), "{error:?}");
    }

    #[test]
    fn an_environment_is_refused_reused_or_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("e");
        let environment = create(&root, Existing::Refuse).unwrap();
        let stray = environment.site_packages()[0].join("stray.py");
        naja_base::atomic::replace(&stray, b"").unwrap();
        assert!(matches!(create(&root, Existing::Refuse), Err(EnvError::AlreadyExists { .. })));
        create(&root, Existing::Reuse).unwrap();
        assert!(stray.exists());
        create(&root, Existing::Clear).unwrap();
        assert!(!stray.exists());
    }

    #[test]
    fn fault_68_whatever_a_killed_run_left_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let reference = folder.path().join("reference");
        create(&reference, Existing::Refuse).unwrap();
        for left in ["", "lib", "pyvenv.cfg", "bin"] {
            let root = folder.path().join(format!("left-{left}"));
            fs::create_dir_all(root.join(OWN)).unwrap();
            fs::File::create(root.join(OWN).join(CREATING)).unwrap();
            if left == "pyvenv.cfg" {
                naja_base::atomic::replace(&root.join(left), b"home = nowhere\n").unwrap();
            } else {
                fs::create_dir_all(root.join(left)).unwrap();
            }
            assert!(matches!(Environment::open(&root, None), Err(EnvError::Missing { .. })));
            create(&root, Existing::Refuse).unwrap();
            assert_eq!(names(&root), names(&reference), "{left:?}");
            assert_eq!(names(&root.join("bin")), names(&reference.join("bin")), "{left:?}");
            assert_eq!(names(&root.join(OWN)), ["lock"]);
        }
    }

    #[test]
    fn fault_64_a_path_that_breaks_scripts_is_refused() {
        use std::os::unix::ffi::OsStrExt as _;
        let folder = tempfile::tempdir().unwrap();
        for name in [&b"a:b"[..], b"a\nb", b"a\xffb"] {
            let root = folder.path().join(std::ffi::OsStr::from_bytes(name));
            let error = create(&root, Existing::Refuse).unwrap_err();
            assert!(matches!(error, EnvError::UnusablePath { .. }), "{error:?}");
        }
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn reports_an_interpreter_that_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let environment = create(&folder.path().join("e"), Existing::Refuse).unwrap();
        fs::remove_file(environment.python()).unwrap();
        std::os::unix::fs::symlink("/nowhere/python", environment.python()).unwrap();
        let error = Environment::open(environment.root(), None).unwrap_err();
        assert!(matches!(error, EnvError::BrokenInterpreter { .. }), "{error:?}");
    }

    #[test]
    fn fault_122_an_inspection_starts_nothing_that_the_repository_ships() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let repository = folder.path().join("repository");
        let root = repository.join(".venv");
        let environment = create(&root, Existing::Refuse).unwrap();
        let started = folder.path().join("started");
        let program = format!("#!/bin/sh\ntouch '{}'\nexit 1\n", started.display());
        let search = Search::from_process(Some(folder.path().join("cache")));
        let inspect = |search: &Search| Environment::inspect(&root, search, &repository);
        assert_eq!(inspect(&search).unwrap().layout(), environment.layout());
        // An earlier run has asked the interpreter: the cache knows it.
        Environment::open(&root, search.cache.as_deref()).unwrap();
        let nowhere = Search { path: None, pyenv_root: None, ..search.clone() };
        assert!(inspect(&nowhere).unwrap().interpreter().same_as(environment.interpreter()));

        for place in [repository.join("tools/python"), root.join("bin/python"), folder.path().join("python")]
        {
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::remove_file(environment.python()).unwrap();
            let _ = fs::remove_file(&place);
            naja_base::atomic::replace(&place, program.as_bytes()).unwrap();
            fs::set_permissions(&place, fs::Permissions::from_mode(0o755)).unwrap();
            if place != environment.python() {
                symlink(&place, environment.python()).unwrap();
            }
            let path = std::env::join_paths([environment.scripts(), repository.join("tools")]).unwrap();
            for search in [&nowhere, &search, &Search { path: Some(path), ..search.clone() }] {
                let error = inspect(search).unwrap_err();
                assert!(matches!(error, EnvError::BrokenInterpreter { .. }), "{error}");
            }
            assert!(!started.exists(), "{}", place.display());
            assert!(Environment::open(&root, None).is_err() && started.exists(), "{}", place.display());
            fs::remove_file(&started).unwrap();
        }
    }
}
