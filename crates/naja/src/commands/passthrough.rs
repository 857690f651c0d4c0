//! Which words behind `naja test` are naja's and which the test runner's.
//!
//! `naja test -v -k name` means pytest's `-v` and `-k`, although naja has a `-v` too: behind `test` only naja's long options
//! are its own, up to the first word that is none of them.

use std::ffi::OsString;

use clap::Command;

/// `words` with a `--` before the first word that is the test runner's.
pub(super) fn separated(mut words: Vec<OsString>, cli: &Command) -> Vec<OsString> {
    let Some(test) = cli.find_subcommand("test") else { return words };
    let Some(at) = subcommand(&words, cli).filter(|at| words[*at] == "test") else { return words };
    let mut next = at + 1;
    while let Some(word) = words.get(next).and_then(|word| word.to_str()) {
        if matches!(word, "--" | "--help" | "-h") {
            return words;
        }
        match takes_value(word, &[test, cli]) {
            Some(true) => next += 2,
            Some(false) => next += 1,
            None => break,
        }
    }
    if next < words.len() {
        words.insert(next, "--".into());
    }
    words
}

/// Where the command's own name stands: the first word that is neither an option nor an option's value.
fn subcommand(words: &[OsString], cli: &Command) -> Option<usize> {
    let mut at = 1;
    loop {
        let word = words.get(at)?.to_str()?;
        if !word.starts_with('-') {
            return Some(at);
        }
        at += if takes_value(word, &[cli]) == Some(true) { 2 } else { 1 };
    }
}

/// Whether the long option `word` of one of `commands` takes the next word as its value; `None` where it is no option of theirs.
fn takes_value(word: &str, commands: &[&Command]) -> Option<bool> {
    let name = word.strip_prefix("--")?;
    let (name, has_value) = name.split_once('=').map_or((name, false), |(name, _)| (name, true));
    let mut options = commands.iter().flat_map(|command| command.get_arguments());
    let option = options.find(|option| option.get_long() == Some(name))?;
    Some(!has_value && option.get_action().takes_values())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::separated;
    use crate::commands::Cli;

    fn check(line: &str, expected: &str) {
        let words = line.split(' ').map(Into::into).collect();
        let words = separated(words, &Cli::command());
        let words: Vec<_> = words.iter().map(|word| word.to_str().unwrap()).collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn what_pytest_knows_goes_to_pytest() {
        check("naja test -v -k name", "naja test -- -v -k name");
        check("naja test --group ci --no-sync -x tests", "naja test --group ci --no-sync -- -x tests");
        check("naja -q --project a test --group=ci", "naja -q --project a test --group=ci");
        check("naja test -- -v", "naja test -- -v");
        check("naja test --help", "naja test --help");
        check("naja run test -v", "naja run test -v");
    }
}
