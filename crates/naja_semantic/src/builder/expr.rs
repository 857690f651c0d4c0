//! Expressions.

use naja_syntax::ast::{
    Comprehension, Context, DictItem, Expr, ExprLambda, ExprNamed, FStringElement, FStringPart,
};

use super::Builder;
use super::bind::Target;
use crate::binding::BindingKind;
use crate::scope::ScopeKind;

impl<'a> Builder<'_, 'a> {
    pub(super) fn option(&mut self, expr: Option<Expr<'a>>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    pub(super) fn exprs(&mut self, exprs: &'a [Expr<'a>]) {
        for expr in exprs {
            self.expr(*expr);
        }
    }

    // Most expressions are names and constants: they need no call.
    #[inline(always)]
    pub(super) fn expr(&mut self, expr: Expr<'a>) {
        match expr {
            Expr::Name(node) => {
                if node.ctx == Context::Load {
                    self.load(node);
                }
            }
            Expr::Bytes(_)
            | Expr::Number(_)
            | Expr::None(_)
            | Expr::True(_)
            | Expr::False(_)
            | Expr::Ellipsis(_)
            | Expr::Invalid(_) => {}
            _ => self.larger_expr(expr),
        }
    }

    fn larger_expr(&mut self, expr: Expr<'a>) {
        match expr {
            Expr::Attribute(node) => self.expr(node.value),
            Expr::Subscript(node) => self.subscript(node),
            Expr::Call(node) => self.call(node),
            Expr::Binary(node) => {
                self.expr(node.left);
                self.expr(node.right);
            }
            Expr::Bool(node) => self.exprs(node.values),
            Expr::Unary(node) => self.expr(node.operand),
            Expr::Compare(node) => {
                self.expr(node.left);
                node.rest.iter().for_each(|comparison| self.expr(comparison.right));
            }
            Expr::Conditional(node) => {
                self.expr(node.test);
                self.expr(node.body);
                self.expr(node.orelse);
            }
            Expr::Tuple(node) => self.exprs(node.elements),
            Expr::List(node) => self.exprs(node.elements),
            Expr::Set(node) => self.exprs(node.elements),
            Expr::String(node) => {
                if self.place.is_type {
                    self.deferred.strings.push((node, self.place));
                }
            }
            _ => self.rarer_expr(expr),
        }
    }

    fn rarer_expr(&mut self, expr: Expr<'a>) {
        match expr {
            Expr::Named(node) => self.named(node),
            Expr::Starred(node) => self.expr(node.value),
            Expr::Await(node) => self.expr(node.value),
            Expr::Yield(node) => self.option(node.value),
            Expr::YieldFrom(node) => self.expr(node.value),
            Expr::Slice(node) => {
                self.option(node.lower);
                self.option(node.upper);
                self.option(node.step);
            }
            Expr::Lambda(node) => self.lambda(node),
            Expr::Dict(node) => node.items.iter().for_each(|item| self.dict_item(item)),
            Expr::ListComp(node) | Expr::SetComp(node) | Expr::Generator(node) => {
                let outer = self.generators(expr, node.generators);
                self.expr(node.element);
                self.place.scope = outer;
            }
            Expr::DictComp(node) => {
                let outer = self.generators(expr, node.generators);
                self.dict_item(&node.item);
                self.place.scope = outer;
            }
            Expr::FString(node) | Expr::TString(node) => {
                let is_type = std::mem::replace(&mut self.place.is_type, false);
                for part in node.parts {
                    if let FStringPart::FString(string) = part {
                        self.elements(string.elements);
                    }
                }
                self.place.is_type = is_type;
            }
            _ => {}
        }
    }

    fn elements(&mut self, elements: &'a [FStringElement<'a>]) {
        for element in elements {
            if let FStringElement::Interpolation(field) = element {
                self.expr(field.expression);
                if let Some(spec) = field.format_spec {
                    self.elements(spec.elements);
                }
            }
        }
    }

    fn dict_item(&mut self, item: &'a DictItem<'a>) {
        self.option(item.key);
        self.expr(item.value);
    }

    /// Opens the scope of a comprehension and walks its `for` parts; returns the scope to go back to.
    fn generators(&mut self, expr: Expr<'a>, generators: &'a [Comprehension<'a>]) -> crate::ScopeId {
        let outer = self.place.scope;
        for (index, generator) in generators.iter().enumerate() {
            // The first iterable is evaluated outside.
            self.expr(generator.iter);
            if index == 0 {
                self.push_scope(ScopeKind::Comprehension(expr), expr.span());
            }
            let target = Target { kind: BindingKind::Comprehension, flags: 0, unpacks: true };
            self.target(generator.target, target);
            self.exprs(generator.ifs);
        }
        outer
    }

    /// `name := value` binds in the scope around all comprehensions.
    fn named(&mut self, node: &'a ExprNamed<'a>) {
        self.expr(node.value);
        let Expr::Name(name) = node.target else { return };
        let scope = self.place.scope;
        while self.model.scopes[self.place.scope.index()].is_comprehension()
            && let Some(parent) = self.model.scopes[self.place.scope.index()].parent
        {
            self.place.scope = parent;
        }
        let symbol = self.model.symbols.intern(name.id);
        let is_all = symbol == self.all && self.place.scope == crate::ScopeId::MODULE;
        let kind = if is_all { BindingKind::DunderAll } else { BindingKind::Named };
        self.bind_symbol(symbol, name.span, kind);
        self.place.scope = scope;
    }

    fn lambda(&mut self, node: &'a ExprLambda<'a>) {
        if let Some(parameters) = node.parameters {
            parameters.all.iter().for_each(|parameter| self.option(parameter.default));
        }
        self.deferred.lambdas.push((node, self.place));
    }

    pub(super) fn lambda_body(&mut self, node: &'a ExprLambda<'a>) {
        self.push_scope(ScopeKind::Lambda(node), node.span);
        if let Some(parameters) = node.parameters {
            for parameter in parameters.all {
                self.bind(parameter.name, BindingKind::Parameter(parameter));
            }
        }
        self.expr(node.body);
    }
}
