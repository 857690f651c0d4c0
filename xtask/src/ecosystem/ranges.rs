//! What must hold for the ranges of every tree, whatever the source: children lie inside their parents, siblings are
//! in order and apart, and names and literals are what the source has there.

use naja_base::Span;
use naja_syntax::Parsed;
use naja_syntax::ast::{
    Alias, Arguments, Clause, Comprehension, Decorator, ExceptHandler, Expr, FString, FStringElement,
    Identifier, Interpolation, Keyword, MatchCase, Parameter, Parameters, Pattern, PatternKeyword, Stmt,
    StringLiteral, TypeParam, TypeParams, WithItem,
};
use naja_syntax::visitor::{self, Visitor};
use unicode_normalization::UnicodeNormalization as _;

/// The errors in the ranges of `parsed`, one sentence each.
pub fn faults(parsed: &Parsed<'_>, source: &str) -> Vec<String> {
    let whole = Span::from_range(0..source.len());
    let mut walk = Walk { source, parent: whole, previous_end: 0, faults: Vec::new() };
    match parsed.expression() {
        Some(expression) => walk.visit_expr(expression),
        None => walk.visit_body(parsed.body()),
    }
    walk.faults
}

struct Walk<'s> {
    source: &'s str,
    parent: Span,
    previous_end: u32,
    faults: Vec<String>,
}

impl Walk<'_> {
    /// Checks `span` against its parent and its elder sibling, then what `walk` finds below it.
    fn within(&mut self, what: &str, span: Span, walk: impl FnOnce(&mut Self)) {
        let sliceable = self.source.get(span.range()).is_some();
        if !sliceable {
            self.fault(format!("{what} at {span:?} splits a character or leaves the source"));
            return;
        }
        if !self.parent.covers(span) {
            self.fault(format!("{what} at {span:?} leaves its parent at {:?}", self.parent));
        }
        if span.start < self.previous_end {
            self.fault(format!(
                "{what} at {span:?} starts before {}, where its sibling ends",
                self.previous_end
            ));
        }
        let parent = std::mem::replace(&mut self.parent, span);
        self.previous_end = span.start;
        walk(self);
        self.parent = parent;
        self.previous_end = span.end;
    }

    fn leaf(&mut self, what: &str, span: Span) {
        self.within(what, span, |_| {});
    }

    fn fault(&mut self, fault: String) {
        if self.faults.len() < 10 {
            self.faults.push(fault);
        }
    }

    fn identifier(&mut self, identifier: Identifier<'_>) {
        self.leaf("a name", identifier.span);
        self.name(identifier.name, identifier.span);
    }

    /// A name is what the source has there, normalised; blanks and line continuations may surround dots.
    fn name(&mut self, name: &str, span: Span) {
        let Some(written) = self.source.get(span.range()) else { return };
        if written == name {
            return;
        }
        let written: String =
            written.nfkc().filter(|c| !matches!(c, ' ' | '\t' | '\\' | '\n' | '\r' | '\x0c')).collect();
        if written != name {
            self.fault(format!("the name `{name}` at {span:?} is not what the source has there"));
        }
    }
}

impl<'a> Visitor<'a> for Walk<'_> {
    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        self.within("a statement", stmt.full_span(), |walk| match stmt {
            Stmt::FunctionDef(node) => {
                node.decorators.iter().for_each(|decorator| walk.visit_decorator(decorator));
                walk.within("a definition", node.span, |walk| {
                    walk.identifier(node.name);
                    visitor::walk_stmt(&mut WithoutDecorators(walk), stmt);
                });
            }
            Stmt::ClassDef(node) => {
                node.decorators.iter().for_each(|decorator| walk.visit_decorator(decorator));
                walk.within("a definition", node.span, |walk| {
                    walk.identifier(node.name);
                    visitor::walk_stmt(&mut WithoutDecorators(walk), stmt);
                });
            }
            Stmt::ImportFrom(node) => {
                node.module.into_iter().for_each(|module| walk.identifier(module));
                visitor::walk_stmt(walk, stmt);
            }
            Stmt::Global(node) | Stmt::Nonlocal(node) => {
                node.names.iter().for_each(|name| walk.identifier(*name));
            }
            _ => visitor::walk_stmt(walk, stmt),
        });
    }

    fn visit_expr(&mut self, expr: Expr<'a>) {
        self.within("an expression", expr.span(), |walk| {
            visitor::walk_expr(walk, expr);
            match expr {
                Expr::Name(node) => walk.name(node.id, node.span),
                Expr::Attribute(node) => {
                    walk.leaf("an attribute", node.attr_span());
                    walk.name(node.attr, node.attr_span());
                }
                Expr::Number(node) => walk.name(node.raw, node.span),
                _ => {}
            }
        });
    }

    fn visit_pattern(&mut self, pattern: Pattern<'a>) {
        self.within("a pattern", pattern.span(), |walk| {
            visitor::walk_pattern(walk, pattern);
            match pattern {
                Pattern::As(node) => node.name.into_iter().for_each(|name| walk.identifier(name)),
                Pattern::Star(node) => node.name.into_iter().for_each(|name| walk.identifier(name)),
                Pattern::Mapping(node) => node.rest.into_iter().for_each(|name| walk.identifier(name)),
                _ => {}
            }
        });
    }

    fn visit_pattern_keyword(&mut self, keyword: &'a PatternKeyword<'a>) {
        self.within("a pattern's keyword", keyword.span, |walk| {
            walk.identifier(keyword.name);
            walk.visit_pattern(keyword.pattern);
        });
    }

    fn visit_decorator(&mut self, decorator: &'a Decorator<'a>) {
        self.within("a decorator", decorator.span, |walk| walk.visit_expr(decorator.expression));
    }

    fn visit_clause(&mut self, clause: &'a Clause<'a>) {
        self.within("a clause", clause.span, |walk| {
            clause.test.into_iter().for_each(|test| walk.visit_expr(test));
            walk.visit_body(clause.body);
        });
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler<'a>) {
        self.within("a handler", handler.span, |walk| {
            handler.kind.into_iter().for_each(|kind| walk.visit_expr(kind));
            handler.name.into_iter().for_each(|name| walk.identifier(name));
            walk.visit_body(handler.body);
        });
    }

    fn visit_match_case(&mut self, case: &'a MatchCase<'a>) {
        self.within("a case", case.span, |walk| {
            walk.visit_pattern(case.pattern);
            case.guard.into_iter().for_each(|guard| walk.visit_expr(guard));
            walk.visit_body(case.body);
        });
    }

    fn visit_with_item(&mut self, item: &'a WithItem<'a>) {
        self.within("an item of `with`", item.span, |walk| {
            walk.visit_expr(item.context);
            item.target.into_iter().for_each(|target| walk.visit_expr(target));
        });
    }

    fn visit_alias(&mut self, alias: &'a Alias<'a>) {
        self.within("an alias", alias.span, |walk| {
            walk.identifier(alias.name);
            alias.asname.into_iter().for_each(|name| walk.identifier(name));
        });
    }

    fn visit_arguments(&mut self, arguments: &'a Arguments<'a>) {
        self.within("arguments", arguments.span, |walk| visitor::walk_arguments(walk, arguments));
    }

    fn visit_keyword(&mut self, keyword: &'a Keyword<'a>) {
        self.within("a keyword", keyword.span, |walk| {
            keyword.name.into_iter().for_each(|name| walk.identifier(name));
            walk.visit_expr(keyword.value);
        });
    }

    fn visit_parameters(&mut self, parameters: &'a Parameters<'a>) {
        self.within("parameters", parameters.span, |walk| {
            parameters.all.iter().for_each(|parameter| walk.visit_parameter(parameter));
        });
    }

    fn visit_parameter(&mut self, parameter: &'a Parameter<'a>) {
        self.within("a parameter", parameter.span, |walk| {
            walk.identifier(parameter.name);
            parameter.annotation.into_iter().for_each(|annotation| walk.visit_expr(annotation));
        });
        parameter.default.into_iter().for_each(|default| self.visit_expr(default));
    }

    fn visit_type_params(&mut self, params: &'a TypeParams<'a>) {
        self.within("type parameters", params.span, |walk| {
            params.params.iter().for_each(|param| walk.visit_type_param(param));
        });
    }

    fn visit_type_param(&mut self, param: &'a TypeParam<'a>) {
        self.within("a type parameter", param.span, |walk| {
            walk.identifier(param.name);
            param.bound.into_iter().for_each(|bound| walk.visit_expr(bound));
            param.default.into_iter().for_each(|default| walk.visit_expr(default));
        });
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension<'a>) {
        self.within("a clause of a comprehension", comprehension.span, |walk| {
            walk.visit_expr(comprehension.target);
            walk.visit_expr(comprehension.iter);
            comprehension.ifs.iter().for_each(|test| walk.visit_expr(*test));
        });
    }

    fn visit_string_literal(&mut self, literal: &'a StringLiteral<'a>) {
        self.leaf("a string", literal.span());
        if self.source.get(literal.span().range()) != Some(literal.raw) {
            self.fault(format!("the string at {:?} is not what the source has there", literal.span()));
        }
        if !literal.span().covers(literal.content_span()) {
            self.fault(format!("the content of the string at {:?} leaves it", literal.span()));
        }
    }

    fn visit_fstring(&mut self, string: &'a FString<'a>) {
        self.within("an f-string", string.span, |walk| {
            string.elements.iter().for_each(|element| walk.visit_fstring_element(element));
        });
    }

    fn visit_fstring_element(&mut self, element: &'a FStringElement<'a>) {
        match element {
            FStringElement::Text(span) => self.leaf("an f-string's text", *span),
            FStringElement::Interpolation(field) => self.visit_interpolation(field),
        }
    }

    fn visit_interpolation(&mut self, field: &'a Interpolation<'a>) {
        self.within("a replacement field", field.span, |walk| {
            walk.visit_expr(field.expression);
            if let Some(spec) = field.format_spec {
                walk.within("a format specification", spec.span, |walk| {
                    spec.elements.iter().for_each(|element| walk.visit_fstring_element(element));
                });
            }
        });
    }
}

/// Goes on with the children of a definition whose decorators were seen already.
struct WithoutDecorators<'w, 's>(&'w mut Walk<'s>);

impl<'a> Visitor<'a> for WithoutDecorators<'_, '_> {
    fn visit_decorator(&mut self, _decorator: &'a Decorator<'a>) {}

    fn visit_type_params(&mut self, params: &'a TypeParams<'a>) {
        self.0.visit_type_params(params);
    }

    fn visit_parameters(&mut self, parameters: &'a Parameters<'a>) {
        self.0.visit_parameters(parameters);
    }

    fn visit_arguments(&mut self, arguments: &'a Arguments<'a>) {
        self.0.visit_arguments(arguments);
    }

    fn visit_expr(&mut self, expr: Expr<'a>) {
        self.0.visit_expr(expr);
    }

    fn visit_body(&mut self, body: &'a [Stmt<'a>]) {
        self.0.visit_body(body);
    }
}
