//! B019: `functools.lru_cache` or `functools.cache` on a method.

use naja_semantic::BindingKind;
use naja_syntax::ast::{Expr, Stmt, StmtClassDef};

use super::abstract_class::has_decorator;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "cached-instance-method",
    code: "B019",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::FunctionDef], check)],
    page: include_str!("cached_instance_method.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::FunctionDef(method) = stmt else { return };
    if method.decorators.is_empty()
        || matches!(method.name.name, "__new__" | "__init_subclass__" | "__class_getitem__")
    {
        return;
    }
    let mut around = checker.parent_statements();
    let definition = around.find(|stmt| matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_)));
    let Some(Stmt::ClassDef(class)) = definition else { return };
    let takes_no_self = |segments: &[&str]| matches!(segments, ["builtins", "classmethod" | "staticmethod"]);
    if has_decorator(checker, method.decorators, takes_no_self) {
        return;
    }
    drop(around);
    let caches: Vec<_> = method
        .decorators
        .iter()
        .filter(|decorator| is_cache(checker, decorator.expression))
        .map(|decorator| decorator.span)
        .collect();
    if caches.is_empty() || is_enum(checker, class) {
        return;
    }
    for span in caches {
        checker.report(&RULE, span, "the cache of a method keeps its instances alive");
    }
}

fn is_cache<'a>(checker: &Checker<'_, 'a>, decorator: Expr<'a>) -> bool {
    let function = match decorator {
        Expr::Call(call) => call.func,
        _ => decorator,
    };
    checker
        .model()
        .qualified_name(function)
        .is_some_and(|name| matches!(name.segments(), ["functools", "cache" | "lru_cache"]))
}

/// Whether the class is an enumeration, whose few instances live on anyhow.
fn is_enum<'a>(checker: &Checker<'_, 'a>, class: &'a StmtClassDef<'a>) -> bool {
    let mut pending = vec![class];
    let mut seen: Vec<u32> = Vec::new();
    while let Some(class) = pending.pop() {
        if seen.contains(&class.span.start) {
            continue;
        }
        seen.push(class.span.start);
        for base in class.arguments.map_or(&[][..], |arguments| arguments.args) {
            if let Some(name) = checker.model().qualified_name(*base) {
                if matches!(
                    name.segments(),
                    ["enum", "Enum" | "Flag" | "IntEnum" | "IntFlag" | "StrEnum" | "ReprEnum"]
                ) {
                    return true;
                }
            } else if let Expr::Name(name) = base
                && let Some(binding) = checker.model().resolve_binding(name)
                && let BindingKind::Class(base) = binding.kind
            {
                pending.push(base);
            }
        }
    }
    false
}
