//! What several of the group's rules ask of the names in a file.

use naja_semantic::{BindingKind, Resolution};
use naja_syntax::ast::{Expr, Stmt};

use crate::checker::Checker;
use crate::node::Node;

/// Whether `expr` is a name that is bound to a tuple, or annotated as one.
pub(super) fn is_bound_to_tuple<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>) -> bool {
    let Expr::Name(name) = expr else { return false };
    let model = checker.model();
    let Resolution::Binding(id) = model.resolve(name) else { return false };
    let binding = model.binding(id);
    match (binding.kind, binding.statement) {
        (BindingKind::Parameter(parameter), _) => {
            parameter.annotation.is_some_and(|annotation| is_tuple_type(checker, annotation))
        }
        (_, Some(Stmt::AnnAssign(node))) => is_tuple_type(checker, node.annotation),
        (BindingKind::Assignment, Some(Stmt::Assign(node))) => {
            matches!(node.targets, [Expr::Name(_)]) && makes_tuple(checker, node.value)
        }
        _ => false,
    }
}

fn makes_tuple<'a>(checker: &Checker<'_, 'a>, value: Expr<'a>) -> bool {
    match value {
        Expr::Tuple(_) => true,
        Expr::Call(call) => checker.model().is_builtin(call.func, "tuple"),
        _ => false,
    }
}

fn is_tuple_type<'a>(checker: &Checker<'_, 'a>, annotation: Expr<'a>) -> bool {
    let annotation = match annotation {
        Expr::Subscript(node) => node.value,
        other => other,
    };
    checker.model().qualified_name(annotation).is_some_and(|name| {
        matches!(name.segments(), ["builtins", "tuple"] | ["typing" | "typing_extensions", "Tuple"])
    })
}

/// Whether the current place only declares: in a protocol, an abstract method or the body of `if TYPE_CHECKING:`.
pub(super) fn declares_only<'a>(checker: &Checker<'_, 'a>) -> bool {
    // The way up from the current block, which is the node that is being checked.
    let mut body = checker.ancestors.last().copied();
    for parent in checker.parents() {
        let found = match parent {
            Node::Stmt(Stmt::ClassDef(class)) => class
                .arguments
                .is_some_and(|arguments| arguments.args.iter().any(|base| is_protocol(checker, *base))),
            Node::Stmt(Stmt::FunctionDef(function)) => {
                function.decorators.iter().any(|decorator| is_abstract(checker, decorator.expression))
            }
            Node::Stmt(Stmt::If(node)) => {
                let own = matches!(body, Some(Node::Body(body)) if std::ptr::eq(body, node.body));
                own && is_type_checking(checker, node.test)
            }
            Node::Clause(clause) => clause.test.is_some_and(|test| is_type_checking(checker, test)),
            _ => false,
        };
        if found {
            return true;
        }
        body = Some(parent);
    }
    false
}

fn is_protocol<'a>(checker: &Checker<'_, 'a>, base: Expr<'a>) -> bool {
    let base = match base {
        Expr::Subscript(node) => node.value,
        other => other,
    };
    let name = checker.model().qualified_name(base);
    name.is_some_and(|name| matches!(name.segments(), ["typing" | "typing_extensions", "Protocol"]))
}

fn is_abstract<'a>(checker: &Checker<'_, 'a>, decorator: Expr<'a>) -> bool {
    checker.model().qualified_name(decorator).is_some_and(|name| {
        matches!(
            name.segments(),
            ["abc", "abstractmethod" | "abstractclassmethod" | "abstractstaticmethod" | "abstractproperty"]
        )
    })
}

fn is_type_checking<'a>(checker: &Checker<'_, 'a>, test: Expr<'a>) -> bool {
    let name = checker.model().qualified_name(test);
    name.is_some_and(|name| matches!(name.segments(), ["typing" | "typing_extensions", "TYPE_CHECKING"]))
}
