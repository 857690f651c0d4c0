//! Writing source that stays as it is, because a directive asks for it.

use std::ops::Range;

use naja_base::Span;
use naja_syntax::TokenKind;
use naja_syntax::ast::{Decorator, Stmt};

use crate::blank::LineFacts;
use crate::block::BlockOwner;
use crate::directive::{Directive, DirectiveComment};
use crate::line::LineKind;
use crate::writer::Writer;

impl<'a> Writer<'_> {
    /// Writes the statements of a block in which some may stay as they are.
    pub(crate) fn directed_statements(&mut self, body: &[Stmt<'a>], owner: BlockOwner) {
        let mut index = 0;
        while index < body.len() && !self.is_over() {
            let start = body[index].full_span().start as usize;
            if let Some(off) = self.turned_off(self.pos..start) {
                index = self.region(body, index, off);
                continue;
            }
            let last = self.line_group(body, index);
            let end = self.line_end(body[last].span().end as usize);
            if !body[index].is_compound() && self.skip_in(start..end) {
                self.begin(LineKind::Other);
                self.verbatim(self.pos..end, is_import(&body[index]));
                index = last + 1;
            } else {
                self.one_statement(&body[index], index == 0, owner);
                index += 1;
            }
        }
    }

    /// Writes what stays from the comment at `off`; the index of the first statement behind.
    fn region(&mut self, body: &[Stmt<'a>], first: usize, off: usize) -> usize {
        self.stop = off;
        self.begin(LineKind::Other);
        self.stop = usize::MAX;
        let import = is_import(&body[first]);
        if let Some(end) = self.end_among_decorators(&body[first]) {
            self.verbatim(off..end, false);
            self.one_statement(&body[first], false, BlockOwner::Other);
            return first + 1;
        }
        if let Some((clause, end)) = self.end_before_clause(&body[first]) {
            self.verbatim(off..end, false);
            self.clauses(&body[first], clause);
            return first + 1;
        }
        let mut behind = first + 1;
        let mut end = self.line_end(body[first].span().end as usize);
        loop {
            let last = &body[behind - 1];
            let next = body.get(behind).map_or(self.source.len(), |next| next.full_span().start as usize);
            if !last.is_compound() && self.is_on_in_line(last.span().end as usize..end.min(next)) {
                end = last.span().end as usize;
                break;
            }
            if behind == body.len() || self.last_switch(last.span().end as usize..next) == Some(Directive::On)
            {
                break;
            }
            end = self.line_end(body[behind].span().end as usize);
            behind += 1;
        }
        let column = self.column(body[first].full_span().start as usize);
        self.verbatim(off..end, import);
        self.blank_lines_before_on(column);
        behind
    }

    /// Whether `on` follows code in its line.
    fn is_on_in_line(&self, range: Range<usize>) -> bool {
        self.directives_in(range).iter().any(|one| one.directive == Directive::On && !one.own_line)
    }

    /// Between what stays and the `on` that ends it, more blank lines stay than elsewhere.
    fn blank_lines_before_on(&mut self, column: u32) {
        let rest = &self.source[self.pos..];
        let next = self.pos + rest.len() - rest.trim_start().len();
        let ends = self.directives_in(next..next + 1).iter().any(|one| one.directive == Directive::On);
        if !ends || self.column(next) != column {
            return;
        }
        let blank = self.source[self.pos..next].matches('\n').count().saturating_sub(1);
        let allowed = if self.indent > 0 || self.options.stub { 1 } else { 2 };
        for _ in allowed..blank {
            self.out.push("\n");
        }
    }

    /// Where the comment stands that turns off the clause of a compound statement that comes next.
    pub(crate) fn clause_turned_off(&self) -> Option<usize> {
        if self.directives.is_empty() {
            return None;
        }
        self.turned_off(self.pos..self.code_from(self.pos))
    }

    /// Writes the clauses of a compound statement that stay as they are from the comment at `off`; `bodies` are those of the
    /// clauses from there on. How many of them stay.
    pub(crate) fn kept_clauses<'t>(
        &mut self,
        off: usize,
        bodies: impl Iterator<Item = &'t [Stmt<'a>]>,
    ) -> usize
    where
        'a: 't,
    {
        let (mut count, mut end) = (0, self.pos);
        for body in bodies {
            count += 1;
            end = body.last().map_or(end, |last| last.span().end as usize);
            if self.last_switch(end..self.code_from(end)) == Some(Directive::On) {
                break;
            }
        }
        self.verbatim_from(off, self.line_end(end));
        count
    }

    /// Where the next token stands, comments left out.
    fn code_from(&self, at: usize) -> usize {
        let mut at = at;
        while let Some(&byte) = self.bytes.get(at) {
            at += match byte {
                b' ' | b'\t' | b'\n' | b'\r' | 12 | b'\\' | b';' => 1,
                b'#' => self.line_end(at) - at,
                _ => break,
            };
        }
        at
    }

    /// Where a region that starts above the decorators ends, if it does so before the definition.
    fn end_among_decorators(&self, stmt: &Stmt<'a>) -> Option<usize> {
        let last = decorators_of(stmt).last()?.span.end as usize;
        let ends = self.last_switch(last..stmt.span().start as usize) == Some(Directive::On);
        ends.then(|| self.line_end(last))
    }

    /// The first clause of a statement that is formatted again, and where the clause before it ends.
    fn end_before_clause(&self, stmt: &Stmt<'a>) -> Option<(usize, usize)> {
        let bodies = clause_bodies(stmt);
        let mut ends = bodies.iter().filter_map(|body| Some(body.last()?.span().end as usize)).enumerate();
        let is_on =
            |&(_, end): &(usize, usize)| self.last_switch(end..self.code_from(end)) == Some(Directive::On);
        let (clause, end) = ends.find(is_on).filter(|(clause, _)| clause + 1 < bodies.len())?;
        Some((clause, self.line_end(end)))
    }

    /// Writes decorators, of which some may stay as they are; whether the definition itself stays too.
    pub(crate) fn directed_decorators(&mut self, decorators: &[Decorator<'a>], definition: Span) -> bool {
        let mut index = 0;
        while index < decorators.len() {
            let one = &decorators[index];
            index += 1;
            if (one.span.end as usize) <= self.pos {
                continue;
            }
            if let Some(off) = self.turned_off(self.pos..one.span.start as usize) {
                while index < decorators.len()
                    && self.last_switch(
                        decorators[index - 1].span.end as usize..decorators[index].span.start as usize,
                    ) != Some(Directive::On)
                {
                    index += 1;
                }
                self.verbatim_from(off, self.line_end(decorators[index - 1].span.end as usize));
            } else {
                self.decorator(one);
            }
        }
        if decorators.is_empty() {
            return false;
        }
        let Some(off) = self.turned_off(self.pos..definition.start as usize) else { return false };
        self.verbatim_from(off, self.line_end(definition.end as usize));
        true
    }

    /// Writes the cases of `match`, or other parts of a statement, that stay as they are from a comment before `start`;
    /// `parts` are those from there on. How many of them stay.
    pub(crate) fn directed_parts(&mut self, parts: &[Span]) -> usize {
        let Some(first) = parts.first() else { return 0 };
        let Some(off) = self.turned_off(self.pos..first.start as usize) else { return 0 };
        let on = |one: &[Span]| {
            self.last_switch(one[0].end as usize..one[1].start as usize) == Some(Directive::On)
        };
        let count = parts.windows(2).position(on).map_or(parts.len(), |index| index + 1);
        self.verbatim_from(off, self.line_end(parts[count - 1].end as usize));
        count
    }

    fn verbatim_from(&mut self, off: usize, end: usize) {
        self.stop = off;
        self.begin(LineKind::Other);
        self.stop = usize::MAX;
        self.verbatim(off..end, false);
    }

    /// Writes a part of the source as it is.
    pub(crate) fn verbatim(&mut self, range: Range<usize>, import: bool) {
        let text = self.source[range.clone()].trim_end();
        self.line.clear();
        self.pos = range.end;
        self.line.standalone((range.start as u32, (range.start + text.len()) as u32), self.source, 0);
        self.facts = LineFacts { kind: LineKind::Comment, import, ..LineFacts::default() };
        self.flush();
    }

    /// Whether the line that began at `start` ends in a comment that keeps it; it is written then.
    pub(crate) fn keeps_line(&mut self) -> bool {
        if self.directives.is_empty() || !self.skip_in(self.line_start..self.pos) {
            return false;
        }
        self.verbatim(self.line_start..self.pos, false);
        true
    }

    /// Whether a block in the line of its header is kept with it; both are written then.
    pub(crate) fn keeps_block(&mut self, body: &[Stmt<'a>]) -> bool {
        let (Some(first), Some(last)) = (body.first(), body.last()) else { return false };
        if self.directives.is_empty()
            || self.source[self.pos..first.full_span().start as usize].contains(['\n', '\r'])
        {
            return false;
        }
        let end = self.line_end(last.span().end as usize);
        if !self.skip_in(self.pos..end) {
            return false;
        }
        self.verbatim(self.line_start..end, false);
        true
    }

    /// The last statement in the line of the one at `index`.
    fn line_group(&self, body: &[Stmt<'a>], index: usize) -> usize {
        let mut last = index;
        while last + 1 < body.len()
            && !body[last].is_compound()
            && self.source[body[last].span().end as usize..body[last + 1].full_span().start as usize]
                .trim()
                .trim_start_matches(';')
                .is_empty()
            && !self.source[body[last].span().end as usize..body[last + 1].full_span().start as usize]
                .contains(['\n', '\r'])
        {
            last += 1;
        }
        last
    }

    /// The end of the line that holds `at`, the line break left out.
    fn line_end(&self, at: usize) -> usize {
        memchr::memchr2(b'\n', b'\r', &self.bytes[at..]).map_or(self.bytes.len(), |end| at + end)
    }

    fn directives_in(&self, range: Range<usize>) -> &[DirectiveComment] {
        let from = self.directives.partition_point(|one| (one.span.start as usize) < range.start);
        let to = self.directives.partition_point(|one| (one.span.start as usize) < range.end);
        &self.directives[from..to.max(from)]
    }

    fn skip_in(&self, range: Range<usize>) -> bool {
        let inside = |one: &DirectiveComment| self.whole_lines && one.directive == Directive::Off;
        let skips = |one: &DirectiveComment| {
            one.directive == Directive::Skip && !one.own_line && (self.whole_lines || !one.inner)
        };
        self.directives_in(range).iter().any(|one| skips(one) || inside(one))
    }

    /// The last of `off` and `on` on lines of their own.
    fn last_switch(&self, range: Range<usize>) -> Option<Directive> {
        let switches = self.directives_in(range).iter().rev();
        switches
            .filter(|one| one.own_line && one.directive != Directive::Skip)
            .map(|one| one.directive)
            .next()
    }

    /// The place of the first `off` in a gap that ends turned off.
    fn turned_off(&self, gap: Range<usize>) -> Option<usize> {
        if self.last_switch(gap.clone()) != Some(Directive::Off) {
            return None;
        }
        let off = |one: &&DirectiveComment| one.own_line && one.directive == Directive::Off;
        self.directives_in(gap).iter().find(off).map(|one| one.span.start as usize)
    }

    /// Writes elements inside brackets as they are if they stand at the cursor and are kept.
    pub(crate) fn keeps_elements(&mut self) -> bool {
        let Ok(index) = self.kept.binary_search_by_key(&self.pos, |range| range.start) else { return false };
        if self.whole_lines || self.line.depth == 0 {
            return false;
        }
        let range = self.kept[index].clone();
        self.line.standalone((range.start as u32, range.end as u32), self.source, 0);
        self.pos = range.end;
        true
    }

    /// The end of the comments between the `off` at `at` and the next `on`, if nothing else lies between.
    pub(crate) fn comment_region(&self, at: usize) -> Option<usize> {
        let from = self.directives.partition_point(|one| (one.span.start as usize) < at);
        let off = self.directives.get(from).filter(|one| one.span.start as usize == at && one.own_line)?;
        let on =
            self.directives.get(from + 1).filter(|one| one.directive == Directive::On && one.own_line)?;
        let only_comments = self.source[off.span.end as usize..on.span.start as usize]
            .lines()
            .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
        (off.directive == Directive::Off && only_comments).then_some(on.span.end as usize)
    }

    /// The end of what stays inside brackets from the comment `off` on, if that is one that turns off.
    pub(crate) fn bracket_region(&self, off: Span) -> Option<usize> {
        let placed = self.directives_in(off.range()).first()?;
        if self.whole_lines || placed.directive != Directive::Off || !placed.own_line {
            return None;
        }
        let rest = Span::new(off.end, self.bytes.len() as u32);
        let mut depth = 0_usize;
        let mut end = off.end;
        for token in naja_syntax::relex::relex(self.source, rest) {
            match token.kind {
                TokenKind::Comment => {
                    if depth == 0 && self.last_switch(token.span.range()) == Some(Directive::On) {
                        break;
                    }
                    continue;
                }
                TokenKind::Nl | TokenKind::Newline => continue,
                TokenKind::LParen | TokenKind::LBracket | TokenKind::LBrace => depth += 1,
                TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace => match depth.checked_sub(1) {
                    Some(outer) => depth = outer,
                    None => break,
                },
                _ => {}
            }
            end = token.span.end;
        }
        (end > off.end).then_some(end as usize)
    }

    /// Whether the source up to `end` is already written, as part of what stays.
    pub(crate) fn is_covered(&mut self, span: Span) -> bool {
        if self.directives.is_empty() {
            return false;
        }
        self.skip();
        self.pos > span.start as usize && self.pos >= span.end as usize
    }
}

const fn is_import(stmt: &Stmt<'_>) -> bool {
    matches!(stmt, Stmt::Import(_) | Stmt::ImportFrom(_))
}

/// The blocks of a statement and its clauses.
fn clause_bodies<'s>(stmt: &Stmt<'s>) -> Vec<&'s [Stmt<'s>]> {
    let mut bodies = match stmt {
        Stmt::If(node) => {
            std::iter::once(node.body).chain(node.clauses.iter().map(|clause| clause.body)).collect()
        }
        Stmt::For(node) => vec![node.body, node.orelse],
        Stmt::While(node) => vec![node.body, node.orelse],
        Stmt::Try(node) => {
            let handlers = node.handlers.iter().map(|handler| handler.body);
            let ends = [node.orelse, node.finalbody];
            std::iter::once(node.body).chain(handlers).chain(ends).collect()
        }
        _ => Vec::new(),
    };
    bodies.retain(|body: &&[Stmt<'_>]| !body.is_empty());
    bodies
}

fn decorators_of<'s>(stmt: &Stmt<'s>) -> &'s [Decorator<'s>] {
    match stmt {
        Stmt::FunctionDef(node) => node.decorators,
        Stmt::ClassDef(node) => node.decorators,
        _ => &[],
    }
}
