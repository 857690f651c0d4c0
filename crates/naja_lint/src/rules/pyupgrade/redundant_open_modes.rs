//! UP015: modes of `open` that say what is so anyway.

use naja_base::Edit;
use naja_base::Span;
use naja_syntax::ast::{Expr, ExprCall, Quote};

use crate::checker::Checker;
use crate::compare::string_value;
use crate::edits::{LastComma, remove_arguments};
use crate::quotes::quote;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "redundant-open-modes",
    code: "UP015",
    category: Category::Upgrade,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::ImportedCall(&["open"], check)],
    page: include_str!("redundant_open_modes.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>) {
    let Expr::Call(call) = expr else { return };
    if !matches!(call.func, Expr::Name(_) | Expr::Attribute(_)) {
        return;
    }
    let Some((value, argument, positional)) = mode(call) else { return };
    let Some(reduced) = string_value(value).and_then(|text| reduced(&text)) else { return };
    let name = checker.model().qualified_name(call.func);
    if !name.is_some_and(|name| name.matches(&["builtins", "open"]) || name.matches(&["aiofiles", "open"])) {
        return;
    }
    let edits = match reduced.as_str() {
        // Arguments after it would take its place.
        "" if positional && call.arguments.args.len() > 2 => None,
        "" if call.arguments.args.len() + call.arguments.keywords.len() == 1 => None,
        "" => Some(remove_arguments(checker, &call.arguments, &[argument], LastComma::Goes)),
        mode => {
            let quotes = match quote(checker) {
                Quote::Single => '\'',
                Quote::Double => '"',
            };
            Some(vec![Edit::replace(value.span(), format!("{quotes}{mode}{quotes}"))])
        }
    };
    let message = match reduced.as_str() {
        "" => "unnecessary mode".to_owned(),
        mode => format!("unnecessary characters in the mode: `{mode}` is enough"),
    };
    let finding = checker.report(&RULE, value.span(), message);
    if let Some(edits) = edits {
        finding.safe_fix("Shorten the mode", edits);
    }
}

/// The mode, the argument that it is in, and whether that is one by position.
fn mode<'a>(call: &ExprCall<'a>) -> Option<(Expr<'a>, Span, bool)> {
    match call.arguments.args {
        [first, second, ..] if !matches!(first, Expr::Starred(_)) => Some((*second, second.span(), true)),
        _ => {
            let named = |name: &str| {
                call.arguments
                    .keywords
                    .iter()
                    .find(|keyword| keyword.name.is_some_and(|own| own.name == name))
            };
            named("mode").map(|keyword| (keyword.value, keyword.span, false))
        }
    }
}

/// The mode in as few letters as it takes; nothing if it is as short already, or none at all.
fn reduced(mode: &str) -> Option<String> {
    let has = |letter: char| mode.contains(letter);
    let mut letters: Vec<char> = mode.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let known =
        letters.len() == mode.chars().count() && letters.iter().all(|letter| "rwaxbt+U".contains(*letter));
    let actions = ['r', 'w', 'a', 'x'].into_iter().filter(|letter| has(*letter)).count();
    let action = ['w', 'a', 'x'].into_iter().find(|letter| has(*letter)).unwrap_or('r');
    let valid = known
        && !(has('b') && has('t'))
        && if has('U') { action == 'r' && !has('+') && actions <= 1 } else { actions == 1 };
    let short = match (action, has('+'), has('b')) {
        ('r', false, false) => String::new(),
        (action, plus, binary) => {
            let mut short = String::from(action);
            short.extend(plus.then_some('+'));
            short.extend(binary.then_some('b'));
            short
        }
    };
    let shorter = has('t') || has('U') || short.is_empty();
    (valid && shorter).then_some(short)
}
