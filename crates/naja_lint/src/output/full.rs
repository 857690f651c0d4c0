//! Findings with the source drawn under them, and the change that would fix them.

use std::ops::Range;

use naja_base::escape::{escape, is_unsafe};
use naja_base::{Applicability, Edit, Fix, Span, edit, lines};
use unicode_width::UnicodeWidthChar as _;

use super::lines::{push_head, styled};
use super::{LocatedFindings, Renderer, push_number};
use crate::finding::Finding;

const BLUE: &str = "\x1b[1;34m";
const RED: &str = "\x1b[1;31m";
const GREEN: &str = "\x1b[32m";
const PLAIN_RED: &str = "\x1b[31m";
const CYAN: &str = "\x1b[1;36m";

/// How many lines are shown before and after the place.
const CONTEXT: u32 = 2;
/// How many lines of a place of many lines are shown; the middle is left out.
const TALLEST: u32 = 8;
/// How many columns of a line are shown.
const WIDEST: usize = 200;
/// How many lines of a change are shown; a change of more is not shown.
const LONGEST_CHANGE: usize = 30;
/// How many bytes the lines around a change may have for it to be shown. Without a limit, a change in each part of one long line
/// would copy that line as often.
const WIDEST_CHANGE: u32 = 8 * 1024;

pub(super) fn file(renderer: &Renderer, file: &LocatedFindings<'_>, out: &mut String) {
    let name = escape(file.name);
    for finding in file.findings {
        Drawing { renderer, file, margin: 1 }.finding(&name, finding, out);
    }
}

struct Drawing<'d, 'f> {
    renderer: &'d Renderer,
    file: &'d LocatedFindings<'f>,
    /// The width of the line numbers.
    margin: usize,
}

impl Drawing<'_, '_> {
    fn finding(&mut self, name: &str, finding: &Finding, out: &mut String) {
        let (start, _) = self.file.place(finding);
        // An end at the start of a line belongs to the line before.
        let last = finding.span.end.max(finding.span.start + 1) - 1;
        let lines = self.shown(start.line..self.file.lines.line(last).max(start.line) + 1);
        self.margin = (lines.end.max(2) - 1).ilog10() as usize + 1;
        push_head(self.renderer, finding, out);
        out.push_str(&escape(&finding.message));
        out.push('\n');
        self.pad(self.margin, out);
        styled(self.renderer, BLUE, "-->", out);
        out.push(' ');
        out.push_str(name);
        out.push(':');
        push_number(out, start.line);
        out.push(':');
        push_number(out, start.column);
        out.push('\n');
        self.bar(out);
        self.snippet(finding.span, lines, out);
        self.bar(out);
        if let Some(fix) = &finding.fix {
            self.fix(fix, out);
        }
        out.push('\n');
    }

    fn pad(&self, count: usize, out: &mut String) {
        out.extend(std::iter::repeat_n(' ', count));
    }

    /// An empty line of the drawing.
    fn bar(&self, out: &mut String) {
        self.pad(self.margin + 1, out);
        styled(self.renderer, BLUE, "|", out);
        out.push('\n');
    }

    fn text(&self, line: u32) -> &str {
        let span = self.file.lines.line_span(line, self.file.source);
        lines::without_break(&self.file.source[span.range()])
    }

    /// Whether nothing of a line would be seen; of an endless one, that is not asked.
    fn is_blank(&self, line: u32) -> bool {
        let text = self.text(line);
        text.len() <= WIDEST && text.trim().is_empty()
    }

    /// The lines of a place with those around it, blank ones at the edges left out.
    fn shown(&self, lines: Range<u32>) -> Range<u32> {
        let count = self.file.lines.line_count();
        let count = if count > 1 && self.text(count).is_empty() { count } else { count + 1 };
        let (mut first, mut end) = (lines.start, lines.end);
        for line in lines.start.saturating_sub(CONTEXT).max(1)..lines.start {
            if !self.is_blank(line) {
                first = line;
                break;
            }
        }
        for line in (lines.end..(lines.end + CONTEXT).min(count)).rev() {
            if !self.is_blank(line) {
                end = line + 1;
                break;
            }
        }
        first..end.max(lines.start + 1)
    }

    /// `12 | ` and the mark of a place of many lines.
    fn gutter(&self, number: Option<u32>, out: &mut String) {
        let shown = number.map_or(0, |number| number.max(1).ilog10() as usize + 1);
        self.pad(self.margin - shown.min(self.margin), out);
        let mut text = String::new();
        if let Some(number) = number {
            push_number(&mut text, number);
        }
        text.push_str(" |");
        styled(self.renderer, BLUE, &text, out);
    }

    fn snippet(&self, span: Span, lines: Range<u32>, out: &mut String) {
        let index = self.file.lines;
        let first = index.line(span.start);
        let last = index.line(span.end.max(span.start + 1) - 1).max(first);
        let skipped =
            if last - first >= TALLEST { first + TALLEST / 2..last - TALLEST / 2 + 1 } else { 0..0 };
        for line in
            (lines.start..skipped.start.max(lines.start)).chain(skipped.end.max(lines.start)..lines.end)
        {
            if line == skipped.end && !skipped.is_empty() {
                out.push_str("...\n");
            }
            let text = self.text(line);
            let window = self.window(line, span);
            self.gutter(Some(line), out);
            let is_inside = first < last && first < line && line <= last;
            if first < last {
                let mark =
                    if line == first && self.column(line, span.start, &window) == 0 { " /" } else { "  " };
                styled(self.renderer, RED, if is_inside { " |" } else { mark }, out);
            }
            if !text.is_empty() {
                out.push(' ');
                push_shown(&text[window.clone()], out);
            }
            out.push('\n');
            if first == last && line == first {
                let from = self.column(line, span.start, &window);
                let to = self.column(line, span.end, &window).max(from + 1);
                self.gutter(None, out);
                self.pad(from + 1, out);
                self.repeat('^', to - from, out);
            } else if first < last && line == first && self.column(line, span.start, &window) > 0 {
                self.gutter(None, out);
                out.push_str("  ");
                self.repeat('_', self.column(line, span.start, &window) + 1, out);
                self.repeat('^', 1, out);
            } else if first < last && line == last {
                let to = self.column(line, span.end, &window).max(1);
                self.gutter(None, out);
                out.push(' ');
                self.repeat('|', 1, out);
                self.repeat('_', to, out);
                self.repeat('^', 1, out);
            } else {
                continue;
            }
            out.push('\n');
        }
    }

    fn repeat(&self, character: char, count: usize, out: &mut String) {
        let text: String = std::iter::repeat_n(character, count).collect();
        styled(self.renderer, RED, &text, out);
    }

    /// The part of a line's text that is shown: all of it, or what lies around the place.
    fn window(&self, line: u32, span: Span) -> Range<usize> {
        let text = self.text(line);
        if text.len() <= WIDEST {
            return 0..text.len();
        }
        let start = self.file.lines.start(line);
        let place = (span.start.max(start) - start) as usize;
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let from = floor(place.saturating_sub(WIDEST / 2));
        from..floor(from + WIDEST)
    }

    /// The column, from 0, at which `offset` is shown in its line.
    fn column(&self, line: u32, offset: u32, window: &Range<usize>) -> usize {
        let start = self.file.lines.start(line);
        let text = self.text(line);
        let mut at = (offset.max(start) - start) as usize;
        // What is after the line's end, such as its break, is shown just after it.
        let behind = usize::from(at > text.len());
        at = at.clamp(window.start, window.end.max(window.start));
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text[window.start..at].chars().map(width).sum::<usize>() + behind
    }

    fn fix(&self, fix: &Fix, out: &mut String) {
        styled(self.renderer, CYAN, "help", out);
        out.push_str(": ");
        out.push_str(&escape(&fix.title));
        out.push('\n');
        self.change(&fix.edits, out);
        if fix.applicability == Applicability::Unsafe {
            styled(self.renderer, CYAN, "note", out);
            out.push_str(": This is an unsafe fix and may change runtime behavior\n");
        }
    }

    /// The lines that `edits` change, before and after, with a line around them.
    fn change(&self, edits: &[Edit], out: &mut String) {
        let index = self.file.lines;
        let changing = || edits.iter().filter(|edit| !edit.span.is_empty() || !edit.text.is_empty());
        let (Some(start), Some(end)) =
            (changing().map(|edit| edit.span.start).min(), changing().map(|edit| edit.span.end).max())
        else {
            return;
        };
        let (first, last) = (index.line(start), index.line(end));
        let base = index.start(first);
        let region = Span::new(base, index.line_span(last, self.file.source).end);
        if region.len() > WIDEST_CHANGE {
            return;
        }
        let old = &self.file.source[region.range()];
        let moved: Vec<Edit> = changing()
            .map(|edit| Edit::replace(Span::new(edit.span.start - base, edit.span.end - base), &*edit.text))
            .collect();
        let Ok(new) = edit::apply(old, &moved) else { return };
        let old: Vec<&str> = lines::split(old).collect();
        let new: Vec<&str> = lines::split(&new).collect();
        let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let limit = old.len().min(new.len()) - same;
        let tail =
            old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count().min(limit);
        let (gone, came) = (&old[same..old.len() - tail], &new[same..new.len() - tail]);
        if gone.len() + came.len() > LONGEST_CHANGE {
            return;
        }
        self.bar(out);
        let mut number = first + u32::try_from(same).unwrap_or(0);
        if number > 1 {
            self.around(number - 1, self.text(number - 1), out);
        }
        for line in gone {
            self.changed(None, '-', line, out);
        }
        for line in came {
            self.changed(Some(number), '+', line, out);
            number += 1;
        }
        let next = first + u32::try_from(same + gone.len()).unwrap_or(0);
        if next < index.line_count() || (next == index.line_count() && !self.text(next).is_empty()) {
            self.around(number, self.text(next), out);
        }
        self.bar(out);
    }

    fn around(&self, number: u32, text: &str, out: &mut String) {
        self.gutter(Some(number), out);
        out.push(' ');
        push_shown(cut(text), out);
        out.push('\n');
    }

    fn changed(&self, number: Option<u32>, sign: char, text: &str, out: &mut String) {
        let mut shown = String::new();
        match number {
            Some(number) => {
                let width = number.ilog10() as usize + 1;
                self.pad(self.margin - width.min(self.margin), &mut shown);
                push_number(&mut shown, number);
            }
            None => self.pad(self.margin, &mut shown),
        }
        shown.push(' ');
        shown.push(sign);
        shown.push(' ');
        push_shown(cut(text), &mut shown);
        styled(self.renderer, if sign == '+' { GREEN } else { PLAIN_RED }, &shown, out);
        out.push('\n');
    }
}

/// What of a changed line is shown.
fn cut(text: &str) -> &str {
    match text.char_indices().nth(WIDEST) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// The columns that a character takes as it is shown.
fn width(character: char) -> usize {
    match character {
        '\t' => 4,
        _ if is_unsafe(character) => escape(character.encode_utf8(&mut [0; 4])).len(),
        _ => character.width().unwrap_or(0),
    }
}

/// Writes text as it is shown: tabs as four blanks, what a terminal could misread spelled out.
fn push_shown(text: &str, out: &mut String) {
    if !text.contains(|c: char| c == '\t' || is_unsafe(c)) {
        out.push_str(text);
        return;
    }
    for character in text.chars() {
        match character {
            '\t' => out.push_str("    "),
            _ if is_unsafe(character) => out.push_str(&escape(character.encode_utf8(&mut [0; 4]))),
            _ => out.push(character),
        }
    }
}
