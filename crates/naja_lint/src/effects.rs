//! Whether evaluating an expression may do more than yield a value.

use naja_syntax::Visitor;
use naja_syntax::ast::Expr;
use naja_syntax::visitor::walk_expr;

/// Whether leaving `expr` out might change what the program does: it calls, subscripts, awaits, binds, or operates on what
/// is no literal. Attributes, comparisons and empty containers made by name are taken to be harmless.
#[must_use]
pub fn may_have_effect(expr: Expr<'_>) -> bool {
    let mut search = Search { found: false };
    search.visit_expr(expr);
    search.found
}

struct Search {
    found: bool,
}

impl<'a> Visitor<'a> for Search {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        self.found |= match expr {
            Expr::Call(node) => {
                let container = matches!(
                    node.func,
                    Expr::Name(name) if matches!(name.id, "list" | "set" | "tuple" | "dict" | "frozenset")
                );
                !container || !node.arguments.args.is_empty() || !node.arguments.keywords.is_empty()
            }
            Expr::Binary(node) => !is_literal(node.left) || !is_literal(node.right),
            Expr::Subscript(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::Generator(_)
            | Expr::Named(_)
            | Expr::Await(_)
            | Expr::Yield(_)
            | Expr::YieldFrom(_) => true,
            _ => false,
        };
        if !self.found {
            walk_expr(self, expr);
        }
    }
}

const fn is_literal(expr: Expr<'_>) -> bool {
    matches!(
        expr,
        Expr::String(_)
            | Expr::Bytes(_)
            | Expr::FString(_)
            | Expr::TString(_)
            | Expr::Number(_)
            | Expr::None(_)
            | Expr::True(_)
            | Expr::False(_)
            | Expr::Ellipsis(_)
            | Expr::Tuple(_)
            | Expr::List(_)
            | Expr::Set(_)
            | Expr::Dict(_)
    )
}
