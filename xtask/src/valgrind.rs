//! Instructions counted by valgrind, so that the load of the machine does not matter.

use std::process::{Command, Stdio};

use anyhow::{Context as _, bail, ensure};

/// Whether valgrind can be started.
///
/// # Errors
/// When it can't, with what it is needed for.
pub(crate) fn require() -> anyhow::Result<()> {
    let found =
        Command::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    ensure!(
        found.is_ok_and(|status| status.success()),
        "valgrind is not on PATH; it counts the instructions"
    );
    Ok(())
}

/// The instructions that `command` takes; its output is thrown away, and it may exit with any code of naja's own.
///
/// # Errors
/// When valgrind can't run it, or it is ended.
pub(crate) fn instructions(command: &Command) -> anyhow::Result<u64> {
    let log = tempfile::NamedTempFile::new()?;
    let mut counted = Command::new("valgrind");
    counted.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
    counted.arg("--main-stacksize=67108864").arg(format!("--log-file={}", log.path().display()));
    counted.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        counted.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => counted.env(name, value),
            None => counted.env_remove(name),
        };
    }
    counted.stdin(Stdio::null()).stdout(Stdio::null());
    let output = counted.stderr(Stdio::piped()).output()?;
    if !matches!(output.status.code(), Some(0..=2)) {
        bail!("{command:?} ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    let report = std::fs::read_to_string(log.path())?;
    // The last line of the report: `==1== I refs: 1,234,567`.
    let line =
        report.lines().rev().find(|line| line.contains("refs:")).context("valgrind printed no count")?;
    let digits: String = line.rsplit(':').next().unwrap_or("").chars().filter(char::is_ascii_digit).collect();
    digits.parse().with_context(|| format!("valgrind's count is no number: `{line}`"))
}
