//! What git and `.ignore` files say is to be left alone.

use std::path::Path;
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The rules of a folder and those of the folders around it.
#[derive(Debug)]
pub(crate) struct Ignores {
    rules: Gitignore,
    outer: Option<Arc<Ignores>>,
}

/// What governs a folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct IgnoreState {
    innermost: Option<Arc<Ignores>>,
    /// Whether the folder lies in a repository, so that `.gitignore` counts.
    in_repository: bool,
}

/// Which files about ignoring a folder holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct IgnoreFiles {
    /// `.git`
    pub(crate) git: bool,
    /// `.gitignore`
    pub(crate) gitignore: bool,
    /// `.ignore`
    pub(crate) ignore: bool,
}

impl IgnoreState {
    /// What governs `folder`'s parents: the rules from the top of the repository down to the folder above it.
    pub(crate) fn above(folder: &Path) -> Self {
        let mut state = Self::default();
        let Some(parent) = folder.parent() else { return state };
        let chain: Vec<&Path> = parent.ancestors().collect();
        for ancestor in chain.into_iter().rev() {
            state = state.inside(ancestor, IgnoreFiles::of(ancestor));
        }
        state
    }

    /// What governs `folder`, which holds `files`, given what governs the folder that it lies in.
    pub(crate) fn inside(&self, folder: &Path, files: IgnoreFiles) -> Self {
        let mut state = self.clone();
        if files.git {
            // Rules of another repository end at this one's top.
            state = Self { innermost: None, in_repository: true };
            let (global, _) = GitignoreBuilder::new(folder).build_global();
            state.push(global);
            state.add(folder, &folder.join(".git/info/exclude"));
        }
        if files.gitignore && state.in_repository {
            state.add(folder, &folder.join(".gitignore"));
        }
        if files.ignore {
            state.add(folder, &folder.join(".ignore"));
        }
        state
    }

    /// Whether an entry of a folder that is configuration so is left out.
    pub(crate) fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        let mut next = self.innermost.as_deref();
        while let Some(ignores) = next {
            match ignores.rules.matched(path, is_folder) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => next = ignores.outer.as_deref(),
            }
        }
        false
    }

    fn add(&mut self, folder: &Path, file: &Path) {
        let mut builder = GitignoreBuilder::new(folder);
        // A line that can't be read is git's business; the others count.
        let _ = builder.add(file);
        if let Ok(rules) = builder.build() {
            self.push(rules);
        }
    }

    fn push(&mut self, rules: Gitignore) {
        if !rules.is_empty() {
            self.innermost = Some(Arc::new(Ignores { rules, outer: self.innermost.take() }));
        }
    }
}

impl IgnoreFiles {
    /// Looks which ones `folder` has.
    pub(crate) fn of(folder: &Path) -> Self {
        let has = |name: &str| folder.join(name).exists();
        Self { git: has(".git"), gitignore: has(".gitignore"), ignore: has(".ignore") }
    }

    /// Notes an entry of the folder.
    pub(crate) fn note(&mut self, name: &[u8]) {
        match name {
            b".git" => self.git = true,
            b".gitignore" => self.gitignore = true,
            b".ignore" => self.ignore = true,
            _ => {}
        }
    }
}
