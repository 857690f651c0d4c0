//! The cases of `cargo xtask ecosystem pep`: values by the grammars of the standards with slips strewn in, and the lines
//! of real metadata.

use std::path::PathBuf;

use anyhow::Context as _;
use serde_json::{Value, json};
use walkdir::WalkDir;

/// A small generator of numbers: the same cases for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (end.max(1) as u64)).unwrap_or(0)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// `count` cases of each kind.
pub fn generated(count: usize, seed: u64) -> Vec<Value> {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut cases = Vec::new();
    for _ in 0..count {
        cases.push(json!({ "kind": "name", "text": slip(&mut dice, name) }));
        cases.push(json!({ "kind": "version", "text": slip(&mut dice, version) }));
        let near = version(&mut dice);
        let versions: Vec<String> = (0..12).map(|_| neighbour(&mut dice, &near)).collect();
        let text = slip(&mut dice, |dice| specifiers(dice, &near));
        cases.push(json!({ "kind": "specifier", "text": text, "versions": versions }));
        cases.push(json!({ "kind": "marker", "text": slip(&mut dice, |dice| marker(dice, 3)) }));
        cases.push(json!({ "kind": "requirement", "text": slip(&mut dice, requirement) }));
        cases.push(json!({ "kind": "wheel", "text": slip(&mut dice, wheel) }));
        let sdist = |dice: &mut Dice| format!("{}-{}.tar.gz", name(dice).replace('-', "_"), version(dice));
        cases.push(json!({ "kind": "sdist", "text": slip(&mut dice, sdist) }));
    }
    cases.extend(tags());
    cases
}

fn tags() -> Vec<Value> {
    let mut cases = Vec::new();
    for minor in [6, 7, 9, 13, 15] {
        for free in [false, true] {
            if free && minor < 13 {
                continue;
            }
            let python = json!([3, minor]);
            cases.push(json!({ "kind": "tags", "text": "windows", "python": python, "free": free, "arch": "amd64", "platforms": ["win_amd64"] }));
            for (major, low, arch) in
                [(10, 9, "x86_64"), (10, 6, "i386"), (11, 2, "arm64"), (14, 0, "x86_64"), (26, 1, "arm64")]
            {
                cases.push(json!({ "kind": "tags", "text": "macos", "python": python, "free": free, "arch": arch, "macos": [major, low], "platforms": null }));
            }
        }
    }
    cases
}

/// The requirements and specifiers of every `METADATA` and `PKG-INFO` below `folders`, and the names of wheels there.
pub fn real(folders: &[PathBuf]) -> anyhow::Result<Vec<Value>> {
    let mut cases = Vec::new();
    for entry in folders.iter().flat_map(WalkDir::new) {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy();
        if file.ends_with(".whl") {
            cases.push(json!({ "kind": "wheel", "text": file }));
        }
        if file != "METADATA" && file != "PKG-INFO" {
            continue;
        }
        let bytes = std::fs::read(entry.path()).with_context(|| entry.path().display().to_string())?;
        for line in String::from_utf8_lossy(&bytes).lines().take_while(|line| !line.is_empty()) {
            if let Some(text) = line.strip_prefix("Requires-Dist: ") {
                cases.push(json!({ "kind": "requirement", "text": text }));
            } else if let Some(text) = line.strip_prefix("Requires-Python: ") {
                let versions =
                    ["2.7.18", "3.3", "3.6.15", "3.8.0", "3.9.1", "3.10", "3.13.1", "3.14.0rc1", "4.0"];
                cases.push(json!({ "kind": "specifier", "text": text, "versions": versions }));
            } else if let Some(text) = line.strip_prefix("Name: ") {
                cases.push(json!({ "kind": "name", "text": text }));
            } else if let Some(text) = line.strip_prefix("Version: ") {
                cases.push(json!({ "kind": "version", "text": text }));
            }
        }
    }
    Ok(cases)
}

/// What `make` makes, now and then with a character inserted, dropped or changed.
fn slip(dice: &mut Dice, make: impl Fn(&mut Dice) -> String) -> String {
    let mut text: Vec<char> = make(dice).chars().collect();
    // A URL is compared as it is normalised here, which a slip in it would change.
    if dice.chance(15) && !text.is_empty() && !text.contains(&'@') {
        let at = dice.below(text.len());
        let odd =
            dice.pick(&["-", ".", "_", " ", "!", "*", ",", "=", "'", "(", ")", "a", "1", "é", ";", "\""]);
        match dice.below(3) {
            0 => drop(text.remove(at)),
            1 => text.splice(at..at, odd.chars()).for_each(drop),
            _ => text.splice(at..=at, odd.chars()).for_each(drop),
        }
    }
    text.into_iter().collect()
}

fn name(dice: &mut Dice) -> String {
    let mut text = dice.pick(&["foo", "Foo", "a", "zope", "Py3", "x1", "ruamel"]).to_string();
    while dice.chance(40) {
        text += dice.pick(&["-", "_", ".", "--", "-_."]);
        text += dice.pick(&["bar", "Baz", "b", "2", "interface"]);
    }
    text
}

fn version(dice: &mut Dice) -> String {
    let mut text = String::new();
    if dice.chance(5) {
        text += dice.pick(&["v", "1!", "2!", " "]);
    }
    text += dice.pick(&["0", "1", "2", "3", "10", "2024", "01"]);
    while dice.chance(55) {
        text += dice.pick(&[".0", ".1", ".2", ".9", ".10", ".12"]);
    }
    if dice.chance(25) {
        text += dice.pick(&["a1", "b2", "rc1", ".rc1", "-alpha", "c0", "_beta.3", ".preview2"]);
    }
    if dice.chance(20) {
        text += dice.pick(&[".post0", ".post1", ".post2", "-1", ".rev3", "post"]);
    }
    if dice.chance(20) {
        text += dice.pick(&[".dev0", ".dev1", ".dev2", "dev", "_dev3"]);
    }
    if dice.chance(15) {
        text += dice.pick(&["+local", "+1", "+abc.1", "+ubuntu-1", "+A_b"]);
    }
    text
}

/// `near`, or what has much in common with it.
fn neighbour(dice: &mut Dice, near: &str) -> String {
    let release: String = near.chars().take_while(|c| c.is_ascii_digit() || *c == '.' || *c == '!').collect();
    let release = release.trim_end_matches('.');
    match dice.below(6) {
        0 => version(dice),
        1 => near.to_string(),
        2 if !near.contains('+') => format!("{near}+local.1"),
        _ if !release.is_empty() => {
            format!(
                "{release}{}",
                dice.pick(&[
                    "",
                    ".0",
                    ".1",
                    "a1",
                    "rc1",
                    ".post0",
                    ".post1",
                    ".dev0",
                    ".dev1",
                    "a1.dev2",
                    ".post1.dev0",
                    "+x"
                ])
            )
        }
        _ => version(dice),
    }
}

fn specifiers(dice: &mut Dice, near: &str) -> String {
    let mut text = String::new();
    loop {
        let operator = dice.pick(&["==", "!=", "<", "<=", ">", ">=", "~=", "=="]);
        let version = neighbour(dice, near);
        text += operator;
        text += dice.pick(&["", "", " "]);
        text += &version;
        if matches!(operator, "==" | "!=") && dice.chance(30) {
            text += ".*";
        }
        if dice.chance(60) {
            return text;
        }
        text += dice.pick(&[",", ", ", " , "]);
    }
}

fn comparison(dice: &mut Dice) -> String {
    let (variable, values): (&str, &[&str]) = match dice.below(9) {
        0 | 1 => ("python_version", &["2.7", "3", "3.6", "3.8", "3.8.0", "3.9", "3.10", "4.0", "3.8.1"]),
        2 => ("python_full_version", &["2.7", "3.6.15", "3.8", "3.8.0", "3.10.13", "3.13.1", "3.13"]),
        3 => ("sys_platform", &["linux", "win32", "darwin", "cygwin", ""]),
        4 => ("os_name", &["posix", "nt", "java"]),
        5 => ("platform_system", &["Linux", "Windows", "Darwin"]),
        6 => ("extra", &["test", "dev-tools", "Dev_Tools", "docs"]),
        7 => ("platform_python_implementation", &["CPython", "PyPy"]),
        _ => ("implementation_version", &["3.8", "7.3", "7.3.16", "3.13.1"]),
    };
    let value = dice.pick(values);
    let quote = dice.pick(&["'", "\""]);
    let numeric = variable.ends_with("version");
    let listed = variable == "python_version";
    let operator = match (numeric, dice.below(10)) {
        (true, 0) if listed => {
            return format!("{variable} {} {quote}3.6 3.10{quote}", dice.pick(&["in", "not in"]));
        }
        (true, 1) => {
            return format!(
                "{variable} {} {quote}3.{}.*{quote}",
                dice.pick(&["==", "!="]),
                6 + dice.below(6)
            );
        }
        (true, _) => dice.pick(&["==", "!=", "<", "<=", ">", ">=", "~="]),
        (false, 0) if variable != "extra" => {
            return format!("{variable} {} {quote}{value} linux{quote}", dice.pick(&["in", "not in"]));
        }
        (false, 1) if variable != "extra" => {
            return format!("{quote}in{quote} {} {variable}", dice.pick(&["in", "not in"]));
        }
        (false, _) => dice.pick(&["==", "!="]),
    };
    if operator != "~=" && dice.chance(10) {
        return format!("{quote}{value}{quote} {operator} {variable}");
    }
    let space = dice.pick(&[" ", "", "  "]);
    format!("{variable}{space}{operator}{space}{quote}{value}{quote}")
}

fn marker(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 || dice.chance(35) {
        return comparison(dice);
    }
    let operator = dice.pick(&[" and ", " or "]);
    let text = format!("{}{operator}{}", marker(dice, depth - 1), marker(dice, depth - 1));
    if dice.chance(50) { format!("({text})") } else { text }
}

fn requirement(dice: &mut Dice) -> String {
    let mut text = name(dice);
    if dice.chance(25) {
        text += dice.pick(&["[a]", "[b, A_c]", "[]", " [x]", "[a,a]"]);
    }
    let near = version(dice);
    let specifiers = specifiers(dice, &near);
    text += &match dice.below(6) {
        0 => String::new(),
        1 => format!(" ({specifiers})"),
        2 => " @ https://example.com/a-1-py3-none-any.whl#sha256=00".to_string(),
        3 => format!(" {specifiers}"),
        _ => specifiers,
    };
    if dice.chance(40) {
        text += dice.pick(&[" ; ", " ;", " ;  "]);
        text += &marker(dice, 2);
    }
    text
}

fn wheel(dice: &mut Dice) -> String {
    let name = dice.pick(&["foo", "zope.interface", "Foo_bar", "A1"]);
    let build = dice.pick(&["", "", "", "-1", "-2b", "-x"]);
    let python = dice.pick(&["py3", "py2.py3", "cp312", "cp38", "CP39", "pp310"]);
    let abi = dice.pick(&["none", "abi3", "cp312", "cp38m.abi3"]);
    let platform =
        dice.pick(&["any", "win_amd64", "manylinux_2_17_x86_64.manylinux2014_x86_64", "macosx_11_0_arm64"]);
    format!("{name}-{}{build}-{python}-{abi}-{platform}.whl", version(dice).replace('-', "_"))
}
