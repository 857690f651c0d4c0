//! Ctrl-C, SIGTERM and SIGHUP: at once while nothing has been written, and only noted while a change is being made, so that
//! it can be undone.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context as _;

/// The exit code of a process that a signal ended, as shells count for SIGINT.
pub(crate) const EXIT_CODE: u8 = 130;

static DEFERRED: AtomicBool = AtomicBool::new(false);
static END_REQUESTED: AtomicBool = AtomicBool::new(false);

/// While it lives, signals that ask the process to end are noted and acted on later.
#[derive(Debug)]
pub(crate) struct SignalGuard(());

/// Starts to hold signals back.
///
/// # Errors
/// When the handler can't be set.
pub(crate) fn defer_signals() -> anyhow::Result<SignalGuard> {
    static SET: std::sync::Once = std::sync::Once::new();
    let mut outcome = Ok(());
    SET.call_once(|| outcome = set_handler());
    outcome.context("can't handle signals")?;
    DEFERRED.store(true, Ordering::SeqCst);
    Ok(SignalGuard(()))
}

impl SignalGuard {
    /// Whether the process was asked to end since.
    #[expect(clippy::unused_self, reason = "only who holds signals back may ask for them")]
    pub(crate) fn is_end_requested(&self) -> bool {
        END_REQUESTED.load(Ordering::SeqCst)
    }
}

impl Drop for SignalGuard {
    fn drop(&mut self) {
        DEFERRED.store(false, Ordering::SeqCst);
        if END_REQUESTED.load(Ordering::SeqCst) {
            end();
        }
    }
}

/// Handles SIGINT, SIGTERM and SIGHUP, and on Windows the console's events. A signal that the process was started to
/// ignore, as `nohup` has it with SIGHUP, stays ignored.
fn set_handler() -> Result<(), ctrlc::Error> {
    let ignored = ignored_signals();
    ctrlc::set_handler(on_signal)?;
    ignore_again(&ignored);
    Ok(())
}

#[cfg(unix)]
#[expect(unsafe_code, reason = "std can't ask for the action of a signal")]
fn ignored_signals() -> Vec<libc::c_int> {
    let is_ignored = |signal: &libc::c_int| {
        let mut action = std::mem::MaybeUninit::<libc::sigaction>::zeroed();
        // SAFETY: the new action is null, so that nothing changes, and the old one is written to memory of its type, which
        // is valid when it is all zeros, too.
        unsafe {
            libc::sigaction(*signal, std::ptr::null(), action.as_mut_ptr()) == 0
                && action.assume_init().sa_sigaction == libc::SIG_IGN
        }
    };
    [libc::SIGINT, libc::SIGTERM, libc::SIGHUP].into_iter().filter(is_ignored).collect()
}

#[cfg(unix)]
#[expect(unsafe_code, reason = "std can't set the action of a signal")]
fn ignore_again(signals: &[libc::c_int]) {
    for signal in signals {
        // SAFETY: `SIG_IGN` is no function of ours that would have to be safe in a signal handler.
        unsafe { libc::signal(*signal, libc::SIG_IGN) };
    }
}

#[cfg(not(unix))]
fn ignored_signals() -> Vec<i32> {
    Vec::new()
}

#[cfg(not(unix))]
fn ignore_again(_signals: &[i32]) {}

fn on_signal() {
    END_REQUESTED.store(true, Ordering::SeqCst);
    if !DEFERRED.load(Ordering::SeqCst) {
        end();
    }
}

#[expect(clippy::disallowed_methods, reason = "a signal ends the process wherever its other threads are")]
fn end() {
    std::process::exit(i32::from(EXIT_CODE));
}
