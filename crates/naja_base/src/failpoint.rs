//! Named places in readers and writers at which a test can make the process fail.
//!
//! `NAJA_FAILPOINT=name=kill`, `name=enospc`, `name=enoent`, `name=ebusy` or `name=eio` arms one of them, `name:3=kill` its third
//! passing. `name=wait` makes the file that `NAJA_FAILPOINT_FILE` names and waits until somebody removes it. They exist in builds
//! with debug assertions only; elsewhere [`hit`] is empty.

use std::io;

/// Passes the place called `name`.
///
/// # Errors
/// When a test has armed the place with an error.
#[inline]
#[cfg(not(debug_assertions))]
pub fn hit(_name: &str) -> io::Result<()> {
    Ok(())
}

/// Passes the place called `name`.
///
/// # Errors
/// When a test has armed the place with an error.
#[cfg(debug_assertions)]
pub fn hit(name: &str) -> io::Result<()> {
    armed::hit(name)
}

#[cfg(debug_assertions)]
mod armed {
    use std::io;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    struct Armed {
        name: String,
        passing: u32,
        action: String,
        passed: AtomicU32,
    }

    static ARMED: OnceLock<Option<Armed>> = OnceLock::new();

    pub(super) fn hit(name: &str) -> io::Result<()> {
        let Some(armed) = ARMED.get_or_init(read) else { return Ok(()) };
        if armed.name != name || armed.passed.fetch_add(1, Ordering::Relaxed) + 1 != armed.passing {
            return Ok(());
        }
        match armed.action.as_str() {
            "kill" => std::process::abort(),
            "wait" => wait(),
            "enospc" => Err(io::Error::from(io::ErrorKind::StorageFull)),
            "enoent" => Err(io::Error::from(io::ErrorKind::NotFound)),
            "ebusy" => Err(io::Error::from(io::ErrorKind::ResourceBusy)),
            _ => Err(io::Error::other(format!("fail point `{name}`"))),
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the event is a file of another process, which can only be polled"
    )]
    fn wait() -> io::Result<()> {
        let file = std::env::var_os("NAJA_FAILPOINT_FILE").ok_or(io::ErrorKind::NotFound)?;
        let file = std::path::PathBuf::from(file);
        std::fs::File::create(&file)?;
        while file.exists() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        Ok(())
    }

    fn read() -> Option<Armed> {
        let text = std::env::var("NAJA_FAILPOINT").ok()?;
        let (place, action) = text.split_once('=')?;
        let (name, passing) = match place.split_once(':') {
            Some((name, passing)) => (name, passing.parse().ok()?),
            None => (place, 1),
        };
        Some(Armed { name: name.into(), passing, action: action.into(), passed: AtomicU32::new(0) })
    }
}
