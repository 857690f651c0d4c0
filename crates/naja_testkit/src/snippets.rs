//! Reads the snippets of the rules that real code seldom breaks.
//!
//! `<CODE>/positive.py` holds files that the rule has findings in, `<CODE>/negative.py` such as it has none in. Each begins with a line
//! `#---`; after that may come `stub` (the snippet is a `.pyi`), options as `key=value` (the key as in a configuration's `lint`
//! table or above it, the value in TOML without blanks), and last `differs:` with the reason why ruff says or does something else.
//!
//! What a file should not hold or can't show is written as a sign: `⇥` a tab, `␠` a blank at a line's end, `␌` a form feed, `␍` a
//! carriage return, `␄` the end of a text whose last line does not end, `⇄` a character that turns the direction of the text, `␀`
//! a byte order mark.

use std::path::Path;

/// A file of its own.
pub struct Snippet {
    /// The rule's code.
    pub code: String,
    /// `positive` or `negative`, with the number of the line that the snippet begins after.
    pub name: String,
    /// Whether the rule has findings in it.
    pub is_positive: bool,
    /// Whether it is a stub.
    pub is_stub: bool,
    /// Settings other than the default: `key=value`.
    pub options: Vec<String>,
    /// Why ruff says or does something else, if it does.
    pub differs: Option<String>,
    /// The text.
    pub text: String,
}

/// All snippets below `folder`, in the order of their codes.
///
/// # Errors
/// When a file can't be read.
pub fn read(folder: &Path) -> std::io::Result<Vec<Snippet>> {
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut rules: Vec<_> =
        entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    rules.sort();
    let mut snippets = Vec::new();
    for rule in rules {
        let code = rule.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for kind in ["positive", "negative"] {
            let text = std::fs::read_to_string(rule.join(kind).with_extension("py"))?;
            snippets.extend(parse(&code, kind, &text));
        }
    }
    Ok(snippets)
}

fn parse(code: &str, kind: &str, text: &str) -> Vec<Snippet> {
    let mut snippets: Vec<Snippet> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(head) = line.strip_prefix("#---") {
            let (words, reason) =
                head.split_once("differs:").map_or((head, None), |(words, why)| (words, Some(why)));
            snippets.push(Snippet {
                code: code.to_owned(),
                name: format!("{kind}-{:03}", index + 1),
                is_positive: kind == "positive",
                is_stub: words.split_whitespace().any(|word| word == "stub"),
                options: words
                    .split_whitespace()
                    .filter(|word| word.contains('='))
                    .map(str::to_owned)
                    .collect(),
                differs: reason.map(|why| why.trim().to_owned()),
                text: String::new(),
            });
        } else if let Some(snippet) = snippets.last_mut() {
            snippet.text.push_str(line);
            snippet.text.push('\n');
        }
    }
    let signs = [
        ("⇥", "\t"),
        ("␠", " "),
        ("␌", "\u{c}"),
        ("␍", "\r"),
        ("␄\n", ""),
        ("⇄", "\u{202e}"),
        ("␀", "\u{feff}"),
    ];
    for snippet in &mut snippets {
        for (sign, text) in signs {
            snippet.text = snippet.text.replace(sign, text);
        }
    }
    snippets
}
