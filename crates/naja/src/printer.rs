//! Where output goes: data to stdout, messages to stderr, progress to a terminal only.
//!
//! Everything that is written to stdout passes through [`to_stdout`]. Once a write has failed, nothing more is written, and
//! [`Printer::finish`] turns the failure into an error and exit code 2. Only a broken pipe is no error: the reader has seen enough.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use naja_base::Diagnostic;
use naja_base::escape::{escape_but_styles, escape_lines};
use naja_base::redact::redact;
use naja_base::render::Renderer;

use crate::cli::{GlobalArgs, When};
use crate::io_error;

/// The first error of a write to stdout.
static STDOUT_ERROR: Mutex<Option<io::Error>> = Mutex::new(None);

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Silent,
    Quiet,
    Normal,
    Verbose,
}

/// Writes for people and for programs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Printer {
    level: Level,
    stdout: ColorChoice,
    stderr: ColorChoice,
}

/// The style of verbs that say what was done.
pub(crate) const DONE: Style = AnsiColor::Green.on_default().bold();
/// The style of what goes away.
pub(crate) const GONE: Style = AnsiColor::Red.on_default().bold();
/// The style of names.
pub(crate) const NAME: Style = Style::new().bold();
/// The style of what matters less.
pub(crate) const DIM: Style = Style::new().dimmed();

impl Printer {
    /// A printer as the global options ask for.
    pub(crate) fn new(global: &GlobalArgs) -> Self {
        let level = match (global.quiet, global.verbose) {
            (0, 0) => Level::Normal,
            (0, _) => Level::Verbose,
            (1, _) => Level::Quiet,
            _ => Level::Silent,
        };
        let (stdout, stderr) = match global.color {
            When::Always => (ColorChoice::Always, ColorChoice::Always),
            When::Never => (ColorChoice::Never, ColorChoice::Never),
            When::Auto => (AutoStream::choice(&io::stdout()), AutoStream::choice(&io::stderr())),
        };
        Self { level, stdout, stderr }
    }

    /// Writes a line of data to stdout, escaped and without secrets in URLs.
    pub(crate) fn data(&self, line: impl Display) {
        let line = harmless(line);
        to_stdout(|stdout| writeln!(AutoStream::new(stdout, self.stdout), "{line}"));
    }

    /// Writes data to stdout as it is.
    pub(crate) fn raw(&self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Whether what is written to stdout may be styled.
    pub(crate) fn is_colored(&self) -> bool {
        self.stdout != ColorChoice::Never
    }

    /// Writes styled text to stdout. Foreign text in it must have been escaped.
    pub(crate) fn text(&self, text: &str) {
        to_stdout(|stdout| AutoStream::new(stdout, self.stdout).write_all(text.as_bytes()));
    }

    /// Writes pieces of text to stdout, one after the other. They hold no styles unless [`Self::is_colored`], and foreign text in them
    /// must have been escaped.
    pub(crate) fn pieces(&self, pieces: &[String]) {
        if self.is_colored() {
            pieces.iter().for_each(|piece| self.text(piece));
            return;
        }
        // Without styles there is nothing to look for in them.
        to_stdout(|stdout| {
            let mut stdout = BufWriter::with_capacity(64 << 10, stdout);
            pieces.iter().try_for_each(|piece| stdout.write_all(piece.as_bytes()))?;
            stdout.flush()
        });
    }

    /// Writes bytes to stdout as they are.
    #[expect(clippy::unused_self, reason = "whoever writes data has a printer")]
    pub(crate) fn bytes(&self, bytes: &[u8]) {
        to_stdout(|mut stdout| stdout.write_all(bytes));
    }

    /// Whether nothing more reaches stdout, since a write has failed or the reader has gone away.
    #[expect(clippy::unused_self, reason = "whoever writes data has a printer")]
    pub(crate) fn is_stdout_lost(&self) -> bool {
        STDOUT_ERROR.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// The exit code of a command that ended with `code`: 2, with a diagnostic, where a part of its output was lost.
    pub(crate) fn finish(&self, code: ExitCode) -> ExitCode {
        finish_stdout(code, |diagnostic| self.diagnostic(diagnostic))
    }

    /// Says a line on stderr, unless asked to be quiet.
    pub(crate) fn say(&self, line: impl Display) {
        self.talk(Level::Normal, &line);
    }

    /// Says a line on stderr when asked to tell more.
    pub(crate) fn detail(&self, line: impl Display) {
        self.talk(Level::Verbose, &line);
    }

    /// Shows a diagnostic on stderr.
    pub(crate) fn diagnostic(&self, diagnostic: &Diagnostic) {
        let least = match diagnostic.severity {
            naja_base::Severity::Error => Level::Quiet,
            naja_base::Severity::Warning | naja_base::Severity::Note => Level::Normal,
        };
        if self.level < least {
            return;
        }
        let color = self.stderr != ColorChoice::Never;
        let text = Renderer { color, width: 120 }.render(diagnostic);
        let _ = AutoStream::new(io::stderr().lock(), self.stderr).write_all(text.as_bytes());
    }

    /// A bar over `total` steps, or a spinner where that is 0; hidden where stderr is no terminal.
    pub(crate) fn progress(&self, verb: &'static str, total: u64) -> ProgressBar {
        if self.level < Level::Normal || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(
            (total > 0).then_some(total),
            ProgressDrawTarget::stderr_with_hz(15),
        );
        let template = if total > 0 {
            "{prefix:.cyan.bold} [{bar:30}] {pos}/{len} {msg:.dim}"
        } else {
            "{prefix:.cyan.bold} {spinner} {pos} {msg:.dim}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_prefix(verb);
        bar.enable_steady_tick(Duration::from_millis(100));
        bar
    }

    fn talk(&self, least: Level, line: &dyn Display) {
        if self.level >= least {
            let line = harmless(line);
            let mut stream = AutoStream::new(io::stderr().lock(), self.stderr);
            let _ = writeln!(stream, "{line}");
        }
    }
}

/// Writes to stdout, unless an earlier write has failed, and records the first failure.
fn to_stdout(write: impl FnOnce(StdoutLock<'static>) -> io::Result<()>) {
    let mut failed = STDOUT_ERROR.lock().unwrap_or_else(PoisonError::into_inner);
    if failed.is_none() {
        *failed = write(io::stdout().lock()).err();
    }
}

/// Writes what is still buffered, and shows what kept output from being written.
fn finish_stdout(code: ExitCode, show: impl FnOnce(&Diagnostic)) -> ExitCode {
    to_stdout(|mut stdout| stdout.flush());
    match STDOUT_ERROR.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let reason = io_error::reason(&error);
            show(&Diagnostic::error(format!("standard output can't be written: {reason}")));
            ExitCode::from(2)
        }
        _ => code,
    }
}

/// Prints what clap has to say before there is a printer: help and the version on stdout, usage errors on stderr.
pub(crate) fn print_usage(message: &clap::Error) -> ExitCode {
    if message.use_stderr() {
        let plain = message.render().to_string();
        let shown = harmless(&plain);
        // Nothing is left to tell a reader that has gone away.
        let _ =
            if shown == plain { message.print() } else { io::stderr().lock().write_all(shown.as_bytes()) };
        return ExitCode::from(2);
    }
    to_stdout(|_| message.print());
    finish_stdout(ExitCode::SUCCESS, |diagnostic| {
        let text = Renderer { color: false, width: 120 }.render(diagnostic);
        let _ = io::stderr().lock().write_all(text.as_bytes());
    })
}

/// A line as it may be shown: without secrets in URLs, and without characters that a terminal acts on, except styles.
fn harmless(line: impl Display) -> String {
    let line = line.to_string();
    escape_but_styles(&redact(&line)).into_owned()
}

/// `text` in `style`; foreign characters in it are escaped.
pub(crate) fn styled(style: Style, text: impl Display) -> String {
    let text = text.to_string();
    format!("{style}{}{style:#}", escape_lines(&text))
}

/// `1 package`, `2 packages`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// A duration as people read it: `7ms`, `1.24s`.
pub(crate) fn elapsed(duration: Duration) -> String {
    match duration.as_millis() {
        millis @ 0..1000 => format!("{millis}ms"),
        _ => format!("{:.2}s", duration.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{NAME, count, elapsed, styled};

    #[test]
    fn numbers_and_times_read_well() {
        assert_eq!((count(1, "package"), count(0, "package")), ("1 package".into(), "0 packages".into()));
        assert_eq!(
            (elapsed(Duration::from_millis(7)), elapsed(Duration::from_millis(1240))),
            ("7ms".into(), "1.24s".into())
        );
    }

    #[test]
    fn styled_text_cannot_carry_styles_of_its_own() {
        assert!(styled(NAME, "a\x1b[31m").contains("a\\x1b[31m"));
    }
}
