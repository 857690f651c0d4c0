//! The values of number literals.

use std::borrow::Cow;

/// The value of an integer literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Integer<'a> {
    /// One that fits.
    Small(u64),
    /// A larger one: its digits, without prefix, underscores and leading zeros, in lower case. Left in the radix that
    /// it was written in, so that decoding stays linear.
    Large {
        /// The digits.
        digits: Cow<'a, str>,
        /// 2, 8, 10 or 16.
        radix: u32,
    },
}

impl Integer<'_> {
    /// The value in hexadecimal, without prefix. Takes quadratic time for large decimal ones.
    #[must_use]
    pub fn to_hex(&self) -> String {
        let (digits, radix) = match self {
            Self::Small(value) => return format!("{value:x}"),
            Self::Large { digits, radix } => (digits, *radix),
        };
        let mut limbs: Vec<u32> = Vec::new();
        let step = if radix == 10 { 9 } else { 6 };
        for chunk in digits.as_bytes().chunks(step) {
            let value = chunk.iter().fold(0, |value, digit| value * radix + digit_value(*digit));
            let mut carry = u64::from(value);
            let factor = u64::from(radix.pow(chunk.len() as u32));
            for limb in &mut limbs {
                carry += u64::from(*limb) * factor;
                *limb = carry as u32;
                carry >>= 32;
            }
            if carry > 0 {
                limbs.push(carry as u32);
            }
        }
        let mut hex = String::new();
        for limb in limbs.iter().rev() {
            let text = if hex.is_empty() { format!("{limb:x}") } else { format!("{limb:08x}") };
            hex.push_str(&text);
        }
        hex
    }
}

fn digit_value(digit: u8) -> u32 {
    (digit as char).to_digit(16).unwrap_or(0)
}

/// The value of an integer literal as written. A malformed one, of which a diagnostic tells, has the value of the
/// digits that can be read.
#[must_use]
pub fn integer(raw: &str) -> Integer<'_> {
    // Nineteen digits always fit.
    let plain = raw.bytes().take(20).try_fold(0u64, |value, byte| {
        byte.is_ascii_digit().then(|| value.wrapping_mul(10).wrapping_add(u64::from(byte - b'0')))
    });
    if let Some(value) = plain.filter(|_| raw.len() <= 19) {
        return Integer::Small(value);
    }
    odd_integer(raw)
}

/// An integer literal with a prefix, underscores, or many digits.
fn odd_integer(raw: &str) -> Integer<'_> {
    let (radix, body) = match raw.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &raw[2..]),
        [b'0', b'o' | b'O', ..] => (8, &raw[2..]),
        [b'0', b'b' | b'B', ..] => (2, &raw[2..]),
        _ => (10, raw),
    };
    let len = body.bytes().take_while(|byte| *byte == b'_' || (*byte as char).is_digit(radix)).count();
    let body = body[..len].trim_start_matches(['0', '_']);
    let mut value: u64 = 0;
    for byte in body.bytes().filter(|byte| *byte != b'_') {
        let next = value.checked_mul(u64::from(radix));
        let Some(next) = next.and_then(|next| next.checked_add(u64::from(digit_value(byte)))) else {
            return Integer::Large { digits: plain_digits(body), radix };
        };
        value = next;
    }
    Integer::Small(value)
}

fn plain_digits(body: &str) -> Cow<'_, str> {
    if body.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase()) {
        return Cow::Borrowed(body);
    }
    Cow::Owned(body.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect())
}

/// The value of a float literal as written, rounded as CPython rounds; infinite where it is too large.
#[must_use]
pub fn float(raw: &str) -> f64 {
    let value = if raw.contains('_') { raw.replace('_', "").parse() } else { raw.parse() };
    value.unwrap_or(0.0)
}

/// The imaginary part of an imaginary literal as written.
#[must_use]
pub fn complex(raw: &str) -> f64 {
    float(raw.trim_end_matches(['j', 'J']))
}

#[cfg(test)]
mod tests {
    use super::{Integer, complex, float, integer};

    #[test]
    fn integers_of_every_radix() {
        for (raw, value) in [("0", 0), ("1_000", 1000), ("0x_fF", 255), ("0b101", 5), ("0O17", 15), ("00", 0)]
        {
            assert_eq!(integer(raw), Integer::Small(value), "{raw}");
        }
        assert_eq!(integer("18446744073709551615"), Integer::Small(u64::MAX));
        assert_eq!(integer("18446744073709551616").to_hex(), "10000000000000000");
        assert_eq!(integer("0xFFFF_FFFF_FFFF_FFFF_F").to_hex(), "fffffffffffffffff");
        assert_eq!(integer("123456789012345678901234567890").to_hex(), "18ee90ff6c373e0ee4e3f0ad2");
    }

    #[test]
    fn fault_102_a_huge_integer_is_left_in_its_digits() {
        let raw = "9".repeat(200_000);
        let Integer::Large { digits, radix } = integer(&raw) else { panic!("too small") };
        assert_eq!((digits.len(), radix), (200_000, 10));
    }

    #[test]
    fn floats_and_imaginary_numbers() {
        for (raw, value) in
            [("1.", 1.0), (".5", 0.5), ("1_0.0_1e1_0", 10.01e10), ("1e400", f64::INFINITY), ("1.e5", 1e5)]
        {
            assert_eq!(float(raw), value, "{raw}");
        }
        assert_eq!(complex("1_0.5J"), 10.5);
        assert_eq!(complex("010j"), 10.0);
    }
}
