//! The writer of lock files. What it writes depends on the contents alone.

use std::fmt::{Display, Write as _};

use toml_edit::{Item, Table, Value};

use super::{CREATED_BY, DependencyRef, File, Package, Pylock, Source};

/// The lock file's text.
pub(super) fn write(lock: &Pylock) -> String {
    let mut out = String::with_capacity(256 + lock.packages.len() * 2048);
    pair(&mut out, "lock-version", &lock.lock_version);
    if !lock.environments.is_empty() {
        list(&mut out, "environments", lock.environments.iter().map(|marker| quoted(&marker.to_string())));
    }
    if let Some(requires_python) = &lock.requires_python {
        pair(&mut out, "requires-python", &requires_python.to_string());
    }
    list(&mut out, "extras", sorted(&lock.extras));
    list(&mut out, "dependency-groups", sorted(&lock.dependency_groups));
    list(&mut out, "default-groups", sorted(&lock.default_groups));
    pair(&mut out, "created-by", &lock.created_by);
    if lock.packages.is_empty() {
        out.push_str("packages = []\n");
    }
    let mut packages: Vec<(&Package, String)> =
        lock.packages.iter().map(|package| (package, package.marker.to_string())).collect();
    packages.sort_by(|(a, a_marker), (b, b_marker)| {
        a.name.cmp(&b.name).then_with(|| a.version.cmp(&b.version)).then_with(|| a_marker.cmp(b_marker))
    });
    for (package, marker) in packages {
        write_package(&mut out, package, &marker);
    }
    if lock.created_by == CREATED_BY || !lock.tool_naja.is_empty() {
        write_tables(&mut out, &lock.tool_naja);
    }
    out
}

fn write_package(out: &mut String, package: &Package, marker: &str) {
    out.push_str("\n[[packages]]\n");
    pair(out, "name", &package.name);
    if let Some(version) = &package.version {
        pair(out, "version", &version.to_string());
    }
    if !package.marker.is_true() {
        pair(out, "marker", marker);
    }
    if let Some(requires_python) = &package.requires_python {
        pair(out, "requires-python", &requires_python.to_string());
    }
    if !package.dependencies.is_empty() {
        let mut dependencies: Vec<&DependencyRef> = package.dependencies.iter().collect();
        dependencies.sort();
        dependencies.dedup();
        list(out, "dependencies", dependencies.into_iter().map(dependency));
    }
    match &package.source {
        Some(Source::Vcs(vcs)) => {
            let mut table = Inline::default();
            table.text("type", Some(&vcs.kind));
            table.text("url", vcs.url.as_deref());
            table.text("path", vcs.path.as_deref());
            table.text("requested-revision", vcs.requested_revision.as_deref());
            table.text("commit-id", Some(&vcs.commit_id));
            table.text("subdirectory", vcs.subdirectory.as_deref());
            line(out, "vcs", &table.finish());
        }
        Some(Source::Directory(directory)) => {
            let mut table = Inline::default();
            table.text("path", Some(&directory.path));
            if directory.editable {
                table.raw("editable", "true");
            }
            table.text("subdirectory", directory.subdirectory.as_deref());
            line(out, "directory", &table.finish());
        }
        Some(Source::Archive(archive)) => {
            let mut table = Inline::default();
            table.file(&archive.file, false);
            table.text("subdirectory", archive.subdirectory.as_deref());
            line(out, "archive", &table.finish());
        }
        None => {}
    }
    if let Some(index) = &package.index {
        pair(out, "index", index);
    }
    if let Some(sdist) = &package.sdist {
        line(out, "sdist", &file(sdist));
    }
    if !package.wheels.is_empty() {
        let mut wheels: Vec<&File> = package.wheels.iter().collect();
        wheels.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.url.cmp(&b.url)));
        list(out, "wheels", wheels.into_iter().map(file));
    }
}

fn dependency(dependency: &DependencyRef) -> String {
    let mut table = Inline::default();
    table.text("name", Some(&dependency.name));
    table.text("version", dependency.version.as_ref().map(ToString::to_string).as_deref());
    table.finish()
}

fn file(file: &File) -> String {
    let mut table = Inline::default();
    table.file(file, true);
    table.finish()
}

/// An inline table under construction.
#[derive(Default)]
struct Inline {
    text: String,
}

impl Inline {
    fn raw(&mut self, key: &str, value: impl Display) {
        self.text.push_str(if self.text.is_empty() { "{ " } else { ", " });
        let _ = write!(self.text, "{} = {value}", bare_or_quoted(key));
    }

    fn text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.raw(key, quoted(value));
        }
    }

    fn file(&mut self, file: &File, named: bool) {
        if named {
            self.text("name", Some(&file.name));
        }
        if let Some(upload_time) = &file.upload_time {
            self.raw("upload-time", upload_time);
        }
        self.text("url", file.url.as_deref());
        self.text("path", file.path.as_deref());
        if let Some(size) = file.size {
            self.raw("size", size);
        }
        let mut hashes = Self::default();
        for (algorithm, hash) in &file.hashes {
            hashes.text(algorithm, Some(hash));
        }
        self.raw("hashes", hashes.finish());
    }

    fn finish(mut self) -> String {
        self.text.push_str(if self.text.is_empty() { "{}" } else { " }" });
        self.text
    }
}

fn sorted<T: AsRef<str>>(names: &[T]) -> impl Iterator<Item = String> {
    let mut names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(quoted)
}

fn pair(out: &mut String, key: &str, value: &str) {
    line(out, key, &quoted(value));
}

fn line(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {value}");
}

/// A list with a line for each element; an empty one on one line.
fn list(out: &mut String, key: &str, elements: impl Iterator<Item = String>) {
    let mut any = false;
    for element in elements {
        if !any {
            let _ = writeln!(out, "{key} = [");
        }
        any = true;
        let _ = writeln!(out, "    {element},");
    }
    out.push_str(if any { "]\n" } else { "" });
    if !any {
        let _ = writeln!(out, "{key} = []");
    }
}

/// `[tool.naja]` and the tables in it, whatever they hold, in the order they are in.
fn write_tables(out: &mut String, root: &Table) {
    let mut waiting = vec![("tool.naja".to_string(), root, false)];
    while let Some((path, table, element)) = waiting.pop() {
        let _ = writeln!(out, "\n{}", if element { format!("[[{path}]]") } else { format!("[{path}]") });
        let mut inner = Vec::new();
        for (key, item) in table {
            let key = bare_or_quoted(key);
            match item {
                Item::None => {}
                Item::Value(value) => write_value(out, &key, value),
                Item::Table(table) => inner.push((format!("{path}.{key}"), table, false)),
                Item::ArrayOfTables(tables) => {
                    inner.extend(tables.iter().map(|table| (format!("{path}.{key}"), table, true)));
                }
            }
        }
        inner.reverse();
        waiting.extend(inner);
    }
}

fn write_value(out: &mut String, key: &str, value: &Value) {
    match value {
        Value::Array(array) => list(out, key, array.iter().map(flat)),
        other => line(out, key, &flat(other)),
    }
}

/// A value on one line. What is deeper than a table in a list is written as `toml_edit` has it: naja itself writes none.
fn flat(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text.value()),
        Value::Integer(number) => number.value().to_string(),
        Value::Boolean(truth) => truth.value().to_string(),
        Value::Datetime(time) => time.value().to_string(),
        Value::InlineTable(table) => {
            let mut inline = Inline::default();
            for (key, value) in table {
                match value {
                    Value::String(text) => inline.text(key, Some(text.value())),
                    other => inline.raw(key, other.to_string().trim()),
                }
            }
            inline.finish()
        }
        Value::Float(_) | Value::Array(_) => value.to_string().trim().to_string(),
    }
}

fn bare_or_quoted(key: &str) -> String {
    let bare = !key.is_empty()
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if bare { key.to_string() } else { quoted(key) }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if naja_base::escape::is_unsafe(character) => {
                let _ = write!(out, "\\U{:08X}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
