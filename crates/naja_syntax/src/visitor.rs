//! Walking a tree.
//!
//! Override what is of interest and call the `walk_…` function of the same node to go on below it. Children come in
//! the order of the source. The depth of the recursion is that of the tree: at most [`crate::MAX_DEPTH`].

use crate::ast::{
    Alias, Arguments, Clause, Comprehension, Decorator, DictItem, ExceptHandler, Expr, FString,
    FStringElement, FStringPart, Interpolation, Keyword, MatchCase, Parameter, Parameters, Pattern,
    PatternKeyword, Stmt, StringLiteral, TypeParam, TypeParams, WithItem,
};

/// A walk over a tree. Every method's default goes on to the children.
pub trait Visitor<'a> {
    /// A block of statements.
    fn visit_body(&mut self, body: &'a [Stmt<'a>]) {
        for stmt in body {
            self.visit_stmt(*stmt);
        }
    }
    /// A statement.
    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        walk_stmt(self, stmt);
    }
    /// An expression.
    fn visit_expr(&mut self, expr: Expr<'a>) {
        walk_expr(self, expr);
    }
    /// An annotation of a parameter, variable or result.
    fn visit_annotation(&mut self, annotation: Expr<'a>) {
        self.visit_expr(annotation);
    }
    /// A pattern.
    fn visit_pattern(&mut self, pattern: Pattern<'a>) {
        walk_pattern(self, pattern);
    }
    /// `name=pattern` in a class pattern.
    fn visit_pattern_keyword(&mut self, keyword: &'a PatternKeyword<'a>) {
        self.visit_pattern(keyword.pattern);
    }
    /// A decorator.
    fn visit_decorator(&mut self, decorator: &'a Decorator<'a>) {
        self.visit_expr(decorator.expression);
    }
    /// An `elif` or the `else` of an `if`.
    fn visit_clause(&mut self, clause: &'a Clause<'a>) {
        walk_clause(self, clause);
    }
    /// An exception handler.
    fn visit_except_handler(&mut self, handler: &'a ExceptHandler<'a>) {
        walk_except_handler(self, handler);
    }
    /// A case of `match`.
    fn visit_match_case(&mut self, case: &'a MatchCase<'a>) {
        walk_match_case(self, case);
    }
    /// An item of `with`.
    fn visit_with_item(&mut self, item: &'a WithItem<'a>) {
        walk_with_item(self, item);
    }
    /// A name of an import.
    fn visit_alias(&mut self, _alias: &'a Alias<'a>) {}
    /// The arguments of a call or class.
    fn visit_arguments(&mut self, arguments: &'a Arguments<'a>) {
        walk_arguments(self, arguments);
    }
    /// `name=value` or `**value`.
    fn visit_keyword(&mut self, keyword: &'a Keyword<'a>) {
        self.visit_expr(keyword.value);
    }
    /// The parameters of a function or lambda.
    fn visit_parameters(&mut self, parameters: &'a Parameters<'a>) {
        for parameter in parameters.all {
            self.visit_parameter(parameter);
        }
    }
    /// One parameter.
    fn visit_parameter(&mut self, parameter: &'a Parameter<'a>) {
        walk_parameter(self, parameter);
    }
    /// The type parameters of a definition.
    fn visit_type_params(&mut self, params: &'a TypeParams<'a>) {
        for param in params.params {
            self.visit_type_param(param);
        }
    }
    /// One type parameter.
    fn visit_type_param(&mut self, param: &'a TypeParam<'a>) {
        if let Some(bound) = param.bound {
            self.visit_expr(bound);
        }
        if let Some(default) = param.default {
            self.visit_expr(default);
        }
    }
    /// A `for` of a comprehension.
    fn visit_comprehension(&mut self, comprehension: &'a Comprehension<'a>) {
        walk_comprehension(self, comprehension);
    }
    /// An item of a dictionary.
    fn visit_dict_item(&mut self, item: &'a DictItem<'a>) {
        if let Some(key) = item.key {
            self.visit_expr(key);
        }
        self.visit_expr(item.value);
    }
    /// A string or bytes literal without interpolations.
    fn visit_string_literal(&mut self, _literal: &'a StringLiteral<'a>) {}
    /// An f-string or t-string literal.
    fn visit_fstring(&mut self, string: &'a FString<'a>) {
        for element in string.elements {
            self.visit_fstring_element(element);
        }
    }
    /// A piece of an f-string or of a format specification.
    fn visit_fstring_element(&mut self, element: &'a FStringElement<'a>) {
        if let FStringElement::Interpolation(field) = element {
            self.visit_interpolation(field);
        }
    }
    /// A replacement field.
    fn visit_interpolation(&mut self, field: &'a Interpolation<'a>) {
        walk_interpolation(self, field);
    }
}

/// Visits the children of `stmt`.
pub fn walk_stmt<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, stmt: Stmt<'a>) {
    match stmt {
        Stmt::Expr(node) => visitor.visit_expr(node.value),
        Stmt::Assign(node) => {
            visit_exprs(visitor, node.targets);
            visitor.visit_expr(node.value);
        }
        Stmt::AugAssign(node) => {
            visitor.visit_expr(node.target);
            visitor.visit_expr(node.value);
        }
        Stmt::AnnAssign(node) => {
            visitor.visit_expr(node.target);
            visitor.visit_annotation(node.annotation);
            visit_option(visitor, node.value);
        }
        Stmt::Return(node) => visit_option(visitor, node.value),
        Stmt::Raise(node) => {
            visit_option(visitor, node.exception);
            visit_option(visitor, node.cause);
        }
        Stmt::Assert(node) => {
            visitor.visit_expr(node.test);
            visit_option(visitor, node.message);
        }
        Stmt::Delete(node) => visit_exprs(visitor, node.targets),
        Stmt::Import(node) => node.names.iter().for_each(|alias| visitor.visit_alias(alias)),
        Stmt::ImportFrom(node) => node.names.iter().for_each(|alias| visitor.visit_alias(alias)),
        Stmt::TypeAlias(node) => {
            visitor.visit_expr(node.name);
            if let Some(params) = node.type_params {
                visitor.visit_type_params(params);
            }
            visitor.visit_expr(node.value);
        }
        Stmt::Global(_)
        | Stmt::Nonlocal(_)
        | Stmt::Pass(_)
        | Stmt::Break(_)
        | Stmt::Continue(_)
        | Stmt::Invalid(_) => {}
        _ => walk_compound(visitor, stmt),
    }
}

fn walk_compound<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, stmt: Stmt<'a>) {
    match stmt {
        Stmt::If(node) => {
            visitor.visit_expr(node.test);
            visitor.visit_body(node.body);
            node.clauses.iter().for_each(|clause| visitor.visit_clause(clause));
        }
        Stmt::For(node) => {
            visitor.visit_expr(node.target);
            visitor.visit_expr(node.iter);
            visitor.visit_body(node.body);
            visitor.visit_body(node.orelse);
        }
        Stmt::While(node) => {
            visitor.visit_expr(node.test);
            visitor.visit_body(node.body);
            visitor.visit_body(node.orelse);
        }
        Stmt::FunctionDef(node) => {
            node.decorators.iter().for_each(|decorator| visitor.visit_decorator(decorator));
            if let Some(params) = node.type_params {
                visitor.visit_type_params(params);
            }
            visitor.visit_parameters(node.parameters);
            if let Some(returns) = node.returns {
                visitor.visit_annotation(returns);
            }
            visitor.visit_body(node.body);
        }
        Stmt::ClassDef(node) => {
            node.decorators.iter().for_each(|decorator| visitor.visit_decorator(decorator));
            if let Some(params) = node.type_params {
                visitor.visit_type_params(params);
            }
            if let Some(arguments) = node.arguments {
                visitor.visit_arguments(arguments);
            }
            visitor.visit_body(node.body);
        }
        Stmt::With(node) => {
            node.items.iter().for_each(|item| visitor.visit_with_item(item));
            visitor.visit_body(node.body);
        }
        Stmt::Try(node) => {
            visitor.visit_body(node.body);
            node.handlers.iter().for_each(|handler| visitor.visit_except_handler(handler));
            visitor.visit_body(node.orelse);
            visitor.visit_body(node.finalbody);
        }
        Stmt::Match(node) => {
            visitor.visit_expr(node.subject);
            node.cases.iter().for_each(|case| visitor.visit_match_case(case));
        }
        _ => {}
    }
}

/// Visits the children of `expr`.
pub fn walk_expr<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, expr: Expr<'a>) {
    match expr {
        Expr::Name(_)
        | Expr::Number(_)
        | Expr::None(_)
        | Expr::True(_)
        | Expr::False(_)
        | Expr::Ellipsis(_)
        | Expr::Invalid(_) => {}
        Expr::Attribute(node) => visitor.visit_expr(node.value),
        Expr::Subscript(node) => {
            visitor.visit_expr(node.value);
            visitor.visit_expr(node.index);
        }
        Expr::Call(node) => {
            visitor.visit_expr(node.func);
            visitor.visit_arguments(&node.arguments);
        }
        Expr::Binary(node) => {
            visitor.visit_expr(node.left);
            visitor.visit_expr(node.right);
        }
        Expr::Bool(node) => visit_exprs(visitor, node.values),
        Expr::String(node) => node.parts.iter().for_each(|part| visitor.visit_string_literal(part)),
        Expr::Tuple(node) => visit_exprs(visitor, node.elements),
        Expr::List(node) => visit_exprs(visitor, node.elements),
        Expr::Unary(node) => visitor.visit_expr(node.operand),
        Expr::Compare(node) => {
            visitor.visit_expr(node.left);
            for comparison in node.rest {
                visitor.visit_expr(comparison.right);
            }
        }
        Expr::Conditional(node) => {
            visitor.visit_expr(node.body);
            visitor.visit_expr(node.test);
            visitor.visit_expr(node.orelse);
        }
        Expr::Named(node) => {
            visitor.visit_expr(node.target);
            visitor.visit_expr(node.value);
        }
        Expr::Starred(node) => visitor.visit_expr(node.value),
        Expr::Await(node) => visitor.visit_expr(node.value),
        Expr::Yield(node) => visit_option(visitor, node.value),
        Expr::YieldFrom(node) => visitor.visit_expr(node.value),
        Expr::Slice(node) => {
            visit_option(visitor, node.lower);
            visit_option(visitor, node.upper);
            visit_option(visitor, node.step);
        }
        _ => walk_rarer(visitor, expr),
    }
}

fn walk_rarer<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, expr: Expr<'a>) {
    match expr {
        Expr::Lambda(node) => {
            if let Some(parameters) = node.parameters {
                visitor.visit_parameters(parameters);
            }
            visitor.visit_expr(node.body);
        }
        Expr::Set(node) => visit_exprs(visitor, node.elements),
        Expr::Dict(node) => node.items.iter().for_each(|item| visitor.visit_dict_item(item)),
        Expr::ListComp(node) | Expr::SetComp(node) | Expr::Generator(node) => {
            visitor.visit_expr(node.element);
            node.generators.iter().for_each(|part| visitor.visit_comprehension(part));
        }
        Expr::DictComp(node) => {
            visitor.visit_dict_item(&node.item);
            node.generators.iter().for_each(|part| visitor.visit_comprehension(part));
        }
        Expr::Bytes(node) => node.parts.iter().for_each(|part| visitor.visit_string_literal(part)),
        Expr::FString(node) | Expr::TString(node) => {
            for part in node.parts {
                match part {
                    FStringPart::Literal(literal) => visitor.visit_string_literal(literal),
                    FStringPart::FString(string) => visitor.visit_fstring(string),
                }
            }
        }
        _ => {}
    }
}

/// Visits the children of `pattern`.
pub fn walk_pattern<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, pattern: Pattern<'a>) {
    match pattern {
        Pattern::Value(node) => visitor.visit_expr(node.value),
        Pattern::Sequence(node) => node.patterns.iter().for_each(|part| visitor.visit_pattern(*part)),
        Pattern::Mapping(node) => {
            for item in node.items {
                visitor.visit_expr(item.key);
                visitor.visit_pattern(item.pattern);
            }
        }
        Pattern::Class(node) => {
            visitor.visit_expr(node.class);
            let mut keywords = node.keywords.iter().peekable();
            for part in node.patterns {
                while let Some(keyword) = keywords.next_if(|keyword| keyword.span.start < part.span().start) {
                    visitor.visit_pattern_keyword(keyword);
                }
                visitor.visit_pattern(*part);
            }
            keywords.for_each(|keyword| visitor.visit_pattern_keyword(keyword));
        }
        Pattern::As(node) => {
            if let Some(inner) = node.pattern {
                visitor.visit_pattern(inner);
            }
        }
        Pattern::Or(node) => node.patterns.iter().for_each(|part| visitor.visit_pattern(*part)),
        Pattern::Singleton(_) | Pattern::Star(_) | Pattern::Invalid(_) => {}
    }
}

/// Visits positional arguments and keywords, in the order in which they are.
pub fn walk_arguments<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, arguments: &'a Arguments<'a>) {
    let Some(first) = arguments.keywords.first() else {
        return visit_exprs(visitor, arguments.args);
    };
    if arguments.args.last().is_none_or(|last| last.span().start < first.span.start) {
        visit_exprs(visitor, arguments.args);
        return arguments.keywords.iter().for_each(|keyword| visitor.visit_keyword(keyword));
    }
    let mut keywords = arguments.keywords.iter().peekable();
    for arg in arguments.args {
        while let Some(keyword) = keywords.next_if(|keyword| keyword.span.start < arg.span().start) {
            visitor.visit_keyword(keyword);
        }
        visitor.visit_expr(*arg);
    }
    keywords.for_each(|keyword| visitor.visit_keyword(keyword));
}

/// Visits the children of `elif` or `else`.
pub fn walk_clause<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, clause: &'a Clause<'a>) {
    if let Some(test) = clause.test {
        visitor.visit_expr(test);
    }
    visitor.visit_body(clause.body);
}

/// Visits the children of an exception handler.
pub fn walk_except_handler<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, handler: &'a ExceptHandler<'a>) {
    if let Some(kind) = handler.kind {
        visitor.visit_expr(kind);
    }
    visitor.visit_body(handler.body);
}

/// Visits the children of a case.
pub fn walk_match_case<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, case: &'a MatchCase<'a>) {
    visitor.visit_pattern(case.pattern);
    if let Some(guard) = case.guard {
        visitor.visit_expr(guard);
    }
    visitor.visit_body(case.body);
}

/// Visits the children of an item of `with`.
pub fn walk_with_item<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, item: &'a WithItem<'a>) {
    visitor.visit_expr(item.context);
    if let Some(target) = item.target {
        visitor.visit_expr(target);
    }
}

/// Visits the children of a parameter.
pub fn walk_parameter<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, parameter: &'a Parameter<'a>) {
    if let Some(annotation) = parameter.annotation {
        visitor.visit_annotation(annotation);
    }
    if let Some(default) = parameter.default {
        visitor.visit_expr(default);
    }
}

/// Visits the children of a `for` of a comprehension.
pub fn walk_comprehension<'a, V: Visitor<'a> + ?Sized>(
    visitor: &mut V,
    comprehension: &'a Comprehension<'a>,
) {
    visitor.visit_expr(comprehension.target);
    visitor.visit_expr(comprehension.iter);
    for test in comprehension.ifs {
        visitor.visit_expr(*test);
    }
}

/// Visits the children of a replacement field.
pub fn walk_interpolation<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, field: &'a Interpolation<'a>) {
    visitor.visit_expr(field.expression);
    if let Some(spec) = field.format_spec {
        for element in spec.elements {
            visitor.visit_fstring_element(element);
        }
    }
}

fn visit_exprs<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, exprs: &'a [Expr<'a>]) {
    for expr in exprs {
        visitor.visit_expr(*expr);
    }
}

fn visit_option<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, expr: Option<Expr<'a>>) {
    if let Some(expr) = expr {
        visitor.visit_expr(expr);
    }
}
