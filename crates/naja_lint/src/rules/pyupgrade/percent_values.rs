//! The conversions and values of `%` formats as fields and arguments of `str.format`, for the rule UP031.

use naja_base::hash::HashSet;
use naja_base::{Span, lines};
use naja_syntax::TokenKind;
use naja_syntax::ast::{Expr, ExprDict, ExprTuple};
use naja_syntax::relex::relex;

use crate::checker::Checker;
use crate::compare::string_value;
use crate::formats::percent::{Amount, Conversion};
use crate::identifier::is_identifier;

/// The field that says what `conversion` does; nothing if there is none.
pub(super) fn field(conversion: &Conversion<'_>) -> Option<String> {
    let (width, precision) = (digits(conversion.width)?, digits(conversion.precision)?);
    let mut out = format!("{{{}", conversion.key.unwrap_or(""));
    match conversion.kind {
        // Integers are cut off, characters made of numbers.
        'd' | 'i' | 'u' | 'c' => return None,
        // Texts align to the left, and what `repr` makes is no text of its own until it is formatted.
        's' | 'r' | 'a' if !width.is_empty() || !conversion.flags.is_empty() => return None,
        'r' | 'a' if conversion.precision.is_some() => return None,
        'r' | 'a' => {
            out.push('!');
            out.push(conversion.kind);
        }
        _ => {}
    }
    let mut spec = conversion.flags.replace('-', "<");
    spec.push_str(width);
    if conversion.precision.is_some() && matches!(conversion.kind, 'x' | 'X' | 'o') {
        // The precision of an integer is the least number of its digits.
        if !spec.is_empty() {
            return None;
        }
        spec = format!("0{precision}");
    } else if conversion.precision.is_some() {
        spec.push('.');
        spec.push_str(if precision.is_empty() { "0" } else { precision });
    }
    if !matches!(conversion.kind, 's' | 'r' | 'a') {
        spec.push(conversion.kind);
    }
    if !spec.is_empty() {
        out.push(':');
        out.push_str(&spec);
    }
    out.push('}');
    Some(out)
}

fn digits<'t>(amount: Option<Amount<'t>>) -> Option<&'t str> {
    match amount {
        None => Some(""),
        Some(Amount::Digits(digits)) => Some(digits),
        Some(Amount::Argument) => None,
    }
}

/// How many fields there are.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    /// With names.
    pub(super) named: usize,
    /// Without.
    pub(super) unnamed: usize,
    /// With names that are no identifiers, which no argument can have.
    pub(super) odd: usize,
}

/// The values as arguments in parentheses.
pub(super) fn arguments<'a>(checker: &Checker<'_, 'a>, values: Expr<'a>, counts: Counts) -> Option<String> {
    let Counts { named, unnamed, odd } = counts;
    match values {
        _ if odd > 0 || named > 0 && unnamed > 0 => None,
        Expr::Tuple(_) if named > 0 => None,
        Expr::Tuple(tuple) => Some(of_tuple(checker, tuple)),
        Expr::Dict(dict) if named > 0 => of_dict(checker, dict),
        Expr::Dict(_) => None,
        other => {
            let stars = match (named, unnamed) {
                (1.., _) => "**",
                (_, 2..) => "*",
                _ => "",
            };
            Some(format!("({stars}{})", checker.text(other.span())))
        }
    }
}

/// The tuple as it is written; a single element on one line without its comma.
fn of_tuple(checker: &Checker<'_, '_>, tuple: &ExprTuple<'_>) -> String {
    let text = checker.text(tuple.span);
    let Some(last) = tuple.elements.last() else { return text.to_owned() };
    let tail = Span::new(checker.parsed.tables.with_parentheses(last.span()).end, tuple.span.end);
    let comma = relex(checker.source, tail).find(|token| token.kind == TokenKind::Comma);
    match comma.filter(|_| tuple.elements.len() == 1 && !lines::has_break(text)) {
        Some(comma) => {
            let before = checker.text(Span::new(tuple.span.start, comma.span.start));
            format!("{before}{}", checker.text(Span::new(comma.span.end, tuple.span.end)))
        }
        None => text.to_owned(),
    }
}

/// The items as keyword arguments, a line each if the first is on a line of its own.
fn of_dict(checker: &Checker<'_, '_>, dict: &ExprDict<'_>) -> Option<String> {
    let tables = &checker.parsed.tables;
    let mut seen: HashSet<String> = HashSet::default();
    let mut arguments: Vec<String> = Vec::new();
    let mut first_line = None;
    for item in dict.items {
        let value = checker.text(tables.with_parentheses(item.value.span()));
        let Some(key) = item.key else {
            arguments.push(format!("**{value}"));
            continue;
        };
        let name = string_value(key).filter(|name| is_identifier(name))?.into_owned();
        let line = checker.lines.line_span(checker.lines.line(key.span().start), checker.source);
        first_line = first_line.or(Some(Span::new(line.start, key.span().start)));
        arguments.push(format!("{name}={value}"));
        if !seen.insert(name) {
            return None;
        }
    }
    let indent = first_line.map_or("", |before| checker.text(before));
    if first_line.is_none_or(|line| line.start <= dict.span.start) || !indent.trim().is_empty() {
        return Some(format!("({})", arguments.join(", ")));
    }
    let unit = "    ".len().min(indent.len());
    let outer = &indent[..indent.len() - unit];
    let lines: String = arguments.iter().map(|argument| format!("\n{indent}{argument},")).collect();
    Some(format!("({lines}\n{outer})"))
}
