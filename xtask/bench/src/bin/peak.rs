//! The most memory that each parser holds over the sources of each folder given, the sources themselves not counted.
#![expect(clippy::print_stdout, reason = "a measurement is printed for the person who asked for it")]

use std::alloc::{GlobalAlloc, Layout};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use naja_bench::{corpus, ours, theirs};

/// Counts the bytes that are held, and the most that ever were since the last reset.
struct Counting(mimalloc::MiMalloc);

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting(mimalloc::MiMalloc);

// SAFETY: every call is passed on unchanged to an allocator that keeps the contract.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(held, Ordering::Relaxed);
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { self.0.dealloc(pointer, layout) }
    }
}

fn main() -> anyhow::Result<()> {
    let folders: Vec<String> = std::env::args().skip(1).collect();
    let measure = move || -> anyhow::Result<()> {
        println!("{:<16} {:>12} {:>12} {:>7}", "corpus", "naja MB", "ruff MB", "ratio");
        for folder in &folders {
            let folder = Path::new(folder);
            let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
            let sources = corpus::read(folder)?;
            let mut parser = ours::Parser::default();
            let ours = peak(&sources, |source| parser.parse(source));
            drop(parser);
            let theirs = peak(&sources, theirs::parse);
            let ratio = theirs as f64 / ours as f64;
            println!("{name:<16} {:>12.2} {:>12.2} {ratio:>7.2}", ours as f64 / 1e6, theirs as f64 / 1e6);
        }
        Ok(())
    };
    let worker = std::thread::Builder::new().stack_size(naja_syntax::STACK_SIZE).spawn(measure)?;
    worker.join().map_err(|_| anyhow::anyhow!("the measurement panicked"))?
}

/// The most bytes held at once while `work` goes through the sources.
fn peak(sources: &[String], mut work: impl FnMut(&str) -> usize) -> usize {
    let before = HELD.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let total: usize = sources.iter().map(|source| work(source)).sum();
    std::hint::black_box(total);
    PEAK.load(Ordering::Relaxed) - before
}
