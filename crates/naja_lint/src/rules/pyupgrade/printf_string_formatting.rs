//! UP031: `%` formats.

use naja_base::Edit;
use naja_base::Span;
use naja_syntax::ast::Expr;
use naja_syntax::ast::{BinaryOp, ExprString};

use super::percent_values::{self, Counts};
use crate::checker::Checker;
use crate::compare::string_value;
use crate::formats::percent::{self, Fault, Piece};
use crate::identifier::is_identifier;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "printf-string-formatting",
    code: "UP031",
    category: Category::Upgrade,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Percent], check)],
    page: include_str!("printf_string_formatting.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Binary(node) = expr else { return };
    let (BinaryOp::Mod, Expr::String(string)) = (node.op, node.left) else { return };
    let Some(text) = string_value(node.left) else { return };
    if percent::parse(&text).is_err() {
        return;
    }
    // A format that has no counterpart is reported alone, whatever the values are.
    let Some((mut edits, counts)) = braces(string) else {
        checker.report(&RULE, string.span, MESSAGE);
        return;
    };
    if !is_told(node.right) {
        return;
    }
    let Some(arguments) = percent_values::arguments(checker, node.right, counts) else {
        checker.report(&RULE, string.span, MESSAGE);
        return;
    };
    let end = checker.parsed.tables.with_parentheses(string.span).end;
    edits.push(Edit::replace(Span::new(end, node.span.end), format!(".format{arguments}")));
    checker.report(&RULE, node.span, MESSAGE).unsafe_fix("Replace with `str.format`", edits);
}

const MESSAGE: &str = "use a format specifier instead of `%`";

/// Whether the values are written in a way that shows how many there are, or at least as one operand.
const fn is_told(values: Expr<'_>) -> bool {
    matches!(
        values,
        Expr::Tuple(_)
            | Expr::Dict(_)
            | Expr::Name(_)
            | Expr::Attribute(_)
            | Expr::Subscript(_)
            | Expr::Call(_)
            | Expr::String(_)
            | Expr::Bytes(_)
            | Expr::FString(_)
            | Expr::Number(_)
            | Expr::None(_)
            | Expr::True(_)
            | Expr::False(_)
            | Expr::Ellipsis(_)
    )
}

/// The edits that write the format with braces, and how many of its conversions have names; nothing where braces say something
/// else.
fn braces(string: &ExprString<'_>) -> Option<(Vec<Edit>, Counts)> {
    let mut edits = Vec::new();
    let mut counts = Counts::default();
    for part in string.parts {
        let content = part.content();
        let mut new = String::with_capacity(content.len() + 8);
        for piece in pieces(content, part.flags.is_raw()).ok()? {
            match piece {
                Part::Text(text) => new.push_str(text),
                Part::Format(Piece::Text(text)) => new.push_str(&text.replace('{', "{{").replace('}', "}}")),
                Part::Format(Piece::Conversion(conversion)) => {
                    match conversion.key {
                        Some(key) => {
                            counts.named += 1;
                            counts.odd += usize::from(!is_identifier(key));
                        }
                        None => counts.unnamed += 1,
                    }
                    new.push_str(&percent_values::field(&conversion)?);
                }
            }
        }
        if new != content {
            edits.push(Edit::replace(part.content_span(), new));
        }
    }
    Some((edits, counts))
}

/// A piece of a literal's content: one that stays as it is, or a piece of the format.
enum Part<'t> {
    Text(&'t str),
    Format(Piece<'t>),
}

/// Takes a content apart as it is written. The braces of `\N{…}` are none of the format's.
fn pieces(content: &str, raw: bool) -> Result<Vec<Part<'_>>, Fault> {
    let mut out = Vec::new();
    let mut rest = content;
    while let Some(at) = rest.find("\\N{").filter(|_| !raw) {
        let end = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
        out.extend(percent::parse(&rest[..at])?.into_iter().map(Part::Format));
        out.push(Part::Text(&rest[at..end]));
        rest = &rest[end..];
    }
    out.extend(percent::parse(rest)?.into_iter().map(Part::Format));
    Ok(out)
}
