//! The one walk over the tree, which asks the checks of each node's kind.

use naja_syntax::Visitor;
use naja_syntax::ast::{
    Alias, Clause, Comprehension, Decorator, ExceptHandler, Expr, Interpolation, Keyword, MatchCase,
    Parameter, Parameters, Pattern, Stmt, TypeParams, WithItem,
};
use naja_syntax::visitor;

use crate::checker::Checker;
use crate::dispatch::Dispatch;
use crate::node::{ExprKind, Node, NodeKind, StmtKind};

/// The walk.
pub(crate) struct Walk<'w, 'c, 'a> {
    pub(crate) checker: &'w mut Checker<'c, 'a>,
    pub(crate) dispatch: &'w Dispatch,
}

impl<'a> Walk<'_, '_, 'a> {
    /// Asks the checks of `kind`, then goes on below the node.
    fn enter(&mut self, kind: NodeKind, node: Node<'a>, below: impl FnOnce(&mut Self)) {
        self.checker.ancestors.push(node);
        for check in self.dispatch.node(kind) {
            check(self.checker, node);
        }
        below(self);
        self.checker.ancestors.pop();
    }
}

impl<'a> Visitor<'a> for Walk<'_, '_, 'a> {
    fn visit_body(&mut self, body: &'a [Stmt<'a>]) {
        if !body.is_empty() {
            self.enter(NodeKind::Body, Node::Body(body), |walk| {
                body.iter().for_each(|stmt| walk.visit_stmt(*stmt));
            });
        }
    }

    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        self.checker.ancestors.push(Node::Stmt(stmt));
        for check in self.dispatch.stmt(StmtKind::of(stmt)) {
            check(self.checker, stmt);
        }
        visitor::walk_stmt(self, stmt);
        self.checker.ancestors.pop();
    }

    fn visit_expr(&mut self, expr: Expr<'a>) {
        self.checker.ancestors.push(Node::Expr(expr));
        for check in self.dispatch.expr(ExprKind::of(expr)) {
            check(self.checker, expr);
        }
        visitor::walk_expr(self, expr);
        self.checker.ancestors.pop();
    }

    fn visit_annotation(&mut self, annotation: Expr<'a>) {
        self.enter(NodeKind::Annotation, Node::Annotation(annotation), |walk| walk.visit_expr(annotation));
    }

    fn visit_pattern(&mut self, pattern: Pattern<'a>) {
        self.enter(NodeKind::Pattern, Node::Pattern(pattern), |walk| visitor::walk_pattern(walk, pattern));
    }

    fn visit_decorator(&mut self, decorator: &'a Decorator<'a>) {
        self.enter(NodeKind::Decorator, Node::Decorator(decorator), |walk| {
            walk.visit_expr(decorator.expression);
        });
    }

    fn visit_clause(&mut self, clause: &'a Clause<'a>) {
        self.enter(NodeKind::Clause, Node::Clause(clause), |walk| visitor::walk_clause(walk, clause));
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler<'a>) {
        self.enter(NodeKind::ExceptHandler, Node::ExceptHandler(handler), |walk| {
            visitor::walk_except_handler(walk, handler);
        });
    }

    fn visit_match_case(&mut self, case: &'a MatchCase<'a>) {
        self.enter(NodeKind::MatchCase, Node::MatchCase(case), |walk| visitor::walk_match_case(walk, case));
    }

    fn visit_with_item(&mut self, item: &'a WithItem<'a>) {
        self.enter(NodeKind::WithItem, Node::WithItem(item), |walk| visitor::walk_with_item(walk, item));
    }

    fn visit_alias(&mut self, alias: &'a Alias<'a>) {
        self.enter(NodeKind::Alias, Node::Alias(alias), |_| {});
    }

    fn visit_keyword(&mut self, keyword: &'a Keyword<'a>) {
        self.enter(NodeKind::Keyword, Node::Keyword(keyword), |walk| walk.visit_expr(keyword.value));
    }

    fn visit_parameters(&mut self, parameters: &'a Parameters<'a>) {
        self.enter(NodeKind::Parameters, Node::Parameters(parameters), |walk| {
            parameters.all.iter().for_each(|parameter| walk.visit_parameter(parameter));
        });
    }

    fn visit_parameter(&mut self, parameter: &'a Parameter<'a>) {
        self.enter(NodeKind::Parameter, Node::Parameter(parameter), |walk| {
            visitor::walk_parameter(walk, parameter);
        });
    }

    fn visit_type_params(&mut self, params: &'a TypeParams<'a>) {
        self.enter(NodeKind::TypeParams, Node::TypeParams(params), |walk| {
            params.params.iter().for_each(|param| walk.visit_type_param(param));
        });
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension<'a>) {
        self.enter(NodeKind::Comprehension, Node::Comprehension(comprehension), |walk| {
            visitor::walk_comprehension(walk, comprehension);
        });
    }

    fn visit_interpolation(&mut self, field: &'a Interpolation<'a>) {
        self.enter(NodeKind::Interpolation, Node::Interpolation(field), |walk| {
            visitor::walk_interpolation(walk, field);
        });
    }
}
