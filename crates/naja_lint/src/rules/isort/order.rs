//! The order of statements and names.

use std::cmp::Ordering;

use super::Options;
use super::collect::{Import, Member};

/// Compares two statements of one section.
pub(super) fn imports(a: &Import<'_>, b: &Import<'_>, options: &Options) -> Ordering {
    let order = &options.order;
    let kind = |import: &Import<'_>| import.members.is_some() != order.from_first;
    let kinds = kind(a).cmp(&kind(b));
    let outer = if order.force_sort_within_sections { Ordering::Equal } else { kinds };
    outer
        .then_with(|| modules(a, b, options))
        .then_with(|| a.members.is_some().cmp(&b.members.is_some()))
        .then_with(|| asnames(a.asname, b.asname))
        .then_with(|| match (a.first(), b.first()) {
            (Some(a), Some(b)) => members(a, b, options),
            (a, b) => a.is_some().cmp(&b.is_some()),
        })
}

fn modules(a: &Import<'_>, b: &Import<'_>, options: &Options) -> Ordering {
    let order = &options.order;
    let top = |import: &Import<'_>| !order.force_to_top.iter().any(|name| name == import.module);
    let length = |import: &Import<'_>| {
        let counts = order.length_sort || (order.length_sort_straight && import.members.is_none());
        if counts { import.module.chars().count() + import.level as usize } else { 0 }
    };
    let levels = if order.closest_first { a.level.cmp(&b.level) } else { b.level.cmp(&a.level) };
    // Where a section holds both, relative imports come first.
    let absolute = (a.level == 0).cmp(&(b.level == 0));
    top(a)
        .cmp(&top(b))
        .then_with(|| length(a).cmp(&length(b)))
        .then(absolute)
        .then(levels)
        .then_with(|| names(a.module, b.module, order.case_sensitive))
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
        .then_with(|| names(a.name, b.name, order.case_sensitive))
        .then_with(|| asnames(a.asname, b.asname))
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

fn asnames(a: Option<&str>, b: Option<&str>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => natural(a, b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

fn names(a: &str, b: &str, case_sensitive: bool) -> Ordering {
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

/// Compares as people count: `a9` comes before `a10`. Digits behind a leading zero count as they stand.
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
    use super::{names, natural};
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
        assert_eq!(names("Foo", "foo", false), Ordering::Less);
        assert_eq!(names("Foo", "bar", false), Ordering::Greater);
        assert_eq!(names("Foo", "bar", true), Ordering::Less);
    }
}
