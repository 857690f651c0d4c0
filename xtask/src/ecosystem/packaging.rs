//! `cargo xtask ecosystem lock`: real projects locked and installed by naja and by uv and pip, and compared.
//!
//! For each project: the locked (name, version) pairs against `uv lock`; the lock loaded by `packaging.pylock`; what `naja
//! sync` installs against `uv pip sync` (with and without dev) and `pip install -r pylock.toml`; `pip check`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, bail};
use toml_edit::{DocumentMut, Item};

use super::projects::{INPUTS, Input, REQUIRES_PYTHON};

type Pairs = BTreeSet<(String, String)>;

/// Runs the comparison. `--peers DIR` names the folder with uv and a python that has packaging and pip, `--naja PATH` the
/// binary; `--no-install` stops after the locks; letters choose projects.
///
/// # Errors
/// When a tool is missing or fails where it must not.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let mut tools = Tools::find();
    let mut install = true;
    let mut chosen = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--peers" => tools.peers = PathBuf::from(rest.next().context("--peers takes a folder")?),
            "--naja" => tools.naja = PathBuf::from(rest.next().context("--naja takes a path")?),
            "--no-install" => install = false,
            letter => chosen.push(letter.to_owned()),
        }
    }
    let mut differences = 0;
    for input in
        INPUTS.iter().filter(|input| chosen.is_empty() || chosen.iter().any(|name| name == input.name))
    {
        for requires_python in REQUIRES_PYTHON {
            println!("== ({}) requires-python {requires_python}", input.name);
            let folder = tempfile::Builder::new().prefix("naja-ecosystem-").tempdir()?;
            differences += tools.compare_locks(input, requires_python, folder.path())?;
            if install {
                differences += tools.compare_installs(input, folder.path())?;
            }
        }
    }
    println!("{differences} differences");
    Ok(if differences == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Tools {
    naja: PathBuf,
    peers: PathBuf,
}

impl Tools {
    fn find() -> Self {
        let uv = std::env::var_os("PATH")
            .and_then(|path| std::env::split_paths(&path).find(|folder| folder.join("uv").exists()));
        Self { naja: crate::task::root().join("target/release/naja"), peers: uv.unwrap_or_default() }
    }

    fn compare_locks(&self, input: &Input, requires_python: &str, folder: &Path) -> anyhow::Result<usize> {
        let (ours, theirs) = (folder.join("naja"), folder.join("uv"));
        input.write(&ours, requires_python)?;
        input.write(&theirs, requires_python)?;
        succeed(Command::new(&self.naja).arg("lock").current_dir(&ours))?;
        succeed(Command::new(self.peers.join("uv")).arg("lock").current_dir(&theirs))?;
        let locked = pairs(&ours.join("pylock.toml"), "packages")?;
        let mut expected = pairs(&theirs.join("uv.lock"), "package")?;
        expected.retain(|(name, _)| *name != format!("sample-{}", input.name));
        let load = "import sys, tomllib, packaging.pylock as p; \
                    p.Pylock.from_dict(tomllib.load(open(sys.argv[1], 'rb')))";
        succeed(Command::new(self.peers.join("python")).args(["-c", load]).arg(ours.join("pylock.toml")))?;
        Ok(report("locked", &locked, &expected))
    }

    fn compare_installs(&self, input: &Input, folder: &Path) -> anyhow::Result<usize> {
        let project = folder.join("naja");
        let mut differences = self.compare_install(input, folder, false)?;
        differences += self.compare_with_pip(&project, folder)?;
        if !input.dev.is_empty() {
            differences += self.compare_install(input, folder, true)?;
        }
        Ok(differences)
    }

    fn compare_install(&self, input: &Input, folder: &Path, dev: bool) -> anyhow::Result<usize> {
        let project = folder.join("naja");
        let mut sync = Command::new(&self.naja);
        sync.arg("sync").current_dir(&project);
        if !dev {
            sync.arg("--no-dev");
        }
        succeed(&mut sync)?;
        let ours = installed(&project.join(".venv"))?;
        let uv = self.peers.join("uv");
        succeed(Command::new(&uv).args(["pip", "check", "--python"]).arg(project.join(".venv")))?;
        let environment = folder.join("uv-environment");
        let python = project.join(".venv/bin/python");
        succeed(Command::new(&uv).arg("venv").arg(&environment).arg("--python").arg(python))?;
        let mut peer = Command::new(&uv);
        peer.args(["pip", "sync"]).arg(project.join("pylock.toml")).arg("--python").arg(&environment);
        if !input.dev.is_empty() {
            peer.args(["--group", "default"]);
        }
        if dev {
            peer.args(["--group", "dev"]);
        }
        succeed(peer.current_dir(&project))?;
        let theirs = installed(&environment)?;
        fs::remove_dir_all(&environment)?;
        Ok(report(if dev { "installed with dev" } else { "installed" }, &ours, &theirs))
    }

    fn compare_with_pip(&self, project: &Path, folder: &Path) -> anyhow::Result<usize> {
        let ours = installed(&project.join(".venv"))?;
        let environment = folder.join("pip-environment");
        let python = self.peers.join("python");
        succeed(Command::new(&python).args(["-m", "venv", "--without-pip"]).arg(&environment))?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "--python"]).arg(environment.join("bin/python"));
        pip.args(["install", "--quiet", "-r"]).arg(project.join("pylock.toml")).env_remove("PIP_FIND_LINKS");
        succeed(&mut pip)?;
        let theirs = installed(&environment)?;
        fs::remove_dir_all(&environment)?;
        Ok(report("installed by pip", &ours, &theirs))
    }
}

/// Prints what only one side has; returns how many those are.
fn report(what: &str, ours: &Pairs, theirs: &Pairs) -> usize {
    println!("   {what}: {} by naja, {} by the peer", ours.len(), theirs.len());
    let show = |side: &str, pairs: Vec<&(String, String)>| {
        for (name, version) in &pairs {
            println!("   only {side}: {name} {version}");
        }
        pairs.len()
    };
    show("naja", ours.difference(theirs).collect()) + show("the peer", theirs.difference(ours).collect())
}

/// The (name, version) pairs of a lock file's array of tables.
fn pairs(lock: &Path, key: &str) -> anyhow::Result<Pairs> {
    let document: DocumentMut = fs::read_to_string(lock)?.parse()?;
    let packages = document.get(key).and_then(Item::as_array_of_tables);
    let packages = packages.with_context(|| format!("{} has no `{key}`", lock.display()))?;
    let text = |item: Option<&Item>| item.and_then(Item::as_str).unwrap_or_default().to_owned();
    Ok(packages.iter().map(|package| (text(package.get("name")), text(package.get("version")))).collect())
}

/// The (name, version) pairs that an environment's dist-info folders tell.
fn installed(environment: &Path) -> anyhow::Result<Pairs> {
    let python = fs::read_dir(environment.join("lib"))?.next().context("no library folder")??.path();
    let mut found = Pairs::new();
    for entry in fs::read_dir(python.join("site-packages"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some((name, version)) = name.strip_suffix(".dist-info").and_then(|stem| stem.split_once('-')) {
            found.insert((name.replace(['_', '.'], "-").to_lowercase(), version.to_owned()));
        }
    }
    Ok(found)
}

fn succeed(command: &mut Command) -> anyhow::Result<()> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("{command:?} does not start"))?;
    if !output.status.success() {
        bail!("{command:?} ended with {}\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}
