//! `naja doctor`

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::Args;
use naja_base::Diagnostic;
use naja_env::{EnvError, Environment, Thoroughness};
use naja_pep::PackageName;

use crate::cli::{GroupArgs, ResolveArgs};
use crate::context::Context;
use crate::packaging::install::{Exactness, Reinstall};
use crate::packaging::up_to_date::{self, EnvironmentRequest, LockPolicy};
use crate::packaging::{Session, damage};
use crate::printer::count;

/// The arguments of `naja doctor`.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// Report problems without repairing them
    #[arg(long)]
    check: bool,
}

/// What was found and done so far.
#[derive(Default)]
struct Findings {
    checked: Vec<String>,
    problems: usize,
    repaired: usize,
}

pub(crate) fn exec(context: &Context, args: &DoctorArgs) -> anyhow::Result<ExitCode> {
    let session =
        if args.check { Session::open_to_inspect(context, &[])? } else { Session::open(context, &[])? };
    let mut findings = Findings::default();
    check_cache(&session, args, &mut findings)?;
    check_environment(&session, args, &mut findings)?;
    let Findings { checked, problems, repaired } = findings;
    let outcome = match (problems, repaired) {
        (0, _) => "no problems found".to_owned(),
        (_, 0) => format!("{} found", count(problems, "problem")),
        _ => format!("{} found, {repaired} repaired", count(problems, "problem")),
    };
    context.printer.data(format!("Checked {}: {outcome}", checked.join(" and ")));
    Ok(if problems == repaired { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Compares every unpacked wheel in the cache with the hashes of its files. Damaged ones are removed, and downloaded again
/// when they are needed.
fn check_cache(session: &Session<'_>, args: &DoctorArgs, findings: &mut Findings) -> anyhow::Result<()> {
    let store = session.store();
    let wheels = store.list()?;
    for sha256 in &wheels {
        let stored = store.get(*sha256);
        let mut warning = match &stored {
            Some(stored) => {
                let files = stored.find_changed()?;
                if files.is_empty() {
                    continue;
                }
                damage::cached(&stored.manifest.filename, &files)
            }
            None => Diagnostic::warning(format!("the list of cached files of the wheel {sha256} is damaged")),
        };
        findings.problems += 1;
        if !args.check {
            store.remove(*sha256)?;
            findings.repaired += 1;
            warning =
                warning.with_note("it was removed from the cache, and is downloaded again when it is needed");
        }
        session.context.printer.diagnostic(&warning);
    }
    if !args.check {
        store.collect();
    }
    findings.checked.push(format!("{} in the cache", count(wheels.len(), "wheel")));
    Ok(())
}

/// Compares every installed file with the hash in its distribution's `RECORD`. Damaged distributions that the lock has are
/// reinstalled.
fn check_environment(
    session: &Session<'_>,
    args: &DoctorArgs,
    findings: &mut Findings,
) -> anyhow::Result<()> {
    let environment = match session.usable_environment(None) {
        Ok(Some(environment)) => environment,
        Ok(None) => return Ok(()),
        Err(error) if matches!(error.downcast_ref(), Some(EnvError::NotAnEnvironment { .. })) => {
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let name = session.context.shown(environment.root());
    findings.checked.push(format!("{} in `{name}`", count(environment.installed()?.len(), "package")));
    let damaged = environment.find_damage(Thoroughness::Contents)?;
    damage::report(session.context, &damaged);
    findings.problems += damaged.len();
    if args.check || damaged.is_empty() {
        return Ok(());
    }
    let names: BTreeSet<PackageName> =
        damaged.iter().map(|damaged| damaged.distribution.name.clone()).collect();
    if let Err(error) = reinstall(session, &names) {
        crate::report::failure(&session.context.printer, &error);
    }
    let left = remaining(&environment, &names)?;
    findings.repaired += damaged.len() - left.len();
    for name in left {
        let message = format!("`{name}` was not repaired");
        let help = format!(
            "run `naja sync --reinstall-package {name}`, or install it with the tool that installed it"
        );
        session.context.printer.diagnostic(&Diagnostic::warning(message).with_help(help));
    }
    Ok(())
}

/// Installs those of `names` again that the lock has, whatever extras and groups they belong to.
fn reinstall(session: &Session<'_>, names: &BTreeSet<PackageName>) -> anyhow::Result<()> {
    if session.project.is_none() {
        return Ok(());
    }
    let lock = up_to_date::current_lock(session, LockPolicy::Frozen, &ResolveArgs::default())?;
    let locked: BTreeSet<_> = lock.packages.iter().map(|package| &package.name).collect();
    let names: BTreeSet<_> = names.iter().filter(|name| locked.contains(name)).cloned().collect();
    if names.is_empty() {
        return Ok(());
    }
    let groups = GroupArgs { all_extras: true, all_groups: true, ..GroupArgs::default() };
    let reinstall = Reinstall::Some(names);
    let request = EnvironmentRequest {
        policy: LockPolicy::Frozen,
        exactness: Exactness::Inexact,
        groups: &groups,
        resolve: &ResolveArgs::default(),
        python: None,
        reinstall: &reinstall,
    };
    let mut survey = up_to_date::survey(session, &request)?;
    survey.keep_only_reinstalls();
    let wheels = survey.fetch(session)?;
    survey.apply(session, &wheels)?;
    survey.print_changes(session);
    Ok(())
}

/// Those of `names` that are still damaged.
fn remaining(environment: &Environment, names: &BTreeSet<PackageName>) -> anyhow::Result<Vec<PackageName>> {
    let damaged = environment.find_damage(Thoroughness::Contents)?;
    let damaged = damaged.into_iter().map(|damaged| damaged.distribution.name);
    Ok(damaged.filter(|name| names.contains(name)).collect())
}
