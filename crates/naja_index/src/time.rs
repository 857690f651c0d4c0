//! The moments at which files were uploaded (PEP 700), and the wall clock of the cache.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A moment in UTC, in microseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

const DAY: i64 = 86_400_000_000;

impl Timestamp {
    /// The moment `micros` microseconds after the start of 1970.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the start of 1970.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The wall clock now.
    #[must_use]
    pub fn now() -> Self {
        Self::from(SystemTime::now())
    }

    /// Reads an RFC 3339 date and time such as `2016-04-20T04:13:06.946151Z`, or a date alone, which is its midnight.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let number = |range: std::ops::Range<usize>| -> Option<i64> {
            let digits = bytes.get(range)?;
            digits
                .iter()
                .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0')))
        };
        let at = |index: usize, wanted: u8| {
            bytes.get(index).is_some_and(|byte| byte.eq_ignore_ascii_case(&wanted))
        };
        if !(at(4, b'-') && at(7, b'-')) {
            return None;
        }
        let (month, day) = (number(5..7)?, number(8..10)?);
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let midnight = days_from_civil(number(0..4)?, month, day) * DAY;
        if bytes.len() == 10 {
            return Some(Self(midnight));
        }
        if !((at(10, b'T') || at(10, b' ')) && at(13, b':') && at(16, b':')) {
            return None;
        }
        let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let mut rest = &text[19..];
        let mut micros = 0;
        if let Some(fraction) = rest.strip_prefix('.') {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            micros = (0..6).fold(0, |sum, place| {
                sum * 10 + if place < digits { i64::from(fraction.as_bytes()[place] - b'0') } else { 0 }
            });
            rest = &fraction[digits..];
        }
        let offset = match rest.as_bytes() {
            [] | [b'Z' | b'z'] => 0,
            [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2]
                if [h1, h2, m1, m2].iter().all(|d| d.is_ascii_digit()) =>
            {
                let two = |tens: u8, ones: u8| i64::from(tens - b'0') * 10 + i64::from(ones - b'0');
                let minutes = two(*h1, *h2) * 60 + two(*m1, *m2);
                if *sign == b'+' { minutes } else { -minutes }
            }
            _ => return None,
        };
        Some(Self(midnight + ((hour * 60 + minute - offset) * 60 + second) * 1_000_000 + micros))
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let micros = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_micros()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_micros()).map_or(i64::MIN, |micros| -micros),
        };
        Self(micros)
    }
}

/// RFC 3339 in UTC; microseconds only where there are any.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, within) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let (year, month, day) = civil_from_days(days);
        let (seconds, micros) = (within / 1_000_000, within % 1_000_000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if micros != 0 {
            write!(f, ".{micros:06}")?;
        }
        f.write_str("Z")
    }
}

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar, in eras of 400 years that start in March.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    fn round(text: &str) -> Option<String> {
        Timestamp::parse(text).map(|moment| moment.to_string())
    }

    #[test]
    fn moments_are_read_and_written() {
        assert_eq!(Timestamp::parse("1970-01-01T00:00:00Z"), Some(Timestamp::from_micros(0)));
        for text in [
            "2016-04-20T04:13:06.946151Z",
            "2000-02-29T23:59:59Z",
            "1969-12-31T00:00:01Z",
            "2100-12-31T12:00:00Z",
        ] {
            assert_eq!(round(text).as_deref(), Some(text));
        }
        assert_eq!(round("2024-03-01").as_deref(), Some("2024-03-01T00:00:00Z"));
        assert_eq!(round("2024-03-01T01:30:00+02:00").as_deref(), Some("2024-02-29T23:30:00Z"));
        assert_eq!(round("2024-03-01t01:30:00.5").as_deref(), Some("2024-03-01T01:30:00.500000Z"));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in
            ["", "2024", "2024-13-01", "2024-01-01T25:00:00Z", "2024-01-01T00:00:00+1:00", "2024-01-01Té"]
        {
            assert_eq!(round(text), None, "{text}");
        }
    }
}
