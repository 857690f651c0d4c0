//! `naja tree`

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use naja_base::{Diagnostic, escape::escape};
use naja_pep::pylock::{Package, Pylock};
use naja_pep::{PackageName, Requirement};
use naja_project::PyProject;

use crate::cli::{LockPolicyArgs, ResolveArgs};
use crate::context::Context;
use crate::packaging::up_to_date::{self, LockPolicy};
use crate::packaging::{Session, repeat_while_files_change};
use crate::printer::{DIM, NAME, Printer, styled};

/// The arguments of `naja tree`.
#[derive(Debug, Args)]
pub(crate) struct TreeArgs {
    /// Show what needs a package instead of what it needs
    #[arg(long)]
    invert: bool,
    /// Show at most so many levels below the first
    #[arg(short, long, value_name = "LEVELS", default_value_t = 255)]
    depth: u8,
    /// Only the trees of these packages
    #[arg(long, value_name = "PACKAGE")]
    package: Vec<String>,
    /// Exclude the group `dev`
    #[arg(long)]
    no_dev: bool,
    /// Show a package's dependencies each time it appears
    #[arg(long)]
    no_dedupe: bool,
    #[command(flatten)]
    policy: LockPolicyArgs,
}

pub(crate) fn exec(context: &Context, args: &TreeArgs) -> anyhow::Result<ExitCode> {
    let policy = LockPolicy::from_args(args.policy);
    let (session, lock) = repeat_while_files_change(context, || {
        let session = Session::open(context, &[])?;
        let lock = up_to_date::current_lock(&session, policy, &ResolveArgs::default())?;
        Ok((session, lock))
    })?;
    let project = session.project()?;
    let graph = if args.invert { Graph::new(&lock).inverted() } else { Graph::new(&lock) };
    let roots = roots(args, &project.pyproject, &graph)?;
    let mut drawing = Drawing {
        printer: &context.printer,
        graph: &graph,
        depth: usize::from(args.depth),
        repeats: args.no_dedupe,
        shown: vec![false; lock.packages.len()],
        any_repeated: false,
    };
    let is_whole = args.package.is_empty() && !args.invert;
    if is_whole {
        let table = project.pyproject.project()?;
        let version = table.version.as_ref().map(|version| format!(" v{version}")).unwrap_or_default();
        context.printer.data(format!("{}{version}", styled(NAME, &table.name)));
        drawing.below(&roots);
    } else {
        for root in &roots {
            drawing.from(root);
        }
    }
    if drawing.any_repeated {
        context.printer.data(styled(DIM, "(*) shown with its dependencies above"));
    }
    Ok(ExitCode::SUCCESS)
}

/// The packages of a lock and the arrows between them, by position.
struct Graph<'a> {
    packages: &'a [Package],
    arrows: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn new(lock: &'a Pylock) -> Self {
        let mut by_name: BTreeMap<&PackageName, Vec<usize>> = BTreeMap::new();
        for (position, package) in lock.packages.iter().enumerate() {
            by_name.entry(&package.name).or_default().push(position);
        }
        let targets = |package: &Package| -> Vec<usize> {
            let dependencies = package.dependencies.iter();
            let mut targets: Vec<_> = dependencies
                .flat_map(|dependency| {
                    let named = by_name.get(&dependency.name).into_iter().flatten().copied();
                    named.filter(|position| {
                        dependency.version.is_none() || lock.packages[*position].version == dependency.version
                    })
                })
                .collect();
            targets.sort_unstable();
            targets.dedup();
            targets
        };
        Self { packages: &lock.packages, arrows: lock.packages.iter().map(targets).collect() }
    }

    fn inverted(mut self) -> Self {
        let mut arrows = vec![Vec::new(); self.arrows.len()];
        for (from, targets) in self.arrows.iter().enumerate() {
            for target in targets {
                arrows[*target].push(from);
            }
        }
        self.arrows = arrows;
        self
    }

    fn named<'s>(&'s self, name: &'s PackageName) -> impl Iterator<Item = usize> + 's {
        self.packages
            .iter()
            .enumerate()
            .filter(move |(_, package)| package.name == *name)
            .map(|(position, _)| position)
    }
}

/// Where a tree starts, with what is said of it beside its name and version.
struct Root {
    package: usize,
    remark: String,
}

/// The packages named, else what the project asks for, or in an inverted tree what needs nothing.
fn roots(args: &TreeArgs, pyproject: &PyProject, graph: &Graph<'_>) -> anyhow::Result<Vec<Root>> {
    let plain = |package| Root { package, remark: String::new() };
    if !args.package.is_empty() {
        let mut roots = Vec::new();
        for text in &args.package {
            let name = PackageName::new(text).with_context(|| format!("`{text}` is not a package name"))?;
            let before = roots.len();
            roots.extend(graph.named(&name).map(plain));
            if roots.len() == before {
                return Err(Diagnostic::error(format!("`{name}` is not in the lock")).into());
            }
        }
        return Ok(roots);
    }
    if args.invert {
        let leaves = Graph { packages: graph.packages, arrows: graph.arrows.clone() }.inverted();
        return Ok((0..graph.packages.len())
            .filter(|position| leaves.arrows[*position].is_empty())
            .map(plain)
            .collect());
    }
    let table = pyproject.project()?;
    let mut asked: Vec<(&Requirement, String)> = Vec::new();
    asked.extend(table.dependencies.iter().map(|declared| (&declared.requirement, String::new())));
    for (extra, list) in &table.optional_dependencies {
        asked.extend(list.iter().map(|declared| (&declared.requirement, format!(" (extra: {extra})"))));
    }
    for group in pyproject.groups.names().filter(|group| !args.no_dev || group.as_str() != "dev") {
        let list = pyproject.groups.requirements(group).unwrap_or_default();
        asked.extend(list.into_iter().map(|declared| (&declared.requirement, format!(" (group: {group})"))));
    }
    let mut roots = Vec::new();
    for (requirement, remark) in asked {
        let extras: Vec<_> = requirement.extras.iter().map(ToString::to_string).collect();
        let extras = if extras.is_empty() { String::new() } else { format!("[{}]", extras.join(",")) };
        let remark = format!("{extras}{remark}");
        roots.extend(graph.named(&requirement.name).map(|package| Root { package, remark: remark.clone() }));
    }
    Ok(roots)
}

/// A tree on its way to the terminal.
struct Drawing<'a> {
    printer: &'a Printer,
    graph: &'a Graph<'a>,
    depth: usize,
    repeats: bool,
    shown: Vec<bool>,
    any_repeated: bool,
}

/// A line that waits to be drawn.
struct Line {
    package: usize,
    remark: String,
    /// What stands before the line's own branch.
    prefix: String,
    /// Whether it is the last of its siblings; `None` for a root without a branch.
    last: Option<bool>,
    level: usize,
    /// The packages above it, against cycles.
    above: Vec<usize>,
}

impl Drawing<'_> {
    /// Draws the trees of `roots` as branches.
    fn below(&mut self, roots: &[Root]) {
        for (index, root) in roots.iter().enumerate() {
            self.draw(root, Some(index + 1 == roots.len()));
        }
    }

    /// Draws the tree of `root` at the margin.
    fn from(&mut self, root: &Root) {
        self.draw(root, None);
    }

    fn draw(&mut self, root: &Root, last: Option<bool>) {
        let (package, remark) = (root.package, root.remark.clone());
        let mut open =
            vec![Line { package, remark, prefix: String::new(), last, level: 0, above: Vec::new() }];
        while let Some(line) = open.pop() {
            let children = &self.graph.arrows[line.package];
            let is_repeated = self.shown[line.package] && !children.is_empty() && !self.repeats;
            let is_cycle = line.above.contains(&line.package);
            self.write(&line, is_repeated || is_cycle);
            if is_repeated || is_cycle || line.level >= self.depth {
                continue;
            }
            self.shown[line.package] = true;
            let indent = match line.last {
                None => "",
                Some(true) => "    ",
                Some(false) => "│   ",
            };
            let mut above = line.above;
            above.push(line.package);
            for (index, child) in children.iter().enumerate().rev() {
                open.push(Line {
                    package: *child,
                    remark: String::new(),
                    prefix: format!("{}{indent}", line.prefix),
                    last: Some(index + 1 == children.len()),
                    level: line.level + 1,
                    above: above.clone(),
                });
            }
        }
    }

    fn write(&mut self, line: &Line, is_repeated: bool) {
        let package = &self.graph.packages[line.package];
        let branch = match line.last {
            None => "",
            Some(true) => "└── ",
            Some(false) => "├── ",
        };
        let version = package.version.as_ref().map(|version| format!(" v{version}")).unwrap_or_default();
        let star = if is_repeated { " (*)" } else { "" };
        self.any_repeated |= is_repeated;
        let (name, remark) = (&package.name, escape(&line.remark));
        self.printer.data(format!("{}{branch}{name}{version}{remark}{star}", line.prefix));
    }
}
