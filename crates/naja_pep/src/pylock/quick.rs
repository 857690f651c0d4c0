//! The quick reader: takes lock files as the writer lays them out, and nothing else.
//!
//! Reading a large lock is most of what a command does that finds nothing to do. Whatever is not to the letter what the
//! writer writes (another tool's file, an edit, an escape in a string, a source other than an index) is left to the full
//! reader, which has the places for its messages. What this one accepts, that one reads the same.

use std::collections::BTreeMap;
use std::str::FromStr;

use toml_edit::{Item, Table};

use super::{CREATED_BY, DependencyRef, File, LOCK_VERSION, Package, Pylock};
use crate::marker::Marker;
use crate::specifier;

/// The lock, if `text` is laid out as the writer does it.
pub(super) fn read(text: &str) -> Option<Pylock> {
    let mut lines = Lines { rest: text };
    let mut lock = Pylock::new();
    if lines.pair("lock-version")?? != LOCK_VERSION {
        return None;
    }
    if lines.rest.starts_with("environments") {
        lock.environments = lines.list("environments", |item| Marker::parse(quoted(item)?).ok())?;
    }
    lock.requires_python = parsed(lines.pair("requires-python")?, |text| specifier::parse(text).ok())?;
    lock.extras = lines.list("extras", parse_quoted)?;
    lock.dependency_groups = lines.list("dependency-groups", parse_quoted)?;
    lock.default_groups = lines.list("default-groups", parse_quoted)?;
    if lines.pair("created-by")?? != CREATED_BY {
        return None;
    }
    while let Some(rest) = lines.rest.strip_prefix("\n[[packages]]\n") {
        lines.rest = rest;
        lock.packages.push(read_package(&mut lines)?);
    }
    if lock.packages.is_empty() {
        return None;
    }
    lock.tool_naja = read_tool(lines.rest)?;
    Some(lock)
}

/// What follows the packages: `[tool.naja]` and its tables, which stand by themselves.
fn read_tool(text: &str) -> Option<Table> {
    if !text.starts_with("\n[tool.naja]\n") {
        return None;
    }
    let mut root = toml_edit::Document::parse(text).ok()?.into_table();
    let Item::Table(mut tool) = root.remove("tool")? else { return None };
    let Item::Table(naja) = tool.remove("naja")? else { return None };
    (root.is_empty() && tool.is_empty()).then_some(naja)
}

fn read_package(lines: &mut Lines<'_>) -> Option<Package> {
    let name = lines.pair("name")??.parse().ok()?;
    let mut package = Package::new(name, parsed(lines.pair("version")?, |text| text.parse().ok())?);
    package.marker = parsed(lines.pair("marker")?, |text| Marker::parse(text).ok())?.unwrap_or(Marker::TRUE);
    package.requires_python = parsed(lines.pair("requires-python")?, |text| specifier::parse(text).ok())?;
    if lines.rest.starts_with("dependencies") {
        package.dependencies = lines.list("dependencies", read_dependency)?;
    }
    package.index = lines.pair("index")?.map(str::to_string);
    if let Some(sdist) = lines.value("sdist") {
        package.sdist = Some(read_file(sdist)?);
    }
    if lines.rest.starts_with("wheels") {
        package.wheels = lines.list("wheels", read_file)?;
    }
    (package.sdist.is_some() || !package.wheels.is_empty()).then_some(package)
}

fn read_dependency(text: &str) -> Option<DependencyRef> {
    let mut fields = Fields { rest: text.strip_prefix("{ ")? };
    let name = fields.text("name")??.parse().ok()?;
    let version = parsed(fields.text("version")?, |text| text.parse().ok())?;
    (fields.rest == "}").then_some(DependencyRef { name, version })
}

fn read_file(text: &str) -> Option<File> {
    let mut fields = Fields { rest: text.strip_prefix("{ ")? };
    let name = fields.text("name")??.to_string();
    let upload_time = parsed(fields.bare("upload-time")?, |text| text.parse().ok())?;
    let url = fields.text("url")?.map(str::to_string);
    let path = fields.text("path")?.map(str::to_string);
    let size = parsed(fields.bare("size")?, decimal)?;
    let mut inner = Fields { rest: fields.rest.strip_prefix("hashes = { ")? };
    let mut hashes = BTreeMap::new();
    while let Some((algorithm, _)) = inner.rest.split_once(" = ") {
        if !algorithm.bytes().all(|byte| byte.is_ascii_alphanumeric()) || algorithm.is_empty() {
            break;
        }
        let hash = inner.text(algorithm)??.to_string();
        if hashes.insert(algorithm.to_string(), hash).is_some() {
            return None;
        }
    }
    let sound = inner.rest == "} }" && !hashes.is_empty() && (url.is_some() || path.is_some());
    sound.then_some(File { name, upload_time, url, path, size, hashes })
}

/// A size as the writer spells it: TOML would take signs, underscores and other bases, but no zero in front.
fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { i64::from_str(text).ok().and_then(|size| size.try_into().ok()) } else { None }
}

/// The contents of a basic string that needs no escape.
fn quoted(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let plain = |byte: u8| byte >= b' ' && !matches!(byte, b'"' | b'\\' | 0x7f);
    inner.bytes().all(plain).then_some(inner)
}

fn parse_quoted<T: FromStr>(text: &str) -> Option<T> {
    quoted(text)?.parse().ok()
}

/// `parse` of what is there; nothing if that fails.
fn parsed<T>(text: Option<&str>, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match text {
        Some(text) => parse(text).map(Some),
        None => Some(None),
    }
}

/// What has not been read of the file, at the start of a line.
struct Lines<'a> {
    rest: &'a str,
}

impl<'a> Lines<'a> {
    /// What stands behind `key = ` if that is the next line, which is then read.
    fn value(&mut self, key: &str) -> Option<&'a str> {
        let rest = self.rest.strip_prefix(key)?.strip_prefix(" = ")?;
        let (value, rest) = rest.split_once('\n')?;
        self.rest = rest;
        Some(value)
    }

    /// The text behind `key = `: an inner nothing if the next line is another, an outer one if it is not a plain string.
    fn pair(&mut self, key: &str) -> Option<Option<&'a str>> {
        match self.value(key) {
            Some(value) => quoted(value).map(Some),
            None => Some(None),
        }
    }

    fn list<T>(&mut self, key: &str, read: impl Fn(&'a str) -> Option<T>) -> Option<Vec<T>> {
        let mut all = Vec::new();
        match self.value(key)? {
            "[]" => return Some(all),
            "[" => {}
            _ => return None,
        }
        loop {
            let (line, rest) = self.rest.split_once('\n')?;
            self.rest = rest;
            if line == "]" {
                return (!all.is_empty()).then_some(all);
            }
            all.push(read(line.strip_prefix("    ")?.strip_suffix(',')?)?);
        }
    }
}

/// What has not been read of an inline table.
struct Fields<'a> {
    rest: &'a str,
}

impl<'a> Fields<'a> {
    /// What stands behind `key = ` up to the comma or the end, if that is the next field.
    fn bare(&mut self, key: &str) -> Option<Option<&'a str>> {
        let Some(rest) = self.rest.strip_prefix(key).and_then(|rest| rest.strip_prefix(" = ")) else {
            return Some(None);
        };
        let (value, rest) = rest.split_once(", ")?;
        self.rest = rest;
        Some(Some(value))
    }

    fn text(&mut self, key: &str) -> Option<Option<&'a str>> {
        let Some(rest) = self.rest.strip_prefix(key).and_then(|rest| rest.strip_prefix(" = \"")) else {
            return Some(None);
        };
        let end = rest.find('"')?;
        let (value, after) = rest.split_at(end);
        if value.bytes().any(|byte| byte < b' ' || matches!(byte, b'\\' | 0x7f)) {
            return None;
        }
        // A space before the closing brace ends the table, a comma and a space lead to the next field.
        self.rest = match after[1..].strip_prefix(", ") {
            Some(next) if !next.starts_with('}') => next,
            _ => after[1..].strip_prefix(' ').filter(|end| end.starts_with('}'))?,
        };
        Some(Some(value))
    }
}

#[cfg(test)]
mod tests {
    use naja_base::SourceText;

    use super::read;
    use crate::pylock::read::read_fully;
    use crate::pylock::tests::LOCK;

    /// The sample without what is left to the full reader.
    fn plain() -> String {
        let (head, tail) = LOCK.split_once("\n[[packages]]\nname = \"here\"").unwrap();
        let (_, tool) = tail.split_once("\n[tool.naja]").unwrap();
        format!("{head}\n[tool.naja]{tool}")
    }

    #[test]
    fn what_the_writer_writes_is_read() {
        let text = plain();
        assert_eq!(read(&text).unwrap().to_toml(), text);
        assert!(read(LOCK).is_none());
        assert!(read(&text.replace("\"1.0\"\nenv", "\"1.1\"\nenv")).is_none());
        assert!(read(&text.replace("created-by = \"naja\"", "created-by = \"other\"")).is_none());
    }

    /// Whatever happens to the text, the quick reader refuses it or reads what the full reader reads.
    #[test]
    fn no_change_makes_the_two_readers_differ() {
        let text = plain();
        let mut accepted = 0;
        let mut check = |changed: String| {
            let Some(quick) = read(&changed) else { return };
            accepted += 1;
            let full = read_fully(&SourceText::new("pylock.toml", changed.as_str()), &mut Vec::new());
            let full = full.unwrap_or_else(|error| panic!("{error}: {changed}"));
            assert_eq!(full.packages, quick.packages, "{changed}");
            assert_eq!(full.to_toml(), quick.to_toml(), "{changed}");
        };
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for at in 0..lines.len() {
            let without = [&lines[..at], &lines[at + 1..]].concat().concat();
            let twice = [&lines[..=at], &lines[at..]].concat().concat();
            check(without);
            check(twice);
        }
        for (at, _) in text.char_indices() {
            check(format!("{}{}", &text[..at], &text[at + 1..]));
            for odd in ["\"", "0", ",", " ", "\\", "\n", "}", "_", "#", "\r", "=", "'"] {
                check(format!("{}{odd}{}", &text[..at], &text[at..]));
                check(format!("{}{odd}{}", &text[..at], &text[at + 1..]));
            }
        }
        assert!(accepted > 1000, "{accepted}");
    }
}
