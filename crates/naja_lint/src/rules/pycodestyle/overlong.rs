//! How wide a line is, and whether it may be.

use naja_base::{Span, span};
use unicode_width::UnicodeWidthChar as _;

use crate::checker::{Checker, Line};

/// A line that is too long.
pub(super) struct Overlong {
    /// What is beyond the limit.
    pub(super) span: Span,
    /// The width of the whole line, in columns.
    pub(super) width: usize,
}

/// Measures `line`; nothing if it is no longer than `limit` or may be.
pub(super) fn measure(checker: &Checker<'_, '_>, line: &Line<'_>, limit: u32) -> Option<Overlong> {
    let limit = limit as usize;
    let tab = (checker.settings.indent_width as usize).max(1);
    if line.text.len() * tab <= limit || (line.text.len() <= limit && !line.text.contains('\t')) {
        return None;
    }
    let mut text = line.text;
    let mut measured = width(text, tab, limit);
    if measured.width <= limit {
        return None;
    }
    let comment = comment(checker, line);
    if let Some(start) = comment
        && let Some(pragma) = pragma(&text[start..])
    {
        text = text[..start + pragma].trim_end();
        measured = width(text, tab, limit);
        if measured.width <= limit {
            return None;
        }
    }
    let mut words = text.split_whitespace();
    words.next()?;
    words.next()?;
    if let Some(last) = text.split_whitespace().next_back()
        && last.contains("://")
        && measured.width - width(last, tab, usize::MAX).width <= limit
    {
        return None;
    }
    if let Some(start) = comment {
        let own = &text[start.min(text.len())..];
        let words = own.trim_start_matches('#').trim_start();
        let is_task = |tag: &String| {
            words
                .strip_prefix(tag.as_str())
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        };
        let settings = &checker.settings.pycodestyle;
        if own.starts_with("# SPDX-License-Identifier:")
            || own.starts_with("# SPDX-FileCopyrightText:")
            || (settings.ignore_overlong_task_comments && settings.task_tags.iter().any(is_task))
        {
            return None;
        }
    }
    let offset = |index: usize| line.span.start + span::offset(index);
    Some(Overlong { span: Span::new(offset(measured.end), offset(text.len())), width: measured.width })
}

struct Measured {
    width: usize,
    /// Where in the text the columns up to the limit end.
    end: usize,
}

fn width(text: &str, tab: usize, limit: usize) -> Measured {
    let mut width = 0;
    let mut end = 0;
    for (index, character) in text.char_indices() {
        // A character that straddles the limit is within.
        if width < limit {
            end = index + character.len_utf8();
        }
        width += match character {
            '\t' => tab - width % tab,
            _ if character.is_ascii() => 1,
            _ => character.width().unwrap_or(0),
        };
    }
    Measured { width, end }
}

/// Where in the line's text its comment starts.
fn comment(checker: &Checker<'_, '_>, line: &Line<'_>) -> Option<usize> {
    let comments = &checker.parsed.tables.comments;
    let index = comments.partition_point(|comment| comment.start < line.span.start);
    let comment = comments.get(index).filter(|comment| comment.start < line.span.end)?;
    Some((comment.start - line.span.start) as usize)
}

/// Where in `comment` the part for tools starts.
fn pragma(comment: &str) -> Option<usize> {
    comment.match_indices('#').map(|(at, _)| at).find(|at| {
        let words = comment[at + 1..].trim_start();
        let is_noqa = words.as_bytes().get(..4).is_some_and(|word| word.eq_ignore_ascii_case(b"noqa"));
        let tools = [
            "isort:", "type:", "pyright:", "pyrefly:", "pylint:", "flake8:", "ruff:", "naja:", "ty:", "nosec",
        ];
        is_noqa || tools.iter().any(|tool| words.starts_with(tool))
    })
}
