//! The values of literals, decoded when asked for and not before.

mod number;
mod string;

pub use number::{Integer, complex, float, integer};
pub use string::{StringValue, bytes, bytes_of, fstring_text, string, string_of};

/// The character that `\N{name}` stands for: a name or alias of the Unicode standard, whatever its case.
#[must_use]
pub fn character_named(name: &str) -> Option<char> {
    // Python knows no other spelling than single blanks and hyphens where the standard has them; the table is looser.
    let strict =
        !name.contains('_') && !name.starts_with(' ') && !name.ends_with(' ') && !name.contains("  ");
    if strict { unicode_names2::character(name) } else { None }
}
