//! Digests in hexadecimal.

/// `bytes` in lower-case hexadecimal.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

/// The 32 bytes that `text` writes in hexadecimal of either case.
pub(crate) fn decode_32(text: &str) -> Option<[u8; 32]> {
    let text = text.as_bytes();
    if text.len() != 64 {
        return None;
    }
    let mut out = [0; 32];
    for (byte, pair) in out.iter_mut().zip(text.chunks_exact(2)) {
        let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{decode_32, encode};

    #[test]
    fn digests_go_there_and_back() {
        let text = "00ff".repeat(16);
        assert_eq!(decode_32(&text.to_uppercase()).map(|bytes| encode(&bytes)), Some(text));
        assert_eq!(decode_32("0g"), None);
        assert_eq!(decode_32(&"zz".repeat(32)), None);
    }
}
