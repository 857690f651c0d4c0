//! Bringing the lock and the environment up to date, or finding out quickly that they are.
//!
//! Where nothing changed since the last time this costs a few reads: a digest of all files, options and variables that
//! matter is kept in the environment's stamp, and found there again before anything is parsed.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use naja_base::Diagnostic;
use naja_env::{Environment, Freshness, Stamp, StampKey};
use naja_pep::pylock::Pylock;

use super::fresh_locks::Fingerprint;
use super::install::{self, Exactness, InstallTarget, Reinstall, Survey};
use super::lock_file::{self, BrokenLock};
use super::locking::{self, LockRequest, Upgrade};
use super::{ExtrasAndGroups, Session, location};
use crate::cli::{GroupArgs, LockPolicyArgs, ResolveArgs};
use crate::context::Context;

/// Whether the lock may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LockPolicy {
    /// It is brought up to date.
    Update,
    /// It must be up to date.
    Locked,
    /// It is used without being checked.
    Frozen,
    /// It is brought up to date without being written.
    Unwritten,
}

impl LockPolicy {
    /// The policy that `--locked` and `--frozen` ask for; the command line takes only one of them.
    pub(crate) fn from_args(args: LockPolicyArgs) -> Self {
        match args {
            LockPolicyArgs { frozen: true, .. } => Self::Frozen,
            LockPolicyArgs { locked: true, .. } => Self::Locked,
            LockPolicyArgs { .. } => Self::Update,
        }
    }
}

/// The environment that a command needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EnvironmentRequest<'a> {
    /// How far the lock may be changed.
    pub(crate) policy: LockPolicy,
    /// Whether packages that the lock does not have must go.
    pub(crate) exactness: Exactness,
    /// The extras and groups.
    pub(crate) groups: &'a GroupArgs,
    /// How versions are chosen, if they have to be.
    pub(crate) resolve: &'a ResolveArgs,
    /// The interpreter asked for.
    pub(crate) python: Option<&'a str>,
    /// What is installed again although it is there.
    pub(crate) reinstall: &'a Reinstall,
}

/// An environment known to be up to date without having been opened.
#[derive(Debug)]
pub(crate) struct KnownEnvironment {
    /// The project's folder.
    pub(crate) root: PathBuf,
    /// The environment's folder.
    pub(crate) environment: PathBuf,
}

/// The environment, if its stamp shows that nothing has changed.
pub(crate) fn find_known(context: &Context, request: &EnvironmentRequest<'_>) -> Option<KnownEnvironment> {
    if request.resolve.upgrade || !request.resolve.upgrade_package.is_empty() || context.global.no_cache {
        return None;
    }
    if *request.reinstall != Reinstall::Nothing {
        return None;
    }
    let (root, environment) = location::quick_look(context)?;
    let digest = digest_inputs(context, &root, request)?;
    let is_fresh = Stamp::check(&environment, key(digest, request)) == Freshness::Fresh;
    is_fresh.then_some(KnownEnvironment { root, environment })
}

/// Brings the lock and the environment up to date. The second part of the result says whether anything had to be done.
pub(crate) fn bring_up_to_date(
    session: &Session<'_>,
    request: &EnvironmentRequest<'_>,
) -> anyhow::Result<(Environment, bool)> {
    let survey = survey(session, request)?;
    let is_changed = !survey.is_up_to_date();
    let environment = if is_changed {
        let wheels = survey.fetch(session)?;
        let environment = survey.apply(session, &wheels)?;
        survey.print_changes(session);
        environment
    } else {
        survey.into_environment()?
    };
    write_stamp(session, request, &environment);
    Ok((environment, is_changed))
}

/// Brings the lock up to date and compares the environment with it.
pub(crate) fn survey(session: &Session<'_>, request: &EnvironmentRequest<'_>) -> anyhow::Result<Survey> {
    let lock = current_lock(session, request.policy, request.resolve)?;
    let choice = ExtrasAndGroups::new(request.groups, &session.packaging.default_groups, &lock)?;
    let target = InstallTarget {
        lock: &lock,
        choice: &choice,
        exactness: request.exactness,
        python: request.python,
        reinstall: request.reinstall,
    };
    install::survey(session, &target)
}

/// The lock as `policy` wants it, written where it changed.
pub(crate) fn current_lock(
    session: &Session<'_>,
    policy: LockPolicy,
    resolve: &ResolveArgs,
) -> anyhow::Result<Pylock> {
    let project = session.project()?;
    let upgrade = Upgrade::from_args(resolve)?;
    let name = session.context.shown(&project.lock_path());
    let source = lock_file::read(session)?;
    if policy == LockPolicy::Frozen {
        let source = source.ok_or_else(|| no_lock(&name))?;
        return lock_file::parse(session, &source);
    }
    if let Some(source) = &source
        && matches!(upgrade, Upgrade::Nothing)
        && locking::is_known_fresh(session, &source.text)?
    {
        return lock_file::parse(session, source);
    }
    if policy == LockPolicy::Locked && source.is_none() {
        return Err(no_lock(&name).into());
    }
    let request = LockRequest {
        pyproject: &project.pyproject,
        upgrade: &upgrade,
        base: None,
        broken: BrokenLock::Refuse,
    };
    let locked = locking::lock(session, &request)?;
    if locked.is_changed && policy == LockPolicy::Locked {
        return Err(Diagnostic::error(format!("`{name}` is not up to date with pyproject.toml"))
            .with_help("run `naja lock`, or leave `--locked` out")
            .into());
    }
    if policy != LockPolicy::Unwritten {
        locked.write(session)?;
    }
    Ok(locked.document)
}

fn no_lock(name: &str) -> Diagnostic {
    Diagnostic::error(format!("`{name}` does not exist")).with_help("run `naja lock`")
}

/// Records that the environment is what `request` asks for. If that fails, the next run compares again.
fn write_stamp(session: &Session<'_>, request: &EnvironmentRequest<'_>, environment: &Environment) {
    if let Some(project) = &session.project
        && let Some(digest) = digest_inputs(session.context, &project.root, request)
        && let Ok(locked) = environment.lock(&session.protected())
    {
        let _ = Stamp::write(&locked, key(digest, request));
    }
}

fn key(digest: Fingerprint, request: &EnvironmentRequest<'_>) -> StampKey {
    StampKey { digest: digest.finish(), exact: request.exactness == Exactness::Exact }
}

/// A digest of everything that decides what the environment must hold; `None` where there is no lock.
fn digest_inputs(context: &Context, root: &Path, request: &EnvironmentRequest<'_>) -> Option<Fingerprint> {
    let mut digest = Fingerprint::new("environment");
    digest.add(fs::read(root.join("pylock.toml")).ok()?);
    for name in ["pyproject.toml", "naja.toml", "uv.toml"] {
        add_file(&mut digest, &root.join(name));
    }
    if let Some(file) = naja_config::user_file() {
        add_file(&mut digest, &file);
    }
    for folder in context.folder.ancestors().take_while(|folder| folder.starts_with(root)) {
        add_file(&mut digest, &folder.join(naja_project::pin::FILE_NAME));
    }
    let matters = |name: &OsStr| {
        let name = name.as_encoded_bytes();
        let is_fail_point = name.starts_with(b"NAJA_FAILPOINT");
        (name.starts_with(b"NAJA_") || name.starts_with(b"UV_")) && !is_fail_point
    };
    let mut variables: Vec<_> = std::env::vars_os().filter(|(name, _)| matters(name)).collect();
    variables.sort();
    for (name, value) in &variables {
        digest.add_os(name);
        digest.add_os(value);
    }
    let global = &context.global;
    digest.add(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        global.config,
        global.isolated,
        global.cache_dir,
        request.policy,
        request.groups,
        request.resolve,
        request.python
    ));
    Some(digest)
}

/// Adds a file's bytes, or that it is not there.
fn add_file(digest: &mut Fingerprint, path: &Path) {
    match fs::read(path) {
        Ok(bytes) => digest.add(bytes),
        Err(_) => digest.add("no such file"),
    }
}
