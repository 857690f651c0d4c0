//! `naja fix`: import sorting and fixes, then the formatter, in one write a file.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use naja_base::{Applicability, Diagnostic, SourceText};
use naja_config::source::SourceSettings;
use naja_format::{FormatError, Formatter};
use naja_lint::output::{Format, Renderer, Totals, show_fixes};
use naja_lint::policy::Noqa;

use crate::cli::{FileArgs, RuleArgs, SourceGiven};
use crate::context::Context;
use crate::formatting::{self, Styles};
use crate::linting::{
    Action, Linted, Linting, Ready, Rules, Scratch, Subject, difference, facts, keep, recall,
};
use crate::printer::count;
use crate::source::{self, Contents, Governed, Looked, Purpose, Told, Work};

/// What `naja fix` takes.
#[derive(Debug, Args)]
pub(crate) struct FixArgs {
    #[command(flatten)]
    files: FileArgs,
    #[command(flatten)]
    rules: RuleArgs,
    /// Change nothing; name the files that would change, and end with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Change nothing; show what would change, and end with 1 if anything would
    #[arg(long)]
    diff: bool,
}

struct Fixing<'a> {
    linting: Linting<'a>,
    args: &'a FixArgs,
}

/// What one configuration asks for.
struct Options {
    ready: Ready,
    styles: Styles,
}

/// What became of a file.
enum Outcome {
    /// What is left to say of it.
    Fixed(Box<Fixed>),
    /// It could not be worked on.
    Failed(Box<Diagnostic>),
}

#[derive(Default)]
struct Fixed {
    linted: Linted,
    changed: bool,
}

/// A file in which nothing is left to fix or to format.
struct Settled {
    linted: Linted,
    /// What is left to say, to be kept.
    left: Option<Vec<u8>>,
    text: String,
}

/// How often a file is fixed and formatted until nothing changes; twice is enough unless a rule and the formatter disagree.
const ROUNDS: usize = 5;

pub(crate) fn exec(context: &Context, args: &FixArgs) -> anyhow::Result<ExitCode> {
    let config = source::config(context, &args.given().0)?;
    let settings = config.of_folder(&context.folder)?;
    let wanted = match settings.flag("unsafe-fixes").unwrap_or(false) {
        true => Applicability::Unsafe,
        false => Applicability::Safe,
    };
    let rules = Rules {
        noqa: if args.rules.ignore_noqa { Noqa::Ignored } else { Noqa::Honoured },
        strict: context.global.strict_config,
        cache: source::cache_folder(context)?,
        sorts_imports: true,
    };
    let renderer = Renderer { format: Format::Full, color: context.printer.is_colored(), wanted };
    let linting = Linting { context, rules, action: Action::Fix, renderer: Some(renderer), wanted };
    if args.files.is_stdin() {
        return Err(Diagnostic::error("`naja fix` works on files")
            .with_help("`naja lint --fix -` and `naja format -` work on standard input")
            .into());
    }
    let work = Fixing { linting, args };
    let told = source::run(context, &config, &work, &args.files.paths)?;
    for warning in config.take_warnings() {
        context.printer.diagnostic(&warning);
    }
    Ok(work.report(told, settings.flag("show-fixes").unwrap_or(false)))
}

impl FixArgs {
    fn given(&self) -> SourceGiven {
        let mut given = self.files.given();
        self.rules.add_to(&mut given);
        given
    }
}

impl Work for Fixing<'_> {
    type Options = Options;
    type Scratch = Scratch;
    type Outcome = Outcome;

    fn purpose(&self) -> Purpose {
        Purpose::Both
    }

    fn options(&self, settings: &SourceSettings) -> anyhow::Result<Options> {
        let styles = Styles::new(settings)?;
        let also = format!("fix {:?} {styles:?}", self.linting.wanted);
        let ready = Ready::new(settings, &self.linting.rules, &also)?;
        ready.complain(&self.linting.context.printer);
        Ok(Options { ready, styles })
    }

    fn file(&self, path: &Path, governed: &Governed<Options>, scratch: &mut Scratch) -> Option<Outcome> {
        match self.try_file(path, governed, scratch) {
            Ok(fixed) => fixed.map(|fixed| Outcome::Fixed(Box::new(fixed))),
            Err(diagnostic) => Some(Outcome::Failed(diagnostic)),
        }
    }

    fn cache_folder(&self) -> Option<&Path> {
        self.linting.rules.cache.as_deref()
    }

    fn writes(&self) -> bool {
        !self.is_dry()
    }

    fn finish(&self, options: &Options) {
        if let Some(cache) = &options.ready.cache {
            cache.save();
        }
    }

    fn failed(&self, diagnostic: Box<Diagnostic>) -> Outcome {
        Outcome::Failed(diagnostic)
    }
}

impl Fixing<'_> {
    fn is_dry(&self) -> bool {
        self.args.check || self.args.diff
    }

    fn try_file(
        &self,
        path: &Path,
        governed: &Governed<Options>,
        scratch: &mut Scratch,
    ) -> Result<Option<Fixed>, Box<Diagnostic>> {
        let shown = self.linting.context.shown(path);
        let options = &governed.options;
        let subject = Subject {
            path,
            shown: &shown,
            settings: &governed.settings,
            ready: &options.ready,
            is_file: false,
        };
        let facts = facts(&subject, scratch.packages());
        let (old, key) = match source::look(options.ready.cache.as_ref(), path, &facts)? {
            None => return Ok(None),
            Some(Looked::New(contents, key)) => (contents, key),
            Some(Looked::Known(bytes)) => {
                let known = recall(bytes);
                if known.as_ref().is_some_and(Vec::is_empty) {
                    return Ok(Some(Fixed::default()));
                }
                let Some(Looked::New(contents, _)) = source::look(None, path, &facts)? else {
                    return Ok(None);
                };
                if let Some(findings) = known {
                    let linted = self.linting.told(&subject, &subject.body(&contents)?, &findings);
                    return Ok(Some(Fixed { linted, changed: false }));
                }
                (contents, None)
            }
        };
        let Settled { mut linted, left, text: new } = self.settle(&subject, &old, governed, scratch)?;
        let changed = new != old.text;
        let mut key = key;
        if changed && self.args.diff {
            linted.diff = difference(path, &shown, &old.text, &new);
        }
        if changed && self.is_dry() {
            key = None;
        } else if changed {
            key = Some(source::write(path, &old, &new)?.with(&facts));
        }
        if let (Some(cache), Some(key), Some(left)) = (&options.ready.cache, key, left) {
            cache.note_verdict(key, left);
        }
        Ok(Some(Fixed { linted, changed }))
    }

    /// Fixes and formats until nothing changes; yields what is left to say, and the text.
    fn settle(
        &self,
        subject: &Subject<'_>,
        old: &Contents,
        governed: &Governed<Options>,
        scratch: &mut Scratch,
    ) -> Result<Settled, Box<Diagnostic>> {
        let style = governed.options.styles.of(subject.path);
        let (filter, path) = (&governed.filter, subject.path);
        let is_linted = !filter.excludes(path, Purpose::Lint, false);
        let is_formatted = !source::is_notebook(path) && !filter.excludes(path, Purpose::Format, false);
        let mut made: Vec<(&'static str, usize)> = Vec::new();
        let mut contents = old.clone();
        let mut formatter = Formatter::default();
        let mut round = 0;
        loop {
            round += 1;
            let left = std::cell::RefCell::new(Some(Vec::new()));
            let mut linted = match is_linted {
                true => self.linting.lint(subject, &contents, scratch, |findings, _| {
                    left.replace(keep(findings));
                })?,
                false => Linted::default(),
            };
            add(&mut made, &linted.made);
            let mut text = linted.new.take().unwrap_or_else(|| contents.text.clone());
            if is_formatted {
                match formatter.format(&text, style) {
                    Ok(Some(formatted)) => text = formatted,
                    Ok(None) => {}
                    // The linter has told it, if it was asked.
                    Err(FormatError::Syntax(_)) if is_linted => {}
                    Err(error) => {
                        let source = SourceText::new(subject.shown, text);
                        return Err(Box::new(formatting::diagnostic(error, source)));
                    }
                }
            }
            if text == contents.text || round == ROUNDS {
                linted.made = made;
                let left = left.into_inner().filter(|_| text == contents.text);
                return Ok(Settled { linted, left, text });
            }
            contents.text = text;
        }
    }

    /// Says what became of the files, and how it ends.
    fn report(&self, told: Told<Outcome>, shows_fixes: bool) -> ExitCode {
        let printer = &self.linting.context.printer;
        let (mut totals, mut made) = (Totals::default(), Vec::new());
        let (mut changed, mut unchanged, mut failed) = (0_usize, 0_usize, 0_usize);
        for (path, outcome) in told {
            let shown = self.linting.context.shown(&path);
            match outcome {
                Outcome::Failed(diagnostic) => {
                    failed += 1;
                    printer.diagnostic(&source::path_text(&shown, *diagnostic));
                }
                Outcome::Fixed(fixed) => {
                    totals.merge(&fixed.linted.totals);
                    *if fixed.changed { &mut changed } else { &mut unchanged } += 1;
                    if fixed.changed && self.args.check && !self.args.diff {
                        printer.data(format!("would change {}", naja_base::escape::escape(&shown)));
                    }
                    printer.text(&fixed.linted.diff);
                    if !self.is_dry() {
                        printer.text(&fixed.linted.text);
                    }
                    for warning in fixed.linted.warnings {
                        printer.diagnostic(&source::path_text(&shown, warning));
                    }
                    made.push((shown, fixed.linted.made));
                }
            }
        }
        let fixed: usize = made.iter().flat_map(|(_, made)| made).map(|(_, count)| count).sum();
        if shows_fixes && fixed > 0 {
            printer.say(show_fixes(&made).trim_end());
        }
        let verb = if self.is_dry() { "would be changed" } else { "changed" };
        let mut summary = format!("{} {verb}", count(changed, "file"));
        if fixed > 0 {
            summary.push_str(&format!(" ({fixed} {})", if fixed == 1 { "fix" } else { "fixes" }));
        }
        summary.push_str(&format!(", {} left as they are", count(unchanged, "file")));
        if !totals.is_empty() && !self.is_dry() {
            summary.push_str(&format!("; {} left to you", count(totals.count(), "finding")));
        }
        printer.say(summary);
        let is_finding = if self.is_dry() { changed > 0 } else { !totals.is_empty() };
        ExitCode::from(if failed > 0 { 2 } else { u8::from(is_finding) })
    }
}

fn add(made: &mut Vec<(&'static str, usize)>, more: &[(&'static str, usize)]) {
    for (code, count) in more {
        match made.iter_mut().find(|(own, _)| own == code) {
            Some((_, own)) => *own += count,
            None => made.push((code, *count)),
        }
    }
}
