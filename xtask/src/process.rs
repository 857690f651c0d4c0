//! What a process costs, from the kernel's own accounting.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, ensure};

/// What one run has cost.
pub(crate) struct Figure {
    /// User and system seconds.
    pub(crate) cpu: f64,
    /// Seconds from the start to the end.
    pub(crate) wall: f64,
    /// The most memory that was held at once, in MiB.
    pub(crate) peak: f64,
}

/// Runs `command`, whose output is thrown away; its exit code, and what it has cost.
///
/// # Errors
/// When it can't be started or was ended.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<(i32, Figure)> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let child = command.spawn().with_context(|| format!("{command:?} does not start"))?;
    let (status, usage) = wait(child.id())?;
    let wall = start.elapsed().as_secs_f64();
    ensure!(libc::WIFEXITED(status), "{command:?} was ended");
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    let figure = Figure {
        cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
        wall,
        // The kernel counts in KiB.
        peak: usage.ru_maxrss as f64 / 1024.0,
    };
    Ok((libc::WEXITSTATUS(status), figure))
}

/// Waits for a child; its status, and what the kernel has counted for it.
fn wait(child: u32) -> anyhow::Result<(i32, libc::rusage)> {
    let mut status = 0;
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    #[expect(unsafe_code, reason = "wait4 fills the struct that it is given, which is valid when zeroed")]
    let (pid, usage) = unsafe {
        let pid = libc::wait4(child.cast_signed(), &raw mut status, 0, usage.as_mut_ptr());
        (pid, usage.assume_init())
    };
    ensure!(pid == child.cast_signed(), "a child can't be waited for");
    Ok((status, usage))
}
