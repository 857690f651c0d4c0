//! Eight bytes at a time, in a word.

/// The eight bytes from `at`, little-endian; zeros past the end.
#[inline]
pub(crate) fn load(bytes: &[u8], at: usize) -> u64 {
    match bytes.len().checked_sub(8) {
        Some(last) if at <= last => bytes[at..].first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk)),
        _ => load_tail(bytes, at),
    }
}

#[cold]
fn load_tail(bytes: &[u8], at: usize) -> u64 {
    let mut chunk = [0; 8];
    if let Some(rest) = bytes.get(at..) {
        chunk[..rest.len()].copy_from_slice(rest);
    }
    u64::from_le_bytes(chunk)
}

/// The lowest `len` bytes of `word`; `len` is 0 to 8.
#[inline]
pub(crate) const fn lowest(word: u64, len: usize) -> u64 {
    if len >= 8 { word } else { word & ((1 << (len * 8)) - 1) }
}

#[cfg(test)]
mod tests {
    use super::{load, lowest};

    #[test]
    fn loads_stop_at_the_end() {
        assert_eq!(load(b"abc", 1), u64::from(u16::from_le_bytes(*b"bc")));
        assert_eq!(load(b"abc", 9), 0);
        assert_eq!(lowest(load(b"abcdefgh", 0), 2), u64::from(u16::from_le_bytes(*b"ab")));
    }
}
