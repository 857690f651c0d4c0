//! F504: keys that a `%` format does not ask for.

use naja_base::Applicability;
use naja_base::hash::HashSet;
use naja_syntax::ast::Expr;

use super::percent_site;
use crate::checker::Checker;
use crate::compare::string_value;
use crate::edits;
use crate::effects::may_have_effect;
use crate::node::ExprKind;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "percent-format-extra-named-arguments",
    code: "F504",
    category: Category::Correctness,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Expr(&[ExprKind::Percent], check)],
    page: include_str!("percent_format_extra_named_arguments.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Some((node, summary)) = percent_site::valid(checker, expr) else { return };
    let Expr::Dict(dict) = node.right else { return };
    if summary.positional > 0 || dict.items.iter().any(|item| item.key.is_none()) {
        return;
    }
    let used: HashSet<&str> = summary.keys.iter().map(String::as_str).collect();
    let mut names: Vec<String> = Vec::new();
    let mut unused = Vec::new();
    for (index, item) in dict.items.iter().enumerate() {
        let Some(key) = item.key.and_then(string_value) else { continue };
        if !used.contains(&*key) {
            names.push(key.into_owned());
            unused.push(index);
        }
    }
    if unused.is_empty() {
        return;
    }
    names.sort();
    names.dedup();
    let edits = edits::remove_dict_items(checker, dict, &unused);
    let risky = unused.iter().any(|index| may_have_effect(dict.items[*index].value));
    let applicability = if risky { Applicability::Unsafe } else { Applicability::Safe };
    let list = names.join("`, `");
    checker.report(&RULE, node.span, format!("`%` format does not use the key `{list}`")).fix_of(
        applicability,
        "Remove unused keys",
        edits,
    );
}
