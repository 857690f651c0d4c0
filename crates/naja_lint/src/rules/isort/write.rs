//! Lays out sorted imports.

use unicode_width::UnicodeWidthStr as _;

use super::collect::{Comments, Import, Member};
use super::order;
use super::part::part;
use super::section::{name_of, section_of};
use crate::checker::Checker;
use crate::settings::isort::Options;

/// How a block is indented and its lines end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'s> {
    /// What is before each line.
    pub indent: &'s str,
    /// One step of indentation.
    pub step: &'s str,
    /// The line break.
    pub newline: &'s str,
}

/// The text of the imports, sorted; the last line has its line break.
pub(super) fn write(checker: &Checker<'_, '_>, mut imports: Vec<Import<'_>>, frame: Frame<'_>) -> String {
    let options = &checker.settings.isort;
    for import in &mut imports {
        if let Some(members) = &mut import.members {
            members.sort_by(|a, b| order::members(a, b, options));
        }
    }
    let mut writer = Writer { checker, options, frame, out: String::new() };
    if options.style.parts_when_written() {
        let parted = imports.into_iter().map(|import| part(import, options, |import| writer.fits(import)));
        imports = parted.flatten().collect();
    }
    let mut placed: Vec<(usize, Import<'_>)> =
        imports.into_iter().map(|import| (section_of(checker, &import), import)).collect();
    placed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| order::imports(&a.1, &b.1, options)));
    let mut last: Option<&(usize, Import<'_>)> = None;
    for entry in &placed {
        writer.separate(last, entry);
        writer.import(&entry.1);
        last = Some(entry);
    }
    writer.out
}

struct Writer<'w, 'c, 'a> {
    checker: &'w Checker<'c, 'a>,
    options: &'w Options,
    frame: Frame<'w>,
    out: String,
}

impl Writer<'_, '_, '_> {
    /// Writes what is between two statements: blank lines and headings.
    fn separate(&mut self, last: Option<&(usize, Import<'_>)>, next: &(usize, Import<'_>)) {
        let new_section = last.is_none_or(|last| last.0 != next.0);
        let sections = &self.options.sections;
        if new_section {
            let name = if sections.none { "" } else { name_of(self.checker, &next.1) };
            if last.is_some_and(|last| self.is_set_apart(last.0, next.0, name)) {
                self.out.push_str(self.frame.newline);
            }
            if let Some(heading) = sections.headings.get(name) {
                self.line("# ", heading);
            }
            return;
        }
        let types = last.map(|last| last.1.members.is_some()) != Some(next.1.members.is_some());
        let style = self.options.style;
        let mixed = self.options.order.force_sort_within_sections && style.sorts_dots_as_letters();
        let between = if types && !mixed { self.options.layout.lines_between_types } else { 0 };
        let commented = u32::from(!next.1.comments.above.is_empty());
        let lines = if style.shares_blank_lines() { between.max(commented) } else { between + commented };
        for _ in 0..lines {
            self.out.push_str(self.frame.newline);
        }
    }

    /// Whether a blank line is before the section `name`, whose index is `next`, after the one of the index `last`.
    fn is_set_apart(&self, last: usize, next: usize, name: &str) -> bool {
        let sections = &self.options.sections;
        let is_close = |name: &str| sections.no_lines_before.iter().any(|section| section == name);
        let between = sections.order.get(last + 1..next);
        !is_close(name) || between.is_some_and(|between| !between.iter().all(|name| is_close(name)))
    }

    fn line(&mut self, before: &str, text: &str) {
        for part in [self.frame.indent, before, text, self.frame.newline] {
            self.out.push_str(part);
        }
    }

    fn import(&mut self, import: &Import<'_>) {
        for comment in &import.comments.above {
            self.line("", comment);
        }
        let Some(members) = &import.members else {
            let mut text = format!("import {}", import.module);
            push_asname(&mut text, import.asname);
            self.push_comments(&mut text, &import.comments);
            self.line("", &text);
            return;
        };
        let head = head(import);
        if self.fits(import) {
            let mut text = head;
            let mut comments = import.comments.clone();
            for (index, member) in members.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                push_member(&mut text, member);
                comments.inline.extend_from_slice(&member.comments.above);
                comments.inline.extend_from_slice(&member.comments.inline);
                comments.inline.extend_from_slice(&member.comments.below);
            }
            self.push_comments(&mut text, &comments);
            self.line("", &text);
        } else {
            self.wrapped(import, members, &head);
        }
    }

    /// Whether the statement needs but one line.
    fn fits(&self, import: &Import<'_>) -> bool {
        let members = import.members.as_deref().unwrap_or_default();
        if members.first().is_some_and(|member| member.name == "*") {
            return true;
        }
        let layout = &self.options.layout;
        let aliased = members.iter().any(|member| member.asname.is_some());
        let commented = members.iter().any(|member| !member.comments.is_empty());
        let asked = (import.magic_comma && !self.options.is_single_line(import.module))
            || (members.len() > 1 && (commented || (layout.force_wrap_aliases && aliased)));
        if asked {
            return false;
        }
        let names: usize = members
            .iter()
            .map(|member| member.name.width() + member.asname.map_or(0, |name| name.width() + 4))
            .sum();
        let width = self.indent_width() + head(import).width() + names + 2 * members.len().saturating_sub(1);
        let at_members = members.iter().flat_map(|member| member.comments.inline.iter());
        let comments = import.comments.inline.iter().chain(&import.comments.below).chain(at_members);
        width + self.width_of_comments(comments.copied()) <= self.line_length()
    }

    fn line_length(&self) -> usize {
        let general = self.checker.settings.line_length;
        self.options.layout.line_length.map_or(general, |own| own.min(general)) as usize
    }

    fn width_of_comments<'t>(&self, comments: impl Iterator<Item = &'t str>) -> usize {
        if self.options.style.joins_comments() {
            return joined(comments).map_or(0, |text| 2 + text.width());
        }
        comments.filter(|comment| !is_pragma(comment)).map(|comment| 2 + comment.width()).sum()
    }

    /// The width of the indentation, tabs counting as the settings say.
    fn indent_width(&self) -> usize {
        let tab = self.checker.settings.indent_width as usize;
        self.frame.indent.chars().map(|c| if c == '\t' { tab } else { 1 }).sum()
    }

    fn wrapped(&mut self, import: &Import<'_>, members: &[Member<'_>], head: &str) {
        let mut text = format!("{head}(");
        self.push_all(&mut text, &import.comments.inline);
        self.line("", &text);
        for member in members {
            for comment in &member.comments.above {
                self.line(self.frame.step, comment);
            }
            let mut text = String::new();
            push_member(&mut text, member);
            text.push(',');
            self.push_all(&mut text, &member.comments.inline);
            self.line(self.frame.step, &text);
            for comment in &member.comments.below {
                self.line(self.frame.step, comment);
            }
        }
        let mut text = ")".to_owned();
        self.push_all(&mut text, &import.comments.below);
        self.line("", &text);
    }

    fn push_comments(&self, text: &mut String, comments: &Comments<'_>) {
        let all: Vec<&str> = comments.inline.iter().chain(&comments.below).copied().collect();
        self.push_all(text, &all);
    }

    fn push_all(&self, text: &mut String, comments: &[&str]) {
        if self.options.style.joins_comments() {
            if let Some(joined) = joined(comments.iter().copied()) {
                text.push_str("  ");
                text.push_str(&joined);
            }
            return;
        }
        for comment in comments {
            text.push_str("  ");
            push_comment(text, comment);
        }
    }
}

fn head(import: &Import<'_>) -> String {
    format!("from {:.<dots$}{} import ", "", import.module, dots = import.level as usize)
}

fn push_member(text: &mut String, member: &Member<'_>) {
    text.push_str(member.name);
    push_asname(text, member.asname);
}

fn push_asname(text: &mut String, asname: Option<&str>) {
    if let Some(asname) = asname {
        text.push_str(" as ");
        text.push_str(asname);
    }
}

/// Writes a comment that gets its blank, as the formatter would have it.
fn push_comment(text: &mut String, comment: &str) {
    match comment.as_bytes().get(1) {
        None | Some(b' ' | b'!' | b':' | b'#' | b'\t') => text.push_str(comment),
        Some(_) => {
            text.push_str("# ");
            text.push_str(&comment[1..]);
        }
    }
}

/// One comment of several, none said twice.
fn joined<'t>(comments: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut seen: Vec<&str> = Vec::new();
    for comment in comments {
        let comment = comment[1..].trim();
        if !seen.contains(&comment) {
            seen.push(comment);
        }
    }
    match seen.as_slice() {
        [] => None,
        [""] => Some("#".to_owned()),
        some => Some(format!("# {}", some.join("; "))),
    }
}

/// Whether the comment speaks to a tool, so that it doesn't count for the width of its line.
fn is_pragma(comment: &str) -> bool {
    let text = comment.trim_start_matches('#').trim_start();
    let lower = text.get(..4).map(str::to_ascii_lowercase);
    lower.as_deref() == Some("noqa")
        || ["type:", "pyright:", "pylint:", "flake8:", "ruff:", "naja:", "isort:", "nosec"]
            .iter()
            .any(|tool| text.starts_with(tool))
}
