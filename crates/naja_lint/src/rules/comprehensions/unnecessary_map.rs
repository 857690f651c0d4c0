//! C417: `map(lambda x: …, y)`.

use naja_base::Edit;
use naja_syntax::Visitor;
use naja_syntax::ast::{Expr, ExprCall, ExprLambda, ParameterKind};
use naja_syntax::visitor::walk_expr;

use super::common::{builtin, item_text, only_argument, outer_text, padded};
use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-map",
    code: "C417",
    category: Category::Simplify,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Call(&["map"], check)],
    page: include_str!("unnecessary_map.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(map) = expr else { return };
    let Some((lambda, target)) = mapped(map) else { return };
    if builtin(checker, map, &["map"]).is_none() {
        return;
    }
    // `list(map(…))` as a whole is what there is a comprehension for.
    let around = checker.parent_expr().and_then(|parent| match parent {
        Expr::Call(call) if only_argument(call).is_some_and(|only| only.span() == map.span) => {
            builtin(checker, call, &["list", "set", "dict"]).map(|name| (name, call))
        }
        _ => None,
    });
    let (what, span) = around.map_or(("generator", map.span), |(name, call)| (name, call.span));
    let pair = match lambda.body {
        Expr::Tuple(node) => node.elements,
        Expr::List(node) => node.elements,
        _ => &[],
    };
    if what == "dict" && pair.len() != 2 {
        return;
    }
    let element = if what == "dict" {
        item_text(checker, pair)
    } else {
        Some(outer_text(checker, lambda.body).to_owned())
    };
    let edit = match (element, map.arguments.args) {
        (Some(element), [_, iter]) => {
            let text = comprehension(checker, what, &format!("{element} for {target} in "), *iter);
            Some(Edit::replace(span, padded(checker, span, &text)))
        }
        _ => None,
    };
    let message = match what {
        "generator" => "unnecessary `map()`: write a generator expression".to_owned(),
        _ => format!("unnecessary `map()`: write a {what} comprehension"),
    };
    let finding = checker.report(&RULE, span, message);
    if let Some(edit) = edit {
        finding.unsafe_fix("Replace `map()`", vec![edit]);
    }
}

fn comprehension(checker: &Checker<'_, '_>, what: &str, start: &str, iter: Expr<'_>) -> String {
    let text = outer_text(checker, iter);
    let is_bare =
        matches!(iter, Expr::Conditional(_) | Expr::Lambda(_) | Expr::Named(_)) && !text.starts_with('(');
    let text = if is_bare { format!("({text})") } else { text.to_owned() };
    match what {
        "list" => format!("[{start}{text}]"),
        "set" | "dict" => format!("{{{start}{text}}}"),
        _ => format!("({start}{text})"),
    }
}

/// The lambda that is mapped, and its one plain parameter.
fn mapped<'a>(map: &ExprCall<'a>) -> Option<(&'a ExprLambda<'a>, &'a str)> {
    let [Expr::Lambda(lambda), iters @ ..] = map.arguments.args else { return None };
    let starred = iters.iter().any(|iter| matches!(iter, Expr::Starred(_)));
    if starred || !map.arguments.keywords.is_empty() {
        return None;
    }
    let [parameter] = lambda.parameters?.all else { return None };
    let is_plain = parameter.kind == ParameterKind::Regular && parameter.default.is_none();
    let mut inner = Inner { parameter: parameter.name.name, depth: 0, found: false };
    inner.visit_expr(lambda.body);
    (is_plain && !inner.found).then_some((*lambda, parameter.name.name))
}

/// Looks for what means something else in a comprehension: `yield`, and lambdas that see the parameter, which keep the last
/// round's value.
struct Inner<'p> {
    parameter: &'p str,
    /// How many lambdas are around the current place.
    depth: u32,
    found: bool,
}

impl<'a> Visitor<'a> for Inner<'_> {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        self.found |= match expr {
            Expr::Yield(_) | Expr::YieldFrom(_) => true,
            Expr::Name(name) => self.depth > 0 && name.id == self.parameter,
            _ => false,
        };
        if self.found {
            return;
        }
        let Expr::Lambda(lambda) = expr else { return walk_expr(self, expr) };
        let own = lambda.parameters.map_or(&[][..], |parameters| parameters.all);
        if own.iter().all(|parameter| parameter.name.name != self.parameter) {
            self.depth += 1;
            walk_expr(self, expr);
            self.depth -= 1;
        }
    }
}
