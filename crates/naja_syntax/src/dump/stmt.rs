//! Statements.

use naja_base::Span;

use super::Dumper;
use crate::ast::{
    Alias, Clause, Decorator, Identifier, Stmt, StmtClassDef, StmtFor, StmtFunctionDef, StmtIf, StmtMatch,
    StmtTry, StmtWith,
};

impl Dumper<'_> {
    pub(super) fn statements(&mut self, statements: &[Stmt<'_>]) {
        self.list(statements, Self::statement);
    }

    fn statement(&mut self, statement: &Stmt<'_>) {
        let span = Some(statement.span());
        match statement {
            Stmt::FunctionDef(node) => self.function(node),
            Stmt::ClassDef(node) => self.class(node),
            Stmt::If(node) => self.condition(node),
            Stmt::For(node) => self.for_loop(node),
            Stmt::While(node) => self.node("While", span, |d| {
                d.field("test").expression(&node.test);
                d.field("body").statements(node.body);
                d.field("orelse").statements(node.orelse);
            }),
            Stmt::With(node) => self.with(node),
            Stmt::Try(node) => self.try_statement(node),
            Stmt::Match(node) => self.match_statement(node),
            Stmt::Pass(_) => self.node("Pass", span, |_| {}),
            Stmt::Break(_) => self.node("Break", span, |_| {}),
            Stmt::Continue(_) => self.node("Continue", span, |_| {}),
            Stmt::Invalid(_) => self.node("Invalid", span, |_| {}),
            _ => self.simple(statement),
        }
    }

    fn simple(&mut self, statement: &Stmt<'_>) {
        let span = Some(statement.span());
        match statement {
            Stmt::Expr(node) => self.node("Expr", span, |d| d.field("value").expression(&node.value)),
            Stmt::Assign(node) => self.node("Assign", span, |d| {
                d.field("targets").expressions(node.targets);
                d.field("value").expression(&node.value);
            }),
            Stmt::AugAssign(node) => self.node("AugAssign", span, |d| {
                d.field("target").expression(&node.target);
                d.field("op").plain(format_args!("{}()", node.op.node_name()));
                d.field("value").expression(&node.value);
            }),
            Stmt::AnnAssign(node) => self.node("AnnAssign", span, |d| {
                d.field("target").expression(&node.target);
                d.field("annotation").expression(&node.annotation);
                d.field("value").optional(node.value.as_ref(), Self::expression);
                d.field("simple").flag(node.simple);
            }),
            Stmt::Return(node) => self.node("Return", span, |d| {
                d.field("value").optional(node.value.as_ref(), Self::expression);
            }),
            Stmt::Raise(node) => self.node("Raise", span, |d| {
                d.field("exc").optional(node.exception.as_ref(), Self::expression);
                d.field("cause").optional(node.cause.as_ref(), Self::expression);
            }),
            Stmt::Assert(node) => self.node("Assert", span, |d| {
                d.field("test").expression(&node.test);
                d.field("msg").optional(node.message.as_ref(), Self::expression);
            }),
            Stmt::Delete(node) => self.node("Delete", span, |d| d.field("targets").expressions(node.targets)),
            Stmt::Global(node) => self.names("Global", span, node.names),
            Stmt::Nonlocal(node) => self.names("Nonlocal", span, node.names),
            Stmt::TypeAlias(node) => self.node("TypeAlias", span, |d| {
                d.field("name").expression(&node.name);
                d.field("type_params").type_params(node.type_params);
                d.field("value").expression(&node.value);
            }),
            Stmt::Import(node) => self.node("Import", span, |d| {
                d.field("names").list(node.names, Self::alias);
            }),
            Stmt::ImportFrom(node) => self.node("ImportFrom", span, |d| {
                d.field("module").optional(node.module, |d, module| d.text(module.name));
                d.field("names").list(node.names, Self::alias);
                d.field("level").plain(node.level);
            }),
            _ => self.node("Invalid", span, |_| {}),
        }
    }

    fn names(&mut self, name: &str, span: Option<Span>, names: &[Identifier<'_>]) {
        self.node(name, span, |d| d.field("names").list(names, |d, name| d.text(name.name)));
    }

    fn alias(&mut self, alias: &Alias<'_>) {
        self.node("alias", Some(alias.span), |d| {
            d.field("name").text(alias.name.name);
            d.field("asname").optional(alias.asname, |d, name| d.text(name.name));
        });
    }

    fn decorators(&mut self, decorators: &[Decorator<'_>]) {
        self.field("decorator_list").list(decorators, |d, one| d.expression(&one.expression));
    }

    fn function(&mut self, node: &StmtFunctionDef<'_>) {
        let name = if node.is_async { "AsyncFunctionDef" } else { "FunctionDef" };
        self.node(name, Some(node.span), |d| {
            d.field("name").text(node.name.name);
            d.field("args").parameters(Some(node.parameters));
            d.field("body").statements(node.body);
            d.decorators(node.decorators);
            d.field("returns").optional(node.returns.as_ref(), Self::expression);
            d.field("type_params").type_params(node.type_params);
        });
    }

    fn class(&mut self, node: &StmtClassDef<'_>) {
        self.node("ClassDef", Some(node.span), |d| {
            d.field("name").text(node.name.name);
            d.field("bases");
            match node.arguments {
                Some(arguments) => d.arguments(arguments),
                None => d.plain("[], keywords=[]"),
            }
            d.field("body").statements(node.body);
            d.decorators(node.decorators);
            d.field("type_params").type_params(node.type_params);
        });
    }

    fn condition(&mut self, node: &StmtIf<'_>) {
        self.node("If", Some(node.span), |d| {
            d.field("test").expression(&node.test);
            d.field("body").statements(node.body);
            d.field("orelse").clauses(node.clauses, node.span.end);
        });
    }

    /// `elif` is an `if` in the `else` of the one before. There is no depth limit for these, so that they are not nested here.
    fn clauses(&mut self, clauses: &[Clause<'_>], end: u32) {
        let mut open = Vec::new();
        for clause in clauses {
            let Some(test) = &clause.test else {
                self.statements(clause.body);
                break;
            };
            self.out.push_str("[If(");
            self.field("test").expression(test);
            self.field("body").statements(clause.body);
            self.field("orelse");
            open.push(clause.span.start);
        }
        if clauses.last().is_none_or(|clause| clause.test.is_some()) {
            self.out.push_str("[]");
        }
        for start in open.into_iter().rev() {
            let (line, column) = self.place(start);
            let (end_line, end_column) = self.place(end);
            self.plain(format_args!(")@{line}:{column}-{end_line}:{end_column}]"));
        }
    }

    fn for_loop(&mut self, node: &StmtFor<'_>) {
        let name = if node.is_async { "AsyncFor" } else { "For" };
        self.node(name, Some(node.span), |d| {
            d.field("target").expression(&node.target);
            d.field("iter").expression(&node.iter);
            d.field("body").statements(node.body);
            d.field("orelse").statements(node.orelse);
        });
    }

    fn with(&mut self, node: &StmtWith<'_>) {
        let name = if node.is_async { "AsyncWith" } else { "With" };
        self.node(name, Some(node.span), |d| {
            d.field("items").list(node.items, |d, item| {
                d.node("withitem", None, |d| {
                    d.field("context_expr").expression(&item.context);
                    d.field("optional_vars").optional(item.target.as_ref(), Self::expression);
                });
            });
            d.field("body").statements(node.body);
        });
    }

    fn try_statement(&mut self, node: &StmtTry<'_>) {
        self.node(if node.is_star { "TryStar" } else { "Try" }, Some(node.span), |d| {
            d.field("body").statements(node.body);
            d.field("handlers").list(node.handlers, |d, handler| {
                d.node("ExceptHandler", Some(handler.span), |d| {
                    d.field("type").optional(handler.kind.as_ref(), Self::expression);
                    d.field("name").optional(handler.name, |d, name| d.text(name.name));
                    d.field("body").statements(handler.body);
                });
            });
            d.field("orelse").statements(node.orelse);
            d.field("finalbody").statements(node.finalbody);
        });
    }

    fn match_statement(&mut self, node: &StmtMatch<'_>) {
        self.node("Match", Some(node.span), |d| {
            d.field("subject").expression(&node.subject);
            d.field("cases").list(node.cases, |d, case| {
                d.node("match_case", None, |d| {
                    d.field("pattern").pattern(&case.pattern);
                    d.field("guard").optional(case.guard.as_ref(), Self::expression);
                    d.field("body").statements(case.body);
                });
            });
        });
    }
}
