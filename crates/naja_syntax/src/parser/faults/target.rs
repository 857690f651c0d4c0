//! Errors of assignment: what cannot be bound, deleted or annotated.

use crate::ast::{Context, Expr};
use crate::parser::Parser;

/// What CPython calls the expression.
pub(in crate::parser) fn noun(expr: Expr<'_>) -> &'static str {
    match expr {
        Expr::Name(_) => "name",
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Call(_) => "function call",
        Expr::String(_) | Expr::Bytes(_) | Expr::Number(_) => "literal",
        Expr::FString(_) => "f-string expression",
        Expr::TString(_) => "t-string expression",
        Expr::None(_) => "`None`",
        Expr::True(_) => "`True`",
        Expr::False(_) => "`False`",
        Expr::Ellipsis(_) => "ellipsis",
        Expr::Binary(_) | Expr::Bool(_) | Expr::Unary(_) => "expression",
        Expr::Compare(_) => "comparison",
        Expr::Conditional(_) => "conditional expression",
        Expr::Lambda(_) => "lambda",
        Expr::Named(_) => "named expression",
        Expr::Tuple(_) => "tuple",
        Expr::List(_) => "list",
        Expr::Set(_) => "set display",
        Expr::Dict(_) => "dict literal",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Generator(_) => "generator expression",
        Expr::Starred(_) => "starred",
        Expr::Await(_) => "await expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Slice(_) => "slice",
        Expr::Invalid(_) => "invalid expression",
    }
}

impl<'a> Parser<'a> {
    #[cold]
    pub(in crate::parser) fn bad_target(&mut self, expr: Expr<'a>, ctx: Context) {
        let verb = if ctx == Context::Delete { "delete" } else { "assign to" };
        self.soft(expr.span(), format!("cannot {verb} {}", noun(expr)));
    }

    /// What is before `=`, as a target.
    #[inline]
    pub(in crate::parser) fn assigned(&mut self, value: Expr<'a>) -> Expr<'a> {
        match value {
            Expr::Name(_)
            | Expr::Attribute(_)
            | Expr::Subscript(_)
            | Expr::Tuple(_)
            | Expr::List(_)
            | Expr::Starred(_)
            | Expr::Invalid(_) => self.store(value),
            _ => self.not_assignable(value),
        }
    }

    #[cold]
    fn not_assignable(&mut self, value: Expr<'a>) -> Expr<'a> {
        let span = value.span();
        match value {
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.soft(span, "assignment to yield expression not possible");
            }
            Expr::None(_) | Expr::True(_) | Expr::False(_) | Expr::Conditional(_) | Expr::Lambda(_) => {
                self.soft(span, format!("cannot assign to {}", noun(value)));
            }
            _ => self.soft_help(span, format!("cannot assign to {} here", noun(value)), "compare with `==`"),
        }
        value
    }

    /// Says why the target cannot be annotated; whether the rest of the line should be skipped.
    #[cold]
    pub(in crate::parser) fn cannot_annotate(&mut self, target: Expr<'a>) -> bool {
        let span = target.span();
        match target {
            Expr::Tuple(_) | Expr::List(_) => {
                self.soft(span, format!("only a single target (not {}) can be annotated", noun(target)));
                false
            }
            Expr::Invalid(_) => true,
            _ => {
                self.fail_at(span, format!("illegal target for annotation: {}", noun(target)));
                true
            }
        }
    }

    #[cold]
    pub(in crate::parser) fn cannot_augment(&mut self, target: Expr<'a>) {
        if !matches!(target, Expr::Invalid(_)) {
            let message = format!("{} is an illegal target for augmented assignment", noun(target));
            self.soft(target.span(), message);
        }
    }
}
