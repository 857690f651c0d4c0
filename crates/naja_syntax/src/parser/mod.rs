//! The parser: recursive descent for statements, operator precedence for expressions.
//!
//! Lists of children grow on scratch stacks that all nodes share and are copied into the arena when they are complete.
//! An error sets [`Parser::recovering`], under which nothing more is said until the end of the logical line.

mod atom;
mod compound;
mod definition;
mod expr;
mod faults;
mod fstring;
mod params;
mod pattern;
mod postfix;
mod recover;
mod simple;
mod target;
mod with;

use naja_base::Span;
use unicode_normalization::UnicodeNormalization;

use crate::ast::{
    Alias, Clause, Comparison, Comprehension, Decorator, DictItem, ExceptHandler, Expr, FStringElement,
    FStringPart, Identifier, Keyword, MatchCase, Parameter, Pattern, PatternKeyword, PatternMappingItem,
    Stmt, StringLiteral, TypeParam, WithItem,
};
use crate::error::{ErrorKind, ParseError};
use crate::lexer::token::TokenKind;
use crate::lexer::{Lexer, NON_ASCII_NAME, SOFT_KEYWORD};
use crate::options::{Mode, ParseOptions};
use crate::parsed::{Parenthesized, Parsed, Root};
use crate::version::{Construct, VersionFact};
use crate::{Arena, MAX_DEPTH};

/// Parses `source`, as `options` say, into `arena`.
pub(crate) fn parse<'a>(source: &'a str, arena: &'a Arena, options: ParseOptions) -> Parsed<'a> {
    let Ok(len) = u32::try_from(source.len()) else {
        return too_long();
    };
    let whole = Span::new(0, len);
    let span = options.span.unwrap_or(whole);
    let fits = whole.covers(span) && source.is_char_boundary(span.start as usize);
    let span = if fits && source.is_char_boundary(span.end as usize) { span } else { whole };
    let mut parser = Parser::new(source, span, arena);
    let root = match options.mode {
        Mode::Module | Mode::Stub => Root::Module(parser.module()),
        Mode::Expression => Root::Expression(parser.expression_input()),
        Mode::Annotation => Root::Expression(parser.annotation_input()),
    };
    parser.finish(root)
}

fn too_long<'a>() -> Parsed<'a> {
    let mut error = ParseError::new(Span::empty(0), "the file is larger than 4 GiB");
    error.kind = ErrorKind::TooLong;
    Parsed {
        root: Root::Module(&[]),
        errors: vec![error],
        versions: Vec::new(),
        remarks: Vec::new(),
        tables: crate::Tables { line_starts: vec![0], ..Default::default() },
    }
}

/// The scratch stacks: one for each kind of child that comes in lists.
#[derive(Default)]
struct Scratch<'a> {
    exprs: Vec<Expr<'a>>,
    stmts: Vec<Stmt<'a>>,
    keywords: Vec<Keyword<'a>>,
    comparisons: Vec<Comparison<'a>>,
    items: Vec<DictItem<'a>>,
    comprehensions: Vec<Comprehension<'a>>,
    parameters: Vec<Parameter<'a>>,
    type_params: Vec<TypeParam<'a>>,
    aliases: Vec<Alias<'a>>,
    identifiers: Vec<Identifier<'a>>,
    clauses: Vec<Clause<'a>>,
    handlers: Vec<ExceptHandler<'a>>,
    decorators: Vec<Decorator<'a>>,
    with_items: Vec<WithItem<'a>>,
    cases: Vec<MatchCase<'a>>,
    patterns: Vec<Pattern<'a>>,
    pattern_keywords: Vec<PatternKeyword<'a>>,
    pattern_items: Vec<PatternMappingItem<'a>>,
    literals: Vec<StringLiteral<'a>>,
    parts: Vec<FStringPart<'a>>,
    elements: Vec<FStringElement<'a>>,
}

/// Copies what was pushed on a scratch stack since `$mark` into the arena, and pops it.
macro_rules! take {
    ($parser:expr, $stack:ident, $mark:expr) => {{
        let parser = &mut *$parser;
        let mark = $mark;
        let taken = parser.arena.alloc_slice(&parser.scratch.$stack[mark..]);
        parser.scratch.$stack.truncate(mark);
        taken
    }};
}
pub(crate) use take;

pub(crate) struct Parser<'a> {
    lex: Lexer<'a>,
    arena: &'a Arena,
    scratch: Scratch<'a>,
    parentheses: Vec<Parenthesized>,
    versions: Vec<VersionFact>,
    /// How deep the recursion is, in nested constructs.
    depth: u32,
    /// The longest left-deep chain in the expression that was parsed last: an upper bound of how much deeper than the
    /// recursion its tree is.
    links: u32,
    /// Where something was found missing last: no node that is finished from then on ends before it.
    reach: u32,
    /// How many brackets were given up: what would close one of them says nothing new.
    abandoned: u32,
    /// How many brackets are open around all of the input, and are closed nowhere in it.
    outer: u32,
    /// Set by an error, until the logical line ends.
    recovering: bool,
    too_deep: bool,
}

impl<'a> Parser<'a> {
    fn new(source: &'a str, span: Span, arena: &'a Arena) -> Self {
        Self {
            lex: Lexer::new(source, span),
            arena,
            // What nearly every file fills; the others grow if they are needed.
            scratch: Scratch {
                exprs: Vec::with_capacity(64),
                stmts: Vec::with_capacity(64),
                keywords: Vec::with_capacity(16),
                aliases: Vec::with_capacity(16),
                parameters: Vec::with_capacity(16),
                ..Scratch::default()
            },
            parentheses: Vec::new(),
            versions: Vec::new(),
            depth: 0,
            links: 0,
            reach: 0,
            abandoned: 0,
            outer: 0,
            recovering: false,
            too_deep: false,
        }
    }

    fn finish(mut self, root: Root<'a>) -> Parsed<'a> {
        self.lex.note_bidirectional();
        let mut root = root;
        let mut errors = std::mem::take(&mut self.lex.errors);
        if self.too_deep {
            errors.retain(|error| error.kind == ErrorKind::TooDeep);
            errors.truncate(1);
            root = match root {
                Root::Module(_) => Root::Module(&[]),
                Root::Expression(expr) => Root::Expression(self.invalid(Span::empty(expr.span().start))),
            };
        }
        errors.sort_by_key(|error| error.span.start);
        // What is lexed again is reported again.
        errors.dedup();
        self.lex.remarks.sort_by_key(|remark| remark.span.start);
        self.parentheses.sort_unstable_by_key(|entry| entry.span.start);
        let mut tables = self.lex.tables;
        tables.parentheses = self.parentheses;
        Parsed { root, errors, versions: self.versions, remarks: self.lex.remarks, tables }
    }

    fn module(&mut self) -> &'a [Stmt<'a>] {
        self.next();
        while self.kind() != TokenKind::Eof {
            if self.kind() == TokenKind::Dedent {
                self.next();
            } else {
                self.statement();
            }
        }
        take!(self, stmts, 0)
    }

    fn expression_input(&mut self) -> Expr<'a> {
        self.next();
        if self.kind() == TokenKind::Indent {
            self.unexpected_indent();
            self.next();
        }
        let expr = self.expression_list();
        while self.kind() == TokenKind::Newline {
            self.next();
        }
        if self.kind() != TokenKind::Eof {
            self.unexpected_token();
        }
        expr
    }

    fn annotation_input(&mut self) -> Expr<'a> {
        self.lex.enter_parentheses();
        self.outer = self.lex.nesting;
        self.next();
        let expr = self.expression_list();
        if self.kind() != TokenKind::Eof {
            self.unexpected_token();
        }
        expr
    }

    /// The kind of the current token.
    #[inline]
    fn kind(&self) -> TokenKind {
        self.lex.kind
    }

    /// Whether the current name is the soft keyword `word`.
    #[inline]
    fn at_soft_keyword(&self, word: &str) -> bool {
        self.lex.flags.has(SOFT_KEYWORD) && self.lex.token_text() == word
    }

    /// Where the current token starts.
    #[inline]
    fn start(&self) -> u32 {
        self.lex.start
    }

    /// The span of the current token.
    #[inline]
    fn token_span(&self) -> Span {
        Span { start: self.lex.start, end: self.lex.end.max(self.lex.start) }
    }

    /// From `start` to the end of the token before the current one, or to what is missing after that. A node that
    /// nothing was read for is empty, and is where the parser is.
    #[inline]
    fn span_from(&self, start: u32) -> Span {
        let end = self.lex.prev_end.max(self.reach);
        Span { start: start.min(end), end }
    }

    #[inline]
    fn next(&mut self) {
        self.lex.next();
    }

    /// Goes on if the current token is of this kind.
    #[inline]
    fn eat(&mut self, kind: TokenKind) -> bool {
        let matches = self.lex.kind == kind;
        if matches {
            self.lex.next();
        }
        matches
    }

    #[inline]
    fn alloc<T: Copy>(&self, node: T) -> &'a T {
        self.arena.alloc(node)
    }

    /// What stands for an expression that could not be read.
    #[cold]
    fn invalid(&self, span: Span) -> Expr<'a> {
        Expr::Invalid(self.alloc(span))
    }

    fn note(&mut self, construct: Construct, span: Span) {
        self.versions.push(VersionFact { construct, span });
    }

    /// One level deeper; `false`, with a diagnostic, where that is too deep.
    #[inline]
    fn enter(&mut self) -> bool {
        self.depth += 1;
        self.depth + self.links <= MAX_DEPTH || self.refuse_depth()
    }

    #[inline]
    fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Counts a link of a left-deep chain; `false`, with a diagnostic, where the chain is too long.
    #[inline]
    fn link(&mut self) -> bool {
        self.links += 1;
        self.depth + self.links <= MAX_DEPTH || self.refuse_depth()
    }

    #[cold]
    fn refuse_depth(&mut self) -> bool {
        if !self.too_deep {
            self.too_deep = true;
            let mut error = ParseError::new(
                self.token_span(),
                format!("the code is nested too deeply: more than {MAX_DEPTH} levels"),
            );
            error.kind = ErrorKind::TooDeep;
            error.help = Some("split the expression, or move the data out of the source".into());
            self.lex.errors.push(error);
        }
        self.recovering = true;
        self.lex.stop();
        false
    }

    /// The text of the current name, NFKC-normalised.
    #[inline]
    fn name_text(&self) -> &'a str {
        let text = self.lex.token_text();
        if self.lex.flags.has(NON_ASCII_NAME) { self.normalize(text) } else { text }
    }

    #[cold]
    fn normalize(&self, text: &'a str) -> &'a str {
        if unicode_normalization::is_nfkc(text) {
            return text;
        }
        let normalized: String = text.nfkc().collect();
        self.arena.alloc_str(&normalized)
    }

    /// The current name; goes on.
    #[inline]
    fn identifier(&mut self) -> Identifier<'a> {
        let identifier = Identifier { name: self.name_text(), span: self.token_span() };
        self.next();
        identifier
    }

    /// The name that must be here; an empty one, with a diagnostic, if it is missing.
    fn expect_identifier(&mut self, what: &'static str) -> Identifier<'a> {
        if self.kind() == TokenKind::Name {
            return self.identifier();
        }
        self.missing_name(what);
        if self.kind().is_keyword() && self.keyword_is_name() {
            let identifier = Identifier { name: self.lex.token_text(), span: self.token_span() };
            self.next();
            return identifier;
        }
        Identifier { name: "", span: self.missing_span() }
    }
}
