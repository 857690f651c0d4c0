//! From a lock to an environment: what the lock selects, what is installed, what must be downloaded, and the change itself.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use naja_base::Diagnostic;
use naja_env::{
    Applied, CreateOptions, DamagedDistribution, EnvError, Environment, Existing, InstallOptions,
    InstalledDistribution, Interpreter, LinkMode, LockedEnvironment, Plan, StoredWheel, Thoroughness, Wanted,
};
use naja_pep::PackageName;
use naja_pep::pylock::{self, Pylock};
use rustc_hash::FxHashMap;

use super::download;
use super::locked_wheel::{LockedWheel, is_distribution};
use super::{ExtrasAndGroups, Session};
use crate::printer::{DIM, DONE, GONE, NAME, count, elapsed, styled};

/// Whether packages that the lock does not have must go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exactness {
    /// They are removed.
    Exact,
    /// They stay.
    Inexact,
}

/// What an environment is to hold.
#[derive(Clone, Copy)]
pub(crate) struct InstallTarget<'a> {
    /// The lock.
    pub(crate) lock: &'a Pylock,
    /// The extras and groups.
    pub(crate) choice: &'a ExtrasAndGroups,
    /// What happens to other packages.
    pub(crate) exactness: Exactness,
    /// The interpreter asked for.
    pub(crate) python: Option<&'a str>,
    /// What is installed again although it is there.
    pub(crate) reinstall: &'a Reinstall,
}

/// Which packages are installed again although they are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reinstall {
    /// None.
    #[default]
    Nothing,
    /// These.
    Some(BTreeSet<PackageName>),
    /// All.
    Everything,
}

impl Reinstall {
    /// What `--reinstall` and `--reinstall-package` ask for.
    pub(crate) fn new(all: bool, names: &[String]) -> anyhow::Result<Self> {
        if all {
            return Ok(Self::Everything);
        }
        let name =
            |text: &String| PackageName::new(text).with_context(|| format!("`{text}` is not a package name"));
        let names = names.iter().map(name).collect::<anyhow::Result<BTreeSet<_>>>()?;
        Ok(if names.is_empty() { Self::Nothing } else { Self::Some(names) })
    }

    fn includes(&self, name: &PackageName) -> bool {
        match self {
            Self::Nothing => false,
            Self::Some(names) => names.contains(name),
            Self::Everything => true,
        }
    }
}

/// The wheels that a change installs, in the store.
pub(crate) type Wheels = FxHashMap<PackageName, StoredWheel>;

/// Where the environment is, or will be.
enum EnvironmentLocation {
    Existing(Box<Environment>),
    New { path: PathBuf, interpreter: Box<Interpreter> },
}

/// The difference between an environment and the lock.
pub(crate) struct Survey {
    location: EnvironmentLocation,
    plan: Plan,
    /// What was installed, for undoing.
    before: Vec<InstalledDistribution>,
    /// What the lock selects, by name.
    selected: Vec<LockedWheel>,
    reinstall: Reinstall,
    /// The environment, where this run has made it.
    made: OnceCell<Environment>,
}

/// Compares the environment with the lock. Nothing is changed.
pub(crate) fn survey(session: &Session<'_>, target: &InstallTarget<'_>) -> anyhow::Result<Survey> {
    let location = match session.usable_environment(target.python)? {
        Some(environment) => EnvironmentLocation::Existing(Box::new(environment)),
        None => EnvironmentLocation::New {
            path: session.environment_path(),
            interpreter: Box::new(session.interpreter(target.python)?),
        },
    };
    let interpreter = match &location {
        EnvironmentLocation::Existing(environment) => environment.interpreter(),
        EnvironmentLocation::New { interpreter, .. } => interpreter,
    };
    let wanted = pylock::Wanted {
        extras: &target.choice.extras,
        groups: &target.choice.groups,
        sdists: pylock::Sdists::Refused,
    };
    let selected = pylock::select(target.lock, &interpreter.markers(), &interpreter.tags(), &wanted)
        .map_err(|error| download::unselectable(&error, interpreter))?;
    let selected = selected.iter().map(LockedWheel::new).collect::<anyhow::Result<Vec<_>>>()?;
    let before = match &location {
        EnvironmentLocation::Existing(environment) => environment.installed()?,
        EnvironmentLocation::New { .. } => Vec::new(),
    };
    let wanted: Vec<Wanted> = selected.iter().map(|wheel| wheel.wanted.clone()).collect();
    let mut plan = Plan::new(before.clone(), wanted.clone(), target.exactness == Exactness::Exact);
    if let Reinstall::Some(names) = target.reinstall
        && let Some(name) = names.iter().find(|name| !wanted.iter().any(|wanted| wanted.name == **name))
    {
        let message = format!("`{name}` is not among the packages to install, and can't be reinstalled");
        return Err(Diagnostic::error(message)
            .with_help("`naja tree` lists the packages in the lock")
            .into());
    }
    if *target.reinstall != Reinstall::Nothing {
        plan.reinstall(&wanted, |installed| target.reinstall.includes(&installed.name));
    }
    let reinstall = target.reinstall.clone();
    Ok(Survey { location, plan, before, selected, reinstall, made: OnceCell::new() })
}

impl Survey {
    /// Whether there is nothing to do.
    pub(crate) fn is_up_to_date(&self) -> bool {
        matches!(self.location, EnvironmentLocation::Existing(_)) && self.plan.is_empty()
    }

    /// Leaves nothing to be done but to reinstall.
    pub(crate) fn keep_only_reinstalls(&mut self) {
        self.plan.install.clear();
        self.plan.remove.clear();
        self.plan.replace.retain(|replacement| {
            let new = &replacement.new;
            let is_same = replacement.old.iter().all(|old| new.is_satisfied_by(old));
            is_same && self.reinstall.includes(&new.name)
        });
    }

    /// The installed distributions of which files are missing, or have other sizes.
    pub(crate) fn find_damage(&self) -> anyhow::Result<Vec<DamagedDistribution>> {
        match &self.location {
            EnvironmentLocation::Existing(environment) => Ok(environment.find_damage(Thoroughness::Sizes)?),
            EnvironmentLocation::New { .. } => Ok(Vec::new()),
        }
    }

    /// The environment, which must be there.
    pub(crate) fn into_environment(self) -> anyhow::Result<Environment> {
        match self.location {
            EnvironmentLocation::Existing(environment) => Ok(*environment),
            EnvironmentLocation::New { path, .. } => Err(EnvError::Missing { path }.into()),
        }
    }

    /// Finds every wheel that is to be installed in the store; those that are missing are downloaded, verified and unpacked.
    pub(crate) fn fetch(&self, session: &Session<'_>) -> anyhow::Result<Wheels> {
        let store = session.store();
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for wheel in self.plan.new_distributions().filter_map(|wanted| self.locked_wheel(&wanted.name)) {
            let name = &wheel.wanted.name;
            match wheel.wanted.sha256.and_then(|sha256| store.get(sha256)) {
                // Who reinstalls does not trust what is there, the cache included.
                Some(stored) if self.reinstall.includes(name) && !stored.find_changed()?.is_empty() => {
                    store.remove(stored.sha256)?;
                    missing.push(wheel);
                }
                Some(stored) => found.push((name.clone(), stored)),
                None => missing.push(wheel),
            }
        }
        found.extend(download::fetch_all(session, &store, &missing)?);
        for (name, stored) in &found {
            if let Some(wheel) = self.locked_wheel(name) {
                wheel.check_stored(stored)?;
            }
        }
        Ok(found.into_iter().collect())
    }

    fn locked_wheel(&self, name: &PackageName) -> Option<&LockedWheel> {
        let index = self.selected.binary_search_by(|wheel| wheel.wanted.name.cmp(name));
        index.ok().map(|index| &self.selected[index])
    }

    /// Carries out the plan, in a new environment where there is none.
    pub(crate) fn apply(&self, session: &Session<'_>, wheels: &Wheels) -> anyhow::Result<Environment> {
        let start = Instant::now();
        let environment = match &self.location {
            EnvironmentLocation::Existing(environment) => (**environment).clone(),
            EnvironmentLocation::New { path, interpreter } => {
                let options = CreateOptions {
                    existing: Existing::Reuse,
                    protected: session.protected(),
                    ..CreateOptions::default()
                };
                let created = Environment::create(path, interpreter, &options)?;
                created.kept.iter().for_each(|kept| session.context.printer.diagnostic(&kept.diagnostic()));
                let environment = created.environment;
                let _ = self.made.set(environment.clone());
                let shown = styled(NAME, session.context.shown(environment.root()));
                session.context.printer.say(format!("Created {shown} with {interpreter}"));
                environment
            }
        };
        let locked = environment.lock(&session.protected())?;
        let applied = self.apply_plan(session, &locked, wheels);
        let warnings = locked.warnings();
        drop(locked);
        warnings.iter().for_each(|warning| session.context.printer.diagnostic(warning));
        applied?.warnings.iter().for_each(|warning| session.context.printer.diagnostic(warning));
        self.print_counts(session, start.elapsed());
        Ok(environment)
    }

    /// Carries out the plan. A wheel whose cached files turn out to be damaged is downloaded again, each wheel once.
    fn apply_plan(
        &self,
        session: &Session<'_>,
        environment: &LockedEnvironment<'_>,
        wheels: &Wheels,
    ) -> anyhow::Result<Applied> {
        let mut outcome = environment.apply(&self.plan, wheels, &options(session));
        for _ in 0..wheels.len() {
            let Err(EnvError::CacheChanged { sha256, .. }) = outcome else { break };
            session.store().remove(sha256)?;
            outcome = environment.apply(&self.plan, &self.fetch(session)?, &options(session));
        }
        Ok(outcome?)
    }

    /// Restores the environment to its state at the time of the survey.
    pub(crate) fn undo(&self, session: &Session<'_>) -> anyhow::Result<()> {
        let environment = match &self.location {
            EnvironmentLocation::Existing(environment) => environment,
            EnvironmentLocation::New { .. } => {
                let Some(environment) = self.made.get() else { return Ok(()) };
                let kept = environment.clone().discard(&session.protected())?;
                kept.iter().for_each(|kept| session.context.printer.diagnostic(&kept.diagnostic()));
                return Ok(());
            }
        };
        let locked = environment.lock(&session.protected())?;
        self.restore(session, &locked).context("can't restore the environment")
    }

    fn restore(&self, session: &Session<'_>, environment: &LockedEnvironment<'_>) -> anyhow::Result<()> {
        let wanted = |before: &InstalledDistribution| Wanted {
            name: before.name.clone(),
            version: before.version.clone(),
            sha256: before.sha256,
            direct_url: before.direct_url.clone(),
        };
        let plan = Plan::new(environment.installed()?, self.before.iter().map(wanted).collect(), true);
        let store = session.store();
        let wheels: Wheels = plan
            .new_distributions()
            .filter_map(|wanted| Some((wanted, store.get(wanted.sha256?)?)))
            .filter(|(wanted, stored)| is_distribution(stored, &wanted.name, &wanted.version))
            .map(|(wanted, stored)| (wanted.name.clone(), stored))
            .collect();
        environment.apply(&plan, &wheels, &options(session))?;
        Ok(())
    }

    /// Prints what would be done.
    pub(crate) fn print_plan(&self, session: &Session<'_>) {
        let printer = &session.context.printer;
        if let EnvironmentLocation::New { path, interpreter } = &self.location {
            let shown = styled(NAME, session.context.shown(path));
            printer.say(format!("Would create {shown} with {interpreter}"));
        }
        for (verb, number) in self.counts() {
            printer.say(format!("Would {verb} {}", count(number, "package")));
        }
        self.print_changes(session);
    }

    /// Prints each package that was installed, replaced or removed on a line.
    pub(crate) fn print_changes(&self, session: &Session<'_>) {
        let printer = &session.context.printer;
        let mut lines = Vec::new();
        let replaced = self.plan.replace.iter().flat_map(|replacement| &replacement.old);
        for old in replaced.chain(&self.plan.remove) {
            lines.push((&old.name, 0, styled(GONE, "-"), &old.version));
        }
        for wanted in self.plan.new_distributions() {
            lines.push((&wanted.name, 1, styled(DONE, "+"), &wanted.version));
        }
        lines.sort();
        for (name, _, sign, version) in lines {
            printer.say(format!(" {sign} {}=={version}", styled(NAME, name)));
        }
    }

    /// The number of packages to install, replace and uninstall, where it is not 0.
    fn counts(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let plan = &self.plan;
        [("install", plan.install.len()), ("replace", plan.replace.len()), ("uninstall", plan.remove.len())]
            .into_iter()
            .filter(|(_, number)| *number > 0)
    }

    fn print_counts(&self, session: &Session<'_>, time: Duration) {
        let parts: Vec<_> = self
            .counts()
            .map(|(verb, number)| format!("{}ed {}", verb.trim_end_matches('e'), count(number, "package")))
            .collect();
        if !parts.is_empty() {
            let time = styled(DIM, format_args!("in {}", elapsed(time)));
            session.context.printer.say(format!("{} {time}", capitalized(&parts.join(", "))));
        }
    }
}

/// `text` with a capital letter at its start.
fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn options(session: &Session<'_>) -> InstallOptions {
    let link_mode = match session.packaging.link_mode {
        Some(naja_config::LinkMode::Copy) => LinkMode::Copy,
        _ => LinkMode::Auto,
    };
    InstallOptions { link_mode, ..InstallOptions::default() }
}
