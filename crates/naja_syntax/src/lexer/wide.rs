//! Sixteen bytes at a time: searching for the end of names and strings without a branch per byte.

/// What `measure` says about the sixteen bytes from `at`, little-endian; zeros are past the end.
#[inline]
pub(crate) fn measure(bytes: &[u8], at: usize, measure: impl Fn(u128) -> usize) -> usize {
    match bytes.len().checked_sub(16) {
        // Not one call for both: the bytes would go to a vector by way of two words.
        Some(last) if at <= last => measure(window(&bytes[at..])),
        _ => measure(load_tail(bytes, at)),
    }
}

/// The first sixteen of `bytes`, little-endian; zeros if they are fewer.
#[inline]
pub(crate) fn window(bytes: &[u8]) -> u128 {
    bytes.first_chunk().map_or(0, |chunk| u128::from_le_bytes(*chunk))
}

#[cold]
#[inline(never)]
fn load_tail(bytes: &[u8], at: usize) -> u128 {
    let mut chunk = [0; 16];
    if let Some(rest) = bytes.get(at..) {
        chunk[..rest.len()].copy_from_slice(rest);
    }
    u128::from_le_bytes(chunk)
}

/// How many of the lowest bytes of `window` are ASCII letters, digits or `_`: 0 to 16.
#[inline]
pub(crate) fn identifier_len(window: u128) -> usize {
    lowest_set(machine::not_identifier(window))
}

/// How many of the lowest bytes of `window` are spaces: 0 to 16.
#[inline]
pub(crate) fn spaces_len(window: u128) -> usize {
    lowest_set(machine::not_space(window))
}

/// How many of the lowest bytes of `window` are neither `quote` nor `\` nor below 0x0e (line breaks, tabs, NUL).
#[inline]
pub(crate) fn string_len(window: u128, quote: u8) -> usize {
    lowest_set(machine::string_stops(window, quote))
}

/// How many of the lowest bytes of `window` are none of `quote`, `\`, `{`, `}` and not below 0x0e.
#[inline]
pub(crate) fn fstring_len(window: u128, quote: u8) -> usize {
    lowest_set(machine::string_stops(window, quote) | machine::braces(window))
}

/// The index of the lowest bit of `mask`, at most 16.
#[inline]
const fn lowest_set(mask: u32) -> usize {
    (mask | 1 << 16).trailing_zeros() as usize
}

/// One bit for each byte of a window, by the vector instructions that every x86-64 has.
#[cfg(target_arch = "x86_64")]
#[expect(
    unsafe_code,
    reason = "calls what needs SSE2; 8 % of the time of parsing, beside eight bytes at a time in a word"
)]
mod machine {
    use std::arch::x86_64::{
        __m128i, _mm_add_epi8, _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128,
        _mm_set_epi64x, _mm_set1_epi8,
    };

    #[inline]
    pub(super) fn not_identifier(window: u128) -> u32 {
        // SAFETY: SSE2 belongs to the x86-64 architecture.
        !unsafe { identifier(vector(window)) } & 0xffff
    }

    #[inline]
    pub(super) fn not_space(window: u128) -> u32 {
        // SAFETY: as above.
        !unsafe { either(vector(window), b' ', b' ') } & 0xffff
    }

    #[inline]
    pub(super) fn string_stops(window: u128, quote: u8) -> u32 {
        // SAFETY: as above.
        unsafe { stops(vector(window), quote) }
    }

    #[inline]
    pub(super) fn braces(window: u128) -> u32 {
        // SAFETY: as above.
        unsafe { either(vector(window), b'{', b'}') }
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    fn vector(window: u128) -> __m128i {
        _mm_set_epi64x((window >> 64) as i64, window as i64)
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    fn all(byte: u8) -> __m128i {
        _mm_set1_epi8(byte as i8)
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    fn identifier(bytes: __m128i) -> u32 {
        let folded = _mm_or_si128(bytes, all(0x20));
        let letter = in_range(folded, b'a', 26);
        let digit = in_range(bytes, b'0', 10);
        let underscore = _mm_cmpeq_epi8(bytes, all(b'_'));
        mask(_mm_or_si128(_mm_or_si128(letter, digit), underscore))
    }

    /// Which bytes are one of the `count` from `first` on: moved to where signed numbers begin, the range has one end.
    #[target_feature(enable = "sse2")]
    #[inline]
    fn in_range(bytes: __m128i, first: u8, count: u8) -> __m128i {
        _mm_cmplt_epi8(_mm_add_epi8(bytes, all(0x80 - first)), all(0x80 + count))
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    fn stops(bytes: __m128i, quote: u8) -> u32 {
        let low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, all(0x0d)), bytes);
        mask(low) | either(bytes, quote, b'\\')
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    fn either(bytes: __m128i, one: u8, other: u8) -> u32 {
        mask(_mm_or_si128(_mm_cmpeq_epi8(bytes, all(one)), _mm_cmpeq_epi8(bytes, all(other))))
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    fn mask(lanes: __m128i) -> u32 {
        _mm_movemask_epi8(lanes) as u32
    }
}

/// One bit for each byte of a window, on every other machine.
#[cfg(any(test, not(target_arch = "x86_64")))]
mod portable {
    #[inline]
    pub(super) fn not_identifier(window: u128) -> u32 {
        bits(window, |byte| !(byte.is_ascii_alphanumeric() || byte == b'_'))
    }

    #[inline]
    pub(super) fn not_space(window: u128) -> u32 {
        bits(window, |byte| byte != b' ')
    }

    #[inline]
    pub(super) fn string_stops(window: u128, quote: u8) -> u32 {
        bits(window, |byte| byte == quote || byte == b'\\' || byte < 0x0e)
    }

    #[inline]
    pub(super) fn braces(window: u128) -> u32 {
        bits(window, |byte| byte == b'{' || byte == b'}')
    }

    #[inline]
    fn bits(window: u128, stops: impl Fn(u8) -> bool) -> u32 {
        let bytes = window.to_le_bytes();
        (0..16).fold(0, |mask, at| mask | u32::from(stops(bytes[at])) << at)
    }
}

#[cfg(not(target_arch = "x86_64"))]
use portable as machine;

#[cfg(test)]
mod tests {
    use super::{fstring_len, identifier_len, machine, measure, portable, spaces_len, string_len};

    #[test]
    fn every_byte_is_classed_as_by_the_plain_test() {
        for byte in 0..=255u8 {
            for at in 0..16 {
                let mut chunk = *b"aZ_09bcdzA_98xyY";
                chunk[at] = byte;
                let window = u128::from_le_bytes(chunk);
                assert_eq!(machine::not_identifier(window), portable::not_identifier(window));
                assert_eq!(machine::string_stops(window, b'"'), portable::string_stops(window, b'"'));
                assert_eq!(machine::braces(window), portable::braces(window));
                assert_eq!(machine::not_space(window), portable::not_space(window));
                let plain = byte.is_ascii_alphanumeric() || byte == b'_';
                assert_eq!(identifier_len(window), if plain { 16 } else { at }, "{byte} at {at}");
                let stops = byte == b'"' || byte == b'\\' || byte < 0x0e;
                assert_eq!(string_len(window, b'"'), if stops { at } else { 16 }, "{byte} at {at}");
                let stops = stops || byte == b'{' || byte == b'}';
                assert_eq!(fstring_len(window, b'"'), if stops { at } else { 16 }, "{byte} at {at}");
            }
        }
    }

    #[test]
    fn spaces_are_counted() {
        assert_eq!(measure(b"   a            b", 0, spaces_len), 3);
        assert_eq!(measure(b"                  ", 1, spaces_len), 16);
    }

    #[test]
    fn loads_stop_at_the_end() {
        let load = |bytes, at| measure(bytes, at, |window| window as usize);
        assert_eq!(load(b"abc", 1), usize::from(u16::from_le_bytes(*b"bc")));
        assert_eq!(load(b"abc", 9), 0);
        assert_eq!(load(b"0123456789abcdefg", 1), usize::from_le_bytes(*b"12345678"));
        assert_eq!(load(b"0123456789abcdefg", 12), usize::from_le_bytes(*b"cdefg\0\0\0"));
    }
}
