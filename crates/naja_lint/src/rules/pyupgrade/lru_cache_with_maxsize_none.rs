//! UP033: `lru_cache(maxsize=None)`.

use naja_base::Edit;
use naja_base::{Applicability, Span};
use naja_syntax::PythonVersion;
use naja_syntax::ast::Expr;
use naja_syntax::ast::Stmt;

use crate::checker::Checker;
use crate::imports::{self, Missing, Place};
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "lru-cache-with-maxsize-none",
    code: "UP033",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::FunctionDef], check)],
    page: include_str!("lru_cache_with_maxsize_none.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::FunctionDef(function) = stmt else { return };
    if checker.settings.target_version < PythonVersion::new(3, 9) {
        return;
    }
    for decorator in function.decorators {
        let Expr::Call(call) = decorator.expression else { continue };
        let ([], [keyword]) = (call.arguments.args, call.arguments.keywords) else { continue };
        let unbounded =
            keyword.name.is_some_and(|name| name.name == "maxsize") && matches!(keyword.value, Expr::None(_));
        let name = checker.model().qualified_name(call.func);
        if !unbounded || !name.is_some_and(|name| name.matches(&["functools", "lru_cache"])) {
            continue;
        }
        let place = Place::of(checker, call.func);
        let cache =
            place.and_then(|place| imports::member(checker, place, ("functools", "cache"), Missing::Module));
        let comments = checker.has_comment(call.span);
        let applicability = if comments { Applicability::Unsafe } else { Applicability::Safe };
        let span = Span::new(call.func.span().end, call.span.end);
        let finding = checker.report(&RULE, span, "`functools.cache` is `lru_cache(maxsize=None)`");
        if let Some(mut cache) = cache {
            cache.edits.push(Edit::replace(call.span, cache.text));
            finding.fix_of(applicability, "Replace with `functools.cache`", cache.edits);
        }
    }
}
