//! A tree as text, in the shape of CPython's `ast`: `Name(id='x', ctx=Load())@1:0-1:1`.
//!
//! Every field of CPython 3.13's nodes is there in its order, `type_comment` and `type_ignores` excepted; places are line,
//! column in bytes, end line, end column. So that two dumps are equal where the trees are.

mod expr;
mod fstring;
mod pattern;
mod stmt;

use std::fmt::{Display, Write as _};

use naja_base::{LineIndex, Span};

use crate::ast::Context;
use crate::parsed::{Parsed, Root};

/// The tree of `parsed`, which was parsed from `source`.
#[must_use]
pub fn dump(parsed: &Parsed<'_>, source: &str) -> String {
    let lines = LineIndex::from_starts(parsed.tables.line_starts.clone());
    let comments = &parsed.tables.comments;
    let mut dumper = Dumper { source, lines, comments, out: String::with_capacity(source.len() * 8) };
    match parsed.root {
        Root::Module(body) => dumper.node("Module", None, |d| d.field("body").statements(body)),
        Root::Expression(expression) => {
            dumper.node("Expression", None, |d| d.field("body").expression(&expression));
        }
    }
    dumper.out
}

struct Dumper<'a> {
    source: &'a str,
    lines: LineIndex,
    comments: &'a [Span],
    out: String,
}

impl Dumper<'_> {
    /// `Name(fields)@place`
    fn node(&mut self, name: &str, span: Option<Span>, fields: impl FnOnce(&mut Self)) {
        self.out.push_str(name);
        self.out.push('(');
        fields(self);
        self.out.push(')');
        if let Some(span) = span {
            let (line, column) = self.place(span.start);
            let (end_line, end_column) = self.place(span.end);
            let _ = write!(self.out, "@{line}:{column}-{end_line}:{end_column}");
        }
    }

    fn place(&self, offset: u32) -> (u32, u32) {
        let line = self.lines.line(offset);
        (line, offset - self.lines.start(line))
    }

    /// Starts a field; a comma comes before all but the first.
    fn field(&mut self, name: &str) -> &mut Self {
        if !self.out.ends_with('(') {
            self.out.push_str(", ");
        }
        self.out.push_str(name);
        self.out.push('=');
        self
    }

    fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        self.out.push('[');
        let mut is_first = true;
        for item in items {
            if !is_first {
                self.out.push_str(", ");
            }
            is_first = false;
            each(self, item);
        }
        self.out.push(']');
    }

    fn optional<T>(&mut self, item: Option<T>, each: impl FnOnce(&mut Self, T)) {
        match item {
            Some(item) => each(self, item),
            None => self.out.push_str("None"),
        }
    }

    fn plain(&mut self, value: impl Display) {
        let _ = write!(self.out, "{value}");
    }

    fn flag(&mut self, value: bool) {
        self.plain(u8::from(value));
    }

    fn context(&mut self, context: Context) {
        self.field("ctx").plain(match context {
            Context::Load => "Load()",
            Context::Store => "Store()",
            Context::Delete => "Del()",
        });
    }

    /// A string in quotes, ASCII only.
    fn text(&mut self, text: &str) {
        self.points(text.chars().map(u32::from));
    }

    /// A string of code points, surrogates among them.
    fn points(&mut self, points: impl IntoIterator<Item = u32>) {
        self.out.push('\'');
        for point in points {
            let _ = match point {
                0x27 | 0x5c => write!(self.out, "\\x{point:02x}"),
                0x20..=0x7e => self.out.write_char(char::from_u32(point).unwrap_or(' ')),
                0..=0xff => write!(self.out, "\\x{point:02x}"),
                0x100..=0xffff => write!(self.out, "\\u{point:04x}"),
                _ => write!(self.out, "\\U{point:08x}"),
            };
        }
        self.out.push('\'');
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::dump;
    use crate::Arena;

    fn check(source: &str, expected: &Expect) {
        let arena = Arena::new();
        let parsed = crate::parse(source, &arena);
        assert_eq!(parsed.errors, [], "{source}");
        expected.assert_eq(&dump(&parsed, source));
    }

    #[test]
    fn trees_have_the_shape_of_cpythons() {
        check(
            "x: int = -1\n",
            &expect![
                "Module(body=[AnnAssign(target=Name(id='x', ctx=Store())@1:0-1:1, annotation=Name(id='int', ctx=Load())@1:3-1:6, value=UnaryOp(op=USub(), operand=Constant(value=0x1)@1:10-1:11)@1:9-1:11, simple=1)@1:0-1:11])"
            ],
        );
        check(
            "if a:\n  pass\nelif b:\n  pass\n",
            &expect![
                "Module(body=[If(test=Name(id='a', ctx=Load())@1:3-1:4, body=[Pass()@2:2-2:6], orelse=[If(test=Name(id='b', ctx=Load())@3:5-3:6, body=[Pass()@4:2-4:6], orelse=[])@3:0-4:6])@1:0-4:6])"
            ],
        );
        check(
            "f'a{b!r:>{c}}' 'd'\n",
            &expect![
                "Module(body=[Expr(value=JoinedStr(values=[Constant(value='a')@1:2-1:3, FormattedValue(value=Name(id='b', ctx=Load())@1:4-1:5, conversion=114, format_spec=JoinedStr(values=[Constant(value='>')@1:8-1:9, FormattedValue(value=Name(id='c', ctx=Load())@1:10-1:11, conversion=-1, format_spec=None)@1:9-1:12])@1:7-1:12)@1:3-1:13, Constant(value='d')@1:15-1:18])@1:0-1:18)@1:0-1:18])"
            ],
        );
        check(
            "def f(a, /, b=1, *, c, **d): ...\n",
            &expect![
                "Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a', annotation=None)@1:6-1:7], args=[arg(arg='b', annotation=None)@1:12-1:13], vararg=None, kwonlyargs=[arg(arg='c', annotation=None)@1:20-1:21], kw_defaults=[None], kwarg=arg(arg='d', annotation=None)@1:25-1:26, defaults=[Constant(value=0x1)@1:14-1:15]), body=[Expr(value=Constant(value=Ellipsis)@1:29-1:32)@1:29-1:32], decorator_list=[], returns=None, type_params=[])@1:0-1:32])"
            ],
        );
        check(
            "match x:\n  case {'k': [1, *_], **r} | C(y=None): pass\n",
            &expect![
                "Module(body=[Match(subject=Name(id='x', ctx=Load())@1:6-1:7, cases=[match_case(pattern=MatchOr(patterns=[MatchMapping(keys=[Constant(value='k')@2:8-2:11], patterns=[MatchSequence(patterns=[MatchValue(value=Constant(value=0x1)@2:14-2:15)@2:14-2:15, MatchStar(name=None)@2:17-2:19])@2:13-2:20], rest='r')@2:7-2:26, MatchClass(cls=Name(id='C', ctx=Load())@2:29-2:30, patterns=[], kwd_attrs=['y'], kwd_patterns=[MatchSingleton(value=None)@2:33-2:37])@2:29-2:38])@2:7-2:38, guard=None, body=[Pass()@2:40-2:44])])@1:0-2:44])"
            ],
        );
        check(
            "0xFF, 1_0.5, 2j, b'\\xff', '\\ud800é'\n",
            &expect![[
                r#"Module(body=[Expr(value=Tuple(elts=[Constant(value=0xff)@1:0-1:4, Constant(value=float:4025000000000000)@1:6-1:11, Constant(value=complex:4000000000000000)@1:13-1:15, Constant(value=b'\xff')@1:17-1:24, Constant(value='\ud800\xe9')@1:26-1:36], ctx=Load())@1:0-1:36)@1:0-1:36])"#
            ]],
        );
    }
}
