//! `RECORD`: the list of a distribution's files with their hashes and sizes
//! (<https://packaging.python.org/specifications/recording-installed-packages/>).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::Digest as _;

use crate::sha256::Sha256;

/// One line of a `RECORD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The path, relative to site-packages or absolute, with `/`.
    pub(crate) path: String,
    /// The algorithm and the digest in base64, where stated.
    pub(crate) hash: Option<(String, String)>,
    /// The size in bytes, where stated.
    pub(crate) size: Option<u64>,
}

impl Line {
    /// The SHA-256, where that is the hash that is stated.
    pub(crate) fn sha256(&self) -> Option<Sha256> {
        let (algorithm, digest) = self.hash.as_ref()?;
        if algorithm != "sha256" {
            return None;
        }
        Some(Sha256(URL_SAFE_NO_PAD.decode(digest.trim_end_matches('=')).ok()?.try_into().ok()?))
    }
}

/// Reads a `RECORD`.
///
/// # Errors
/// The line, from 1, that isn't one, and why.
pub(crate) fn parse(text: &str) -> Result<Vec<Line>, (usize, &'static str)> {
    let mut lines = Vec::with_capacity(text.len() / 80);
    for (index, row) in Rows(text).enumerate() {
        let fields = row.map_err(|reason| (index + 1, reason))?;
        if let Some(line) = read_line(fields).map_err(|reason| (index + 1, reason))? {
            lines.push(line);
        }
    }
    Ok(lines)
}

fn read_line(fields: Vec<String>) -> Result<Option<Line>, &'static str> {
    let mut fields = fields.into_iter();
    let path = fields.next().unwrap_or_default();
    let (hash, size) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
    if path.is_empty() && hash.is_empty() && size.is_empty() {
        return Ok(None);
    }
    if path.is_empty() {
        return Err("a line has no path");
    }
    if fields.any(|field| !field.is_empty()) {
        return Err("a line has more than three fields");
    }
    let hash = match hash.split_once('=') {
        Some((algorithm, digest)) => Some((algorithm.to_owned(), digest.to_owned())),
        None if hash.is_empty() => None,
        None => return Err("a hash names no algorithm"),
    };
    let size = match size.as_str() {
        "" => None,
        digits => Some(digits.parse().map_err(|_| "a size is not a number")?),
    };
    Ok(Some(Line { path, hash, size }))
}

/// The rows of a CSV text as Python's `csv` module reads them.
struct Rows<'a>(&'a str);

impl Iterator for Rows<'_> {
    type Item = Result<Vec<String>, &'static str>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let line_end = memchr::memchr(b'\n', self.0.as_bytes()).unwrap_or(self.0.len());
        let line = &self.0[..line_end];
        if memchr::memchr(b'"', line.as_bytes()).is_some() {
            return Some(self.quoted());
        }
        self.0 = self.0.get(line_end + 1..).unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        Some(Ok(line.split(',').map(str::to_owned).collect()))
    }
}

impl Rows<'_> {
    fn quoted(&mut self) -> Result<Vec<String>, &'static str> {
        let (mut fields, mut field) = (Vec::new(), String::new());
        let mut inside = false;
        let mut characters = self.0.char_indices().peekable();
        let mut end = self.0.len();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' if inside && characters.peek().is_some_and(|(_, next)| *next == '"') => {
                    characters.next();
                    field.push('"');
                }
                '"' => inside = !inside,
                ',' if !inside => fields.push(std::mem::take(&mut field)),
                '\n' if !inside => {
                    end = at + 1;
                    break;
                }
                '\r' if !inside => {}
                _ => field.push(character),
            }
        }
        self.0 = &self.0[end..];
        fields.push(field);
        if inside { Err("a quotation mark is not closed") } else { Ok(fields) }
    }
}

/// Appends the line of a file with a known hash.
pub(crate) fn write_file(out: &mut String, path: &str, sha256: Sha256, size: u64) {
    write_path(out, path);
    out.push(',');
    out.push_str(&sha256.to_record());
    out.push(',');
    out.push_str(&size.to_string());
    out.push('\n');
}

/// Appends the line of a file without hash: `RECORD` itself.
pub(crate) fn write_bare(out: &mut String, path: &str) {
    write_path(out, path);
    out.push_str(",,\n");
}

fn write_path(out: &mut String, path: &str) {
    if path.contains(['"', ',', '\n', '\r']) {
        out.push('"');
        out.push_str(&path.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(path);
    }
}

/// The algorithms that a wheel's `RECORD` may use, beside SHA-256.
pub(crate) enum LongHasher {
    /// SHA-384.
    Sha384(sha2::Sha384),
    /// SHA-512.
    Sha512(sha2::Sha512),
}

impl LongHasher {
    /// The hasher called `algorithm`.
    pub(crate) fn new(algorithm: &str) -> Option<Self> {
        match algorithm {
            "sha384" => Some(Self::Sha384(sha2::Sha384::new())),
            "sha512" => Some(Self::Sha512(sha2::Sha512::new())),
            _ => None,
        }
    }

    /// Adds `bytes`.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha384(hasher) => hasher.update(bytes),
            Self::Sha512(hasher) => hasher.update(bytes),
        }
    }

    /// The digest as `RECORD` spells it, without the algorithm.
    pub(crate) fn finish(self) -> String {
        match self {
            Self::Sha384(hasher) => URL_SAFE_NO_PAD.encode(hasher.finalize()),
            Self::Sha512(hasher) => URL_SAFE_NO_PAD.encode(hasher.finalize()),
        }
    }
}

/// Whether `stated`, a digest in base64 with or without padding, is `digest`.
pub(crate) fn same_digest(stated: &str, digest: &str) -> bool {
    stated.trim_end_matches('=') == digest
}

#[cfg(test)]
mod tests {
    use super::{Line, parse, write_bare, write_file};
    use crate::sha256::Sha256;

    fn line(path: &str, hash: Option<(&str, &str)>, size: Option<u64>) -> Line {
        let hash = hash.map(|(algorithm, digest)| (algorithm.to_owned(), digest.to_owned()));
        Line { path: path.to_owned(), hash, size }
    }

    #[test]
    fn plain_and_quoted_lines_are_read() {
        let text = "a.py,sha256=abc,3\r\n\"b, \"\"c\"\".py\",sha256=x=,4\nd/RECORD,,\n\n";
        let expected = vec![
            line("a.py", Some(("sha256", "abc")), Some(3)),
            line("b, \"c\".py", Some(("sha256", "x=")), Some(4)),
            line("d/RECORD", None, None),
        ];
        assert_eq!(parse(text), Ok(expected));
    }

    #[test]
    fn what_is_no_line_is_refused_with_its_number() {
        assert_eq!(parse("a,,\n,sha256=x,1\n"), Err((2, "a line has no path")));
        assert_eq!(parse("a,b,\n"), Err((1, "a hash names no algorithm")));
        assert_eq!(parse("a,,x\n"), Err((1, "a size is not a number")));
        assert_eq!(parse("\"a,,\n"), Err((1, "a quotation mark is not closed")));
        assert_eq!(parse("a,,,b\n"), Err((1, "a line has more than three fields")));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut out = String::new();
        write_file(&mut out, "a \",b.py", Sha256::of(b""), 0);
        write_bare(&mut out, "x/RECORD");
        let lines = parse(&out).unwrap();
        assert_eq!(lines[0].path, "a \",b.py");
        assert_eq!(lines[0].size, Some(0));
        assert_eq!(lines[1], line("x/RECORD", None, None));
    }
}
