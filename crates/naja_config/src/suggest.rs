//! "Did you mean": the known name that a misspelt one is nearest to.

/// The candidate that `name` was probably meant to be, if one is near enough: a third of its length in changed, added
/// or missing characters.
#[must_use]
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bound = (name.chars().count() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= bound)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many characters are to be changed, added, dropped or swapped with the next; `_` and `-` count as the same.
fn distance(left: &str, right: &str) -> usize {
    let fold = |text: &str| -> Vec<char> {
        text.chars().take(64).map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect()
    };
    let (left, right) = (fold(left), fold(right));
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for i in 0..left.len() {
        let mut next = vec![i + 1];
        for j in 0..right.len() {
            let change = row[j] + usize::from(left[i] != right[j]);
            let mut least = change.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && left[i] == right[j - 1] && left[i - 1] == right[j] {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{closest, distance};

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["offline", "index", "link-mode", "python"];
        assert_eq!(closest("ofline", known), Some("offline"));
        assert_eq!(closest("link_mode", known), Some("link-mode"));
        assert_eq!(closest("line-length", known), None);
        assert_eq!(closest("x", known), None);
        assert_eq!(closest("dosc", ["dev", "docs"]), Some("docs"));
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
