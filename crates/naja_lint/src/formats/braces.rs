//! The formats of `str.format`.
//!
//! <https://docs.python.org/3/library/string.html#format-string-syntax>

use std::ops::Range;

/// A piece of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text without any braces.
    Text(&'t str),
    /// A doubled brace, `{` or `}`.
    Brace(char),
    /// A replacement field.
    Field(Field<'t>),
}

/// `{name.attribute[item]!r:spec}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'t> {
    /// Where it is in the format, braces included, in bytes.
    pub range: Range<usize>,
    /// What is before `!` and `:`.
    pub path: &'t str,
    /// What comes first in the path.
    pub name: Name<'t>,
    /// What follows the name.
    pub accesses: Vec<Access<'t>>,
    /// What follows `!`.
    pub conversion: Option<char>,
    /// What follows `:`, as written.
    pub spec: Option<&'t str>,
    /// The specification's pieces, in which fields have no specifications of their own.
    pub nested: Vec<Piece<'t>>,
}

/// What a field stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name<'t> {
    /// The next positional argument.
    Auto,
    /// The positional argument with this number.
    Index(usize),
    /// The keyword argument with this name.
    Keyword(&'t str),
}

/// A step from a field's argument to what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access<'t> {
    /// `.name`
    Attribute(&'t str),
    /// `[item]`
    Item(&'t str),
}

/// Why a format is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A `{` that nothing closes.
    Open,
    /// A `}` that nothing opened.
    Close,
    /// A field in the specification of a field in a specification.
    TooDeep,
    /// `[]` or a dot without a name.
    EmptyAttribute,
    /// A `[` that nothing closes.
    OpenBracket,
    /// Text between `]` and the end of the path.
    AfterBracket,
    /// `!` without exactly one letter after it.
    Conversion,
}

/// What a format asks for.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many fields take the next argument.
    pub autos: usize,
    /// The numbers of the fields that have one, in order.
    pub indices: Vec<usize>,
    /// The names, in order.
    pub names: Vec<String>,
}

impl Summary {
    /// What `text` asks for.
    ///
    /// # Errors
    /// The first error.
    pub fn of(text: &str) -> Result<Self, Fault> {
        let mut summary = Self::default();
        summary.add(&parse(text)?);
        Ok(summary)
    }

    /// Whether the positional argument at `index` is used.
    #[must_use]
    pub fn uses(&self, index: usize) -> bool {
        index < self.autos || self.indices.contains(&index)
    }

    fn add(&mut self, pieces: &[Piece<'_>]) {
        for piece in pieces {
            let Piece::Field(field) = piece else { continue };
            match field.name {
                Name::Auto => self.autos += 1,
                Name::Index(index) => self.indices.push(index),
                Name::Keyword(name) => self.names.push(name.to_owned()),
            }
            self.add(&field.nested);
        }
    }
}

impl Fault {
    /// What it is, in words.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Open => "single `{`",
            Self::Close => "single `}`",
            Self::TooDeep => "fields are nested too deeply",
            Self::EmptyAttribute => "empty attribute",
            Self::OpenBracket => "`[` is not closed",
            Self::AfterBracket => "only `.` or `[` may follow `]`",
            Self::Conversion => "`!` needs exactly one letter",
        }
    }
}

/// Takes `text` apart.
///
/// # Errors
/// The first error.
pub fn parse(text: &str) -> Result<Vec<Piece<'_>>, Fault> {
    pieces(text, 0, 0)
}

/// The pieces of `text`, whose first byte is at `base` of the format.
fn pieces(text: &str, base: usize, depth: u32) -> Result<Vec<Piece<'_>>, Fault> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(ahead) = memchr::memchr2(b'{', b'}', &bytes[at..]) {
        if ahead > 0 {
            found.push(Piece::Text(&text[at..at + ahead]));
        }
        at += ahead;
        let brace = bytes[at];
        // A specification knows no doubled braces.
        if depth == 0 && bytes.get(at + 1) == Some(&brace) {
            found.push(Piece::Brace(char::from(brace)));
            at += 2;
            continue;
        }
        if brace == b'}' {
            return Err(Fault::Close);
        }
        if depth > 1 {
            return Err(Fault::TooDeep);
        }
        let end = closing(&text[at..])? + at;
        let range = base + at..base + end + 1;
        found.push(Piece::Field(field(&text[at + 1..end], range, depth)?));
        at = end + 1;
    }
    if at < text.len() {
        found.push(Piece::Text(&text[at..]));
    }
    Ok(found)
}

/// The place of the brace that closes the one with which `text` begins. Braces in brackets of the path don't count.
fn closing(text: &str) -> Result<usize, Fault> {
    let mut depth = 0u32;
    let mut in_path = true;
    let mut bracket = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'[' if in_path => bracket = true,
            b']' if in_path => bracket = false,
            _ if bracket => {}
            b'{' => depth += 1,
            b'}' if depth == 1 => return Ok(index),
            b'}' => depth -= 1,
            b':' | b'!' => in_path = false,
            _ => {}
        }
    }
    Err(if bracket { Fault::OpenBracket } else { Fault::Open })
}

fn field(content: &str, range: Range<usize>, depth: u32) -> Result<Field<'_>, Fault> {
    let split = path_end(content);
    let (path, rest) = content.split_at(split);
    let (conversion, spec_at) = match rest.as_bytes() {
        [] => (None, None),
        [b':', ..] => (None, Some(split + 1)),
        _ => {
            let mut letters = rest[1..].chars();
            let letter = letters.next().ok_or(Fault::Conversion)?;
            match letters.next() {
                None => (Some(letter), None),
                Some(':') => (Some(letter), Some(split + 2 + letter.len_utf8())),
                Some(_) => return Err(Fault::Conversion),
            }
        }
    };
    let spec = spec_at.map(|at| &content[at..]);
    let nested = match (spec, spec_at) {
        (Some(spec), Some(at)) => pieces(spec, range.start + 1 + at, depth + 1)?,
        _ => Vec::new(),
    };
    if depth > 0 && path.starts_with(['{', '}']) {
        return Err(Fault::TooDeep);
    }
    let name_end = path.find(['.', '[']).unwrap_or(path.len());
    let accesses = accesses(&path[name_end..])?;
    Ok(Field { range, path, name: name(&path[..name_end]), accesses, conversion, spec, nested })
}

/// Where the path ends: at the first `!` or `:` outside of brackets.
fn path_end(content: &str) -> usize {
    let mut bracket = false;
    for (index, byte) in content.bytes().enumerate() {
        match byte {
            b'[' => bracket = true,
            b']' => bracket = false,
            b'!' | b':' if !bracket => return index,
            _ => {}
        }
    }
    content.len()
}

fn name(text: &str) -> Name<'_> {
    if text.is_empty() {
        return Name::Auto;
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse().ok().filter(|_| digits) {
        Some(index) => Name::Index(index),
        None => Name::Keyword(text),
    }
}

fn accesses(mut text: &str) -> Result<Vec<Access<'_>>, Fault> {
    let mut found = Vec::new();
    while !text.is_empty() {
        if let Some(rest) = text.strip_prefix('.') {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            if end == 0 {
                return Err(Fault::EmptyAttribute);
            }
            found.push(Access::Attribute(&rest[..end]));
            text = &rest[end..];
        } else if let Some(rest) = text.strip_prefix('[') {
            let (item, behind) = rest.split_once(']').ok_or(Fault::OpenBracket)?;
            if item.is_empty() {
                return Err(Fault::EmptyAttribute);
            }
            found.push(Access::Item(item));
            text = behind;
        } else {
            return Err(Fault::AfterBracket);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{Access, Fault, Name, Piece, parse};

    #[test]
    fn fields_are_taken_apart() {
        let pieces = parse("{{a{0.b[c}]!r:>{w}}").expect("a format");
        let [Piece::Brace('{'), Piece::Text("a"), Piece::Field(field)] = pieces.as_slice() else {
            panic!("{pieces:?}")
        };
        assert_eq!((field.range.clone(), field.path, field.name), (3..19, "0.b[c}]", Name::Index(0)));
        assert_eq!(field.accesses, [Access::Attribute("b"), Access::Item("c}")]);
        assert_eq!((field.conversion, field.spec), (Some('r'), Some(">{w}")));
        let [Piece::Text(">"), Piece::Field(inner)] = field.nested.as_slice() else { panic!("{field:?}") };
        assert_eq!((inner.range.clone(), inner.name), (15..18, Name::Keyword("w")));
    }

    #[test]
    fn faults_are_told_apart() {
        for (text, fault) in [
            ("{", Fault::Open),
            ("{a", Fault::Open),
            ("a}", Fault::Close),
            ("{:{:{}}}", Fault::TooDeep),
            ("{a.}", Fault::EmptyAttribute),
            ("{a[]}", Fault::EmptyAttribute),
            ("{a[}", Fault::OpenBracket),
            ("{a[0]b}", Fault::AfterBracket),
            ("{!}", Fault::Conversion),
            ("{!rx}", Fault::Conversion),
        ] {
            assert_eq!(parse(text), Err(fault), "{text}");
        }
    }
}
