//! The oldest Python that a `requires-python` allows.

/// The minor number of the oldest Python 3 that `specifiers` (PEP 440, joined by commas) allow, from their lower bounds alone;
/// `None` where they have none.
pub(super) fn oldest(specifiers: &str) -> Option<u8> {
    specifiers.split(',').filter_map(lower_bound).max()
}

fn lower_bound(clause: &str) -> Option<u8> {
    let clause = clause.trim();
    let version = ["===", ">=", "==", "~=", ">"].iter().find_map(|sign| clause.strip_prefix(sign))?;
    let mut parts = version.trim().split('.');
    match parts.next()?.trim() {
        "3" => {}
        _ => return None,
    }
    let minor = parts.next().unwrap_or("0");
    let digits = minor.len() - minor.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    minor[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::oldest;

    #[test]
    fn the_lowest_allowed_minor_version_is_found() {
        for (specifiers, expected) in [
            (">=3.8", Some(8)),
            (">=3.8.1,<4", Some(8)),
            ("<4,>=3.9, !=3.9.7", Some(9)),
            ("~=3.10", Some(10)),
            ("==3.11.*", Some(11)),
            (">3.7", Some(7)),
            ("<3.12", None),
            (">=2.7", None),
            ("nonsense", None),
            (">=3", Some(0)),
        ] {
            assert_eq!(oldest(specifiers), expected, "{specifiers}");
        }
    }
}
