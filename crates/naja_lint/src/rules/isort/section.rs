//! Which section a module belongs to.

use globset::GlobMatcher;
use naja_syntax::PythonVersion;

use super::collect::Import;
use crate::checker::Checker;
use crate::settings::isort::KNOWN;
use crate::stdlib::is_standard;

/// The index of the import's section in the order of sections; sections that the order does not have come last.
pub(super) fn section_of(checker: &Checker<'_, '_>, import: &Import<'_>) -> usize {
    let sections = &checker.settings.isort.sections;
    if sections.none {
        return if import.module == "__future__" && import.level == 0 { 0 } else { 1 };
    }
    let by_prefix = checker.settings.isort.style.separates_by_prefix();
    let mut patterns = sections.forced_separate.iter();
    let separate = patterns.position(|pattern| match by_prefix {
        true => {
            import.level == 0
                && import.module.split('.').next().unwrap_or("").starts_with(pattern.glob().glob())
        }
        false => matches(pattern, import),
    });
    let apart = separate.map_or(0, |index| (index + 1) * (sections.order.len() + KNOWN.len()));
    match separate {
        Some(_) if !by_prefix => apart,
        _ => apart + position(&sections.order, name_of(checker, import)),
    }
}

fn position(order: &[String], name: &str) -> usize {
    let missing = || order.len() + KNOWN.iter().position(|known| *known == name).unwrap_or(KNOWN.len() - 1);
    order.iter().position(|section| section == name).unwrap_or_else(missing)
}

/// The section's name, for headings and the like; empty for a section that was forced apart.
pub(super) fn name_of<'c>(checker: &Checker<'c, '_>, import: &Import<'_>) -> &'c str {
    let sections = &checker.settings.isort.sections;
    if import.level > 0 {
        return "local-folder";
    }
    if import.module == "__future__" {
        return "future";
    }
    if let Some(known) = known_section(checker, import.module) {
        return known;
    }
    let base = import.module.split('.').next().unwrap_or(import.module);
    let style = checker.settings.isort.style;
    let oldest = match style.knows_every_python() {
        true => PythonVersion::new(3, 0),
        false => checker.settings.target_version,
    };
    if is_standard(base, oldest) {
        "standard-library"
    } else if (checker.file.is_first_party)(if style.places_by_package() { base } else { import.module }) {
        "first-party"
    } else {
        &sections.default
    }
}

/// What the settings say of the module or the nearest of its parents.
fn known_section<'c>(checker: &Checker<'c, '_>, module: &str) -> Option<&'c str> {
    let known = &checker.settings.isort.sections.known;
    if known.is_empty() {
        return None;
    }
    let mut name = module;
    loop {
        let mut lists = known.iter();
        let found = lists.find(|(_, patterns)| patterns.iter().any(|pattern| pattern.is_match(name)));
        if let Some((section, _)) = found {
            return Some(section);
        }
        name = &name[..name.rfind('.')?];
    }
}

fn matches(pattern: &GlobMatcher, import: &Import<'_>) -> bool {
    let parents = std::iter::successors(Some(import.module), |name| Some(&name[..name.rfind('.')?]));
    import.level == 0 && { parents }.any(|name| pattern.is_match(name))
}
