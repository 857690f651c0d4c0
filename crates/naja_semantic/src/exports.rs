//! What `__all__` lists.

use naja_base::Span;
use naja_syntax::ast::{Expr, ExprString};

use crate::ids::BindingId;

/// What the `__all__` of a module lists, in all its assignments together.
#[derive(Clone, Debug, Default)]
pub struct Exports<'a> {
    /// The names, in the order in which they were met.
    pub names: Vec<Export<'a>>,
    /// The bindings of `__all__` in the module.
    pub definitions: Vec<BindingId>,
    /// Whether something is added that this walk cannot see: the result of a call, another module's list.
    pub is_open: bool,
}

/// An entry of `__all__`.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The string.
    pub literal: &'a ExprString<'a>,
    /// The name that it holds.
    pub name: &'a str,
}

impl Export<'_> {
    /// Where the string is, quotes included.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.literal.span
    }
}

/// The strings that `value` is made of, as the right side of an assignment to `__all__`; says whether there is more in it
/// than could be read. Lists and tuples, sums of them, `list(…)` and `tuple(…)` of them are read.
pub fn collect<'a>(value: Expr<'a>, out: &mut Vec<&'a ExprString<'a>>) -> bool {
    let mut is_open = false;
    // A sum is left-deep: its right sides come out from the last to the first.
    let mut parts = vec![value];
    while let Some(part) = parts.pop() {
        match part {
            Expr::Binary(node) => parts.extend([node.right, node.left]),
            Expr::Named(node) => parts.push(node.value),
            Expr::List(node) => is_open |= elements(node.elements, out),
            Expr::Tuple(node) => is_open |= elements(node.elements, out),
            Expr::Set(node) => is_open |= elements(node.elements, out),
            Expr::Call(node) => match (node.func, node.arguments.args, node.arguments.keywords) {
                (Expr::Name(name), [argument], []) if matches!(name.id, "list" | "tuple") => {
                    parts.push(*argument);
                }
                (Expr::Name(name), [], []) if matches!(name.id, "list" | "tuple") => {}
                _ => is_open = true,
            },
            Expr::Name(name) if name.id == "__all__" => {}
            _ => is_open = true,
        }
    }
    is_open
}

fn elements<'a>(elements: &'a [Expr<'a>], out: &mut Vec<&'a ExprString<'a>>) -> bool {
    let mut is_open = false;
    for element in elements {
        match element {
            Expr::String(literal) => out.push(literal),
            _ => is_open = true,
        }
    }
    is_open
}
