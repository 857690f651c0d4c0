//! The hash by which a cached file is compared with what was unpacked. It guards against accidents, at the speed of memory:
//! who can write to the cache on purpose can write the manifest too.

use std::io;

use xxhash_rust::xxh3::Xxh3;

/// How many bytes are read at once.
const BUFFER: usize = 32 << 10;

/// An XXH3 of 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuickHash(pub u128);

impl QuickHash {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(bytes))
    }

    /// The hash of the `size` bytes that `reader` gives. Most files are read in one go.
    pub(crate) fn of_reader(mut reader: impl io::Read, size: u64) -> io::Result<Self> {
        let mut buffer = [0; BUFFER];
        match usize::try_from(size) {
            Ok(size) if size <= BUFFER => {
                reader.read_exact(&mut buffer[..size])?;
                Ok(Self::of(&buffer[..size]))
            }
            _ => {
                let mut hasher = QuickHasher::default();
                let mut left = size;
                while left > 0 {
                    let piece = usize::try_from(left).unwrap_or(BUFFER).min(BUFFER);
                    reader.read_exact(&mut buffer[..piece])?;
                    hasher.update(&buffer[..piece]);
                    left -= piece as u64;
                }
                Ok(hasher.finish())
            }
        }
    }
}

/// Computes a [`QuickHash`] piece by piece.
#[derive(Default)]
pub(crate) struct QuickHasher(Box<Xxh3>);

impl QuickHasher {
    /// Adds `bytes`.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of everything that was added.
    pub(crate) fn finish(&self) -> QuickHash {
        QuickHash(self.0.digest128())
    }
}

#[cfg(test)]
mod tests {
    use super::{BUFFER, QuickHash};

    #[test]
    fn a_file_has_the_hash_of_its_bytes_whatever_its_size() {
        for size in [0, 1, BUFFER - 1, BUFFER, BUFFER + 1, 3 * BUFFER + 7] {
            let bytes: Vec<u8> = (0..size).map(|index| (index % 251) as u8).collect();
            assert_eq!(
                QuickHash::of_reader(&bytes[..], size as u64).unwrap(),
                QuickHash::of(&bytes),
                "{size}"
            );
            assert!(QuickHash::of_reader(&bytes[..], size as u64 + 1).is_err(), "{size}");
        }
    }
}
