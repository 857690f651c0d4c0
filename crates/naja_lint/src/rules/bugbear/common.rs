//! What several of the group's checks ask of the tree.

use naja_base::Span;
use naja_syntax::TokenKind;
use naja_syntax::ast::{Expr, Stmt};
use naja_syntax::relex::{Token, relex};

use crate::checker::Checker;

/// `a.b.c` as text, if `expr` is a name with attributes behind it.
pub(super) fn dotted(expr: Expr<'_>) -> Option<String> {
    let mut segments = Vec::new();
    let mut base = expr;
    while let Expr::Attribute(node) = base {
        segments.push(node.attr);
        base = node.value;
    }
    let Expr::Name(name) = base else { return None };
    segments.push(name.id);
    segments.reverse();
    Some(segments.join("."))
}

/// Whether `expr` is a constant as written: a number, a plain string, bytes, `None`, `True`, `False` or `...`.
pub(super) const fn is_constant(expr: Expr<'_>) -> bool {
    matches!(
        expr,
        Expr::Number(_)
            | Expr::String(_)
            | Expr::Bytes(_)
            | Expr::None(_)
            | Expr::True(_)
            | Expr::False(_)
            | Expr::Ellipsis(_)
    )
}

/// Whether a line ends inside `span` where no bracket of its own holds the lines together.
pub(super) fn breaks_line(checker: &Checker<'_, '_>, span: Span) -> bool {
    let mut depth = 0_u32;
    relex(checker.source, span).any(|token| {
        match token.kind {
            TokenKind::Nl => return depth == 0,
            kind if is_opening(kind) => depth += 1,
            kind if is_closing(kind) => depth = depth.saturating_sub(1),
            _ => {}
        }
        false
    })
}

/// The value of a plain string, if it has no lone surrogates.
pub(super) fn string_value(expr: Expr<'_>) -> Option<String> {
    let Expr::String(node) = expr else { return None };
    naja_syntax::literal::string(node).as_str().map(str::to_owned)
}

/// The names that are bound when `target` is assigned to, in the order of the source.
pub(super) fn bound_names<'a>(target: Expr<'a>, found: &mut Vec<&'a naja_syntax::ast::ExprName<'a>>) {
    let mut pending = vec![target];
    while let Some(expr) = pending.pop() {
        match expr {
            Expr::Name(name) => found.push(name),
            Expr::Starred(node) => pending.push(node.value),
            Expr::Tuple(node) => pending.extend(node.elements.iter().rev()),
            Expr::List(node) => pending.extend(node.elements.iter().rev()),
            _ => {}
        }
    }
}

/// The blocks of statements that `stmt` runs in its own scope; none of a definition's.
pub(super) fn blocks<'a>(stmt: Stmt<'a>) -> Vec<&'a [Stmt<'a>]> {
    match stmt {
        Stmt::If(node) => {
            std::iter::once(node.body).chain(node.clauses.iter().map(|clause| clause.body)).collect()
        }
        Stmt::For(node) => vec![node.body, node.orelse],
        Stmt::While(node) => vec![node.body, node.orelse],
        Stmt::With(node) => vec![node.body],
        Stmt::Try(node) => {
            let mut all = vec![node.body];
            all.extend(node.handlers.iter().map(|handler| handler.body));
            all.extend([node.orelse, node.finalbody]);
            all
        }
        Stmt::Match(node) => node.cases.iter().map(|case| case.body).collect(),
        _ => Vec::new(),
    }
}

/// The tokens of `span` on one line: each line break, with the blanks around it, becomes one blank, and what only spread
/// over lines goes: a trailing comma, parentheses around a single name, call or the like.
pub(super) fn one_line(checker: &Checker<'_, '_>, span: Span) -> String {
    let needless = needless_parentheses(checker, span);
    let mut out = String::new();
    let mut last: Option<Token> = None;
    let mut broken = false;
    // For each open bracket, how many commas it holds so far.
    let mut commas = Vec::new();
    for token in relex(checker.source, span) {
        if token.kind == TokenKind::Nl {
            broken = true;
            continue;
        }
        if needless.iter().any(|pair| pair.start == token.span.start || pair.end == token.span.end) {
            let gap = last.map_or("", |last| checker.text(Span::new(last.span.end, token.span.start)));
            if is_opening(token.kind) && !broken {
                out.push_str(gap);
            }
            broken = false;
            last = Some(token);
            continue;
        }
        let opened = last.is_some_and(|last| is_opening(last.kind));
        if broken
            && is_closing(token.kind)
            && commas.last().is_some_and(|count| *count > 1)
            && out.ends_with(',')
        {
            out.pop();
        }
        if broken {
            out.push_str(if opened || is_closing(token.kind) { "" } else { " " });
        } else if let Some(last) = last {
            out.push_str(checker.text(Span::new(last.span.end, token.span.start)));
        }
        match token.kind {
            TokenKind::Comma => commas.iter_mut().last().into_iter().for_each(|count| *count += 1),
            kind if is_opening(kind) => commas.push(0),
            kind if is_closing(kind) => drop(commas.pop()),
            _ => {}
        }
        out.push_str(checker.text(token.span));
        last = Some(token);
        broken = false;
    }
    out
}

/// The grouping parentheses in `span` around nothing but a name, call, attribute, item or literal.
fn needless_parentheses(checker: &Checker<'_, '_>, span: Span) -> Vec<Span> {
    let is_simple = |inner: Span| {
        let mut depth = 0_u32;
        relex(checker.source, inner).all(|token| {
            if is_opening(token.kind) {
                depth += 1;
            } else if is_closing(token.kind) {
                depth = depth.saturating_sub(1);
            }
            let part =
                matches!(token.kind, TokenKind::Name | TokenKind::Dot | TokenKind::String | TokenKind::Nl);
            depth > 0 || part || is_closing(token.kind)
        })
    };
    let groups = checker.parsed.tables.parentheses.iter();
    groups.filter(|group| span.covers(group.span) && is_simple(group.inner)).map(|group| group.span).collect()
}

const fn is_opening(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::LParen | TokenKind::LBracket | TokenKind::LBrace)
}

const fn is_closing(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace)
}

/// `text` with a blank where it would run into the word before or behind `span`.
pub(super) fn padded(checker: &Checker<'_, '_>, span: Span, text: String) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let before = checker.source[..span.start as usize].ends_with(is_word) && text.starts_with(is_word);
    let behind = checker.source[span.end as usize..].starts_with(is_word) && text.ends_with(is_word);
    format!("{}{text}{}", if before { " " } else { "" }, if behind { " " } else { "" })
}
