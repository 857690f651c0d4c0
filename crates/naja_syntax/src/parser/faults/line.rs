//! Errors of statements: their ends, their blocks, their keywords.

use crate::ast::{Expr, Stmt};
use crate::error::{ErrorKind, ParseError};
use crate::lexer::token::TokenKind;
use crate::parser::Parser;
use crate::parser::recover::Opener;
use naja_base::Span;

impl<'a> Parser<'a> {
    /// Says what is wrong after `stmt`, which begins at `first`.
    #[cold]
    pub(in crate::parser) fn statement_not_ended(&mut self, stmt: Stmt<'a>, first: u32) {
        if self.recovering || self.conflict_marker() {
            return;
        }
        let span = self.token_span();
        if let Stmt::Expr(node) = stmt
            && let Expr::Name(name) = node.value
            && self.after_name(name.id, first)
        {
            return;
        }
        let follows = &self.lex.text[self.lex.end as usize..];
        match self.kind() {
            // A line always ends before its file does: an unclosed bracket or field has taken that end, and was reported.
            TokenKind::Eof if !self.lex.errors.is_empty() => {}
            TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace => {
                if !self.closes_abandoned() {
                    self.fail_at(span, format!("unmatched {}", self.describe()));
                }
            }
            TokenKind::ColonEqual => {
                self.fail_help(span, "`:=` is not allowed as a statement by itself", "assign with `=`");
            }
            TokenKind::Colon if matches!(stmt, Stmt::Assign(_) | Stmt::Return(_)) => {
                self.fail_help(span, "unexpected `:`", "a dictionary needs braces, a slice needs brackets");
            }
            TokenKind::Ampersand if follows.starts_with('&') => {
                self.fail_help(span, "`&&` is no operator", "write `and`");
            }
            TokenKind::Exclamation => {
                self.fail_help(span, "`!` is no operator in Python", "write `not` or `!=`");
            }
            TokenKind::Equal => self.fail_help(span, "unexpected `=`", "compare with `==`"),
            TokenKind::Else if matches!(stmt, Stmt::Expr(_)) => {
                self.fail_at(span, "`else` must begin a line of its own");
            }
            _ => self.unexpected_token(),
        }
    }

    /// Errors that are known by the name the statement begins with.
    fn after_name(&mut self, name: &str, first: u32) -> bool {
        let span = Span::new(first, self.lex.end.max(first));
        if !self.starts_expression() && !self.kind().is_keyword() {
            return false;
        }
        if name == "print" || name == "exec" {
            self.fail_help(
                span,
                format!("missing parentheses in call to `{name}`"),
                format!("write `{name}(...)`"),
            );
            return true;
        }
        if let Some(keyword) = similar_keyword(name) {
            let message = format!("invalid syntax: unexpected {} after `{name}`", self.describe());
            self.fail_help(
                Span::new(first, self.lex.prev_end),
                message,
                format!("did you mean `{keyword}`?"),
            );
            return true;
        }
        false
    }

    #[cold]
    pub(in crate::parser) fn missing_colon(&mut self, opener: &Opener) {
        if self.recovering {
            return;
        }
        let name = opener.name;
        let mut error = ParseError::new(self.token_span(), format!("expected `:` after the {name}"));
        error.context = Some((opener.span, format!("the {name} begins here").into()));
        match self.kind() {
            TokenKind::If if name == "`else` clause" => error.help = Some("write `elif`".into()),
            TokenKind::Newline | TokenKind::Eof => error.span = Span::empty(self.lex.prev_end),
            TokenKind::Equal => {
                error.message = "invalid syntax: `=` is not allowed here".into();
                error.help = Some("compare with `==`, or bind with `:=`".into());
            }
            TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace => {
                error.message = format!("unmatched {}", self.describe()).into();
            }
            _ => error.message = format!("expected `:` after the {name}, found {}", self.describe()).into(),
        }
        self.fail(error);
    }

    #[cold]
    pub(in crate::parser) fn missing_block(&mut self, opener: &Opener) {
        let name = opener.name;
        let span =
            if self.kind() == TokenKind::Eof { Span::empty(self.lex.prev_end) } else { self.token_span() };
        let mut error = ParseError::new(span, format!("expected an indented block after the {name}"));
        error.kind = ErrorKind::Indentation;
        error.context = Some((opener.span, format!("the {name} begins here").into()));
        error.help = Some("indent its body, or write `pass`".into());
        self.report(error);
    }

    #[cold]
    pub(in crate::parser) fn missing_condition(&mut self) -> Expr<'a> {
        self.soft(self.token_span(), "expected a condition before `:`");
        self.missing()
    }

    /// `if x = 1:`: says so, and reads on after the `=`.
    #[cold]
    pub(in crate::parser) fn assignment_in_condition(&mut self, test: Expr<'a>) {
        let span = test.span().to(self.token_span());
        match test {
            Expr::Name(_) => {
                self.soft_help(
                    span,
                    "invalid syntax: `=` assigns, and is not allowed in a condition",
                    "compare with `==`, or bind with `:=`",
                );
            }
            _ => {
                let what = crate::parser::faults::target::noun(test);
                self.soft_help(span, format!("cannot assign to {what} here"), "compare with `==`");
            }
        }
        self.next();
        self.named_expression();
    }

    #[cold]
    pub(in crate::parser) fn missing_in(&mut self) {
        self.expected("`in` after the target of `for`");
    }

    #[cold]
    pub(in crate::parser) fn lonely_try(&mut self, keyword: Span) {
        let mut error = ParseError::new(self.token_span(), "expected an `except` or `finally` clause");
        if matches!(self.kind(), TokenKind::Eof | TokenKind::Dedent | TokenKind::Indent | TokenKind::Newline)
        {
            error.span = Span::empty(self.lex.prev_end);
        }
        error.context = Some((keyword, "this `try` has neither".into()));
        self.report(error);
    }

    #[cold]
    pub(in crate::parser) fn mixed_handlers(&mut self, keyword: Span) {
        self.soft(keyword, "cannot have both `except` and `except*` on the same `try`");
    }

    #[cold]
    pub(in crate::parser) fn missing_star_kind(&mut self) {
        self.soft(self.token_span(), "expected one or more exception types after `except*`");
    }

    #[cold]
    pub(in crate::parser) fn bare_tuple_with_name(&mut self, caught: Expr<'a>) {
        self.soft_help(
            caught.span(),
            "multiple exception types must be parenthesized when using `as`",
            "put parentheses around them",
        );
    }

    pub(in crate::parser) fn check_handler_name(&mut self) {
        if matches!(self.kind(), TokenKind::Dot | TokenKind::LBracket | TokenKind::LParen) {
            self.fail_at(
                self.token_span(),
                "cannot use anything but a plain name as the target of `except … as`",
            );
        }
    }

    #[cold]
    pub(in crate::parser) fn decorator_not_ended(&mut self) {
        if !self.recovering {
            self.expected("a line break after the decorator");
        }
    }

    #[cold]
    pub(in crate::parser) fn lonely_decorator(&mut self) {
        let message = format!("expected a function or class after the decorator, found {}", self.describe());
        let span = self.token_span();
        self.soft(span, message);
    }

    #[cold]
    pub(in crate::parser) fn odd_with_item(&mut self, span: Span) {
        self.soft(span, "`*`, `:=` and `yield` need parentheses among the items of `with`");
    }

    #[cold]
    pub(in crate::parser) fn missing_name(&mut self, what: &'static str) {
        if self.kind().is_keyword() && self.keyword_is_name() {
            let message = format!("expected {what}, found {}", self.describe());
            let help = format!("`{}` is a keyword and cannot name anything", self.lex.token_text());
            return self.soft_help(self.token_span(), message, help);
        }
        if self.at_statement_in_brackets() {
            // The bracket that is open tells it.
            return;
        }
        self.expected(what);
    }

    /// Whether the keyword here is where a name was meant, rather than beginning the next part.
    pub(in crate::parser) fn keyword_is_name(&self) -> bool {
        use TokenKind as T;
        if self.looks_like_next_statement() {
            return false;
        }
        !matches!(
            self.kind(),
            T::Import | T::From | T::As | T::In | T::If | T::Else | T::For | T::Async | T::Await | T::Lambda
        )
    }

    #[cold]
    pub(in crate::parser) fn python2_raise(&mut self, start: u32) {
        let span = self.span_from(start).to(self.token_span());
        self.fail_help(
            span,
            "`raise` takes a single exception",
            "write `raise E(value)`, or `raise E(value) from cause`",
        );
    }

    #[cold]
    pub(in crate::parser) fn missing_import_names(&mut self, some: bool) {
        let span = Span::empty(self.lex.prev_end);
        if some {
            return self.soft(span, "trailing comma not allowed without surrounding parentheses");
        }
        self.soft(span, "expected one or more names after `import`");
    }

    #[cold]
    pub(in crate::parser) fn import_before_from(&mut self) {
        self.fail_help(self.token_span(), "`from` must come before `import`", "write `from … import …`");
    }

    #[cold]
    pub(in crate::parser) fn bad_import_target(&mut self) {
        let message =
            format!("cannot use {} as import target: a plain name must follow `as`", self.describe());
        self.fail_at(self.token_span(), message);
    }
}

/// The keyword that begins statements and differs from `name` by one letter, or by two that changed places.
fn similar_keyword(name: &str) -> Option<&'static str> {
    const KEYWORDS: [&str; 22] = [
        "assert", "async", "await", "class", "def", "del", "elif", "else", "except", "finally", "for",
        "from", "global", "if", "import", "nonlocal", "raise", "return", "try", "while", "with", "yield",
    ];
    KEYWORDS.into_iter().find(|keyword| is_near(name.as_bytes(), keyword.as_bytes()))
}

fn is_near(a: &[u8], b: &[u8]) -> bool {
    if b.len() < 3 || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([x, y, a @ ..], [v, w, b @ ..]) if x == w && y == v && a == b => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([_, rest @ ..], _) if rest == b => true,
        (_, [_, rest @ ..]) if rest == a => true,
        _ => false,
    }
}
