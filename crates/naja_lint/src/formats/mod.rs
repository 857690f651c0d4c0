//! The two formatting languages of strings: `%` and `str.format`.

pub mod braces;
pub mod percent;
