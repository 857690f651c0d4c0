//! Parentheses that a statement may lose or gain around an expression.

use naja_syntax::ast::{BinaryOp, Expr};

use crate::leaf::{ATOM, INVISIBLE};
use crate::writer::Writer;

/// What stands around the expression; it decides which parentheses may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Around {
    /// A condition: even those of `:=` go.
    Condition,
    /// A value: those of `:=` stay.
    Value,
    /// A value as above, but those of `yield` stay too.
    Kept,
    /// The target of an assignment or loop: those of a tuple go.
    Target,
    /// The only element of a list or set: even those of `:=` go.
    Bracketed,
    /// The annotation of a parameter, where only an alternative gets some.
    Parameter,
    /// An annotated target: those around a name stay.
    AnnotatedTarget,
}

impl Writer<'_> {
    /// Writes an expression with invisible parentheses around it, in place of redundant ones it has.
    pub(crate) fn wrapped(&mut self, expr: Expr<'_>, space: bool, around: Around) {
        let start = expr.span().start as usize;
        let redundant = self.peek() == b'(' && self.pos < start;
        let walrus_stays =
            matches!(expr, Expr::Named(_)) && !matches!(around, Around::Condition | Around::Bracketed);
        let stays = match expr {
            Expr::Yield(node) => {
                around != Around::Value
                    || matches!(node.value, Some(Expr::Tuple(tuple)) if !tuple.parenthesized)
            }
            Expr::YieldFrom(_) => around != Around::Value,
            _ => false,
        };
        if redundant && around == Around::AnnotatedTarget && matches!(expr, Expr::Name(_)) {
            self.in_one_pair(expr, space);
        } else if redundant && !stays {
            self.hide(expr, space, around, walrus_stays);
        } else if redundant {
            self.expr(expr, space);
        } else {
            self.wrap_bare(expr, space, around);
        }
    }

    /// The outermost parentheses become invisible, those inside them go.
    #[expect(
        clippy::fn_params_excessive_bools,
        reason = "the blank and the parentheses before an expression"
    )]
    fn hide(&mut self, expr: Expr<'_>, space: bool, around: Around, keep_inner: bool) {
        let start = expr.span().start as usize;
        let depth = self.count_parens(start);
        let kept = usize::from(keep_inner);
        if depth <= kept {
            self.expr(expr, space);
            return;
        }
        self.open(b'(', INVISIBLE | ATOM | Self::blank(space));
        for _ in 1..depth - kept {
            self.drop_paren();
        }
        if kept == 0 && around == Around::Target && self.sheds(expr) {
            self.shed(expr);
        } else if kept == 0 {
            self.inside(expr);
        } else {
            self.expr(expr, false);
        }
        for _ in 1..depth - kept {
            self.drop_paren();
        }
        self.close(b')', INVISIBLE);
    }

    /// How many parentheses open between the cursor and `start`.
    pub(crate) fn count_parens(&self, start: usize) -> usize {
        let mut at = self.pos;
        let mut count = 0;
        while at < start {
            match self.bytes[at] {
                b'(' => count += 1,
                b'#' => at += memchr::memchr2(b'\n', b'\r', &self.bytes[at..]).unwrap_or(0),
                _ => {}
            }
            at += 1;
        }
        count
    }

    fn wrap_bare(&mut self, expr: Expr<'_>, space: bool, around: Around) {
        match expr {
            Expr::Tuple(tuple) if tuple.parenthesized => {
                if around == Around::Target && self.sheds(expr) {
                    self.open(b'(', INVISIBLE | ATOM | Self::blank(space));
                    self.open_elements(tuple.elements, false);
                    self.close(b')', INVISIBLE);
                } else {
                    self.expr(expr, space);
                }
            }
            Expr::Tuple(tuple) if tuple.elements.len() == 1 => {
                self.open_virtual(space, ATOM);
                self.open_elements(tuple.elements, false);
                self.close_virtual(0);
            }
            Expr::Generator(node) if node.parenthesized => self.expr(expr, space),
            _ if self.is_multiline_string(expr) => self.expr(expr, space),
            _ if around == Around::Parameter && !is_alternative(expr) => self.expr(expr, space),
            _ => {
                self.open_invisible(space);
                self.bare(expr, false, true);
                self.close_invisible();
            }
        }
    }

    /// Whether an expression is one string with three quotes that goes over several lines.
    fn is_multiline_string(&self, expr: Expr<'_>) -> bool {
        let single = match expr {
            Expr::String(node) => node.parts.len() == 1,
            Expr::Bytes(node) => node.parts.len() == 1,
            Expr::FString(node) | Expr::TString(node) => node.parts.len() == 1,
            _ => false,
        };
        let text = &self.source[expr.span().range()];
        single && (text.ends_with("'''") || text.ends_with("\"\"\"")) && text.contains('\n')
    }

    /// Whether a tuple's own parentheses go.
    fn sheds(&self, expr: Expr<'_>) -> bool {
        matches!(expr, Expr::Tuple(tuple) if tuple.parenthesized && tuple.elements.len() > 1)
    }

    fn shed(&mut self, expr: Expr<'_>) {
        if let Expr::Tuple(tuple) = expr {
            self.peek();
            self.pos += 1;
            self.open_elements(tuple.elements, false);
            self.peek();
            self.pos += 1;
        }
    }

    /// What follows `await`: parentheses go unless they hold an operation.
    pub(crate) fn awaited(&mut self, value: Expr<'_>) {
        let redundant = self.peek() == b'(' && self.pos < value.span().start as usize;
        let needed = matches!(
            value,
            Expr::Binary(_)
                | Expr::Bool(_)
                | Expr::Compare(_)
                | Expr::Unary(_)
                | Expr::Conditional(_)
                | Expr::Lambda(_)
                | Expr::Named(_)
                | Expr::Yield(_)
                | Expr::YieldFrom(_)
                | Expr::Await(_)
                | Expr::List(_)
                | Expr::Set(_)
                | Expr::Dict(_)
                | Expr::ListComp(_)
                | Expr::SetComp(_)
                | Expr::DictComp(_)
                | Expr::Starred(_)
        ) || has_several_literals(value);
        if redundant && !needed {
            self.hide(value, true, Around::Value, false);
        } else if redundant {
            self.in_one_pair(value, true);
        } else {
            self.expr(value, true);
        }
    }

    /// Writes an expression with one pair of those parentheses that it has.
    pub(crate) fn in_one_pair(&mut self, expr: Expr<'_>, space: bool) {
        if self.count_parens(expr.span().start as usize) > 1 {
            self.open(b'(', ATOM | Self::blank(space));
            self.hide(expr, false, Around::Value, false);
            self.close(b')', 0);
        } else {
            self.expr(expr, space);
        }
    }
}

/// Whether strings stand side by side.
fn has_several_literals(value: Expr<'_>) -> bool {
    match value {
        Expr::String(node) => node.parts.len() > 1,
        Expr::Bytes(node) => node.parts.len() > 1,
        Expr::FString(node) | Expr::TString(node) => node.parts.len() > 1,
        _ => false,
    }
}

/// Whether an annotation gets invisible parentheses: `a | b`, strings side by side, and displays without a comma.
fn is_alternative(annotation: Expr<'_>) -> bool {
    match annotation {
        Expr::Binary(node) => node.op == BinaryOp::BitOr,
        Expr::List(node) => node.elements.len() < 2,
        Expr::Dict(node) => node.items.len() < 2,
        Expr::Set(node) => node.elements.len() < 2,
        Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) => true,
        other => has_several_literals(other),
    }
}
