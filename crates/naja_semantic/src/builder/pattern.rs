//! Patterns of `case`.

use naja_syntax::ast::Pattern;

use super::Builder;
use crate::binding::BindingKind;

impl<'a> Builder<'_, 'a> {
    pub(super) fn pattern(&mut self, pattern: Pattern<'a>) {
        match pattern {
            Pattern::Value(node) => self.expr(node.value),
            Pattern::Sequence(node) => node.patterns.iter().for_each(|part| self.pattern(*part)),
            Pattern::Mapping(node) => {
                for item in node.items {
                    self.expr(item.key);
                    self.pattern(item.pattern);
                }
                if let Some(rest) = node.rest {
                    self.bind(rest, BindingKind::Capture);
                }
            }
            Pattern::Class(node) => {
                self.expr(node.class);
                node.patterns.iter().for_each(|part| self.pattern(*part));
                node.keywords.iter().for_each(|keyword| self.pattern(keyword.pattern));
            }
            Pattern::Star(node) => {
                if let Some(name) = node.name {
                    self.bind(name, BindingKind::Capture);
                }
            }
            Pattern::As(node) => {
                if let Some(inner) = node.pattern {
                    self.pattern(inner);
                }
                if let Some(name) = node.name {
                    self.bind(name, BindingKind::Capture);
                }
            }
            Pattern::Or(node) => node.patterns.iter().for_each(|part| self.pattern(*part)),
            Pattern::Singleton(_) | Pattern::Invalid(_) => {}
        }
    }
}
