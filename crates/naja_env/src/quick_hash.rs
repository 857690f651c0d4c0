//! The hash by which a cached file is compared with what was unpacked. It guards against accidents, at the speed of memory:
//! who can write to the cache on purpose can write the manifest too.

use std::io;

use xxhash_rust::xxh3::Xxh3;

/// An XXH3 of 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuickHash(pub u128);

impl QuickHash {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(bytes))
    }

    /// The hash of everything that `reader` gives.
    pub(crate) fn of_reader(mut reader: impl io::Read) -> io::Result<Self> {
        let mut hasher = QuickHasher::default();
        let mut buffer = [0; 32 << 10];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok(hasher.finish()),
                Ok(length) => hasher.update(&buffer[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
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
