//! Which modules are the project's own: what lies in its source folders, and the package that a file is part of.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use naja_config::source::{Entry, SourceSettings, SourceValue};

/// The modules and packages in the source folders; packages with a dot behind their names.
#[derive(Clone, Debug, Default)]
pub(crate) struct FirstParty {
    modules: BTreeSet<String>,
}

impl FirstParty {
    /// Looks into the source folders of `settings`: `src`, by default the configuration's folder and `src` in it.
    pub(crate) fn new(settings: &SourceSettings) -> Self {
        let folders = match settings.first("src") {
            Some(Entry { value: SourceValue::Texts(texts), folder, .. }) => {
                texts.iter().map(|text| folder.join(&text.value)).collect()
            }
            _ => vec![settings.root().to_path_buf(), settings.root().join("src")],
        };
        let mut modules = BTreeSet::new();
        for folder in folders {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = entry.file_name();
                let Some(name) = name.to_str() else { continue };
                match name.rsplit_once('.') {
                    Some((stem, "py" | "pyi")) => modules.insert(stem.to_owned()),
                    None if entry.path().is_dir() => modules.insert(format!("{name}.")),
                    _ => false,
                };
            }
        }
        Self { modules }
    }

    /// Whether a dotted module lies in one of the folders. A module that is a file has none inside.
    pub(crate) fn has(&self, module: &str) -> bool {
        self.modules.contains(module) || self.modules.contains(&format!("{}.", first(module)))
    }

    /// All of them, for a digest.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.modules.iter().map(String::as_str)
    }
}

/// The outermost packages that folders are part of, as far as they were asked for.
#[derive(Debug, Default)]
pub(crate) struct Packages(HashMap<PathBuf, Option<String>>);

impl Packages {
    /// The name of the outermost package that the file at `path` is part of.
    pub(crate) fn of(&mut self, path: &Path) -> Option<&str> {
        let folder = path.parent()?;
        self.find(folder);
        self.0.get(folder)?.as_deref()
    }

    fn find(&mut self, folder: &Path) {
        let mut unknown = Vec::new();
        let mut outermost = None;
        for ancestor in folder.ancestors() {
            if let Some(known) = self.0.get(ancestor) {
                outermost.clone_from(known);
                break;
            }
            unknown.push(ancestor);
            if !ancestor.join("__init__.py").is_file() {
                break;
            }
        }
        for ancestor in unknown.into_iter().rev() {
            if outermost.is_none() && ancestor.join("__init__.py").is_file() {
                outermost = ancestor.file_name().and_then(|name| name.to_str()).map(str::to_owned);
            }
            self.0.insert(ancestor.to_path_buf(), outermost.clone());
        }
    }
}

fn first(module: &str) -> &str {
    module.split('.').next().unwrap_or(module)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Packages;

    #[test]
    fn the_outermost_package_is_the_one_without_a_package_around_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        std::fs::create_dir_all(root.join("src/shop/models")).expect("an empty place");
        for path in ["src/shop/__init__.py", "src/shop/models/__init__.py"] {
            naja_base::atomic::replace(&root.join(path), b"").expect("the folder is there");
        }
        let mut packages = Packages::default();
        let mut of = |path: &str| packages.of(&root.join(Path::new(path))).map(str::to_owned);
        assert_eq!(of("src/shop/models/a.py").as_deref(), Some("shop"));
        assert_eq!(of("src/shop/a.py").as_deref(), Some("shop"));
        assert_eq!(of("src/a.py"), None);
        assert_eq!(of("src/shop/models/b.py").as_deref(), Some("shop"));
    }
}
