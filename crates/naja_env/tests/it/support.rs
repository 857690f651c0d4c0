//! An environment, a store and wheels in a temporary folder.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use naja_env::{
    Applied, CreateOptions, EnvError, Environment, InstallOptions, Interpreter, InterpreterRequest,
    LockedEnvironment, Plan, Protected, Search, Sha256, StoredWheel, Wanted, WheelStore,
};
use naja_pep::PackageName;
use rustc_hash::FxHashMap;

use crate::wheels::Wheel;

pub(crate) struct Site {
    pub(crate) folder: Folder,
    pub(crate) environment: Environment,
    pub(crate) store: WheelStore,
}

/// A folder that is removed by whoever made it.
pub(crate) enum Folder {
    Own(tempfile::TempDir),
    Anothers(PathBuf),
}

impl Folder {
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            Self::Anothers(folder) => folder,
        }
    }
}

impl Site {
    pub(crate) fn new() -> Self {
        Self::named("env")
    }

    /// With the environment in a folder of that name.
    pub(crate) fn named(name: &str) -> Self {
        let folder = Folder::Own(tempfile::tempdir().unwrap());
        let interpreter = Interpreter::find(&InterpreterRequest::any(), &Search::from_process(None)).unwrap();
        let created =
            Environment::create(&folder.path().join(name), &interpreter, &CreateOptions::default()).unwrap();
        let environment = created.environment;
        let store = WheelStore::new(&folder.path().join("cache"));
        Self { environment, store, folder }
    }

    /// The one that another process has made in `folder`.
    pub(crate) fn at(folder: &Path) -> Self {
        let environment = Environment::open(&folder.join("env"), None).unwrap();
        let store = WheelStore::new(&folder.join("cache"));
        Self { environment, store, folder: Folder::Anothers(folder.to_path_buf()) }
    }

    pub(crate) fn root(&self) -> &Path {
        self.environment.root()
    }

    pub(crate) fn site(&self) -> PathBuf {
        self.environment.site_packages().remove(0)
    }

    pub(crate) fn add(&self, wheel: &Wheel) -> StoredWheel {
        let (path, sha256) = wheel.write(self.folder.path());
        self.store.add(&path, &wheel.filename(), sha256).unwrap()
    }

    /// Brings the environment to hold exactly `wheels`.
    pub(crate) fn sync(&self, wheels: &[&Wheel]) -> Result<Applied, EnvError> {
        self.sync_with(wheels, &InstallOptions::default())
    }

    pub(crate) fn sync_with(&self, wheels: &[&Wheel], options: &InstallOptions) -> Result<Applied, EnvError> {
        let locked = self.lock()?;
        let (mut stored, mut wanted) = (FxHashMap::default(), Vec::new());
        for wheel in wheels {
            let added = self.add(wheel);
            wanted.push(wanted_of(wheel, added.sha256));
            stored.insert(PackageName::new(&wheel.name).unwrap(), added);
        }
        let plan = Plan::new(locked.installed()?, wanted, true);
        locked.apply(&plan, &stored, options)
    }

    pub(crate) fn lock(&self) -> Result<LockedEnvironment<'_>, EnvError> {
        self.environment.lock(&Protected::new(None))
    }

    /// Name and version of what is installed.
    pub(crate) fn installed(&self) -> Vec<String> {
        let installed = self.environment.installed().unwrap();
        installed.iter().map(|one| format!("{}-{}", one.name, one.version)).collect()
    }

    /// Every file of the environment with the hash of its contents, but not naja's own.
    pub(crate) fn tree(&self) -> String {
        let mut out = String::new();
        for entry in walkdir::WalkDir::new(self.root()).sort_by_file_name() {
            let entry = entry.unwrap();
            let path = entry.path().strip_prefix(self.root()).unwrap().display().to_string();
            if path.starts_with(".naja") {
                continue;
            }
            let hash = if entry.file_type().is_file() {
                Sha256::of(&fs::read(entry.path()).unwrap()).to_string()
            } else {
                String::new()
            };
            let _ = writeln!(out, "{path} {hash}");
        }
        out
    }

    /// The tree without what names the environment's own path.
    pub(crate) fn comparable_tree(&self) -> String {
        let names_itself = |line: &str| {
            line.starts_with("bin/") || line.starts_with("pyvenv.cfg") || line.contains("/RECORD ")
        };
        let line = |line: &str| {
            if names_itself(line) {
                line.split(' ').next().unwrap_or(line).to_owned()
            } else {
                line.to_owned()
            }
        };
        self.tree().lines().map(|text| line(text) + "\n").collect()
    }

    /// The tree without what holds the environment's own path.
    pub(crate) fn tree_without_scripts(&self) -> String {
        let is_same = |line: &&str| !line.contains("ctivate") && !line.starts_with("pyvenv.cfg");
        self.tree().lines().filter(is_same).collect::<Vec<_>>().join("\n")
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }

    /// The output of the environment's interpreter.
    pub(crate) fn python(&self, code: &str) -> String {
        output(std::process::Command::new(self.environment.python()).args(["-I", "-B", "-c", code]))
    }
}

pub(crate) fn wanted_of(wheel: &Wheel, sha256: Sha256) -> Wanted {
    Wanted {
        name: PackageName::new(&wheel.name).unwrap(),
        version: wheel.version.parse().unwrap(),
        sha256: Some(sha256),
        direct_url: None,
    }
}

pub(crate) fn output(command: &mut std::process::Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

pub(crate) fn put(path: &Path, contents: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    naja_base::atomic::replace(path, contents.as_bytes()).unwrap();
}

#[cfg(unix)]
pub(crate) fn fifo(path: &Path) {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
}
