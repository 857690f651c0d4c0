//! `naja add`

use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr as _;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use naja_pep::pylock::Pylock;
use naja_pep::{ExtraName, GroupName, PackageName, Requirement, RequirementSource, VersionSpecifiers};
use naja_project::{Added, Declared, Editor, List};

use crate::cli::ResolveArgs;
use crate::context::Context;
use crate::packaging::change::{self, Change, ChangeArgs};
use crate::packaging::install::Exactness;
use crate::packaging::lock_file::BrokenLock;
use crate::packaging::locking::{self, LockRequest, Upgrade};
use crate::packaging::{Session, repeat_while_files_change};

/// The arguments of `naja add`.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// The requirements to add, such as `httpx` or `"pydantic[email]>=2"`
    #[arg(value_name = "REQUIREMENT", required_unless_present = "requirements")]
    packages: Vec<String>,
    /// Add the requirements of a requirements file
    #[arg(short, long, value_name = "FILE")]
    requirements: Vec<PathBuf>,
    #[command(flatten)]
    list: ListArgs,
    /// Add requirements as given, without a lower bound
    #[arg(long)]
    raw: bool,
    #[command(flatten)]
    change: ChangeArgs,
    #[command(flatten)]
    resolve: ResolveArgs,
}

/// Which list of requirements is meant.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Add to or remove from the dependency group `dev`
    #[arg(long, conflicts_with_all = ["group", "optional"])]
    dev: bool,
    /// Add to or remove from this dependency group
    #[arg(long, value_name = "GROUP", conflicts_with = "optional")]
    group: Option<String>,
    /// Add to or remove from this extra
    #[arg(long, value_name = "EXTRA")]
    optional: Option<String>,
}

impl ListArgs {
    pub(super) fn list(&self) -> anyhow::Result<List> {
        let group = if self.dev { Some("dev") } else { self.group.as_deref() };
        Ok(match (group, &self.optional) {
            (Some(group), _) => {
                List::Group(GroupName::new(group).with_context(|| format!("`{group}` is not a group name"))?)
            }
            (None, Some(extra)) => List::Extra(
                ExtraName::new(extra).with_context(|| format!("`{extra}` is not an extra's name"))?,
            ),
            (None, None) => List::Project,
        })
    }
}

pub(crate) fn exec(context: &Context, args: &AddArgs) -> anyhow::Result<ExitCode> {
    repeat_while_files_change(context, || add(context, args))
}

fn add(context: &Context, args: &AddArgs) -> anyhow::Result<ExitCode> {
    let (mut session, lock) = Session::open_locked(context, &args.resolve.given())?;
    let list = args.list.list()?;
    let (declared, constraints) = declared(context, args)?;
    session.packaging.bounds.run_constraints = constraints;
    let upgrade = Upgrade::from_args(&args.resolve)?;

    let mut editor = Editor::new(Arc::clone(session.project()?.pyproject.source()))?;
    let mut unbounded = Vec::new();
    let own_name = session.project()?.pyproject.project()?.name.clone();
    for declared in &declared {
        refuse_own_name(&own_name, &list, declared)?;
        let added = editor.add(&list, declared)?;
        if added == Added::New && !args.raw && is_unbounded(&declared.requirement) {
            unbounded.push(&declared.requirement);
        }
    }
    let request = LockRequest {
        pyproject: editor.pyproject(),
        upgrade: &upgrade,
        base: None,
        broken: BrokenLock::Refuse,
    };
    let mut locked = locking::lock(&session, &request)?;
    if !unbounded.is_empty() {
        for requirement in unbounded {
            if let Some(bound) = lower_bound(requirement, &locked.document) {
                editor.bound(&list, requirement, &bound)?;
            }
        }
        let pyproject = editor.pyproject();
        locked = locking::lock_again(&session, pyproject, locked)?;
    }
    let change = Change { pyproject: editor.pyproject(), locked: &locked, exactness: Exactness::Inexact };
    change::carry_out(&session, &lock, &args.change, &change)
}

/// The requirements that the command line and the files named there give, and the constraints of those files.
fn declared(context: &Context, args: &AddArgs) -> anyhow::Result<(Vec<Declared>, Vec<String>)> {
    let (mut declared, mut constraints) = (Vec::new(), Vec::new());
    for text in &args.packages {
        declared.push(naja_project::from_text("command line", text)?);
    }
    for path in &args.requirements {
        let file = naja_project::read_requirements(&context.folder.join(path), &path.display().to_string())?;
        for warning in &file.warnings {
            context.printer.diagnostic(warning);
        }
        for option in &file.without_effect {
            context.printer.detail(option);
        }
        declared.extend(file.requirements);
        constraints.extend(file.constraints.iter().map(|constraint| constraint.requirement.to_string()));
    }
    Ok((declared, constraints))
}

/// A project can't require itself, except that extras and groups may name its own extras.
fn refuse_own_name(project: &PackageName, list: &List, declared: &Declared) -> anyhow::Result<()> {
    let requirement = &declared.requirement;
    if requirement.name != *project || (*list != List::Project && !requirement.extras.is_empty()) {
        return Ok(());
    }
    let error =
        declared.origin.error(format!("`{project}` is the project itself"), "a project can't require itself");
    Err(error.with_help("require another package, or rename the project").into())
}

fn is_unbounded(requirement: &Requirement) -> bool {
    matches!(&requirement.source, RequirementSource::Specifiers(specifiers) if specifiers.is_empty())
}

/// The version that was locked, the oldest where there are several, as a lower bound.
fn lower_bound(requirement: &Requirement, lock: &Pylock) -> Option<VersionSpecifiers> {
    let locked = lock.packages.iter().filter(|package| package.name == requirement.name);
    let version = locked.filter_map(|package| package.version.as_ref()).min()?;
    VersionSpecifiers::from_str(&format!(">={}", version.clone().without_local())).ok()
}
