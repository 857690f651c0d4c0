//! `str.format` calls on literals, with the places of their fields, for the rules UP030 and UP032.

use naja_base::Span;
use naja_syntax::ast::{Expr, ExprCall, ExprString, StringLiteral};

use crate::formats::braces::{self, Name, Piece};

/// A call of `format` on a string literal.
pub(super) struct FormatCall<'a> {
    /// The call.
    pub(super) call: &'a ExprCall<'a>,
    /// The literal.
    pub(super) string: &'a ExprString<'a>,
}

/// A field of the format.
pub(super) struct Field<'t> {
    /// Where it is in the literal's content, braces included, in bytes.
    pub(super) range: std::ops::Range<usize>,
    /// What it shows, fields in its specification included.
    pub(super) field: braces::Field<'t>,
}

/// The call that `expr` is, if it is one.
pub(super) fn of<'a>(expr: Expr<'a>) -> Option<FormatCall<'a>> {
    let Expr::Call(call) = expr else { return None };
    let Expr::Attribute(func) = call.func else { return None };
    match func.value {
        Expr::String(string) if func.attr == "format" => Some(FormatCall { call, string }),
        _ => None,
    }
}

/// The content of a literal as it is written, in which the braces of `\N{…}` are blanked out, so that every byte keeps its place.
pub(super) fn masked(literal: &StringLiteral<'_>) -> String {
    let content = literal.content();
    if literal.flags.is_raw() || !content.contains("\\N{") {
        return content.to_owned();
    }
    let mut bytes = content.as_bytes().to_vec();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        if bytes[at..].starts_with(b"\\N{") {
            let end = content[at..].find('}').map_or(bytes.len(), |end| at + end + 1);
            bytes[at + 1..end].fill(b' ');
            at = end;
        } else {
            at += 2;
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The fields of a masked content; nothing if it is no format, or if a field is written with escapes.
pub(super) fn fields(masked: &str) -> Option<Vec<Field<'_>>> {
    let mut fields = Vec::new();
    for piece in braces::parse(masked).ok()? {
        let Piece::Field(field) = piece else { continue };
        if masked[field.range.clone()].contains('\\') {
            return None;
        }
        fields.push(Field { range: field.range.clone(), field });
    }
    Some(fields)
}

/// The argument that a field shows; `autos` counts the fields without a name.
pub(super) fn argument<'a>(call: &ExprCall<'a>, name: Name<'_>, autos: &mut usize) -> Option<Expr<'a>> {
    match name {
        Name::Auto => {
            *autos += 1;
            call.arguments.args.get(*autos - 1).copied()
        }
        Name::Index(index) => call.arguments.args.get(index).copied(),
        Name::Keyword(name) => {
            let named =
                |keyword: &&naja_syntax::ast::Keyword<'_>| keyword.name.is_some_and(|own| own.name == name);
            call.arguments.keywords.iter().find(named).map(|keyword| keyword.value)
        }
    }
}

/// The part of `literal` at `range` of its content.
pub(super) fn place(literal: &StringLiteral<'_>, range: &std::ops::Range<usize>) -> Span {
    let start = literal.content_span().start;
    let range = Span::from_range(range.clone());
    Span::new(start + range.start, start + range.end)
}
