//! TOML documents read with their places: every wrong type, stray key or bad string can be pointed at.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use naja_base::{Diagnostic, LineIndex, SourceText, Span};
use toml_edit::{ArrayOfTables, Item, Table, Value};

/// What reading yields: a value, or the one thing to tell the user.
pub type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// A parsed TOML file that still knows its text.
#[derive(Debug)]
pub struct Document {
    source: Arc<SourceText>,
    tree: toml_edit::Document<Text>,
}

/// The shared text, as `toml_edit` wants to hold it.
#[derive(Debug)]
struct Text(Arc<SourceText>);

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0.text
    }
}

impl Document {
    /// Parses `source` as TOML 1.1.
    ///
    /// # Errors
    /// On the first fault, with its place. Nesting is bounded (80 levels), so no input overflows the stack.
    pub fn parse(source: Arc<SourceText>) -> Result<Self> {
        match toml_edit::Document::parse(Text(Arc::clone(&source))) {
            Ok(tree) => Ok(Self { source, tree }),
            Err(error) => Err(Box::new(
                merge_conflict(&source, "keep the lines you want and delete the three marker lines")
                    .unwrap_or_else(|| syntax_error(&source, &error)),
            )),
        }
    }

    /// The text and its name.
    #[must_use]
    pub fn source(&self) -> &Arc<SourceText> {
        &self.source
    }

    /// The outermost table.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        Node { source: &self.source, kind: Kind::Table(self.tree.as_table()), path: String::new(), key: None }
    }
}

/// Reads a file of text, to be shown under `name`.
///
/// # Errors
/// When it can't be read, or isn't UTF-8.
pub fn read(path: &Path, name: &str) -> Result<Arc<SourceText>> {
    let bytes = fs::read(path)
        .map_err(|error| Diagnostic::error(format!("can't read `{name}`: {}", reason(&error))))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceText::new(name, text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(Box::new(
                Diagnostic::error(format!("`{name}` is not UTF-8: line {line} holds other bytes"))
                    .with_help("save the file with the encoding UTF-8"),
            ))
        }
    }
}

/// The diagnostic for a text in which a version control system left both sides of a conflict, or `None`.
#[must_use]
pub fn merge_conflict(source: &Arc<SourceText>, help: &str) -> Option<Diagnostic> {
    let mut marks = Vec::new();
    let mut offset = 0;
    for line in source.text.split_inclusive('\n') {
        let shown = line.trim_end();
        let span = Span::from_range(offset..offset + shown.len());
        offset += line.len();
        let what = match shown.as_bytes() {
            [b'<', b'<', b'<', b'<', b'<', b'<', b'<']
            | [b'<', b'<', b'<', b'<', b'<', b'<', b'<', b' ', ..] => "one side starts here",
            b"=======" if !marks.is_empty() => "the other side starts here",
            [b'>', b'>', b'>', b'>', b'>', b'>', b'>']
            | [b'>', b'>', b'>', b'>', b'>', b'>', b'>', b' ', ..]
                if !marks.is_empty() =>
            {
                "the conflict ends here"
            }
            _ => continue,
        };
        marks.push((span, what));
        if marks.len() == 3 {
            break;
        }
    }
    let mut marks = marks.into_iter();
    let (first, what) = marks.next()?;
    let mut diagnostic = Diagnostic::error(format!("`{}` holds an unresolved merge conflict", source.name))
        .with_source(Arc::clone(source))
        .with_label(first, what)
        .with_help(help);
    for (span, what) in marks {
        diagnostic = diagnostic.with_context(span, what);
    }
    Some(diagnostic)
}

/// A value of a document, with the dotted path that leads to it.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    source: &'a Arc<SourceText>,
    kind: Kind<'a>,
    path: String,
    key: Option<Span>,
}

#[derive(Clone, Copy, Debug)]
enum Kind<'a> {
    Value(&'a Value),
    Table(&'a Table),
    Tables(&'a ArrayOfTables),
}

impl<'a> Node<'a> {
    /// The text this stands in.
    #[must_use]
    pub fn source(&self) -> &'a Arc<SourceText> {
        self.source
    }

    /// The dotted path from the root, as `project.dependencies`; empty for the root.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where the value stands; for a table without a place of its own, where its key does.
    #[must_use]
    pub fn span(&self) -> Span {
        let own = match self.kind {
            Kind::Value(value) => value.span(),
            Kind::Table(table) => table.span(),
            Kind::Tables(tables) => tables.span(),
        };
        own.map(Span::from_range).or(self.key).unwrap_or_default()
    }

    /// Where the key stands, or the value where there is none.
    #[must_use]
    pub fn key_span(&self) -> Span {
        self.key.unwrap_or_else(|| self.span())
    }

    /// What stands under `key`, if this is a table that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        self.pairs()?.into_iter().find(|(name, _)| *name == key).map(|(_, node)| node)
    }

    /// What stands under a dotted path of bare keys.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<Node<'a>> {
        path.split('.').try_fold(self.clone(), |node, key| node.get(key))
    }

    /// The pairs of a table in the order of the file.
    ///
    /// # Errors
    /// When it is something else.
    pub fn table(&self) -> Result<Vec<(&'a str, Node<'a>)>> {
        self.pairs().ok_or_else(|| self.wrong_type("a table"))
    }

    /// The string.
    ///
    /// # Errors
    /// When it is something else.
    pub fn string(&self) -> Result<&'a str> {
        match self.kind {
            Kind::Value(Value::String(text)) => Ok(text.value()),
            _ => Err(self.wrong_type("a string")),
        }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&'a str> {
        match self.kind {
            Kind::Value(Value::String(text)) => Some(text.value()),
            _ => None,
        }
    }

    /// The truth value.
    ///
    /// # Errors
    /// When it is something else.
    pub fn boolean(&self) -> Result<bool> {
        match self.kind {
            Kind::Value(Value::Boolean(value)) => Ok(*value.value()),
            _ => Err(self.wrong_type("`true` or `false`")),
        }
    }

    /// The whole number.
    ///
    /// # Errors
    /// When it is something else.
    pub fn integer(&self) -> Result<i64> {
        match self.kind {
            Kind::Value(Value::Integer(value)) => Ok(*value.value()),
            _ => Err(self.wrong_type("a whole number")),
        }
    }

    /// The members of an array, or the tables of an array of tables.
    ///
    /// # Errors
    /// When it is something else.
    pub fn array(&self) -> Result<Vec<Node<'a>>> {
        let member = |index: usize, kind| Node {
            source: self.source,
            kind,
            path: format!("{}[{index}]", self.path),
            key: None,
        };
        match self.kind {
            Kind::Value(Value::Array(array)) => {
                Ok(array.iter().enumerate().map(|(index, value)| member(index, Kind::Value(value))).collect())
            }
            Kind::Tables(tables) => Ok(tables
                .iter()
                .enumerate()
                .map(|(index, table)| member(index, Kind::Table(table)))
                .collect()),
            _ => Err(self.wrong_type("an array")),
        }
    }

    /// The members of an array, all of which must be strings.
    ///
    /// # Errors
    /// When it is something else, or one of them is.
    pub fn strings(&self) -> Result<Vec<(&'a str, Node<'a>)>> {
        let mut strings = Vec::new();
        for member in self.array()? {
            let text = member.string().map_err(|mut diagnostic| {
                diagnostic.message = format!("`{}` must be an array of strings", self.path);
                diagnostic
            })?;
            strings.push((text, member));
        }
        Ok(strings)
    }

    /// Whether this is a table, written in any way.
    #[must_use]
    pub fn is_table(&self) -> bool {
        matches!(self.kind, Kind::Table(_) | Kind::Value(Value::InlineTable(_)))
    }

    /// Whether this is an array, of tables or of anything else.
    #[must_use]
    pub fn is_array(&self) -> bool {
        matches!(self.kind, Kind::Tables(_) | Kind::Value(Value::Array(_)))
    }

    /// An error at this value.
    #[must_use]
    pub fn error(&self, message: impl Into<String>, label: impl Into<String>) -> Box<Diagnostic> {
        let diagnostic = Diagnostic::error(message).with_source(Arc::clone(self.source));
        Box::new(diagnostic.with_label(self.span(), label))
    }

    /// The error that this value is not what it must be.
    #[must_use]
    pub fn wrong_type(&self, wanted: &str) -> Box<Diagnostic> {
        self.error(format!("`{}` must be {wanted}", self.path), format!("this is {}", self.type_name()))
    }

    /// Where `inner`, a span of the decoded string, stands in the file; the whole value where it is no string.
    #[must_use]
    pub fn span_in_string(&self, inner: Span) -> Span {
        match self.as_str() {
            Some(decoded) => span_in_string(&self.source.text, self.span(), decoded, inner),
            None => self.span(),
        }
    }

    /// For a table with a header: where its own lines end, those of tables with headers of their own left out. The end of
    /// the last value, or of the header where there is none; `None` for the root without values and for other kinds.
    #[must_use]
    pub fn body_end(&self) -> Option<u32> {
        let Kind::Table(table) = self.kind else { return None };
        let mut end = table.span().map(|header| header.end);
        let mut open = vec![table];
        while let Some(table) = open.pop() {
            for (_, item) in table {
                match item {
                    Item::Value(value) => end = end.max(value.span().map(|span| span.end)),
                    Item::Table(inner) if inner.is_dotted() => open.push(inner),
                    _ => {}
                }
            }
        }
        end.map(|end| Span::from_range(end..end).start)
    }

    /// Whether this is a table with a header of its own, `[a.b]`.
    #[must_use]
    pub fn has_header(&self) -> bool {
        matches!(self.kind, Kind::Table(table) if !table.is_dotted() && !table.is_implicit())
    }

    /// Whether this is an inline table, `{a = 1}`.
    #[must_use]
    pub fn is_inline_table(&self) -> bool {
        matches!(self.kind, Kind::Value(Value::InlineTable(_)))
    }

    fn type_name(&self) -> &'static str {
        match self.kind {
            Kind::Table(_) | Kind::Value(Value::InlineTable(_)) => "a table",
            Kind::Tables(_) => "an array of tables",
            Kind::Value(Value::String(_)) => "a string",
            Kind::Value(Value::Integer(_)) => "an integer",
            Kind::Value(Value::Float(_)) => "a float",
            Kind::Value(Value::Boolean(_)) => "a boolean",
            Kind::Value(Value::Datetime(_)) => "a date",
            Kind::Value(Value::Array(_)) => "an array",
        }
    }

    fn pairs(&self) -> Option<Vec<(&'a str, Node<'a>)>> {
        let child = |key: &'a str, place: Option<std::ops::Range<usize>>, kind| {
            let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
            (key, Node { source: self.source, kind, path, key: place.map(Span::from_range) })
        };
        match self.kind {
            Kind::Table(table) => Some(
                table
                    .iter()
                    .filter_map(|(key, item)| {
                        let place = table.key(key).and_then(toml_edit::Key::span);
                        Some(child(key, place, Kind::of(item)?))
                    })
                    .collect(),
            ),
            Kind::Value(Value::InlineTable(table)) => Some(
                table
                    .iter()
                    .map(|(key, value)| {
                        let place = table.key(key).and_then(toml_edit::Key::span);
                        child(key, place, Kind::Value(value))
                    })
                    .collect(),
            ),
            _ => None,
        }
    }
}

impl<'a> Kind<'a> {
    fn of(item: &'a Item) -> Option<Self> {
        match item {
            Item::None => None,
            Item::Value(value) => Some(Self::Value(value)),
            Item::Table(table) => Some(Self::Table(table)),
            Item::ArrayOfTables(tables) => Some(Self::Tables(tables)),
        }
    }
}

/// Where the bytes `inner` of the string `decoded` stand in `text`, given that its TOML form, quotes included, is at
/// `outer`: escapes and trimmed line breaks are counted.
#[must_use]
pub fn span_in_string(text: &str, outer: Span, decoded: &str, inner: Span) -> Span {
    let Some(raw) = text.get(outer.range()) else { return outer };
    let quote = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
    let escapes = raw.starts_with('"');
    let mut at = quote;
    if quote == 3 {
        at += if raw[at..].starts_with("\r\n") { 2 } else { usize::from(raw[at..].starts_with('\n')) };
    }
    let (mut start, mut end) = (None, None);
    let mut done = 0_usize;
    let last = raw.len().saturating_sub(quote);
    for character in decoded.chars() {
        at = skip_unseen(raw, at, character, escapes);
        if done >= inner.start as usize {
            start.get_or_insert(at);
        }
        if done >= inner.end as usize {
            end.get_or_insert(at);
            break;
        }
        at += unit_length(raw, at, escapes);
        done += character.len_utf8();
    }
    let start = start.unwrap_or(at).min(last.max(quote));
    let end = end.unwrap_or(at).min(last.max(quote)).max(start);
    let base = outer.start as usize;
    Span::from_range(base + start..base + end)
}

/// Skips what stands in the file but not in the string: escaped line breaks, and carriage returns that were dropped.
fn skip_unseen(raw: &str, mut at: usize, next: char, escapes: bool) -> usize {
    loop {
        let rest = raw.get(at..).unwrap_or("");
        let folded = rest.strip_prefix('\\').filter(|_| escapes).filter(|after| {
            let line_end = after.trim_start_matches([' ', '\t']);
            line_end.starts_with('\n') || line_end.starts_with("\r\n")
        });
        if let Some(after) = folded {
            at += rest.len() - after.trim_start_matches([' ', '\t', '\r', '\n']).len();
        } else if rest.starts_with("\r\n") && next != '\r' {
            at += 1;
        } else {
            return at;
        }
    }
}

/// The length of what stands for one character at `at`.
fn unit_length(raw: &str, at: usize, escapes: bool) -> usize {
    let mut rest = raw.get(at..).unwrap_or("").chars();
    match rest.next() {
        Some('\\') if escapes => match rest.next() {
            Some('x') => 4,
            Some('u') => 6,
            Some('U') => 10,
            _ => 2,
        },
        Some(character) => character.len_utf8(),
        None => 0,
    }
}

fn syntax_error(source: &Arc<SourceText>, error: &toml_edit::TomlError) -> Diagnostic {
    let diagnostic = Diagnostic::error(format!("`{}` is not valid TOML", source.name));
    let message = match error.message() {
        message if message.contains("recursion") => "nested more than 80 levels deep",
        message => message,
    };
    match error.span() {
        Some(span) => {
            let end = span.end.min(source.text.len());
            let span = Span::from_range(span.start.min(end)..end);
            diagnostic.with_source(Arc::clone(source)).with_label(one_line(source, span), message)
        }
        None => diagnostic.with_note(message),
    }
}

/// `span`, cut at the end of its first line so that the drawing stays short.
fn one_line(source: &Arc<SourceText>, span: Span) -> Span {
    let lines = LineIndex::new(&source.text);
    let line = lines.line_span(lines.line(span.start), &source.text);
    Span::new(span.start, span.end.min(line.end).max(span.start))
}

/// An I/O error in a few words.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it does not exist".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests;
