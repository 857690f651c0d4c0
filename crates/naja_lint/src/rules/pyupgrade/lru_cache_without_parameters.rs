//! UP011: `lru_cache()` as a decorator.

use naja_base::Applicability;
use naja_base::{Edit, Span};
use naja_syntax::PythonVersion;
use naja_syntax::ast::Expr;
use naja_syntax::ast::Stmt;

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "lru-cache-without-parameters",
    code: "UP011",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::FunctionDef], check)],
    page: include_str!("lru_cache_without_parameters.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::FunctionDef(function) = stmt else { return };
    if checker.settings.target_version < PythonVersion::new(3, 8) {
        return;
    }
    for decorator in function.decorators {
        let Expr::Call(call) = decorator.expression else { continue };
        if !call.arguments.args.is_empty() || !call.arguments.keywords.is_empty() {
            continue;
        }
        let name = checker.model().qualified_name(call.func);
        if !name.is_some_and(|name| name.matches(&["functools", "lru_cache"])) {
            continue;
        }
        let arguments = call.arguments.span;
        let span = Span::new(call.func.span().end, call.span.end);
        let comments = checker.has_comment(arguments);
        let applicability = if comments { Applicability::Unsafe } else { Applicability::Safe };
        checker.report(&RULE, span, "unnecessary parentheses of `functools.lru_cache`").fix_of(
            applicability,
            "Remove the parentheses",
            vec![Edit::delete(arguments)],
        );
    }
}
