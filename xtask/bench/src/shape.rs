//! Which nodes are where: by this, trees of two different parsers can be compared.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use naja_syntax::ast::{Expr, Stmt};
use naja_syntax::visitor::{self, Visitor};
use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal};
use ruff_python_ast::{AnyNodeRef, PySourceType};
use ruff_text_size::Ranged as _;

/// Statements and expressions: start, end and kind, in the peer's names. A generator that a call's parentheses are those
/// of is left out: CPython counts them to it, as naja does, and the peer does not.
pub type Shape = BTreeSet<(u32, u32, String)>;

/// naja's tree of `source`, or its first error.
///
/// # Errors
/// When naja rejects it.
pub fn ours(source: &str) -> Result<Shape, String> {
    let arena = naja_syntax::Arena::new();
    let parsed = naja_syntax::parse(source, &arena);
    if let Some(error) = parsed.errors.first() {
        return Err(format!("{} at {:?}", error.message, error.span));
    }
    let mut shape = Ours(Shape::new());
    shape.visit_body(parsed.body());
    Ok(shape.0)
}

/// The peer's tree of `source`, or its first error, with the newest grammar that it knows.
///
/// # Errors
/// When the peer rejects it.
pub fn theirs(source: &str) -> Result<Shape, String> {
    let parsed = ruff_python_parser::parse_unchecked_source(source, PySourceType::Python);
    if let Some(error) = parsed.errors().first() {
        return Err(error.to_string());
    }
    let mut shape = Theirs(Shape::new());
    for stmt in &parsed.syntax().body {
        shape.visit_stmt(stmt);
    }
    Ok(shape.0)
}

struct Ours(Shape);

impl<'a> Visitor<'a> for Ours {
    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        let span = stmt.full_span();
        self.0.insert((span.start, span.end, format!("Stmt{}", variant(&stmt))));
        visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: Expr<'a>) {
        let kind = match expr {
            Expr::String(_) => "StringLiteral".to_owned(),
            Expr::Bytes(_) => "BytesLiteral".to_owned(),
            Expr::Number(_) => "NumberLiteral".to_owned(),
            Expr::None(_) => "NoneLiteral".to_owned(),
            Expr::True(_) | Expr::False(_) => "BooleanLiteral".to_owned(),
            Expr::Ellipsis(_) => "EllipsisLiteral".to_owned(),
            Expr::Binary(_) => "BinOp".to_owned(),
            Expr::Bool(_) => "BoolOp".to_owned(),
            Expr::Unary(_) => "UnaryOp".to_owned(),
            Expr::Conditional(_) => "If".to_owned(),
            _ => variant(&expr),
        };
        if !matches!(expr, Expr::Generator(node) if !node.parenthesized) {
            self.0.insert((expr.span().start, expr.span().end, format!("Expr{kind}")));
        }
        visitor::walk_expr(self, expr);
    }
}

/// The name of an enum's variant: what `Debug` writes first, and no more of it.
fn variant(value: &impl std::fmt::Debug) -> String {
    let mut head = Head(String::new());
    // The error is the way in which the head says that it has had enough.
    let _ = write!(head, "{value:?}");
    head.0
}

struct Head(String);

impl std::fmt::Write for Head {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let name = text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        self.0.push_str(name);
        if name.len() == text.len() { Ok(()) } else { Err(std::fmt::Error) }
    }
}

struct Theirs(Shape);

impl<'a> SourceOrderVisitor<'a> for Theirs {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        let bare = matches!(node, AnyNodeRef::ExprGenerator(node) if !node.parenthesized);
        if (node.is_statement() || node.is_expression()) && !bare {
            let range = node.range();
            self.0.insert((range.start().to_u32(), range.end().to_u32(), format!("{:?}", node.kind())));
        }
        TraversalSignal::Traverse
    }
}
