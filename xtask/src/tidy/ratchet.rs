//! Rules that old code breaks: how often is counted for each crate, and the figure may only fall.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use toml_edit::{DocumentMut, Item, Table, value};

use super::excess::Excess;
use super::tree::{Finding, Tree};
use super::{fields, modules, words};

/// The file that holds the figures.
const FILE: &str = "xtask/tidy.toml";

struct Rule {
    name: &'static str,
    /// What is counted.
    unit: &'static str,
    excess: fn(&Tree) -> Vec<Excess>,
}

const RULES: &[Rule] = &[
    Rule { name: "cycles", unit: "modules in import cycles", excess: modules::excess },
    Rule { name: "fields", unit: "struct fields beyond the eighth", excess: fields::excess },
    Rule { name: "words", unit: "words to avoid", excess: words::excess },
];

type Figures = BTreeMap<(String, &'static str), usize>;

/// How the repository compares with the file of figures.
pub(super) struct Judgement {
    /// Crates that break a rule more often than they may.
    pub(super) findings: Vec<Finding>,
    /// How many figures are higher than they need to be.
    pub(super) slack: usize,
}

/// Compares the repository with the file of figures.
pub(super) fn judge(tree: &Tree) -> Judgement {
    let allowed = match allowed(tree) {
        Ok(allowed) => allowed,
        Err(error) => {
            let finding = Finding { path: FILE.into(), line: 1, message: format!("{error:#}") };
            return Judgement { findings: vec![finding], slack: 0 };
        }
    };
    let counted = counted(tree);
    let findings = counted.iter().filter_map(|((owner, rule), count)| {
        let limit = allowed.get(&(owner.clone(), *rule)).copied().unwrap_or(0);
        let unit = RULES.iter().find(|known| known.name == *rule).map_or("", |known| known.unit);
        let message = format!(
            "{owner}: {count} {unit}, but {limit} at most; `cargo xtask tidy --list {rule} {owner}` lists them"
        );
        (*count > limit).then(|| Finding { path: FILE.into(), line: 1, message })
    });
    let is_slack =
        |(key, limit): &(&(String, &str), &usize)| counted.get(*key).copied().unwrap_or(0) < **limit;
    Judgement { findings: findings.collect(), slack: allowed.iter().filter(is_slack).count() }
}

/// Prints each place that breaks the rule called `name`, in one crate or in all.
///
/// # Errors
/// When there is no such rule.
pub(super) fn print(tree: &Tree, name: &str, owner: Option<&str>) -> anyhow::Result<()> {
    let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
        let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        bail!("no rule is called `{name}`: there are {}", names.join(", "));
    };
    let places =
        (rule.excess)(tree).into_iter().filter(|place| owner.is_none_or(|owner| place.owner == owner));
    let mut total = 0;
    for place in places {
        total += place.amount;
        println!("{}", place.finding);
    }
    println!("{total} {}", rule.unit);
    Ok(())
}

/// The text of the file of figures, each lowered to what is counted now.
///
/// # Errors
/// When the file can't be read, or a figure would have to rise.
pub(super) fn tightened(tree: &Tree) -> anyhow::Result<(&'static str, String)> {
    if let Some(finding) = judge(tree).findings.into_iter().next() {
        bail!("a figure would have to rise: {}", finding.message);
    }
    let mut document = document(tree)?;
    let counted = counted(tree);
    let owners: Vec<String> = document.iter().map(|(owner, _)| owner.to_owned()).collect();
    for owner in owners {
        let Some(table) = document[&owner].as_table_mut() else { continue };
        for rule in RULES {
            match counted.get(&(owner.clone(), rule.name)) {
                Some(count) => table[rule.name] = value(i64::try_from(*count)?),
                None => drop(table.remove(rule.name)),
            }
        }
        if table.is_empty() {
            document.remove(&owner);
        }
    }
    Ok((FILE, document.to_string()))
}

fn counted(tree: &Tree) -> Figures {
    let mut figures = Figures::new();
    for rule in RULES {
        for place in (rule.excess)(tree) {
            *figures.entry((place.owner, rule.name)).or_default() += place.amount;
        }
    }
    figures
}

fn document(tree: &Tree) -> anyhow::Result<DocumentMut> {
    let file = tree.get(FILE).context("the file of figures is missing")?;
    file.text.parse().context("the file of figures is not TOML")
}

fn allowed(tree: &Tree) -> anyhow::Result<Figures> {
    let mut figures = Figures::new();
    for (owner, table) in document(tree)?.iter() {
        let table = table.as_table().with_context(|| format!("`{owner}` is no table"))?;
        figures.extend(limits(owner, table)?);
    }
    Ok(figures)
}

fn limits(owner: &str, table: &Table) -> anyhow::Result<Figures> {
    let limit = |(name, item): (&str, &Item)| {
        let rule = RULES.iter().find(|rule| rule.name == name);
        let rule = rule.with_context(|| format!("no rule is called `{name}`"))?;
        let limit = item.as_integer().and_then(|limit| usize::try_from(limit).ok());
        Ok(((owner.to_owned(), rule.name), limit.with_context(|| format!("`{owner}.{name}` is no count"))?))
    };
    table.iter().map(limit).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tree::Tree;
    use super::super::tree::tests::findings;
    use super::{FILE, judge, tightened};

    fn check(tree: &Tree) -> Vec<super::Finding> {
        judge(tree).findings
    }

    const WIDE: &str = "struct A { a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8 }\n";

    #[test]
    fn a_figure_may_fall_and_not_rise() {
        let files = |limits| [(FILE, limits), ("crates/a/src/lib.rs", WIDE)];
        assert_eq!(findings(check, &files("[a]\nfields = 2\n")), "");
        expect![[r#"
            xtask/tidy.toml:1: a: 2 struct fields beyond the eighth, but 1 at most; `cargo xtask tidy --list fields a` lists them
        "#]]
        .assert_eq(&findings(check, &files("[a]\nfields = 1\n")));
        assert_eq!(judge(&Tree::of(&files("[a]\nfields = 3\nwords = 1\n"))).slack, 2);
    }

    #[test]
    fn figures_are_lowered_and_what_is_zero_goes() {
        let files =
            [(FILE, "# Why.\n[a]\nfields = 5\nwords = 7\n[b]\nwords = 1\n"), ("crates/a/src/lib.rs", WIDE)];
        let (_, text) = tightened(&Tree::of(&files)).unwrap();
        assert_eq!(text, "# Why.\n[a]\nfields = 2\n");
        let files = [(FILE, "[a]\nfields = 1\n"), ("crates/a/src/lib.rs", WIDE)];
        assert!(tightened(&Tree::of(&files)).is_err());
    }

    #[test]
    fn a_figure_that_no_rule_has_is_found() {
        expect![[r#"
            xtask/tidy.toml:1: no rule is called `feilds`
        "#]]
        .assert_eq(&findings(check, &[(FILE, "[a]\nfeilds = 1\n")]));
    }
}
