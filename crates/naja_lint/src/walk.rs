//! The one walk over the tree, which asks the checks of each node's kind.

use naja_semantic::{BindingKind, Model};
use naja_syntax::Visitor;
use naja_syntax::ast::{
    Alias, Clause, Comprehension, Decorator, ExceptHandler, Expr, ExprCall, Interpolation, Keyword,
    MatchCase, Parameter, Parameters, Pattern, Stmt, TypeParams, WithItem,
};
use naja_syntax::visitor;

use crate::checker::Checker;
use crate::dispatch::Dispatch;
use crate::node::{ExprKind, Node, NodeKind, StmtKind};
use crate::rule::ExprCheck;

/// The walk.
pub(crate) struct Walk<'w, 'c, 'a> {
    checker: &'w mut Checker<'c, 'a>,
    dispatch: &'w Dispatch,
    /// The names that imports give, each with what it is called where it comes from.
    renamed: Vec<(&'a str, &'a str)>,
}

impl<'w, 'c, 'a> Walk<'w, 'c, 'a> {
    pub(crate) fn new(checker: &'w mut Checker<'c, 'a>, dispatch: &'w Dispatch) -> Self {
        let renamed = if dispatch.renamed_calls.is_empty { Vec::new() } else { renamed(checker.model()) };
        Self { checker, dispatch, renamed }
    }

    /// Asks the checks of `kind`, then goes on below the node.
    fn enter(&mut self, kind: NodeKind, node: Node<'a>, below: impl FnOnce(&mut Self)) {
        self.checker.ancestors.push(node);
        for check in self.dispatch.node(kind) {
            check(self.checker, node);
        }
        below(self);
        self.checker.ancestors.pop();
    }

    fn enter_expr(&mut self, expr: Expr<'a>, checks: &[ExprCheck]) {
        self.checker.ancestors.push(Node::Expr(expr));
        for check in checks {
            check(self.checker, expr);
        }
        if let Expr::Call(call) = expr {
            self.check_call(call);
        }
        visitor::walk_expr(self, expr);
        self.checker.ancestors.pop();
    }

    /// Asks the checks that look for the name of what is called.
    fn check_call(&mut self, call: &'a ExprCall<'a>) {
        let (name, renamed) = match call.func {
            Expr::Attribute(func) => (func.attr, &[][..]),
            Expr::Name(func) => (func.id, &self.renamed[..]),
            _ => return,
        };
        for check in self.dispatch.calls.of(name) {
            check(self.checker, Expr::Call(call));
        }
        for (_, original) in renamed.iter().filter(|(own, _)| *own == name) {
            for check in self.dispatch.renamed_calls.of(original) {
                check(self.checker, Expr::Call(call));
            }
        }
    }
}

/// The names that `import … as name` and `from … import … as name` give, where they are other than the original's last.
fn renamed<'a>(model: &Model<'a>) -> Vec<(&'a str, &'a str)> {
    let aliases = model.bindings().filter_map(|(_, binding)| match binding.kind {
        BindingKind::Import(alias) | BindingKind::FromImport(alias) => {
            Some((alias.asname?.name, alias.name.name))
        }
        _ => None,
    });
    let originals = aliases.map(|(name, path)| (name, path.rsplit('.').next().unwrap_or(path)));
    originals.filter(|(name, original)| name != original).collect()
}

/// Whether nothing is below the expression.
const fn is_leaf(expr: Expr<'_>) -> bool {
    matches!(
        expr,
        Expr::Name(_)
            | Expr::String(_)
            | Expr::Bytes(_)
            | Expr::Number(_)
            | Expr::None(_)
            | Expr::True(_)
            | Expr::False(_)
            | Expr::Ellipsis(_)
    )
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

    // More than half of all expressions are leaves that nobody asks for: they need no call.
    #[inline(always)]
    fn visit_expr(&mut self, expr: Expr<'a>) {
        let checks = self.dispatch.expr(ExprKind::of(expr));
        if !(checks.is_empty() && is_leaf(expr)) {
            self.enter_expr(expr, checks);
        }
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
