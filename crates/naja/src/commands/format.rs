//! `naja format`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use naja_base::{Diagnostic, SourceText};
use naja_config::source::SourceSettings;
use naja_format::{FormatError, FormatOptions, Formatter};

use crate::cli::{FileArgs, SourceGiven};
use crate::context::Context;
use crate::formatting::{self, Styles};
use crate::printer::count;
use crate::source::{self, Cache, Contents, Governed, Key, Lines, Looked, Purpose, Told, Work};

/// What `naja format` takes.
#[derive(Debug, Args)]
pub(crate) struct FormatArgs {
    #[command(flatten)]
    files: FileArgs,
    /// Change nothing; name the files that would change, and end with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Change nothing; show what would change, and end with 1 if anything would
    #[arg(long)]
    diff: bool,
    /// Change only what touches these lines, of one file
    #[arg(long, value_name = "START-END")]
    range: Option<Lines>,
    /// Prove again that each result means the same and that formatting it once more changes nothing
    #[arg(long)]
    verify: bool,
    /// End with 1 if a file was changed
    #[arg(long)]
    exit_non_zero_on_format: bool,
    /// Leave quotes and prefixes of strings alone
    #[arg(short = 'S', long, help_heading = "Style")]
    skip_string_normalization: bool,
    /// Let trailing commas not keep brackets exploded
    #[arg(short = 'C', long, help_heading = "Style")]
    skip_magic_trailing_comma: bool,
}

/// What became of a file.
enum Outcome {
    /// It would change; the difference, where it is asked for.
    Changed(String),
    /// It was left alone as it is.
    Unchanged,
    /// It could not be formatted.
    Failed(Box<Diagnostic>),
}

struct Formatting<'a> {
    args: &'a FormatArgs,
    context: &'a Context,
    cache: Option<PathBuf>,
}

/// What one configuration asks for.
struct Options {
    styles: Styles,
    cache: Option<Cache>,
}

/// What is noted about a file: that it is formatted.
const FORMATTED: &[u8] = b"f";
/// What is noted about a file: that it is not.
const UNFORMATTED: &[u8] = b"u";

pub(crate) fn exec(context: &Context, args: &FormatArgs) -> anyhow::Result<ExitCode> {
    let config = source::config(context, &args.given().0)?;
    let work = Formatting { args, context, cache: source::cache_folder(context)? };
    if args.range.is_some() && args.files.paths.len() != 1 {
        return Err(Diagnostic::error("`--range` is for one file").with_help("name one file, or `-`").into());
    }
    let told = if args.files.is_stdin() {
        vec![("-".into(), work.stdin(&config)?)]
    } else {
        source::run(context, &config, &work, &args.files.paths)?
    };
    for warning in config.take_warnings() {
        context.printer.diagnostic(&warning);
    }
    Ok(work.report(told))
}

impl FormatArgs {
    fn given(&self) -> SourceGiven {
        let mut given = self.files.given();
        let quotes = self.skip_string_normalization.then_some("preserve");
        given.text("format.quote-style", quotes, "--skip-string-normalization");
        given.switch(
            "format.skip-magic-trailing-comma",
            [self.skip_magic_trailing_comma, false],
            "--skip-magic-trailing-comma",
        );
        given
    }

    /// Whether it is enough to know which files would change.
    fn only_asks(&self) -> bool {
        self.check && !self.diff && !self.verify && self.range.is_none()
    }

    /// Whether nothing is written.
    fn is_dry(&self) -> bool {
        self.check || self.diff
    }
}

impl Work for Formatting<'_> {
    type Options = Options;
    type Scratch = Formatter;
    type Outcome = Outcome;

    fn purpose(&self) -> Purpose {
        Purpose::Format
    }

    fn options(&self, settings: &SourceSettings) -> anyhow::Result<Options> {
        let styles = Styles::new(settings)?.verified(self.args.verify);
        let depends_on = format!("format {} {styles:?}", source::BUILD);
        // What is asked for once more is to be found out once more.
        let folder = self.cache.as_ref().filter(|_| !self.args.verify && self.args.range.is_none());
        let cache = folder.map(|folder| Cache::open(folder, settings.root(), depends_on.as_bytes()));
        Ok(Options { styles, cache })
    }

    fn file(&self, path: &Path, governed: &Governed<Options>, formatter: &mut Formatter) -> Option<Outcome> {
        self.try_file(path, &governed.options, formatter)
            .unwrap_or_else(|diagnostic| Some(Outcome::Failed(diagnostic)))
    }

    fn finish(&self, options: &Options) {
        if let Some(cache) = &options.cache {
            cache.save();
        }
    }

    fn cache_folder(&self) -> Option<&Path> {
        self.cache.as_deref()
    }

    fn writes(&self) -> bool {
        !self.args.is_dry()
    }

    fn failed(&self, diagnostic: Box<Diagnostic>) -> Outcome {
        Outcome::Failed(diagnostic)
    }
}

impl Formatting<'_> {
    fn try_file(
        &self,
        path: &Path,
        options: &Options,
        formatter: &mut Formatter,
    ) -> Result<Option<Outcome>, Box<Diagnostic>> {
        let cache = options.cache.as_ref();
        let facts = if options.styles.of(path).stub { &b"stub"[..] } else { b"module" };
        let note = |key: Option<Key>, verdict: &[u8]| {
            if let (Some(cache), Some(key)) = (cache, key) {
                cache.note_verdict(key, verdict.to_vec());
            }
        };
        let (contents, key) = match source::look(cache, path, facts)? {
            None => return Ok(None),
            Some(Looked::Known(FORMATTED)) => return Ok(Some(Outcome::Unchanged)),
            Some(Looked::Known(_)) if self.args.check && !self.args.diff => {
                return Ok(Some(Outcome::Changed(String::new())));
            }
            Some(Looked::Known(_)) => match source::look(None, path, facts)? {
                Some(Looked::New(contents, key)) => (contents, key),
                _ => return Ok(None),
            },
            Some(Looked::New(contents, key)) => (contents, key),
        };
        let style = options.styles.of(path);
        if self.args.only_asks() {
            refuse_notebook(path)?;
            let failed = |error| self.failure(path, &contents, error);
            let changed = formatter.would_change(&contents.text, style).map_err(failed)?;
            note(key, if changed { UNFORMATTED } else { FORMATTED });
            return Ok(Some(if changed { Outcome::Changed(String::new()) } else { Outcome::Unchanged }));
        }
        let Some(text) = self.text(path, &contents, style, formatter)? else {
            note(key, FORMATTED);
            return Ok(Some(Outcome::Unchanged));
        };
        if self.args.is_dry() {
            note(key, UNFORMATTED);
        } else {
            let written = source::write(path, &contents, &text)?;
            note(Some(written.with(facts)), FORMATTED);
        }
        Ok(Some(Outcome::Changed(self.diff(&self.context.shown(path), &contents.text, &text))))
    }

    /// The new text, where it differs.
    fn text(
        &self,
        path: &Path,
        contents: &Contents,
        style: &FormatOptions,
        formatter: &mut Formatter,
    ) -> Result<Option<String>, Box<Diagnostic>> {
        refuse_notebook(path)?;
        let failed = |error| self.failure(path, contents, error);
        let Some(text) = formatter.format(&contents.text, style).map_err(failed)? else { return Ok(None) };
        let text = match self.args.range {
            Some(lines) => source::only_lines(&contents.text, &text, lines, |text| {
                formatting::is_same(&contents.text, text, style)
            }),
            None => text,
        };
        Ok((text != contents.text).then_some(text))
    }

    /// What is said when a file can't be formatted.
    fn failure(&self, path: &Path, contents: &Contents, error: FormatError) -> Box<Diagnostic> {
        let source = SourceText::new(self.context.shown(path), &*contents.text);
        Box::new(formatting::diagnostic(error, source))
    }

    fn diff(&self, shown: &str, old: &str, new: &str) -> String {
        if self.args.diff { source::unified(shown, old, new) } else { String::new() }
    }

    /// Formats standard input to standard output.
    fn stdin(&self, config: &naja_config::source::SourceConfig) -> anyhow::Result<Outcome> {
        let shown = self.args.files.stdin_filename.clone().unwrap_or_else(|| "stdin.py".into());
        let path = self.context.folder.join(&shown);
        let settings = config.of_folder(path.parent().unwrap_or(&path))?;
        let (filter, styles) =
            (source::Filter::new(&settings)?, Styles::new(&settings)?.verified(self.args.verify));
        let contents = match source::read_stdin() {
            Ok(contents) => contents,
            Err(diagnostic) => return Ok(Outcome::Failed(diagnostic)),
        };
        let is_left = filter.force_exclude && filter.excludes_way(&path, Purpose::Format);
        let text = match is_left {
            true => Ok(None),
            false => source::on_deep_stack(|| {
                self.text(&path, &contents, styles.of(&path), &mut Formatter::default())
            })?,
        };
        let text = match text {
            Ok(text) => text,
            Err(diagnostic) => return Ok(Outcome::Failed(diagnostic)),
        };
        let new = text.as_ref().unwrap_or(&contents.text);
        if !self.args.is_dry() {
            match contents.encode(new) {
                Ok(bytes) => self.context.printer.bytes(&bytes),
                Err(diagnostic) => return Ok(Outcome::Failed(diagnostic)),
            }
        }
        Ok(match text {
            Some(text) => Outcome::Changed(self.diff(&shown.to_string_lossy(), &contents.text, &text)),
            None => Outcome::Unchanged,
        })
    }

    /// Says what became of the files, by path, and how it ends.
    fn report(&self, told: Told<Outcome>) -> ExitCode {
        let printer = &self.context.printer;
        let (mut changed, mut unchanged, mut failed) = (0_usize, 0_usize, 0_usize);
        for (path, outcome) in told {
            match outcome {
                Outcome::Unchanged => unchanged += 1,
                Outcome::Changed(diff) => {
                    changed += 1;
                    if self.args.diff {
                        printer.text(&diff);
                    } else if self.args.check {
                        let shown = self.shown(&path);
                        printer.data(format!("would reformat {}", naja_base::escape::escape(&shown)));
                    }
                }
                Outcome::Failed(diagnostic) => {
                    failed += 1;
                    printer.diagnostic(&source::path_text(&self.shown(&path), *diagnostic));
                }
            }
        }
        let is_silent = self.args.files.is_stdin() && !self.args.is_dry();
        if !is_silent && (changed, unchanged, failed) == (0, 0, 0) {
            printer.say("no Python files are found");
        } else if !is_silent {
            printer.say(summary(self.args.is_dry(), changed, unchanged, failed));
        }
        let is_finding = changed > 0 && (self.args.is_dry() || self.args.exit_non_zero_on_format);
        ExitCode::from(if failed > 0 { 2 } else { u8::from(is_finding) })
    }

    fn shown(&self, path: &Path) -> String {
        match &self.args.files.stdin_filename {
            Some(name) if self.args.files.is_stdin() => name.display().to_string(),
            _ => self.context.shown(path),
        }
    }
}

fn refuse_notebook(path: &Path) -> Result<(), Box<Diagnostic>> {
    if !source::is_notebook(path) {
        return Ok(());
    }
    let diagnostic = Diagnostic::error("notebooks are not formatted");
    Err(Box::new(diagnostic.with_help("`naja fix` sorts their imports and makes the safe fixes")))
}

fn summary(is_dry: bool, changed: usize, unchanged: usize, failed: usize) -> String {
    let mut parts = Vec::new();
    if changed > 0 {
        let verb = if is_dry { "would be reformatted" } else { "reformatted" };
        parts.push(format!("{} {verb}", count(changed, "file")));
    }
    if unchanged > 0 {
        let verb = if is_dry { "already formatted" } else { "left unchanged" };
        parts.push(format!("{} {verb}", count(unchanged, "file")));
    }
    if failed > 0 {
        parts.push(format!("{} could not be formatted", count(failed, "file")));
    }
    parts.join(", ")
}
