//! B031: a group of `itertools.groupby` that is gone through twice.

use naja_base::Span;
use naja_syntax::Visitor;
use naja_syntax::ast::{Comprehension, Expr, Stmt};
use naja_syntax::visitor::{walk_expr, walk_stmt};

use super::common::bound_names;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "reuse-of-groupby-generator",
    code: "B031",
    category: Category::Correctness,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::For], check)],
    page: include_str!("reuse_of_groupby_generator.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::For(node) = stmt else { return };
    let (Expr::Tuple(target), Expr::Call(call)) = (node.target, node.iter) else { return };
    let [_, Expr::Name(group)] = target.elements else { return };
    let name = checker.model().qualified_name(call.func);
    if !name.is_some_and(|name| name.matches(&["itertools", "groupby"])) {
        return;
    }
    let mut walk = Walk { name: group.id, loops: 0, state: State::Fresh, found: Vec::new() };
    walk.visit_body(node.body);
    for span in walk.found {
        checker.report(&RULE, span, "a group of `itertools.groupby()` is empty when it is used again");
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// The name means something else by now, or nothing comes after.
    Gone,
    /// The group was not used yet.
    Fresh,
    /// The group was used.
    Used,
}

/// Goes through the loop's body in the order in which it runs.
struct Walk<'a> {
    name: &'a str,
    /// How many loops inside the body are around the current place.
    loops: u32,
    state: State,
    found: Vec<Span>,
}

impl<'a> Walk<'a> {
    fn bind(&mut self, target: Expr<'a>) {
        let mut names = Vec::new();
        bound_names(target, &mut names);
        if names.iter().any(|name| name.id == self.name) {
            self.state = State::Gone;
        }
    }

    fn repeated(&mut self, body: &'a [Stmt<'a>]) {
        // A body that ends the loop runs once.
        let ends = body.iter().any(|stmt| matches!(stmt, Stmt::Break(_) | Stmt::Return(_) | Stmt::Raise(_)));
        self.loops += u32::from(!ends);
        self.visit_body(body);
        self.loops -= u32::from(!ends);
    }

    /// What a comprehension goes through first is computed once, all else for each item.
    fn comprehension(&mut self, generators: &'a [Comprehension<'a>], items: &[Expr<'a>]) {
        let Some((first, rest)) = generators.split_first() else { return };
        self.visit_expr(first.iter);
        self.loops += 1;
        first.ifs.iter().for_each(|test| self.visit_expr(*test));
        rest.iter().for_each(|part| self.visit_comprehension(part));
        items.iter().for_each(|item| self.visit_expr(*item));
        self.loops -= 1;
    }
}

impl<'a> Visitor<'a> for Walk<'a> {
    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            Stmt::Assign(node) => {
                self.visit_expr(node.value);
                node.targets.iter().for_each(|target| self.bind(*target));
            }
            Stmt::Delete(node) => node.targets.iter().for_each(|target| self.bind(*target)),
            Stmt::For(node) => {
                self.visit_expr(node.iter);
                self.bind(node.target);
                self.repeated(node.body);
                self.visit_body(node.orelse);
            }
            Stmt::While(node) => {
                self.visit_expr(node.test);
                self.repeated(node.body);
                self.visit_body(node.orelse);
            }
            Stmt::If(node) => {
                self.visit_expr(node.test);
                let has_else = node.clauses.last().is_some_and(|clause| clause.test.is_none());
                let before = self.state;
                self.visit_body(node.body);
                let mut after = if has_else { self.state } else { self.state.max(before) };
                for clause in node.clauses {
                    self.state = before;
                    self.visit_clause(clause);
                    after = after.max(self.state);
                }
                self.state = after;
            }
            Stmt::Match(node) => {
                self.visit_expr(node.subject);
                let before = self.state;
                let mut after = before;
                for case in node.cases {
                    self.state = before;
                    self.visit_match_case(case);
                    after = after.max(self.state);
                }
                self.state = after;
            }
            Stmt::Return(_) | Stmt::Raise(_) | Stmt::Break(_) | Stmt::Continue(_) => {
                walk_stmt(self, stmt);
                self.state = State::Gone;
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: Expr<'a>) {
        match expr {
            Expr::Name(name) if name.id == self.name => match self.state {
                State::Gone => {}
                State::Fresh if self.loops == 0 => self.state = State::Used,
                State::Fresh | State::Used => {
                    self.state = State::Used;
                    self.found.push(name.span);
                }
            },
            Expr::Lambda(_) => {}
            Expr::Conditional(node) => {
                self.visit_expr(node.test);
                let before = self.state;
                self.visit_expr(node.body);
                let after = self.state;
                self.state = before;
                self.visit_expr(node.orelse);
                self.state = self.state.max(after);
            }
            Expr::ListComp(node) | Expr::SetComp(node) | Expr::Generator(node) => {
                self.comprehension(node.generators, &[node.element]);
            }
            Expr::DictComp(node) => {
                let items: Vec<Expr<'a>> = node.item.key.into_iter().chain([node.item.value]).collect();
                self.comprehension(node.generators, &items);
            }
            _ => walk_expr(self, expr),
        }
    }
}
