//! What several of the group's checks ask, and the pieces that their fixes are made of.

use naja_base::{Edit, Span, lines};
use naja_syntax::TokenKind;
use naja_syntax::ast::{Comprehension, Expr, ExprCall, ExprElementComp};
use naja_syntax::relex::relex;

use crate::checker::Checker;
use crate::node::Node;

/// The call's only argument, if that is neither named nor unpacked.
pub(super) fn only_argument<'a>(call: &ExprCall<'a>) -> Option<Expr<'a>> {
    match call.arguments.args {
        [only] if call.arguments.keywords.is_empty() && !matches!(only, Expr::Starred(_)) => Some(*only),
        _ => None,
    }
}

/// The builtin that the call names, if it is one of `names`.
pub(super) fn builtin<'a>(
    checker: &Checker<'_, 'a>,
    call: &ExprCall<'a>,
    names: &[&'static str],
) -> Option<&'static str> {
    let Expr::Name(name) = call.func else { return None };
    let found = names.iter().copied().find(|own| *own == name.id)?;
    checker.model().is_builtin(call.func, found).then_some(found)
}

/// Whether the builtin `name` means itself where the current node is, so that a fix may bring it in.
pub(super) fn is_available(checker: &Checker<'_, '_>, name: &str) -> bool {
    let around = checker.parents().filter_map(|node| match node {
        Node::Stmt(stmt @ (naja_syntax::ast::Stmt::FunctionDef(_) | naja_syntax::ast::Stmt::ClassDef(_))) => {
            Some(stmt.span().start)
        }
        Node::Expr(Expr::Lambda(node)) => Some(node.span.start),
        _ => None,
    });
    let model = checker.model();
    let scope = around.filter_map(|start| model.scope_at(start)).next().unwrap_or(model.module_scope());
    model.is_available(scope, name)
}

/// The one `for` of a comprehension that only goes through its iterable: no condition, not async.
pub(super) const fn plain_loop<'a>(generators: &'a [Comprehension<'a>]) -> Option<&'a Comprehension<'a>> {
    match generators {
        [only] if only.ifs.is_empty() && !only.is_async => Some(only),
        _ => None,
    }
}

/// Whether both are the same name, or tuples or lists of the same names.
pub(super) fn same_names(one: Expr<'_>, other: Expr<'_>) -> bool {
    let all = |one: &[Expr<'_>], other: &[Expr<'_>]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_names(*one, *other))
    };
    match (one, other) {
        (Expr::Name(one), Expr::Name(other)) => one.id == other.id,
        (Expr::Tuple(one), Expr::Tuple(other)) => all(one.elements, other.elements),
        (Expr::List(one), Expr::List(other)) => all(one.elements, other.elements),
        _ => false,
    }
}

/// The expression's span with the parentheses around it.
pub(super) fn outer(checker: &Checker<'_, '_>, expr: Expr<'_>) -> Span {
    checker.parsed.tables.with_parentheses(expr.span())
}

/// The expression's text with the parentheses around it.
pub(super) fn outer_text<'a>(checker: &Checker<'_, 'a>, expr: Expr<'_>) -> &'a str {
    checker.text(outer(checker, expr))
}

/// The expression's text as an argument of a call of its own.
pub(super) fn argument_text(checker: &Checker<'_, '_>, expr: Expr<'_>) -> String {
    match expr {
        Expr::Yield(_) | Expr::YieldFrom(_) => outer_text(checker, expr).to_owned(),
        Expr::Tuple(tuple) if !tuple.parenthesized => format!("({})", checker.text(tuple.span)),
        _ => checker.text(expr.span()).to_owned(),
    }
}

/// `text` in the place of `span`, with blanks where it would run into a word, or into a brace of an f-string.
pub(super) fn padded(checker: &Checker<'_, '_>, span: Span, text: &str) -> String {
    format!("{}{text}{}", pad_before(checker, span.start, text), pad_behind(checker, span.end, text))
}

/// The blank that `text` needs before it.
pub(super) fn pad_before(checker: &Checker<'_, '_>, offset: u32, text: &str) -> &'static str {
    let before = checker.source[..offset as usize].chars().next_back();
    let is_close = match text.chars().next() {
        Some('{') => before == Some('{') && is_in_field(checker),
        Some(first) => is_word(first) && before.is_some_and(is_word),
        None => false,
    };
    if is_close { " " } else { "" }
}

/// The blank that `text` needs after it.
pub(super) fn pad_behind(checker: &Checker<'_, '_>, offset: u32, text: &str) -> &'static str {
    let behind = checker.source[offset as usize..].chars().next();
    let is_close = match text.chars().next_back() {
        Some('}') => behind == Some('}') && is_in_field(checker),
        Some(last) => is_word(last) && behind.is_some_and(is_word),
        None => false,
    };
    if is_close { " " } else { "" }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether the current node is in a replacement field.
fn is_in_field(checker: &Checker<'_, '_>) -> bool {
    checker
        .parents()
        .take_while(|node| node.stmt().is_none())
        .any(|node| matches!(node, Node::Interpolation(_)))
}

/// Puts a pair of brackets in the place of the call's name and parentheses and those of its only argument, and of what
/// is between the two pairs.
pub(super) fn rebracket(
    checker: &Checker<'_, '_>,
    call: &ExprCall<'_>,
    argument: Span,
    brackets: (&str, &str),
) -> Vec<Edit> {
    let (open, close) = brackets;
    let before = pad_before(checker, call.span.start, open);
    let behind = pad_behind(checker, call.span.end, close);
    vec![
        Edit::replace(Span::new(call.span.start, argument.start + 1), format!("{before}{open}")),
        Edit::replace(Span::new(argument.end - 1, call.span.end), format!("{close}{behind}")),
    ]
}

/// Leaves only the call's only argument, and the parentheses around it.
pub(super) fn unwrap(checker: &Checker<'_, '_>, call: &ExprCall<'_>, argument: Expr<'_>) -> Vec<Edit> {
    let text = outer_text(checker, argument);
    vec![Edit::replace(call.span, padded(checker, call.span, text))]
}

/// Makes a comprehension in brackets of a call whose only argument is a generator or list comprehension.
pub(super) fn to_comprehension(
    checker: &Checker<'_, '_>,
    call: &ExprCall<'_>,
    comp: &ExprElementComp<'_>,
    brackets: (&str, &str),
) -> Vec<Edit> {
    let (open, close) = brackets;
    let start = call.arguments.span.start + 1;
    let end = call.arguments.span.end - 1;
    let before = pad_before(checker, call.span.start, open);
    let behind = pad_behind(checker, call.span.end, close);
    let mut edits = vec![
        Edit::replace(Span::new(call.span.start, start), format!("{before}{open}")),
        Edit::replace(Span::new(end, call.span.end), format!("{close}{behind}")),
    ];
    if comp.span.start >= start {
        // Its own brackets, the parentheses around them, and a comma after them.
        let whole = checker.parsed.tables.with_parentheses(comp.span);
        edits.push(Edit::delete(Span::new(whole.start, comp.span.start + 1)));
        edits.push(Edit::delete(Span::new(comp.span.end - 1, whole.end)));
        edits.extend(comma(checker, Span::new(whole.end, end)).map(Edit::delete));
    }
    edits
}

/// The elements of a list or tuple, with which of the two it is.
pub(super) const fn list_or_tuple<'a>(expr: Expr<'a>) -> Option<(&'static str, &'a [Expr<'a>])> {
    match expr {
        Expr::List(node) => Some(("list", node.elements)),
        Expr::Tuple(node) => Some(("tuple", node.elements)),
        _ => None,
    }
}

/// The comma in `span`, which holds nothing else but blanks and comments.
pub(super) fn comma(checker: &Checker<'_, '_>, span: Span) -> Option<Span> {
    relex(checker.source, span).find(|token| token.kind == TokenKind::Comma).map(|token| token.span)
}

/// What is between the call's parenthesis and its only argument, and between that and the other parenthesis without
/// a comma.
pub(super) fn around<'a>(
    checker: &Checker<'_, 'a>,
    call: &ExprCall<'_>,
    argument: Span,
) -> (&'a str, String) {
    let before = checker.text(Span::new(call.arguments.span.start + 1, argument.start));
    let behind = Span::new(argument.end, call.arguments.span.end - 1);
    let text = match comma(checker, behind) {
        Some(comma) => {
            let rest = checker.text(Span::new(comma.end, behind.end));
            let rest = if rest.trim().is_empty() && !lines::has_break(rest) { "" } else { rest };
            format!("{}{rest}", checker.text(Span::new(behind.start, comma.start)))
        }
        None => checker.text(behind).to_owned(),
    };
    (before, text)
}

/// Key and value of a tuple of two, as an item of a dict; nothing if one of them is unpacked.
pub(super) fn item_text(checker: &Checker<'_, '_>, elements: &[Expr<'_>]) -> Option<String> {
    let [key, value] = elements else { return None };
    if matches!(key, Expr::Starred(_)) || matches!(value, Expr::Starred(_)) {
        return None;
    }
    let text = |expr: Expr<'_>| {
        let text = outer_text(checker, expr);
        let is_bare = matches!(expr, Expr::Named(_)) && !text.starts_with('(');
        if is_bare { format!("({text})") } else { text.to_owned() }
    };
    Some(format!("{}: {}", text(*key), text(*value)))
}
