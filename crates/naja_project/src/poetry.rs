//! The refusal of a project that only poetry understands, with the project's data in the standard form as a suggestion.

use std::fmt::Write as _;

use naja_base::Diagnostic;
use naja_config::document::Node;

/// The error for a `[tool.poetry]` without a `[project]`. Its help is the `[project]` table to write.
pub(crate) fn refuse(table: &Node<'_>) -> Box<Diagnostic> {
    let mut error =
        table.error("this project is written for poetry: it has no `[project]` table", "only this");
    error.help =
        Some(format!("add the standard's table, which poetry 2 reads too:\n{}", project_table(table)));
    error
}

/// The `[project]` table that says what `[tool.poetry]` says, as far as the standard has words for it.
fn project_table(table: &Node<'_>) -> String {
    let field = |name: &str, default: &str| {
        let value = table.get(name).and_then(|node| node.as_str()).unwrap_or(default);
        toml_edit::Value::from(value).to_string()
    };
    let mut out =
        format!("[project]\nname = {}\nversion = {}\n", field("name", "example"), field("version", "0.1.0"));
    let dependencies = table.get("dependencies").and_then(|node| node.table().ok()).unwrap_or_default();
    let mut requirements = Vec::new();
    for (name, value) in dependencies {
        let constraint = value
            .as_str()
            .map(str::to_owned)
            .or_else(|| value.get("version").and_then(|version| version.as_str()).map(str::to_owned));
        let Some(constraint) = constraint else {
            let _ = writeln!(out, "# `{name}` comes from elsewhere than an index: add it by hand");
            continue;
        };
        let Some(specifier) = specifier(&constraint) else {
            let _ = writeln!(out, "# `{name} = {constraint}` can't be said in one specifier: add it by hand");
            continue;
        };
        if name == "python" {
            let _ = writeln!(out, "requires-python = {}", toml_edit::Value::from(specifier));
            continue;
        }
        let extras: Vec<&str> = value
            .get("extras")
            .and_then(|extras| extras.strings().ok())
            .map(|extras| extras.iter().map(|(extra, _)| *extra).collect())
            .unwrap_or_default();
        let extras = if extras.is_empty() { String::new() } else { format!("[{}]", extras.join(",")) };
        requirements.push(toml_edit::Value::from(format!("{name}{extras}{specifier}")).to_string());
    }
    if requirements.is_empty() {
        out.push_str("dependencies = []");
    } else {
        let _ = write!(out, "dependencies = [\n    {},\n]", requirements.join(",\n    "));
    }
    out
}

/// Poetry's constraint as a specifier of PEP 440: `^1.2` becomes `>=1.2,<2`. `None` where there is no such specifier.
fn specifier(constraint: &str) -> Option<String> {
    if constraint.contains('|') {
        return None;
    }
    let parts = constraint.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty());
    let parts: Option<Vec<String>> = join_operators(parts).iter().map(|part| one(part)).collect();
    let parts: Vec<String> = parts?.into_iter().filter(|part| !part.is_empty()).collect();
    Some(parts.join(","))
}

/// `>= 1.2` is one constraint, although it contains a space.
fn join_operators<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for part in parts {
        match out.last_mut() {
            Some(last) if last.chars().all(|c| "^~<>=!".contains(c)) => last.push_str(part),
            _ => out.push(part.to_owned()),
        }
    }
    out
}

fn one(constraint: &str) -> Option<String> {
    if constraint == "*" {
        return Some(String::new());
    }
    if let Some(version) = constraint.strip_prefix('^') {
        let (release, numbers) = numbers(version)?;
        let place = numbers.iter().position(|number| *number != 0).unwrap_or(numbers.len() - 1);
        return Some(format!(">={release},<{}", next(&numbers, place)));
    }
    if let Some(version) = constraint.strip_prefix('~').filter(|rest| !rest.starts_with('=')) {
        let (release, numbers) = numbers(version)?;
        return Some(format!(">={release},<{}", next(&numbers, usize::from(numbers.len() > 1))));
    }
    let start = constraint.find(|c: char| c.is_ascii_digit())?;
    let operator = match &constraint[..start] {
        "" | "=" => "==",
        operator @ ("==" | ">=" | "<=" | "<" | ">" | "!=" | "~=") => operator,
        _ => return None,
    };
    Some(format!("{operator}{}", &constraint[start..]))
}

fn numbers(version: &str) -> Option<(&str, Vec<u64>)> {
    let version = version.trim();
    let numbers: Option<Vec<u64>> = version.split('.').map(|number| number.parse().ok()).collect();
    Some((version, numbers?))
}

/// The first version after all that share the numbers up to `place`.
fn next(numbers: &[u64], place: usize) -> String {
    let kept: Vec<String> = numbers[..=place]
        .iter()
        .enumerate()
        .map(|(index, number)| if index == place { number + 1 } else { *number })
        .map(|number| number.to_string())
        .collect();
    kept.join(".")
}

#[cfg(test)]
mod tests {
    use super::specifier;

    #[test]
    fn constraints_are_said_in_the_standards_words() {
        let check = |constraint: &str, expected: &str| {
            assert_eq!(specifier(constraint).as_deref(), Some(expected), "{constraint}");
        };
        check("^1.2.3", ">=1.2.3,<2");
        check("^0.2.3", ">=0.2.3,<0.3");
        check("^0.0.3", ">=0.0.3,<0.0.4");
        check("^0.0", ">=0.0,<0.1");
        check("^0", ">=0,<1");
        check("~1.2.3", ">=1.2.3,<1.3");
        check("~1", ">=1,<2");
        check("~=1.4", "~=1.4");
        check(">= 1.2, <1.5", ">=1.2,<1.5");
        check("1.2.3", "==1.2.3");
        check("1.2.*", "==1.2.*");
        check("*", "");
        assert_eq!(specifier("^1.0 || ^2.0"), None);
        assert_eq!(specifier("^1.0rc1"), None);
    }
}
