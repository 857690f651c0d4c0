//! Makes an environment: links to the interpreter, the empty site-packages, the activation scripts, `pyvenv.cfg`.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::{CREATING, Environment, LOCK, Layout, OWN, activate, lock};
use crate::error::EnvError;
use crate::interpreter::Interpreter;

/// How an environment is made.
#[derive(Clone, Debug, Default)]
pub struct CreateOptions {
    /// What the prompt shows; the name of the folder above where there is none.
    pub prompt: Option<String>,
    /// What happens to an environment that is there already.
    pub existing: Existing,
    /// Whether distributions of the base interpreter can be imported.
    pub system_site_packages: bool,
}

/// What happens to an environment that is there already. Anything that isn't one is never touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// It is an error.
    #[default]
    Refuse,
    /// It stays where it works and has the wanted interpreter, and is else made anew.
    Reuse,
    /// It is emptied first.
    Clear,
}

pub(super) fn create(
    path: &Path,
    interpreter: &Interpreter,
    options: &CreateOptions,
) -> Result<Environment, EnvError> {
    let root = std::path::absolute(path).map_err(EnvError::io("find", path))?;
    let text = check_path(&root)?;
    check_ours(&root)?;
    fs::create_dir_all(&root).map_err(EnvError::io("make the folder", &root))?;
    let _guard = lock(&root)?;
    // Another process may have been faster, or another tool.
    check_ours(&root)?;
    let own = root.join(OWN);
    if root.join("pyvenv.cfg").exists() && !own.join(CREATING).exists() {
        match options.existing {
            Existing::Refuse => {
                let reason = "there is one already".to_owned();
                return Err(EnvError::NotAnEnvironment { path: root, reason });
            }
            Existing::Reuse => {
                if let Ok(environment) = Environment::open(&root, None)
                    && environment.interpreter.same_as(interpreter)
                {
                    return Ok(environment);
                }
            }
            Existing::Clear => {}
        }
    }
    let layout = Layout::of(interpreter);
    let maker = Maker { root: &root, text, interpreter, layout: &layout, options };
    naja_base::failpoint::hit("environment.create")
        .and_then(|()| maker.make())
        .map_err(EnvError::io("make the environment", &root))?;
    Ok(Environment { root, interpreter: interpreter.clone(), layout })
}

/// Refuses to take a folder with foreign content for an environment; a missing or an empty one is nobody's.
pub(super) fn check_ours(root: &Path) -> Result<(), EnvError> {
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(EnvError::NotAnEnvironment { path: root.into(), reason: "it is a file".into() });
        }
        Err(error) => return Err(EnvError::io("read", root)(error)),
    };
    if root.join("pyvenv.cfg").is_file() || root.join(OWN).join(CREATING).is_file() {
        return Ok(());
    }
    // A run that was killed at its very start leaves an empty folder, or one that holds the lock alone.
    if entries.flatten().any(|entry| entry.file_name() != OsStr::new(OWN)) {
        let reason = "it holds other files and no `pyvenv.cfg`".into();
        return Err(EnvError::NotAnEnvironment { path: root.into(), reason });
    }
    Ok(())
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

struct Maker<'a> {
    root: &'a Path,
    text: &'a str,
    interpreter: &'a Interpreter,
    layout: &'a Layout,
    options: &'a CreateOptions,
}

impl Maker<'_> {
    fn make(&self) -> io::Result<()> {
        let creating = self.root.join(OWN).join(CREATING);
        fs::File::create(&creating)?;
        self.clear()?;
        for folder in [&self.layout.purelib, &self.layout.platlib, &self.layout.scripts] {
            fs::create_dir_all(self.root.join(folder))?;
        }
        fs::File::create(self.root.join(".gitignore"))?.write_all(b"*\n")?;
        self.link_interpreter()?;
        let prompt = self.prompt();
        activate::write(self.text, &self.layout.scripts, &prompt)?;
        naja_base::failpoint::hit("environment.configuration")?;
        let new = self.root.join(OWN).join("pyvenv.cfg");
        fs::File::create(&new)?.write_all(self.configuration(&prompt).as_bytes())?;
        fs::rename(&new, self.root.join("pyvenv.cfg"))?;
        fs::remove_file(&creating)
    }

    /// Removes everything but what guards this run.
    fn clear(&self) -> io::Result<()> {
        let remove = |folder: &Path, kept: &[&str]| -> io::Result<()> {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                if kept.iter().any(|kept| entry.file_name() == OsStr::new(kept)) {
                    continue;
                }
                // The type is the entry's own: a link is removed, not followed.
                if entry.file_type()?.is_dir() {
                    fs::remove_dir_all(entry.path())?;
                } else {
                    fs::remove_file(entry.path())?;
                }
            }
            Ok(())
        };
        remove(self.root, &[OWN])?;
        remove(&self.root.join(OWN), &[LOCK, CREATING])
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
    use crate::interpreter::tests::interpreter;

    fn create(path: &Path, existing: Existing) -> Result<Environment, EnvError> {
        Environment::create(path, &interpreter(), &CreateOptions { existing, ..CreateOptions::default() })
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
        assert!(matches!(create(&root, Existing::Refuse), Err(EnvError::NotAnEnvironment { .. })));
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
    fn an_interpreter_that_is_gone_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let environment = create(&folder.path().join("e"), Existing::Refuse).unwrap();
        fs::remove_file(environment.python()).unwrap();
        std::os::unix::fs::symlink("/nowhere/python", environment.python()).unwrap();
        let error = Environment::open(environment.root(), None).unwrap_err();
        assert!(matches!(error, EnvError::BrokenInterpreter { .. }), "{error:?}");
    }
}
