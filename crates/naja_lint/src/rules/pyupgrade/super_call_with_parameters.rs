//! UP008: `super` with the arguments that it has anyway.

use naja_base::Edit;
use naja_base::{Applicability, Span};
use naja_semantic::BindingKind;
use naja_syntax::ast::Expr;
use naja_syntax::ast::{Parameters, Stmt, StmtClassDef};

use crate::checker::Checker;
use crate::node::Node;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "super-call-with-parameters",
    code: "UP008",
    category: Category::Upgrade,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Call(&["super"], check)],
    page: include_str!("super_call_with_parameters.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    let ([class, Expr::Name(instance)], []) = (call.arguments.args, call.arguments.keywords) else { return };
    if !checker.model().is_builtin(call.func, "super") {
        return;
    }
    let Some((parameters, classes)) = surroundings(checker) else { return };
    let first = parameters.and_then(|parameters| parameters.positional().first());
    let is_own =
        first.is_some_and(|first| first.name.name == instance.id) && names(checker, *class, &classes);
    if !is_own || classes.first().is_some_and(|class| has_slots(checker, class)) {
        return;
    }
    let span = call.arguments.span;
    let inside = Span::new(span.start + 1, span.end - 1);
    let comments = checker.has_comment(inside);
    let applicability = if comments { Applicability::Unsafe } else { Applicability::Safe };
    checker.report(&RULE, span, "`super` has these arguments by default").fix_of(
        applicability,
        "Remove the arguments",
        vec![Edit::delete(inside)],
    );
}

/// The parameters of the function around the current node, and the classes around that, the innermost first.
type Surroundings<'a> = (Option<&'a Parameters<'a>>, Vec<&'a StmtClassDef<'a>>);

fn surroundings<'a>(checker: &Checker<'_, 'a>) -> Option<Surroundings<'a>> {
    let mut parameters = None;
    let mut classes = Vec::new();
    let mut in_function = false;
    for node in checker.parents() {
        match node {
            // Defaults and comprehensions are not the function's own code.
            Node::Parameters(_)
            | Node::Comprehension(_)
            | Node::Expr(Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_))
                if !in_function =>
            {
                return None;
            }
            Node::Expr(Expr::Lambda(lambda)) if !in_function => {
                in_function = true;
                parameters = lambda.parameters;
            }
            Node::Stmt(Stmt::FunctionDef(function)) if !in_function => {
                in_function = true;
                parameters = Some(function.parameters);
            }
            Node::Stmt(Stmt::ClassDef(class)) => {
                if !in_function {
                    return None;
                }
                classes.push(class);
            }
            _ => {}
        }
    }
    (in_function && !classes.is_empty()).then_some((parameters, classes))
}

/// Whether `expr` names the innermost of `classes`, by way of those around it.
fn names<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>, classes: &[&'a StmtClassDef<'a>]) -> bool {
    if matches!(expr, Expr::Name(name) if name.id == "__class__") {
        return true;
    }
    let mut link = expr;
    for (index, class) in classes.iter().enumerate() {
        match link {
            Expr::Attribute(node) if node.attr == class.name.name => link = node.value,
            Expr::Name(name) => {
                let outermost = index + 1 == classes.len() && name.id == class.name.name;
                let binding = checker.model().resolve_binding(name);
                return outermost
                    && binding.is_none_or(|binding| matches!(binding.kind, BindingKind::Class(_)));
            }
            _ => return false,
        }
    }
    false
}

/// Whether the class is made again by `dataclass(slots=True)`, so that `super()` would mean the old one.
fn has_slots<'a>(checker: &Checker<'_, 'a>, class: &StmtClassDef<'a>) -> bool {
    class.decorators.iter().any(|decorator| {
        let Expr::Call(call) = decorator.expression else { return false };
        let slots = call.arguments.keywords.iter().any(|keyword| {
            keyword.name.is_some_and(|name| name.name == "slots") && matches!(keyword.value, Expr::True(_))
        });
        let name = checker.model().qualified_name(call.func);
        slots && name.is_some_and(|name| name.matches(&["dataclasses", "dataclass"]))
    })
}
