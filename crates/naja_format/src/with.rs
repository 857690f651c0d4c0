//! `with` and `match`.

use naja_base::Span;
use naja_syntax::ast::{
    Expr, MatchCase, Pattern, PatternClass, PatternMapping, StmtMatch, StmtWith, WithItem,
};

use crate::leaf::{ARGUMENT, ATOM, INVISIBLE, Kind, priority};
use crate::line::LineKind;
use crate::parens::Around;
use crate::writer::Writer;

impl<'a> Writer<'_> {
    pub(crate) fn with(&mut self, node: &StmtWith<'a>) {
        self.begin(LineKind::With);
        if node.is_async {
            self.word("async", false);
        }
        self.word("with", node.is_async);
        let source = node.parenthesized;
        let virtual_pair = !source && self.layout.targets.at_least(9) && !self.starts_with_atom(node.items);
        // A comma behind the only item needs the parentheses.
        let commaed = matches!(node.items, [only] if self.comma_behind(only.span.end as usize));
        let hidden = if commaed { 0 } else { INVISIBLE };
        if source {
            self.open(b'(', hidden | ATOM | 1);
        } else if virtual_pair {
            self.open_invisible(true);
        }
        let grouped = source || virtual_pair;
        for (index, item) in node.items.iter().enumerate() {
            if !self.is_covered(item.context.span()) {
                self.with_item(item, index > 0 || !grouped, index == 0 && !grouped);
            }
            if grouped || index + 1 < node.items.len() {
                self.comma(0);
            }
        }
        if source {
            self.close(b')', hidden);
        } else if virtual_pair {
            self.close_invisible();
        }
        self.body(node.body);
    }

    fn starts_with_atom(&mut self, items: &[WithItem<'a>]) -> bool {
        let Some(first) = items.first() else { return true };
        let whole = match first.context {
            Expr::Tuple(node) => node.parenthesized,
            Expr::Generator(node) => node.parenthesized,
            context => self.peek() == b'(' && self.pos < context.span().start as usize,
        };
        whole && first.target.is_none()
    }

    #[expect(
        clippy::fn_params_excessive_bools,
        reason = "the blank and the parentheses before an expression"
    )]
    fn with_item(&mut self, item: &WithItem<'a>, space: bool, alone: bool) {
        let redundant = self.peek() == b'(' && self.pos < item.context.span().start as usize;
        let simple = matches!(item.context, Expr::Name(_)) && item.target.is_none();
        if redundant || (alone && simple) {
            self.wrapped(item.context, space, Around::Kept);
        } else {
            self.expr(item.context, space);
        }
        if let Some(target) = item.target {
            self.word("as", true);
            self.expr(target, true);
        }
    }

    pub(crate) fn match_(&mut self, node: &StmtMatch<'a>) {
        self.begin(LineKind::Other);
        self.word("match", false);
        self.expr(node.subject, true);
        self.mark(b':', Kind::Colon, 0, 0);
        self.facts.opens_block = true;
        self.end();
        self.indent += 1;
        let column = node.cases.first().map_or(0, |case| self.column(case.span.start as usize));
        let spans: Vec<Span> = if self.directives.is_empty() {
            Vec::new()
        } else {
            node.cases.iter().map(|case| case.span).collect()
        };
        let mut index = 0;
        while index < node.cases.len() {
            let kept = if spans.is_empty() { 0 } else { self.directed_parts(&spans[index..]) };
            if kept == 0 {
                self.case(&node.cases[index]);
            }
            index += kept.max(1);
        }
        self.gap(Some(column));
        self.indent -= 1;
    }

    fn case(&mut self, case: &MatchCase<'a>) {
        self.begin(LineKind::Case);
        self.facts.continues = true;
        self.word("case", false);
        let start = case.pattern.span().start as usize;
        if self.peek() == b'(' && self.pos < start {
            self.open(b'(', INVISIBLE | ATOM | 1);
            self.pattern(&case.pattern, false);
            self.close(b')', INVISIBLE);
        } else if matches!(case.pattern, Pattern::Sequence(_)) && matches!(self.peek(), b'(' | b'[') {
            self.pattern(&case.pattern, true);
        } else {
            self.open_invisible(true);
            self.pattern(&case.pattern, false);
            self.close_invisible();
        }
        if let Some(guard) = case.guard {
            self.word("if", true);
            self.wrapped(guard, true, Around::Condition);
        }
        self.body(case.body);
    }

    fn pattern(&mut self, pattern: &Pattern<'a>, space: bool) {
        let start = pattern.span().start as usize;
        let mut parens = 0;
        let mut space = space;
        while self.peek() == b'(' && self.pos < start {
            self.open(b'(', ATOM | Self::blank(space));
            parens += 1;
            space = false;
        }
        self.bare_pattern(pattern, space);
        for _ in 0..parens {
            self.close(b')', 0);
        }
    }

    fn bare_pattern(&mut self, pattern: &Pattern<'a>, space: bool) {
        match pattern {
            Pattern::Value(node) => self.expr(node.value, space),
            Pattern::Singleton(_) => self.name(space),
            Pattern::Sequence(node) => {
                let open = self.peek();
                let bracketed = self.pos == node.span.start as usize
                    && (open == b'[' || (open == b'(' && self.closes_at(node.span.end as usize)));
                let close = if open == b'[' { b']' } else { b')' };
                if bracketed {
                    self.open(open, ATOM | Self::blank(space));
                }
                let alone = open == b'[' && !matches!(node.patterns, [Pattern::Star(_)]);
                if alone
                    && let [only] = node.patterns
                    && self.peek() == b'('
                    && self.pos < only.span().start as usize
                {
                    self.open(b'(', INVISIBLE | ATOM);
                    self.pattern(only, false);
                    self.close(b')', INVISIBLE);
                    self.comma(0);
                    self.close(b']', 0);
                    return;
                }
                for (index, one) in node.patterns.iter().enumerate() {
                    self.pattern(one, if bracketed { index > 0 } else { space || index > 0 });
                    self.comma(0);
                }
                if bracketed {
                    self.close(close, 0);
                }
            }
            Pattern::Mapping(node) => self.mapping(node, space),
            Pattern::Class(node) => self.class_pattern(node, space),
            Pattern::Star(_) => {
                self.mark(b'*', Kind::Operator, Self::blank(space), 0);
                self.name(false);
            }
            Pattern::As(node) => {
                if let Some(inner) = &node.pattern {
                    self.pattern(inner, space);
                    self.word("as", true);
                    self.name(true);
                } else {
                    self.name(space);
                }
            }
            Pattern::Or(node) => {
                for (index, one) in node.patterns.iter().enumerate() {
                    if index > 0 {
                        self.mark(b'|', Kind::Operator, 1, priority::BIT_OR);
                    }
                    self.pattern(one, space || index > 0);
                }
            }
            Pattern::Invalid(_) => self.disagree(),
        }
    }

    fn closes_at(&self, end: usize) -> bool {
        let mut depth = 0_usize;
        for (offset, byte) in self.bytes[self.pos..end].iter().enumerate() {
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return self.pos + offset + 1 == end;
                    }
                }
                _ => {}
            }
        }
        false
    }

    fn mapping(&mut self, node: &PatternMapping<'a>, space: bool) {
        self.open(b'{', ATOM | Self::blank(space));
        for (index, item) in node.items.iter().enumerate() {
            self.expr(item.key, index > 0);
            self.mark(b':', Kind::Colon, 0, 0);
            self.pattern(&item.pattern, true);
            self.comma(0);
        }
        if node.rest.is_some() {
            self.token("**", Kind::Operator, Self::blank(!node.items.is_empty()), 0);
            self.name(false);
            self.comma(0);
        }
        self.close(b'}', 0);
    }

    fn class_pattern(&mut self, node: &PatternClass<'a>, space: bool) {
        self.expr(node.class, space);
        self.open(b'(', 0);
        let mut first = true;
        for one in node.patterns {
            self.pattern(one, !first);
            first = false;
            self.comma(ARGUMENT);
        }
        for keyword in node.keywords {
            self.name(!first);
            self.mark(b'=', Kind::Equal, 0, 0);
            self.pattern(&keyword.pattern, false);
            first = false;
            self.comma(ARGUMENT);
        }
        self.close(b')', 0);
    }
}
