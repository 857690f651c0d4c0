//! How often what was found: for the summary, `--statistics` and `--show-fixes`.

use std::collections::BTreeMap;

use naja_base::Applicability;
use naja_base::escape::escape;

use super::json::push_string;
use super::{Format, push_number};
use crate::finding::Finding;
use crate::rules;

/// How often a rule has findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The findings.
    pub found: usize,
    /// Those with a safe fix.
    pub safe: usize,
    /// Those with an unsafe fix.
    pub risky: usize,
}

/// The counts of many files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    by_code: BTreeMap<&'static str, Count>,
    all: Count,
}

impl Totals {
    /// Counts `findings`.
    pub fn add(&mut self, findings: &[Finding]) {
        for finding in findings {
            let own = self.by_code.entry(finding.rule.code).or_default();
            for count in [own, &mut self.all] {
                count.found += 1;
                match finding.fix.as_ref().map(|fix| fix.applicability) {
                    Some(Applicability::Safe) => count.safe += 1,
                    Some(Applicability::Unsafe) => count.risky += 1,
                    _ => {}
                }
            }
        }
    }

    /// Adds the counts of other files.
    pub fn merge(&mut self, other: &Self) {
        for (code, count) in &other.by_code {
            let own = self.by_code.entry(code).or_default();
            for own in [own, &mut self.all] {
                own.found += count.found;
                own.safe += count.safe;
                own.risky += count.risky;
            }
        }
    }

    /// The number of findings.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.all.found
    }

    /// Whether nothing was found.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.all.found == 0
    }

    /// The counts of each rule, in the order of the codes.
    pub fn by_code(&self) -> impl Iterator<Item = (&'static str, Count)> + '_ {
        self.by_code.iter().map(|(code, count)| (*code, *count))
    }

    /// The last lines of the output: how many were found, how many of them `fixed` fixes fixed, and what fixes there are.
    /// `wanted` is the least that a fix must be to be made.
    #[must_use]
    pub fn summary(&self, fixed: usize, wanted: Applicability) -> String {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let found = self.all.found + fixed;
        if found == 0 {
            return "All checks passed!\n".to_owned();
        }
        let mut out = format!("Found {found} error{}", plural(found));
        if fixed > 0 {
            out.push_str(&format!(" ({fixed} fixed, {} remaining)", self.all.found));
        }
        out.push_str(".\n");
        let (now, later) = match wanted {
            Applicability::Safe => (self.all.safe, self.all.risky),
            _ => (self.all.safe + self.all.risky, 0),
        };
        let flags = "with `--fix --unsafe-fixes`";
        let ending = if later == 1 { "fix" } else { "fixes" };
        match (now, later) {
            (0, 0) => {}
            (0, later) => {
                out.push_str(&format!("{later} unsafe {ending} available {flags}.\n"));
            }
            (now, 0) => out.push_str(&format!("[*] {now} fixable with `--fix`.\n")),
            (now, later) => {
                out.push_str(&format!(
                    "[*] {now} fixable with `--fix` ({later} unsafe {ending} available {flags}).\n"
                ));
            }
        }
        out
    }

    /// `--statistics`: the rules by how often they have findings, as lines or, in the formats of that family, as JSON.
    pub fn statistics(&self, format: Format, wanted: Applicability, out: &mut String) {
        let mut rows: Vec<(&str, Count)> = self.by_code().collect();
        rows.sort_by_key(|(code, count)| (std::cmp::Reverse(count.found), *code));
        let fixable =
            |count: &Count| count.safe + if wanted == Applicability::Safe { 0 } else { count.risky };
        let name = |code: &'static str| rules::find(code).map_or(code, |rule| rule.name);
        if matches!(format, Format::Json | Format::JsonLines) {
            out.push_str("[\n");
            for (index, (code, count)) in rows.iter().enumerate() {
                out.push_str(if index > 0 { ",\n{\"code\":" } else { "{\"code\":" });
                push_string(code, out);
                out.push_str(",\"name\":");
                push_string(rules::find(code).map_or(code, |rule| rule.name), out);
                out.push_str(",\"count\":");
                push_number(out, count.found as u64);
                out.push_str(if fixable(count) == count.found {
                    ",\"fixable\":true"
                } else {
                    ",\"fixable\":false"
                });
                out.push_str(",\"fixable_count\":");
                push_number(out, fixable(count) as u64);
                out.push('}');
            }
            out.push_str(if rows.is_empty() { "]\n" } else { "\n]\n" });
            return;
        }
        let width = rows.first().map_or(1, |(_, count)| count.found.to_string().len());
        let any = rows.iter().any(|(_, count)| fixable(count) > 0);
        for (code, count) in rows {
            let mark = match fixable(&count) {
                _ if !any => "",
                0 => "[ ] ",
                all if all == count.found => "[*] ",
                _ => "[-] ",
            };
            let name = self.by_code.get_key_value(code).map_or("", |(code, _)| name(code));
            out.push_str(&format!("{:>width$}\t{code}\t{mark}{name}\n", count.found));
        }
    }
}

/// `--show-fixes`: what was fixed in which file. `files` are names with the rules' codes and counts.
#[must_use]
pub fn show_fixes(files: &[(String, Vec<(&'static str, usize)>)]) -> String {
    let total: usize = files.iter().flat_map(|(_, made)| made).map(|(_, count)| count).sum();
    let mut out = format!("Fixed {total} error{}:\n", if total == 1 { "" } else { "s" });
    let counts = files.iter().flat_map(|(_, made)| made).map(|(_, count)| count.to_string().len());
    let width = counts.max().unwrap_or(1);
    for (name, made) in files.iter().filter(|(_, made)| !made.is_empty()) {
        out.push_str(&format!("- {}:\n", escape(name)));
        let mut made = made.clone();
        made.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
        for (code, count) in made {
            let name = rules::find(code).map_or(code, |rule| rule.name);
            out.push_str(&format!("    {count:>width$} × {code} ({name})\n"));
        }
    }
    out
}
