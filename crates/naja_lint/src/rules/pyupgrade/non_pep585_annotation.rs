//! UP006: generic types of `typing` that builtins replace.

use naja_base::Span;
use naja_base::{Edit, span};
use naja_semantic::Reference;
use naja_syntax::PythonVersion;
use naja_syntax::TokenKind;
use naja_syntax::relex::relex;

use super::typing;
use crate::checker::Checker;
use crate::imports::{self, Missing, Place};
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "non-pep585-annotation",
    code: "UP006",
    category: Category::Upgrade,
    fix: FixKind::Sometimes,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("non_pep585_annotation.md"),
};

/// The first Python whose own types can be subscripted.
const SINCE: PythonVersion = PythonVersion::new(3, 9);
/// The first Python for which libraries that evaluate annotations can be trusted to know them.
const TRUSTED: PythonVersion = PythonVersion::new(3, 10);

/// Goes from the imports of `typing` to their uses, which are few beside all names of a file.
fn check(checker: &mut Checker<'_, '_>) {
    let model = checker.model();
    for (id, binding) in model.bindings().filter(|(_, binding)| binding.kind.is_import()) {
        let Some(name) = model.import_name(binding) else { continue };
        let member = match name.segments() {
            ["typing"] => None,
            ["typing", member] => Some(*member),
            _ => continue,
        };
        if member.is_some_and(|member| replacement(member).is_none()) {
            continue;
        }
        for (_, reference) in model.references_to(id) {
            // Quoted annotations that are put together have no places of their own.
            let is_use = checker.text(reference.span) == binding.name
                && !reference.flags.is_delete()
                && !reference.flags.is_export();
            let found = match member {
                _ if !is_use => None,
                Some(member) => Some((reference.span, member)),
                None => attribute(checker, reference.span),
            };
            if let Some((span, member)) = found {
                check_use(checker, reference, span, member);
            }
        }
    }
}

/// The attribute of the name at `span`, and where the two are together.
fn attribute<'a>(checker: &Checker<'_, 'a>, span: Span) -> Option<(Span, &'a str)> {
    let rest = Span::new(span.end, span::offset(checker.source.len()));
    let mut tokens = relex(checker.source, rest);
    let dot = tokens.next().filter(|token| token.kind == TokenKind::Dot);
    let name = tokens.next().filter(|token| dot.is_some() && token.kind == TokenKind::Name)?;
    Some((Span::new(span.start, name.span.end), checker.text(name.span)))
}

fn check_use(checker: &mut Checker<'_, '_>, reference: &Reference, span: Span, member: &str) {
    let Some((module, instead)) = replacement(member) else { return };
    if !typing::may_replace_at(checker, reference.flags, SINCE) {
        return;
    }
    let place = Place {
        scope: reference.scope,
        offset: reference.span.start,
        postponed: reference.flags.is_postponed(),
    };
    let fix = match module {
        Some(module) => imports::member(checker, place, (module, instead), Missing::Member),
        None => imports::builtin(checker, place, instead),
    };
    let dotted = module.map_or_else(|| instead.to_owned(), |module| format!("{module}.{instead}"));
    let message = format!("use `{dotted}` instead of `{}`", checker.text(span));
    let applicability = typing::applicability(checker, span, TRUSTED);
    let finding = checker.report(&RULE, span, message);
    if let Some(mut fix) = fix {
        fix.edits.push(Edit::replace(span, fix.text));
        finding.fix_of(applicability, format!("Replace with `{dotted}`"), fix.edits);
    }
}

/// The module and name of the type that a member of `typing` stands for; no module for a builtin.
fn replacement(member: &str) -> Option<(Option<&'static str>, &'static str)> {
    Some(match member {
        "List" => (None, "list"),
        "Dict" => (None, "dict"),
        "Set" => (None, "set"),
        "FrozenSet" => (None, "frozenset"),
        "Tuple" => (None, "tuple"),
        "Type" => (None, "type"),
        "Deque" => (Some("collections"), "deque"),
        "DefaultDict" => (Some("collections"), "defaultdict"),
        _ => return None,
    })
}
