//! Ruff: its findings, kept between runs, and its fixes.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use serde_json::Value;

use super::{Findings, Place, Plan};
use crate::ecosystem::sources;

/// The program.
#[derive(Clone)]
pub struct Ruff {
    path: PathBuf,
}

impl Ruff {
    /// The one among the peers in the cache folder, or the one on PATH.
    pub fn find() -> Self {
        let peer = sources::cache_folder().map(|folder| folder.join("naja-peers/bin/ruff"));
        Self::at(peer.ok().filter(|path| path.exists()).unwrap_or_else(|| "ruff".into()))
    }

    pub const fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// What it says of the plan's rules, one list a rule.
    pub fn findings(&self, plan: &Plan) -> anyhow::Result<Findings> {
        let folder = self.folder(plan)?;
        let file = |code: &str| folder.join(format!("{code}.tsv"));
        let unknown: Vec<&str> =
            plan.rules.iter().map(|rule| rule.code).filter(|code| !file(code).exists()).collect();
        if !unknown.is_empty() {
            eprintln!("asking ruff about {} rules", unknown.len());
            let mut lists = self.ask(plan, &unknown)?;
            std::fs::create_dir_all(&folder)?;
            for code in unknown {
                let text: String = lists.remove(code).unwrap_or_default();
                naja_base::atomic::replace(&file(code), text.as_bytes())?;
            }
        }
        let mut findings = Findings::new();
        for rule in &plan.rules {
            let text = std::fs::read_to_string(file(rule.code))?;
            let mut places: Vec<Place> = text.lines().filter_map(place).collect();
            places.sort();
            findings.insert(rule.code, places);
        }
        Ok(findings)
    }

    /// Runs it over the corpora with `codes`; its findings as lines of file, line and column.
    pub fn ask(&self, plan: &Plan, codes: &[&str]) -> anyhow::Result<BTreeMap<String, String>> {
        let mut command = self.command(plan, &plan.root);
        command.args(["--output-format", "json-lines", "--exit-zero", "--quiet"]);
        command.arg("--select").arg(codes.join(",")).args(&plan.corpora);
        let output = command.stdin(Stdio::null()).output().context("ruff can't be started")?;
        if !output.status.success() {
            bail!("ruff failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        let mut lists: BTreeMap<String, String> = BTreeMap::new();
        for line in output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let value: Value = serde_json::from_slice(line).context("ruff's output is not JSON")?;
            let text = |key: &str| value[key].as_str().unwrap_or_default();
            let file = Path::new(text("filename"));
            let file = file.strip_prefix(&plan.root).unwrap_or(file);
            let number = |key: &str| value["location"][key].as_u64().unwrap_or_default();
            let list = lists.entry(text("code").to_owned()).or_default();
            list.push_str(&format!("{}\t{}\t{}\n", file.display(), number("row"), number("column")));
        }
        Ok(lists)
    }

    /// Fixes the files in `folder`, which holds copies.
    pub fn fix(&self, plan: &Plan, codes: &[&str], folder: &Path) -> anyhow::Result<()> {
        let mut command = self.command(plan, folder);
        command.args(["--fix-only", "--exit-zero", "--quiet", "--select"]).arg(codes.join(","));
        if plan.unsafe_fixes {
            command.arg("--unsafe-fixes");
        }
        let output = command.arg(".").stdin(Stdio::null()).output().context("ruff can't be started")?;
        if !output.status.success() {
            bail!("ruff failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    }

    fn command(&self, plan: &Plan, folder: &Path) -> Command {
        let mut command = Command::new(&self.path);
        command.current_dir(folder).args(["check", "--isolated", "--no-cache", "--no-respect-gitignore"]);
        command.args(["--config", "exclude = []", "--config", "include = ['*.py', '*.pyi']"]);
        for option in &plan.config {
            command.arg("--config").arg(option);
        }
        if plan.ignore_noqa {
            command.arg("--ignore-noqa");
        }
        // A code unknown to naja belongs to another tool, and so it must for ruff, or RUF100 could not be compared.
        let foreign = naja_lint::select::known().filter_map(|known| known.code);
        let foreign: Vec<String> =
            foreign.filter(|code| naja_lint::find(code).is_none()).map(|code| format!("'{code}'")).collect();
        command.arg("--config").arg(format!("lint.external = [{}]", foreign.join(", ")));
        command
    }

    /// Where its findings under the plan's options are kept.
    fn folder(&self, plan: &Plan) -> anyhow::Result<PathBuf> {
        let output = Command::new(&self.path).arg("--version").output().context("ruff can't be started")?;
        let version = String::from_utf8_lossy(&output.stdout).trim().replace(' ', "-");
        let mut hasher = DefaultHasher::new();
        (&plan.config, &plan.corpora, plan.ignore_noqa, &plan.root).hash(&mut hasher);
        if plan.rules.iter().any(|rule| rule.code == "RUF100") {
            // Which directives are of use depends on the rules that are on, and on those that we have.
            plan.rules.iter().for_each(|rule| rule.code.hash(&mut hasher));
            naja_lint::all().count().hash(&mut hasher);
        }
        let folder = sources::cache_folder()?.join("naja-findings");
        Ok(folder.join(format!("{version}-{:016x}", hasher.finish())))
    }
}

/// A place as it is kept: file, line and column, parted by tabs.
pub fn place(line: &str) -> Option<Place> {
    let mut parts = line.split('\t');
    let file = parts.next()?.to_owned();
    Some(Place { file, line: parts.next()?.parse().ok()?, column: parts.next()?.parse().ok()? })
}
