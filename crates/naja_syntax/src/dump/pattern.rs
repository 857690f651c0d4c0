//! Patterns and type parameters.

use super::Dumper;
use crate::ast::{Pattern, Singleton, TypeParam, TypeParamKind, TypeParams};

impl Dumper<'_> {
    pub(super) fn pattern(&mut self, pattern: &Pattern<'_>) {
        let span = Some(pattern.span());
        match pattern {
            Pattern::Value(node) => {
                self.node("MatchValue", span, |d| d.field("value").expression(&node.value));
            }
            Pattern::Singleton(node) => self.node("MatchSingleton", span, |d| {
                d.field("value").plain(match node.value {
                    Singleton::None => "None",
                    Singleton::True => "True",
                    Singleton::False => "False",
                });
            }),
            Pattern::Sequence(node) => {
                self.node("MatchSequence", span, |d| d.field("patterns").list(node.patterns, Self::pattern));
            }
            Pattern::Mapping(node) => self.node("MatchMapping", span, |d| {
                d.field("keys").list(node.items, |d, item| d.expression(&item.key));
                d.field("patterns").list(node.items, |d, item| d.pattern(&item.pattern));
                d.field("rest").optional(node.rest, |d, name| d.text(name.name));
            }),
            Pattern::Class(node) => self.node("MatchClass", span, |d| {
                d.field("cls").expression(&node.class);
                d.field("patterns").list(node.patterns, Self::pattern);
                d.field("kwd_attrs").list(node.keywords, |d, keyword| d.text(keyword.name.name));
                d.field("kwd_patterns").list(node.keywords, |d, keyword| d.pattern(&keyword.pattern));
            }),
            Pattern::Star(node) => self.node("MatchStar", span, |d| {
                d.field("name").optional(node.name, |d, name| d.text(name.name));
            }),
            Pattern::As(node) => self.node("MatchAs", span, |d| {
                d.field("pattern").optional(node.pattern.as_ref(), Self::pattern);
                d.field("name").optional(node.name, |d, name| d.text(name.name));
            }),
            Pattern::Or(node) => {
                self.node("MatchOr", span, |d| d.field("patterns").list(node.patterns, Self::pattern));
            }
            Pattern::Invalid(_) => self.node("Invalid", span, |_| {}),
        }
    }

    pub(super) fn type_params(&mut self, params: Option<&TypeParams<'_>>) {
        self.list(params.map_or(&[][..], |params| params.params), Self::type_param);
    }

    fn type_param(&mut self, param: &TypeParam<'_>) {
        let name = match param.kind {
            TypeParamKind::TypeVar => "TypeVar",
            TypeParamKind::TypeVarTuple => "TypeVarTuple",
            TypeParamKind::ParamSpec => "ParamSpec",
        };
        self.node(name, Some(param.span), |d| {
            d.field("name").text(param.name.name);
            if param.kind == TypeParamKind::TypeVar {
                d.field("bound").optional(param.bound.as_ref(), Self::expression);
            }
            d.field("default_value").optional(param.default.as_ref(), Self::expression);
        });
    }
}
