//! Lays out sorted imports.

use std::cmp::Ordering;

use unicode_width::UnicodeWidthStr as _;

use super::Options;
use super::collect::{Comments, Import, Member};
use super::order;
use super::section::{name_of, section_of};
use crate::checker::Checker;

/// How a block is indented and its lines end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style<'s> {
    /// What stands before each line.
    pub indent: &'s str,
    /// One step of indentation.
    pub step: &'s str,
    /// The line break.
    pub newline: &'s str,
}

/// The text of the imports, sorted; the last line has its line break.
pub(super) fn write(checker: &Checker<'_, '_>, mut imports: Vec<Import<'_>>, style: Style<'_>) -> String {
    let options = &checker.settings.isort;
    for import in &mut imports {
        if let Some(members) = &mut import.members {
            members.sort_by(|a, b| order::members(a, b, options));
        }
    }
    let mut placed: Vec<(usize, Import<'_>)> =
        imports.into_iter().map(|import| (section_of(checker, &import), import)).collect();
    placed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| order::imports(&a.1, &b.1, options)));
    let mut writer = Writer { checker, options, style, out: String::new() };
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
    style: Style<'w>,
    out: String,
}

impl Writer<'_, '_, '_> {
    /// Writes what stands between two statements: blank lines and headings.
    fn separate(&mut self, last: Option<&(usize, Import<'_>)>, next: &(usize, Import<'_>)) {
        let new_section = last.is_none_or(|last| last.0 != next.0);
        let sections = &self.options.sections;
        if new_section {
            let name = if sections.none { "" } else { name_of(self.checker, &next.1) };
            if last.is_some() && !sections.no_lines_before.iter().any(|section| section == name) {
                self.out.push_str(self.style.newline);
            }
            if let Some(heading) = sections.headings.get(name) {
                self.line("# ", heading);
            }
            return;
        }
        let types = last.map(|last| last.1.members.is_some()) != Some(next.1.members.is_some());
        let mut lines = if types { self.options.layout.lines_between_types } else { 0 };
        if !next.1.comments.above.is_empty() {
            lines += 1;
        }
        for _ in 0..lines {
            self.out.push_str(self.style.newline);
        }
    }

    fn line(&mut self, before: &str, text: &str) {
        for part in [self.style.indent, before, text, self.style.newline] {
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
            push_comments(&mut text, &import.comments);
            self.line("", &text);
            return;
        };
        let head = format!("from {:.<dots$}{} import ", "", import.module, dots = import.level as usize);
        if self.fits_one_line(import, members, &head) {
            let mut text = head;
            let mut comments = import.comments.clone();
            for (index, member) in members.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                push_member(&mut text, member);
                comments.inline.extend_from_slice(&member.comments.above);
                comments.inline.extend_from_slice(&member.comments.inline);
                comments.inline.extend_from_slice(&member.comments.below);
            }
            push_comments(&mut text, &comments);
            self.line("", &text);
        } else {
            self.wrapped(import, members, &head);
        }
    }

    fn fits_one_line(&self, import: &Import<'_>, members: &[Member<'_>], head: &str) -> bool {
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
        let mut width = self.indent_width() + head.width() + names + 2 * (members.len() - 1);
        let at_members = members.iter().flat_map(|member| member.comments.inline.iter());
        for comment in import.comments.inline.iter().chain(&import.comments.below).chain(at_members) {
            if !is_pragma(comment) {
                width += 2 + comment.width();
            }
        }
        width <= self.checker.settings.line_length as usize
    }

    /// The width of the indentation, tabs counting as the settings say.
    fn indent_width(&self) -> usize {
        let tab = self.checker.settings.indent_width as usize;
        self.style.indent.chars().map(|c| if c == '\t' { tab } else { 1 }).sum()
    }

    fn wrapped(&mut self, import: &Import<'_>, members: &[Member<'_>], head: &str) {
        let mut text = format!("{head}(");
        push_all(&mut text, &import.comments.inline);
        self.line("", &text);
        for member in members {
            for comment in &member.comments.above {
                self.line(self.style.step, comment);
            }
            let mut text = String::new();
            push_member(&mut text, member);
            text.push(',');
            push_all(&mut text, &member.comments.inline);
            self.line(self.style.step, &text);
            for comment in &member.comments.below {
                self.line(self.style.step, comment);
            }
        }
        let mut text = ")".to_owned();
        push_all(&mut text, &import.comments.below);
        self.line("", &text);
    }
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

fn push_comments(text: &mut String, comments: &Comments<'_>) {
    push_all(text, &comments.inline);
    push_all(text, &comments.below);
}

fn push_all(text: &mut String, comments: &[&str]) {
    for comment in comments {
        text.push_str("  ");
        // A comment gets its blank, as the formatter would have it.
        let spaced = match comment.as_bytes().get(1) {
            None | Some(b' ' | b'!' | b':' | b'#' | b'\t') => Ordering::Equal,
            Some(_) => Ordering::Greater,
        };
        if spaced == Ordering::Greater {
            text.push_str("# ");
            text.push_str(&comment[1..]);
        } else {
            text.push_str(comment);
        }
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
