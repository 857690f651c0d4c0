//! A table from digests to bytes, in one file that is read whole and looked up without being unpacked.
//!
//! A head of 32 bytes (magic, number of records, checksum of what follows), the records of 32 bytes sorted by key (key, day
//! of last use, place and length of the payload), the payloads.

use std::collections::BTreeMap;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_128;

const MAGIC: &[u8; 8] = b"naja\x00t01";
const HEAD: usize = 32;
const RECORD: usize = 32;
/// A table stops growing here; the oldest records go.
const MOST: usize = 200_000;

/// A table as it was read.
#[derive(Debug, Default)]
pub(super) struct Table {
    bytes: Vec<u8>,
    count: usize,
}

/// A record to be written.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) key: u128,
    pub(super) day: u32,
    pub(super) payload: Vec<u8>,
}

impl Table {
    /// The table in the file at `path`; an empty one if there is none, it is damaged, or no file.
    pub(super) fn read(path: &Path) -> Self {
        naja_env::read_regular(path).ok().and_then(Self::parse).unwrap_or_default()
    }

    fn parse(bytes: Vec<u8>) -> Option<Self> {
        let body = bytes.get(HEAD..)?;
        let count = usize::try_from(u64::from_le_bytes(*bytes[8..].first_chunk()?)).ok()?;
        let checksum = u128::from_le_bytes(*bytes[16..].first_chunk()?);
        let is_whole = bytes.starts_with(MAGIC)
            && checksum == xxh3_128(body) ^ (count as u128)
            && count.checked_mul(RECORD).is_some_and(|records| records <= body.len());
        is_whole.then_some(Self { bytes, count })
    }

    /// What is noted under `key`.
    pub(super) fn get(&self, key: u128) -> Option<&[u8]> {
        self.get_with_day(key).map(|(payload, _)| payload)
    }

    /// What is noted under `key`, and the day of its last use.
    pub(super) fn get_with_day(&self, key: u128) -> Option<(&[u8], u32)> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = usize::midpoint(low, high);
            let (found, day, payload) = self.record(middle)?;
            match found.cmp(&key) {
                std::cmp::Ordering::Equal => return Some((payload, day)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The bytes of a table that has `records` beside those of this one that were used on `oldest` or later.
    pub(super) fn with(&self, records: Vec<Record>, oldest: u32) -> Vec<u8> {
        let old = (0..self.count).filter_map(|index| self.record(index));
        let mut all: BTreeMap<u128, (u32, &[u8])> = old
            .filter(|(_, day, _)| *day >= oldest)
            .map(|(key, day, payload)| (key, (day, payload)))
            .collect();
        for record in &records {
            all.insert(record.key, (record.day, &record.payload));
        }
        if all.len() > MOST {
            let mut days: Vec<u32> = all.values().map(|(day, _)| *day).collect();
            days.sort_unstable();
            let limit = days[all.len() - MOST];
            all.retain(|_, (day, _)| *day > limit);
        }
        let mut body = Vec::with_capacity(all.len() * RECORD * 2);
        let mut at = 0_u64;
        for (key, (day, payload)) in &all {
            body.extend_from_slice(&key.to_le_bytes());
            body.extend_from_slice(&day.to_le_bytes());
            body.extend_from_slice(&(payload.len() as u32).to_le_bytes());
            body.extend_from_slice(&at.to_le_bytes());
            at += payload.len() as u64;
        }
        for (_, payload) in all.values() {
            body.extend_from_slice(payload);
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&(all.len() as u64).to_le_bytes());
        bytes.extend_from_slice(&(xxh3_128(&body) ^ (all.len() as u128)).to_le_bytes());
        bytes.extend_from_slice(&body);
        bytes
    }

    fn record(&self, index: usize) -> Option<(u128, u32, &[u8])> {
        let record = self.bytes.get(HEAD + index * RECORD..)?;
        let (key, record) = record.split_first_chunk()?;
        let (day, record) = record.split_first_chunk()?;
        let (length, record) = record.split_first_chunk()?;
        let at = usize::try_from(u64::from_le_bytes(*record.first_chunk()?)).ok()?;
        let payloads = self.bytes.get(HEAD + self.count * RECORD..)?;
        let end = at.checked_add(u32::from_le_bytes(*length) as usize)?;
        Some((u128::from_le_bytes(*key), u32::from_le_bytes(*day), payloads.get(at..end)?))
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, Table};

    #[test]
    fn records_are_found_replaced_and_forgotten() {
        let record = |key: u128, day, text: &str| Record { key, day, payload: text.into() };
        let records = (0..100).map(|key| record(key * 7, 5, &"x".repeat(key as usize % 5))).collect();
        let table = Table::parse(Table::default().with(records, 0)).unwrap();
        for key in 0..700 {
            let expected = (key % 7 == 0).then(|| "x".repeat((key / 7) as usize % 5));
            assert_eq!(table.get(key), expected.as_deref().map(str::as_bytes), "{key}");
        }
        let next = Table::parse(table.with(vec![record(7, 9, "new"), record(8, 9, "")], 6)).unwrap();
        assert_eq!((next.get(7), next.get(8)), (Some(&b"new"[..]), Some(&b""[..])));
        assert_eq!((next.get(14), next.get_with_day(7).map(|(_, day)| day)), (None, Some(9)));
    }
}
