//! naja's parser, used as a worker uses it: one arena for all files, reset between them.

use naja_syntax::ast::{Expr, FString, FStringElement, NumberKind, Stmt, StringLiteral};
use naja_syntax::visitor::{self, Visitor};
use naja_syntax::{Arena, literal};

/// The parser with its arena.
#[derive(Default)]
pub struct Parser {
    arena: Arena,
}

impl Parser {
    /// Parses `source` and frees the tree; the number of statements and errors, so that nothing is left out.
    pub fn parse(&mut self, source: &str) -> usize {
        let parsed = naja_syntax::parse(source, &self.arena);
        let count = parsed.body().len() + parsed.errors.len();
        drop(parsed);
        self.arena.reset();
        count
    }

    /// Parses `source`, goes through the whole tree, decodes every string and number, and frees the tree.
    pub fn visit(&mut self, source: &str) -> usize {
        let parsed = naja_syntax::parse(source, &self.arena);
        let mut count = Count { source, count: parsed.errors.len() };
        count.visit_body(parsed.body());
        let count = count.count;
        drop(parsed);
        self.arena.reset();
        count
    }
}

struct Count<'s> {
    source: &'s str,
    count: usize,
}

impl<'a> Visitor<'a> for Count<'_> {
    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        self.count += 1;
        visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: Expr<'a>) {
        self.count += 1;
        if let Expr::Number(number) = expr {
            self.count += match number.kind {
                NumberKind::Int => match std::hint::black_box(literal::integer(number.raw)) {
                    literal::Integer::Small(_) => 1,
                    _ => 2,
                },
                NumberKind::Float => usize::from(literal::float(number.raw) > 1.0),
                NumberKind::Complex => usize::from(literal::complex(number.raw) > 1.0),
            };
        }
        visitor::walk_expr(self, expr);
    }

    fn visit_string_literal(&mut self, literal: &'a StringLiteral<'a>) {
        self.count += if literal.flags.is_bytes() {
            literal::bytes_of(literal).len()
        } else {
            literal::string_of(literal).as_str().map_or(0, str::len)
        };
    }

    fn visit_fstring(&mut self, string: &'a FString<'a>) {
        for element in string.elements {
            if let FStringElement::Text(span) = element {
                let text = literal::fstring_text(&self.source[span.range()], string.flags, false);
                self.count += text.as_str().map_or(0, str::len);
            }
            self.visit_fstring_element(element);
        }
    }
}
