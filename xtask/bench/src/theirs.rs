//! The peer: ruff's parser. It decodes strings and numbers while it parses.

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    BytesLiteral, Expr, InterpolatedStringElement, Number, PySourceType, Stmt, StringLiteral,
};

/// Parses `source` and drops the tree; the number of statements and errors, so that nothing is left out.
#[must_use]
pub fn parse(source: &str) -> usize {
    let parsed = ruff_python_parser::parse_unchecked_source(source, PySourceType::Python);
    parsed.syntax().body.len() + parsed.errors().len()
}

/// Parses `source`, goes through the whole tree and looks at every decoded string and number, and drops the tree.
#[must_use]
pub fn visit(source: &str) -> usize {
    let parsed = ruff_python_parser::parse_unchecked_source(source, PySourceType::Python);
    let mut count = Count::default();
    count.visit_body(&parsed.syntax().body);
    count.0 + parsed.errors().len()
}

#[derive(Default)]
struct Count(usize);

impl<'a> Visitor<'a> for Count {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        self.0 += 1;
        visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        self.0 += 1;
        if let Expr::NumberLiteral(number) = expr {
            self.0 += match &number.value {
                Number::Int(value) => value.as_u8().map_or(1, usize::from),
                Number::Float(value) => usize::from(*value > 1.0),
                Number::Complex { imag, .. } => usize::from(*imag > 1.0),
            };
        }
        visitor::walk_expr(self, expr);
    }

    fn visit_string_literal(&mut self, literal: &'a StringLiteral) {
        self.0 += literal.value.len();
    }

    fn visit_bytes_literal(&mut self, literal: &'a BytesLiteral) {
        self.0 += literal.value.len();
    }

    fn visit_interpolated_string_element(&mut self, element: &'a InterpolatedStringElement) {
        if let InterpolatedStringElement::Literal(text) = element {
            self.0 += text.value.len();
        }
        visitor::walk_interpolated_string_element(self, element);
    }
}
