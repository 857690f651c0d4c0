//! Which pages the kernel gives the process.

/// Asks for small pages. Start-up code, stacks and arenas touch only a small part of much memory: whole huge pages would be cleared and kept
/// for it.
pub(crate) fn use_small_pages() {
    set_huge_pages_disabled(true);
}

/// Lets the kernel give huge pages from here on: to what fills them, and to programs that are started, which inherit the choice.
pub(crate) fn use_huge_pages() {
    set_huge_pages_disabled(false);
}

#[cfg(target_os = "linux")]
fn set_huge_pages_disabled(disabled: bool) {
    // On an old kernel that can't, more memory is used, that is all.
    let _ = rustix::thread::disable_transparent_huge_pages(disabled);
}

#[cfg(not(target_os = "linux"))]
const fn set_huge_pages_disabled(_disabled: bool) {}
