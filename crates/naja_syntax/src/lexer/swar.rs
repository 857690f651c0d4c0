//! Eight bytes at a time: searching for the end of names and strings without a branch per byte.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The eight bytes from `at`, little-endian; zeros past the end.
#[inline]
pub(crate) fn load(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => load_tail(bytes, at),
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

const fn splat(byte: u8) -> u64 {
    ONES * byte as u64
}

/// How many of the lowest bytes of `word` are ASCII letters, digits or `_`: 0 to 8.
#[inline]
pub(crate) const fn identifier_len(word: u64) -> usize {
    let seven = word & !HIGHS;
    let folded = seven | splat(0x20);
    let letter = (folded + splat(0x80 - b'a')) & !(folded + splat(0x80 - b'z' - 1));
    let digit = (seven + splat(0x80 - b'0')) & !(seven + splat(0x80 - b'9' - 1));
    let underscore = HIGHS - (seven ^ splat(b'_'));
    let stop = !((letter | digit | underscore) & !word) & HIGHS;
    stop.trailing_zeros() as usize / 8
}

/// How many of the lowest bytes of `word` are spaces: 0 to 8.
#[inline]
pub(crate) const fn spaces_len(word: u64) -> usize {
    (word ^ splat(b' ')).trailing_zeros() as usize / 8
}

/// The lowest `len` bytes of `word`; `len` is 0 to 8.
#[inline]
pub(crate) const fn lowest(word: u64, len: usize) -> u64 {
    if len >= 8 { word } else { word & ((1 << (len * 8)) - 1) }
}

/// The high bit of every byte of `word` that equals `byte`, reliable up to the lowest such byte.
#[inline]
const fn equals(word: u64, byte: u8) -> u64 {
    let difference = word ^ splat(byte);
    difference.wrapping_sub(ONES) & !difference & HIGHS
}

/// How many of the lowest bytes of `word` are neither `quote` nor `\` nor below 0x0e (line breaks, tabs, NUL).
#[inline]
pub(crate) const fn string_len(word: u64, quote: u8) -> usize {
    let low = word.wrapping_sub(splat(0x0e)) & !word & HIGHS;
    let stop = equals(word, quote) | equals(word, b'\\') | low;
    stop.trailing_zeros() as usize / 8
}

/// How many of the lowest bytes of `word` are none of `quote`, `\`, `{`, `}` and not below 0x0e.
#[inline]
pub(crate) const fn fstring_len(word: u64, quote: u8) -> usize {
    let low = word.wrapping_sub(splat(0x0e)) & !word & HIGHS;
    let stop = equals(word, quote) | equals(word, b'\\') | equals(word, b'{') | equals(word, b'}') | low;
    stop.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::{fstring_len, identifier_len, load, lowest, string_len};

    #[test]
    fn every_byte_is_classed_as_by_the_plain_test() {
        for byte in 0..=255u8 {
            for at in 0..8 {
                let mut chunk = *b"aZ_09bcd";
                chunk[at] = byte;
                let word = u64::from_le_bytes(chunk);
                let plain = byte.is_ascii_alphanumeric() || byte == b'_';
                assert_eq!(identifier_len(word), if plain { 8 } else { at }, "{byte} at {at}");
                let stops = byte == b'"' || byte == b'\\' || byte < 0x0e;
                assert_eq!(string_len(word, b'"'), if stops { at } else { 8 }, "{byte} at {at}");
                let stops = stops || byte == b'{' || byte == b'}';
                assert_eq!(fstring_len(word, b'"'), if stops { at } else { 8 }, "{byte} at {at}");
            }
        }
    }

    #[test]
    fn loads_stop_at_the_end() {
        assert_eq!(load(b"abc", 1), u64::from(u16::from_le_bytes(*b"bc")));
        assert_eq!(load(b"abc", 9), 0);
        assert_eq!(lowest(load(b"abcdefgh", 0), 2), u64::from(u16::from_le_bytes(*b"ab")));
    }
}
