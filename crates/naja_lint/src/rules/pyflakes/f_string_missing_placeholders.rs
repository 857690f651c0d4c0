//! F541: an f-string without replacement fields.

use naja_base::{Applicability, Edit, Span, span};
use naja_syntax::ast::{Expr, FString, FStringElement, FStringPart, Stmt};

use crate::checker::Checker;
use crate::node::{ExprKind, Node};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "f-string-missing-placeholders",
    code: "F541",
    category: Category::Correctness,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::FString], check)],
    page: include_str!("f_string_missing_placeholders.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::FString(node) = expr else { return };
    let strings = || {
        node.parts.iter().filter_map(|part| match part {
            FStringPart::FString(string) => Some(*string),
            FStringPart::Literal(_) => None,
        })
    };
    let has_field = |string: &FString<'_>| {
        string.elements.iter().any(|element| matches!(element, FStringElement::Interpolation(_)))
    };
    if strings().any(has_field) {
        return;
    }
    let applicability = if is_docstring(checker) { Applicability::Unsafe } else { Applicability::Safe };
    for string in strings() {
        let edits = plain(checker, string);
        checker.report(&RULE, string.span, "f-string without any placeholders").fix_of(
            applicability,
            "Remove extraneous `f` prefix",
            edits,
        );
    }
}

/// Whether a plain literal in the place of the current expression would document something: the module, function or class that
/// it comes first in, or the name that is bound just before it.
fn is_docstring(checker: &Checker<'_, '_>) -> bool {
    let mut parents = checker.parents().filter(|node| !matches!(node, Node::Body(_)));
    let Some(Node::Stmt(own @ Stmt::Expr(_))) = parents.next() else { return false };
    let (body, documents_names) = match parents.next() {
        None => (checker.parsed.body(), true),
        Some(Node::Stmt(Stmt::ClassDef(class))) => (class.body, true),
        Some(Node::Stmt(Stmt::FunctionDef(function))) => (function.body, false),
        Some(_) => return false,
    };
    let index = body.binary_search_by_key(&own.span().start, |stmt| stmt.span().start).ok();
    match index.map(|index| index.checked_sub(1).map(|before| body[before])) {
        Some(None) => true,
        Some(Some(Stmt::Assign(before))) => documents_names && matches!(before.targets, [Expr::Name(_)]),
        Some(Some(Stmt::AnnAssign(before))) => documents_names && matches!(before.target, Expr::Name(_)),
        _ => false,
    }
}

/// Makes a plain literal of `string`: no `f`, and no doubled braces.
fn plain(checker: &Checker<'_, '_>, string: &FString<'_>) -> Vec<Edit> {
    let text = checker.text(string.span);
    let prefix = string.flags.prefix_len() as usize;
    let at = text[..prefix].find(['f', 'F']).unwrap_or(0);
    let offset = |index: usize| string.span.start + span::offset(index);
    let mut edits = vec![Edit::delete(Span::new(offset(at), offset(at + 1)))];
    // A prefix that is gone must not let the keyword before it run into a prefix that stays or into the quotes' name.
    if prefix == 1
        && checker.source[..string.span.start as usize].ends_with(|c: char| c.is_alphanumeric() || c == '_')
    {
        edits.push(Edit::insert(string.span.start, " "));
    }
    let mut index = prefix;
    while let Some(found) = text[index..].find("{{").into_iter().chain(text[index..].find("}}")).min() {
        index += found;
        edits.push(Edit::delete(Span::new(offset(index), offset(index + 1))));
        index += 2;
    }
    edits
}
