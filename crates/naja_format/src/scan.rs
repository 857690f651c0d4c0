//! Bytes of the source between tokens.

/// Whether a token can start with `byte`: neither a blank nor a line break, comment or backslash.
#[inline]
pub(crate) const fn starts_token(byte: u8) -> bool {
    byte > b' ' && byte != b'#' && byte != b'\\'
}

/// How many blanks `bytes` start with.
#[inline]
pub(crate) fn blanks(bytes: &[u8]) -> usize {
    let mut count = 0;
    while let Some(chunk) = bytes[count..].first_chunk() {
        let different = u64::from_le_bytes(*chunk) ^ u64::from_le_bytes(*b"        ");
        if different != 0 {
            return count + different.trailing_zeros() as usize / 8;
        }
        count += 8;
    }
    count + bytes[count..].iter().take_while(|&&byte| byte == b' ').count()
}
