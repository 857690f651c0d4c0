//! Parts what is imported from a module into statements, as isort does: each `as` and each commented name gets one of its
//! own, at its place in the order of names.

use super::collect::{Comments, Import, Member};
use crate::settings::isort::Options;
use naja_base::hash::HashSet;

/// What a statement came to be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Star,
    /// One name that must not share a statement: one with `as`, or any where each gets a line.
    Single,
    /// One name that its comment keeps from sharing a statement.
    Commented,
    List,
}

/// The statements that `import`, whose names are sorted, is written as; `fits` says which need but one line.
///
/// isort needs a second run where it wraps what had no trailing comma before, or moves a comment. Here the first run makes
/// what the second one would.
pub(super) fn part<'a>(
    mut import: Import<'a>,
    options: &Options,
    fits: impl Fn(&Import<'a>) -> bool,
) -> Vec<Import<'a>> {
    let Some(members) = import.members.take() else { return vec![import] };
    let single = Singles::of(&import, &members, options);
    let mut whole = std::mem::take(&mut import.comments.inline);
    let mut made: Vec<(Kind, Import<'a>)> = Vec::new();
    let mut list = Vec::new();
    for mut member in members {
        let kind = single.kind(&member);
        let mut alone = statement(&import, vec![member.clone()]);
        let above = std::mem::take(&mut member.comments.above);
        let moves = member.comments.inline.iter().any(|comment| silences(comment)) && !fits(&alone);
        if kind == Kind::List {
            whole.extend(above);
            if moves || member.asname.is_some() {
                whole.append(&mut member.comments.inline);
            }
            list.push(member);
            continue;
        }
        alone.comments.inline = above;
        if moves {
            alone.comments.inline.append(&mut member.comments.inline);
        }
        alone.members = Some(vec![member]);
        made.extend(listed(&import, &mut list));
        made.push((kind, alone));
    }
    made.extend(listed(&import, &mut list));
    give_comments(&mut made, whole);
    let is_wrapped = import.magic_comma || made.iter().any(|(_, statement)| !fits(statement));
    let leading = made.iter_mut().find(|(kind, _)| !matches!(kind, Kind::Star | Kind::Commented));
    if let Some((Kind::List, list)) = leading {
        list.magic_comma = is_wrapped;
    }
    let mut statements: Vec<Import<'a>> = made.into_iter().map(|(_, statement)| statement).collect();
    if let Some(first) = statements.first_mut() {
        first.comments.above = import.comments.above;
    }
    statements
}

/// Which names must not share a statement.
struct Singles<'a> {
    all: bool,
    aliased: HashSet<&'a str>,
}

impl<'a> Singles<'a> {
    fn of(import: &Import<'a>, members: &[Member<'a>], options: &Options) -> Self {
        let aliased =
            members.iter().filter(|member| member.asname.is_some() && !options.layout.combine_as_imports);
        Self {
            all: options.is_single_line(import.module),
            aliased: aliased.map(|member| member.name).collect(),
        }
    }

    fn kind(&self, member: &Member<'_>) -> Kind {
        if member.name == "*" {
            Kind::Star
        } else if self.all || self.aliased.contains(member.name) {
            // One without `as` goes with its namesakes.
            Kind::Single
        } else {
            Kind::List
        }
    }
}

fn statement<'a>(import: &Import<'a>, members: Vec<Member<'a>>) -> Import<'a> {
    Import { members: Some(members), comments: Comments::default(), magic_comma: false, ..*import }
}

/// The statements for a run of names: first those that comments set apart.
fn listed<'a>(import: &Import<'a>, list: &mut Vec<Member<'a>>) -> Vec<(Kind, Import<'a>)> {
    let (plain, commented): (Vec<_>, Vec<_>) =
        list.drain(..).partition(|member| member.comments.inline.is_empty());
    let mut made: Vec<_> =
        commented.into_iter().map(|member| (Kind::Commented, statement(import, vec![member]))).collect();
    if !plain.is_empty() {
        made.push((Kind::List, statement(import, plain)));
    }
    made
}

/// What is said of the whole statement goes to the first of its `as`, or else to the last statement made of it.
fn give_comments<'a>(made: &mut [(Kind, Import<'a>)], whole: Vec<&'a str>) {
    let single = made.iter().position(|(kind, _)| *kind == Kind::Single);
    if let Some((_, statement)) = made.get_mut(single.unwrap_or(made.len().saturating_sub(1))) {
        statement.comments.inline.extend(whole);
    }
}

/// Whether the comment keeps linters silent about its line.
fn silences(comment: &str) -> bool {
    comment.to_ascii_lowercase().contains("noqa")
}
