//! What in a cell is for IPython rather than for Python: line magics (`%time`), shell commands (`!ls`), help (`name?`) and their
//! kin, and cell magics (`%%bash`), as
//! [its documentation](https://ipython.readthedocs.io/en/stable/interactive/reference.html) has them.

use std::ops::Range;

use naja_base::lines;

/// A cell's code.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Code {
    /// Python with these commands.
    Python(Vec<Command>),
    /// The input of a cell magic that takes something else.
    Foreign,
}

/// A command.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// Its place in the cell; it may go over several lines, all but the last of which end in a backslash.
    pub(super) range: Range<usize>,
    /// Whether it is the value of an assignment; else it is a statement.
    is_value: bool,
}

/// Cell magics whose cell is Python all the same.
const OF_PYTHON: &[&str] =
    &["capture", "debug", "ipytest", "prun", "pypy", "python", "python3", "time", "timeit"];

/// The stand-in for a command in an assignment.
const NAME: &str = "__ipython__";
/// The stand-in for a command that is a statement: imports may follow, and it has no effect.
const STATEMENT: &str = "__ipython__ = 0";

impl Command {
    /// Writes the command's stand-in: as many lines of Python.
    pub(super) fn push_stand_in(&self, code: &str, out: &mut String) {
        out.push_str(if self.is_value { NAME } else { STATEMENT });
        for _ in 0..lines::count_breaks(&code[self.range.clone()]) {
            out.push_str("\\\n");
        }
    }
}

/// Whether a text is a stand-in for a command.
pub(super) fn is_stand_in(text: &str) -> bool {
    text.starts_with(NAME)
}

/// Finds the commands in a cell.
pub(super) fn find(code: &str) -> Code {
    let first = code.len() - code.trim_start().len();
    let mut scanner = Scanner { code, bytes: code.as_bytes(), at: 0, depth: 0, commands: Vec::new() };
    if let Some(magic) = code[first..].strip_prefix("%%") {
        let name = magic.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        if !OF_PYTHON.contains(&name) {
            return Code::Foreign;
        }
        scanner.at = first;
        scanner.command(false);
    }
    scanner.statements();
    Code::Python(scanner.commands)
}

struct Scanner<'c> {
    code: &'c str,
    bytes: &'c [u8],
    at: usize,
    /// How many brackets are open.
    depth: usize,
    commands: Vec<Command>,
}

impl Scanner<'_> {
    fn statements(&mut self) {
        let mut is_start = true;
        while let Some(mut byte) = self.byte() {
            if is_start {
                self.skip_blanks();
                is_start = false;
                byte = self.byte().unwrap_or(b'\n');
                if matches!(byte, b'%' | b'!' | b'?' | b'/' | b',' | b';') || self.asks_for_help() {
                    self.command(false);
                    continue;
                }
            }
            match byte {
                b'\n' | b'\r' => is_start = self.depth == 0,
                b'\\' => self.skip_escaped(),
                b'#' => {
                    self.at = self.line_end();
                    continue;
                }
                b'"' | b'\'' => {
                    self.string();
                    continue;
                }
                b'(' | b'[' | b'{' => self.depth += 1,
                b')' | b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                b'=' if self.depth == 0 && self.assigns() => {
                    self.at += 1;
                    self.skip_blanks();
                    let next = self.bytes.get(self.at + 1);
                    if self.byte() == Some(b'%') || (self.byte() == Some(b'!') && next != Some(&b'=')) {
                        self.command(true);
                    }
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\x0c')) {
            self.at += 1;
        }
    }

    fn line_end(&self) -> usize {
        let rest = &self.bytes[self.at..];
        self.at + rest.iter().position(|byte| lines::is_break(*byte)).unwrap_or(rest.len())
    }

    /// Goes to the last byte of what the backslash here escapes.
    fn skip_escaped(&mut self) {
        self.at += if self.bytes[self.at..].starts_with(b"\\\r\n") { 2 } else { 1 };
    }

    /// Takes all up to the end of the line, or of the last line that a backslash adds.
    fn command(&mut self, is_value: bool) {
        let start = self.at;
        self.at = self.line_end();
        while self.at < self.bytes.len() && self.bytes[start..self.at].ends_with(b"\\") {
            self.at += lines::break_len(&self.code[self.at..]);
            self.at = self.line_end();
        }
        self.commands.push(Command { range: start..self.at, is_value });
    }

    /// Whether the `=` at hand is an assignment's.
    fn assigns(&self) -> bool {
        let is_operator = |byte: u8| b"=!<>+-*/%&|^@:".contains(&byte);
        let before = self.at.checked_sub(1).map(|at| self.bytes[at]);
        !before.is_some_and(is_operator) && self.bytes.get(self.at + 1) != Some(&b'=')
    }

    /// Whether the line is a name, with attributes and subscripts, and `?` or `??`.
    fn asks_for_help(&self) -> bool {
        let line = self.code[self.at..self.line_end()].trim_end();
        let Some(name) = line.strip_suffix('?') else { return false };
        let name = name.strip_suffix('?').unwrap_or(name);
        let mut depth = 0_usize;
        for character in name.chars() {
            match character {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                '#' => return false,
                _ if depth > 0 || matches!(character, '.' | '*' | '_') || character.is_alphanumeric() => {}
                _ => return false,
            }
        }
        depth == 0 && name.starts_with(|first: char| matches!(first, '*' | '_') || first.is_alphabetic())
    }

    /// Skips a string. Its prefix does not matter: a backslash keeps a quote from ending it in raw ones too.
    fn string(&mut self) {
        let quote = self.bytes[self.at];
        let is_long = self.bytes[self.at..].starts_with(&[quote; 3]);
        let end: &[u8] = if is_long { &[quote; 3] } else { &[quote] };
        self.at += end.len();
        while self.at < self.bytes.len() {
            match self.bytes[self.at] {
                b'\\' => self.skip_escaped(),
                b'\n' | b'\r' if !is_long => return,
                _ if self.bytes[self.at..].starts_with(end) => {
                    self.at += end.len();
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, find};

    fn check(code: &str, expected: &[&str]) {
        for ending in ["\n", "\r\n", "\r"] {
            let code = code.replace("\r\n", "\n").replace('\n', ending);
            let Code::Python(commands) = find(&code) else { panic!("it is Python") };
            let found: Vec<String> =
                commands.iter().map(|command| code[command.range.clone()].replace(ending, "\n")).collect();
            assert_eq!(found, expected, "{code:?}");
        }
    }

    #[test]
    fn fault_106_commands_are_where_a_statement_starts_whatever_ends_the_lines() {
        check("%matplotlib inline\nx = 1 % 2\n!ls \\\n  -l\ny", &["%matplotlib inline", "!ls \\\n  -l"]);
        check("if x:\n    !ls\n    %cd ..\r\n", &["!ls", "%cd .."]);
        check("?print\n/f a\n,f a\n;f a", &["?print", "/f a", ",f a", ";f a"]);
        check("x = (a\n%b\n/c)\ny = a \\\n % b\n'''\n%x\n''' # %y\n'\\'' % z", &[]);
    }

    #[test]
    fn values_may_be_commands() {
        check(
            "a, b = !ls\nc.d = %time x \\\n  + 2\ne: int = !ls # f",
            &["!ls", "%time x \\\n  + 2", "!ls # f"],
        );
        check("a == b\na != b\na %= b\nf(a=!b)\na = !=", &[]);
    }

    #[test]
    fn a_name_with_question_marks_asks_for_help() {
        check("print?\n  a.b[0]??\n*int*?", &["print?", "a.b[0]??", "*int*?"]);
        check("print(x)?\nx = a?\n# why?\n'?'", &[]);
    }

    #[test]
    fn cell_magics_take_python_or_something_else() {
        check("\n%%time -n 1\nx\n%y", &["%%time -n 1", "%y"]);
        assert_eq!(find("%%bash\nls"), Code::Foreign);
        assert_eq!(find("%%timer\nls"), Code::Foreign);
    }

    #[test]
    fn what_never_ends_ends_with_the_cell() {
        check("'''", &[]);
        check("'\\", &[]);
        check("%x \\", &["%x \\"]);
        check("(\\", &[]);
        check("a =", &[]);
        check("a\n  ", &[]);
    }
}
