//! B006: a default that can change.

use naja_base::{Edit, Span, lines};
use naja_syntax::ast::{Expr, Parameter, Stmt, StmtFunctionDef};

use super::immutable::{is_immutable_annotation, is_mutable};
use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use crate::unparse;

pub(crate) static RULE: Rule = Rule {
    name: "mutable-argument-default",
    code: "B006",
    category: Category::Suspicious,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::FunctionDef], check)],
    page: include_str!("mutable_argument_default.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::FunctionDef(function) = stmt else { return };
    if checker.file.is_stub {
        return;
    }
    for parameter in function.parameters.all {
        let Some(default) = parameter.default.filter(|default| is_mutable(checker, *default)) else {
            continue;
        };
        if parameter.annotation.is_some_and(|annotation| is_immutable_annotation(checker, annotation)) {
            continue;
        }
        let edits = rewrite(checker, function, parameter, default);
        let finding =
            checker.report(&RULE, default.span(), "all calls share this default, and it can change");
        if let Some(edits) = edits {
            finding.unsafe_fix("Replace with `None`; initialize within the function", edits);
        }
    }
}

/// Makes the default `None`, and the value in the body.
fn rewrite(
    checker: &Checker<'_, '_>,
    function: &StmtFunctionDef<'_>,
    parameter: &Parameter<'_>,
    default: Expr<'_>,
) -> Option<Vec<Edit>> {
    let place = checker.parsed.tables.with_parentheses(default.span());
    let mut edits = vec![Edit::replace(place, "None")];
    let first = function.body.first()?.full_span().start;
    let indent = indentation(checker, first)?;
    if function.body.iter().all(is_placeholder) {
        return Some(edits);
    }
    let own = indentation(checker, function.span.start).unwrap_or("");
    let unit = indent.strip_prefix(own).filter(|unit| !unit.is_empty()).unwrap_or("    ");
    let value = if checker.has_comment(default.span()) {
        checker.text(default.span()).to_owned()
    } else {
        unparse::element(checker.source, default)
    };
    let name = parameter.name.name;
    let ending = checker.line_ending();
    let text = format!("{indent}if {name} is None:{ending}{indent}{unit}{name} = {value}{ending}");
    edits.push(insertion(checker, function.body, &text, ending)?);
    Some(edits)
}

/// The blanks before `offset`, if nothing else is before it on its line.
fn indentation<'a>(checker: &Checker<'_, 'a>, offset: u32) -> Option<&'a str> {
    let start = checker.lines.start(checker.lines.line(offset));
    let text = checker.text(Span::new(start, offset));
    let continues = lines::strip_last_continuation(&checker.source[..start as usize]).is_some();
    let is_blank = text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\x0c'));
    (is_blank && !continues).then_some(text)
}

fn is_placeholder(stmt: &Stmt<'_>) -> bool {
    match stmt {
        Stmt::Pass(_) => true,
        Stmt::Expr(node) => matches!(node.value, Expr::String(_) | Expr::Ellipsis(_)),
        _ => false,
    }
}

/// Puts `text` after the docstring and the imports, on lines of its own.
fn insertion(checker: &Checker<'_, '_>, body: &[Stmt<'_>], text: &str, ending: &str) -> Option<Edit> {
    let is_string =
        |stmt: &Stmt<'_>| matches!(stmt, Stmt::Expr(node) if matches!(node.value, Expr::String(_)));
    let docstring = usize::from(body.first().is_some_and(is_string));
    let imports =
        body[docstring..].iter().take_while(|stmt| matches!(stmt, Stmt::Import(_) | Stmt::ImportFrom(_)));
    let mut count = docstring + imports.count();
    // A statement that shares its line with the one before it can't have lines put before it.
    while let Some(next) = body.get(count) {
        let start = next.full_span().start;
        if indentation(checker, start).is_some() {
            return Some(Edit::insert(checker.lines.start(checker.lines.line(start)), text));
        }
        count = count.checked_sub(1)?;
        if count == 0 && docstring == 1 {
            return None;
        }
    }
    let end = checker.lines.line_span(checker.lines.line(body.last()?.span().end), checker.source).end;
    let is_closed = checker.source[..end as usize].ends_with(lines::BREAKS);
    Some(Edit::insert(end, if is_closed { text.to_owned() } else { format!("{ending}{}", text.trim_end()) }))
}
