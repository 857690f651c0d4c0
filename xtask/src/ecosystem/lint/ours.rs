//! Our own findings and fixes, over many files at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context as _;
use naja_base::LineIndex;
use naja_config::source::{Entry, find_source};
use naja_lint::policy::Noqa;
use naja_lint::{FileFacts, Linter, Policy, Rule, RuleSet, Settings};
use naja_syntax::Arena;
use walkdir::WalkDir;

use super::{Findings, Place, Plan};

/// The `.py` and `.pyi` files of `corpora` below `root`, in a fixed order.
pub fn files(root: &Path, corpora: &[String]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for name in corpora {
        for entry in WalkDir::new(root.join(name)).sort_by_file_name() {
            let entry = entry.with_context(|| format!("cannot walk `{name}`"))?;
            let suffix = entry.path().extension();
            if entry.file_type().is_file() && suffix.is_some_and(|suffix| suffix == "py" || suffix == "pyi") {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}

/// A linter with the plan's settings and these rules.
pub fn linter(plan: &Plan, rules: &[&'static Rule]) -> anyhow::Result<Linter> {
    let mut settings = Settings::default();
    for option in &plan.config {
        let (name, value) =
            option.split_once('=').with_context(|| format!("`{option}` is not `key=value`"))?;
        let key = find_source(name.trim()).with_context(|| format!("`{name}` is not a setting"))?;
        let entry = Entry::from_toml(key, value).map_err(|error| anyhow::anyhow!("{error}"))?;
        let known = settings.set(key.name, &entry).map_err(|error| anyhow::anyhow!("{error}"))?;
        anyhow::ensure!(known, "no rule has the option `{name}`");
    }
    let chosen = RuleSet::of(|rule| rules.iter().any(|wanted| std::ptr::eq(*wanted, *rule)));
    let mut policy = Policy::from(chosen);
    if plan.ignore_noqa {
        policy.set_noqa(Noqa::Ignored);
    }
    Ok(Linter::new(settings, policy))
}

/// What we say of `files`, one list a rule.
pub fn findings(plan: &Plan, files: &[PathBuf]) -> anyhow::Result<Findings> {
    let linter = linter(plan, &plan.rules)?;
    let all = Mutex::new(Findings::new());
    parallel(files, |file, arena| {
        let Some(source) = text(file) else { return };
        let first_party = |module: &str| is_first_party(&plan.root, file, module);
        let facts = FileFacts { is_first_party: &first_party, ..FileFacts::of(file) };
        let report = linter.check(&source, facts, arena);
        let index = LineIndex::new(&source);
        let mut own: BTreeMap<&'static str, Vec<Place>> = BTreeMap::new();
        let name = file.strip_prefix(&plan.root).unwrap_or(file).display().to_string();
        for finding in &report.findings {
            let place = index.line_column(finding.span.start, &source);
            let place = Place { file: name.clone(), line: place.line, column: place.column };
            own.entry(finding.rule.code).or_default().push(place);
        }
        if let Ok(mut all) = all.lock() {
            for (code, mut places) in own {
                all.entry(code).or_default().append(&mut places);
            }
        }
    })?;
    let mut all = all.into_inner().unwrap_or_default();
    all.values_mut().for_each(|places| places.sort());
    Ok(all)
}

/// Whether `module` lies in `root`, or is the package that `file` is in.
pub fn is_first_party(root: &Path, file: &Path, module: &str) -> bool {
    let base = module.split('.').next().unwrap_or(module);
    let in_root = root.join(base).is_dir()
        || ["py", "pyi"].iter().any(|suffix| root.join(base).with_extension(suffix).is_file());
    let packages = file.ancestors().skip(1).take_while(|folder| folder.join("__init__.py").is_file());
    in_root || packages.last().and_then(Path::file_name).is_some_and(|name| name == base)
}

/// The text of a file that is Python.
pub fn text(file: &Path) -> Option<String> {
    let bytes = std::fs::read(file).ok()?;
    naja_syntax::source::decode(bytes).ok().map(|source| source.text)
}

/// Does `work` for each of `items`, on as many threads as there are cores.
pub fn parallel<T: Sync>(items: &[T], work: impl Fn(&T, &mut Arena) + Sync) -> anyhow::Result<()> {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut arena = Arena::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            arena.reset();
            work(item, &mut arena);
        }
    };
    std::thread::scope(|scope| {
        let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let spawn =
            |_| std::thread::Builder::new().stack_size(naja_syntax::STACK_SIZE).spawn_scoped(scope, run);
        let threads: Vec<_> = (0..workers).map(spawn).collect();
        for thread in threads {
            thread?.join().map_err(|_| anyhow::anyhow!("a worker panicked"))?;
        }
        Ok(())
    })
}
