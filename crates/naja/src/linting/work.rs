//! Linting one file: what is known of it, else what the rules say, and what is done about that.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use naja_base::{Applicability, Diagnostic, edit};
use naja_config::source::SourceSettings;
use naja_lint::output::{Renderer, Totals};
use naja_lint::{FileFacts, Finding};
use naja_syntax::{Arena, Mode, ParseOptions};

use super::{Body, Packages, Ready, Rules, difference, keep, recall};
use crate::context::Context;
use crate::source::{self, Contents, Governed, Key, Looked, Purpose, Work};

/// What is done about findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// They are told.
    Report,
    /// What can be fixed is fixed in the file, the rest is told.
    Fix,
    /// The fixes are shown.
    Diff,
    /// They are silenced, with this reason.
    Silence(String),
}

/// The linter at work.
pub(crate) struct Linting<'a> {
    pub(crate) context: &'a Context,
    pub(crate) rules: Rules,
    pub(crate) action: Action,
    /// How findings are shown; `None` where they are only counted.
    pub(crate) renderer: Option<Renderer>,
    /// The least that a fix must be to be made.
    pub(crate) wanted: Applicability,
}

/// What became of a file.
pub(crate) enum Outcome {
    /// It was linted.
    Linted(Box<Linted>),
    /// It could not be.
    Failed(Box<Diagnostic>),
}

/// What there is to say about a file.
#[derive(Debug, Default)]
pub(crate) struct Linted {
    /// The findings that are left, as they are shown.
    pub(crate) text: String,
    /// How many there are.
    pub(crate) totals: Totals,
    /// The fixes that were made, by code.
    pub(crate) made: Vec<(&'static str, usize)>,
    /// What the fixes change, where that is asked for.
    pub(crate) diff: String,
    /// How many directives were added.
    pub(crate) silenced: usize,
    /// The new text, where there is one.
    pub(crate) new: Option<String>,
    /// Faults of rules that were met on the way.
    pub(crate) warnings: Vec<Diagnostic>,
}

/// What a thread keeps between files.
#[derive(Default)]
pub(crate) struct Scratch {
    arena: Arena,
    packages: Packages,
}

impl Scratch {
    /// The packages that were found so far.
    pub(crate) fn packages(&mut self) -> &mut Packages {
        &mut self.packages
    }
}

/// A file under its settings.
pub(crate) struct Subject<'s> {
    pub(crate) path: &'s Path,
    /// As the user knows it.
    pub(crate) shown: &'s str,
    pub(crate) settings: &'s SourceSettings,
    pub(crate) ready: &'s Ready,
    /// Whether it is a file, which can be written; else it came in by standard input.
    pub(crate) is_file: bool,
}

impl Subject<'_> {
    /// What the rules look at.
    pub(crate) fn body<'c>(&self, contents: &'c Contents) -> Result<Body<'c>, Box<Diagnostic>> {
        Body::of(self.path, self.shown, &contents.text)
    }
}

impl Work for Linting<'_> {
    type Options = Ready;
    type Scratch = Scratch;
    type Outcome = Outcome;

    fn purpose(&self) -> Purpose {
        Purpose::Lint
    }

    fn options(&self, settings: &SourceSettings) -> anyhow::Result<Ready> {
        let ready = Ready::new(settings, &self.rules, "")?;
        ready.complain(&self.context.printer);
        Ok(ready)
    }

    fn file(&self, path: &Path, governed: &Governed<Ready>, scratch: &mut Scratch) -> Option<Outcome> {
        let shown = self.context.shown(path);
        let subject = Subject {
            path,
            shown: &shown,
            settings: &governed.settings,
            ready: &governed.options,
            is_file: true,
        };
        match self.try_file(&subject, scratch) {
            Ok(linted) => linted.map(|linted| Outcome::Linted(Box::new(linted))),
            Err(diagnostic) => Some(Outcome::Failed(diagnostic)),
        }
    }

    fn cache_folder(&self) -> Option<&Path> {
        self.rules.cache.as_deref()
    }

    fn writes(&self) -> bool {
        matches!(self.action, Action::Fix | Action::Silence(_))
    }

    fn finish(&self, ready: &Ready) {
        if let Some(cache) = &ready.cache {
            cache.save();
        }
    }

    fn failed(&self, diagnostic: Box<Diagnostic>) -> Outcome {
        Outcome::Failed(diagnostic)
    }
}

impl Linting<'_> {
    /// `None` where there is nothing to say.
    fn try_file(
        &self,
        subject: &Subject<'_>,
        scratch: &mut Scratch,
    ) -> Result<Option<Linted>, Box<Diagnostic>> {
        let cache = subject.ready.cache.as_ref();
        let facts = cache.map(|_| facts(subject, &mut scratch.packages)).unwrap_or_default();
        let (contents, key) = match source::look(cache, subject.path, &facts)? {
            None => return Ok(None),
            Some(Looked::New(contents, key)) => (contents, key),
            Some(Looked::Known(bytes)) => {
                let known = recall(bytes);
                if known.as_ref().is_some_and(Vec::is_empty) {
                    return Ok(None);
                }
                let Some(Looked::New(contents, _)) = source::look(None, subject.path, &facts)? else {
                    return Ok(None);
                };
                match known {
                    Some(findings) if !self.acts_on(&findings) => {
                        let body = subject.body(&contents)?;
                        return Ok(Some(self.told(subject, &body, &findings)));
                    }
                    _ => (contents, None),
                }
            }
        };
        let mut linted = self.lint(subject, &contents, scratch, |findings, written| {
            let key = written.map_or(key, |content| Some(content.with(&facts)));
            note(subject.ready, key, findings);
        })?;
        if let (Some(new), true) = (linted.new.take(), matches!(self.action, Action::Diff)) {
            linted.diff = difference(subject.path, subject.shown, &contents.text, &new);
        }
        source::release(contents);
        let is_silent = linted.totals.is_empty()
            && linted.made.is_empty()
            && linted.silenced == 0
            && linted.warnings.is_empty();
        Ok((!is_silent).then_some(linted))
    }

    /// Lints a text and does what is asked for; `note` is told what is left to say of the text that then stands in the file.
    pub(crate) fn lint(
        &self,
        subject: &Subject<'_>,
        contents: &Contents,
        scratch: &mut Scratch,
        note: impl Fn(&[Finding], Option<source::Content>),
    ) -> Result<Linted, Box<Diagnostic>> {
        let Scratch { arena, packages } = scratch;
        arena.reset();
        // Few files have a rule ask for it, and it means looking into folders.
        let (own_package, packages) = (OnceLock::new(), Mutex::new(packages));
        let find_package = || {
            let mut packages = packages.lock().unwrap_or_else(PoisonError::into_inner);
            package(subject, &mut packages).map(str::to_owned)
        };
        let is_first_party = |module: &str| {
            subject.ready.first_party.has(module)
                || own_package
                    .get_or_init(find_package)
                    .as_deref()
                    .is_some_and(|own: &str| module.split('.').next() == Some(own))
        };
        let body = subject.body(contents)?;
        let own = FileFacts { is_first_party: &is_first_party, ..FileFacts::of(subject.path) };
        let file = FileFacts { cells: body.cells(), ..own };
        let (linter, text) = (&subject.ready.linter, body.text());
        match &self.action {
            Action::Report => {
                let report = linter.check(text, file, arena);
                note(&report.findings, None);
                Ok(self.told(subject, &body, &report.findings))
            }
            Action::Fix | Action::Diff => {
                let mut fixed = naja_lint::fix(linter, text, file, self.wanted, arena);
                let warnings = bugs(&fixed.dropped, &fixed.endless);
                if fixed.text == text {
                    note(&fixed.report.findings, None);
                    let linted = self.told(subject, &body, &fixed.report.findings);
                    return Ok(Linted { made: fixed.made, warnings, ..linted });
                }
                let new = body.with_text(fixed.text, fixed.cells.as_ref())?;
                let fixed_body = Body::of(subject.path, subject.shown, &new)?;
                if let Some(cells) = fixed_body.cells() {
                    arena.reset();
                    let file = FileFacts { cells: Some(cells), ..own };
                    fixed.report = linter.check(fixed_body.text(), file, arena);
                }
                if self.action == Action::Fix && subject.is_file {
                    let written = source::write(subject.path, contents, &new)?;
                    note(&fixed.report.findings, Some(written));
                }
                let linted = self.told(subject, &fixed_body, &fixed.report.findings);
                Ok(Linted { made: fixed.made, warnings, new: Some(new), ..linted })
            }
            Action::Silence(reason) => {
                let mode = if file.is_stub { Mode::Stub } else { Mode::Module };
                let parsed = naja_syntax::parse_with(text, arena, ParseOptions::from(mode));
                let report = linter.check_parsed(text, &parsed, file, arena);
                let reason = Some(reason.as_str()).filter(|reason| !reason.is_empty());
                let (edits, silenced) = naja_lint::add_noqa(text, &parsed, &report.findings, reason);
                if let Some(new) = edit::apply(text, &edits).ok().filter(|_| silenced > 0 && subject.is_file)
                {
                    let cells = body.cells().map(|cells| cells.after(&edits));
                    source::write(subject.path, contents, &body.with_text(new, cells.as_ref())?)?;
                }
                Ok(Linted { silenced, ..Linted::default() })
            }
        }
    }

    /// Whether something is to be done about one of `findings`.
    fn acts_on(&self, findings: &[Finding]) -> bool {
        let is_fixable =
            |finding: &Finding| finding.fix.as_ref().is_some_and(|fix| fix.applicability >= self.wanted);
        match self.action {
            Action::Report => false,
            Action::Fix | Action::Diff => findings.iter().any(is_fixable),
            Action::Silence(_) => !findings.is_empty(),
        }
    }

    /// Findings as they are shown.
    pub(crate) fn told(&self, subject: &Subject<'_>, body: &Body<'_>, findings: &[Finding]) -> Linted {
        let mut linted = Linted::default();
        if findings.is_empty() {
            return linted;
        }
        linted.totals.add(findings);
        if let Some(renderer) = &self.renderer {
            let mut text = String::new();
            body.render(*renderer, subject, findings, &mut text);
            // It is kept until all files are done: without the room that it has grown into.
            text.as_str().clone_into(&mut linted.text);
        }
        linted
    }
}

/// What standard input is called where it has no name.
pub(crate) const STDIN: &str = "-";

/// The facts about a file's path that count.
pub(crate) fn facts(subject: &Subject<'_>, packages: &mut Packages) -> Vec<u8> {
    let relative: PathBuf = subject.path.strip_prefix(subject.settings.root()).unwrap_or(subject.path).into();
    let mut facts = relative.into_os_string().into_encoded_bytes();
    facts.push(0);
    facts.extend_from_slice(package(subject, packages).unwrap_or_default().as_bytes());
    facts
}

/// The package that the file is part of, where that makes its modules first-party ones.
fn package<'p>(subject: &Subject<'_>, packages: &'p mut Packages) -> Option<&'p str> {
    let detects = subject.settings.flag("lint.isort.detect-same-package").unwrap_or(true);
    if detects { packages.of(subject.path) } else { None }
}

fn note(ready: &Ready, key: Option<Key>, findings: &[Finding]) {
    if let (Some(cache), Some(key)) = (&ready.cache, key)
        && let Some(bytes) = keep(findings)
    {
        cache.note_verdict(key, bytes);
    }
}

/// What is said of rules whose fixes went wrong.
fn bugs(dropped: &[&'static str], endless: &[&'static str]) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    let mut warn = |codes: &[&'static str], message: &str| {
        if !codes.is_empty() {
            let message = format!("{message} `{}`", codes.join("`, `"));
            warnings.push(
                Diagnostic::warning(message)
                    .with_help("this is a bug in naja: please report it, with the file if you can"),
            );
        }
    };
    warn(dropped, "a fix was left out, since its result would not have been valid Python:");
    warn(endless, "these rules' fixes undo each other, so some were left out:");
    warnings
}
