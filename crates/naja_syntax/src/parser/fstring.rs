//! String literals side by side, f-strings and t-strings with their replacement fields.

use super::{Parser, take};
use crate::ast::{
    Conversion, Expr, ExprBytes, ExprFString, ExprString, FString, FStringElement, FStringPart, FormatSpec,
    Interpolation, StringFlags, StringLiteral,
};
use crate::lexer::TextEnd;
use crate::lexer::token::TokenKind;
use crate::version::Construct;
use naja_base::{Span, lines};

impl<'a> Parser<'a> {
    /// One or more string literals.
    pub(super) fn strings(&mut self) -> Expr<'a> {
        let start = self.start();
        if self.kind() == TokenKind::String {
            let literal = self.literal();
            if !matches!(self.kind(), TokenKind::String | TokenKind::FStringStart) {
                let parts = std::slice::from_ref(self.alloc(literal));
                return self.plain(literal.span(), parts, literal.flags.is_bytes());
            }
            self.scratch.parts.push(FStringPart::Literal(literal));
            return self.concatenation(start, self.scratch.parts.len() - 1);
        }
        self.concatenation(start, self.scratch.parts.len())
    }

    fn plain(&mut self, span: Span, parts: &'a [StringLiteral<'a>], bytes: bool) -> Expr<'a> {
        if bytes {
            Expr::Bytes(self.alloc(ExprBytes { span, parts }))
        } else {
            Expr::String(self.alloc(ExprString { span, parts }))
        }
    }

    #[inline]
    fn literal(&mut self) -> StringLiteral<'a> {
        let literal =
            StringLiteral { raw: self.lex.token_text(), start: self.lex.start, flags: self.lex.flags };
        self.next();
        literal
    }

    /// The literals from here on, together with those pushed since `mark`.
    fn concatenation(&mut self, start: u32, mark: usize) -> Expr<'a> {
        loop {
            let part = match self.kind() {
                TokenKind::String => FStringPart::Literal(self.literal()),
                TokenKind::FStringStart => FStringPart::FString(self.fstring()),
                _ => break,
            };
            self.scratch.parts.push(part);
        }
        let span = self.span_from(start);
        let (mut bytes, mut text, mut formats, mut templates) = (false, false, false, false);
        for part in &self.scratch.parts[mark..] {
            match part {
                FStringPart::Literal(literal) if literal.flags.is_bytes() => bytes = true,
                FStringPart::Literal(_) => text = true,
                FStringPart::FString(string) if string.flags.is_template() => templates = true,
                FStringPart::FString(_) => formats = true,
            }
        }
        if bytes && (text || formats || templates) {
            self.soft(span, "cannot mix bytes and non-bytes literals");
        } else if templates && (text || formats) {
            self.soft(span, "cannot mix t-strings with other string literals");
        }
        if !formats && !templates {
            let first = self.scratch.literals.len();
            for index in mark..self.scratch.parts.len() {
                if let FStringPart::Literal(literal) = self.scratch.parts[index] {
                    self.scratch.literals.push(literal);
                }
            }
            self.scratch.parts.truncate(mark);
            let parts = take!(self, literals, first);
            return self.plain(span, parts, bytes);
        }
        let parts = take!(self, parts, mark);
        if templates {
            self.note(Construct::TemplateString, span);
        }
        let node = self.alloc(ExprFString { span, parts });
        if templates { Expr::TString(node) } else { Expr::FString(node) }
    }

    /// One f-string or t-string; the current token is its opening.
    fn fstring(&mut self) -> &'a FString<'a> {
        let start = self.start();
        let flags = self.lex.flags;
        let outer = (self.lex.nesting, self.lex.field_nesting);
        let mark = self.scratch.elements.len();
        let entered = self.enter();
        loop {
            if !entered {
                break;
            }
            let (text, end) = self.lex.fstring_text(flags, false);
            if !text.is_empty() {
                self.scratch.elements.push(FStringElement::Text(text));
            }
            match end {
                TextEnd::Open => {
                    let field = self.interpolation(flags, text.end);
                    self.scratch.elements.push(FStringElement::Interpolation(field));
                    (self.lex.nesting, self.lex.field_nesting) = outer;
                    if self.too_deep {
                        break;
                    }
                    if self.recovering {
                        self.recovering = false;
                        self.lex.skip_to_quotes(flags, field.span.end);
                        break;
                    }
                }
                TextEnd::Unterminated => {
                    self.unterminated_fstring(start, flags);
                    break;
                }
                TextEnd::Quotes | TextEnd::Close => break,
            }
        }
        self.leave();
        if !self.too_deep {
            self.lex.end_fstring(start);
        }
        self.next();
        let elements = take!(self, elements, mark);
        self.alloc(FString { span: self.span_from(start), flags, elements })
    }

    /// A replacement field; the lexer is just after its brace, which is at `open`.
    fn interpolation(&mut self, flags: StringFlags, open: u32) -> &'a Interpolation<'a> {
        self.lex.nesting += 1;
        self.lex.field_nesting = self.lex.nesting;
        let versions = self.versions.len();
        // The brace was read as text; what is missing after it is missing inside the field.
        self.lex.end = open + 1;
        self.next();
        let expression = if matches!(
            self.kind(),
            TokenKind::RBrace | TokenKind::Exclamation | TokenKind::Colon | TokenKind::Equal
        ) {
            self.empty_field(flags)
        } else {
            self.links = 0;
            self.expression_list_or_yield()
        };
        let source = Span { start: open + 1, end: self.lex.prev_end.max(open + 1) };
        let mut debug = None;
        if self.kind() == TokenKind::Equal && !self.recovering {
            self.next();
            debug = Some(Span { start: open + 1, end: self.start() });
            self.note(Construct::SelfDocumentingField, Span { start: open, end: self.start() });
        }
        let mut conversion = Conversion::None;
        if self.kind() == TokenKind::Exclamation && !self.recovering {
            conversion = self.conversion(flags);
        }
        let field_end = self.start();
        let mut format_spec = None;
        if !self.recovering {
            match self.kind() {
                TokenKind::Colon => format_spec = self.format_spec(flags),
                TokenKind::RBrace => {}
                _ => self.field_not_closed(flags, open),
            }
        }
        self.note_nested(flags, Span { start: open, end: field_end.max(open) }, versions);
        let read = if self.recovering { self.lex.prev_end.max(self.reach) } else { self.lex.place() };
        let end = format_spec.map_or(read, |spec: &FormatSpec<'_>| read.max(spec.span.end));
        let span = Span { start: open, end: end.max(open) };
        self.alloc(Interpolation { span, expression, debug, source, conversion, format_spec })
    }

    fn conversion(&mut self, flags: StringFlags) -> Conversion {
        let mark = self.token_span();
        self.next();
        let glued = self.start() == mark.end;
        let conversion = match (self.kind(), self.lex.token_text()) {
            (TokenKind::Name, "s") => Conversion::Str,
            (TokenKind::Name, "r") => Conversion::Repr,
            (TokenKind::Name, "a") => Conversion::Ascii,
            _ => Conversion::None,
        };
        if conversion == Conversion::None || !glued {
            self.bad_conversion(flags, mark, glued);
            return Conversion::None;
        }
        self.next();
        conversion
    }

    /// What follows the colon of a field, to after its closing brace.
    fn format_spec(&mut self, flags: StringFlags) -> Option<&'a FormatSpec<'a>> {
        let start = self.start();
        let outer = (self.lex.nesting, self.lex.field_nesting);
        let mark = self.scratch.elements.len();
        let mut closed = false;
        let mut read = start;
        let entered = self.enter();
        while entered && !closed {
            let (text, end) = self.lex.fstring_text(flags, true);
            read = text.end;
            if !text.is_empty() {
                self.scratch.elements.push(FStringElement::Text(text));
            }
            match end {
                TextEnd::Open => {
                    let field = self.interpolation(flags, text.end);
                    read = field.span.end;
                    self.scratch.elements.push(FStringElement::Interpolation(field));
                    (self.lex.nesting, self.lex.field_nesting) = outer;
                    if self.recovering {
                        break;
                    }
                }
                TextEnd::Close => closed = true,
                TextEnd::Quotes | TextEnd::Unterminated => {
                    self.spec_not_closed(flags, start, text.end);
                    break;
                }
            }
        }
        self.leave();
        if closed {
            self.lex.go_to(read + 1);
        }
        let elements = take!(self, elements, mark);
        let span = Span { start, end: read };
        Some(self.alloc(FormatSpec { span, elements }))
    }

    /// Notes what older Pythons do not allow inside a field; once for nested ones.
    fn note_nested(&mut self, flags: StringFlags, field: Span, versions: usize) {
        if self.versions[versions..].iter().any(|fact| fact.construct == Construct::NestedFString) {
            return;
        }
        let text = &self.lex.text[field.range()];
        let line_break = !flags.is_triple() && lines::has_break(text);
        let newer = line_break
            || memchr::memchr2(b'\\', b'#', text.as_bytes()).is_some() && self.has_odd_byte(field)
            || text.contains(flags.quotes());
        if newer && flags.is_format() {
            self.note(Construct::NestedFString, field);
        }
    }

    /// Whether the field holds a backslash or a comment; a `#` may also be inside a nested string.
    #[cold]
    fn has_odd_byte(&self, field: Span) -> bool {
        let text = &self.lex.text[field.range()];
        text.contains('\\')
            || self.lex.tables.comments.last().is_some_and(|comment| comment.start >= field.start)
    }
}
