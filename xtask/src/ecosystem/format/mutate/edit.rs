//! The ways in which a statement is changed: layout that people write, and syntax that is rare.

use naja_base::Span;
use naja_syntax::ast::{Expr, Pattern, Stmt};
use naja_syntax::relex::{Token, tokenize};
use naja_syntax::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use naja_syntax::{Arena, Mode, ParseOptions, TokenKind};

use super::random::Random;

/// What a change puts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// A comment at the end of a line, inside brackets.
    TrailingInside,
    /// A comment on its own line, inside brackets.
    OwnLineInside,
    /// A comment at the end of a statement's line.
    TrailingOutside,
    /// A comment on its own line, between statements.
    OwnLineOutside,
    /// Parentheses around an expression, a target or a pattern.
    Parentheses,
    /// A comma before a closing bracket.
    Comma,
    /// No comma before a closing bracket.
    NoComma,
    /// A backslash at the end of a line.
    Backslash,
    /// A line break inside brackets.
    LineBreak,
    /// Blank lines.
    BlankLines,
    /// A form feed.
    FormFeed,
    /// `fmt: off` and `fmt: on`.
    Region,
    /// `fmt: skip`.
    Skip,
    /// A string over several lines.
    LongString,
    /// An expression in place of another.
    Expression,
}

/// All of them, the frequent ones repeated.
const EDITS: &[Edit] = &[
    Edit::TrailingInside,
    Edit::TrailingInside,
    Edit::OwnLineInside,
    Edit::OwnLineInside,
    Edit::TrailingOutside,
    Edit::OwnLineOutside,
    Edit::Parentheses,
    Edit::Parentheses,
    Edit::Parentheses,
    Edit::Comma,
    Edit::NoComma,
    Edit::Backslash,
    Edit::LineBreak,
    Edit::BlankLines,
    Edit::FormFeed,
    Edit::Region,
    Edit::Skip,
    Edit::LongString,
    Edit::Expression,
    Edit::Expression,
];

/// Expressions that are laid out in ways of their own.
const EXPRESSIONS: &[&str] = &[
    "lambda x=1, *a: x",
    "a if b else c",
    "await x",
    "(x := 1)",
    "'a' 'b'",
    "1 .real",
    "0x1F.imag",
    "not x",
    "-x ** y",
    "x ** -y.z",
    "x[a : b, ::c]",
    "x[fn(a) : b + 1]",
    "x[(a, b)]",
    "f(*a, **b)",
    "f(a)(b)[c].d",
    "a.b.c(d).e(f)",
    "{**a, 'b': c}",
    "{a: b for a in c if d}",
    "[x for x in y for z in w]",
    "(x async for x in y)",
    "(yield)",
    "(yield x)",
    "(a,)",
    "()",
    "[*a, b]",
    "a and b or not c",
    "a < b <= c",
    "a not in b",
    "f'{x!r:>{y}}'",
    "rb'x' b\"y\"",
    "'''a\nb''' % c",
    "'''a\nb'''.format(c)",
    "...",
    "a @ b // c",
    "a | b & c",
    "f(a)(x for x in y)",
    "print(* a)",
    "aaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbb.cccccccccccccccccccc",
];

/// The name under which a comment can be seen to be missing.
fn comment(random: &mut Random) -> String {
    match random.below(12) {
        0 => "#!x".to_owned(),
        1 => "#:y".to_owned(),
        2 => "# type: ignore".to_owned(),
        3 => "#\u{a0}z".to_owned(),
        4 => "#".to_owned(),
        5 => "#no blank".to_owned(),
        6 => "# a comment that is so long that it does not fit in a line with what is before it, never"
            .to_owned(),
        _ => format!("# c{}", random.below(10)),
    }
}

/// Where an expression, a target or a pattern is.
struct Spans(Vec<Span>);

impl<'a> Visitor<'a> for Spans {
    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: Expr<'a>) {
        self.0.push(expr.span());
        walk_expr(self, expr);
    }

    fn visit_pattern(&mut self, pattern: Pattern<'a>) {
        self.0.push(pattern.span());
        walk_pattern(self, pattern);
    }
}

/// The spans of all expressions and patterns; `None` if the text does not parse.
pub fn spans(text: &str) -> Option<Vec<Span>> {
    let arena = Arena::new();
    let parsed = naja_syntax::parse_with(text, &arena, ParseOptions::from(Mode::Module));
    if !parsed.errors.is_empty() {
        return None;
    }
    let mut spans = Spans(Vec::new());
    spans.visit_body(parsed.body());
    Some(spans.0)
}

/// Whether the text is Python.
pub fn parses(text: &str) -> bool {
    spans(text).is_some()
}

/// Tokens with the number of brackets around the place after them.
pub struct Tokens {
    /// All that have a text, comments and line breaks included.
    pub all: Vec<(Token, usize)>,
}

impl Tokens {
    /// The tokens of `text`.
    pub fn of(text: &str) -> Self {
        let mut depth = 0_usize;
        let mut strings = 0_usize;
        let mut all = Vec::new();
        for token in tokenize(text) {
            match token.kind {
                TokenKind::FStringStart => strings += 1,
                TokenKind::FStringEnd => strings = strings.saturating_sub(1),
                TokenKind::LParen | TokenKind::LBracket | TokenKind::LBrace => depth += 1,
                TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace => {
                    depth = depth.saturating_sub(1);
                }
                _ => {}
            }
            if !token.span.is_empty() && (strings == 0 || token.kind == TokenKind::FStringEnd) {
                all.push((token, depth));
            }
        }
        Self { all }
    }

    fn ends(&self, test: impl Fn(usize, Token, usize) -> bool) -> Vec<usize> {
        let chosen =
            self.all.iter().enumerate().filter(|(index, (token, depth))| test(*index, *token, *depth));
        chosen.map(|(_, (token, _))| token.span.end as usize).collect()
    }

    fn inside(&self) -> Vec<usize> {
        self.ends(|_, token, depth| depth > 0 && token.kind != TokenKind::Comment)
    }
}

const fn is_closing(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace)
}

/// The starts of the lines that begin outside of brackets and strings, with their indentation.
fn line_starts(text: &str, tokens: &Tokens) -> Vec<(usize, String)> {
    let mut starts = vec![0];
    for (token, depth) in &tokens.all {
        if *depth == 0 && matches!(token.kind, TokenKind::Newline | TokenKind::Nl) {
            starts.push(token.span.end as usize);
        }
    }
    let indent = |at: usize| {
        let line = text[at..].split('\n').next().unwrap_or("");
        line[..line.len() - line.trim_start().len()].to_owned()
    };
    starts.into_iter().map(|at| (at, indent(at))).collect()
}

/// The text with one change; `None` where the change is not possible.
pub fn changed(text: &str, random: &mut Random) -> Option<(String, Edit)> {
    let edit = *random.pick(EDITS)?;
    let tokens = Tokens::of(text);
    let changed = match edit {
        Edit::TrailingInside => {
            insert(text, *random.pick(&tokens.inside())?, &format!(" {}\n", comment(random)))
        }
        Edit::OwnLineInside => {
            insert(text, *random.pick(&tokens.inside())?, &format!("\n{}\n", comment(random)))
        }
        Edit::LineBreak => insert(text, *random.pick(&tokens.inside())?, "\n"),
        Edit::TrailingOutside => at_line_end(text, &tokens, random, false)?,
        Edit::Skip => at_line_end(text, &tokens, random, true)?,
        Edit::Backslash => {
            let ends = tokens.ends(|index, token, depth| {
                let next = tokens.all.get(index + 1).map(|(next, _)| next.kind);
                let ends =
                    matches!(next, None | Some(TokenKind::Newline | TokenKind::Nl | TokenKind::Comment));
                depth == 0
                    && !ends
                    && !matches!(
                        token.kind,
                        TokenKind::Newline | TokenKind::Nl | TokenKind::Comment | TokenKind::Indent
                    )
            });
            insert(text, *random.pick(&ends)?, " \\\n")
        }
        Edit::Comma => {
            let places = tokens
                .ends(|index, _, _| tokens.all.get(index + 1).is_some_and(|(next, _)| is_closing(next.kind)));
            insert(text, *random.pick(&places)?, ",")
        }
        Edit::NoComma => {
            let places = tokens.ends(|index, token, _| {
                token.kind == TokenKind::Comma
                    && tokens.all[index + 1..]
                        .iter()
                        .find(|(next, _)| !matches!(next.kind, TokenKind::Nl | TokenKind::Comment))
                        .is_some_and(|(next, _)| is_closing(next.kind))
            });
            let end = *random.pick(&places)?;
            [&text[..end - 1], &text[end..]].concat()
        }
        Edit::OwnLineOutside | Edit::BlankLines | Edit::FormFeed | Edit::Region => {
            between_lines(text, &tokens, random, edit)?
        }
        Edit::Parentheses => {
            let span = *random.pick(&spans(text)?)?;
            let inner = &text[span.range()];
            let whole = match random.below(6) {
                0 => format!("(\n{inner}\n)"),
                1 => format!("({} \n{inner})", comment(random)),
                2 => format!("({inner} {}\n)", comment(random)),
                _ => format!("({inner})"),
            };
            replace(text, span, &whole)
        }
        Edit::Expression => {
            let span = *random.pick(&spans(text)?)?;
            replace(text, span, random.pick(EXPRESSIONS)?)
        }
        Edit::LongString => {
            let is_string = |(token, _): &&(Token, usize)| token.kind == TokenKind::String;
            let strings: Vec<Span> =
                tokens.all.iter().filter(is_string).map(|(token, _)| token.span).collect();
            let long = ["'''a\n b'''", "\"\"\"a\\\n\"\"\"", "f'''{x}\n'''"];
            replace(text, *random.pick(&strings)?, random.pick(&long)?)
        }
    };
    Some((changed, edit))
}

fn insert(text: &str, at: usize, new: &str) -> String {
    [&text[..at], new, &text[at..]].concat()
}

fn replace(text: &str, span: Span, new: &str) -> String {
    [&text[..span.start as usize], new, &text[span.end as usize..]].concat()
}

/// A comment at the end of a line that ends a statement or a header, or, for a directive, of any line.
fn at_line_end(text: &str, tokens: &Tokens, random: &mut Random, skip: bool) -> Option<String> {
    let ends = tokens.ends(|index, token, _| {
        let next = tokens.all.get(index + 1).map(|(next, _)| next.kind);
        token.kind != TokenKind::Comment
            && !matches!(token.kind, TokenKind::Newline | TokenKind::Nl | TokenKind::Indent)
            && (next == Some(TokenKind::Newline) || (skip && next == Some(TokenKind::Nl)))
    });
    let at = *random.pick(&ends)?;
    let word = match random.below(6) {
        _ if !skip => comment(random),
        0 => "# fmt: off".to_owned(),
        1 => "# noqa # fmt: skip".to_owned(),
        _ => "# fmt: skip".to_owned(),
    };
    Some(insert(text, at, &format!("  {word}")))
}

fn between_lines(text: &str, tokens: &Tokens, random: &mut Random, edit: Edit) -> Option<String> {
    let starts = line_starts(text, tokens);
    let (at, indent) = random.pick(&starts)?.clone();
    let new = match edit {
        Edit::BlankLines => "\n".repeat(1 + random.below(4)),
        Edit::FormFeed => if random.once_in(2) { "\x0c" } else { "\x0c\n" }.to_owned(),
        Edit::OwnLineOutside => format!("{indent}{}\n", comment(random)),
        _ => {
            let later: Vec<&(usize, String)> = starts.iter().filter(|(other, _)| *other >= at).collect();
            let (end, _) = *random.pick(&later)?;
            let [off, on] = ["off", "on"].map(|word| format!("{indent}# fmt: {word}\n"));
            return Some(match random.below(8) {
                0 => insert(text, at, &on),
                1 => insert(text, at, &off),
                _ => [&text[..at], &off, &text[at..*end], &on, &text[*end..]].concat(),
            });
        }
    };
    Some(insert(text, at, &new))
}
