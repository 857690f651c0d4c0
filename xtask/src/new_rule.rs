//! `cargo xtask new-rule GROUP NAME CODE`: the two files of a lint rule, and its registration.
//!
//! The rule that is made compiles, and its page passes its test: it reports every `pass` statement, until its check is
//! written.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};

/// Where the groups of rules are.
const RULES: &str = "crates/naja_lint/src/rules";

const USAGE: &str =
    "usage: cargo xtask new-rule GROUP NAME CODE, as in: new-rule pie unnecessary-placeholder PIE790";

/// Makes a rule.
///
/// # Errors
/// When the arguments are no rule's, or the group or a file of it can't be read or written.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let [group, name, code] = arguments else { bail!(USAGE) };
    let folder = crate::task::root().join(RULES).join(group);
    let rule = Rule::parse(name, code)?;
    for (path, text) in rule.files(&folder)? {
        naja_base::atomic::replace(&path, text.as_bytes())
            .with_context(|| format!("cannot write `{}`", path.display()))?;
        println!("wrote {}", path.display());
    }
    println!("write the check and the page, then run `PAGE={code} cargo test -p naja_lint --test rules`");
    Ok(ExitCode::SUCCESS)
}

#[derive(Debug)]
struct Rule {
    name: String,
    code: String,
    /// The name of its module.
    module: String,
}

impl Rule {
    fn parse(name: &str, code: &str) -> anyhow::Result<Self> {
        let is_word = |word: &str| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        ensure!(name.split('-').all(is_word), "`{name}` is no name: words in lower case, joined by `-`");
        let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let is_code =
            digits.len() < code.len() && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
        ensure!(is_code, "`{code}` is no code: capital letters, then digits");
        Ok(Self { name: name.to_owned(), code: code.to_owned(), module: name.replace('-', "_") })
    }

    /// The new files, and the changed module of the group.
    fn files(&self, folder: &Path) -> anyhow::Result<Vec<(PathBuf, String)>> {
        let group = folder.join("mod.rs");
        let text = std::fs::read_to_string(&group)
            .with_context(|| format!("there is no group `{}`", folder.display()))?;
        let source = folder.join(format!("{}.rs", self.module));
        ensure!(!source.exists(), "`{}` exists", source.display());
        let code_of = |module: &str| {
            let text = std::fs::read_to_string(folder.join(format!("{module}.rs"))).ok()?;
            let (_, rest) = text.split_once("code: \"")?;
            rest.split_once('"').map(|(code, _)| code.to_owned())
        };
        Ok(vec![
            (source, self.source()),
            (folder.join(format!("{}.md", self.module)), self.page()),
            (group, self.registered(&text, code_of)?),
        ])
    }

    fn source(&self) -> String {
        let Self { name, code, module } = self;
        format!(
            r#"//! {code}: what the rule reports.

use naja_syntax::ast::Stmt;

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{{Category, FixKind, Hook, Rule}};

pub(crate) static RULE: Rule = Rule {{
    name: "{name}",
    code: "{code}",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Pass], check)],
    page: include_str!("{module}.md"),
}};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {{
    checker.report(&RULE, stmt.span(), "what is wrong, in lower case and without a full stop");
}}
"#
        )
    }

    fn page(&self) -> String {
        let Self { name, code, .. } = self;
        format!(
            "# {name} ({code})\n\nWhat is wrong with the code, and what to write instead.\n\n```python\npass\n```\n\n\
             ```findings\n1:1-1:5: what is wrong, in lower case and without a full stop\n```\n\n\
             Code that is right is not reported:\n\n```python\nx = 1\n```\n"
        )
    }

    /// The text of the group's module with the rule in it: the module among the others by name, the rule by its code.
    fn registered(&self, text: &str, code_of: impl Fn(&str) -> Option<String>) -> anyhow::Result<String> {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let declared = |line: &str| {
            let rest = line.strip_prefix("pub(crate) ").unwrap_or(line).strip_prefix("mod ")?;
            rest.strip_suffix(';').map(str::to_owned)
        };
        let after = lines.iter().rposition(|line| declared(line).is_some_and(|module| module < self.module));
        let first =
            lines.iter().position(|line| declared(line).is_some()).context("the group has no modules")?;
        lines.insert(after.map_or(first, |line| line + 1), format!("mod {};", self.module));

        let start = lines.iter().position(|line| line.contains("RULES: &[&Rule] = &["));
        let start = start.context("the group has no list `RULES`")?;
        let entry = format!("    &{}::RULE,", self.module);
        if let Some((head, rest)) = lines[start].clone().split_once("= &[")
            && let Some(single) = rest.strip_suffix("];")
        {
            let old = single.split(',').map(|rule| format!("    {},", rule.trim()));
            let spread: Vec<String> =
                std::iter::once(format!("{head}= &[")).chain(old).chain(["];".to_owned()]).collect();
            lines.splice(start..=start, spread);
        }
        let end = start
            + lines[start..].iter().position(|line| line == "];").context("the list `RULES` has no end")?;
        let is_before = |line: &String| {
            let module = line.trim().trim_start_matches('&').split("::").next().unwrap_or("");
            code_of(module).is_some_and(|code| key(&code) < key(&self.code))
        };
        let place =
            lines[start + 1..end].iter().rposition(is_before).map_or(start + 1, |line| start + line + 2);
        lines.insert(place, entry);
        Ok(lines.join("\n") + "\n")
    }
}

/// Orders codes: by letters, then by number.
fn key(code: &str) -> (&str, u32) {
    let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
    (&code[..code.len() - digits.len()], digits.parse().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use expect_test::expect;

    use super::{RULES, Rule};

    const GROUP: &str = "//! `X`: a group.\n\nmod alpha;\nmod common;\nmod zeta;\n\nuse crate::rule::Rule;\n\n\
                         pub(crate) static RULES: &[&Rule] = &[\n    &zeta::RULE,\n    &alpha::RULE,\n];\n";

    fn code_of(module: &str) -> Option<String> {
        let codes = [("zeta", "X2"), ("alpha", "X100")];
        codes.iter().find(|(name, _)| *name == module).map(|(_, code)| (*code).to_owned())
    }

    #[test]
    fn a_rule_is_registered_by_its_name_and_its_code() {
        let rule = Rule::parse("middle-one", "X20").unwrap();
        expect![[r#"
            //! `X`: a group.

            mod alpha;
            mod common;
            mod middle_one;
            mod zeta;

            use crate::rule::Rule;

            pub(crate) static RULES: &[&Rule] = &[
                &zeta::RULE,
                &middle_one::RULE,
                &alpha::RULE,
            ];
        "#]]
        .assert_eq(&rule.registered(GROUP, code_of).unwrap());
    }

    #[test]
    fn a_list_on_one_line_is_spread() {
        let text = "pub(crate) mod zeta;\n\npub(crate) static RULES: &[&Rule] = &[&zeta::RULE];\n";
        let rule = Rule::parse("a", "X1").unwrap();
        expect![[r#"
            mod a;
            pub(crate) mod zeta;

            pub(crate) static RULES: &[&Rule] = &[
                &a::RULE,
                &zeta::RULE,
            ];
        "#]]
        .assert_eq(&rule.registered(text, code_of).unwrap());
    }

    #[test]
    fn names_and_codes_that_are_none_are_refused() {
        for (name, code) in
            [("Upper", "X1"), ("two--dashes", "X1"), ("", "X1"), ("fine", "x1"), ("fine", "X"), ("fine", "1")]
        {
            assert!(Rule::parse(name, code).is_err(), "{name} {code}");
        }
    }

    #[test]
    fn every_group_of_the_repository_takes_a_rule() {
        let folder = crate::task::root().join(RULES);
        let rule = Rule::parse("a-rule-that-is-not-there", "ZZ9").unwrap();
        let mut groups = 0;
        for group in std::fs::read_dir(folder).unwrap() {
            let group = group.unwrap().path();
            if !group.is_dir() {
                continue;
            }
            let files = rule.files(&group).unwrap();
            let registered = &files[2].1;
            let old = std::fs::read_to_string(group.join("mod.rs")).unwrap();
            assert_eq!(registered.matches("a_rule_that_is_not_there").count(), 2, "{}", group.display());
            assert!(registered.lines().count() >= old.lines().count() + 2, "{}", group.display());
            groups += 1;
        }
        assert!(groups > 0 && Path::new(RULES).is_relative());
    }
}
