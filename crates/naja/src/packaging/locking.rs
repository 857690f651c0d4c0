//! From a project to its lock: the existing one if it is still valid, otherwise a new resolution.

use std::collections::BTreeSet;
use std::time::Instant;

use anyhow::Context as _;
use naja_pep::PackageName;
use naja_pep::pylock::Pylock;
use naja_project::{FileTransaction, PyProject};
use naja_resolve::lock::{self, Freshness};
use naja_resolve::{Inputs, Preferences};

use super::facts::IndexFacts;
use super::fresh_locks::{Fingerprint, FreshLocks};
use super::inputs::inputs;
use super::lock_file::{self, BrokenLock, LockOnDisk};
use super::network::Network;
use super::summary::{Changes, versions};
use super::{Session, download, locked_wheel, project_files};
use crate::cli::ResolveArgs;
use crate::printer::{DIM, count, elapsed, styled};

/// Which packages may leave the versions that the lock has.
#[derive(Clone, Debug, Default)]
pub(crate) enum Upgrade {
    /// None, unless the requirements force them.
    #[default]
    Nothing,
    /// These.
    Some(BTreeSet<PackageName>),
    /// All.
    Everything,
}

impl Upgrade {
    /// What the options ask for.
    pub(crate) fn from_args(args: &ResolveArgs) -> anyhow::Result<Self> {
        if args.upgrade {
            return Ok(Self::Everything);
        }
        let name =
            |text: &String| PackageName::new(text).with_context(|| format!("`{text}` is not a package name"));
        let names = args.upgrade_package.iter().map(name).collect::<anyhow::Result<BTreeSet<_>>>()?;
        Ok(if names.is_empty() { Self::Nothing } else { Self::Some(names) })
    }
}

/// A lock that is valid for the project's requirements.
pub(crate) struct Locked {
    /// Its contents.
    pub(crate) document: Pylock,
    /// Its text.
    pub(crate) text: String,
    /// The contents of the file before, if there was one.
    before: Option<Pylock>,
    /// The bytes that the file had when it was read, if there was one.
    on_disk: Option<Vec<u8>>,
    /// Whether the file must be written.
    pub(crate) is_changed: bool,
    /// The digest of the digest that it answers.
    digest: [u8; 32],
}

impl Locked {
    /// How the versions changed.
    pub(crate) fn changes(&self) -> Changes {
        if !self.is_changed {
            return Changes::default();
        }
        let before = self.before.as_ref().map(versions).unwrap_or_default();
        Changes::between(&before, &versions(&self.document))
    }

    /// Writes the file, where it changed, unless the project's files have changed since they were read.
    pub(crate) fn write(&self, session: &Session<'_>) -> anyhow::Result<()> {
        if self.is_changed {
            let project = session.project()?;
            let _lock = project_files::lock_project(session.context, &project.root);
            let requirements = project.pyproject.source().text.as_bytes();
            project_files::check_unchanged(session.context, &project.pyproject_path(), Some(requirements))?;
            let mut files = FileTransaction::default();
            self.replace_in(&mut files, session)?;
            files.commit();
        }
        self.note_fresh(session)
    }

    /// Checks that the file is the one that was read.
    pub(crate) fn check_unchanged(&self, session: &Session<'_>) -> anyhow::Result<()> {
        project_files::check_unchanged(
            session.context,
            &session.project()?.lock_path(),
            self.on_disk.as_deref(),
        )
    }

    /// Replaces the file as a part of `files`.
    pub(crate) fn replace_in(
        &self,
        files: &mut FileTransaction,
        session: &Session<'_>,
    ) -> anyhow::Result<()> {
        let path = session.project()?.lock_path();
        project_files::replace(session.context, files, &path, self.on_disk.as_deref(), self.text.as_bytes())
    }

    /// Records that the file is valid for the project, so that the next run need not find out.
    pub(crate) fn note_fresh(&self, session: &Session<'_>) -> anyhow::Result<()> {
        FreshLocks::new(session.cache()).note(&session.project()?.lock_path(), &self.digest);
        Ok(())
    }
}

/// Whether the lock on disk is known to be valid for the project, from a record of an earlier run.
pub(crate) fn is_known_fresh(session: &Session<'_>, lock: &str) -> anyhow::Result<bool> {
    let project = session.project()?;
    let digest = freshness_digest(session, &project.pyproject, lock);
    Ok(FreshLocks::new(session.cache()).is_fresh(&project.lock_path(), &digest))
}

/// What is to be locked.
pub(crate) struct LockRequest<'a> {
    /// The project, which may differ from what is on disk.
    pub(crate) pyproject: &'a PyProject,
    /// Which packages may leave their versions.
    pub(crate) upgrade: &'a Upgrade,
    /// The lock whose versions are preferred, instead of the one on disk.
    pub(crate) base: Option<&'a Pylock>,
    /// What happens to a lock on disk that can't be read.
    pub(crate) broken: BrokenLock,
}

/// The lock for a project: the one on disk if it is still valid and nothing is to be upgraded, otherwise a new one.
///
/// Nothing is written.
pub(crate) fn lock(session: &Session<'_>, request: &LockRequest<'_>) -> anyhow::Result<Locked> {
    let LockOnDisk { bytes: on_disk, parsed, salvaged } = lock_file::load(session, request.broken)?;
    let refresh = !matches!(request.upgrade, Upgrade::Nothing);
    let network = session.network(refresh)?;
    let mut inputs = inputs(request.pyproject, &session.packaging, network.index_urls())?;
    inputs.options.pinned_indexes = network.pinned_urls();
    if let Some((source, document)) = &parsed
        && !refresh
        && request.base.is_none()
    {
        match freshness(document, &inputs) {
            Freshness::Fresh => {
                let (text, document) = (source.text.clone(), document.clone());
                let digest = freshness_digest(session, request.pyproject, &text);
                return Ok(Locked { document, text, before: None, on_disk, is_changed: false, digest });
            }
            Freshness::Stale(reason) => session.context.printer.detail(format!("resolving again: {reason}")),
        }
    }
    let before = parsed.map(|(_, document)| document).or(salvaged);
    if let Some(document) = request.base.or(before.as_ref()) {
        inputs.preferences = preferences_to_keep(lock::preferences(document), request.upgrade);
    }
    let start = Instant::now();
    let document = resolve(session, network, &inputs)?;
    if request.base.is_none() {
        let packages = count(document.packages.len(), "package");
        let time = styled(DIM, format_args!("in {}", elapsed(start.elapsed())));
        session.context.printer.say(format!("Resolved {packages} {time}"));
    }
    let text = document.to_toml();
    let digest = freshness_digest(session, request.pyproject, &text);
    let is_changed = on_disk.as_deref() != Some(text.as_bytes());
    Ok(Locked { document, text, before, on_disk, is_changed, digest })
}

/// Whether `document` answers `inputs`, with a hash for each file that can be relied on.
fn freshness(document: &Pylock, inputs: &Inputs) -> Freshness {
    match locked_wheel::find_unverifiable(document) {
        Some(file) => Freshness::Stale(format!("`{}` has no usable hash", file.name)),
        None => lock::freshness(document, inputs),
    }
}

/// Like [`lock()`], for a project whose requirements became narrower around what `locked` chose.
pub(crate) fn lock_again(
    session: &Session<'_>,
    pyproject: &PyProject,
    locked: Locked,
) -> anyhow::Result<Locked> {
    let request = LockRequest {
        pyproject,
        upgrade: &Upgrade::Nothing,
        base: Some(&locked.document),
        broken: BrokenLock::Refuse,
    };
    let again = lock(session, &request)?;
    Ok(Locked { before: locked.before, ..again })
}

fn resolve(session: &Session<'_>, network: &Network, inputs: &Inputs) -> anyhow::Result<Pylock> {
    let printer = &session.context.printer;
    let bar = printer.progress("resolving", 0);
    let handle = network.runtime()?.handle().clone();
    let facts = IndexFacts::new(network, handle, &inputs.options);
    let outcome = naja_resolve::resolve(inputs, &facts)
        .and_then(|resolution| Ok((lock::build(inputs, &resolution, &facts)?, resolution.warnings)));
    bar.finish_and_clear();
    network.report_warnings(printer);
    let (mut document, warnings) =
        outcome.map_err(|error| network.add_skipped_files(error.into_diagnostic()))?;
    download::compute_missing_hashes(session, network, &mut document)?;
    for warning in &warnings {
        printer.diagnostic(warning);
    }
    Ok(document)
}

/// The versions of the old lock that are preferred.
fn preferences_to_keep(mut preferences: Preferences, upgrade: &Upgrade) -> Preferences {
    match upgrade {
        Upgrade::Nothing => preferences,
        Upgrade::Everything => Preferences::default(),
        Upgrade::Some(names) => {
            preferences.versions.retain(|name, _| !names.contains(name));
            preferences
        }
    }
}

/// The digest of all that decides whether a lock of this text answers the project.
fn freshness_digest(session: &Session<'_>, pyproject: &PyProject, lock: &str) -> [u8; 32] {
    let mut fingerprint = Fingerprint::new("freshness 2");
    fingerprint.add(&pyproject.source().text);
    fingerprint.add(lock);
    for setting in session.settings.show() {
        fingerprint.add(setting.key);
        fingerprint.add(setting.value);
    }
    fingerprint.finish()
}
