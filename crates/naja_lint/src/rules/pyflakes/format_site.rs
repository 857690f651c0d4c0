//! Where `str.format` is called on a string literal, for the rules F521 to F525.

use naja_syntax::ast::{Expr, ExprCall};

use crate::compare::string_value;
use crate::formats::braces::{Fault, Name, Piece, parse};

/// A string literal's `format` call.
pub(super) struct Site<'a> {
    /// The call.
    pub(super) call: &'a ExprCall<'a>,
    /// What the format asks for, or why it is none.
    pub(super) summary: Result<Summary, Fault>,
}

/// What a format asks for.
#[derive(Default)]
pub(super) struct Summary {
    /// How many fields take the next argument.
    pub(super) autos: usize,
    /// The numbers of the fields that have one, in order.
    pub(super) indices: Vec<usize>,
    /// The names, in order.
    pub(super) names: Vec<String>,
}

impl Summary {
    /// Whether the positional argument at `index` is used.
    pub(super) fn uses(&self, index: usize) -> bool {
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

/// What `expr` formats, if it calls `format` on a string literal.
pub(super) fn of<'a>(expr: Expr<'a>) -> Option<Site<'a>> {
    let Expr::Call(call) = expr else { return None };
    let Expr::Attribute(func) = call.func else { return None };
    if func.attr != "format" {
        return None;
    }
    let text = string_value(func.value)?;
    let summary = parse(&text).map(|pieces| {
        let mut summary = Summary::default();
        summary.add(&pieces);
        summary
    });
    Some(Site { call, summary })
}

/// As [`of`], for formats without faults.
pub(super) fn valid<'a>(expr: Expr<'a>) -> Option<(&'a ExprCall<'a>, Summary)> {
    of(expr).and_then(|site| Some((site.call, site.summary.ok()?)))
}

/// Whether the call unpacks positional arguments.
pub(super) fn has_star(call: &ExprCall<'_>) -> bool {
    call.arguments.args.iter().any(|argument| matches!(argument, Expr::Starred(_)))
}

/// Whether the call unpacks keyword arguments.
pub(super) fn has_double_star(call: &ExprCall<'_>) -> bool {
    call.arguments.keywords.iter().any(|keyword| keyword.name.is_none())
}
