//! E731: a lambda that is given a name.

use super::common;
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::{Applicability, Edit, Span, lines, span};
use naja_semantic::BindingKind;
use naja_syntax::ast::{Expr, ExprLambda, ExprName, ParameterKind, Parameters, Stmt};

pub(crate) static RULE: Rule = Rule {
    name: "lambda-assignment",
    code: "E731",
    category: Category::Style,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Assign, StmtKind::AnnAssign], check)],
    page: include_str!("lambda_assignment.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let (target, annotation, value) = match stmt {
        Stmt::Assign(node) => {
            let [target] = node.targets else { return };
            (*target, None, node.value)
        }
        Stmt::AnnAssign(node) => {
            let Some(value) = node.value else { return };
            // In a class, an annotated name is a field.
            let mut around = checker.parent_statements();
            let scope = around.find(|stmt| matches!(stmt, Stmt::ClassDef(_) | Stmt::FunctionDef(_)));
            if matches!(scope, Some(Stmt::ClassDef(_))) {
                return;
            }
            (node.target, Some(node.annotation), value)
        }
        _ => return,
    };
    let (Expr::Name(name), Expr::Lambda(lambda)) = (target, value) else { return };
    let span = stmt.span();
    let text = rewritten(checker, name, lambda, annotation, span);
    let applicability = match text {
        Some(_) if is_declared(checker, name) => Applicability::DisplayOnly,
        _ => Applicability::Unsafe,
    };
    let finding = checker.report(&RULE, span, "do not assign a `lambda` expression, use a `def`");
    if let Some(text) = text {
        let title = format!("Rewrite `{}` as a `def`", name.id);
        finding.fix_of(applicability, title, vec![Edit::replace(span, text)]);
    }
}

/// The `def`; nothing where the statement shares its line.
fn rewritten<'a>(
    checker: &Checker<'_, 'a>,
    name: &ExprName<'a>,
    lambda: &ExprLambda<'a>,
    annotation: Option<Expr<'a>>,
    span: Span,
) -> Option<String> {
    let line = checker.lines.start(checker.lines.line(span.start));
    let indent = checker.text(Span::new(line, span.start));
    if !indent.trim().is_empty() || !common::ends_line(checker.source, span.end) {
        return None;
    }
    let types = annotation.and_then(|annotation| signature(checker, annotation));
    let (types, returns) = types.unwrap_or_default();
    let parameters =
        lambda.parameters.map(|parameters| parameters_text(checker, parameters, &types)).unwrap_or_default();
    let returns = returns.map(|span| format!(" -> {}", checker.text(span))).unwrap_or_default();
    let body = lambda.body.span();
    let tables = &checker.parsed.tables;
    let around = tables.with_parentheses(body);
    // Parentheses around the lambda would hold a body of several lines together; the new ones do so instead.
    let wrapped = tables.with_parentheses(lambda.span) != lambda.span && around == body;
    let text = body_text(checker, around, indent);
    let body = if wrapped { format!("({text})") } else { text };
    let name = checker.text(name.span);
    let ending = checker.line_ending();
    Some(format!("def {name}({parameters}){returns}:{ending}{indent}    return {body}"))
}

/// The parameters with the types that are known.
fn parameters_text(checker: &Checker<'_, '_>, parameters: &Parameters<'_>, types: &[Span]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut types = types.iter();
    let mut starred = false;
    for (index, parameter) in parameters.all.iter().enumerate() {
        let kind = parameter.kind;
        if kind == ParameterKind::KeywordOnly && !starred {
            parts.push("*".to_owned());
        }
        starred |= matches!(kind, ParameterKind::VarArgs | ParameterKind::KeywordOnly);
        let stars = match kind {
            ParameterKind::VarArgs => "*",
            ParameterKind::VarKeywords => "**",
            _ => "",
        };
        let mut text = format!("{stars}{}", checker.text(parameter.name.span));
        let is_plain = matches!(kind, ParameterKind::PositionalOnly | ParameterKind::Regular);
        let annotation = if is_plain { types.next() } else { None };
        text.extend(annotation.map(|span| format!(": {}", checker.text(*span))));
        if let Some(default) = parameter.default {
            let default = checker.text(checker.parsed.tables.with_parentheses(default.span()));
            text.push_str(if annotation.is_some() { " = " } else { "=" });
            text.push_str(default);
        }
        parts.push(text);
        let next = parameters.all.get(index + 1).map(|next| next.kind);
        if kind == ParameterKind::PositionalOnly && next != Some(ParameterKind::PositionalOnly) {
            parts.push("/".to_owned());
        }
    }
    parts.join(", ")
}

/// Whether the name is declared by an annotation alone, which a `def` would contradict.
fn is_declared<'a>(checker: &Checker<'_, 'a>, name: &ExprName<'a>) -> bool {
    let model = checker.model();
    let Some((_, own)) = model.bindings_at(name.span.start).find(|(_, binding)| binding.span == name.span)
    else {
        return false;
    };
    model.bindings_named(own.scope, own.name).any(|(_, other)| matches!(other.kind, BindingKind::Annotation))
}

/// The text of the body, its lines moved along with the statement, those that begin inside a string excepted.
fn body_text(checker: &Checker<'_, '_>, span: Span, indent: &str) -> String {
    let mut out = String::new();
    let mut offset = span.start;
    for line in lines::split_inclusive(checker.text(span)) {
        let is_text = offset > span.start && common::is_in_string(checker, offset);
        if offset > span.start && !is_text && !line.trim().is_empty() {
            out.push_str(indent);
        }
        out.push_str(line);
        offset += span::offset(line.len());
    }
    out
}

/// The types of parameters and result in `Callable[[A, B], R]`.
fn signature<'a>(checker: &Checker<'_, 'a>, annotation: Expr<'a>) -> Option<(Vec<Span>, Option<Span>)> {
    let Expr::Subscript(node) = annotation else { return None };
    let name = checker.model().qualified_name(node.value)?;
    if !matches!(
        name.segments(),
        ["typing" | "typing_extensions", "Callable"] | ["collections", "abc", "Callable"]
    ) {
        return None;
    }
    let Expr::Tuple(pair) = node.index else { return None };
    let [parameters, result] = pair.elements else { return None };
    let types = match parameters {
        Expr::List(list) => list.elements.iter().map(Expr::span).collect(),
        _ => Vec::new(),
    };
    Some((types, Some(result.span())))
}
