//! From the bytes of a file to the text that is parsed, and back: byte order marks and encoding declarations (PEP 263).

use encoding_rs::{Encoding, UTF_8};
use memchr::memchr;
use naja_base::{Diagnostic, lines};

/// The text of a file, with what is needed to write it back as it came.
#[derive(Clone, Debug)]
pub struct DecodedSource {
    /// The text, without a byte order mark.
    pub text: String,
    /// How it was encoded.
    pub encoding: &'static Encoding,
    /// Whether it began with a byte order mark.
    pub bom: bool,
    /// Whether it declares that it holds ASCII alone; the encoding is UTF-8 then.
    pub is_ascii: bool,
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Decodes a file as Python does: UTF-8, or what a comment in the first two lines declares.
///
/// # Errors
/// When the file holds a NUL byte, is encoded in UTF-16 or UTF-32, begins with two byte order marks, declares an encoding that is
/// unknown or contradicts its byte order mark, or holds bytes that its encoding does not have. Nothing of it should be changed then.
pub fn decode(bytes: Vec<u8>) -> Result<DecodedSource, Box<Diagnostic>> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(refused("it is encoded in UTF-16, which Python does not read", "save it as UTF-8"));
    }
    if let Some(at) = memchr(0, &bytes) {
        let message = format!("it holds a NUL byte, the first at offset {at}");
        return Err(refused(&message, "if it is Python source, save it as UTF-8"));
    }
    let bom = bytes.starts_with(BOM);
    let declared = declaration(&bytes[if bom { BOM.len() } else { 0 }..]);
    let encoding = match declared {
        None => UTF_8,
        Some(name) => known(name).ok_or_else(|| {
            let message = format!("it declares the encoding `{name}`, which is not known");
            refused(&message, "correct the declaration, or save the file as UTF-8 and remove it")
        })?,
    };
    if bom && !declared.is_none_or(is_plain_utf8) {
        let name = declared.unwrap_or_default();
        let message = format!("it has a UTF-8 byte order mark and declares the encoding `{name}`");
        return Err(refused(&message, "remove one of the two"));
    }
    let is_ascii = declared.is_some_and(is_ascii_name);
    let text = match encoding == UTF_8 {
        true if is_ascii => ascii(bytes)?,
        true => utf8(bytes, bom)?,
        false => other(&bytes, encoding)?,
    };
    if text.starts_with('\u{feff}') {
        return Err(refused("it begins with two byte order marks", "remove one of them"));
    }
    Ok(DecodedSource { text, encoding, bom, is_ascii })
}

impl DecodedSource {
    /// The bytes of `text`, encoded as the file was.
    ///
    /// # Errors
    /// When `text` holds a character that the encoding does not have.
    pub fn encode(&self, text: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut bytes = if self.bom { BOM.to_vec() } else { Vec::new() };
        if self.is_ascii && !text.is_ascii() {
            return Err(refused(
                "it holds a character that its encoding, ASCII, does not have",
                "save the file as UTF-8, and remove the declaration of its encoding",
            ));
        }
        if self.encoding == UTF_8 {
            bytes.extend_from_slice(text.as_bytes());
            return Ok(bytes);
        }
        let (encoded, _, has_unmappable) = self.encoding.encode(text);
        if has_unmappable {
            let message =
                format!("it holds a character that its encoding, {}, does not have", self.encoding.name());
            return Err(refused(&message, "save the file as UTF-8"));
        }
        bytes.extend_from_slice(&encoded);
        Ok(bytes)
    }
}

fn refused(message: &str, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(format!("the file can't be read: {message}")).with_help(help))
}

fn ascii(bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    let Some(at) = bytes.iter().position(|byte| !byte.is_ascii()) else { return utf8(bytes, false) };
    let message =
        format!("line {} is not ASCII, the encoding that the file declares", line_number(&bytes[..at]));
    Err(refused(&message, "correct the declaration: `# -*- coding: utf-8 -*-` if it is UTF-8"))
}

/// The number, from 1, of the line that follows `before`, the start of a file.
fn line_number(before: &[u8]) -> usize {
    lines::count_breaks(&String::from_utf8_lossy(before)) + 1
}

fn utf8(mut bytes: Vec<u8>, bom: bool) -> Result<String, Box<Diagnostic>> {
    if bom {
        bytes.drain(..BOM.len());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = line_number(&error.as_bytes()[..at]);
        let message = format!("line {line} is not UTF-8, and no other encoding is declared");
        refused(&message, "save the file as UTF-8, or declare its encoding: `# -*- coding: latin-1 -*-`")
    })
}

fn other(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Box<Diagnostic>> {
    let decoded = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let text = decoded.map(std::borrow::Cow::into_owned).ok_or_else(|| {
        let message = format!("it is not encoded in {}, as it declares", encoding.name());
        refused(&message, "correct the declaration, or save the file as UTF-8 and remove it")
    })?;
    // What can't be written back byte for byte is better not read: Python's latin-1 knows bytes that the web's does not.
    let (again, _, has_unmappable) = encoding.encode(&text);
    if has_unmappable || *again != *bytes {
        let message = format!("it can't be written back in {} as it is", encoding.name());
        return Err(refused(&message, "save the file as UTF-8"));
    }
    Ok(text)
}

/// The encoding that a comment in the first two lines names; the first line must be blank or a comment for the second to count.
fn declaration(bytes: &[u8]) -> Option<&str> {
    let mut rest = bytes;
    for _ in 0..2 {
        let end = rest.iter().position(|byte| lines::is_break(*byte)).unwrap_or(rest.len());
        let line = rest[..end].trim_ascii_start();
        let line = line.strip_prefix(b"\x0c").unwrap_or(line).trim_ascii_start();
        if let Some(comment) = line.strip_prefix(b"#") {
            if let Some(name) = named(comment) {
                return Some(name);
            }
        } else if !line.is_empty() {
            return None;
        }
        rest = &rest[end..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.get(1..)).unwrap_or(b"");
    }
    None
}

/// The name after `coding:` or `coding=`.
fn named(comment: &[u8]) -> Option<&str> {
    let at = comment
        .windows(7)
        .position(|window| window.starts_with(b"coding") && matches!(window[6], b':' | b'='))?;
    let name = comment[at + 7..].trim_ascii_start();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let len = name.iter().take_while(|byte| is_part(byte)).count();
    std::str::from_utf8(&name[..len]).ok().filter(|name| !name.is_empty())
}

/// Whether `name` is one of the spellings that Python takes beside a byte order mark.
fn is_plain_utf8(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('_', "-");
    name == "utf-8" || name.starts_with("utf-8-")
}

/// Whether `name` is one of Python's names for ASCII.
fn is_ascii_name(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "ascii",
        "us-ascii",
        "us",
        "646",
        "ansi-x3.4-1968",
        "ansi-x3-4-1968",
        "ansi-x3.4-1986",
        "cp367",
        "csascii",
        "ibm367",
        "iso646-us",
        "iso-646.irv-1991",
        "iso-ir-6",
        "iso-ir6",
    ];
    NAMES.contains(&name.to_ascii_lowercase().replace('_', "-").as_str())
}

/// The encoding that Python knows under `name`.
fn known(name: &str) -> Option<&'static Encoding> {
    let name = name.to_ascii_lowercase().replace('_', "-");
    match name.as_str() {
        "utf8" | "u8" => Some(UTF_8),
        name if is_ascii_name(name) => Some(UTF_8),
        name if is_plain_utf8(name) => Some(UTF_8),
        "latin-1" | "latin1" | "iso-8859-1" | "l1" | "8859" | "cp819" => Some(encoding_rs::WINDOWS_1252),
        _ if name.starts_with("utf-16") || name.starts_with("utf-32") => None,
        _ => {
            let label = name.strip_prefix("cp").filter(|rest| rest.starts_with("125"));
            let label = label.map_or_else(|| name.clone(), |number| format!("windows-{number}"));
            Encoding::for_label(label.as_bytes())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn check_refused(bytes: &[u8], reason: &str) {
        let error = decode(bytes.to_vec()).unwrap_err();
        assert!(error.message.contains(reason), "{}", error.message);
        assert!(error.help.is_some());
    }

    #[test]
    fn fault_94_nul_bytes_are_refused() {
        check_refused(b"x = 1\0\n", "NUL");
    }

    #[test]
    fn fault_95_what_is_not_utf8_is_refused_with_its_line() {
        check_refused(b"x = 1\ny = '\xff'\n", "line 2");
        check_refused(b"\xff\xfex\0", "UTF-16");
    }

    #[test]
    fn fault_96_declared_encodings_are_decoded_and_written_back() {
        let bytes = b"#!/usr/bin/python\n# -*- coding: latin-1 -*-\nx = '\xe9'\n".to_vec();
        let source = decode(bytes.clone()).unwrap();
        assert!(source.text.contains("'é'"));
        assert_eq!(source.encode(&source.text).unwrap(), bytes);
        assert!(source.encode("# coding: latin-1\n'→'").is_err());
        let japanese = b"# vim: set fileencoding=euc-jp :\nx = '\xa4\xa2'\n".to_vec();
        assert_eq!(
            decode(japanese.clone()).unwrap().encode("# vim: set fileencoding=euc-jp :\nx = 'あ'\n").unwrap(),
            japanese
        );
    }

    #[test]
    fn fault_96_what_is_declared_as_ascii_holds_nothing_else() {
        for name in ["ascii", "US-ASCII", "us_ascii", "646", "ANSI_X3.4-1968", "latin1"] {
            let declared = format!("# coding: {name}\r");
            let source = decode([declared.as_bytes(), b"x = 1\r"].concat()).unwrap();
            assert_eq!(source.encode(&source.text).unwrap(), [declared.as_bytes(), b"x = 1\r"].concat());
            if name != "latin1" {
                check_refused(&[declared.as_bytes(), "x = 'é'\r".as_bytes()].concat(), "line 2 is not ASCII");
                assert!(source.encode("x = 'é'").unwrap_err().message.contains("ASCII"));
            }
        }
    }

    #[test]
    fn fault_100_two_byte_order_marks_are_refused() {
        check_refused(b"\xef\xbb\xbf\xef\xbb\xbfx = 1\n", "two byte order marks");
    }

    #[test]
    fn fault_97_unknown_codecs_are_refused() {
        check_refused(b"# coding: rot-thirteen\n", "rot-thirteen");
        check_refused(b"\xef\xbb\xbf# coding: latin-1\n", "byte order mark");
        check_refused(b"\xef\xbb\xbf# coding: utf8\n", "byte order mark");
        assert!(decode(b"\xef\xbb\xbf# coding: UTF_8\n".to_vec()).is_ok());
    }

    #[test]
    fn a_byte_order_mark_is_kept_for_writing_back() {
        let source = decode(b"\xef\xbb\xbfx\n".to_vec()).unwrap();
        assert_eq!((source.text.as_str(), source.bom), ("x\n", true));
        assert_eq!(source.encode("y\n").unwrap(), b"\xef\xbb\xbfy\n");
    }

    #[test]
    fn a_declaration_counts_in_the_first_two_lines_only() {
        assert!(decode(b"x = 1\n# coding: nothing\n".to_vec()).is_ok());
        assert!(decode(b"\n\n# coding: nothing\n".to_vec()).is_ok());
        assert!(decode(b"\n# coding: nothing\n".to_vec()).is_err());
    }
}
