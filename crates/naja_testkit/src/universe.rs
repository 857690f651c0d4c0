//! A package universe described in TOML: the projects, versions and files that the fake index serves.
//!
//! ```toml
//! [packages.flask]
//! "2.0" = ["werkzeug>=2", "dotenv; extra == 'env'"]   # a list is requires-dist, with one py3-none-any wheel
//! "3.0" = { requires-python = ">=3.9", requires-dist = ["werkzeug>=3"], extras = ["env"], yanked = "broken" }
//! ```
//!
//! The keys of a version, all optional: `requires-dist`, `requires-python`, `extras`, `wheels` (tags such as
//! `cp311-cp311-win_amd64`), `sdist`, `dynamic` (fields that the sdist leaves to a build), `yanked` (true or a reason),
//! `upload-time`, `size` and `hash` (false leaves them off the page; `hash` may be an algorithm, `"wrong"` or
//! `"wrong-md5"`), `url` (what the page links to instead), `core-metadata` (false keeps it off the page),
//! `metadata-hash` (false keeps its hash off the page), `page-requires-python` (what the page says instead), `metadata`
//! (the whole text instead of the generated one), `served-metadata` (what is served beside the wheel instead of its own),
//! `entry-points` (tables of names) and `files` (paths and contents). `[[listed]]` entries with `project`, `filename`,
//! `url`, `yanked` and `requires-python` are on a page without being on the server.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use naja_pep::PackageName;
use sha2::{Digest as _, Sha256};
use toml_edit::{DocumentMut, Item, TableLike, Value};

use crate::archives::{self, Contents};
use crate::distribution::{Distribution, Listed, ServedMetadata};
use crate::pages;

/// Everything that an index has.
#[derive(Clone, Debug, Default)]
pub struct Universe {
    pub(crate) projects: BTreeMap<String, Vec<Distribution>>,
}

impl Universe {
    /// Reads a universe.
    ///
    /// # Panics
    /// When the text is not TOML or not a universe: a test that writes it wrong should fail at once.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let document: DocumentMut =
            text.parse().unwrap_or_else(|error| panic!("the universe is not TOML: {error}"));
        let mut universe = Self::default();
        let packages = document.get("packages").and_then(Item::as_table_like);
        for (name, versions) in packages.into_iter().flat_map(TableLike::iter) {
            let versions =
                versions.as_table_like().unwrap_or_else(|| panic!("`{name}` must be a table of versions"));
            universe.projects.entry(normalize(name)).or_default();
            for (version, item) in versions.iter() {
                universe.add(name, version, &Keys::of(item));
            }
        }
        let listed = document.get("listed").and_then(Item::as_array_of_tables);
        for entry in listed.into_iter().flatten() {
            let text = |key: &str| entry.get(key).and_then(Item::as_str).map(str::to_owned);
            let (Some(project), Some(filename)) = (text("project"), text("filename")) else {
                panic!("a listed file has a `project` and a `filename`");
            };
            let listed = Listed {
                requires_python: text("requires-python"),
                url: text("url"),
                yanked: text("yanked"),
                ..Listed::default()
            };
            let file = Distribution::without_contents(filename, listed);
            universe.projects.entry(normalize(&project)).or_default().push(file);
        }
        universe
    }

    /// The bytes of a file, to be compared with what was downloaded.
    #[must_use]
    pub fn file(&self, filename: &str) -> Option<&[u8]> {
        self.find(filename).map(|file| file.bytes.as_slice())
    }

    /// Writes the universe as static files: `simple/NAME/index.html`, `files/…` and `files/….metadata`.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn write_folder(&self, folder: &Path) -> io::Result<()> {
        let files = folder.join("files");
        std::fs::create_dir_all(&files)?;
        for (name, distributions) in &self.projects {
            let page = folder.join("simple").join(name);
            std::fs::create_dir_all(&page)?;
            put(&page.join("index.html"), pages::html(name, distributions, true).as_bytes())?;
            for file in distributions.iter().filter(|file| !file.bytes.is_empty()) {
                put(&files.join(&file.filename), &file.bytes)?;
                if file.metadata.is_announced {
                    put(&files.join(format!("{}.metadata", file.filename)), file.metadata.text.as_bytes())?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn find(&self, filename: &str) -> Option<&Distribution> {
        self.projects.values().flatten().find(|file| file.filename == filename)
    }

    fn add(&mut self, name: &str, version: &str, keys: &Keys<'_>) {
        let distributions = self.projects.entry(normalize(name)).or_default();
        let stem = format!("{}-{version}", name.replace(['-', '.'], "_"));
        let wheel_metadata = keys.metadata(name, version, "2.1");
        let sdist_metadata = keys.metadata(name, version, "2.2");
        let contents = Contents {
            name,
            stem: &stem,
            files: keys.files(name, version),
            entry_points: keys.entry_points(),
        };
        let wheels = keys.list("wheels").unwrap_or_else(|| vec!["py3-none-any".to_owned()]);
        for tag in wheels {
            let bytes = archives::wheel(&contents, &tag, &wheel_metadata);
            let filename = format!("{stem}-{tag}.whl");
            distributions.push(keys.distribution(filename, bytes, wheel_metadata.clone(), true));
        }
        if keys.flag("sdist").unwrap_or(false) {
            let bytes = archives::sdist(&contents, &sdist_metadata);
            distributions.push(keys.distribution(format!("{stem}.tar.gz"), bytes, sdist_metadata, false));
        }
    }
}

/// The keys of one version.
struct Keys<'t> {
    requires_dist: Vec<String>,
    table: Option<&'t dyn TableLike>,
}

impl<'t> Keys<'t> {
    fn of(item: &'t Item) -> Self {
        let table = item.as_table_like();
        let list = item.as_array().map(strings);
        let requires_dist = list.or_else(|| table?.get("requires-dist")?.as_array().map(strings));
        Self { requires_dist: requires_dist.unwrap_or_default(), table }
    }

    fn get(&self, key: &str) -> Option<&'t Item> {
        self.table?.get(key)
    }

    fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.as_str().map(str::to_owned)
    }

    fn flag(&self, key: &str) -> Option<bool> {
        self.get(key)?.as_bool()
    }

    fn list(&self, key: &str) -> Option<Vec<String>> {
        self.get(key)?.as_array().map(strings)
    }

    fn distribution(
        &self,
        filename: String,
        bytes: Vec<u8>,
        metadata: String,
        is_wheel: bool,
    ) -> Distribution {
        let metadata = ServedMetadata {
            text: self.text("served-metadata").unwrap_or(metadata),
            is_announced: is_wheel && self.flag("core-metadata").unwrap_or(true),
            has_hash: self.flag("metadata-hash").unwrap_or(true),
        };
        let listed = Listed {
            hash: self.hash(&bytes),
            size: self.flag("size").unwrap_or(true).then_some(bytes.len() as u64),
            requires_python: self.text("page-requires-python").or_else(|| self.text("requires-python")),
            yanked: self
                .text("yanked")
                .or_else(|| self.flag("yanked").filter(|yanked| *yanked).map(|_| String::new())),
            upload_time: self.text("upload-time"),
            url: self.text("url"),
        };
        Distribution { filename, bytes, metadata, listed }
    }

    /// The algorithm and the digest that the page lists.
    fn hash(&self, bytes: &[u8]) -> Option<(String, String)> {
        let text = self.text("hash");
        let (algorithm, digest) = match text.as_deref() {
            None if self.flag("hash") == Some(false) => return None,
            None => ("sha256", archives::hex(&Sha256::digest(bytes))),
            Some("wrong") => ("sha256", "0".repeat(64)),
            Some("wrong-md5") => ("md5", "0".repeat(32)),
            Some("md5") => ("md5", archives::hex(&md5::Md5::digest(bytes))),
            Some("sha1") => ("sha1", archives::hex(&sha1::Sha1::digest(bytes))),
            Some("sha512") => ("sha512", archives::hex(&sha2::Sha512::digest(bytes))),
            // An algorithm that nobody knows can't be compared.
            Some(other) => (other, "00".to_owned()),
        };
        Some((algorithm.to_owned(), digest))
    }

    fn metadata(&self, name: &str, version: &str, metadata_version: &str) -> String {
        if let Some(whole) = self.text("metadata") {
            return whole;
        }
        let mut text = format!("Metadata-Version: {metadata_version}\nName: {name}\nVersion: {version}\n");
        let mut put = |key: &str, value: &str| {
            let _ = writeln!(text, "{key}: {value}");
        };
        for field in self.list("dynamic").unwrap_or_default().iter().filter(|_| metadata_version == "2.2") {
            put("Dynamic", field);
        }
        if let Some(requires_python) = self.text("requires-python") {
            put("Requires-Python", &requires_python);
        }
        for extra in self.list("extras").unwrap_or_default() {
            put("Provides-Extra", &extra);
        }
        for requirement in &self.requires_dist {
            put("Requires-Dist", requirement);
        }
        text.push_str("\nA distribution of the tests.\n");
        text
    }

    /// The files that a wheel installs: those described, else one module.
    fn files(&self, name: &str, version: &str) -> BTreeMap<String, String> {
        let Some(files) = self.get("files").and_then(Item::as_table_like) else {
            let module = name.to_lowercase().replace(['-', '.'], "_");
            return BTreeMap::from([(
                format!("{module}/__init__.py"),
                format!("__version__ = \"{version}\"\n"),
            )]);
        };
        files.iter().map(|(path, text)| (path.to_owned(), text.as_str().unwrap_or("").to_owned())).collect()
    }

    /// The text of `entry_points.txt`, empty where there are none.
    fn entry_points(&self) -> String {
        let mut text = String::new();
        let groups = self.get("entry-points").and_then(Item::as_table_like);
        for (group, names) in groups.into_iter().flat_map(TableLike::iter) {
            let _ = writeln!(text, "[{group}]");
            for (name, target) in names.as_table_like().into_iter().flat_map(TableLike::iter) {
                let _ = writeln!(text, "{name} = {}", target.as_str().unwrap_or(""));
            }
        }
        text
    }
}

fn strings(array: &toml_edit::Array) -> Vec<String> {
    array.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn normalize(name: &str) -> String {
    PackageName::new(name).map_or_else(|_| panic!("`{name}` is no package name"), |name| name.to_string())
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    io::Write::write_all(&mut std::fs::File::create(path)?, bytes)
}

#[cfg(test)]
mod tests {
    use super::Universe;

    #[test]
    fn a_universe_is_read_and_its_files_are_the_same_each_time() {
        let text = r#"
            [packages.My-Lib]
            "1.0" = ["other>=1"]
            "2.0" = { wheels = ["cp311-cp311-win_amd64"], sdist = true, yanked = true, hash = false }
        "#;
        let (one, two) = (Universe::parse(text), Universe::parse(text));
        let names: Vec<&str> = one.projects["my-lib"].iter().map(|file| file.filename.as_str()).collect();
        assert_eq!(
            names,
            ["My_Lib-1.0-py3-none-any.whl", "My_Lib-2.0-cp311-cp311-win_amd64.whl", "My_Lib-2.0.tar.gz"]
        );
        for name in names {
            assert_eq!(one.file(name), two.file(name));
        }
        let files = &one.projects["my-lib"];
        assert!(files[0].metadata.text.contains("Requires-Dist: other>=1\n"));
        assert_eq!((files[0].listed.yanked.as_deref(), files[1].listed.yanked.as_deref()), (None, Some("")));
        assert!(files[0].listed.hash.is_some() && files[1].listed.hash.is_none());
    }

    #[test]
    fn a_folder_holds_pages_files_and_metadata() {
        let folder = tempfile::tempdir().unwrap();
        Universe::parse("[packages.a]\n\"1\" = []").write_folder(folder.path()).unwrap();
        let page = std::fs::read_to_string(folder.path().join("simple/a/index.html")).unwrap();
        assert!(page.contains("../../files/a-1-py3-none-any.whl#sha256="), "{page}");
        assert!(folder.path().join("files/a-1-py3-none-any.whl.metadata").is_file());
    }
}
