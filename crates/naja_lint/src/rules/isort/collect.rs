//! From statements to what they import, with the comments that belong to each part.

use std::collections::hash_map::Entry;

use naja_base::hash::HashMap;
use naja_base::lines;
use naja_base::span::{self, Span};
use naja_syntax::ast::{Alias, Stmt, StmtImport, StmtImportFrom};

use super::blocks::Block;
use crate::checker::Checker;
use crate::settings::isort::Options;

/// Comments at a statement or a name, each with its `#`.
#[derive(Clone, Debug, Default)]
pub(super) struct Comments<'a> {
    /// On lines of their own above it.
    pub above: Vec<&'a str>,
    /// After it on its line; for a statement with parentheses, after the opening one.
    pub inline: Vec<&'a str>,
    /// On lines of their own below the last name; after the closing parenthesis for a statement.
    pub below: Vec<&'a str>,
}

impl Comments<'_> {
    pub(super) const fn is_empty(&self) -> bool {
        self.above.is_empty() && self.inline.is_empty() && self.below.is_empty()
    }
}

/// A name of a `from` import.
#[derive(Clone, Debug)]
pub(super) struct Member<'a> {
    pub name: &'a str,
    pub asname: Option<&'a str>,
    pub comments: Comments<'a>,
}

/// A statement to be.
#[derive(Clone, Debug)]
pub(super) struct Import<'a> {
    /// The dotted module; empty in `from . import a`.
    pub module: &'a str,
    /// The number of leading dots.
    pub level: u32,
    /// For `import a as b`.
    pub asname: Option<&'a str>,
    /// For `from`: the names. `None` for `import`.
    pub members: Option<Vec<Member<'a>>>,
    pub comments: Comments<'a>,
    /// Whether a trailing comma asks for several lines.
    pub magic_comma: bool,
}

impl<'a> Import<'a> {
    /// The first name of a `from` import.
    pub(super) fn first(&self) -> Option<&Member<'a>> {
        self.members.as_ref()?.first()
    }

    /// What tells it apart from the statements that it can't be joined with.
    fn identity(&self, options: &Options) -> Identity<'a> {
        let kind = match self.first() {
            None => IdentityKind::Module(self.asname),
            Some(_) if options.style.parts_when_written() => IdentityKind::Shared,
            Some(first) if first.name == "*" => IdentityKind::Star,
            Some(first)
                if options.is_single_line(self.module)
                    || (first.asname.is_some() && !options.layout.combine_as_imports) =>
            {
                IdentityKind::Member(first.name, first.asname)
            }
            Some(_) => IdentityKind::Shared,
        };
        Identity { module: self.module, level: self.level, kind }
    }
}

/// What two imports have in common when they become one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Identity<'a> {
    module: &'a str,
    level: u32,
    kind: IdentityKind<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum IdentityKind<'a> {
    /// `import module`, with its name.
    Module(Option<&'a str>),
    /// `from module import *`
    Star,
    /// A name that has a statement to itself, with its other name.
    Member(&'a str, Option<&'a str>),
    /// Names that share a statement.
    Shared,
}

/// The statements to be, each once.
#[derive(Default)]
struct Joined<'a> {
    imports: Vec<Import<'a>>,
    /// Where each statement is.
    statements: HashMap<Identity<'a>, usize>,
    /// Where each name of a statement is: the first, if it is there twice.
    members: HashMap<(usize, &'a str, Option<&'a str>), usize>,
}

impl<'a> Joined<'a> {
    /// Adds an import: its names and comments go to the same statement if that is there.
    fn add(&mut self, import: Import<'a>, options: &Options) {
        let next = self.imports.len();
        let index = *self.statements.entry(import.identity(options)).or_insert(next);
        if index == next {
            for (place, member) in import.members.iter().flatten().enumerate() {
                self.members.entry((index, member.name, member.asname)).or_insert(place);
            }
            self.imports.push(import);
            return;
        }
        let known = &mut self.imports[index];
        known.magic_comma |= import.magic_comma;
        extend(&mut known.comments, import.comments);
        let (Some(own), Some(more)) = (&mut known.members, import.members) else { return };
        for member in more {
            match self.members.entry((index, member.name, member.asname)) {
                Entry::Occupied(place) => extend(&mut own[*place.get()].comments, member.comments),
                Entry::Vacant(place) => {
                    place.insert(own.len());
                    own.push(member);
                }
            }
        }
    }
}

impl Options {
    /// Whether each name of `module` gets a statement of its own.
    pub(super) fn is_single_line(&self, module: &str) -> bool {
        self.layout.force_single_line
            && !self.layout.single_line_exclusions.iter().any(|excluded| excluded == module)
    }
}

fn extend<'a>(comments: &mut Comments<'a>, more: Comments<'a>) {
    comments.above.extend(more.above);
    comments.inline.extend(more.inline);
    comments.below.extend(more.below);
}

/// What the block imports: the same module's names together where the options let them, nothing twice.
pub(super) fn collect<'a>(checker: &Checker<'_, 'a>, block: &Block<'a>) -> Vec<Import<'a>> {
    let options = &checker.settings.isort;
    let mut joined = Joined::default();
    let mut end = block.stmts.first().map_or(0, |stmt| stmt.span().start);
    for (index, stmt) in block.stmts.iter().enumerate() {
        let above = own_lines(checker, Span::new(end, stmt.span().start));
        end = line_end(checker, stmt.span().end);
        if let Some(next) = block.stmts.get(index + 1) {
            end = end.min(next.span().start);
        }
        let tail: Vec<&str> = texts(checker, Span::new(stmt.span().end, end)).collect();
        let parts = match stmt {
            Stmt::Import(node) => straight(node, above, tail),
            Stmt::ImportFrom(node) => from(checker, node, above, tail),
            _ => continue,
        };
        for part in parts {
            joined.add(part, options);
        }
    }
    joined.imports
}

fn straight<'a>(node: &StmtImport<'a>, above: Vec<&'a str>, inline: Vec<&'a str>) -> Vec<Import<'a>> {
    let mut comments = Comments { above, inline, below: Vec::new() };
    let import = |alias: &Alias<'a>| Import {
        module: alias.name.name,
        level: 0,
        asname: alias.asname.map(|name| name.name),
        members: None,
        comments: std::mem::take(&mut comments),
        magic_comma: false,
    };
    node.names.iter().map(import).collect()
}

fn from<'a>(
    checker: &Checker<'_, 'a>,
    node: &StmtImportFrom<'a>,
    above: Vec<&'a str>,
    tail: Vec<&'a str>,
) -> Vec<Import<'a>> {
    let options = &checker.settings.isort;
    let mut whole = Comments { above, ..Comments::default() };
    let mut names = vec![Comments::default(); node.names.len()];
    if options.style.gathers_comments() {
        gather(checker, node, &tail, &mut whole, &mut names);
    } else {
        place_inner(checker, node, &mut whole, &mut names);
        place_tail(checker, node, tail, &mut whole, &mut names);
    }
    let magic_comma = options.layout.split_on_trailing_comma && has_trailing_comma(checker, node);
    let is_single_line = options.is_single_line(node.module.map_or("", |module| module.name));
    let apart = |alias: &Alias<'a>| {
        let stands_alone = is_single_line
            || (alias.asname.is_some() && !options.layout.combine_as_imports)
            || alias.name.name == "*";
        stands_alone && !options.style.parts_when_written()
    };
    let mut imports: Vec<Import<'a>> = Vec::new();
    let mut shared: Option<usize> = None;
    for (alias, comments) in node.names.iter().zip(names) {
        let member = Member { name: alias.name.name, asname: alias.asname.map(|name| name.name), comments };
        if let Some(index) = shared.filter(|_| !apart(alias))
            && let Some(members) = &mut imports[index].members
        {
            members.push(member);
            continue;
        }
        if !apart(alias) {
            shared = Some(imports.len());
        }
        // What is said of the statement is true of each name, and may keep a linter silent.
        let every = Comments { above: Vec::new(), ..whole.clone() };
        imports.push(Import {
            module: node.module.map_or("", |module| module.name),
            level: node.level,
            asname: None,
            members: Some(vec![member]),
            comments: std::mem::take(&mut whole),
            magic_comma,
        });
        if is_single_line && !options.style.parts_when_written() {
            whole = every;
        }
    }
    imports
}

/// Gives each comment to the only name of its line, or else to the statement; what is said of a statement with but one name
/// that has an `as` belongs to that name.
fn gather<'a>(
    checker: &Checker<'_, 'a>,
    node: &StmtImportFrom<'a>,
    tail: &[&'a str],
    whole: &mut Comments<'a>,
    names: &mut [Comments<'a>],
) {
    let only_name = |offset: u32| {
        let line = checker.lines.line(offset);
        let line_of = |index: usize| Some(checker.lines.line(node.names.get(index)?.span.end));
        let first = node.names.partition_point(|alias| checker.lines.line(alias.span.end) < line);
        (line_of(first) == Some(line) && line_of(first + 1) != Some(line)).then_some(first)
    };
    for comment in checker.parsed.tables.comments_in(node.span) {
        let place = match only_name(comment.start) {
            Some(index) => &mut names[index].inline,
            None => &mut whole.inline,
        };
        place.push(checker.text(*comment).trim_end());
    }
    if let ([only], [alias]) = (&mut *names, node.names)
        && alias.asname.is_some()
    {
        only.above.append(&mut whole.inline);
        only.above.extend(tail);
        return;
    }
    match only_name(node.span.end) {
        Some(index) => names[index].inline.extend(tail),
        None => whole.inline.extend(tail),
    }
}

/// Gives each comment between the parentheses, or after a backslash, its place.
fn place_inner<'a>(
    checker: &Checker<'_, 'a>,
    node: &StmtImportFrom<'a>,
    whole: &mut Comments<'a>,
    names: &mut [Comments<'a>],
) {
    for comment in checker.parsed.tables.comments_in(node.span) {
        let text = checker.text(*comment).trim_end();
        let before = node.names.partition_point(|alias| alias.span.end <= comment.start);
        if !is_own_line(checker, *comment) {
            match name_on_line(checker, node, comment.start, before) {
                Some(index) => names[index].inline.push(text),
                None => whole.inline.push(text),
            }
        } else if let Some(next) = names.get_mut(before) {
            next.above.push(text);
        } else if let Some(last) = names.last_mut() {
            last.below.push(text);
        }
    }
}

/// Gives the comments after the statement their place.
fn place_tail<'a>(
    checker: &Checker<'_, 'a>,
    node: &StmtImportFrom<'a>,
    tail: Vec<&'a str>,
    whole: &mut Comments<'a>,
    names: &mut [Comments<'a>],
) {
    let closed = checker.source[..node.span.end as usize].ends_with(')');
    match name_on_line(checker, node, node.span.end, names.len()) {
        Some(index) => names[index].inline.extend(tail),
        None if closed => whole.below.extend(tail),
        None => whole.inline.extend(tail),
    }
}

/// The name that a comment at `offset`, after `count` names, speaks of: the first on its line. On the statement's first
/// line, a comment speaks of the statement, unless there is but one name.
fn name_on_line(
    checker: &Checker<'_, '_>,
    node: &StmtImportFrom<'_>,
    offset: u32,
    count: usize,
) -> Option<usize> {
    let line = checker.lines.line(offset);
    if line == checker.lines.line(node.span.start) {
        return if count == 1 && node.names.len() == 1 { Some(0) } else { None };
    }
    let names = &node.names[..count];
    let first = names.partition_point(|alias| checker.lines.line(alias.span.start) < line);
    names.get(first).filter(|alias| checker.lines.line(alias.span.start) == line).map(|_| first)
}

fn has_trailing_comma(checker: &Checker<'_, '_>, node: &StmtImportFrom<'_>) -> bool {
    let Some(last) = node.names.last() else { return false };
    let mut rest = &checker.source[last.span.end as usize..node.span.end as usize];
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n', '\x0c', '\\']);
        match rest.strip_prefix('#') {
            Some(comment) => rest = &comment[lines::first(comment).len()..],
            None => return rest.starts_with(','),
        }
    }
}

/// The comments of `span` that are on lines of their own.
fn own_lines<'a>(checker: &Checker<'_, 'a>, span: Span) -> Vec<&'a str> {
    let sections = &checker.settings.isort.sections;
    let comments = checker.parsed.tables.comments_in(span).iter();
    comments
        .filter(|comment| is_own_line(checker, **comment))
        .map(|comment| checker.text(*comment).trim_end())
        .filter(|comment| !sections.is_heading(comment))
        .collect()
}

fn texts<'s, 'a>(checker: &'s Checker<'_, 'a>, span: Span) -> impl Iterator<Item = &'a str> + 's {
    checker.parsed.tables.comments_in(span).iter().map(|comment| checker.text(*comment).trim_end())
}

fn is_own_line(checker: &Checker<'_, '_>, comment: Span) -> bool {
    let start = checker.lines.start(checker.lines.line(comment.start));
    checker.text(Span::new(start, comment.start)).trim_start_matches([' ', '\t', '\x0c']).is_empty()
}

/// Where the line of `offset` ends, its line break excluded.
pub(super) fn line_end(checker: &Checker<'_, '_>, offset: u32) -> u32 {
    offset + span::offset(lines::first(&checker.source[offset as usize..]).len())
}
