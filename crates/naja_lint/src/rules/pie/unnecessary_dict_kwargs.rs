//! PIE804: keyword arguments wrapped in a dictionary display.

use naja_base::{Applicability, Edit};
use naja_syntax::ast::Expr;
use naja_syntax::ast::{ExprCall, ExprDict, Keyword};

use crate::checker::Checker;
use crate::compare::string_value;
use crate::edits::{LastComma, remove_arguments};
use crate::identifier::is_identifier;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unnecessary-dict-kwargs",
    code: "PIE804",
    category: Category::Simplify,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Call], check)],
    page: include_str!("unnecessary_dict_kwargs.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    for keyword in call.arguments.keywords {
        let (None, Expr::Dict(dict)) = (keyword.name, keyword.value) else { continue };
        let edits = match dict.items {
            [] => Some(remove_arguments(checker, &call.arguments, &[keyword.span], LastComma::Goes)),
            [only] if only.key.is_none() => {
                let text = checker.text(checker.parsed.tables.with_parentheses(only.value.span()));
                Some(vec![Edit::replace(whole(checker, keyword), format!("**{text}"))])
            }
            _ => {
                let Some(names) = names(dict) else { continue };
                spelled_out(checker, call, keyword, dict, &names)
            }
        };
        let applicability = match checker.has_comment(keyword.span) {
            true => Applicability::Unsafe,
            false => Applicability::Safe,
        };
        let finding = checker.report(&RULE, keyword.span, "unnecessary dictionary of keyword arguments");
        if let Some(edits) = edits {
            finding.fix_of(applicability, "Pass keyword arguments", edits);
        }
    }
}

fn whole(checker: &Checker<'_, '_>, keyword: &Keyword<'_>) -> naja_base::Span {
    keyword.span.to(checker.parsed.tables.with_parentheses(keyword.value.span()))
}

/// The keys, if all of them can be names of arguments.
fn names<'a>(dict: &ExprDict<'a>) -> Option<Vec<String>> {
    let mut names = Vec::with_capacity(dict.items.len());
    for item in dict.items {
        let key = item.key.and_then(string_value).filter(|key| is_identifier(key))?;
        names.push(key.into_owned());
    }
    Some(names)
}

/// The items as arguments; nothing if a name would be given twice.
fn spelled_out<'a>(
    checker: &Checker<'_, 'a>,
    call: &ExprCall<'a>,
    keyword: &Keyword<'a>,
    dict: &ExprDict<'a>,
    names: &[String],
) -> Option<Vec<Edit>> {
    let given_elsewhere = |name: &str| {
        call.arguments.keywords.iter().filter(|other| other.span != keyword.span).any(|other| {
            match (other.name, other.value) {
                (Some(own), _) => own.name == name,
                (None, Expr::Dict(dict)) => {
                    let keys = dict.items.iter().filter_map(|item| string_value(item.key?));
                    keys.into_iter().any(|key| key == name)
                }
                _ => false,
            }
        })
    };
    for (index, name) in names.iter().enumerate() {
        if names[..index].contains(name) || given_elsewhere(name) {
            return None;
        }
    }
    let values = dict.items.iter().map(|item| checker.parsed.tables.with_parentheses(item.value.span()));
    let arguments: Vec<String> =
        names.iter().zip(values).map(|(name, value)| format!("{name}={}", checker.text(value))).collect();
    Some(vec![Edit::replace(whole(checker, keyword), arguments.join(", "))])
}
