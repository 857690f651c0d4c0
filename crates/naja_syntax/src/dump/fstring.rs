//! f-strings and t-strings: neighbouring constants are one, as CPython folds them.

use naja_base::Span;

use super::Dumper;
use crate::ast::{
    Conversion, ExprFString, FStringElement, FStringPart, FormatSpec, Interpolation, StringFlags,
};
use crate::literal::{fstring_text, string_of};

/// Constant text that may still grow.
#[derive(Default)]
struct Text {
    points: Vec<u32>,
    span: Option<Span>,
    is_unicode: bool,
}

impl Text {
    fn add(&mut self, span: Span, is_unicode: bool, points: impl FnOnce(&mut Vec<u32>)) {
        let before = self.points.len();
        points(&mut self.points);
        if self.points.len() == before {
            return;
        }
        if self.span.is_none() {
            self.is_unicode = is_unicode;
        }
        self.span = Some(self.span.map_or(span, |whole| whole.to(span)));
    }

    /// An empty literal after a constant adds to its place, in CPython.
    fn reach(&mut self, span: Span) {
        self.span = self.span.map(|whole| whole.to(span));
    }
}

/// A list of values on its way to the dump.
struct Values {
    text: Text,
    is_first: bool,
}

impl Dumper<'_> {
    pub(super) fn joined_string(&mut self, node: &ExprFString<'_>) {
        self.node("JoinedStr", Some(node.span), |d| {
            d.field("values").parts(node.parts, "FormattedValue");
        });
    }

    pub(super) fn template_string(&mut self, node: &ExprFString<'_>) {
        self.node("TemplateStr", Some(node.span), |d| {
            d.field("values").parts(node.parts, "Interpolation");
        });
    }

    fn parts(&mut self, parts: &[FStringPart<'_>], field: &str) {
        self.out.push('[');
        let mut values = Values { text: Text::default(), is_first: true };
        for part in parts {
            match part {
                FStringPart::Literal(literal) => {
                    values.text.add(literal.span(), literal.flags.is_unicode(), |points| {
                        string_of(literal).code_points(points);
                    });
                    values.text.reach(literal.span());
                }
                FStringPart::FString(string) => {
                    self.elements(string.elements, string.flags, false, field, &mut values);
                }
            }
        }
        self.finish_text(&mut values);
        self.out.push(']');
    }

    fn elements(
        &mut self,
        elements: &[FStringElement<'_>],
        flags: StringFlags,
        in_spec: bool,
        field: &str,
        values: &mut Values,
    ) {
        for element in elements {
            match element {
                FStringElement::Text(span) => {
                    let raw = &self.source[span.range()];
                    values.text.add(*span, false, |points| {
                        fstring_text(raw, flags, in_spec).code_points(points);
                    });
                }
                FStringElement::Interpolation(one) => {
                    if let Some(debug) = one.debug {
                        let text = self.debug_text(debug);
                        values.text.add(debug, false, |points| points.extend(text.chars().map(u32::from)));
                    }
                    self.finish_text(values);
                    self.separate(values);
                    self.interpolation(one, flags, field);
                }
            }
        }
    }

    /// The source of `{expression=}` without its comments, which CPython leaves out too.
    fn debug_text(&self, span: Span) -> String {
        let mut text = String::new();
        let mut at = span.start;
        let first = self.comments.partition_point(|comment| comment.start < span.start);
        for comment in self.comments[first..].iter().take_while(|comment| comment.end <= span.end) {
            text.push_str(&self.source[at as usize..comment.start as usize]);
            at = comment.end;
        }
        text.push_str(&self.source[at as usize..span.end as usize]);
        text.replace("\r\n", "\n").replace('\r', "\n")
    }

    fn interpolation(&mut self, one: &Interpolation<'_>, flags: StringFlags, field: &str) {
        self.node(field, Some(one.span), |d| {
            d.field("value").expression(&one.expression);
            if field == "Interpolation" {
                let source = &d.source[one.source.range()];
                d.field("str").text(source);
            }
            let conversion = match one.conversion {
                Conversion::None if one.debug.is_some() && one.format_spec.is_none() => 114,
                Conversion::None => -1,
                Conversion::Str => 115,
                Conversion::Repr => 114,
                Conversion::Ascii => 97,
            };
            d.field("conversion").plain(conversion);
            d.field("format_spec").optional(one.format_spec, |d, spec| d.format_spec(spec, flags));
        });
    }

    fn format_spec(&mut self, spec: &FormatSpec<'_>, flags: StringFlags) {
        self.node("JoinedStr", Some(spec.span), |d| {
            d.field("values");
            d.out.push('[');
            let mut values = Values { text: Text::default(), is_first: true };
            d.elements(spec.elements, flags, true, "FormattedValue", &mut values);
            d.finish_text(&mut values);
            d.out.push(']');
        });
    }

    fn separate(&mut self, values: &mut Values) {
        if !values.is_first {
            self.out.push_str(", ");
        }
        values.is_first = false;
    }

    fn finish_text(&mut self, values: &mut Values) {
        let text = std::mem::take(&mut values.text);
        let Some(span) = text.span else { return };
        self.separate(values);
        self.node("Constant", Some(span), |d| {
            d.field("value").points(text.points);
            if text.is_unicode {
                d.field("kind").text("u");
            }
        });
    }
}
