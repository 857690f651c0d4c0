//! The parts of a transcript page.

use std::ops::Range;

/// A page, as what is to be done for it.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    File { path: String, text: String },
    Universe(String),
    NamedUniverse(String),
    Variable { name: String, value: String },
    Command(Command),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// The line of the page, from 1.
    pub(super) line: usize,
    /// The command as it is written.
    pub(super) shown: String,
    /// Its words.
    pub(super) words: Vec<String>,
    /// The bytes of the page that hold the expected output.
    pub(super) output: Range<usize>,
}

impl Page {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut blocks = Vec::new();
        let mut fence: Option<Fence<'_>> = None;
        let mut start = 0;
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let (at, number) = (start, index + 1);
            start += line.len();
            let content = line.trim_end();
            if let Some(open) = &fence {
                if content == open.marks {
                    open.close(&text[open.body..at], &mut blocks)?;
                    fence = None;
                }
                continue;
            }
            if content.starts_with("```") {
                let marks = &content[..content.len() - content.trim_start_matches('`').len()];
                let info = content[marks.len()..].trim();
                fence = Some(Fence { marks, info, body: start, line: number + 1 });
            } else if let Some(comment) = content.strip_prefix("<!-- ").and_then(|c| c.strip_suffix(" -->")) {
                blocks.extend(directive(comment, number)?);
            }
        }
        match fence {
            Some(fence) => Err(format!("line {}: this block is not closed", fence.line - 1)),
            None => Ok(Self { blocks }),
        }
    }
}

fn directive(comment: &str, line: usize) -> Result<Option<Block>, String> {
    let Some((name, value)) = comment.split_once(": ") else { return Ok(None) };
    match name {
        "index" => Ok(Some(Block::NamedUniverse(value.to_owned()))),
        "variable" => match value.split_once('=') {
            Some((name, value)) => Ok(Some(Block::Variable { name: name.into(), value: value.into() })),
            None => Err(format!("line {line}: a variable is `NAME=VALUE`")),
        },
        _ => Ok(None),
    }
}

struct Fence<'a> {
    marks: &'a str,
    info: &'a str,
    body: usize,
    line: usize,
}

impl Fence<'_> {
    fn close(&self, text: &str, blocks: &mut Vec<Block>) -> Result<(), String> {
        let mut words = self.info.split_whitespace();
        let (language, argument) = (words.next().unwrap_or(""), words.next());
        match (language, argument) {
            ("console", None) => self.commands(text, blocks),
            ("toml", Some("index")) => {
                blocks.push(Block::Universe(text.to_owned()));
                Ok(())
            }
            (_, Some(path)) => {
                blocks.push(Block::File { path: path.to_owned(), text: text.to_owned() });
                Ok(())
            }
            (_, None) => Ok(()),
        }
    }

    fn commands(&self, text: &str, blocks: &mut Vec<Block>) -> Result<(), String> {
        let mut commands: Vec<Command> = Vec::new();
        let mut at = self.body;
        for (index, line) in text.split_inclusive('\n').enumerate() {
            at += line.len();
            let number = self.line + index;
            if let Some(shown) = line.strip_prefix("$ ") {
                let shown = shown.trim_end().to_owned();
                let words =
                    split_words(&shown).ok_or_else(|| format!("line {number}: a quote is not closed"))?;
                commands.push(Command { line: number, shown, words, output: at..at });
            } else if let Some(command) = commands.last_mut() {
                command.output.end = at;
            } else if !line.trim().is_empty() {
                return Err(format!("line {number}: output without a command"));
            }
        }
        blocks.extend(commands.into_iter().map(Block::Command));
        Ok(())
    }
}

/// Splits a command into words as a shell would, quotes and backslashes understood and nothing else. `None` where a quote
/// is not closed.
fn split_words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (character, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('\\', None | Some('"')) => word.get_or_insert_default().push(characters.next()?),
            ('"' | '\'', None) => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::{Block, Page, split_words};

    #[test]
    fn a_page_is_files_indexes_and_commands_in_its_order() {
        let text = "# x\n<!-- index: web -->\n```toml a.toml\nb = 1\n```\n\n```console\n$ naja lock\nlocked\n$ cat 'a b'\n```\n```toml\nc\n```\n";
        let page = Page::parse(text).unwrap();
        assert_eq!(page.blocks[0], Block::NamedUniverse("web".into()));
        assert_eq!(page.blocks[1], Block::File { path: "a.toml".into(), text: "b = 1\n".into() });
        let [_, _, Block::Command(lock), Block::Command(cat)] = page.blocks.as_slice() else {
            panic!("{page:?}");
        };
        assert_eq!((lock.line, &text[lock.output.clone()]), (8, "locked\n"));
        assert_eq!(
            (cat.words.as_slice(), &text[cat.output.clone()]),
            (&["cat".into(), "a b".into()][..], "")
        );
        assert!(Page::parse("```console\n").unwrap_err().contains("line 1"));
        assert!(Page::parse("```console\nx\n```\n").unwrap_err().contains("line 2"));
    }

    #[test]
    fn words_are_split_as_a_shell_would() {
        let split = |text: &str| split_words(text).unwrap();
        assert_eq!(
            split(r#"naja add "a[b]>=2" 'c d' e\ f """#),
            ["naja", "add", "a[b]>=2", "c d", "e f", ""]
        );
        assert_eq!(split_words("a 'b"), None);
    }
}
