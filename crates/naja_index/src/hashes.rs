//! Hashes of files: which of them identify a file, and how all of them are compared.

use std::collections::BTreeMap;

use sha2::digest::DynDigest;
use sha2::{Digest, Sha256};

use crate::hex;

/// The algorithms whose digests are compared, the strongest first: a mismatch is reported for the first that differs.
const COMPARED: [Algorithm; 7] = [
    Algorithm { name: "sha256", digits: 64, is_strong: true, hasher: || Box::new(Sha256::new()) },
    Algorithm { name: "sha512", digits: 128, is_strong: true, hasher: || Box::new(sha2::Sha512::new()) },
    Algorithm { name: "sha384", digits: 96, is_strong: true, hasher: || Box::new(sha2::Sha384::new()) },
    Algorithm {
        name: "blake2b",
        digits: 128,
        is_strong: false,
        hasher: || Box::new(blake2::Blake2b512::new()),
    },
    Algorithm { name: "sha224", digits: 56, is_strong: false, hasher: || Box::new(sha2::Sha224::new()) },
    Algorithm { name: "sha1", digits: 40, is_strong: false, hasher: || Box::new(sha1::Sha1::new()) },
    Algorithm { name: "md5", digits: 32, is_strong: false, hasher: || Box::new(md5::Md5::new()) },
];

/// A hash algorithm.
struct Algorithm {
    /// Its name in Python's `hashlib`, by which indexes and locks call it.
    name: &'static str,
    /// The length of a digest in hexadecimal digits.
    digits: usize,
    /// Whether a file is identified by this hash alone: the algorithms that pip's hash-checking mode accepts.
    is_strong: bool,
    hasher: fn() -> Box<dyn DynDigest + Send>,
}

/// The hash by which a file can be locked: sha256 where it is given, else sha512 or sha384.
///
/// `None` for md5, sha1, algorithms that are not known, and no hashes at all. Such a file has to be downloaded (see
/// [`IndexClient::hash`](crate::IndexClient::hash)) before it can be locked.
#[must_use]
pub fn strong_hash(hashes: &BTreeMap<String, String>) -> Option<(&'static str, &str)> {
    COMPARED
        .iter()
        .filter(|algorithm| algorithm.is_strong)
        .find_map(|algorithm| Some((algorithm.name, hashes.get(algorithm.name)?.as_str())))
}

/// An algorithm that a page names, and that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KnownAlgorithm {
    pub(crate) name: &'static str,
    /// Whether a file is identified by this hash alone.
    pub(crate) is_strong: bool,
}

/// Recognises the algorithm of a hash as a page gives it; `None` for one that is not known, whose hashes can't be
/// compared.
///
/// # Errors
/// For a digest that the algorithm can't have, in words.
pub(crate) fn recognize(algorithm: &str, digest: &str) -> Result<Option<KnownAlgorithm>, String> {
    let Some(known) = COMPARED.iter().find(|known| known.name.eq_ignore_ascii_case(algorithm)) else {
        return Ok(None);
    };
    if digest.len() != known.digits || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(format!("its {} hash is not {} hexadecimal digits", known.name, known.digits));
    }
    Ok(Some(KnownAlgorithm { name: known.name, is_strong: known.is_strong }))
}

/// The running hashes of bytes that are expected to have given digests.
pub(crate) struct Hashers {
    sha256: Sha256,
    others: Vec<(&'static str, Box<dyn DynDigest + Send>)>,
}

/// A digest that is not the expected one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HashMismatch {
    pub(crate) algorithm: &'static str,
    pub(crate) expected: String,
    pub(crate) actual: String,
}

impl Hashers {
    /// Hashers for sha256 and for every other algorithm of `expected` that is known.
    pub(crate) fn new(expected: &BTreeMap<String, String>) -> Self {
        let others = COMPARED
            .iter()
            .filter(|algorithm| algorithm.name != "sha256" && expected.contains_key(algorithm.name))
            .map(|algorithm| (algorithm.name, (algorithm.hasher)()))
            .collect();
        Self { sha256: Sha256::new(), others }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        Digest::update(&mut self.sha256, bytes);
        for (_, hasher) in &mut self.others {
            hasher.update(bytes);
        }
    }

    /// Compares every digest and returns the sha256 in hexadecimal.
    pub(crate) fn finish(self, expected: &BTreeMap<String, String>) -> Result<String, HashMismatch> {
        let sha256 = hex::encode(&self.sha256.finalize());
        let others = self.others.into_iter().map(|(name, hasher)| (name, hex::encode(&hasher.finalize())));
        for (algorithm, actual) in std::iter::once(("sha256", sha256.clone())).chain(others) {
            if let Some(expected) = expected.get(algorithm)
                && !expected.eq_ignore_ascii_case(&actual)
            {
                return Err(HashMismatch { algorithm, expected: expected.clone(), actual });
            }
        }
        Ok(sha256)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{COMPARED, HashMismatch, Hashers, recognize, strong_hash};

    fn hashes(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, digest)| ((*name).to_owned(), (*digest).to_owned())).collect()
    }

    /// The digests of `abc` as FIPS 180, RFC 1321 and RFC 7693 list them.
    const ABC: [(&str, &str); 7] = [
        ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "sha512",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        ),
        (
            "sha384",
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        ),
        (
            "blake2b",
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
        ),
        ("sha224", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("md5", "900150983cd24fb0d6963f7d28e17f72"),
    ];

    #[test]
    fn every_known_algorithm_is_compared() {
        assert_eq!(ABC.map(|(name, _)| name), COMPARED.map(|algorithm| algorithm.name));
        for (algorithm, digest) in ABC {
            let right = hashes(&[(algorithm, digest)]);
            let mut hashers = Hashers::new(&right);
            hashers.update(b"a");
            hashers.update(b"bc");
            assert_eq!(hashers.finish(&right).as_deref(), Ok(ABC[0].1));
            let zeros = "0".repeat(digest.len());
            let wrong = hashes(&[(algorithm, &zeros)]);
            let mut hashers = Hashers::new(&wrong);
            hashers.update(b"abc");
            let mismatch = HashMismatch { algorithm, expected: zeros, actual: digest.to_owned() };
            assert_eq!(hashers.finish(&wrong), Err(mismatch));
        }
    }

    #[test]
    fn fault_111_only_strong_hashes_can_be_locked() {
        for (algorithm, digest) in ABC {
            let strong = strong_hash(&hashes(&[(algorithm, digest)])).is_some();
            assert_eq!(strong, ["sha256", "sha384", "sha512"].contains(&algorithm), "{algorithm}");
        }
        assert_eq!(strong_hash(&hashes(&ABC)), Some(("sha256", ABC[0].1)));
        assert_eq!(strong_hash(&hashes(&[("sha3_256", "00")])), None);
        assert_eq!(strong_hash(&BTreeMap::new()), None);
    }

    #[test]
    fn digests_are_recognized_in_either_case_and_refused_at_another_length() {
        for (algorithm, digest) in ABC {
            let name = recognize(&algorithm.to_ascii_uppercase(), &digest.to_ascii_uppercase());
            assert_eq!(name.unwrap().unwrap().name, algorithm);
            let problem = format!("its {algorithm} hash is not {} hexadecimal digits", digest.len());
            assert_eq!(recognize(algorithm, &digest[1..]), Err(problem.clone()));
            assert_eq!(recognize(algorithm, &digest.replace(['0', '9'], "g")), Err(problem));
        }
        assert_eq!(recognize("sha3_256", "no digest at all"), Ok(None));
    }
}
