//! How many fields a struct may have.

use super::excess::{Excess, owner};
use super::rust::{Kind, Token, line_of, matching, shipped_tokens};
use super::tree::{Finding, Tree};

const MOST_FIELDS: usize = 8;

/// The structs of more than eight named fields, with the fields beyond the eighth as amount; tests apart.
pub(super) fn excess(tree: &Tree) -> Vec<Excess> {
    let mut all = Vec::new();
    for file in tree.ending(".rs").filter(|file| !is_test(&file.path)) {
        let code = shipped_tokens(&file.text);
        for (index, token) in code.iter().enumerate() {
            if &file.text[token.range.clone()] != "struct" || token.kind != Kind::Ident {
                continue;
            }
            let Some((name, count)) = fields(&code, index) else { continue };
            if count > MOST_FIELDS {
                let name = &file.text[name.range.clone()];
                let message = format!("`{name}` has {count} fields; a struct has at most {MOST_FIELDS}");
                all.push(Excess {
                    owner: owner(&file.path).to_owned(),
                    amount: count - MOST_FIELDS,
                    finding: Finding::new(file, line_of(&file.text, token.range.start), message),
                });
            }
        }
    }
    all
}

fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/") || path.ends_with("/tests.rs")
}

/// The name and the number of named fields of the struct whose keyword is token `keyword`.
fn fields(code: &[Token], keyword: usize) -> Option<(&Token, usize)> {
    let name = code.get(keyword + 1).filter(|token| token.kind == Kind::Ident)?;
    let is_end = |token: &Token| matches!(token.kind, Kind::Punct('{' | '(' | ';'));
    let open = keyword + code[keyword..].iter().position(is_end)?;
    if code[open].kind != Kind::Punct('{') {
        return None;
    }
    let close = matching(code, open)?;
    let (mut depth, mut count) = (0, 0);
    for index in open + 1..close {
        match code[index].kind {
            Kind::Punct('(' | '[' | '{') => depth += 1,
            Kind::Punct(')' | ']' | '}') => depth -= 1,
            Kind::Punct(':') if depth == 0 && code[index - 1].kind == Kind::Ident => count += 1,
            _ => {}
        }
    }
    Some((name, count))
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::excess;

    #[test]
    fn fields_are_counted_and_generics_attributes_and_tests_are_not() {
        let fields = |count: usize| {
            (0..count)
                .map(|n| format!("/// F.\n#[x(y: z)] pub(crate) f{n}: Map<K, V::W>,\n"))
                .collect::<String>()
        };
        let text = format!(
            "pub struct Eight<T> where T: Copy {{ {} }}\nstruct Nine {{ {} }}\nstruct Tuple(A, B);\n#[cfg(test)]\nstruct Test {{ {} }}\n",
            fields(8),
            fields(9),
            fields(20),
        );
        let tree = Tree::of(&[("crates/a/src/b.rs", &text), ("crates/a/tests/c.rs", &text)]);
        let found: Vec<_> = excess(&tree)
            .into_iter()
            .map(|found| (found.owner, found.amount, found.finding.message))
            .collect();
        assert_eq!(found, [("a".to_owned(), 1, "`Nine` has 9 fields; a struct has at most 8".to_owned())]);
    }
}
