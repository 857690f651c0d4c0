//! Which Pythons must be able to run the file.

use naja_syntax::ast::{Arguments, Expr, FString, Parameter, Parameters, Stmt};
use naja_syntax::visitor::{Visitor, walk_arguments, walk_expr, walk_stmt};
use naja_syntax::{Construct, Parsed};

use crate::FormatOptions;

/// The oldest minor version of Python 3 among the targets: as configured, else as the syntax shows.
///
/// The parser notes what Python 3.7 and older lack. What only Python 3.5 and older lack is looked for when somebody asks.
pub(crate) struct Targets<'a> {
    known: u8,
    complete: bool,
    source: &'a str,
    body: &'a [Stmt<'a>],
}

impl<'a> Targets<'a> {
    pub(crate) fn new(parsed: &Parsed<'a>, source: &'a str, options: &FormatOptions) -> Self {
        let body = parsed.body();
        if let Some(&oldest) = options.target_versions.iter().min() {
            return Self { known: oldest, complete: true, source, body };
        }
        let counts = |construct: Construct, text: &str| match construct {
            Construct::NamedWithoutParentheses | Construct::NestedFString | Construct::StarInFor => false,
            // Without a name, the parentheses could be those of a tuple.
            Construct::ParenthesizedWith => text.split_ascii_whitespace().any(|word| word == "as"),
            _ => true,
        };
        let facts = parsed.versions.iter().filter(|fact| counts(fact.construct, &source[fact.span.range()]));
        let known = facts.map(|fact| fact.construct.minimum().minor).max().unwrap_or(3);
        Self { known, complete: false, source, body }
    }

    /// Whether every version that must run the file is at least 3.`minor`.
    pub(crate) fn at_least(&mut self, minor: u8) -> bool {
        if self.known < minor && minor <= 8 && !self.complete {
            self.complete = true;
            let oldest = if imports_annotations(self.body) { 7 } else { 3 };
            let mut search = Search { source: self.source, oldest };
            search.visit_body(self.body);
            self.known = self.known.max(search.oldest);
        }
        self.known >= minor
    }
}

/// Whether `from __future__ import annotations` is among the first statements.
fn imports_annotations(body: &[Stmt<'_>]) -> bool {
    for (index, stmt) in body.iter().enumerate() {
        match stmt {
            Stmt::Expr(node) if index == 0 && matches!(node.value, Expr::String(_)) => {}
            Stmt::ImportFrom(node) if node.module.is_some_and(|module| module.name == "__future__") => {
                if node.names.iter().any(|alias| alias.name.name == "annotations") {
                    return true;
                }
            }
            _ => return false,
        }
    }
    false
}

/// Finds what came with Python 3.5 to 3.8.
struct Search<'a> {
    source: &'a str,
    oldest: u8,
}

impl Search<'_> {
    /// Whether a comma stands between the last argument and the closing parenthesis.
    fn has_last_comma(&self, arguments: &Arguments<'_>) -> bool {
        let args = arguments.args.iter().map(|arg| arg.span().end);
        let last = args.chain(arguments.keywords.iter().map(|one| one.span.end)).max().unwrap_or(0);
        let mut rest = &self.source[last as usize..];
        while let Some(close) = behind_blanks(rest).strip_prefix(')')
            && self.source.len() - close.len() < arguments.span.end as usize
        {
            rest = close;
        }
        behind_blanks(rest).starts_with(',')
    }
}

/// What follows blanks, line breaks and comments.
fn behind_blanks(text: &str) -> &str {
    let blanks = [' ', '\t', '\n', '\r', '\x0c', '\\'];
    let mut rest = text.trim_start_matches(blanks);
    while rest.starts_with('#') {
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        rest = rest[end..].trim_start_matches(blanks);
    }
    rest
}

impl<'a> Visitor<'a> for Search<'a> {
    fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        if let Stmt::AnnAssign(node) = stmt
            && matches!(node.value, Some(Expr::Tuple(tuple)) if !tuple.parenthesized)
        {
            self.oldest = self.oldest.max(8);
        }
        if self.oldest < 8 {
            walk_stmt(self, stmt);
        }
    }

    fn visit_expr(&mut self, expr: Expr<'a>) {
        if let Expr::Number(number) = expr
            && number.raw.contains('_')
        {
            self.oldest = self.oldest.max(6);
        }
        walk_expr(self, expr);
    }

    fn visit_fstring(&mut self, _string: &'a FString<'a>) {
        self.oldest = self.oldest.max(6);
    }

    fn visit_arguments(&mut self, arguments: &'a Arguments<'a>) {
        let starred = arguments.args.iter().any(|arg| matches!(arg, Expr::Starred(_)))
            || arguments.keywords.iter().any(|keyword| keyword.name.is_none());
        if starred && self.has_last_comma(arguments) {
            self.oldest = self.oldest.max(5);
        }
        walk_arguments(self, arguments);
    }

    fn visit_parameters(&mut self, parameters: &'a Parameters<'a>) {
        let starred = parameters.varargs().is_some()
            || parameters.keywords().is_some()
            || parameters.all.iter().any(|one| one.kind == naja_syntax::ast::ParameterKind::KeywordOnly);
        let end = |one: &Parameter<'_>| one.default.map_or(one.span, |value| one.span.to(value.span())).end;
        let last = parameters.all.last().map_or(0, |one| end(one) as usize);
        let mut behind = behind_blanks(&self.source[last..]);
        while let Some(close) = behind.strip_prefix(')') {
            behind = behind_blanks(close);
        }
        if starred && behind.strip_prefix(',').is_some_and(|rest| behind_blanks(rest).starts_with(')')) {
            self.oldest = self.oldest.max(6);
        }
        for parameter in parameters.all {
            self.visit_parameter(parameter);
        }
    }
}
