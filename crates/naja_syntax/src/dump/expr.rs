//! Expressions, their arguments and parameters.

use naja_base::{Span, span};

use super::Dumper;
use crate::ast::{
    Arguments, BoolOp, Comprehension, Expr, ExprDict, ExprNumber, Keyword, NumberKind, Parameter, Parameters,
};
use crate::literal;

impl Dumper<'_> {
    pub(super) fn expression(&mut self, expression: &Expr<'_>) {
        let span = Some(expression.span());
        match expression {
            Expr::Name(node) => self.node("Name", span, |d| {
                d.field("id").text(node.id);
                d.context(node.ctx);
            }),
            Expr::Attribute(node) => self.node("Attribute", span, |d| {
                d.field("value").expression(&node.value);
                d.field("attr").text(node.attr);
                d.context(node.ctx);
            }),
            Expr::Subscript(node) => self.node("Subscript", span, |d| {
                d.field("value").expression(&node.value);
                d.field("slice").expression(&node.index);
                d.context(node.ctx);
            }),
            Expr::Call(node) => self.node("Call", span, |d| {
                d.field("func").expression(&node.func);
                d.field("args");
                d.arguments(&node.arguments);
            }),
            Expr::String(_)
            | Expr::Bytes(_)
            | Expr::Number(_)
            | Expr::None(_)
            | Expr::True(_)
            | Expr::False(_)
            | Expr::Ellipsis(_) => self.constant(expression),
            Expr::FString(node) => self.joined_string(node),
            Expr::TString(node) => self.template_string(node),
            Expr::Invalid(_) => self.node("Invalid", span, |_| {}),
            _ => self.compound(expression),
        }
    }

    pub(super) fn expressions(&mut self, expressions: &[Expr<'_>]) {
        self.list(expressions, Self::expression);
    }

    fn constant(&mut self, expression: &Expr<'_>) {
        self.node("Constant", Some(expression.span()), |d| {
            d.field("value");
            match expression {
                Expr::String(node) => {
                    let mut points = Vec::new();
                    literal::string(node).code_points(&mut points);
                    d.points(points);
                    if node.parts.first().is_some_and(|part| part.flags.is_unicode()) {
                        d.field("kind").text("u");
                    }
                }
                Expr::Bytes(node) => {
                    d.plain('b');
                    d.points(literal::bytes(node).iter().map(|byte| u32::from(*byte)));
                }
                Expr::Number(node) => d.number(node),
                Expr::True(_) => d.plain("True"),
                Expr::False(_) => d.plain("False"),
                Expr::Ellipsis(_) => d.plain("Ellipsis"),
                _ => d.plain("None"),
            }
        });
    }

    fn number(&mut self, node: &ExprNumber<'_>) {
        match node.kind {
            NumberKind::Int => self.plain(format_args!("0x{}", literal::integer(node.raw).to_hex())),
            NumberKind::Float => {
                self.plain(format_args!("float:{:016x}", literal::float(node.raw).to_bits()));
            }
            NumberKind::Complex => {
                self.plain(format_args!("complex:{:016x}", literal::complex(node.raw).to_bits()));
            }
        }
    }

    fn compound(&mut self, expression: &Expr<'_>) {
        let span = Some(expression.span());
        match expression {
            Expr::Binary(node) => self.node("BinOp", span, |d| {
                d.field("left").expression(&node.left);
                d.field("op").plain(format_args!("{}()", node.op.node_name()));
                d.field("right").expression(&node.right);
            }),
            Expr::Bool(node) => self.node("BoolOp", span, |d| {
                d.field("op").plain(if node.op == BoolOp::And { "And()" } else { "Or()" });
                d.field("values").expressions(node.values);
            }),
            Expr::Unary(node) => self.node("UnaryOp", span, |d| {
                d.field("op").plain(format_args!("{}()", node.op.node_name()));
                d.field("operand").expression(&node.operand);
            }),
            Expr::Compare(node) => self.node("Compare", span, |d| {
                d.field("left").expression(&node.left);
                d.field("ops").list(node.rest, |d, one| d.plain(format_args!("{}()", one.op.node_name())));
                d.field("comparators").list(node.rest, |d, one| d.expression(&one.right));
            }),
            Expr::Conditional(node) => self.node("IfExp", span, |d| {
                d.field("test").expression(&node.test);
                d.field("body").expression(&node.body);
                d.field("orelse").expression(&node.orelse);
            }),
            Expr::Lambda(node) => self.node("Lambda", span, |d| {
                d.field("args").parameters(node.parameters);
                d.field("body").expression(&node.body);
            }),
            Expr::Named(node) => self.node("NamedExpr", span, |d| {
                d.field("target").expression(&node.target);
                d.field("value").expression(&node.value);
            }),
            Expr::Starred(node) => self.node("Starred", span, |d| {
                d.field("value").expression(&node.value);
                d.context(node.ctx);
            }),
            Expr::Await(node) => self.node("Await", span, |d| d.field("value").expression(&node.value)),
            Expr::Yield(node) => self.node("Yield", span, |d| {
                d.field("value").optional(node.value.as_ref(), Self::expression);
            }),
            Expr::YieldFrom(node) => {
                self.node("YieldFrom", span, |d| d.field("value").expression(&node.value));
            }
            Expr::Slice(node) => self.node("Slice", span, |d| {
                d.field("lower").optional(node.lower.as_ref(), Self::expression);
                d.field("upper").optional(node.upper.as_ref(), Self::expression);
                d.field("step").optional(node.step.as_ref(), Self::expression);
            }),
            _ => self.collection(expression),
        }
    }

    fn collection(&mut self, expression: &Expr<'_>) {
        let span = Some(expression.span());
        match expression {
            Expr::Tuple(node) => self.node("Tuple", span, |d| {
                d.field("elts").expressions(node.elements);
                d.context(node.ctx);
            }),
            Expr::List(node) => self.node("List", span, |d| {
                d.field("elts").expressions(node.elements);
                d.context(node.ctx);
            }),
            Expr::Set(node) => self.node("Set", span, |d| d.field("elts").expressions(node.elements)),
            Expr::Dict(node) => self.dict(node, span),
            Expr::ListComp(node) => self.comprehension("ListComp", span, &node.element, node.generators),
            Expr::SetComp(node) => self.comprehension("SetComp", span, &node.element, node.generators),
            Expr::Generator(node) => {
                self.comprehension("GeneratorExp", span, &node.element, node.generators);
            }
            Expr::DictComp(node) => self.node("DictComp", span, |d| {
                d.field("key").optional(node.item.key.as_ref(), Self::expression);
                d.field("value").expression(&node.item.value);
                d.field("generators").generators(node.generators);
            }),
            _ => self.node("Invalid", span, |_| {}),
        }
    }

    fn dict(&mut self, node: &ExprDict<'_>, span: Option<Span>) {
        self.node("Dict", span, |d| {
            d.field("keys").list(node.items, |d, item| d.optional(item.key.as_ref(), Self::expression));
            d.field("values").list(node.items, |d, item| d.expression(&item.value));
        });
    }

    fn comprehension(
        &mut self,
        name: &str,
        span: Option<Span>,
        element: &Expr<'_>,
        generators: &[Comprehension<'_>],
    ) {
        self.node(name, span, |d| {
            d.field("elt").expression(element);
            d.field("generators").generators(generators);
        });
    }

    fn generators(&mut self, generators: &[Comprehension<'_>]) {
        self.list(generators, |d, one| {
            d.node("comprehension", None, |d| {
                d.field("target").expression(&one.target);
                d.field("iter").expression(&one.iter);
                d.field("ifs").expressions(one.ifs);
                d.field("is_async").flag(one.is_async);
            });
        });
    }

    /// The positional arguments, and the field of the keywords after them.
    pub(super) fn arguments(&mut self, arguments: &Arguments<'_>) {
        self.expressions(arguments.args);
        self.field("keywords").keywords(arguments.keywords);
    }

    fn keywords(&mut self, keywords: &[Keyword<'_>]) {
        self.list(keywords, |d, keyword| {
            d.node("keyword", Some(keyword.span), |d| {
                d.field("arg").optional(keyword.name, |d, name| d.text(name.name));
                d.field("value").expression(&keyword.value);
            });
        });
    }

    pub(super) fn parameters(&mut self, parameters: Option<&Parameters<'_>>) {
        let all = parameters.map_or(&[][..], |parameters| parameters.all);
        let positional = parameters.map_or(&[][..], Parameters::positional);
        let regular = parameters.map_or(&[][..], Parameters::regular);
        let keyword_only = parameters.map_or(&[][..], Parameters::keyword_only);
        let positional_only = &all[..positional.len() - regular.len()];
        self.node("arguments", None, |d| {
            d.field("posonlyargs").list(positional_only, Self::parameter);
            d.field("args").list(regular, Self::parameter);
            d.field("vararg").optional(parameters.and_then(Parameters::varargs), Self::parameter);
            d.field("kwonlyargs").list(keyword_only, Self::parameter);
            d.field("kw_defaults").list(keyword_only, |d, one| {
                d.optional(one.default.as_ref(), Self::expression);
            });
            d.field("kwarg").optional(parameters.and_then(Parameters::keywords), Self::parameter);
            let defaults = positional.iter().filter_map(|one| one.default.as_ref());
            d.field("defaults").list(defaults, Self::expression);
        });
    }

    fn parameter(&mut self, parameter: &Parameter<'_>) {
        let span = Span::new(parameter.name.span.start, self.parameter_end(parameter));
        self.node("arg", Some(span), |d| {
            d.field("arg").text(parameter.name.name);
            d.field("annotation").optional(parameter.annotation.as_ref(), Self::expression);
        });
    }

    /// CPython's node ends before the default, with the parentheses that may be around the annotation.
    fn parameter_end(&self, parameter: &Parameter<'_>) -> u32 {
        let Some(default) = parameter.default else { return parameter.span.end };
        let Some(annotation) = parameter.annotation else { return parameter.name.span.end };
        let end = annotation.span().end;
        let between = &self.source[end as usize..default.span().start as usize];
        let closing = between.split('=').next().and_then(|text| text.rfind(')'));
        closing.map_or(end, |at| end + span::offset(at + 1))
    }
}
