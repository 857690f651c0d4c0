//! The `naja` binary: reads the command line, runs one command, and turns its outcome into an exit code.

mod cache_folder;
mod cli;
mod commands;
mod context;
mod interrupt;
mod io_error;
mod launch;
mod memory;
mod packaging;
mod printer;
mod report;
mod source;
mod templates;

use std::process::ExitCode;

/// Many small allocations are freed together; mimalloc makes both cheap.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    memory::use_small_pages();
    match commands::parse() {
        Ok(cli) => commands::run(cli),
        Err(code) => code,
    }
}
