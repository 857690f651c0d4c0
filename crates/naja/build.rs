//! Gives the binary a digest of the source that it is built from: what was remembered of files by another build, of the same
//! version or not, may be wrong under this one.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

fn main() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    let mut open = vec![crates.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.components().any(|part| part.as_os_str() == "src") {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        let name: PathBuf = file.strip_prefix(&crates).unwrap_or(file).into();
        name.hash(&mut hasher);
        std::fs::read(file).unwrap_or_default().hash(&mut hasher);
    }
    println!("cargo:rustc-env=NAJA_SOURCE_DIGEST={:016x}", hasher.finish());
    println!("cargo:rerun-if-changed={}", crates.display());
}
