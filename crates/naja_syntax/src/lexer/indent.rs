//! The starts of logical lines: indentation, blank lines, comment lines.

use super::Lexer;
use super::token::{Class, TokenKind, lead};
use crate::error::{ErrorKind, ParseError};
use naja_base::Span;

/// How far a block is indented, counted in CPython's two ways.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Indent {
    /// With a tab going to the next multiple of eight.
    pub(super) column: u32,
    /// With a tab counting as one.
    alternative: u32,
}

impl Lexer<'_> {
    /// The column at which the current block's lines start.
    pub(crate) fn block_column(&self) -> u32 {
        self.indents.last().map_or(0, |indent| indent.column)
    }

    /// The first token of a logical line, which may be a change of indentation.
    pub(super) fn line_start(&mut self) {
        if self.pending_dedents > 0 {
            return self.dedent();
        }
        let mut line = self.pos as usize;
        let (indent, pos) = loop {
            let pos = self.spaces_end(line);
            let width = (pos - line) as u32;
            let indent = Indent { column: width, alternative: width };
            let byte = self.at(pos);
            if lead(byte).class <= Class::Punctuation {
                break (indent, pos);
            }
            line = match byte {
                b'\n' | b'\r' => self.line_break(pos),
                b'#' => self.comment(pos),
                b'\t' | 0x0c | b'\\' => match self.odd_line_start(line) {
                    Ok(found) => break found,
                    Err(next) => next,
                },
                0 if pos >= self.bytes.len() => break (Indent::default(), pos),
                _ => break (indent, pos),
            };
        };
        self.at_line_start = false;
        let Some(top) = self.indents.last().copied() else { return self.token() };
        self.pos = pos as u32;
        if indent == top {
            return self.token();
        }
        self.change_indent(indent, top, pos);
    }

    /// The line start at `line` whose blanks are not all spaces: the indentation and where it ends, or where to go on
    /// after a line that holds nothing else.
    #[cold]
    fn odd_line_start(&mut self, line: usize) -> Result<(Indent, usize), usize> {
        let (indent, pos) = self.odd_indent(line);
        match self.at(pos) {
            b'\n' | b'\r' => Err(self.line_break(pos)),
            b'#' => Err(self.comment(pos)),
            0 if pos >= self.bytes.len() => Ok((Indent::default(), pos)),
            _ => Ok((indent, pos)),
        }
    }

    /// Indentation that holds tabs, form feeds or a continuation.
    #[cold]
    fn odd_indent(&mut self, mut pos: usize) -> (Indent, usize) {
        let mut indent = Indent::default();
        let mut continued = None;
        loop {
            match self.at(pos) {
                b' ' => {
                    indent.column += 1;
                    indent.alternative += 1;
                }
                b'\t' => {
                    indent.column = (indent.column / 8 + 1) * 8;
                    indent.alternative += 1;
                }
                0x0c => indent = Indent::default(),
                b'\\' if matches!(self.at(pos + 1), b'\n' | b'\r') => {
                    // CPython takes the column of the first line that is continued, unless it is the margin.
                    if continued.is_none() && indent.column > 0 {
                        continued = Some(Indent { alternative: indent.column, ..indent });
                    }
                    self.tables.continuations.push(pos as u32);
                    let backslash = pos;
                    pos = self.line_break(pos + 1);
                    if pos >= self.bytes.len() {
                        self.fault(
                            backslash,
                            backslash + 1,
                            "unexpected end of file after a line continuation",
                        );
                    }
                    continue;
                }
                _ => return (continued.unwrap_or(indent), pos),
            }
            pos += 1;
        }
    }

    fn change_indent(&mut self, indent: Indent, top: Indent, pos: usize) {
        if indent.column == top.column {
            self.tab_fault(pos);
            return self.token();
        }
        if indent.column > top.column {
            if indent.alternative <= top.alternative {
                self.tab_fault(pos);
            }
            self.indents.push(indent);
            return self.set_layout(TokenKind::Indent, pos, pos);
        }
        while let [.., below, top] = self.indents.as_slice()
            && top.column > indent.column
        {
            if below.column < indent.column {
                self.unindent_fault(pos);
                break;
            }
            self.indents.pop();
            self.pending_dedents += 1;
        }
        // After an unmatched unindent the block goes on at its new column, so that its next lines say nothing more.
        if let Some(top) = self.indents.last_mut() {
            let same = top.column == indent.column;
            if same && top.alternative != indent.alternative {
                self.tab_fault(pos);
            } else {
                *top = indent;
            }
        }
        if self.pending_dedents > 0 {
            self.dedent();
        } else {
            self.token();
        }
    }

    fn dedent(&mut self) {
        self.pending_dedents -= 1;
        self.at_line_start = self.pending_dedents > 0;
        self.kind = TokenKind::Dedent;
        self.start = self.pos;
    }

    #[cold]
    fn tab_fault(&mut self, pos: usize) {
        let line = self.tables.line_starts.last().copied().unwrap_or(0);
        let span = Span::new(line.min(pos as u32), pos as u32);
        let mut error = ParseError::new(span, "inconsistent use of tabs and spaces in indentation");
        error.kind = ErrorKind::Tab;
        error.help = Some("indent with spaces only, or with tabs only".into());
        self.errors.push(error);
    }

    #[cold]
    fn unindent_fault(&mut self, pos: usize) {
        let line = self.tables.line_starts.last().copied().unwrap_or(0);
        let span = Span::new(line.min(pos as u32), pos as u32);
        let mut error = ParseError::new(span, "unindent does not match any outer indentation level");
        error.kind = ErrorKind::Indentation;
        self.errors.push(error);
    }
}
