//! Ctrl-C: at once while nothing has been written, and only noted while a change is being made, so that it can be undone.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context as _;

/// The exit code of a process that SIGINT ended, as shells count.
pub(crate) const EXIT_CODE: u8 = 130;

static HELD: AtomicBool = AtomicBool::new(false);
static ASKED: AtomicBool = AtomicBool::new(false);

/// While it lives, Ctrl-C is noted and acted on later.
#[derive(Debug)]
pub(crate) struct Hold(());

/// Starts to hold interrupts back.
///
/// # Errors
/// When the handler can't be set.
pub(crate) fn hold() -> anyhow::Result<Hold> {
    static SET: std::sync::Once = std::sync::Once::new();
    let mut outcome = Ok(());
    SET.call_once(|| outcome = ctrlc::set_handler(on_interrupt));
    outcome.context("Ctrl-C can't be handled")?;
    HELD.store(true, Ordering::SeqCst);
    Ok(Hold(()))
}

impl Hold {
    /// Whether Ctrl-C was pressed since.
    #[expect(clippy::unused_self, reason = "only who holds interrupts back may ask for them")]
    pub(crate) fn was_asked(&self) -> bool {
        ASKED.load(Ordering::SeqCst)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        HELD.store(false, Ordering::SeqCst);
        if ASKED.load(Ordering::SeqCst) {
            end();
        }
    }
}

fn on_interrupt() {
    ASKED.store(true, Ordering::SeqCst);
    if !HELD.load(Ordering::SeqCst) {
        end();
    }
}

#[expect(clippy::disallowed_methods, reason = "an interrupt ends the process wherever its other threads are")]
fn end() {
    std::process::exit(i32::from(EXIT_CODE));
}
