//! UP032: `str.format` calls that f-strings replace.

use naja_base::hash::HashSet;
use naja_base::{Edit, Span};
use naja_syntax::TokenKind;
use naja_syntax::ast::{Expr, NumberKind, Quote, StringLiteral};
use naja_syntax::relex::relex;

use super::format_call::{self, FormatCall};
use crate::checker::Checker;
use crate::effects::may_have_effect;
use crate::formats::braces::{self, Access, Name, Piece};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "f-string",
    code: "UP032",
    category: Category::Upgrade,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Call(&["format"], check)],
    page: include_str!("f_string.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some(site) = format_call::of(expr) else { return };
    let arguments = &site.call.arguments;
    let starred = arguments.args.iter().any(|argument| matches!(argument, Expr::Starred(_)));
    if starred || arguments.keywords.iter().any(|keyword| keyword.name.is_none()) {
        return;
    }
    let mut values =
        arguments.args.iter().copied().chain(arguments.keywords.iter().map(|keyword| keyword.value));
    if values.any(|value| !fits_in_field(checker.text(value.span()))) {
        return;
    }
    let Some(edits) = convert(checker, &site) else { return };
    let comments = edits.iter().any(|edit| checker.has_comment(edit.span));
    let finding = checker.report(&RULE, site.call.span, "use an f-string instead of `str.format`");
    if !comments {
        finding.safe_fix("Convert to an f-string", edits);
    }
}

/// Whether the text can be in a field: quotes, backslashes and line breaks are for Python 3.12.
fn fits_in_field(text: &str) -> bool {
    !text.contains(['\'', '"', '\\', '\n', '\r'])
}

/// The edits that make an f-string of the call; nothing if none can say the same.
fn convert<'a>(checker: &Checker<'_, 'a>, site: &FormatCall<'a>) -> Option<Vec<Edit>> {
    let mut autos = 0;
    let mut numbered = false;
    let mut used: HashSet<Span> = HashSet::default();
    let mut edits = Vec::new();
    let empty = site.call.arguments.args.is_empty() && site.call.arguments.keywords.is_empty();
    let mut is_led = false;
    for (index, part) in site.string.parts.iter().enumerate() {
        // An empty literal after another is of no use any more.
        if part.content().is_empty() && is_led {
            let from = site.string.parts[index - 1].span().end;
            edits.push(Edit::delete(Span::new(from, part.span().end)));
            continue;
        }
        is_led |= !part.content().is_empty();
        let masked = format_call::masked(part);
        let fields = format_call::fields(&masked)?;
        let mut text = String::new();
        let mut done = 0;
        for entry in &fields {
            text.push_str(&part.content()[done..entry.range.start]);
            done = entry.range.end;
            numbered |= matches!(entry.field.name, Name::Index(_));
            let value = format_call::argument(site.call, entry.field.name, &mut autos)?;
            if used.contains(&value.span()) && (makes_container(value) || may_have_effect(value)) {
                return None;
            }
            used.insert(value.span());
            text.push_str(&field(checker, part, &entry.field, value)?);
        }
        text.push_str(&part.content()[done..]);
        edits.push(literal(checker, part, &masked, (!fields.is_empty()).then_some(text)));
    }
    if numbered && autos > 0 || used.is_empty() && empty {
        return None;
    }
    let end = checker.parsed.tables.with_parentheses(site.string.span).end;
    let dot = relex(checker.source, Span::new(end, site.call.span.end))
        .find(|token| token.kind == TokenKind::Dot)?;
    edits.push(Edit::delete(Span::new(dot.span.start, site.call.span.end)));
    Some(edits)
}

/// Whether `value` calls for a new container, which is harmless to do twice but not the same.
fn makes_container(value: Expr<'_>) -> bool {
    let Expr::Tuple(tuple) = value else { return matches!(value, Expr::Call(_)) };
    tuple.elements.iter().any(|element| makes_container(*element))
}

/// The new form of a part: an f-string of the content `text`, or a plain literal with single braces.
fn literal(checker: &Checker<'_, '_>, part: &StringLiteral<'_>, masked: &str, text: Option<String>) -> Edit {
    let raw = if part.flags.is_raw() { part.prefix() } else { "" };
    let quotes = part.flags.quotes();
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let glued = checker.source[..part.start as usize].ends_with(word);
    let gap = if glued { " " } else { "" };
    let new = match text {
        Some(text) => format!("{gap}{raw}f{quotes}{text}{quotes}"),
        None => format!("{gap}{raw}{quotes}{}{quotes}", single_braces(part.content(), masked)),
    };
    Edit::replace(part.span(), new)
}

fn single_braces(content: &str, masked: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut done = 0;
    let mut at = 0;
    let bytes = masked.as_bytes();
    while at + 1 < bytes.len() {
        if matches!(bytes[at], b'{' | b'}') && bytes[at] == bytes[at + 1] {
            out.push_str(&content[done..=at]);
            done = at + 2;
            at += 1;
        }
        at += 1;
    }
    out.push_str(&content[done..]);
    out
}

/// The field that shows `value` as `field` does.
fn field<'a>(
    checker: &Checker<'_, 'a>,
    part: &StringLiteral<'_>,
    field: &braces::Field<'_>,
    value: Expr<'a>,
) -> Option<String> {
    let nested = field.nested.iter().any(|piece| !matches!(piece, Piece::Text(_)));
    if nested || !matches!(field.conversion, None | Some('r' | 's' | 'a')) {
        return None;
    }
    let text = checker.text(value.span());
    let wraps = text.starts_with('{')
        || matches!(value, Expr::Lambda(_) | Expr::Named(_))
        || !field.accesses.is_empty() && !takes_access(value);
    let mut out = String::from("{");
    out.push_str(&if wraps { format!("({text})") } else { text.to_owned() });
    for access in &field.accesses {
        match access {
            Access::Attribute(name) => {
                out.push('.');
                out.push_str(name);
            }
            Access::Item(item) => out.push_str(&subscript(part, item)?),
        }
    }
    if let Some(conversion) = field.conversion {
        out.push('!');
        out.push(conversion);
    }
    if let Some(spec) = field.spec.filter(|spec| !spec.is_empty()) {
        out.push(':');
        out.push_str(spec);
    }
    out.push('}');
    Some(out)
}

fn subscript(part: &StringLiteral<'_>, item: &str) -> Option<String> {
    if item.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = item.trim_start_matches('0');
        return Some(format!("[{}]", if number.is_empty() { "0" } else { number }));
    }
    if item.contains(['\'', '"', '{', '}']) {
        return None;
    }
    let quote = match part.flags.quote() {
        Quote::Single => '"',
        Quote::Double => '\'',
    };
    Some(format!("[{quote}{item}{quote}]"))
}

/// Whether an attribute or item can follow the expression as it is.
fn takes_access(value: Expr<'_>) -> bool {
    match value {
        Expr::Number(number) => number.kind != NumberKind::Int,
        Expr::Name(_)
        | Expr::Attribute(_)
        | Expr::Subscript(_)
        | Expr::Call(_)
        | Expr::List(_)
        | Expr::ListComp(_)
        | Expr::Generator(_)
        | Expr::None(_)
        | Expr::True(_)
        | Expr::False(_)
        | Expr::Ellipsis(_) => true,
        Expr::Tuple(tuple) => tuple.parenthesized,
        _ => false,
    }
}
