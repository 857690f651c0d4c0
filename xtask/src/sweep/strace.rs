//! Commands under strace: which calls they make, and runs that are disturbed at one of them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::bail;

use super::workspace::wrapped;

/// The calls that change files; opening may create one.
const CALLS: &str = "openat,write,pwrite64,writev,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,\
                     symlink,symlinkat,truncate,ftruncate,fsync,fdatasync,chmod,fchmod,fchmodat,fchown,utimensat,copy_file_range";

/// A system call, and which of its kind it is within its thread.
pub(super) type Call = (String, usize);

/// Whether strace is there and may trace.
pub(super) fn is_available() -> bool {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", "inject=mkdir:error=EIO", "true"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// `plain` under strace with `options`.
pub(super) fn traced(plain: &Command, options: &[&str]) -> Command {
    let trace = format!("trace={CALLS}");
    let mut words = vec!["strace", "-f", "-qq", "-e", &trace];
    words.extend(options);
    if !options.contains(&"-o") {
        words.extend(["-o", "/dev/null"]);
    }
    wrapped(plain, &words)
}

/// The calls that strace wrote to `log`.
///
/// # Errors
/// When the log can't be read or holds none.
pub(super) fn listed(log: &Path) -> anyhow::Result<Vec<Call>> {
    let mut seen = std::collections::HashMap::new();
    let mut calls = Vec::new();
    for line in fs::read_to_string(log)?.lines() {
        let mut fields = line.split_whitespace();
        let (Some(thread), Some(rest)) = (fields.next(), fields.next()) else { continue };
        let Some((call, _)) = rest.split_once('(') else { continue };
        let nth = seen.entry((thread.to_owned(), call.to_owned())).or_insert(0);
        *nth += 1;
        // What is opened to be read changes nothing, and is most of all that is opened.
        let is_read =
            call == "openat" && !["O_CREAT", "O_WRONLY", "O_RDWR"].iter().any(|flag| line.contains(flag));
        if !is_read {
            calls.push((call.to_owned(), *nth));
        }
    }
    if calls.is_empty() {
        bail!("strace saw no calls");
    }
    Ok(calls)
}
