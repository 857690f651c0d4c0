//! A folder's files with their contents, for comparison and for copying.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// The files, folders and links below a folder, by path.
pub struct Tree(BTreeMap<String, Node>);

#[derive(PartialEq, Eq)]
enum Node {
    Folder,
    Link(String),
    File(Vec<u8>),
}

impl Tree {
    /// Reads `root`. naja's own notes in an environment, which hold times, and Python's caches are left out.
    pub fn of(root: &Path) -> anyhow::Result<Self> {
        let mut nodes = BTreeMap::new();
        let is_noted = |name: &str| name == "__pycache__" || name == ".naja";
        let entries = WalkDir::new(root).min_depth(1).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(|entry| !is_noted(&entry.file_name().to_string_lossy())) {
            let entry = entry?;
            let path = entry.path().strip_prefix(root)?.to_string_lossy().into_owned();
            let kind = entry.file_type();
            let node = if kind.is_dir() {
                Node::Folder
            } else if kind.is_symlink() {
                Node::Link(fs::read_link(entry.path())?.to_string_lossy().into_owned())
            } else {
                Node::File(fs::read(entry.path())?)
            };
            nodes.insert(path, node);
        }
        Ok(Self(nodes))
    }

    /// The contents of a file.
    pub fn contents(&self, path: &str) -> Option<&[u8]> {
        match self.0.get(path) {
            Some(Node::File(bytes)) => Some(bytes),
            _ => None,
        }
    }

    /// The files by path, with their contents.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().filter_map(|(path, node)| match node {
            Node::File(bytes) => Some((path.as_str(), bytes.as_slice())),
            _ => None,
        })
    }

    /// What differs from `expected`, in words.
    pub fn difference(&self, expected: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        for (path, node) in &expected.0 {
            match self.0.get(path) {
                None => differences.push(format!("{path} is missing")),
                Some(other) if other != node => differences.push(format!("{path} has other contents")),
                Some(_) => {}
            }
        }
        differences.extend(
            self.0
                .keys()
                .filter(|path| !expected.0.contains_key(*path))
                .map(|path| format!("{path} is left over")),
        );
        differences
    }
}

/// Copies a folder with its links. Files below `cache` become hard links, as a cached file that is another inode is treated as
/// changed, and naja writes none of them in place.
pub fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    for entry in WalkDir::new(from).sort_by_file_name() {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target)?;
        } else if entry.file_type().is_symlink() {
            #[cfg(unix)]
            std::os::unix::fs::symlink(fs::read_link(entry.path())?, &target)?;
        } else if entry.path().starts_with(from.join("cache")) {
            fs::hard_link(entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
