//! RUF100: directives that silenced nothing, and what they look like without.

use std::fmt::Write as _;

use naja_base::hash::HashSet;
use naja_base::{Edit, Span};

use super::noqa::{Codes, Reach};
use super::ranges::Silence;
use super::{Directive, Suppressions, remove};
use crate::finding::Finding;
use crate::policy::Policy;
use crate::rule::Rule;
use crate::select;

/// Why a code is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Unused,
    Duplicated,
    Disabled,
}

impl Reason {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Unused, "unused"), (Self::Duplicated, "duplicated"), (Self::Disabled, "non-enabled")];
}

/// A finding for each directive that is of no use in whole or in part. `rule` is RUF100.
pub(super) fn findings(all: &Suppressions<'_>, policy: &Policy, rule: &'static Rule) -> Vec<Finding> {
    let mut findings = Vec::new();
    let silent = all.noqas.iter().any(|(_, own)| own.noqa.reach != Reach::Line && own.names(rule));
    if silent {
        return findings;
    }
    for (_, directive) in &all.noqas {
        if let Some((message, edit)) = noqa(all, directive, policy, rule) {
            let mut finding = Finding::new(rule, directive.noqa.span, message);
            finding.safe_fix("Remove unused `noqa` directive", vec![edit]);
            findings.push(finding);
        }
    }
    for own in &all.silences {
        if let Some((message, edits)) = silence(all, own, policy, rule) {
            let mut finding = Finding::new(rule, own.action.span, message);
            finding.safe_fix("Remove unused suppression", edits);
            findings.push(finding);
        }
    }
    findings
}

impl Directive<'_> {
    /// Whether it silences the rule on unused directives itself: by its code, or file-wide as a blanket.
    fn names(&self, rule: &Rule) -> bool {
        match &self.noqa.codes {
            Codes::All => self.noqa.reach != Reach::Line,
            Codes::Some(codes) => codes.iter().any(|code| select::current_code(code) == rule.code),
        }
    }
}

fn noqa(
    all: &Suppressions<'_>,
    directive: &Directive<'_>,
    policy: &Policy,
    rule: &Rule,
) -> Option<(String, Edit)> {
    let span = directive.noqa.span;
    let codes = match &directive.noqa.codes {
        // What rules that we do not have would have found there, nobody knows.
        Codes::All if directive.used[0] || policy.wants_foreign() => return None,
        Codes::All => {
            let edit = remove::remove(all.source, all.lines, span);
            return Some(("unused blanket `noqa` directive".to_owned(), edit));
        }
        Codes::Some(codes) => codes,
    };
    if codes.iter().any(|code| select::current_code(code) == rule.code) {
        return None;
    }
    let (faults, kept) = judge(codes, &directive.used, policy);
    let message = message("unused `noqa` directive", &faults)?;
    let edit = if kept.is_empty() {
        remove::remove(all.source, all.lines, span)
    } else {
        let kept: Vec<&str> = kept.iter().map(|index| codes[*index]).collect();
        Edit::replace(span, format!("{}{}", directive.noqa.reach.head(), kept.join(", ")))
    };
    Some((message, edit))
}

fn silence(
    all: &Suppressions<'_>,
    own: &Silence<'_>,
    policy: &Policy,
    rule: &Rule,
) -> Option<(String, Vec<Edit>)> {
    let names: Vec<&str> = own.action.targets.iter().map(|(name, _)| *name).collect();
    if names.iter().any(|name| super::matches(name, rule)) {
        return None;
    }
    let (faults, kept) = judge(&names, &own.used, policy);
    let message = message("unused suppression", &faults)?;
    let actions = std::iter::once(&own.action).chain(&own.end);
    let mut edits = Vec::new();
    for action in actions {
        if kept.is_empty() {
            edits.push(remove::remove(all.source, all.lines, action.span));
        } else if let (Some((_, first)), Some((_, last))) = (action.targets.first(), action.targets.last()) {
            let kept: Vec<&str> = kept.iter().map(|index| names[*index]).collect();
            edits.push(Edit::replace(Span::new(first.start, last.end), kept.join(", ")));
        }
    }
    Some((message, edits))
}

/// The codes that are of no use, with why, and the places of those that stay.
fn judge<'n>(names: &[&'n str], used: &[bool], policy: &Policy) -> (Vec<(&'n str, Reason)>, Vec<usize>) {
    let mut faults = Vec::new();
    let mut kept: Vec<usize> = Vec::new();
    let mut seen = HashSet::default();
    for (index, name) in names.iter().enumerate() {
        let code = select::current_code(name);
        let rule = crate::rules::find(code);
        let is_external = rule.is_none() || policy.is_external(name);
        let is_repeated = !seen.insert(code);
        if is_repeated && !is_external {
            faults.push((*name, Reason::Duplicated));
        } else if is_external || used[index] {
            kept.push(index);
        } else if rule.is_some_and(|rule| policy.rules().contains(rule)) {
            faults.push((*name, Reason::Unused));
        } else {
            faults.push((*name, Reason::Disabled));
        }
    }
    (faults, kept)
}

/// The message, if there is an error.
fn message(head: &str, faults: &[(&str, Reason)]) -> Option<String> {
    if faults.is_empty() {
        return None;
    }
    let mut text = format!("{head} (");
    let mut first = true;
    for (reason, word) in Reason::ALL {
        let own = faults.iter().filter(|(_, other)| *other == reason);
        for (index, (name, _)) in own.enumerate() {
            if index == 0 {
                let _ = write!(text, "{}{word}: ", if first { "" } else { "; " });
            } else {
                text.push_str(", ");
            }
            let _ = write!(text, "`{name}`");
            first = false;
        }
    }
    text.push(')');
    Some(text)
}
