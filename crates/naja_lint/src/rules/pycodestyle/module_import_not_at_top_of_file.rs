//! E402: an import below other code.

use crate::checker::Checker;
use crate::node::{Node, NodeKind};
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::Span;
use naja_syntax::ast::{Expr, Stmt};

pub(crate) static RULE: Rule = Rule {
    name: "module-import-not-at-top-of-file",
    code: "E402",
    category: Category::Style,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Node(&[NodeKind::Body], check)],
    page: include_str!("module_import_not_at_top_of_file.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, node: Node<'a>) {
    let Node::Body(body) = node else { return };
    if checker.parent().is_some() {
        return;
    }
    let (mut below, mut before) = (false, 0);
    for (index, stmt) in body.iter().enumerate() {
        let start = stmt.span().start;
        below &= !checker.file.is_parted(before, start);
        before = start;
        match stmt {
            Stmt::Import(_) | Stmt::ImportFrom(_) if below => late(checker, stmt.span()),
            Stmt::Import(_) | Stmt::ImportFrom(_) => {}
            Stmt::Expr(node) if index == 0 && matches!(node.value, Expr::String(_)) => {}
            _ => below = below || !may_precede(checker, *stmt),
        }
    }
}

fn late(checker: &mut Checker<'_, '_>, span: Span) {
    checker.report(&RULE, span, "module level import not at top of file");
}

/// Whether imports may follow: blocks, which may choose between imports, names for the interpreter, and what
/// prepares the search path or the environment.
fn may_precede<'a>(checker: &Checker<'_, 'a>, stmt: Stmt<'a>) -> bool {
    match stmt {
        Stmt::If(_) | Stmt::Try(_) | Stmt::With(_) | Stmt::Match(_) => true,
        Stmt::Assign(node) => {
            is_dunder(node.targets) || node.targets.iter().any(|target| is_environment_item(checker, *target))
        }
        Stmt::AnnAssign(node) => is_dunder(&[node.target]) || is_environment_item(checker, node.target),
        Stmt::AugAssign(node) => {
            is_environment_item(checker, node.target) || is_named(checker, node.target, &[&["sys", "path"]])
        }
        Stmt::Delete(node) => node.targets.iter().all(|target| is_environment_item(checker, *target)),
        Stmt::Expr(node) => {
            let Expr::Call(call) = node.value else { return false };
            if let Expr::Attribute(attribute) = call.func
                && is_named(checker, attribute.value, &[&["sys", "path"], &["os", "environ"]])
            {
                return true;
            }
            let known: [&[&str]; 5] = [
                &["os", "putenv"],
                &["os", "unsetenv"],
                &["site", "addsitedir"],
                &["matplotlib", "use"],
                &["pytest", "importorskip"],
            ];
            is_named(checker, call.func, &known) || is_path_method(checker, call.func)
        }
        _ => false,
    }
}

/// `__all__` and its like.
fn is_dunder(targets: &[Expr<'_>]) -> bool {
    let [Expr::Name(name)] = targets else { return false };
    name.id.len() > 4 && name.id.starts_with("__") && name.id.ends_with("__")
}

/// `os.environ["NAME"]`
fn is_environment_item<'a>(checker: &Checker<'_, 'a>, target: Expr<'a>) -> bool {
    let Expr::Subscript(node) = target else { return false };
    is_named(checker, node.value, &[&["os", "environ"]])
}

/// A method of `sys.path`, under whatever name the module goes.
fn is_path_method<'a>(checker: &Checker<'_, 'a>, func: Expr<'a>) -> bool {
    let name = checker.model().qualified_name(func);
    name.is_some_and(|name| matches!(name.segments(), ["sys", "path", _] | ["os", "environ", _]))
}

fn is_named<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>, names: &[&[&str]]) -> bool {
    let name = checker.model().qualified_name(expr);
    name.is_some_and(|name| names.iter().any(|segments| name.matches(segments)))
}
