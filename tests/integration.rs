//! The integration tests, one binary: command transcripts, and what needs more than commands.
#![expect(clippy::unwrap_used, reason = "a test that can't be set up shall fail at once")]

mod broken_lock;
mod change;
mod determinism;
#[cfg(unix)]
mod environment_shapes;
mod faults;
mod format;
mod lint;
mod lock_identity;
mod networks;
#[cfg(target_os = "linux")]
mod output;
mod project;
mod repair;
mod secrets;
mod settings;
mod sources;
mod tree;

use std::path::{Path, PathBuf};

use naja_testkit::IndexServer;
use naja_testkit::transcript::{Runner, Served};

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_path_buf()
}

fn run_pages(folder: &str) {
    let runner = Runner {
        naja: env!("CARGO_BIN_EXE_naja").into(),
        universes: top().join("tests/universes"),
        serve: &|universe| {
            let server = IndexServer::of(universe);
            Ok(Served { url: server.url(), guard: Box::new(server) })
        },
    };
    runner.run_folder(&top().join(folder));
}

#[test]
fn commands_print_what_their_transcripts_say() {
    run_pages("tests/cli");
}

#[test]
fn the_guide_is_true() {
    run_pages("docs/guide");
}
