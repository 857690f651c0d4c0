//! Edits of one TOML array that leave every other byte alone: comments, quotes, commas and line breaks stay as they are.

use naja_base::{Edit, Span};

/// An array with its layout in the text.
#[derive(Debug)]
pub(crate) struct ArrayText<'a> {
    text: &'a str,
    span: Span,
    members: Vec<Member>,
    newline: &'static str,
}

/// A member with the comma that follows it.
#[derive(Clone, Copy, Debug)]
struct Member {
    span: Span,
    comma: Option<u32>,
}

impl<'a> ArrayText<'a> {
    /// The array at `span` of `text`, brackets included, whose members are at `members`.
    pub(crate) fn new(text: &'a str, span: Span, members: &[Span]) -> Self {
        let close = span.end.saturating_sub(1);
        let members = members
            .iter()
            .enumerate()
            .map(|(index, member)| {
                let next = members.get(index + 1).map_or(close, |next| next.start);
                Member { span: *member, comma: comma_between(text, member.end, next) }
            })
            .collect();
        Self { text, span, members, newline: newline_of(text) }
    }

    /// Puts `value`, in TOML form, before the member at `index`, or at the end.
    pub(crate) fn insert(&self, index: usize, value: &str) -> Vec<Edit> {
        if self.members.is_empty() {
            return self.insert_first(value);
        }
        if !self.is_multiline() {
            return match self.members.get(index) {
                Some(member) => vec![Edit::insert(member.span.start, format!("{value}, "))],
                None => self.append_inline(value),
            };
        }
        if index >= self.members.len() && self.closes_on_the_last_line() {
            return self.append_inline(value);
        }
        let newline = self.newline;
        let indent = self.indent();
        match index.checked_sub(1).and_then(|before| self.members.get(before)) {
            None => vec![Edit::insert(self.span.start + 1, format!("{newline}{indent}{value},"))],
            Some(before) => {
                let is_last = index >= self.members.len();
                let comma = if is_last && before.comma.is_none() { "" } else { "," };
                let line_end = self.line_end(before.comma.map_or(before.span.end, |comma| comma + 1));
                let line = Edit::insert(line_end, format!("{newline}{indent}{value}{comma}"));
                if before.comma.is_some() {
                    return vec![line];
                }
                vec![Edit::insert(before.span.end, ","), line]
            }
        }
    }

    /// Writes `value`, in TOML form, in the place of the member at `index`.
    pub(crate) fn replace(&self, index: usize, value: &str) -> Vec<Edit> {
        self.members.get(index).map(|member| Edit::replace(member.span, value)).into_iter().collect()
    }

    /// Takes the members at `indexes`, ascending, away, each with its comma and the comment on its line.
    pub(crate) fn remove(&self, indexes: &[usize]) -> Vec<Edit> {
        let kept: Vec<usize> = (0..self.members.len()).filter(|index| !indexes.contains(index)).collect();
        if kept.is_empty() && !self.text[self.span].contains('#') {
            return vec![Edit::replace(self.span, "[]")];
        }
        if !self.is_multiline() {
            return self.remove_inline(&kept);
        }
        let mut gone: Vec<Span> = indexes.iter().filter_map(|index| self.line_of(*index)).collect();
        let last_had_comma = self.members.last().is_some_and(|last| last.comma.is_some());
        let new_last = kept.last().filter(|last| !last_had_comma && **last + 1 < self.members.len());
        if let Some(comma) = new_last.and_then(|last| self.members[*last].comma) {
            gone.push(Span::new(comma, comma + 1));
        }
        joined(gone).into_iter().map(Edit::delete).collect()
    }

    fn insert_first(&self, value: &str) -> Vec<Edit> {
        let newline = self.newline;
        let inside = &self.text[self.span.start as usize + 1..self.span.end as usize - 1];
        if inside.trim().is_empty() {
            return vec![Edit::replace(self.span, format!("[{newline}    {value},{newline}]"))];
        }
        // Only comments are in it: the member goes below them.
        let at = self.span.start as usize + 1 + inside.trim_end().len();
        let indent = self.comment_indent(inside);
        let tail = if inside.trim_end().len() == inside.len() { newline } else { "" };
        vec![Edit::insert(Span::from_range(at..at).start, format!("{newline}{indent}{value},{tail}"))]
    }

    fn append_inline(&self, value: &str) -> Vec<Edit> {
        let Some(last) = self.members.last() else { return Vec::new() };
        match last.comma {
            Some(comma) => vec![Edit::insert(comma + 1, format!(" {value},"))],
            None => vec![Edit::insert(last.span.end, format!(", {value}"))],
        }
    }

    /// The rest is rewritten between the brackets, whose inner spaces stay.
    fn remove_inline(&self, kept: &[usize]) -> Vec<Edit> {
        let (Some(first), Some(last)) = (self.members.first(), self.members.last()) else {
            return Vec::new();
        };
        let end = last.comma.map_or(last.span.end, |comma| comma + 1);
        let mut left: Vec<&str> = kept.iter().map(|index| &self.text[self.members[*index].span]).collect();
        if last.comma.is_some() && !left.is_empty() {
            left.push("");
        }
        let left = left.join(", ");
        vec![Edit::replace(Span::new(first.span.start, end), left.trim_end())]
    }

    fn is_multiline(&self) -> bool {
        self.text[self.span].contains('\n')
    }

    /// Whether the closing bracket is on the line of the last member.
    fn closes_on_the_last_line(&self) -> bool {
        self.members
            .last()
            .is_some_and(|last| !self.text[last.span.end as usize..self.span.end as usize].contains('\n'))
    }

    /// The white space before the last member that starts a line.
    fn indent(&self) -> &'a str {
        let starts_line = |member: &Member| {
            let before = &self.text[..member.span.start as usize];
            let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
            line.trim().is_empty().then_some(line)
        };
        self.members.iter().rev().find_map(starts_line).unwrap_or("    ")
    }

    fn comment_indent(&self, inside: &'a str) -> &'a str {
        let comment = inside.lines().rev().find(|line| line.trim_start().starts_with('#'));
        match comment.map(|line| &line[..line.len() - line.trim_start().len()]) {
            Some(indent) if !indent.is_empty() => indent,
            _ => "    ",
        }
    }

    /// Where the line that holds `offset` ends, if only spaces and a comment follow there; else `offset`.
    fn line_end(&self, offset: u32) -> u32 {
        let rest = &self.text[offset as usize..self.span.end as usize];
        let line = rest.split('\n').next().unwrap_or("");
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() {
            return offset;
        }
        if line.trim_start().starts_with('#') {
            return offset + Span::from_range(0..line.len()).end;
        }
        offset
    }

    /// A member with its comma and, where it has the line for itself, the line break before it and its comment.
    fn line_of(&self, index: usize) -> Option<Span> {
        let member = self.members.get(index)?;
        let end = member.comma.map_or(member.span.end, |comma| comma + 1);
        let before = &self.text[self.span.start as usize + 1..member.span.start as usize];
        let blank = before.len() - before.trim_end_matches([' ', '\t']).len();
        let line_start = member.span.start as usize - blank;
        if !self.text[..line_start].ends_with('\n') {
            let before = index.checked_sub(1).and_then(|before| self.members[before].comma);
            return Some(Span::new(before.map_or(member.span.start, |comma| comma + 1), end));
        }
        let after = &self.text[end as usize..self.span.end as usize];
        let rest = after.split('\n').next().unwrap_or("");
        if !(rest.trim().is_empty() || rest.trim_start().starts_with('#')) {
            let spaces = rest.len() - rest.trim_start().len();
            return Some(Span::new(member.span.start, end + Span::from_range(0..spaces).end));
        }
        let rest = rest.strip_suffix('\r').unwrap_or(rest);
        let broken = if self.text[..line_start].ends_with("\r\n") { 2 } else { 1 };
        Some(Span::from_range(line_start - broken..end as usize + rest.len()))
    }
}

/// The line break that `text` uses first; `\n` where it has none.
pub(crate) fn newline_of(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The spans in order, those that overlap made one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start < last.end => *last = last.to(span),
            _ => out.push(span),
        }
    }
    out
}

/// The comma between `start` and `end`, comments skipped.
fn comma_between(text: &str, start: u32, end: u32) -> Option<u32> {
    let mut comment = false;
    for (at, byte) in text.as_bytes()[start as usize..end as usize].iter().enumerate() {
        match byte {
            b'\n' => comment = false,
            b'#' => comment = true,
            b',' if !comment => return Some(start + Span::from_range(0..at).end),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use naja_base::{Edit, SourceText, Span, edit};
    use naja_config::document::{Document, Node};

    use super::ArrayText;

    /// Applies what `change` makes of the array `a` and checks the text, in which `→` means a tab.
    fn check(text: &str, change: impl FnOnce(&ArrayText<'_>) -> Vec<Edit>, expected: Expect) {
        let document = Document::parse(SourceText::new("p", text)).unwrap();
        let node = document.root().get("a").unwrap();
        let members: Vec<Span> = node.array().unwrap().iter().map(Node::span).collect();
        let edits = change(&ArrayText::new(text, node.span(), &members));
        let changed = edit::apply(text, &edits).unwrap();
        Document::parse(SourceText::new("p", changed.clone())).unwrap();
        expected.assert_eq(&changed.replace('\t', "→").replace("\r\n", "␍\n").replace(" \n", "·\n"));
    }

    const LINES: &str = "a = [\n    # web\n    'b',  # why b\n    'd',\n]  # end\n";

    #[test]
    fn a_member_gets_a_line_of_its_own_where_the_others_have_one() {
        check(
            LINES,
            |array| array.insert(0, "'a'"),
            expect![[r#"
            a = [
                'a',
                # web
                'b',  # why b
                'd',
            ]  # end
        "#]],
        );
        check(
            LINES,
            |array| array.insert(1, "'c'"),
            expect![[r#"
            a = [
                # web
                'b',  # why b
                'c',
                'd',
            ]  # end
        "#]],
        );
        check(
            LINES,
            |array| array.insert(2, "'e'"),
            expect![[r#"
            a = [
                # web
                'b',  # why b
                'd',
                'e',
            ]  # end
        "#]],
        );
    }

    #[test]
    fn a_missing_last_comma_stays_missing() {
        let text = "a = [\n\t'b',\n\t'd' # last\n]\n";
        check(
            text,
            |array| array.insert(2, "'e'"),
            expect![[r#"
            a = [
            →'b',
            →'d', # last
            →'e'
            ]
        "#]],
        );
        check(
            text,
            |array| array.insert(1, "'c'"),
            expect![[r#"
            a = [
            →'b',
            →'c',
            →'d' # last
            ]
        "#]],
        );
        check(
            text,
            |array| array.remove(&[1]),
            expect![[r#"
            a = [
            →'b'
            ]
        "#]],
        );
    }

    #[test]
    fn inline_arrays_stay_inline() {
        check(
            "a = ['b', 'd']\n",
            |array| array.insert(1, "'c'"),
            expect![[r#"
            a = ['b', 'c', 'd']
        "#]],
        );
        check(
            "a = [ 'b', 'd', ]\n",
            |array| array.insert(2, "'e'"),
            expect![[r#"
            a = [ 'b', 'd', 'e', ]
        "#]],
        );
        check(
            "a = [ 'b' ]\n",
            |array| array.insert(1, "'e'"),
            expect![[r#"
            a = [ 'b', 'e' ]
        "#]],
        );
        check(
            "a = ['b', 'c', 'd']\n",
            |array| array.remove(&[0]),
            expect![[r#"
            a = ['c', 'd']
        "#]],
        );
        check(
            "a = ['b', 'c', 'd']\n",
            |array| array.remove(&[1, 2]),
            expect![[r#"
            a = ['b']
        "#]],
        );
        check(
            "a = ['b', 'c', ]\n",
            |array| array.remove(&[1]),
            expect![[r#"
            a = ['b', ]
        "#]],
        );
        check(
            "a = ['b']\n",
            |array| array.remove(&[0]),
            expect![[r#"
            a = []
        "#]],
        );
    }

    #[test]
    fn empty_arrays_open_up() {
        check(
            "a = []\r\n",
            |array| array.insert(0, "'b'"),
            expect![[r#"
            a = [␍
                'b',␍
            ]␍
        "#]],
        );
        check(
            "a = [\n  # none yet\n]\n",
            |array| array.insert(0, "'b'"),
            expect![[r#"
            a = [
              # none yet
              'b',
            ]
        "#]],
        );
    }

    #[test]
    fn a_line_goes_with_its_comment_and_its_line_break() {
        check(
            LINES,
            |array| array.remove(&[0]),
            expect![[r#"
            a = [
                # web
                'd',
            ]  # end
        "#]],
        );
        check(
            LINES,
            |array| array.remove(&[0, 1]),
            expect![[r#"
            a = [
                # web
            ]  # end
        "#]],
        );
        check(
            "a = [\r\n  'b',\r\n  'c',\r\n]\r\n",
            |array| array.remove(&[1]),
            expect![[r#"
            a = [␍
              'b',␍
            ]␍
        "#]],
        );
    }

    #[test]
    fn odd_layouts_lose_nothing() {
        let text = "a = ['b', 'c',\n     'd', 'e']\n";
        check(
            text,
            |array| array.insert(1, "'x'"),
            expect![[r#"
            a = ['b',
                 'x', 'c',
                 'd', 'e']
        "#]],
        );
        check(
            text,
            |array| array.insert(4, "'x'"),
            expect![[r#"
                a = ['b', 'c',
                     'd', 'e', 'x']
            "#]],
        );
        check(
            text,
            |array| array.remove(&[1]),
            expect![[r#"
                a = ['b',
                     'd', 'e']
            "#]],
        );
        check(
            text,
            |array| array.remove(&[2]),
            expect![[r#"
            a = ['b', 'c',
                 'e']
        "#]],
        );
        check(
            text,
            |array| array.remove(&[2, 3]),
            expect![[r#"
            a = ['b', 'c'
                 ]
        "#]],
        );
        check(
            "a = [\n    'b'\n  , 'c'\n]\n",
            |array| array.remove(&[1]),
            expect![[r#"
                a = [
                    'b'
                 ·
                ]
            "#]],
        );
        check(
            "a = [\n    'b'\n  , 'c'\n]\n",
            |array| array.insert(2, "'x'"),
            expect![[r#"
            a = [
                'b'
              , 'c',
                'x'
            ]
        "#]],
        );
    }

    #[test]
    fn a_replaced_member_keeps_everything_around_it() {
        check(
            LINES,
            |array| array.replace(0, "'bb'"),
            expect![[r#"
            a = [
                # web
                'bb',  # why b
                'd',
            ]  # end
        "#]],
        );
    }
}
