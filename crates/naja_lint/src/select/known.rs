//! What peers know: ruff's codes and names, so that "known there, not here" is distinguished from a typing error, and the codes that
//! were called otherwise once.

/// A line each: the code (or `-`), the name, and `default` or `removed` where ruff 0.17 says so; sorted by code.
const TABLE: &str = include_str!("known.txt");

/// Codes that another took the place of, as ruff's users know them.
const OLD: &[(&str, &str)] = &[
    ("I252", "TID252"),
    ("IC001", "ICN001"),
    ("IC002", "ICN001"),
    ("IC003", "ICN001"),
    ("IC004", "ICN001"),
    ("M001", "RUF100"),
    ("PDV002", "PD002"),
    ("PDV003", "PD003"),
    ("PDV004", "PD004"),
    ("PDV007", "PD007"),
    ("PDV008", "PD008"),
    ("PDV009", "PD009"),
    ("PDV010", "PD010"),
    ("PDV011", "PD011"),
    ("PDV012", "PD012"),
    ("PDV013", "PD013"),
    ("PDV015", "PD015"),
    ("PDV901", "PD901"),
    ("PGH001", "S307"),
    ("PGH002", "G010"),
    ("PIE802", "C419"),
    ("PLR1701", "SIM101"),
    ("PLW0117", "PLW0177"),
    ("PLW0130", "B033"),
    ("RUF004", "B026"),
    ("RUF011", "B035"),
    ("RUF025", "C420"),
    ("RUF035", "S704"),
    ("SIM111", "SIM110"),
    ("T001", "FIX001"),
    ("T002", "FIX002"),
    ("T003", "FIX003"),
    ("T004", "FIX004"),
    ("TCH001", "TC001"),
    ("TCH002", "TC002"),
    ("TCH003", "TC003"),
    ("TCH004", "TC004"),
    ("TCH005", "TC005"),
    ("TCH006", "TC010"),
    ("TCH010", "TC010"),
    ("TRIO100", "ASYNC100"),
    ("TRIO105", "ASYNC105"),
    ("TRIO109", "ASYNC109"),
    ("TRIO110", "ASYNC110"),
    ("TRIO115", "ASYNC115"),
    ("TRY200", "B904"),
    ("TRY302", "TRY203"),
    ("U001", "UP001"),
    ("U003", "UP003"),
    ("U004", "UP004"),
    ("U005", "UP005"),
    ("U006", "UP006"),
    ("U007", "UP007"),
    ("U008", "UP008"),
    ("U009", "UP009"),
    ("U010", "UP010"),
    ("U011", "UP011"),
    ("U012", "UP012"),
    ("U013", "UP013"),
    ("U014", "UP014"),
    ("U015", "UP015"),
    ("U016", "UP016"),
    ("U017", "UP017"),
    ("U019", "UP019"),
];

/// Prefixes that another took the place of.
const OLD_PREFIXES: &[(&str, &str)] =
    &[("TCH", "TC"), ("PDV", "PD"), ("TRIO", "ASYNC1"), ("IC", "ICN"), ("I2", "TID2"), ("U", "UP")];

/// A rule that ruff knows.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Its code; a few have none.
    pub code: Option<&'static str>,
    /// Its name.
    pub name: &'static str,
    /// Whether ruff has it on when nobody chooses.
    pub is_default: bool,
}

/// Every rule that ruff knows, those with codes first, in the order of the codes.
pub fn all() -> impl Iterator<Item = Known> {
    TABLE.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let code = words.next().filter(|code| *code != "-");
        Some(Known { code, name: words.next()?, is_default: words.next() == Some("default") })
    })
}

/// The code that `code` has now: itself, unless another took its place.
#[must_use]
pub fn current_code(code: &str) -> &str {
    OLD.iter().find(|(old, _)| *old == code).map_or(code, |(_, new)| new)
}

/// The selector that `selector` is now: itself, unless it is an old code or prefix.
#[must_use]
pub fn current_selector(selector: &str) -> &str {
    let code = current_code(selector);
    OLD_PREFIXES.iter().find(|(old, _)| *old == code).map_or(code, |(_, new)| new)
}

#[cfg(test)]
mod tests {
    use super::{OLD, all, current_code, current_selector};

    #[test]
    fn the_tables_are_sorted_and_whole() {
        let codes: Vec<&str> = all().filter_map(|known| known.code).collect();
        assert!(codes.is_sorted() && codes.len() > 900);
        assert!(OLD.is_sorted());
        assert!(all().filter(|known| known.is_default).count() > 300);
    }

    #[test]
    fn old_codes_and_prefixes_lead_to_the_new() {
        assert_eq!(current_code("TCH001"), "TC001");
        assert_eq!(current_code("F401"), "F401");
        assert_eq!(current_selector("U"), "UP");
        assert_eq!(current_selector("UP"), "UP");
    }
}
