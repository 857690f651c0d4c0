//! Numbers: lower-case markers, upper-case hexadecimal digits, digits on both sides of the point.

/// The number in the way of the style, or `None` if it is that already.
pub(crate) fn normalized(raw: &str) -> Option<String> {
    if raw.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') {
        return None;
    }
    let text = raw.to_ascii_lowercase();
    let new = if text.starts_with("0b") || text.starts_with("0o") {
        text
    } else if let Some(digits) = text.strip_prefix("0x") {
        format!("0x{}", digits.to_ascii_uppercase())
    } else if let Some((before, after)) = text.split_once('e') {
        let (sign, digits) = match after.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", after.strip_prefix('+').unwrap_or(after)),
        };
        format!("{}e{sign}{digits}", decimal(before))
    } else if let Some(imaginary) = text.strip_suffix('j') {
        format!("{}j", decimal(imaginary))
    } else {
        decimal(&text)
    };
    (new != raw).then_some(new)
}

fn decimal(text: &str) -> String {
    match text.split_once('.') {
        None => text.to_owned(),
        Some((before, after)) => {
            let before = if before.is_empty() { "0" } else { before };
            let after = if after.is_empty() { "0" } else { after };
            format!("{before}.{after}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::normalized;

    #[test]
    fn numbers_get_their_form() {
        for (raw, new) in [
            ("0XabCD", "0xABCD"),
            ("1E+5", "1e5"),
            (".5", "0.5"),
            ("5.", "5.0"),
            ("1J", "1j"),
            ("0B1", "0b1"),
        ] {
            assert_eq!(normalized(raw).as_deref(), Some(new));
        }
        assert_eq!(normalized("1_000"), None);
    }
}
