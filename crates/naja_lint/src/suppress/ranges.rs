//! Where `# naja: ignore[…]` and its kin silence what.
//!
//! At a line's end, `ignore` reaches over that line, and over what a string or backslash joins to it. On a line of its own it
//! reaches over the next logical line (a statement, or a compound statement's head), inside brackets over the next line of
//! code. `disable` reaches from its line to the `enable` of the same targets in the same block, or to the block's end.

use naja_base::hash::HashMap;
use naja_base::{LineIndex, Span, span};
use naja_syntax::{Parsed, TokenKind, relex};

use super::action::{self, Action, Verb};
use super::lines::JoinedLines;

/// A stretch of the file in which some rules are silent.
#[derive(Debug)]
pub(crate) struct Silence<'a> {
    /// The stretch.
    pub reach: Span,
    /// The comment that asks for it.
    pub action: Action<'a>,
    /// The comment that ends it.
    pub end: Option<Action<'a>>,
    /// Which of the targets silenced something.
    pub used: Vec<bool>,
}

/// The stretches that the file's comments ask for; `comments` are those that hold an action.
pub(crate) fn silences<'a>(
    source: &'a str,
    parsed: &Parsed<'a>,
    lines: &LineIndex,
    joined: &JoinedLines,
) -> Vec<Silence<'a>> {
    let is_own_line = |span: Span| {
        source[lines.start(lines.line(span.start)) as usize..span.start as usize].trim().is_empty()
    };
    let mut own = Vec::new();
    let mut silences = Vec::new();
    for comment in &parsed.tables.comments {
        for action in action::parse(source, *comment) {
            if is_own_line(*comment) {
                own.push(action);
            } else if action.verb == Verb::Ignore {
                let (first, last) = joined.run(lines.line(action.span.start));
                let reach = Span::new(lines.start(first), lines.line_span(last, source).end);
                silences.push(silence(action, reach));
            }
        }
    }
    if !own.is_empty() {
        let mut blocks = Blocks::new(source, own);
        for token in relex::tokenize(source) {
            blocks.see(token.kind, token.span, lines);
        }
        silences.append(&mut blocks.finish());
    }
    silences.sort_by_key(|silence| silence.action.span);
    silences
}

fn silence(action: Action<'_>, reach: Span) -> Silence<'_> {
    let used = vec![false; action.targets.len()];
    Silence { reach, action, end: None, used }
}

/// The `disable`s of a block that no `enable` has ended, by their targets, the last of each last.
#[derive(Default)]
struct Disabled<'a>(HashMap<Vec<&'a str>, Vec<Action<'a>>>);

impl<'a> Disabled<'a> {
    fn push(&mut self, action: Action<'a>) {
        self.0.entry(names(&action)).or_default().push(action);
    }

    /// Takes the last one with the targets of `end`.
    fn take(&mut self, end: &Action<'a>) -> Option<Action<'a>> {
        self.0.get_mut(&names(end))?.pop()
    }
}

fn names<'a>(action: &Action<'a>) -> Vec<&'a str> {
    action.targets.iter().map(|(name, _)| *name).collect()
}

/// The walk over the tokens that gives comments on lines of their own their reach.
struct Blocks<'a> {
    source: &'a str,
    /// The actions that the walk has not met, the last first.
    ahead: Vec<Action<'a>>,
    /// Those that wait for the next code.
    waiting: Vec<Action<'a>>,
    /// Those that last until the statement or, inside brackets, the line ends.
    running: Vec<Action<'a>>,
    line_only: bool,
    nesting: u32,
    /// The indentation of each open block, with what is disabled in it.
    open: Vec<(u32, Disabled<'a>)>,
    done: Vec<Silence<'a>>,
}

impl<'a> Blocks<'a> {
    fn new(source: &'a str, mut own: Vec<Action<'a>>) -> Self {
        own.reverse();
        Self {
            source,
            ahead: own,
            waiting: Vec::new(),
            running: Vec::new(),
            line_only: false,
            nesting: 0,
            open: vec![(0, Disabled::default())],
            done: Vec::new(),
        }
    }

    fn see(&mut self, kind: TokenKind, span: Span, lines: &LineIndex) {
        match kind {
            TokenKind::Comment => {
                while self.ahead.last().is_some_and(|action| action.span.start < span.end) {
                    self.waiting.extend(self.ahead.pop());
                }
            }
            TokenKind::Nl | TokenKind::Newline => {
                if kind == TokenKind::Newline || self.line_only {
                    self.settle(span.start);
                }
            }
            TokenKind::Indent => {
                self.place(lines);
                self.open.push((span.len(), Disabled::default()));
            }
            TokenKind::Dedent => {
                self.place(lines);
                self.close(span.start);
            }
            _ => {
                if matches!(kind, TokenKind::LParen | TokenKind::LBracket | TokenKind::LBrace) {
                    self.begin(lines);
                    self.nesting += 1;
                    return;
                }
                if matches!(kind, TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace) {
                    self.nesting = self.nesting.saturating_sub(1);
                }
                self.begin(lines);
            }
        }
    }

    /// The column of a comment on a line of its own.
    fn column(&self, action: &Action<'a>, lines: &LineIndex) -> u32 {
        action.span.start - lines.start(lines.line(action.span.start))
    }

    /// Gives the waiting `disable`s, `enable`s and `file-ignore`s to the open blocks of their indentation.
    fn place(&mut self, lines: &LineIndex) {
        let waiting = std::mem::take(&mut self.waiting);
        for action in waiting {
            let column = self.column(&action, lines);
            let block = self.open.iter().position(|(indent, _)| *indent == column);
            match (action.verb, block) {
                (Verb::FileIgnore, _) if column == 0 && self.nesting == 0 => {
                    self.done.push(silence(action, Span::from_range(0..self.source.len())));
                }
                (Verb::Disable, Some(block)) if self.nesting == 0 => self.open[block].1.push(action),
                (Verb::Enable, Some(block)) if self.nesting == 0 => self.enable(block, action),
                // A deeper comment may belong to the block that the next token opens.
                (Verb::FileIgnore, _) | (_, Some(_)) if action.verb != Verb::Ignore => {}
                _ => self.waiting.push(action),
            }
        }
    }

    fn enable(&mut self, block: usize, action: Action<'a>) {
        let Some(start) = self.open[block].1.take(&action) else { return };
        let reach = Span::new(start.span.start, action.span.start);
        self.done.push(Silence { end: Some(action), ..silence(start, reach) });
    }

    /// Code begins: what waits for it starts to run.
    fn begin(&mut self, lines: &LineIndex) {
        if self.waiting.is_empty() {
            return;
        }
        self.place(lines);
        self.line_only = self.nesting > 0;
        let waiting = std::mem::take(&mut self.waiting);
        self.running.extend(waiting.into_iter().filter(|action| action.verb == Verb::Ignore));
    }

    /// A statement ends, or inside brackets a line.
    fn settle(&mut self, end: u32) {
        self.line_only = false;
        for action in std::mem::take(&mut self.running) {
            let reach = Span::new(action.span.start, end);
            self.done.push(silence(action, reach));
        }
    }

    fn close(&mut self, end: u32) {
        let Some((_, disabled)) = self.open.pop() else { return };
        for action in disabled.0.into_values().flatten() {
            let reach = Span::new(action.span.start, end.max(action.span.start));
            self.done.push(silence(action, reach));
        }
    }

    fn finish(mut self) -> Vec<Silence<'a>> {
        let end = span::offset(self.source.len());
        let lines = LineIndex::new(self.source);
        self.place(&lines);
        self.settle(end);
        while !self.open.is_empty() {
            self.close(end);
        }
        self.done
    }
}
