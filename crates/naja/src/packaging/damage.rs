//! Files that are no longer what naja installed or unpacked, as people read of them.

use naja_base::Diagnostic;
use naja_env::{Damage, DamagedDistribution};

use crate::context::Context;

/// How many files are listed for each distribution.
const LISTED: usize = 5;

/// Shows which files of each distribution are damaged.
pub(crate) fn report(context: &Context, damaged: &[DamagedDistribution]) {
    for damaged in damaged {
        context.printer.diagnostic(&diagnostic(damaged));
    }
}

/// A warning that lists the damaged files of a distribution.
pub(crate) fn diagnostic(damaged: &DamagedDistribution) -> Diagnostic {
    let distribution = &damaged.distribution;
    let mut warning =
        Diagnostic::warning(format!("`{}` {} is damaged", distribution.name, distribution.version));
    if damaged.files.is_empty() {
        return warning.with_note("its list of files, `RECORD`, is missing or malformed");
    }
    for file in damaged.files.iter().take(LISTED) {
        let what = match file.damage {
            Damage::Missing => "is missing",
            Damage::Changed => "has changed",
            Damage::NotAFile => "is not a regular file",
        };
        warning = warning.with_note(format!("`{}` {what}", file.path));
    }
    with_rest(warning, damaged.files.len())
}

/// A warning that lists the changed files of a wheel in the cache.
pub(crate) fn cached(name: &str, files: &[String]) -> Diagnostic {
    let mut warning = Diagnostic::warning(format!("the cached files of `{name}` are damaged"));
    for file in files.iter().take(LISTED) {
        warning = warning.with_note(format!("`{file}` is missing or has changed"));
    }
    with_rest(warning, files.len())
}

fn with_rest(warning: Diagnostic, files: usize) -> Diagnostic {
    match files.saturating_sub(LISTED) {
        0 => warning,
        rest => warning.with_note(format!("and {rest} more files")),
    }
}
