//! Whether two expressions say the same, wherever they are and however they are laid out.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use naja_base::hash::HashMap;
use naja_syntax::ast::{
    Arguments, Comprehension, DictItem, Expr, ExprFString, FStringElement, FStringPart, Interpolation,
    Keyword, NumberKind, Parameters,
};
use naja_syntax::visitor::walk_expr;
use naja_syntax::{Visitor, literal};

/// Whether `a` and `b` are the same expression of `source`: parentheses, blanks, quotes and the spelling of literals aside.
#[must_use]
pub fn same(source: &str, a: Expr<'_>, b: Expr<'_>) -> bool {
    match (a, b) {
        (Expr::Name(a), Expr::Name(b)) => a.id == b.id,
        (Expr::Attribute(a), Expr::Attribute(b)) => a.attr == b.attr && same(source, a.value, b.value),
        (Expr::Subscript(a), Expr::Subscript(b)) => {
            same(source, a.value, b.value) && same(source, a.index, b.index)
        }
        (Expr::Call(a), Expr::Call(b)) => {
            same(source, a.func, b.func) && same_arguments(source, &a.arguments, &b.arguments)
        }
        (Expr::String(a), Expr::String(b)) => literal::string(a) == literal::string(b),
        (Expr::Bytes(a), Expr::Bytes(b)) => literal::bytes(a) == literal::bytes(b),
        (Expr::FString(a), Expr::FString(b)) | (Expr::TString(a), Expr::TString(b)) => {
            same_fstrings(source, a, b)
        }
        (Expr::Number(a), Expr::Number(b)) => a.kind == b.kind && same_numbers(a.kind, a.raw, b.raw),
        (Expr::Starred(a), Expr::Starred(b)) => same(source, a.value, b.value),
        (Expr::Await(a), Expr::Await(b)) => same(source, a.value, b.value),
        (Expr::Yield(a), Expr::Yield(b)) => same_optional(source, a.value, b.value),
        (Expr::YieldFrom(a), Expr::YieldFrom(b)) => same(source, a.value, b.value),
        (Expr::None(_), Expr::None(_))
        | (Expr::True(_), Expr::True(_))
        | (Expr::False(_), Expr::False(_))
        | (Expr::Ellipsis(_), Expr::Ellipsis(_)) => true,
        _ => same_operations(source, a, b) || same_displays(source, a, b),
    }
}

fn same_operations(source: &str, a: Expr<'_>, b: Expr<'_>) -> bool {
    match (a, b) {
        (Expr::Binary(a), Expr::Binary(b)) => {
            a.op == b.op && same(source, a.left, b.left) && same(source, a.right, b.right)
        }
        (Expr::Bool(a), Expr::Bool(b)) => a.op == b.op && same_all(source, a.values, b.values),
        (Expr::Unary(a), Expr::Unary(b)) => a.op == b.op && same(source, a.operand, b.operand),
        (Expr::Compare(a), Expr::Compare(b)) => {
            same(source, a.left, b.left)
                && a.rest.len() == b.rest.len()
                && a.rest.iter().zip(b.rest).all(|(a, b)| a.op == b.op && same(source, a.right, b.right))
        }
        (Expr::Conditional(a), Expr::Conditional(b)) => {
            same(source, a.test, b.test) && same(source, a.body, b.body) && same(source, a.orelse, b.orelse)
        }
        (Expr::Lambda(a), Expr::Lambda(b)) => {
            same_parameters(source, a.parameters, b.parameters) && same(source, a.body, b.body)
        }
        (Expr::Named(a), Expr::Named(b)) => {
            same(source, a.target, b.target) && same(source, a.value, b.value)
        }
        (Expr::Slice(a), Expr::Slice(b)) => {
            same_optional(source, a.lower, b.lower)
                && same_optional(source, a.upper, b.upper)
                && same_optional(source, a.step, b.step)
        }
        _ => false,
    }
}

fn same_displays(source: &str, a: Expr<'_>, b: Expr<'_>) -> bool {
    match (a, b) {
        (Expr::Tuple(a), Expr::Tuple(b)) => same_all(source, a.elements, b.elements),
        (Expr::List(a), Expr::List(b)) => same_all(source, a.elements, b.elements),
        (Expr::Set(a), Expr::Set(b)) => same_all(source, a.elements, b.elements),
        (Expr::Dict(a), Expr::Dict(b)) => {
            a.items.len() == b.items.len()
                && a.items.iter().zip(b.items).all(|(a, b)| same_items(source, a, b))
        }
        (Expr::ListComp(a), Expr::ListComp(b))
        | (Expr::SetComp(a), Expr::SetComp(b))
        | (Expr::Generator(a), Expr::Generator(b)) => {
            same(source, a.element, b.element) && same_generators(source, a.generators, b.generators)
        }
        (Expr::DictComp(a), Expr::DictComp(b)) => {
            same_items(source, &a.item, &b.item) && same_generators(source, a.generators, b.generators)
        }
        _ => false,
    }
}

fn same_all(source: &str, a: &[Expr<'_>], b: &[Expr<'_>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(source, *a, *b))
}

fn same_optional(source: &str, a: Option<Expr<'_>>, b: Option<Expr<'_>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same(source, a, b),
        (None, None) => true,
        _ => false,
    }
}

fn same_items(source: &str, a: &DictItem<'_>, b: &DictItem<'_>) -> bool {
    same_optional(source, a.key, b.key) && same(source, a.value, b.value)
}

fn same_generators(source: &str, a: &[Comprehension<'_>], b: &[Comprehension<'_>]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| {
            a.is_async == b.is_async
                && same(source, a.target, b.target)
                && same(source, a.iter, b.iter)
                && same_all(source, a.ifs, b.ifs)
        })
}

fn same_arguments(source: &str, a: &Arguments<'_>, b: &Arguments<'_>) -> bool {
    let names =
        |a: &Keyword<'_>, b: &Keyword<'_>| a.name.map(|name| name.name) == b.name.map(|name| name.name);
    same_all(source, a.args, b.args)
        && a.keywords.len() == b.keywords.len()
        && a.keywords.iter().zip(b.keywords).all(|(a, b)| names(a, b) && same(source, a.value, b.value))
}

fn same_parameters(source: &str, a: Option<&Parameters<'_>>, b: Option<&Parameters<'_>>) -> bool {
    let all = |parameters: Option<&Parameters<'_>>| parameters.map_or(0, |parameters| parameters.all.len());
    let (Some(a), Some(b)) = (a, b) else { return all(a) == all(b) };
    a.all.len() == b.all.len()
        && a.all.iter().zip(b.all).all(|(a, b)| {
            a.kind == b.kind && a.name.name == b.name.name && same_optional(source, a.default, b.default)
        })
}

fn same_numbers(kind: NumberKind, a: &str, b: &str) -> bool {
    match kind {
        NumberKind::Int => literal::integer(a) == literal::integer(b),
        NumberKind::Float => literal::float(a) == literal::float(b),
        NumberKind::Complex => literal::complex(a) == literal::complex(b),
    }
}

/// Compares the pieces of two f-strings. Text is compared as written, which never takes different ones for the same.
fn same_fstrings(source: &str, a: &ExprFString<'_>, b: &ExprFString<'_>) -> bool {
    a.parts.len() == b.parts.len()
        && a.parts.iter().zip(b.parts).all(|(a, b)| match (a, b) {
            (FStringPart::Literal(a), FStringPart::Literal(b)) => {
                literal::string_of(a) == literal::string_of(b)
            }
            (FStringPart::FString(a), FStringPart::FString(b)) => {
                a.flags.is_raw() == b.flags.is_raw() && same_elements(source, a.elements, b.elements)
            }
            _ => false,
        })
}

fn same_elements(source: &str, a: &[FStringElement<'_>], b: &[FStringElement<'_>]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| match (a, b) {
            (FStringElement::Text(a), FStringElement::Text(b)) => source[a.range()] == source[b.range()],
            (FStringElement::Interpolation(a), FStringElement::Interpolation(b)) => same_fields(source, a, b),
            _ => false,
        })
}

fn same_fields(source: &str, a: &Interpolation<'_>, b: &Interpolation<'_>) -> bool {
    let elements = |field: &Interpolation<'_>| field.format_spec.map_or(0, |spec| spec.elements.len());
    let specs = match (a.format_spec, b.format_spec) {
        (Some(a), Some(b)) => same_elements(source, a.elements, b.elements),
        _ => elements(a) == elements(b),
    };
    a.conversion == b.conversion
        && a.debug.is_none()
        && b.debug.is_none()
        && specs
        && same(source, a.expression, b.expression)
}

/// A number that is the same for all expressions that are the [`same`].
fn digest(expr: Expr<'_>) -> u64 {
    let mut digest = Digest(DefaultHasher::new());
    digest.visit_expr(expr);
    digest.0.finish()
}

struct Digest(DefaultHasher);

impl<'a> Visitor<'a> for Digest {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        std::mem::discriminant(&expr).hash(&mut self.0);
        match expr {
            Expr::Name(node) => node.id.hash(&mut self.0),
            Expr::Attribute(node) => node.attr.hash(&mut self.0),
            Expr::String(node) => literal::string(node).hash(&mut self.0),
            Expr::Bytes(node) => literal::bytes(node).hash(&mut self.0),
            Expr::Number(node) => match node.kind {
                NumberKind::Int => match literal::integer(node.raw) {
                    literal::Integer::Small(value) => value.hash(&mut self.0),
                    other => format!("{other:?}").hash(&mut self.0),
                },
                NumberKind::Float => literal::float(node.raw).to_bits().hash(&mut self.0),
                NumberKind::Complex => {}
            },
            _ => walk_expr(self, expr),
        }
        if let Expr::Attribute(_) = expr {
            walk_expr(self, expr);
        }
    }
}

/// Expressions of a source of which none is the same as another.
#[derive(Default)]
pub struct DistinctExprs<'a>(HashMap<u64, Vec<Expr<'a>>>);

impl<'a> DistinctExprs<'a> {
    /// Adds `expr`; says whether it is the first of its kind.
    pub fn insert(&mut self, source: &str, expr: Expr<'a>) -> bool {
        let alike = self.0.entry(digest(expr)).or_default();
        let is_first = !alike.iter().any(|other| same(source, *other, expr));
        if is_first {
            alike.push(expr);
        }
        is_first
    }
}

/// The text of a string without interpolations; nothing if it holds a lone surrogate.
#[must_use]
pub fn string_value<'a>(expr: Expr<'a>) -> Option<Cow<'a, str>> {
    let Expr::String(node) = expr else { return None };
    match literal::string(node) {
        literal::StringValue::Text(text) => Some(text),
        literal::StringValue::CodePoints(_) => None,
    }
}
