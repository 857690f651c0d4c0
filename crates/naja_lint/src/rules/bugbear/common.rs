//! What several of the group's checks ask of the tree.

use naja_base::{Edit, Span, lines};
use naja_syntax::TokenKind;
use naja_syntax::ast::{Expr, ExprCall, Stmt};
use naja_syntax::relex::{Token, relex};

use crate::checker::Checker;

/// `a.b.c` as text, if `expr` is a name with attributes after it.
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

/// `value.name`, with parentheses around the value where it needs them.
pub(super) fn attribute_text(checker: &Checker<'_, '_>, value: Expr<'_>, name: &str) -> String {
    let text = checker.text(value.span());
    let plain = matches!(value, Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) | Expr::Call(_));
    if plain && !lines::has_break(text) { format!("{text}.{name}") } else { format!("({text}).{name}") }
}

/// The value of the keyword `name` of a call, or its positional argument at `index`.
pub(super) fn argument<'a>(call: &ExprCall<'a>, name: &str, index: usize) -> Option<Expr<'a>> {
    keyword(call, name).or_else(|| call.arguments.args.get(index).copied())
}

/// The value of the keyword `name` of a call.
pub(super) fn keyword<'a>(call: &ExprCall<'a>, name: &str) -> Option<Expr<'a>> {
    let own = |keyword: &&naja_syntax::ast::Keyword<'a>| keyword.name.is_some_and(|own| own.name == name);
    call.arguments.keywords.iter().find(own).map(|keyword| keyword.value)
}

/// Whether the call unpacks arguments: `*args` or `**kwargs`.
pub(super) fn unpacks(call: &ExprCall<'_>) -> bool {
    call.arguments.args.iter().any(|arg| matches!(arg, Expr::Starred(_)))
        || call.arguments.keywords.iter().any(|keyword| keyword.name.is_none())
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

const fn is_opening(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::LParen | TokenKind::LBracket | TokenKind::LBrace)
}

const fn is_closing(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace)
}

/// `text` with a blank where it would run into the word before or after `span`.
pub(super) fn padded(checker: &Checker<'_, '_>, span: Span, text: String) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let before = checker.source[..span.start as usize].ends_with(is_word) && text.starts_with(is_word);
    let behind = checker.source[span.end as usize..].starts_with(is_word) && text.ends_with(is_word);
    format!("{}{text}{}", if before { " " } else { "" }, if behind { " " } else { "" })
}

/// Edits that give the call another keyword argument, `text`: after the positional ones, before other keywords.
pub(super) fn add_keyword(checker: &Checker<'_, '_>, call: &ExprCall<'_>, text: &str) -> Vec<Edit> {
    let arguments = &call.arguments;
    if let [Expr::Generator(only)] = arguments.args
        && !only.parenthesized
    {
        let (start, end) = (arguments.span.start + 1, arguments.span.end - 1);
        return vec![Edit::insert(start, "("), Edit::insert(end, format!("), {text}"))];
    }
    if let Some(first) = arguments.keywords.first() {
        return vec![Edit::insert(first.span.start, format!("{text}, "))];
    }
    vec![match arguments.args.last() {
        Some(last) => {
            let end = checker.parsed.tables.with_parentheses(last.span()).end;
            Edit::insert(end, format!(", {text}"))
        }
        None => Edit::insert(arguments.span.start + 1, text),
    }]
}

/// The value of a string that can be after a dot, and means the same there: an identifier, no keyword, not mangled.
pub(super) fn attribute_name(expr: Expr<'_>) -> Option<String> {
    string_value(expr).filter(|name| {
        let is_mangled = name.starts_with("__") && !name.ends_with("__");
        !is_mangled && is_identifier(name)
    })
}

/// Whether `text` is an identifier and no keyword.
pub(super) fn is_identifier(text: &str) -> bool {
    let mut tokens = relex(text, Span::from_range(0..text.len()));
    let whole = Token { kind: TokenKind::Name, span: Span::from_range(0..text.len()) };
    tokens.next() == Some(whole) && tokens.next().is_none()
}
