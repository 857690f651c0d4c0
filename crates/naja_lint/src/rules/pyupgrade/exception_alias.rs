//! Old names of builtin exceptions where they are caught or raised, for the rules UP024 and UP041.

use naja_base::{Applicability, Edit};
use naja_syntax::PythonVersion;
use naja_syntax::ast::{Expr, ExprTuple, Stmt};

use crate::checker::Checker;
use crate::imports::{self, Place};
use crate::node::Node;
use crate::rule::Rule;
use crate::unparse;

/// Which names are old, and what to write instead.
pub(super) struct Aliases {
    /// The rule that reports them.
    pub(super) rule: &'static Rule,
    /// The builtin.
    pub(super) instead: &'static str,
    /// Whether a qualified name is an old one in every Python from the given one on.
    pub(super) is_alias: fn(&[&str], PythonVersion) -> bool,
}

impl Aliases {
    fn has<'a>(&self, checker: &Checker<'_, 'a>, expr: Expr<'a>) -> bool {
        let name = checker.model().qualified_name(expr);
        name.is_some_and(|name| (self.is_alias)(name.segments(), checker.settings.target_version))
    }
}

/// The hooks of a rule that reports these aliases in handlers and `raise` statements.
macro_rules! alias_hooks {
    ($aliases:path) => {
        &[
            crate::rule::Hook::Node(&[crate::node::NodeKind::ExceptHandler], |checker, node| {
                super::exception_alias::check_handler(checker, &$aliases, node);
            }),
            crate::rule::Hook::Stmt(&[crate::node::StmtKind::Raise], |checker, stmt| {
                super::exception_alias::check_raise(checker, &$aliases, stmt);
            }),
        ]
    };
}
pub(super) use alias_hooks;

/// Checks what an exception handler catches.
pub(super) fn check_handler<'a>(checker: &mut Checker<'_, 'a>, aliases: &Aliases, node: Node<'a>) {
    let Node::ExceptHandler(handler) = node else { return };
    let Some(kind) = handler.kind else { return };
    let Expr::Tuple(tuple) = kind else {
        check_name(checker, aliases, kind);
        return;
    };
    let Some(first) = tuple.elements.iter().find(|element| aliases.has(checker, **element)) else { return };
    // Where the builtin's name is another's, the tuple is left to the user.
    let fix = Place::of(checker, *first)
        .and_then(|place| imports::builtin(checker, place, aliases.instead))
        .filter(|fix| fix.text == aliases.instead);
    let fix = fix.map(|_| {
        let text = merged(checker, aliases, tuple);
        let glued = checker.source[..tuple.span.start as usize].ends_with(|c: char| c.is_alphanumeric());
        vec![Edit::replace(tuple.span, if glued { format!(" {text}") } else { text })]
    });
    report(checker, aliases, kind, fix);
}

/// Checks what is raised: a name, or a call of one, or a call of that.
pub(super) fn check_raise<'a>(checker: &mut Checker<'_, 'a>, aliases: &Aliases, stmt: Stmt<'a>) {
    let Stmt::Raise(node) = stmt else { return };
    let Some(mut raised) = node.exception else { return };
    while let Expr::Call(call) = raised {
        raised = call.func;
    }
    check_name(checker, aliases, raised);
}

fn check_name<'a>(checker: &mut Checker<'_, 'a>, aliases: &Aliases, name: Expr<'a>) {
    if !aliases.has(checker, name) {
        return;
    }
    let fix = Place::of(checker, name).and_then(|place| imports::builtin(checker, place, aliases.instead));
    let fix = fix.map(|mut fix| {
        fix.edits.push(Edit::replace(name.span(), fix.text));
        fix.edits
    });
    report(checker, aliases, name, fix);
}

fn report(checker: &mut Checker<'_, '_>, aliases: &Aliases, expr: Expr<'_>, fix: Option<Vec<Edit>>) {
    let comments = checker.has_comment(expr.span());
    let applicability = if comments { Applicability::Unsafe } else { Applicability::Safe };
    let message = format!("deprecated alias of `{}`", aliases.instead);
    let finding = checker.report(aliases.rule, expr.span(), message);
    if let Some(edits) = fix {
        finding.fix_of(applicability, format!("Replace with `{}`", aliases.instead), edits);
    }
}

/// The tuple without the builtin's old names, and with the builtin in front if it is not there already.
fn merged<'a>(checker: &Checker<'_, 'a>, aliases: &Aliases, tuple: &ExprTuple<'a>) -> String {
    let instead = aliases.instead;
    let mut kept: Vec<Expr<'a>> = Vec::new();
    for element in tuple.elements {
        if !aliases.has(checker, *element) {
            kept.push(*element);
        }
    }
    let is_there = kept.iter().any(|element| checker.model().is_builtin(*element, instead));
    if is_there && kept.len() == 1 {
        kept.clear();
    }
    if kept.is_empty() {
        return instead.to_owned();
    }
    let texts = kept.iter().map(|element| unparse::element(checker.source, *element));
    let first = (!is_there).then(|| instead.to_owned());
    let all: Vec<String> = first.into_iter().chain(texts).collect();
    format!("({})", all.join(", "))
}
