//! The table of settings for source code against the code that reads them.

use std::fs;

use naja_config::source::{SOURCE_KEYS, SourceRole};
use walkdir::WalkDir;

/// The code that asks for settings by name.
fn code() -> String {
    let parts = ["naja/src/source", "naja/src/commands", "naja_config/src/source/settings.rs"];
    let files = parts.into_iter().flat_map(|part| WalkDir::new(crate::top().join("crates").join(part)));
    let files = files.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files.map(|entry| fs::read_to_string(entry.path()).unwrap()).collect()
}

#[test]
fn every_setting_but_those_without_effect_is_asked_for() {
    let code = code();
    for key in SOURCE_KEYS {
        let is_asked_for = code.contains(&format!("\"{}\"", key.name));
        match key.role {
            // The linter reads these; a test of its own says so.
            SourceRole::RuleOption => {}
            SourceRole::Unused => assert!(!is_asked_for, "`{}` is marked as one without effect", key.name),
            _ => assert!(is_asked_for, "`{}` has no effect", key.name),
        }
    }
}
