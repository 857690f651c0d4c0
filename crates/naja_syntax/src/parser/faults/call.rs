//! Errors in the arguments of calls.

use crate::ast::Expr;
use crate::parser::Parser;
use naja_base::Span;

impl<'a> Parser<'a> {
    #[cold]
    pub(in crate::parser) fn argument_after_unpacking(&mut self, span: Span, iterable: bool) {
        let what = if iterable { "iterable argument unpacking" } else { "positional argument" };
        self.soft_help(
            span,
            format!("{what} follows keyword argument unpacking"),
            "move it before the `**` argument",
        );
    }

    #[cold]
    pub(in crate::parser) fn positional_after_keyword(&mut self, span: Span, unpacked: bool) {
        if unpacked {
            return self.argument_after_unpacking(span, false);
        }
        self.soft_help(
            span,
            "positional argument follows keyword argument",
            "move it before the keyword arguments, or name it",
        );
    }

    /// A generator without parentheses beside other arguments; those pushed since `mark` are the call's.
    #[cold]
    pub(in crate::parser) fn generator_among_arguments(&mut self, mark: usize) {
        let bare = self.scratch.exprs[mark..].iter().find_map(|arg| match arg {
            Expr::Generator(node) if !node.parenthesized => Some(node.span),
            _ => None,
        });
        if let Some(span) = bare {
            self.soft_help(
                span,
                "a generator expression must be parenthesized unless it is the only argument",
                "put parentheses around it",
            );
        }
    }

    #[cold]
    pub(in crate::parser) fn missing_argument_value(&mut self, start: u32) {
        self.soft(self.span_from(start), "expected argument value expression after `=`");
    }

    #[cold]
    pub(in crate::parser) fn comprehension_in_keyword(&mut self, start: u32) {
        let span = self.span_from(start);
        self.fail_help(
            span,
            "a generator expression as keyword argument needs parentheses",
            "put parentheses around it, or compare with `==`",
        );
    }

    #[cold]
    pub(in crate::parser) fn bad_keyword_argument(&mut self, value: Expr<'a>) {
        let span = value.span();
        match value {
            Expr::True(_) | Expr::False(_) | Expr::None(_) => {
                let name = &self.lex.text[span.range()];
                self.soft(span, format!("cannot assign to `{name}`"));
            }
            _ => self.soft_help(
                span,
                "expression cannot contain assignment",
                "compare with `==`, or pass a keyword argument under a plain name",
            ),
        }
    }
}
