//! Strings over several lines that are operands: where they are, a line is split around them.

use naja_base::Span;
use naja_syntax::ast::{BinaryOp, Expr, FStringPart, StringLiteral};

use crate::leaf::{ADDED, Kind, Leaf, OPERAND, SIDE};
use crate::writer::Writer;

impl Writer<'_> {
    /// Marks the strings over several lines since leaf `from` that are direct operands of `expr`.
    pub(crate) fn mark_operands(&mut self, expr: Expr<'_>, from: usize) {
        if self.line.multiline.last().is_none_or(|&last| (last as usize) < from) {
            return;
        }
        let start = expr.span().start;
        let is_own_paren =
            |leaf: &&Leaf| leaf.kind == Kind::OpenParen && !leaf.has(ADDED) && leaf.start < start;
        let is_parenthesized = self.line.leaves[from..].iter().take(2).any(|leaf| is_own_paren(&leaf));
        let mut operands = Vec::new();
        if !is_parenthesized {
            add_operands(expr, &mut operands);
        } else if is_one_string(expr) {
            operands.push(expr.span());
        }
        let first = self.line.multiline.partition_point(|&index| (index as usize) < from);
        for &index in &self.line.multiline[first..] {
            let next = self.line.leaves.get(index as usize + 1);
            let in_own_parens =
                next.is_some_and(|next| next.kind == Kind::CloseParen && next.partner + 1 == index);
            if in_own_parens && !is_parenthesized {
                continue;
            }
            let leaf = &mut self.line.leaves[index as usize];
            let place = if leaf.has(SIDE) { leaf.partner } else { leaf.start };
            if operands.iter().any(|span| span.start == place) {
                leaf.flags |= OPERAND;
            }
        }
    }
}

/// The strings among the operands of `expr`; those of operators of one precedence side by side are alike.
fn add_operands(expr: Expr<'_>, operands: &mut Vec<Span>) {
    let mut add = |operand: Expr<'_>| {
        if is_one_string(operand) {
            operands.push(operand.span());
        }
    };
    match expr {
        Expr::Binary(node) => {
            add(node.right);
            match node.left {
                Expr::Binary(left)
                    if node.op != BinaryOp::Pow && precedence(left.op) == precedence(node.op) =>
                {
                    add_operands(node.left, operands);
                }
                left => add(left),
            }
        }
        Expr::Bool(node) => node.values.iter().copied().for_each(add),
        Expr::Compare(node) => {
            add(node.left);
            node.rest.iter().map(|part| part.right).for_each(add);
        }
        Expr::Conditional(node) => [node.body, node.test, node.orelse].into_iter().for_each(add),
        Expr::Unary(node) => add(node.operand),
        Expr::Lambda(node) => add(node.body),
        Expr::Named(node) => add(node.value),
        Expr::Starred(node) => add(node.value),
        Expr::Await(node) => add(node.value),
        Expr::Attribute(_) | Expr::Call(_) | Expr::Subscript(_) => add(chain_start(expr)),
        Expr::String(node) if node.parts.len() > 1 => {
            operands.extend(node.parts.iter().map(StringLiteral::span));
        }
        Expr::Bytes(node) if node.parts.len() > 1 => {
            operands.extend(node.parts.iter().map(StringLiteral::span));
        }
        Expr::FString(node) | Expr::TString(node) if node.parts.len() > 1 => {
            operands.extend(node.parts.iter().map(|part| match part {
                FStringPart::Literal(part) => part.span(),
                FStringPart::FString(part) => part.span,
            }));
        }
        _ => {}
    }
}

/// What attributes, calls and subscripts are applied to.
fn chain_start(expr: Expr<'_>) -> Expr<'_> {
    let mut expr = expr;
    loop {
        expr = match expr {
            Expr::Attribute(node) => node.value,
            Expr::Call(node) => node.func,
            Expr::Subscript(node) => node.value,
            start => return start,
        };
    }
}

fn is_one_string(expr: Expr<'_>) -> bool {
    match expr {
        Expr::String(node) => node.parts.len() == 1,
        Expr::Bytes(node) => node.parts.len() == 1,
        Expr::FString(node) | Expr::TString(node) => node.parts.len() == 1,
        _ => false,
    }
}

const fn precedence(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Add | BinaryOp::Sub => 4,
        BinaryOp::Mult | BinaryOp::MatMult | BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod => 5,
        BinaryOp::LShift | BinaryOp::RShift => 3,
        BinaryOp::BitAnd => 2,
        BinaryOp::BitXor => 1,
        BinaryOp::BitOr => 0,
        BinaryOp::Pow => 6,
    }
}
