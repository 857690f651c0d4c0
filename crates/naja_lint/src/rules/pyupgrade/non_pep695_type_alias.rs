//! UP040: type aliases without the `type` statement.

use naja_base::Edit;
use naja_semantic::BindingKind;
use naja_syntax::PythonVersion;
use naja_syntax::Visitor;
use naja_syntax::ast::Expr;
use naja_syntax::ast::Stmt;
use naja_syntax::ast::{ExprCall, ExprName, StmtAnnAssign, StmtAssign};
use naja_syntax::visitor::walk_expr;

use crate::checker::Checker;
use crate::compare::string_value;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "non-pep695-type-alias",
    code: "UP040",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::AnnAssign, StmtKind::Assign], check)],
    page: include_str!("non_pep695_type_alias.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    if checker.settings.target_version < PythonVersion::new(3, 12) {
        return;
    }
    let alias = match stmt {
        Stmt::AnnAssign(node) => annotated(checker, node),
        Stmt::Assign(node) => called(checker, node),
        _ => None,
    };
    let Some(alias) = alias else { return };
    let parameters: Option<Vec<String>> =
        alias.parameters.iter().map(|name| parameter(checker, name)).collect();
    let Some(parameters) = parameters else { return };
    let brackets = if parameters.is_empty() { String::new() } else { format!("[{}]", parameters.join(", ")) };
    let value = checker.text(checker.parsed.tables.with_parentheses(alias.value.span()));
    let edit = Edit::replace(stmt.span(), format!("type {}{brackets} = {value}", alias.name));
    checker
        .report(&RULE, stmt.span(), format!("use a `type` statement for the type alias `{}`", alias.name))
        .unsafe_fix("Rewrite as a `type` statement", vec![edit]);
}

/// A type alias.
struct Alias<'a> {
    name: &'a str,
    value: Expr<'a>,
    /// The type variables that it is made with.
    parameters: Vec<&'a ExprName<'a>>,
}

/// `Name: TypeAlias = value`
fn annotated<'a>(checker: &Checker<'_, 'a>, node: &StmtAnnAssign<'a>) -> Option<Alias<'a>> {
    let (Expr::Name(target), Some(value)) = (node.target, node.value) else { return None };
    if !is_typing(checker, node.annotation, "TypeAlias") {
        return None;
    }
    let mut search = Variables { checker, found: Vec::new() };
    search.visit_expr(value);
    Some(Alias { name: target.id, value, parameters: search.found })
}

/// `Name = TypeAliasType("Name", value, type_params=(T,))`
fn called<'a>(checker: &Checker<'_, 'a>, node: &StmtAssign<'a>) -> Option<Alias<'a>> {
    let ([Expr::Name(target)], Expr::Call(call)) = (node.targets, node.value) else { return None };
    let [name, value] = call.arguments.args else { return None };
    if string_value(*name)? != target.id || !is_typing(checker, call.func, "TypeAliasType") {
        return None;
    }
    let parameters = match call.arguments.keywords {
        [] => Vec::new(),
        [only] if only.name.is_some_and(|name| name.name == "type_params") => {
            let Expr::Tuple(tuple) = only.value else { return None };
            tuple
                .elements
                .iter()
                .map(|element| match element {
                    Expr::Name(name) => Some(*name),
                    _ => None,
                })
                .collect::<Option<_>>()?
        }
        _ => return None,
    };
    Some(Alias { name: target.id, value: *value, parameters })
}

fn is_typing<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>, member: &str) -> bool {
    let name = checker.model().qualified_name(expr);
    name.is_some_and(
        |name| matches!(name.segments(), ["typing" | "typing_extensions", own] if *own == member),
    )
}

/// The type variables in a type, each once.
struct Variables<'w, 'c, 'a> {
    checker: &'w Checker<'c, 'a>,
    found: Vec<&'a ExprName<'a>>,
}

impl<'a> Visitor<'a> for Variables<'_, '_, 'a> {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        if let Expr::Name(name) = expr
            && definition(self.checker, name).is_some()
            && self.found.iter().all(|other| other.id != name.id)
        {
            self.found.push(name);
        }
        walk_expr(self, expr);
    }
}

/// The call that makes the type variable `name`, and what it calls.
fn definition<'a>(
    checker: &Checker<'_, 'a>,
    name: &ExprName<'a>,
) -> Option<(&'a ExprCall<'a>, &'static str)> {
    let binding = checker.model().resolve_binding(name)?;
    let (BindingKind::Assignment, Some(Stmt::Assign(node))) = (binding.kind, binding.statement) else {
        return None;
    };
    let Expr::Call(call) = node.value else { return None };
    let kinds = ["TypeVar", "ParamSpec", "TypeVarTuple"];
    kinds.into_iter().find(|kind| is_typing(checker, call.func, kind)).map(|kind| (call, kind))
}

/// The type variable as a type parameter; nothing if it has a default.
fn parameter<'a>(checker: &Checker<'_, 'a>, name: &ExprName<'a>) -> Option<String> {
    let Some((call, kind)) = definition(checker, name) else { return Some(name.id.to_owned()) };
    let keyword = |wanted: &str| {
        let mut keywords = call.arguments.keywords.iter();
        keywords.find(|keyword| keyword.name.is_some_and(|own| own.name == wanted))
    };
    if keyword("default").is_some() {
        return None;
    }
    Some(match kind {
        "ParamSpec" => format!("**{}", name.id),
        "TypeVarTuple" => format!("*{}", name.id),
        _ => {
            let text = |expr: Expr<'_>| checker.text(expr.span());
            let constraints: Vec<&str> = call.arguments.args.iter().skip(1).map(|arg| text(*arg)).collect();
            match (keyword("bound"), constraints.is_empty()) {
                (Some(bound), _) => format!("{}: {}", name.id, text(bound.value)),
                (None, false) => format!("{}: ({})", name.id, constraints.join(", ")),
                (None, true) => name.id.to_owned(),
            }
        }
    })
}
