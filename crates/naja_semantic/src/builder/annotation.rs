//! Annotations: evaluated at once, put off, or quoted.

use naja_base::lines;
use naja_syntax::ast::{Expr, ExprString};
use naja_syntax::literal;
use naja_syntax::{Mode, ParseOptions, Parsed, parse_with};

use super::Builder;
use crate::model::{AnnotationFault, StringAnnotation};
use crate::reference::ReferenceFlags;

impl<'a> Builder<'_, 'a> {
    /// An annotation; `evaluated` is [`ReferenceFlags::RUNTIME_ANNOTATION`] where Python evaluates it at all.
    pub(super) fn annotation(&mut self, annotation: Expr<'a>, evaluated: u16) {
        let place = self.place;
        self.place.is_type = true;
        self.place.context |= ReferenceFlags::TYPE | ReferenceFlags::ANNOTATION | evaluated;
        if self.postpones_annotations() {
            self.place.context |= ReferenceFlags::POSTPONED;
            self.place.is_forward = true;
            self.deferred.annotations.push((annotation, self.place));
        } else {
            self.expr(annotation);
        }
        self.place = place;
    }

    /// A type outside annotations.
    pub(super) fn type_definition(&mut self, expr: Expr<'a>) {
        if self.options.is_stub {
            self.postpone_type(expr);
            return;
        }
        let (is_type, context) = (self.place.is_type, self.place.context);
        self.place.is_type = true;
        self.place.context |= ReferenceFlags::TYPE;
        self.expr(expr);
        self.place.is_type = is_type;
        self.place.context = context;
    }

    /// A type that is evaluated after the module, if ever.
    pub(super) fn postpone_type(&mut self, expr: Expr<'a>) {
        let mut place = self.place;
        place.is_type = true;
        place.context |= ReferenceFlags::TYPE | ReferenceFlags::POSTPONED;
        self.deferred.annotations.push((expr, place));
    }

    /// An expression of a stub that may look forward.
    pub(super) fn postpone(&mut self, expr: Expr<'a>) {
        let mut place = self.place;
        place.context |= ReferenceFlags::POSTPONED;
        self.deferred.annotations.push((expr, place));
    }

    /// Reads what a string annotation says.
    pub(super) fn quoted_annotation(&mut self, string: &'a ExprString<'a>) {
        let span = self.place.relocated.unwrap_or(string.span);
        let options = ParseOptions::from(Mode::Annotation);
        let (content, is_triple) = match string.parts {
            [part] => (part.content(), part.flags.is_triple()),
            _ => ("", false),
        };
        let in_place = match string.parts {
            [part] => self.place.relocated.is_none() && (part.flags.is_raw() || !content.contains('\\')),
            _ => false,
        };
        let (parsed, text) = if in_place {
            let inner = string.parts[0].content_span();
            (parse_with(self.source, self.arena, ParseOptions { span: Some(inner), ..options }), content)
        } else {
            let value = literal::string(string);
            let Some(value) = value.as_str() else {
                self.fault(span, "the string holds characters that no source has");
                return;
            };
            let text: &'a str = self.arena.alloc_str(value);
            (parse_with(text, self.arena, options), text)
        };
        match check(&parsed, text, is_triple) {
            Ok(expression) => {
                self.model.annotations.push(StringAnnotation { span, expression, in_place });
                if !in_place {
                    self.place.relocated = Some(span);
                }
                self.place.is_forward = true;
                self.place.context |= ReferenceFlags::QUOTED | ReferenceFlags::TYPE;
                self.expr(expression);
            }
            Err(message) => self.fault(span, &message),
        }
    }

    fn fault(&mut self, span: naja_base::Span, message: &str) {
        self.model.faults.push(AnnotationFault { span, message: message.to_owned() });
    }
}

/// The expression of a quoted annotation, or what is wrong with it.
fn check<'a>(parsed: &Parsed<'a>, text: &str, is_triple: bool) -> Result<Expr<'a>, String> {
    if let Some(error) = parsed.errors.first() {
        return Err(error.message.to_string());
    }
    if text.trim().is_empty() {
        return Err("an expression is missing".to_owned());
    }
    if !is_triple && (text.starts_with([' ', '\t', '\u{c}']) || text.starts_with(lines::BREAKS)) {
        return Err("unexpected indentation".to_owned());
    }
    let is_bare = !text.trim_start().starts_with('(');
    match parsed.expression() {
        Some(Expr::Starred(_)) if is_bare => Err("an unpacked type is not allowed by itself".to_owned()),
        Some(Expr::Named(_)) if is_bare => Err("`:=` needs parentheses here".to_owned()),
        Some(Expr::Yield(_) | Expr::YieldFrom(_)) => {
            Err("`yield` is not allowed in an annotation".to_owned())
        }
        Some(Expr::Await(_)) => Err("`await` is not allowed in an annotation".to_owned()),
        Some(expression) if is_triple || !lines::has_break(text.trim_end()) || !is_bare => Ok(expression),
        Some(_) => Err("a line break outside of brackets".to_owned()),
        None => Err("an expression is missing".to_owned()),
    }
}
