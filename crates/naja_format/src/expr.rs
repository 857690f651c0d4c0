//! Expressions as leaves.

use naja_base::Span;
use naja_syntax::ast::{
    Arguments, BinaryOp, BoolOp, CompareOp, Comprehension, Expr, ExprAttribute, ExprBinary, ExprBool,
    ExprCompare, ExprConditional, ExprElementComp, ExprLambda, ExprList, ExprSet, ExprSlice, ExprTuple,
    ExprUnary, FStringPart, Keyword, NumberKind, Parameter, ParameterKind, Parameters, UnaryOp,
};

use crate::leaf::{
    ANNOTATION, ARGUMENT, ATOM, ENDS_VARIABLES, Kind, OPENS_VARIABLES, SIDE, STAR_CALL, STAR_DEF, SUBSCRIPT,
    priority,
};
use crate::writer::Writer;

impl Writer<'_> {
    /// Writes an expression with the parentheses that the source has around it.
    pub(crate) fn expr(&mut self, expr: Expr<'_>, space: bool) {
        let start = expr.span().start as usize;
        self.skip();
        if self.pos == start {
            self.bare(expr, space, false);
        } else {
            self.parenthesized(expr, space);
        }
    }

    fn parenthesized(&mut self, expr: Expr<'_>, space: bool) {
        let start = expr.span().start as usize;
        let mut parens = 0;
        let mut space = space;
        while self.peek() == b'(' && self.pos < start {
            self.open(b'(', ATOM | Self::blank(space));
            parens += 1;
            space = false;
        }
        self.bare(expr, space, parens > 0);
        for _ in 0..parens {
            self.close(b')', 0);
        }
    }

    /// Writes an expression that stands behind an opening parenthesis, where a conditional one needs none of its own.
    pub(crate) fn inside(&mut self, expr: Expr<'_>) {
        if self.peek() == b'(' && self.pos < expr.span().start as usize {
            self.expr(expr, false);
        } else {
            self.bare(expr, false, true);
        }
    }

    /// Writes an expression whose own start is at the cursor.
    #[expect(
        clippy::fn_params_excessive_bools,
        reason = "the blank and the parentheses before an expression"
    )]
    pub(crate) fn bare(&mut self, expr: Expr<'_>, space: bool, parenthesized: bool) {
        if self.is_covered(expr.span()) {
            return;
        }
        match expr {
            Expr::Name(node) => self.name_at(node.span, space),
            Expr::None(span) | Expr::True(span) | Expr::False(span) => self.name_at(*span, space),
            Expr::Ellipsis(_) => self.token("...", Kind::Operator, Self::blank(space), 0),
            Expr::Number(node) => self.number(node.raw, Self::blank(space)),
            Expr::String(_) | Expr::Bytes(_) | Expr::FString(_) | Expr::TString(_) => {
                self.literals(expr, space);
            }
            Expr::Attribute(node) => self.attribute(node, space),
            Expr::Subscript(node) => {
                self.expr(node.value, space);
                self.open(b'[', SUBSCRIPT);
                self.index(node.index);
                self.close(b']', SUBSCRIPT);
            }
            Expr::Call(node) => {
                self.expr(node.func, space);
                self.arguments(&node.arguments);
            }
            Expr::Binary(node) => self.binary(node, space),
            Expr::Bool(node) => self.logic(node, space),
            Expr::Unary(node) => self.unary(node, space),
            Expr::Compare(node) => self.comparison(node, space),
            Expr::Conditional(node) => self.conditional(node, space, parenthesized),
            Expr::Lambda(node) => self.lambda(node, space),
            Expr::Named(node) => {
                self.expr(node.target, space);
                self.token(":=", Kind::Operator, 1, 0);
                self.expr(node.value, true);
            }
            Expr::Tuple(node) if !node.parenthesized => self.open_elements(node.elements, space),
            Expr::Tuple(_) | Expr::List(_) | Expr::Set(_) | Expr::Dict(_) => self.display(expr, space),
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::Generator(_) | Expr::DictComp(_) => {
                self.comprehension(expr, space);
            }
            Expr::Starred(node) => {
                self.mark(b'*', Kind::Operator, Self::blank(space), 0);
                self.expr(node.value, false);
            }
            Expr::Await(_) | Expr::Yield(_) | Expr::YieldFrom(_) => self.keyword_expr(expr, space),
            Expr::Slice(node) => self.slice(node, space),
            Expr::Invalid(_) => self.disagree(),
        }
    }

    /// Strings side by side.
    fn literals(&mut self, expr: Expr<'_>, space: bool) {
        let plain = match expr {
            Expr::String(node) => node.parts,
            Expr::Bytes(node) => node.parts,
            _ => &[],
        };
        for (index, part) in plain.iter().enumerate() {
            self.literal(part, index, space);
        }
        if let Expr::FString(node) | Expr::TString(node) = expr {
            for (index, part) in node.parts.iter().enumerate() {
                match part {
                    FStringPart::Literal(part) => self.literal(part, index, space),
                    FStringPart::FString(part) => self.fstring(part, index, space),
                }
            }
        }
    }

    fn attribute(&mut self, node: &ExprAttribute<'_>, space: bool) {
        // `1.real` would be read as a number and a name.
        let decimal = matches!(node.value, Expr::Number(number)
            if number.kind != NumberKind::Complex && !number.raw.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic));
        if decimal && self.peek() != b'(' {
            self.open_virtual(space, ATOM);
            self.expr(node.value, false);
            self.close_virtual(0);
        } else {
            self.expr(node.value, space);
        }
        self.skip();
        let after_bracket = self.line.leaves.last().is_some_and(|leaf| leaf.kind.is_closing());
        self.mark(b'.', Kind::Dot, 0, if after_bracket { priority::DOT } else { 0 });
        self.skip();
        let start = self.pos as u32;
        if start < node.span.end {
            self.name_at(Span { start, end: node.span.end }, false);
        } else {
            self.disagree();
        }
    }

    fn logic(&mut self, node: &ExprBool<'_>, space: bool) {
        let op = if node.op == BoolOp::And { "and" } else { "or" };
        for (index, value) in node.values.iter().enumerate() {
            if index > 0 && !self.is_covered(value.span()) {
                self.token(op, Kind::Name, 1, priority::LOGIC);
            }
            self.expr(*value, space || index > 0);
        }
    }

    fn comparison(&mut self, node: &ExprCompare<'_>, space: bool) {
        self.expr(node.left, space);
        for part in node.rest {
            if self.is_covered(part.right.span()) {
                continue;
            }
            let (first, second) = match part.op {
                CompareOp::IsNot => ("is", Some("not")),
                CompareOp::NotIn => ("not", Some("in")),
                op => (op.as_str(), None),
            };
            let is_word = first.as_bytes()[0].is_ascii_alphabetic();
            let kind = if is_word { Kind::Name } else { Kind::Operator };
            self.token(first, kind, 1, priority::COMPARATOR);
            if let Some(second) = second {
                self.word(second, true);
            }
            self.expr(part.right, true);
        }
    }

    /// A tuple in parentheses, a list, a set or a dictionary.
    fn display(&mut self, expr: Expr<'_>, space: bool) {
        let (open, close) = match expr {
            Expr::Tuple(_) => (b'(', b')'),
            Expr::List(_) => (b'[', b']'),
            _ => (b'{', b'}'),
        };
        self.open(open, ATOM | Self::blank(space));
        match expr {
            Expr::Dict(node) => {
                for (index, item) in node.items.iter().enumerate() {
                    self.dict_item(item.key, item.value, index > 0);
                    self.comma(0);
                }
            }
            Expr::List(ExprList { elements: [only], .. }) | Expr::Set(ExprSet { elements: [only], .. })
                if !matches!(only, Expr::Starred(_)) =>
            {
                let from = self.line.leaves.len();
                let commaed = self.lone_element(*only);
                if commaed && close == b'}' {
                    self.mark_operands(*only, from);
                }
            }
            Expr::Tuple(ExprTuple { elements, .. }) | Expr::List(ExprList { elements, .. }) => {
                self.elements(elements, 0);
            }
            Expr::Set(ExprSet { elements, .. }) => {
                for (index, element) in elements.iter().enumerate() {
                    let from = self.line.leaves.len();
                    self.expr(*element, index > 0);
                    self.mark_operands(*element, from);
                    self.comma(0);
                }
            }
            _ => self.disagree(),
        }
        self.close(close, 0);
    }

    fn comprehension(&mut self, expr: Expr<'_>, space: bool) {
        let brackets = match expr {
            Expr::ListComp(_) => Some((b'[', b']')),
            Expr::Generator(node) => node.parenthesized.then_some((b'(', b')')),
            _ => Some((b'{', b'}')),
        };
        if let Some((open, _)) = brackets {
            self.open(open, ATOM | Self::blank(space));
        }
        match expr {
            Expr::ListComp(ExprElementComp { element, generators, .. })
            | Expr::SetComp(ExprElementComp { element, generators, .. })
            | Expr::Generator(ExprElementComp { element, generators, .. }) => {
                self.expr(*element, false);
                self.generators(generators);
            }
            Expr::DictComp(node) => {
                self.dict_item(node.item.key, node.item.value, false);
                self.generators(node.generators);
            }
            _ => self.disagree(),
        }
        if let Some((_, close)) = brackets {
            self.close(close, 0);
        }
    }

    /// `await` and `yield`.
    fn keyword_expr(&mut self, expr: Expr<'_>, space: bool) {
        match expr {
            Expr::Await(node) => {
                self.word("await", space);
                self.awaited(node.value);
            }
            Expr::Yield(node) => {
                self.word("yield", space);
                if let Some(value) = node.value {
                    self.expr(value, true);
                }
            }
            Expr::YieldFrom(node) => {
                self.word("yield", space);
                self.word("from", true);
                self.expr(node.value, true);
            }
            _ => self.disagree(),
        }
    }

    fn number(&mut self, raw: &str, blank: u16) {
        self.skip();
        let place = self.pos as u32;
        self.pos += raw.len();
        match crate::number::normalized(raw) {
            None => self.line.push(Kind::Number, place, self.pos as u32, blank, 0),
            Some(text) => {
                let start = self.line.side.len() as u32;
                self.line.side.push_str(&text);
                let end = self.line.side.len() as u32;
                self.line.push(Kind::Number, start, end, blank | SIDE, 0);
                self.line.place_last(place);
            }
        }
    }

    fn binary(&mut self, node: &ExprBinary<'_>, space: bool) {
        let level = match node.op {
            BinaryOp::Add | BinaryOp::Sub => priority::ARITHMETIC,
            BinaryOp::Mult | BinaryOp::MatMult | BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod => {
                priority::TERM
            }
            BinaryOp::Pow => priority::POWER,
            BinaryOp::LShift | BinaryOp::RShift => priority::SHIFT,
            BinaryOp::BitOr => priority::BIT_OR,
            BinaryOp::BitXor => priority::BIT_XOR,
            BinaryOp::BitAnd => priority::BIT_AND,
        };
        self.expr(node.left, space);
        if self.is_covered(node.right.span()) {
            return;
        }
        self.token(node.op.as_str(), Kind::Operator, 1, level);
        if node.op == BinaryOp::Pow {
            self.line.powers.push(self.line.leaves.len() as u32 - 1);
        }
        self.expr(node.right, true);
    }

    fn unary(&mut self, node: &ExprUnary<'_>, space: bool) {
        self.token(
            node.op.as_str(),
            if node.op == UnaryOp::Not { Kind::Name } else { Kind::Operator },
            Self::blank(space),
            0,
        );
        if node.op == UnaryOp::Not {
            self.expr(node.operand, true);
            return;
        }
        let bare = !(self.peek() == b'(' && self.pos < node.operand.span().start as usize);
        let power = matches!(node.operand, Expr::Binary(inner) if inner.op == BinaryOp::Pow
            && !matches!(inner.left, Expr::Attribute(_) | Expr::Subscript(_) | Expr::Call(_) | Expr::Await(_)));
        if bare && power {
            self.open_virtual(false, ATOM);
            self.expr(node.operand, false);
            self.close_virtual(0);
        } else {
            self.expr(node.operand, false);
        }
    }

    #[expect(
        clippy::fn_params_excessive_bools,
        reason = "the blank and the parentheses before an expression"
    )]
    fn conditional(&mut self, node: &ExprConditional<'_>, space: bool, parenthesized: bool) {
        if !parenthesized {
            self.open_virtual(space, crate::leaf::INVISIBLE);
        }
        let from = self.line.leaves.len();
        self.expr(node.body, space && parenthesized);
        self.token("if", Kind::Name, 1, priority::TERNARY);
        self.expr(node.test, true);
        self.token("else", Kind::Name, 1, priority::TERNARY);
        self.expr(node.orelse, true);
        self.mark_operands(Expr::Conditional(node), from);
        if !parenthesized {
            self.close_invisible();
        }
    }

    fn lambda(&mut self, node: &ExprLambda<'_>, space: bool) {
        self.token("lambda", Kind::Name, OPENS_VARIABLES | Self::blank(space), 0);
        self.line.depth += 1;
        if let Some(parameters) = node.parameters {
            self.parameters(parameters, true);
        }
        self.skip();
        self.line.depth -= 1;
        self.mark(b':', Kind::Colon, ENDS_VARIABLES, 0);
        self.expr(node.body, true);
    }

    fn generators(&mut self, generators: &[Comprehension<'_>]) {
        for part in generators {
            if part.is_async {
                self.token("async", Kind::Name, 1, priority::COMPREHENSION);
                self.token("for", Kind::Name, 1 | OPENS_VARIABLES, 0);
            } else {
                self.token("for", Kind::Name, 1 | OPENS_VARIABLES, priority::COMPREHENSION);
            }
            self.line.depth += 1;
            self.expr(part.target, true);
            self.skip();
            self.line.depth -= 1;
            self.token("in", Kind::Name, 1 | ENDS_VARIABLES, 0);
            self.expr(part.iter, true);
            for test in part.ifs {
                self.token("if", Kind::Name, 1, priority::COMPREHENSION);
                self.expr(*test, true);
            }
        }
    }

    fn dict_item(&mut self, key: Option<Expr<'_>>, value: Expr<'_>, space: bool) {
        let start = key.map_or(value.span().start.saturating_sub(1), |key| key.span().start);
        if self.is_covered(Span { start, end: value.span().end }) {
            return;
        }
        let from = self.line.leaves.len();
        if let Some(key) = key {
            self.expr(key, space);
            self.mark_operands(key, from);
            let from = self.line.leaves.len();
            self.mark(b':', Kind::Colon, 0, 0);
            self.expr(value, true);
            self.mark_operands(value, from);
        } else {
            self.token("**", Kind::Operator, Self::blank(space), 0);
            self.expr(value, false);
            self.mark_operands(value, from);
        }
    }

    /// The elements of a display, with their commas.
    fn elements(&mut self, elements: &[Expr<'_>], flags: u16) {
        for (index, element) in elements.iter().enumerate() {
            if index == 0 {
                self.expr(*element, false);
            } else {
                self.expr(*element, true);
            }
            self.comma(flags);
        }
    }

    /// The only element of a list or set, without redundant parentheses; whether a comma follows.
    fn lone_element(&mut self, element: Expr<'_>) -> bool {
        let wrapped = self.peek() == b'(' && self.pos < element.span().start as usize;
        let comma = {
            let mut at = element.span().end as usize;
            while matches!(self.bytes.get(at), Some(b' ' | b')' | b'\n' | b'\r' | b'\t')) {
                at += 1;
            }
            self.bytes.get(at) == Some(&b',')
        };
        if wrapped && !comma {
            self.wrapped(element, false, crate::parens::Around::Bracketed);
        } else {
            self.expr(element, false);
        }
        self.comma(0)
    }

    /// The elements of a tuple without parentheses.
    pub(crate) fn open_elements(&mut self, elements: &[Expr<'_>], space: bool) {
        for (index, element) in elements.iter().enumerate() {
            self.expr(*element, space || index > 0);
            self.comma(0);
        }
    }

    fn index(&mut self, index: Expr<'_>) {
        match index {
            Expr::Tuple(tuple) if !tuple.parenthesized => self.open_elements(tuple.elements, false),
            other => {
                self.expr(other, false);
            }
        }
    }

    fn slice(&mut self, node: &ExprSlice<'_>, space: bool) {
        let complex = [node.lower, node.upper, node.step].into_iter().flatten().any(is_complex);
        if let Some(lower) = node.lower {
            self.expr(lower, space);
        }
        let first = if node.lower.is_some() { complex } else { space };
        self.mark(b':', Kind::Colon, Self::blank(first), 0);
        if let Some(upper) = node.upper {
            self.expr(upper, complex);
        }
        if self.peek() == b':' {
            self.mark(b':', Kind::Colon, Self::blank(complex && node.upper.is_some()), 0);
            if let Some(step) = node.step {
                self.expr(step, complex);
            }
        }
    }

    /// The parentheses of a call with what they hold.
    pub(crate) fn arguments(&mut self, arguments: &Arguments<'_>) {
        self.open(b'(', 0);
        let (mut args, mut keywords) =
            (arguments.args.iter().peekable(), arguments.keywords.iter().peekable());
        let mut first = true;
        loop {
            let next_keyword = keywords.peek().map_or(u32::MAX, |keyword| keyword.span.start);
            let next = args.peek().map_or(u32::MAX, |arg| arg.span().start);
            if next < next_keyword {
                let Some(arg) = args.next() else { break };
                let alone = first && args.peek().is_none() && keywords.peek().is_none();
                let end = arg.span().end as usize;
                self.argument(*arg, first, alone && !self.comma_behind(end));
            } else if let Some(keyword) = keywords.next() {
                self.keyword(keyword, first);
            } else {
                break;
            }
            first = false;
            self.comma(ARGUMENT);
        }
        self.close(b')', 0);
    }

    fn keyword(&mut self, keyword: &Keyword<'_>, first: bool) {
        if self.is_covered(keyword.span) {
            return;
        }
        if let Some(name) = keyword.name {
            self.name_at(name.span, !first);
            self.mark(b'=', Kind::Equal, 0, 0);
        } else {
            self.token("**", Kind::Operator, STAR_CALL | Self::blank(!first), 0);
        }
        self.expr(keyword.value, false);
    }

    /// Whether a comma follows `at`, closing parentheses aside.
    pub(crate) fn comma_behind(&self, at: usize) -> bool {
        let mut at = at;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | 12 | b'\\' => at += 1,
                b'#' => {
                    at += memchr::memchr2(b'\n', b'\r', &self.bytes[at..]).unwrap_or(self.bytes.len() - at);
                }
                _ => return byte == b',',
            }
        }
        false
    }

    #[expect(clippy::fn_params_excessive_bools, reason = "where the argument stands among the others")]
    fn argument(&mut self, arg: Expr<'_>, first: bool, alone: bool) {
        if self.is_covered(arg.span()) {
            return;
        }
        match arg {
            Expr::Starred(star) => {
                self.mark(b'*', Kind::Operator, STAR_CALL | Self::blank(!first), 0);
                self.expr(star.value, false);
            }
            _ if alone => self.inside(arg),
            _ => self.expr(arg, !first),
        }
    }

    /// Parameters with their commas, without brackets.
    pub(crate) fn parameters(&mut self, parameters: &Parameters<'_>, lambda: bool) {
        let flags = if lambda { 0 } else { ARGUMENT };
        let star = if lambda { 0 } else { STAR_DEF };
        let mut space = lambda;
        let mut slash =
            parameters.all.iter().take_while(|one| one.kind == ParameterKind::PositionalOnly).count();
        let mut bare_star = parameters.varargs().is_none();
        for one in parameters.all {
            if self.is_covered(one.span) {
                bare_star &= one.kind != ParameterKind::KeywordOnly;
                slash -= usize::from(one.kind == ParameterKind::PositionalOnly);
                space = true;
                self.comma(flags);
                continue;
            }
            if one.kind == ParameterKind::KeywordOnly && bare_star {
                bare_star = false;
                self.mark(b'*', Kind::Operator, star | Self::blank(space), 0);
                self.comma(flags);
                space = true;
                if self.is_covered(one.span) {
                    self.comma(flags);
                    continue;
                }
            }
            match one.kind {
                ParameterKind::VarArgs => self.mark(b'*', Kind::Operator, star | Self::blank(space), 0),
                ParameterKind::VarKeywords => self.token("**", Kind::Operator, star | Self::blank(space), 0),
                _ => {}
            }
            let stars = matches!(one.kind, ParameterKind::VarArgs | ParameterKind::VarKeywords);
            self.parameter(one, space && !stars);
            space = true;
            self.comma(flags);
            if one.kind == ParameterKind::PositionalOnly {
                slash -= 1;
                if slash == 0 {
                    self.mark(b'/', Kind::Operator, 1, 0);
                    self.comma(flags);
                }
            }
        }
    }

    fn parameter(&mut self, one: &Parameter<'_>, space: bool) {
        self.name_at(one.name.span, space);
        if let Some(annotation) = one.annotation {
            self.mark(b':', Kind::Colon, 0, 0);
            let from = self.line.leaves.len();
            if one.kind == ParameterKind::VarArgs {
                self.expr(annotation, true);
            } else {
                self.wrapped(annotation, true, crate::parens::Around::Parameter);
                self.mark_annotation(from);
            }
        }
        if let Some(default) = one.default {
            let spaced = one.annotation.is_some();
            self.mark(b'=', Kind::Equal, Self::blank(spaced), 0);
            self.expr(default, spaced);
        }
    }

    /// Marks the commas since `from` as parts of an annotation.
    pub(crate) fn mark_annotation(&mut self, from: usize) {
        for leaf in &mut self.line.leaves[from..] {
            if leaf.kind == Kind::Comma {
                leaf.flags |= ANNOTATION;
            }
        }
    }
}

/// Whether a slice with such a part takes blanks around its colons.
fn is_complex(expr: Expr<'_>) -> bool {
    match expr {
        Expr::Unary(node) => node.op == UnaryOp::Not || is_complex(node.operand),
        Expr::Tuple(node) => node.elements.iter().any(|one| is_complex(*one)),
        Expr::List(node) => node.elements.iter().any(|one| is_complex(*one)),
        Expr::Set(node) => node.elements.iter().any(|one| is_complex(*one)),
        Expr::Name(_)
        | Expr::Number(_)
        | Expr::String(_)
        | Expr::Bytes(_)
        | Expr::FString(_)
        | Expr::TString(_)
        | Expr::None(_)
        | Expr::True(_)
        | Expr::False(_)
        | Expr::Ellipsis(_) => false,
        _ => true,
    }
}
