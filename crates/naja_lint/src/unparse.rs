//! Writes an expression again, on one line: for fixes that put together what was apart.
//!
//! Blanks, line breaks and needless parentheses are not kept, nor are comments. Strings and whole numbers stay as written; floats
//! get their shortest form, as `repr` writes them.

use naja_syntax::ast::{
    Arguments, BinaryOp, BoolOp, Comprehension, DictItem, Expr, ExprCall, ExprNumber, ExprSlice, FStringPart,
    NumberKind, ParameterKind, Parameters, StringLiteral, UnaryOp,
};

/// How tightly an expression binds, or must bind where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// An assignment expression or `yield` is alone.
    Any,
    /// An element of a display, an argument: all but those.
    Element,
    Or,
    And,
    Not,
    Comparison,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Product,
    Sign,
    Power,
    Await,
    Atom,
}

/// The text of `expr` as an element of a display or an argument of a call.
#[must_use]
pub fn element(source: &str, expr: Expr<'_>) -> String {
    at_level(source, expr, Level::Element)
}

/// The text of `expr` where only what binds at least as tightly as `level` may be without parentheses.
#[must_use]
pub fn at_level(source: &str, expr: Expr<'_>, level: Level) -> String {
    let mut writer = Writer { source, out: String::new() };
    writer.expr(expr, level);
    writer.out
}

/// `object.name`.
#[must_use]
pub fn attribute(source: &str, object: Expr<'_>, name: &str) -> String {
    let is_int = matches!(object, Expr::Number(number) if number.kind == NumberKind::Int);
    let text = at_level(source, object, Level::Atom);
    if is_int { format!("({text}).{name}") } else { format!("{text}.{name}") }
}

/// The text of `expr` as the value of an assignment, where a tuple and `yield` need no parentheses.
#[must_use]
pub fn assigned(source: &str, expr: Expr<'_>) -> String {
    let mut writer = Writer { source, out: String::new() };
    match expr {
        Expr::Tuple(_) => writer.index(expr),
        Expr::Yield(_) | Expr::YieldFrom(_) => writer.bare(expr),
        _ => writer.expr(expr, Level::Element),
    }
    writer.out
}

struct Writer<'s> {
    source: &'s str,
    out: String,
}

impl Writer<'_> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn expr(&mut self, expr: Expr<'_>, level: Level) {
        let wraps = own_level(expr) < level;
        if wraps {
            self.push("(");
        }
        self.bare(expr);
        if wraps {
            self.push(")");
        }
    }

    fn bare(&mut self, expr: Expr<'_>) {
        match expr {
            Expr::Name(node) => self.push(node.id),
            Expr::Attribute(node) => {
                let text = attribute(self.source, node.value, node.attr);
                self.push(&text);
            }
            Expr::Subscript(node) => {
                self.expr(node.value, Level::Atom);
                self.push("[");
                self.index(node.index);
                self.push("]");
            }
            Expr::Call(node) => self.call(node),
            Expr::String(node) => self.literals(node.parts),
            Expr::Bytes(node) => self.literals(node.parts),
            Expr::FString(node) | Expr::TString(node) => {
                let spans = node.parts.iter().map(FStringPart::span);
                let texts: Vec<&str> = spans.map(|span| &self.source[span.range()]).collect();
                self.push(&texts.join(" "));
            }
            Expr::Number(node) => self.push(&number(node)),
            Expr::None(_) => self.push("None"),
            Expr::True(_) => self.push("True"),
            Expr::False(_) => self.push("False"),
            Expr::Ellipsis(_) => self.push("..."),
            Expr::Invalid(span) => self.push(&self.source[span.range()]),
            Expr::Tuple(node) => {
                self.push("(");
                self.list(node.elements);
                self.push(if node.elements.len() == 1 { ",)" } else { ")" });
            }
            Expr::List(node) => self.enclosed("[", node.elements, "]"),
            Expr::Set(node) => self.enclosed("{", node.elements, "}"),
            Expr::Dict(node) => {
                self.push("{");
                for (index, item) in node.items.iter().enumerate() {
                    self.push(if index > 0 { ", " } else { "" });
                    self.item(item);
                }
                self.push("}");
            }
            _ => self.operation(expr),
        }
    }

    fn operation(&mut self, expr: Expr<'_>) {
        match expr {
            Expr::Binary(node) => {
                let own = binary_level(node.op);
                let (left, right) = match node.op {
                    BinaryOp::Pow => (above(own), own),
                    _ => (own, above(own)),
                };
                self.expr(node.left, left);
                self.push(&format!(" {} ", node.op.as_str()));
                self.expr(node.right, right);
            }
            Expr::Bool(node) => {
                let own = bool_level(node.op);
                for (index, value) in node.values.iter().enumerate() {
                    if index > 0 {
                        self.push(&format!(" {} ", node.op.as_str()));
                    }
                    self.expr(*value, above(own));
                }
            }
            Expr::Unary(node) => {
                self.push(node.op.as_str());
                self.push(if node.op == UnaryOp::Not { " " } else { "" });
                self.expr(node.operand, if node.op == UnaryOp::Not { Level::Not } else { Level::Sign });
            }
            Expr::Compare(node) => {
                self.expr(node.left, Level::BitOr);
                for comparison in node.rest {
                    self.push(&format!(" {} ", comparison.op.as_str()));
                    self.expr(comparison.right, Level::BitOr);
                }
            }
            Expr::Conditional(node) => {
                self.expr(node.body, Level::Or);
                self.push(" if ");
                self.expr(node.test, Level::Or);
                self.push(" else ");
                self.expr(node.orelse, Level::Element);
            }
            Expr::Lambda(node) => {
                self.push("lambda");
                self.parameters(node.parameters);
                self.push(": ");
                self.expr(node.body, Level::Element);
            }
            Expr::Named(node) => {
                self.expr(node.target, Level::Atom);
                self.push(" := ");
                self.expr(node.value, Level::Element);
            }
            _ => self.other(expr),
        }
    }

    fn other(&mut self, expr: Expr<'_>) {
        match expr {
            Expr::ListComp(node) => self.comprehension("[", node.element, node.generators, "]"),
            Expr::SetComp(node) => self.comprehension("{", node.element, node.generators, "}"),
            Expr::Generator(node) => self.comprehension("(", node.element, node.generators, ")"),
            Expr::DictComp(node) => {
                self.push("{");
                self.item(&node.item);
                self.generators(node.generators);
                self.push("}");
            }
            Expr::Starred(node) => {
                self.push("*");
                self.expr(node.value, Level::BitOr);
            }
            Expr::Await(node) => {
                self.push("await ");
                self.expr(node.value, Level::Atom);
            }
            Expr::Yield(node) => {
                self.push("yield");
                if let Some(value) = node.value {
                    self.push(" ");
                    self.expr(value, Level::Element);
                }
            }
            Expr::YieldFrom(node) => {
                self.push("yield from ");
                self.expr(node.value, Level::Element);
            }
            Expr::Slice(node) => self.slice(node),
            _ => {}
        }
    }

    fn literals(&mut self, parts: &[StringLiteral<'_>]) {
        let texts: Vec<&str> = parts.iter().map(|part| part.raw).collect();
        self.push(&texts.join(" "));
    }

    fn list(&mut self, elements: &[Expr<'_>]) {
        for (index, element) in elements.iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            self.expr(*element, Level::Element);
        }
    }

    fn enclosed(&mut self, open: &str, elements: &[Expr<'_>], close: &str) {
        self.push(open);
        self.list(elements);
        self.push(close);
    }

    /// A tuple without its parentheses, as in the brackets of a subscript; any other expression as it is.
    fn index(&mut self, index: Expr<'_>) {
        match index {
            Expr::Tuple(tuple) if !tuple.elements.is_empty() => {
                self.list(tuple.elements);
                self.push(if tuple.elements.len() == 1 { "," } else { "" });
            }
            _ => self.expr(index, Level::Element),
        }
    }

    fn slice(&mut self, node: &ExprSlice<'_>) {
        if let Some(lower) = node.lower {
            self.expr(lower, Level::Element);
        }
        self.push(":");
        if let Some(upper) = node.upper {
            self.expr(upper, Level::Element);
        }
        if let Some(step) = node.step {
            self.push(":");
            self.expr(step, Level::Element);
        }
    }

    fn call(&mut self, node: &ExprCall<'_>) {
        self.expr(node.func, Level::Atom);
        if let ([only @ Expr::Generator(_)], []) = (node.arguments.args, node.arguments.keywords) {
            self.bare(*only);
            return;
        }
        self.push("(");
        self.arguments(&node.arguments);
        self.push(")");
    }

    fn arguments(&mut self, arguments: &Arguments<'_>) {
        let keyword = |index: usize| {
            let keyword = &arguments.keywords[index];
            (keyword.span.start, keyword.name.map(|name| name.name), keyword.value)
        };
        let positional = arguments.args.iter().map(|arg| (arg.span().start, Some(""), *arg));
        let mut all: Vec<_> = positional.chain((0..arguments.keywords.len()).map(keyword)).collect();
        all.sort_by_key(|(start, ..)| *start);
        for (index, (_, name, value)) in all.into_iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            match name {
                Some("") => self.expr(value, Level::Element),
                Some(name) => {
                    self.push(name);
                    self.push("=");
                    self.expr(value, Level::Element);
                }
                None => {
                    self.push("**");
                    self.expr(value, Level::Atom);
                }
            }
        }
    }

    fn item(&mut self, item: &DictItem<'_>) {
        match item.key {
            Some(key) => {
                self.expr(key, Level::Element);
                self.push(": ");
                self.expr(item.value, Level::Element);
            }
            None => {
                self.push("**");
                self.expr(item.value, Level::Atom);
            }
        }
    }

    fn comprehension(
        &mut self,
        open: &str,
        element: Expr<'_>,
        generators: &[Comprehension<'_>],
        close: &str,
    ) {
        self.push(open);
        self.expr(element, Level::Element);
        self.generators(generators);
        self.push(close);
    }

    fn generators(&mut self, generators: &[Comprehension<'_>]) {
        for generator in generators {
            self.push(if generator.is_async { " async for " } else { " for " });
            match generator.target {
                Expr::Tuple(tuple) if tuple.elements.len() > 1 => self.list(tuple.elements),
                target => self.expr(target, Level::BitOr),
            }
            self.push(" in ");
            self.expr(generator.iter, Level::Or);
            for test in generator.ifs {
                self.push(" if ");
                self.expr(*test, Level::Or);
            }
        }
    }

    /// The parameters of a lambda, which have no annotations.
    fn parameters(&mut self, parameters: Option<&Parameters<'_>>) {
        let Some(parameters) = parameters else { return };
        let positional_only = parameters.positional_only().len();
        let mut has_star = false;
        for (index, parameter) in parameters.all.iter().enumerate() {
            self.push(if index > 0 { ", " } else { " " });
            if index > 0 && index == positional_only {
                self.push("/, ");
            }
            match parameter.kind {
                ParameterKind::VarArgs => (has_star, _) = (true, self.push("*")),
                ParameterKind::KeywordOnly if !has_star => (has_star, _) = (true, self.push("*, ")),
                ParameterKind::VarKeywords => self.push("**"),
                _ => {}
            }
            self.push(parameter.name.name);
            if let Some(default) = parameter.default {
                self.push("=");
                self.expr(default, Level::Element);
            }
        }
        if positional_only > 0 && positional_only == parameters.all.len() {
            self.push(", /");
        }
    }
}

/// How tightly `expr` itself binds.
const fn own_level(expr: Expr<'_>) -> Level {
    match expr {
        Expr::Named(_) | Expr::Yield(_) | Expr::YieldFrom(_) => Level::Any,
        Expr::Conditional(_) | Expr::Lambda(_) | Expr::Starred(_) | Expr::Slice(_) => Level::Element,
        Expr::Bool(node) => bool_level(node.op),
        Expr::Unary(node) => match node.op {
            UnaryOp::Not => Level::Not,
            _ => Level::Sign,
        },
        Expr::Compare(_) => Level::Comparison,
        Expr::Binary(node) => binary_level(node.op),
        Expr::Await(_) => Level::Await,
        _ => Level::Atom,
    }
}

const fn bool_level(op: BoolOp) -> Level {
    match op {
        BoolOp::Or => Level::Or,
        BoolOp::And => Level::And,
    }
}

const fn binary_level(op: BinaryOp) -> Level {
    match op {
        BinaryOp::BitOr => Level::BitOr,
        BinaryOp::BitXor => Level::BitXor,
        BinaryOp::BitAnd => Level::BitAnd,
        BinaryOp::LShift | BinaryOp::RShift => Level::Shift,
        BinaryOp::Add | BinaryOp::Sub => Level::Sum,
        BinaryOp::Mult | BinaryOp::MatMult | BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod => {
            Level::Product
        }
        BinaryOp::Pow => Level::Power,
    }
}

/// The next tighter level.
const fn above(level: Level) -> Level {
    match level {
        Level::Any => Level::Element,
        Level::Element => Level::Or,
        Level::Or => Level::And,
        Level::And => Level::Not,
        Level::Not => Level::Comparison,
        Level::Comparison => Level::BitOr,
        Level::BitOr => Level::BitXor,
        Level::BitXor => Level::BitAnd,
        Level::BitAnd => Level::Shift,
        Level::Shift => Level::Sum,
        Level::Sum => Level::Product,
        Level::Product => Level::Sign,
        Level::Sign => Level::Power,
        Level::Power => Level::Await,
        Level::Await | Level::Atom => Level::Atom,
    }
}

fn number(node: &ExprNumber<'_>) -> String {
    let digits = node.raw.replace('_', "");
    match node.kind {
        NumberKind::Int => node.raw.to_owned(),
        NumberKind::Float => float(&digits).unwrap_or_else(|| node.raw.to_owned()),
        NumberKind::Complex => {
            let own = digits.trim_end_matches(['j', 'J']);
            let text = float(own).unwrap_or_else(|| own.to_owned());
            format!("{}j", text.strip_suffix(".0").unwrap_or(&text))
        }
    }
}

/// A float as Python's `repr` writes it.
fn float(digits: &str) -> Option<String> {
    let value: f64 = digits.parse().ok()?;
    if value.is_infinite() {
        return Some("1e309".to_owned());
    }
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    if (-4..16).contains(&exponent) {
        return Some(format!("{value:?}"));
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    Some(format!("{mantissa}e{sign}{:02}", exponent.abs()))
}

#[cfg(test)]
mod tests {
    use naja_syntax::Arena;
    use naja_syntax::ast::Stmt;

    use super::element;

    fn written(source: &str) -> String {
        let arena = Arena::new();
        let parsed = naja_syntax::parse(source, &arena);
        assert!(parsed.is_valid(), "{source}");
        match parsed.body() {
            [Stmt::Expr(node)] => element(source, node.value),
            _ => panic!("no expression: {source}"),
        }
    }

    #[test]
    fn every_expression_is_written_on_one_line() {
        let cases = [
            ("f( a,b = 1, * c, **d)", "f(a, b=1, *c, **d)"),
            ("x[ (a ,\n b) ]", "x[a, b]"),
            ("x[ a : b+1, ... , ::2]", "x[a:b + 1, ..., ::2]"),
            ("[ (1 ,), ( ), {*a, 2}, {1:2, ** a|b} ]", "[(1,), (), {*a, 2}, {1: 2, **(a | b)}]"),
            ("lambda  a,b=3,/,c=4,*,d=5,**e : (a,\n b)", "lambda a, b=3, /, c=4, *, d=5, **e: (a, b)"),
            ("[lambda:0, lambda  *a : 1, lambda a , / :0]", "[lambda: 0, lambda *a: 1, lambda a, /: 0]"),
            ("f(i  for (i, j) in x  if (a  if b else c))", "f(i for i, j in x if (a if b else c))"),
            ("{i :j  for i in (x or y) }, 1", "({i: j for i in x or y}, 1)"),
            ("( (a := 1), (yield), (lambda : 0)())", "((a := 1), (yield), (lambda: 0)())"),
            ("'a'   \"b\" f'{ c }'", "'a' \"b\" f'{ c }'"),
        ];
        for (source, wanted) in cases {
            assert_eq!(written(source), wanted);
        }
    }

    #[test]
    fn parentheses_stand_where_the_tree_needs_them() {
        let kept = [
            "(a + b) * c",
            "a - (b - c)",
            "a - b - c",
            "(-a) ** b",
            "a ** b ** c",
            "-a ** b",
            "not a in b",
            "(not a) in b",
            "a and (b or c)",
            "(a < b) < c",
            "(a if b else c) if d else e",
            "(a or b).c",
            "(1).real",
            "await (a + b)",
            "(await a)(b)",
        ];
        for source in kept {
            let wrapped = format!("async def f():\n    {source}\n");
            let arena = Arena::new();
            let parsed = naja_syntax::parse(&wrapped, &arena);
            let [Stmt::FunctionDef(function)] = parsed.body() else { panic!("{source}") };
            let [Stmt::Expr(node)] = function.body else { panic!("{source}") };
            assert_eq!(element(&wrapped, node.value), source);
        }
    }

    #[test]
    fn numbers_are_written_as_repr_does() {
        let cases = [
            (".5", "0.5"),
            ("1E5", "100000.0"),
            ("1e16", "1e+16"),
            ("1.50e-7", "1.5e-07"),
            ("0.0001", "0.0001"),
            ("123456789.0", "123456789.0"),
            ("1e400", "1e309"),
            ("1_0.0", "10.0"),
            ("1J", "1j"),
            ("1.5j", "1.5j"),
            ("0xFF", "0xFF"),
        ];
        for (source, wanted) in cases {
            assert_eq!(written(source), wanted);
        }
    }
}
