//! Which modules are the project's own: what lies in its source folders and in those of the projects that its lock takes from
//! folders, and the package that a file is part of.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use naja_base::SourceText;
use naja_config::source::{Entry, SourceSettings, SourceValue};
use naja_pep::pylock::{Pylock, Source};

/// The modules and packages in the source folders; packages with a dot after their names.
#[derive(Clone, Debug, Default)]
pub(crate) struct FirstParty {
    modules: BTreeSet<String>,
}

impl FirstParty {
    /// Looks into the source folders of `settings`: `src`, by default the configuration's folder and `src` in it. What the lock
    /// beside the configuration takes from a folder, as the members of a workspace, is the project's own; a folder that
    /// is no package is not, if a distribution of its name is locked.
    pub(crate) fn new(settings: &SourceSettings) -> Self {
        let mut folders = match settings.first("src") {
            Some(Entry { value: SourceValue::Texts(texts), folder, .. }) => {
                texts.iter().map(|text| folder.join(&text.value)).collect()
            }
            _ => vec![settings.root().to_path_buf(), settings.root().join("src")],
        };
        let locked = Locked::read(settings.root());
        folders.extend(locked.folders);
        let mut modules = BTreeSet::new();
        for folder in folders {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = entry.file_name();
                let Some(name) = name.to_str() else { continue };
                let is_foreign =
                    || locked.modules.contains(name) && !entry.path().join("__init__.py").is_file();
                match name.rsplit_once('.') {
                    Some((stem, "py" | "pyi")) => modules.insert(stem.to_owned()),
                    None if entry.path().is_dir() && !is_foreign() => modules.insert(format!("{name}.")),
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

/// What the lock says of modules.
#[derive(Debug, Default)]
struct Locked {
    /// The source folders of projects that are taken from folders.
    folders: Vec<PathBuf>,
    /// The modules that the other distributions have, going by their names.
    modules: BTreeSet<String>,
}

impl Locked {
    /// Reads the lock in `root`. One that is missing or broken says nothing here.
    fn read(root: &Path) -> Self {
        let path = root.join("pylock.toml");
        let Ok(text) = std::fs::read_to_string(path) else { return Self::default() };
        let Ok(lock) = Pylock::parse(&SourceText::new("pylock.toml", text), &mut Vec::new()) else {
            return Self::default();
        };
        let mut locked = Self::default();
        for package in lock.packages {
            match package.source {
                Some(Source::Directory(directory)) => {
                    let folder = root.join(directory.path).join(directory.subdirectory.unwrap_or_default());
                    locked.folders.extend([folder.join("src"), folder]);
                }
                _ => drop(locked.modules.insert(package.name.as_filename().into_owned())),
            }
        }
        locked
    }
}

/// The outermost packages that folders are part of, as far as they were asked for.
#[derive(Debug, Default)]
pub(crate) struct Packages(HashMap<PathBuf, Option<String>>);

impl Packages {
    /// The name of the outermost package that the file at `path` is part of.
    pub(crate) fn of(&mut self, path: &Path) -> Option<&str> {
        let folder = path.parent()?;
        if !self.0.contains_key(folder) {
            self.find(folder);
        }
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
            let is_package = ancestor.join("__init__.py").is_file();
            unknown.push((ancestor, is_package));
            if !is_package {
                break;
            }
        }
        for (ancestor, is_package) in unknown.into_iter().rev() {
            if outermost.is_none() && is_package {
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

    use naja_config::Mode;
    use naja_config::source::{SourceConfig, SourceRequest};

    use super::{FirstParty, Packages};

    const LOCK: &str = r#"lock-version = "1.0"
created-by = "test"

[[packages]]
name = "my-redis"
version = "1.0"

[[packages.wheels]]
url = "https://files.example/my_redis-1.0-py3-none-any.whl"
hashes = { sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }

[[packages]]
name = "celery"
version = "1.0"

[[packages.wheels]]
url = "https://files.example/celery-1.0-py3-none-any.whl"
hashes = { sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }

[[packages]]
name = "member"

[packages.directory]
path = "packages/member"
editable = true
"#;

    #[test]
    fn the_lock_tells_members_from_foreign_distributions() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        for (path, text) in [
            ("pylock.toml", LOCK),
            ("my_redis/redis.conf", ""),
            ("celery/__init__.py", ""),
            ("tools/a.py", ""),
            ("packages/member/src/member_code/__init__.py", ""),
        ] {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("an empty place");
            naja_base::atomic::replace(&path, text.as_bytes()).expect("the folder is there");
        }
        let request = SourceRequest {
            working_folder: root,
            user_file: None,
            variable: &|_| None,
            options: &[],
            config: &[],
            mode: Mode { isolated: true, strict: false },
        };
        let config = SourceConfig::new(&request).expect("nothing is set");
        let first_party = FirstParty::new(&config.of_folder(root).expect("nothing is set"));
        let own = ["my_redis", "celery", "tools", "member_code"].map(|module| first_party.has(module));
        assert_eq!(own, [false, true, true, true]);
    }

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
