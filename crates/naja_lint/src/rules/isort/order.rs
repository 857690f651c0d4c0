//! The order of statements and names.

use std::cmp::Ordering;

use super::collect::{Import, Member};
use crate::settings::isort::Options;

/// Compares two statements of one section.
pub(super) fn imports(a: &Import<'_>, b: &Import<'_>, options: &Options) -> Ordering {
    let order = &options.order;
    let kind = |import: &Import<'_>| import.members.is_some() != order.from_first;
    let kinds = kind(a).cmp(&kind(b));
    let outer = if order.force_sort_within_sections { Ordering::Equal } else { kinds };
    let modules = match order.force_sort_within_sections && options.style.sorts_dots_as_letters() {
        true => dotted,
        false => modules,
    };
    outer
        .then_with(|| modules(a, b, options))
        .then_with(|| a.members.is_some().cmp(&b.members.is_some()))
        .then_with(|| asnames(a.asname, b.asname, options))
        .then_with(|| match (a.first(), b.first()) {
            // What was parted is in order.
            (Some(_), Some(_)) if options.style.parts_when_written() => Ordering::Equal,
            (Some(a), Some(b)) => members(a, b, options),
            (a, b) => a.is_some().cmp(&b.is_some()),
        })
}

fn modules(a: &Import<'_>, b: &Import<'_>, options: &Options) -> Ordering {
    let order = &options.order;
    let length = |import: &Import<'_>| {
        let counts = order.length_sort || (order.length_sort_straight && import.members.is_none());
        if counts { import.module.chars().count() + import.level as usize } else { 0 }
    };
    let levels = if order.closest_first { a.level.cmp(&b.level) } else { b.level.cmp(&a.level) };
    // Where a section holds both, relative imports come first.
    let absolute = (a.level == 0).cmp(&(b.level == 0));
    is_lower(a, options)
        .cmp(&is_lower(b, options))
        .then_with(|| length(a).cmp(&length(b)))
        .then(absolute)
        .then(levels)
        .then_with(|| names(a.module, b.module, options))
}

/// Compares modules as they are written, dots before them and case included unless types don't count.
fn dotted(a: &Import<'_>, b: &Import<'_>, options: &Options) -> Ordering {
    let order = &options.order;
    let text = |import: &Import<'_>| {
        let text = format!("{:.<dots$}{}", "", import.module, dots = import.level as usize);
        if order.by_type || order.case_sensitive { text } else { text.to_lowercase() }
    };
    is_lower(a, options).cmp(&is_lower(b, options)).then_with(|| by_parts(&text(a), &text(b)))
}

/// Whether the module is none of those that go to the top.
fn is_lower(import: &Import<'_>, options: &Options) -> bool {
    !options.order.force_to_top.iter().any(|name| name == import.module)
}

/// Compares two names of one `from` import.
pub(super) fn members(a: &Member<'_>, b: &Member<'_>, options: &Options) -> Ordering {
    let order = &options.order;
    let rank = |member: &Member<'_>| if order.by_type { kind(member.name, options) } else { 0 };
    let length = |member: &Member<'_>| if order.length_sort { member.name.chars().count() } else { 0 };
    (a.name != "*")
        .cmp(&(b.name != "*"))
        .then_with(|| rank(a).cmp(&rank(b)))
        .then_with(|| length(a).cmp(&length(b)))
        .then_with(|| names(a.name, b.name, options))
        .then_with(|| asnames(a.asname, b.asname, options))
}

/// 0 for constants, 1 for classes, 2 for variables, going by the look of the name.
fn kind(name: &str, options: &Options) -> u8 {
    let is_in = |list: &[String]| list.iter().any(|known| known == name);
    if is_in(&options.naming.constants) {
        0
    } else if is_in(&options.naming.classes) {
        1
    } else if is_in(&options.naming.variables) {
        2
    } else if name.chars().count() > 1 && is_upper(name) {
        0
    } else if name.chars().next().is_some_and(char::is_uppercase) {
        1
    } else {
        2
    }
}

/// As `str.isupper` of Python.
fn is_upper(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

fn asnames(a: Option<&str>, b: Option<&str>, options: &Options) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if options.style.keeps_ties() => by_parts(a, b),
        (Some(a), Some(b)) => natural(a, b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

fn names(a: &str, b: &str, options: &Options) -> Ordering {
    let case_sensitive = options.order.case_sensitive;
    if options.style.keeps_ties() {
        return if case_sensitive { by_parts(a, b) } else { by_parts(&a.to_lowercase(), &b.to_lowercase()) };
    }
    let folded = if case_sensitive {
        Ordering::Equal
    } else if a.is_ascii() && b.is_ascii() {
        natural_by(
            a.bytes().map(|byte| byte.to_ascii_lowercase()),
            b.bytes().map(|byte| byte.to_ascii_lowercase()),
        )
    } else {
        natural(&a.to_lowercase(), &b.to_lowercase())
    };
    folded.then_with(|| natural(a, b))
}

/// Compares as people count, the letters before a number being one word: `a2.b` comes before `a.b`, as the word `a` before `a.b`.
fn by_parts(mut a: &str, mut b: &str) -> Ordering {
    loop {
        let (left, right) =
            (split(&mut a, |byte| !byte.is_ascii_digit()), split(&mut b, |byte| !byte.is_ascii_digit()));
        let words = left.cmp(right);
        let (left, right) =
            (split(&mut a, |byte| byte.is_ascii_digit()), split(&mut b, |byte| byte.is_ascii_digit()));
        let given = (!left.is_empty()).cmp(&!right.is_empty());
        let (left_value, right_value) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
        let numbers = left_value.len().cmp(&right_value.len()).then_with(|| left_value.cmp(right_value));
        let compared = words.then(given).then(numbers);
        if compared != Ordering::Equal || left.is_empty() {
            return compared;
        }
    }
}

/// Takes what matches from the start of `text`.
fn split<'t>(text: &mut &'t str, matches: impl Fn(u8) -> bool) -> &'t str {
    let end = text.bytes().position(|byte| !matches(byte)).unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    *text = rest;
    head
}

/// Compares as people count: `a9` comes before `a10`. Digits after a leading zero are compared as text.
fn natural(a: &str, b: &str) -> Ordering {
    natural_by(a.bytes(), b.bytes())
}

fn natural_by(a: impl Iterator<Item = u8>, b: impl Iterator<Item = u8>) -> Ordering {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    loop {
        match (a.peek().copied(), b.peek().copied()) {
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let is_digit = |byte: &u8| byte.is_ascii_digit();
                let left: Vec<u8> = std::iter::from_fn(|| a.next_if(is_digit)).collect();
                let right: Vec<u8> = std::iter::from_fn(|| b.next_if(is_digit)).collect();
                let padded = left.first() == Some(&b'0') || right.first() == Some(&b'0');
                let lengths = if padded { Ordering::Equal } else { left.len().cmp(&right.len()) };
                let compared = lengths.then_with(|| left.cmp(&right));
                if compared != Ordering::Equal {
                    return compared;
                }
            }
            (Some(x), Some(y)) if x == y => {
                a.next();
                b.next();
            }
            (x, y) => return x.cmp(&y),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{by_parts, names, natural};
    use crate::settings::isort::Options;
    use std::cmp::Ordering;

    #[test]
    fn numbers_count_by_their_value() {
        assert_eq!(natural("a9", "a10"), Ordering::Less);
        assert_eq!(natural("a10b2", "a10b10"), Ordering::Less);
        assert_eq!(natural("fo001", "fo01"), Ordering::Less);
        assert_eq!(natural("a", "a1"), Ordering::Less);
    }

    #[test]
    fn capitals_decide_only_between_equals() {
        let mut options = Options::default();
        assert_eq!(names("Foo", "foo", &options), Ordering::Less);
        assert_eq!(names("Foo", "bar", &options), Ordering::Greater);
        options.order.case_sensitive = true;
        assert_eq!(names("Foo", "bar", &options), Ordering::Less);
    }

    #[test]
    fn words_and_numbers_are_compared_in_turn() {
        assert_eq!(by_parts("a2.b", "a.a"), Ordering::Less);
        assert_eq!(by_parts("a9", "a10"), Ordering::Less);
        assert_eq!(by_parts("a01", "a1"), Ordering::Equal);
        assert_eq!(by_parts("a", "a1"), Ordering::Less);
        assert_eq!(by_parts("a1b", "a1"), Ordering::Greater);
        assert_eq!(by_parts("é2", "é10"), Ordering::Less);
    }
}
