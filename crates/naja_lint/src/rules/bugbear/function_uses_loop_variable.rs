//! B023: a function in a loop that reads the loop's variables later than they change.

use naja_base::Span;
use naja_syntax::Visitor;
use naja_syntax::ast::{
    Comprehension, Context, Expr, ExprCall, ExprLambda, ExprName, Parameters, Stmt, StmtFunctionDef,
};
use naja_syntax::visitor::{walk_comprehension, walk_expr, walk_stmt};

use super::common::bound_names;
use crate::checker::Checker;
use crate::node::{ExprKind, Node, StmtKind};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "function-uses-loop-variable",
    code: "B023",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[
        Hook::Stmt(&[StmtKind::For, StmtKind::While], check_loop),
        Hook::Expr(
            &[ExprKind::ListComp, ExprKind::SetComp, ExprKind::DictComp, ExprKind::Generator],
            check_comprehension,
        ),
    ],
    needs_model: true,
    page: include_str!("function_uses_loop_variable.md"),
};

fn check_loop<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    if is_outermost(checker) {
        let mut walk = Walk::default();
        if let Stmt::For(node) = stmt {
            walk.bind(node.target);
        }
        walk_stmt(&mut walk, stmt);
        tell(checker, &walk);
    }
}

fn check_comprehension<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    if is_outermost(checker) {
        let mut walk = Walk::default();
        walk_expr(&mut walk, expr);
        tell(checker, &walk);
    }
}

/// Whether no other loop of the same function holds this one: that one's check sees all of this.
fn is_outermost(checker: &Checker<'_, '_>) -> bool {
    for node in checker.parents() {
        match node {
            Node::Stmt(Stmt::FunctionDef(_)) | Node::Expr(Expr::Lambda(_)) => return true,
            Node::Stmt(Stmt::For(_) | Stmt::While(_))
            | Node::Expr(Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_)) => {
                return false;
            }
            _ => {}
        }
    }
    true
}

fn tell<'a>(checker: &mut Checker<'_, 'a>, walk: &Walk<'a>) {
    for (name, function) in &walk.reads {
        if walk.changing.contains(&name.id) && !is_own(checker, name, *function) {
            let message = format!("the function reads `{}` as the loop leaves it: bind it", name.id);
            checker.report(&RULE, name.span, message);
        }
    }
}

/// Whether the name is bound somewhere inside the function.
fn is_own<'a>(checker: &Checker<'_, 'a>, name: &ExprName<'a>, function: Span) -> bool {
    checker.model().resolve_binding(name).is_some_and(|binding| function.covers(binding.span))
}

/// Goes through a loop: which names change in it, and which names its functions read.
#[derive(Default)]
struct Walk<'a> {
    changing: Vec<&'a str>,
    reads: Vec<(&'a ExprName<'a>, Span)>,
    /// Lambdas that are called before the loop goes on.
    harmless: Vec<Span>,
}

impl<'a> Walk<'a> {
    fn bind(&mut self, target: Expr<'a>) {
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

impl<'a> Visitor<'a> for Walk<'a> {
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
