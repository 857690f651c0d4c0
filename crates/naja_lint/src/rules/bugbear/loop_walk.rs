//! A walk through a loop for what its functions read and what it binds again each time.

use naja_base::Span;
use naja_syntax::Visitor;
use naja_syntax::ast::{
    Comprehension, Context, Expr, ExprCall, ExprLambda, ExprName, Parameters, Stmt, StmtFunctionDef,
};
use naja_syntax::visitor::{walk_comprehension, walk_expr, walk_stmt};

use super::common::bound_names;

/// Goes through a loop: which names change in it, and which names its functions read.
#[derive(Default)]
pub(super) struct LoopWalk<'a> {
    /// The names that an assignment, a loop or a comprehension binds.
    pub(super) changing: Vec<&'a str>,
    /// What functions read that is neither a parameter of theirs nor assigned there, with the span of the function.
    pub(super) reads: Vec<(&'a ExprName<'a>, Span)>,
    /// Lambdas that are called before the loop goes on.
    harmless: Vec<Span>,
}

impl<'a> LoopWalk<'a> {
    /// Notes the names of a target.
    pub(super) fn bind(&mut self, target: Expr<'a>) {
        let mut names = Vec::new();
        bound_names(target, &mut names);
        self.changing.extend(names.iter().map(|name| name.id));
    }

    fn function(&mut self, parameters: Option<&Parameters<'a>>, names: Names<'a>, span: Span) {
        let is_parameter = |id: &str| {
            parameters.is_some_and(|parameters| parameters.all.iter().any(|one| one.name.name == id))
        };
        for name in &names.read {
            if !is_parameter(name.id) && !names.stored.contains(&name.id) {
                self.reads.push((*name, span));
            }
        }
    }

    fn lambda(&mut self, lambda: &'a ExprLambda<'a>) {
        let mut names = Names::default();
        names.visit_expr(lambda.body);
        self.function(lambda.parameters, names, lambda.span);
    }

    fn definition(&mut self, definition: &'a StmtFunctionDef<'a>) {
        let mut names = Names::default();
        names.visit_body(definition.body);
        self.function(Some(definition.parameters), names, definition.span);
    }

    /// Notes the lambdas that the call runs itself.
    fn call(&mut self, call: &ExprCall<'a>) {
        let runs = match call.func {
            Expr::Name(name) => matches!(name.id, "filter" | "map" | "reduce"),
            Expr::Attribute(node) => {
                node.attr == "reduce" && matches!(node.value, Expr::Name(name) if name.id == "functools")
            }
            _ => false,
        };
        let keyed = call
            .arguments
            .keywords
            .iter()
            .filter(|keyword| keyword.name.is_some_and(|name| name.name == "key"));
        let args = call.arguments.args.iter().filter(|_| runs).copied();
        let all = args.chain(keyed.map(|keyword| keyword.value)).chain([call.func]);
        let lambdas = all.filter(|expr| matches!(expr, Expr::Lambda(_)));
        self.harmless.extend(lambdas.map(|expr| expr.span()));
    }
}

impl<'a> Visitor<'a> for LoopWalk<'a> {
    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        match stmt {
            Stmt::FunctionDef(node) => return self.definition(node),
            Stmt::For(node) => self.bind(node.target),
            Stmt::Assign(node) => node.targets.iter().for_each(|target| self.bind(*target)),
            Stmt::AugAssign(node) => self.bind(node.target),
            Stmt::AnnAssign(node) => self.bind(node.target),
            Stmt::Return(node) => {
                let lambda = node.value.filter(|value| matches!(value, Expr::Lambda(_)));
                self.harmless.extend(lambda.map(|value| value.span()));
            }
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: Expr<'a>) {
        match expr {
            Expr::Lambda(node) => {
                if !self.harmless.contains(&node.span) {
                    self.lambda(node);
                }
                return;
            }
            Expr::Call(call) => self.call(call),
            _ => {}
        }
        walk_expr(self, expr);
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension<'a>) {
        self.bind(comprehension.target);
        walk_comprehension(self, comprehension);
    }
}

/// The names that a function's body reads and stores.
#[derive(Default)]
struct Names<'a> {
    read: Vec<&'a ExprName<'a>>,
    stored: Vec<&'a str>,
}

impl<'a> Visitor<'a> for Names<'a> {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        if let Expr::Name(name) = expr {
            match name.ctx {
                Context::Load => self.read.push(name),
                Context::Store => self.stored.push(name.id),
                Context::Delete => {}
            }
        }
        walk_expr(self, expr);
    }
}
