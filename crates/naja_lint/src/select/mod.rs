//! Which rules are enabled: selectors as ruff's users write them, and which of two wins.
//!
//! A selector is `ALL`, a category (`correctness`), a prefix of codes (`E`, `PL`, `E71`), a code or a name. The more specific one
//! wins: a code or name over a prefix, a longer prefix over a shorter one, any of these over a category, that over `ALL`; of two
//! that are equally specific, the one that ignores.

mod known;

use naja_base::Diagnostic;

pub use known::{Known, all as known, current_code};

use crate::policy::Policy;
use crate::rule::{Category, Rule};
use crate::rules::{self, RuleSet};

/// What one layer of the configuration chooses. Later layers are above earlier ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The rules to have instead of those of the layers below.
    pub select: Option<Vec<String>>,
    /// The rules not to have.
    pub ignore: Vec<String>,
    /// The rules to have beside the others.
    pub extend_select: Vec<String>,
    /// The rules whose fixes may be made, instead of those of the layers below; all if no layer says so.
    pub fixable: Option<Vec<String>>,
    /// The rules whose fixes may not be made.
    pub unfixable: Vec<String>,
    /// More rules whose fixes may be made.
    pub extend_fixable: Vec<String>,
    /// The rules whose unsafe fixes are treated as safe.
    pub extend_safe_fixes: Vec<String>,
    /// The rules whose safe fixes are treated as unsafe.
    pub extend_unsafe_fixes: Vec<String>,
}

/// Which rules are on where no layer selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defaults {
    /// Our own: the categories correctness and suspicious.
    Naja,
    /// Those of ruff 0.17, under a `[tool.ruff]` that does not select.
    Ruff,
}

/// What came of the layers.
#[derive(Debug)]
pub struct Choice {
    /// The rules, and what may be done about their findings.
    pub policy: Policy,
    /// The selectors that select no rule of ours or of any peer, in their order, once each.
    pub unknown: Vec<String>,
    /// The selectors that select rules of ruff only, likewise.
    pub unsupported: Vec<String>,
}

impl Choice {
    /// Diagnostics for the selectors that select nothing: errors if `strict`, else warnings.
    #[must_use]
    pub fn complaints(&self, strict: bool) -> Vec<Diagnostic> {
        let list = |names: &[String]| {
            let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            quoted.join(", ")
        };
        let level = |message| if strict { Diagnostic::error(message) } else { Diagnostic::warning(message) };
        let mut complaints = Vec::new();
        if !self.unknown.is_empty() {
            let noun = if self.unknown.len() == 1 { "rule" } else { "rules" };
            let message = format!("unknown {noun} {}", list(&self.unknown));
            complaints.push(level(message).with_help("`naja rule --all` lists the rules"));
        }
        if !self.unsupported.is_empty() {
            let message =
                format!("rules of ruff that naja does not support yet: {}", list(&self.unsupported));
            complaints.push(level(message).with_note("`noqa` comments with their codes are kept"));
        }
        complaints
    }
}

/// A selector that is understood.
#[derive(Clone, Copy, Debug)]
enum Selector<'s> {
    All,
    Category(Category),
    Prefix(&'s str),
    Rule(&'static Rule),
}

/// How specific a selector is; more is more.
type Specificity = usize;
const EXACT: Specificity = usize::MAX;

impl<'s> Selector<'s> {
    fn parse(text: &'s str) -> Result<Self, Miss> {
        if text == "ALL" {
            return Ok(Self::All);
        }
        if let Some(category) = Category::ALL.into_iter().find(|category| category.name() == text) {
            return Ok(Self::Category(category));
        }
        let current = known::current_selector(text);
        if let Some(rule) = rules::find(current) {
            return Ok(Self::Rule(rule));
        }
        if rules::all().any(|rule| covers(current, rule.code)) {
            return Ok(Self::Prefix(current));
        }
        let is_known = known::all()
            .any(|known| known.name == current || known.code.is_some_and(|code| covers(current, code)));
        Err(if is_known { Miss::Unsupported } else { Miss::Unknown })
    }

    const fn specificity(self) -> Specificity {
        match self {
            Self::All => 0,
            Self::Category(_) => 1,
            Self::Prefix(prefix) => 1 + prefix.len(),
            Self::Rule(_) => EXACT,
        }
    }

    fn holds(self, rule: &'static Rule) -> bool {
        match self {
            Self::All => true,
            Self::Category(category) => rule.category == category,
            Self::Prefix(prefix) => covers(prefix, rule.code),
            Self::Rule(own) => std::ptr::eq(own, rule),
        }
    }
}

enum Miss {
    Unknown,
    Unsupported,
}

/// Whether `prefix` stands for `code`: `E` for `E501`, not for `EM101`; `PL` for every code of Pylint's.
fn covers(prefix: &str, code: &str) -> bool {
    let letters = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    !prefix.is_empty() && code.starts_with(prefix) && (letters(prefix) == letters(code) || prefix == "PL")
}

/// The policy that the layers, lowest first, come to.
#[must_use]
pub fn choose(layers: &[Selection], defaults: Defaults) -> Choice {
    let mut chooser = Chooser::default();
    let enabled = chooser.rules(layers, defaults);
    let fixable = chooser.fixable(layers);
    let safe = chooser.set(layers.iter().flat_map(|layer| &layer.extend_safe_fixes));
    let risky = chooser.set(layers.iter().flat_map(|layer| &layer.extend_unsafe_fixes));
    let mut policy = Policy::from(enabled);
    policy.set_fixes(fixable, safe, risky);
    policy.set_wants_foreign(chooser.selects_foreign);
    Choice { policy, unknown: chooser.unknown, unsupported: chooser.unsupported }
}

/// The rules that `selectors` stand for together, and those that stand for none.
#[must_use]
pub fn rules_of(selectors: &[String]) -> (RuleSet, Vec<String>) {
    let mut chooser = Chooser::default();
    let set = chooser.set(selectors);
    chooser.unknown.append(&mut chooser.unsupported);
    (set, chooser.unknown)
}

#[derive(Default)]
struct Chooser {
    unknown: Vec<String>,
    unsupported: Vec<String>,
    /// Whether a rule is selected that ruff has and we do not.
    selects_foreign: bool,
}

impl Chooser {
    fn parse<'s>(&mut self, texts: impl IntoIterator<Item = &'s String>) -> Vec<Selector<'s>> {
        let mut selectors = Vec::new();
        for text in texts {
            let list = match Selector::parse(text) {
                Ok(selector) => {
                    selectors.push(selector);
                    continue;
                }
                Err(Miss::Unknown) => &mut self.unknown,
                Err(Miss::Unsupported) => &mut self.unsupported,
            };
            if !list.contains(text) {
                list.push(text.clone());
            }
        }
        selectors
    }

    fn set<'s>(&mut self, texts: impl IntoIterator<Item = &'s String>) -> RuleSet {
        let selectors = self.parse(texts);
        RuleSet::of(|rule| selectors.iter().any(|selector| selector.holds(rule)))
    }

    fn rules(&mut self, layers: &[Selection], defaults: Defaults) -> RuleSet {
        let selects = layers.iter().any(|layer| layer.select.is_some());
        let theirs: Vec<&str> = match defaults {
            Defaults::Ruff if !selects => {
                known::all().filter(|known| known.is_default).filter_map(|known| known.code).collect()
            }
            _ => Vec::new(),
        };
        let is_default = |rule: &'static Rule| match defaults {
            Defaults::Naja => rule.category.is_default(),
            Defaults::Ruff => theirs.binary_search(&rule.code).is_ok(),
        };
        let mut on: Vec<(&'static Rule, bool)> =
            rules::all().map(|rule| (rule, !selects && is_default(rule))).collect();
        for layer in layers {
            let selected = self.parse(layer.select.iter().flatten().chain(&layer.extend_select));
            self.selects_foreign |= selects_foreign(&selected, &self.unsupported);
            let ignored = self.parse(&layer.ignore);
            for (rule, state) in &mut on {
                if layer.select.is_some() {
                    *state = false;
                }
                let best = |list: &[Selector<'_>]| {
                    let own = list.iter().filter(|selector| selector.holds(rule));
                    own.map(|selector| selector.specificity()).max()
                };
                match (best(&selected), best(&ignored)) {
                    (None, None) => {}
                    (wanted, unwanted) => *state = wanted > unwanted,
                }
            }
        }
        on.into_iter().filter(|(_, state)| *state).map(|(rule, _)| rule).collect()
    }

    fn fixable(&mut self, layers: &[Selection]) -> RuleSet {
        let mut on: Vec<(&'static Rule, bool)> = rules::all().map(|rule| (rule, true)).collect();
        for layer in layers {
            let wanted = self.parse(layer.fixable.iter().flatten().chain(&layer.extend_fixable));
            let unwanted = self.parse(&layer.unfixable);
            for (rule, state) in &mut on {
                if layer.fixable.is_some() {
                    *state = false;
                }
                let best = |list: &[Selector<'_>]| {
                    let own = list.iter().filter(|selector| selector.holds(rule));
                    own.map(|selector| selector.specificity()).max()
                };
                match (best(&wanted), best(&unwanted)) {
                    (None, None) => {}
                    (wanted, unwanted) => *state = wanted > unwanted,
                }
            }
        }
        on.into_iter().filter(|(_, state)| *state).map(|(rule, _)| rule).collect()
    }
}

/// Whether one of the selectors selects an unsupported rule, too.
fn selects_foreign(selected: &[Selector<'_>], unsupported: &[String]) -> bool {
    let ours = |code: &str| rules::find(code).is_some();
    !unsupported.is_empty()
        || selected.iter().any(|selector| match selector {
            Selector::All => true,
            Selector::Prefix(prefix) => {
                known::all().filter_map(|known| known.code).any(|code| covers(prefix, code) && !ours(code))
            }
            Selector::Category(_) | Selector::Rule(_) => false,
        })
}

#[cfg(test)]
mod tests {
    use super::{Defaults, Selection, choose, covers};

    fn texts(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    fn layer(select: &str, ignore: &str) -> Selection {
        Selection { select: Some(texts(select)), ignore: texts(ignore), ..Selection::default() }
    }

    fn check(layers: &[Selection], code: &str, wanted: bool) {
        let choice = choose(layers, Defaults::Naja);
        let rule = crate::rules::find(code).expect("a rule");
        assert_eq!(choice.policy.rules().contains(rule), wanted, "{layers:?} {code}");
    }

    #[test]
    fn the_more_specific_selector_wins() {
        check(&[layer("ALL", "F")], "F541", false);
        check(&[layer("F541", "F")], "F541", true);
        check(&[layer("F", "F54")], "F541", false);
        check(&[layer("F54", "F5")], "F541", true);
        check(&[layer("F", "F")], "F541", false);
        check(&[layer("correctness", "ALL")], "F541", true);
        check(&[layer("f-string-missing-placeholders", "F5")], "F541", true);
    }

    #[test]
    fn a_layer_replaces_or_adds_to_those_below() {
        let more = Selection { extend_select: texts("F541"), ..Selection::default() };
        let less = Selection { ignore: texts("F541"), ..Selection::default() };
        check(&[layer("ALL", ""), layer("E", "")], "F541", false);
        check(&[layer("E", ""), more.clone()], "F541", true);
        check(&[more, less.clone()], "F541", false);
        check(&[], "F541", true);
        check(&[less], "F541", false);
    }

    #[test]
    fn without_a_choice_the_defaults_are_on() {
        let on = |defaults, code| {
            let choice = choose(&[], defaults);
            choice.policy.rules().contains(crate::rules::find(code).expect("a rule"))
        };
        assert!(on(Defaults::Ruff, "F541") && on(Defaults::Ruff, "I001") && !on(Defaults::Ruff, "E501"));
        assert!(on(Defaults::Naja, "F541") && !on(Defaults::Naja, "I001"));
    }

    #[test]
    fn unknown_and_unsupported_selectors_are_reported_apart_and_once() {
        let choice = choose(&[layer("F AIR XYZ AIR", "XYZ AIR001")], Defaults::Naja);
        assert_eq!((choice.unknown, choice.unsupported), (texts("XYZ"), texts("AIR AIR001")));
    }

    #[test]
    fn prefixes_stand_for_whole_groups_of_letters() {
        assert!(
            covers("E", "E501") && covers("C4", "C400") && covers("PL", "PLE0604") && covers("C", "C901")
        );
        assert!(
            !covers("E", "EM101") && !covers("B", "BLE001") && !covers("P", "PT001") && !covers("", "E501")
        );
    }
}
