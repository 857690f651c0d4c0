//! How failures reach the user: as one diagnostic, with its causes as notes.

use anyhow::Error;
use naja_base::Diagnostic;
use naja_env::EnvError;
use naja_index::IndexError;

use crate::printer::Printer;

/// Shows `error`: the diagnostic that it carries, or its message and what caused it.
pub(crate) fn failure(printer: &Printer, error: &Error) {
    printer.diagnostic(&diagnostic(error));
}

/// `error` as a diagnostic: the one that it carries, or its message with its causes as notes.
pub(crate) fn diagnostic(error: &Error) -> Diagnostic {
    for cause in error.chain() {
        if let Some(diagnostic) = cause.downcast_ref::<Diagnostic>() {
            return diagnostic.clone();
        }
        if let Some(diagnostic) = cause.downcast_ref::<Box<Diagnostic>>() {
            return (**diagnostic).clone();
        }
        if let Some(error) = cause.downcast_ref::<EnvError>() {
            return error.diagnostic();
        }
        if let Some(error) = cause.downcast_ref::<IndexError>() {
            return error.diagnostic();
        }
    }
    let mut diagnostic = Diagnostic::error(error.to_string());
    let mut said = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        // Libraries often repeat their cause in their own message.
        if !said.contains(&cause) {
            diagnostic = diagnostic.with_note(format!("caused by: {cause}"));
        }
        said = cause;
    }
    diagnostic
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;
    use naja_base::Diagnostic;

    use super::diagnostic;

    #[test]
    fn causes_become_notes_and_diagnostics_stay_themselves() {
        let error = anyhow::anyhow!("disk full").context("`a` can't be written");
        assert_eq!(diagnostic(&error).notes, ["caused by: disk full"]);
        let inner: anyhow::Result<()> = Err(Box::new(Diagnostic::error("x").with_help("y")).into());
        let outer = inner.context("while z").unwrap_err();
        assert_eq!(diagnostic(&outer).help.as_deref(), Some("y"));
    }
}
