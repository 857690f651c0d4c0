//! Calls and subscripts, some of which take types.

use naja_syntax::ast::{Arguments, Expr, ExprCall, ExprSubscript, Keyword};

use super::Builder;
use crate::names::Resolution;
use crate::qualified::QualifiedName;
use crate::typing::{CallKind, SubscriptKind, call_kind, may_take_types, member, subscript_kind};

impl<'a> Builder<'_, 'a> {
    pub(super) fn call(&mut self, node: &'a ExprCall<'a>) {
        let is_type = std::mem::replace(&mut self.place.is_type, false);
        self.expr(node.func);
        let last = match node.func {
            Expr::Name(name) => name.id,
            Expr::Attribute(attribute) => attribute.attr,
            _ => "",
        };
        match last {
            "locals" if self.is_builtin_here(node.func) => self.note_locals(),
            _ => {}
        }
        let kind = if may_take_types(last) {
            self.qualified_here(node.func).and_then(|name| call_kind(&name, self.options.typing_modules))
        } else {
            None
        };
        match kind {
            Some(kind) => self.typing_call(kind, &node.arguments),
            None => self.arguments(&node.arguments),
        }
        self.place.is_type = is_type;
    }

    pub(super) fn arguments(&mut self, arguments: &'a Arguments<'a>) {
        self.exprs(arguments.args);
        arguments.keywords.iter().for_each(|keyword| self.expr(keyword.value));
    }

    fn typing_call(&mut self, kind: CallKind, arguments: &'a Arguments<'a>) {
        for (index, arg) in arguments.args.iter().enumerate() {
            match (kind, index) {
                (CallKind::Cast | CallKind::MypyArgument, 0)
                | (CallKind::NamedType, 1)
                | (CallKind::TypeVar, 1..) => self.type_definition(*arg),
                (CallKind::NamedTuple, 1) => self.named_tuple_fields(*arg),
                (CallKind::TypedDict, 1) => self.typed_dict_fields(*arg),
                _ => self.expr(*arg),
            }
        }
        for keyword in arguments.keywords {
            if takes_type(kind, keyword) {
                self.type_definition(keyword.value);
            } else {
                self.expr(keyword.value);
            }
        }
    }

    /// `[("name", type), …]`
    fn named_tuple_fields(&mut self, fields: Expr<'a>) {
        let elements = match fields {
            Expr::List(node) => node.elements,
            Expr::Tuple(node) => node.elements,
            _ => return self.expr(fields),
        };
        for element in elements {
            let pair = match element {
                Expr::List(node) => node.elements,
                Expr::Tuple(node) => node.elements,
                _ => {
                    self.expr(*element);
                    continue;
                }
            };
            for (index, part) in pair.iter().enumerate() {
                if index == 1 { self.type_definition(*part) } else { self.expr(*part) }
            }
        }
    }

    /// `{"name": type, …}`
    fn typed_dict_fields(&mut self, fields: Expr<'a>) {
        let Expr::Dict(node) = fields else { return self.expr(fields) };
        for item in node.items {
            self.option(item.key);
            self.type_definition(item.value);
        }
    }

    pub(super) fn subscript(&mut self, node: &'a ExprSubscript<'a>) {
        self.expr(node.value);
        // Only strings are read differently, and only stubs look forward.
        let kind = if self.options.is_stub || may_hold_string(node.index) {
            self.qualified_here(node.value)
                .and_then(|name| subscript_kind(&name, self.options.typing_modules))
        } else {
            None
        };
        match kind {
            Some(SubscriptKind::Generic) => self.type_definition(node.index),
            Some(SubscriptKind::Literal) => self.as_values(&[node.index]),
            Some(SubscriptKind::Annotated) => match node.index {
                Expr::Tuple(tuple) if !tuple.elements.is_empty() => {
                    self.type_definition(tuple.elements[0]);
                    self.as_values(&tuple.elements[1..]);
                }
                index => self.type_definition(index),
            },
            None => self.expr(node.index),
        }
    }

    fn as_values(&mut self, exprs: &[Expr<'a>]) {
        let is_type = std::mem::replace(&mut self.place.is_type, false);
        exprs.iter().for_each(|expr| self.expr(*expr));
        self.place.is_type = is_type;
    }

    /// Whether it is the annotation `TypeAlias`.
    pub(super) fn is_type_alias_annotation(&self, annotation: Expr<'a>) -> bool {
        let last = match annotation {
            Expr::Name(name) => name.id,
            Expr::Attribute(attribute) => attribute.attr,
            _ => return false,
        };
        last == "TypeAlias"
            && self
                .qualified_here(annotation)
                .is_some_and(|name| member(&name, self.options.typing_modules) == Some("TypeAlias"))
    }

    fn is_builtin_here(&self, expr: Expr<'a>) -> bool {
        match expr {
            Expr::Name(name) => {
                let found = self.model.symbols.find(name.id).map(|symbol| self.find(symbol).resolution);
                found == Some(Resolution::Builtin)
            }
            _ => false,
        }
    }

    /// The dotted name of `expr` as it is at this point of the walk.
    fn qualified_here(&self, expr: Expr<'a>) -> Option<QualifiedName<'a>> {
        self.model.qualified_with(expr, |_, name| {
            let symbol = self.model.symbols.find(name.id);
            symbol.map_or(Resolution::Undefined, |symbol| self.find(symbol).resolution)
        })
    }
}

fn takes_type(kind: CallKind, keyword: &Keyword<'_>) -> bool {
    let name = keyword.name.map_or("", |name| name.name);
    match kind {
        CallKind::Cast => name == "typ",
        CallKind::NamedType => matches!(name, "tp" | "value"),
        CallKind::TypeVar => matches!(name, "bound" | "default"),
        CallKind::NamedTuple => name != "fields",
        CallKind::TypedDict => name != "total",
        CallKind::MypyArgument => name == "type",
    }
}

/// Whether a string may be in an index, directly or below. Wrong only in saying yes.
fn may_hold_string(index: Expr<'_>) -> bool {
    match index {
        Expr::Name(_) | Expr::Number(_) | Expr::None(_) | Expr::Attribute(_) | Expr::Slice(_) => false,
        Expr::Tuple(node) => node.elements.iter().any(|element| may_hold_string(*element)),
        _ => true,
    }
}
