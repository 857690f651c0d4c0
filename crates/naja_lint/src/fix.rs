//! Applying fixes until nothing changes.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use naja_base::hash::HashSet;
use naja_base::{Applicability, Edit, edit, lines};
use naja_syntax::{Arena, Parsed};

use crate::cells::Cells;
use crate::file::FileFacts;
use crate::finding::Finding;
use crate::linter::{Linter, Report};

/// How often a file is fixed and checked again before that is taken for a loop.
pub const MAX_ROUNDS: usize = 100;

/// A file after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// The fixes that were made: a rule's code and how often, in the order in which they were met.
    pub made: Vec<(&'static str, usize)>,
    /// The rules of which a fix was dropped, because the result would not have parsed. That is a bug of the rule.
    pub dropped: Vec<&'static str>,
    /// The rules whose fixes undo each other, so that there is no end; empty if there is one. That is a bug as well.
    pub endless: Vec<&'static str>,
    /// What is left to say.
    pub report: Report,
    /// The cells of the text, where it is a notebook.
    pub cells: Option<Cells>,
}

/// Checks `source`, makes all fixes that are at least `wanted`, and checks again until nothing is left to fix. A file whose syntax
/// is broken is left alone.
#[must_use]
pub fn fix(
    linter: &Linter,
    source: &str,
    file: FileFacts<'_>,
    wanted: Applicability,
    arena: &mut Arena,
) -> Fixed {
    fix_then(linter, source, file, wanted, arena, &mut |_, _| {})
}

/// The same, and gives the text in which nothing is left to fix to `finish`, with its tree. Where there is no such text, as in a file
/// with broken syntax, `finish` is not called.
#[must_use]
pub fn fix_then(
    linter: &Linter,
    source: &str,
    file: FileFacts<'_>,
    wanted: Applicability,
    arena: &mut Arena,
    finish: &mut dyn FnMut(&str, &Parsed<'_>),
) -> Fixed {
    let mut rounds = Rounds { linter, file, wanted, made: Vec::new(), dropped: Vec::new() };
    let mut seen = vec![digest(source)];
    let mut endless = Vec::new();
    let mut current = rounds.check(source.to_owned(), file.cells.cloned(), arena, finish);
    loop {
        let next = match current.report.errors.is_empty() && endless.is_empty() {
            true => rounds.next(&current, arena, finish),
            false => None,
        };
        let Some(Round { checked, codes }) = next else {
            let (Checked { text, cells, report }, Rounds { made, dropped, .. }) = (current, rounds);
            return Fixed { text, made, dropped, endless, report, cells };
        };
        current = checked;
        let digest = digest(&current.text);
        if seen.contains(&digest) || seen.len() >= MAX_ROUNDS {
            endless = codes;
        }
        seen.push(digest);
    }
}

/// A digest of the text but for its line ends, which fixes change where they are mixed.
fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    lines::with_ending(text, "\n").hash(&mut hasher);
    hasher.finish()
}

/// A text that was checked.
struct Checked {
    text: String,
    /// Its cells, where it is a notebook.
    cells: Option<Cells>,
    report: Report,
}

/// A text after some fixes.
struct Round {
    checked: Checked,
    /// The rules whose fixes they are.
    codes: Vec<&'static str>,
}

struct Rounds<'l> {
    linter: &'l Linter,
    file: FileFacts<'l>,
    wanted: Applicability,
    made: Vec<(&'static str, usize)>,
    dropped: Vec<&'static str>,
}

impl Rounds<'_> {
    /// Checks a text, and gives it to `finish` if nothing is left to fix in it.
    fn check(
        &self,
        text: String,
        cells: Option<Cells>,
        arena: &mut Arena,
        finish: &mut dyn FnMut(&str, &Parsed<'_>),
    ) -> Checked {
        arena.reset();
        let file = FileFacts { cells: cells.as_ref(), ..self.file };
        let report = self.linter.check_then(&text, file, arena, |report, parsed| {
            if report.errors.is_empty() && self.choose(&report.findings).0.is_empty() {
                finish(&text, parsed);
            }
        });
        Checked { text, cells, report }
    }

    /// `old` after `edits`; nothing where that is not valid.
    fn applied(
        &self,
        old: &Checked,
        mut edits: Vec<Edit>,
        arena: &mut Arena,
        finish: &mut dyn FnMut(&str, &Parsed<'_>),
    ) -> Option<Checked> {
        edit::keep_line_breaks_apart(&old.text, &mut edits);
        let text = edit::apply(&old.text, &edits).ok()?;
        let cells = old.cells.as_ref().map(|cells| cells.after(&edits));
        Some(self.check(text, cells, arena, finish)).filter(|new| new.report.errors.is_empty())
    }

    /// The text with all fixes that don't touch one another; nothing if there are none.
    fn next(
        &mut self,
        old: &Checked,
        arena: &mut Arena,
        finish: &mut dyn FnMut(&str, &Parsed<'_>),
    ) -> Option<Round> {
        let (mut chosen, edits) = self.choose(&old.report.findings);
        if chosen.is_empty() {
            return None;
        }
        let checked = match self.applied(old, edits, arena, finish) {
            Some(checked) => checked,
            None => {
                let (checked, finding) = self.one_by_one(old, chosen, arena, finish)?;
                chosen = vec![finding];
                checked
            }
        };
        let mut codes = Vec::new();
        for finding in chosen {
            let code = finding.rule.code;
            codes.push(code);
            match self.made.iter_mut().find(|(other, _)| *other == code) {
                Some((_, count)) => *count += 1,
                None => self.made.push((code, 1)),
            }
        }
        codes.sort_unstable();
        codes.dedup();
        Some(Round { checked, codes })
    }

    /// The fixes that can be made at once, the earlier before the later, and their edits.
    fn choose<'f>(&self, findings: &'f [Finding]) -> (Vec<&'f Finding>, Vec<Edit>) {
        let mut candidates: Vec<(u32, &Finding)> = Vec::new();
        for finding in findings {
            let Some(fix) = &finding.fix else { continue };
            let start = fix.edits.iter().map(|edit| edit.span.start).min();
            if let Some(start) = start
                && fix.applicability >= self.wanted
                && !self.dropped.contains(&finding.rule.code)
            {
                candidates.push((start, finding));
            }
        }
        candidates.sort_by_key(|(start, _)| *start);
        let mut chosen = Vec::new();
        let mut edits: Vec<Edit> = Vec::new();
        let mut asked = HashSet::default();
        let mut done = None;
        for (_, finding) in candidates {
            let Some(fix) = &finding.fix else { continue };
            // Several findings may ask for one and the same change: an import that goes, say.
            let is_new = |edit: &&Edit| !asked.contains(&(edit.span, edit.text.as_str()));
            let new: Vec<&Edit> = fix.edits.iter().filter(is_new).collect();
            let start = new.iter().map(|edit| edit.span.start).min();
            if start.is_some() && start <= done {
                continue;
            }
            done = new.iter().map(|edit| edit.span.end).max().max(done);
            asked.extend(new.iter().map(|edit| (edit.span, edit.text.as_str())));
            edits.extend(new.into_iter().cloned());
            chosen.push(finding);
        }
        (chosen, edits)
    }

    /// The first of the fixes whose result is valid; the rules of those before it make no more fixes in this file.
    fn one_by_one<'f>(
        &mut self,
        old: &Checked,
        chosen: Vec<&'f Finding>,
        arena: &mut Arena,
        finish: &mut dyn FnMut(&str, &Parsed<'_>),
    ) -> Option<(Checked, &'f Finding)> {
        for finding in chosen {
            let code = finding.rule.code;
            if self.dropped.contains(&code) {
                continue;
            }
            let edits = finding.fix.as_ref().map_or_else(Vec::new, |fix| fix.edits.clone());
            match self.applied(old, edits, arena, finish) {
                Some(checked) => return Some((checked, finding)),
                None => self.dropped.push(code),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use naja_base::{Applicability, Edit};
    use naja_syntax::Arena;
    use naja_syntax::ast::Expr;

    use super::{Fixed, MAX_ROUNDS, fix};
    use crate::checker::Checker;
    use crate::file::FileFacts;
    use crate::linter::Linter;
    use crate::node::ExprKind;
    use crate::rule::{Category, FixKind, Hook, Rule};
    use crate::rules::RuleSet;
    use crate::settings::Settings;

    const fn rule(code: &'static str, hooks: &'static [Hook]) -> Rule {
        Rule {
            name: code,
            code,
            category: Category::Style,
            fix: FixKind::Always,
            since: "0.1",
            hooks,
            page: "a page",
        }
    }

    static PING: Rule =
        rule("T1", &[Hook::Expr(&[ExprKind::Name], |checker, expr| rename(checker, expr, &PING, "a", "b"))]);
    static PONG: Rule =
        rule("T2", &[Hook::Expr(&[ExprKind::Name], |checker, expr| rename(checker, expr, &PONG, "b", "a"))]);
    static GROW: Rule = rule(
        "T3",
        &[Hook::Expr(&[ExprKind::Name], |checker, expr| {
            let text = format!("{}x", checker.text(expr.span()));
            checker
                .report(&GROW, expr.span(), "too short")
                .safe_fix("Lengthen", vec![Edit::replace(expr.span(), text)]);
        })],
    );
    static BREAK: Rule =
        rule("T4", &[Hook::Expr(&[ExprKind::Name], |checker, expr| rename(checker, expr, &BREAK, "c", "("))]);
    static MEND: Rule =
        rule("T5", &[Hook::Expr(&[ExprKind::Name], |checker, expr| rename(checker, expr, &MEND, "d", "e"))]);

    fn rename<'a>(checker: &mut Checker<'_, 'a>, expr: Expr<'a>, rule: &'static Rule, from: &str, to: &str) {
        if checker.text(expr.span()) == from {
            checker
                .report(rule, expr.span(), "a name")
                .safe_fix("Rename", vec![Edit::replace(expr.span(), to)]);
        }
    }

    fn run(source: &str, rules: &[&'static Rule]) -> Fixed {
        let linter = Linter::new(Settings::default(), RuleSet::from_iter(rules.iter().copied()));
        fix(&linter, source, FileFacts::of(Path::new("a.py")), Applicability::Safe, &mut Arena::new())
    }

    #[test]
    fn fault_91_fixes_that_chase_each_other_end_and_are_told() {
        let fixed = run("a\n", &[&PING, &PONG]);
        assert_eq!((fixed.text.as_str(), fixed.endless.as_slice()), ("a\n", &["T2"][..]));
        let fixed = run("a\n", &[&GROW]);
        assert_eq!((fixed.text.len(), fixed.endless.as_slice()), (MAX_ROUNDS + 2, &["T3"][..]));
    }

    #[test]
    fn a_fix_that_would_not_parse_is_dropped_and_the_others_are_made() {
        let fixed = run("c + d\nd\n", &[&BREAK, &MEND]);
        assert_eq!((fixed.text.as_str(), fixed.dropped.as_slice()), ("c + e\ne\n", &["T4"][..]));
        assert_eq!(fixed.made, [("T5", 2)]);
        assert!(fixed.endless.is_empty());
        assert_eq!(fixed.report.findings.len(), 1);
    }

    #[test]
    fn a_file_with_broken_syntax_is_left_alone() {
        let fixed = run("d\n(\n", &[&MEND]);
        assert_eq!((fixed.text.as_str(), fixed.made.len()), ("d\n(\n", 0));
    }
}
