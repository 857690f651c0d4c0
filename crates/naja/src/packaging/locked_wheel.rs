//! The gate between a lock and the store: which file a lock entry names, and whether a stored wheel is that file.
//!
//! A lock is text that anybody may edit, and the store finds wheels by their hash alone. So an entry counts only if its
//! file name, its location and its hashes agree with each other, and a wheel from the store only if it is the distribution,
//! the version and the file that the entry names.

use std::collections::BTreeMap;
use std::fs::File as DiskFile;
use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use naja_base::Diagnostic;
use naja_env::{Sha256, StoredWheel, Wanted};
use naja_pep::pylock::{Artifact, File, Pylock, Selected};
use naja_pep::{PackageName, Version, WheelFilename};
use sha2::Digest as _;
use url::Url;

/// The hashes that may vouch for a file, with the length of their hexadecimal digests.
const STRONG_HASHES: [(&str, usize); 3] = [("sha256", 64), ("sha384", 96), ("sha512", 128)];

/// A wheel that an environment installs from a lock.
pub(crate) struct LockedWheel {
    /// The distribution.
    pub(crate) wanted: Wanted,
    /// The file name, parsed.
    pub(crate) filename: WheelFilename,
    /// The lock's entry for the file.
    pub(crate) file: File,
}

impl LockedWheel {
    /// The wheel that was selected.
    ///
    /// # Errors
    /// When the package is locked to something other than a wheel, when the file's location belongs to another file, or when
    /// no hash vouches for it.
    pub(crate) fn new(selected: &Selected<'_>) -> anyhow::Result<Self> {
        let name = &selected.package.name;
        let Artifact::Wheel { file, filename } = &selected.artifact else {
            return Err(Diagnostic::error(format!(
                "`{name}` is locked to a source, and building from source is not supported yet"
            ))
            .with_help("lock it to a released wheel instead")
            .into());
        };
        check_location(name, file, filename)?;
        check_hashes(name, file)?;
        let sha256 = file.hashes.get("sha256").and_then(|digits| digits.parse::<Sha256>().ok());
        let wanted =
            Wanted { name: name.clone(), version: filename.version.clone(), sha256, direct_url: None };
        Ok(Self { wanted, filename: (**filename).clone(), file: (*file).clone() })
    }

    /// Checks that a wheel from the store is this one.
    ///
    /// # Errors
    /// When it is another distribution, another version or another file.
    pub(crate) fn check_stored(&self, stored: &StoredWheel) -> anyhow::Result<()> {
        let manifest = &stored.manifest;
        let is_same_file =
            WheelFilename::parse(&manifest.filename).is_ok_and(|other| is_same(&other, &self.filename));
        if is_same_file && is_distribution(stored, &self.wanted.name, &self.wanted.version) {
            return Ok(());
        }
        let message = format!("the hash of `{}` in the lock belongs to another file", self.file.name);
        let note = format!("sha256 `{}` is the hash of `{}`", stored.sha256, manifest.filename);
        Err(relock(Diagnostic::error(message).with_note(note), &self.wanted.name).into())
    }
}

/// Whether a stored wheel holds this distribution and version.
pub(crate) fn is_distribution(stored: &StoredWheel, name: &PackageName, version: &Version) -> bool {
    let manifest = &stored.manifest;
    PackageName::new(&manifest.name).is_ok_and(|other| other == *name)
        && manifest.version.parse::<Version>().is_ok_and(|other| other == *version)
}

/// Whether a hash vouches for the file. MD5 and SHA-1 do not: files can be made to fit them.
pub(crate) fn has_strong_hash(file: &File) -> bool {
    STRONG_HASHES.iter().any(|(algorithm, _)| file.hashes.contains_key(*algorithm))
}

/// The first file of `lock` for which no hash vouches.
pub(crate) fn find_unverifiable(lock: &Pylock) -> Option<&File> {
    let mut files = lock.packages.iter().flat_map(|package| package.sdist.iter().chain(&package.wheels));
    files.find(|file| !has_strong_hash(file))
}

/// Checks that the URL or path, where it ends in the name of a wheel, ends in this one's.
fn check_location(name: &PackageName, file: &File, filename: &WheelFilename) -> anyhow::Result<()> {
    let last = match (&file.url, &file.path) {
        (Some(url), _) => {
            let url = Url::parse(url).map_err(|error| {
                let message = format!("the URL of `{}` in the lock is not valid: {error}", file.name);
                relock(Diagnostic::error(message), name)
            })?;
            let segment = url.path_segments().and_then(|mut segments| segments.next_back()).unwrap_or("");
            percent_encoding::percent_decode_str(segment).decode_utf8_lossy().into_owned()
        }
        (None, Some(path)) => path.rsplit(['/', '\\']).next().unwrap_or("").to_owned(),
        (None, None) => return Ok(()),
    };
    match WheelFilename::parse(&last) {
        Ok(other) if !is_same(&other, filename) => {
            let message = format!("the lock entry of `{}` points to another file", file.name);
            let note = format!("its location ends in `{last}`");
            Err(relock(Diagnostic::error(message).with_note(note), name).into())
        }
        _ => Ok(()),
    }
}

fn check_hashes(name: &PackageName, file: &File) -> anyhow::Result<()> {
    for (algorithm, length) in STRONG_HASHES {
        if let Some(digits) = file.hashes.get(algorithm)
            && (digits.len() != length || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        {
            let message = format!("the {algorithm} of `{}` in the lock is not a hash", file.name);
            return Err(relock(Diagnostic::error(message), name).into());
        }
    }
    if has_strong_hash(file) {
        return Ok(());
    }
    let algorithms: Vec<_> = file.hashes.keys().map(|algorithm| format!("`{algorithm}`")).collect();
    Err(Diagnostic::error(format!("the lock has no usable hash of `{}`", file.name))
        .with_note(format!(
            "it has {}, and only `sha256`, `sha384` and `sha512` are accepted",
            algorithms.join(", ")
        ))
        .with_help("run `naja lock`, which computes the sha256")
        .into())
}

fn relock(diagnostic: Diagnostic, name: &PackageName) -> Diagnostic {
    diagnostic.with_help(format!(
        "restore the lock from version control, or run `naja lock --upgrade-package {name}`"
    ))
}

/// Whether both names are of one file, however they are spelled.
fn is_same(one: &WheelFilename, other: &WheelFilename) -> bool {
    let identity = |name: &WheelFilename| {
        let sorted = |tags: &[String]| {
            let mut tags = tags.to_vec();
            tags.sort();
            tags
        };
        (
            name.name.clone(),
            name.version.clone(),
            name.build.clone(),
            [sorted(&name.python), sorted(&name.abi), sorted(&name.platform)],
        )
    };
    one.as_str() == other.as_str() || identity(one) == identity(other)
}

/// The sha256 of a file on this machine, after all hashes that the lock has of it were compared.
pub(crate) fn verify_local(path: &Path, hashes: &BTreeMap<String, String>) -> anyhow::Result<Sha256> {
    let mut file = DiskFile::open(path).with_context(|| format!("can't read `{}`", path.display()))?;
    let (mut sha256, mut sha384, mut sha512) =
        (sha2::Sha256::new(), sha2::Sha384::new(), sha2::Sha512::new());
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut buffer).with_context(|| format!("can't read `{}`", path.display()))?;
        if count == 0 {
            break;
        }
        sha256.update(&buffer[..count]);
        if hashes.contains_key("sha384") {
            sha384.update(&buffer[..count]);
        }
        if hashes.contains_key("sha512") {
            sha512.update(&buffer[..count]);
        }
    }
    let sha256 = Sha256(sha256.finalize().into());
    let actual = [
        ("sha256", sha256.to_string()),
        ("sha384", hexadecimal(&sha384.finalize())),
        ("sha512", hexadecimal(&sha512.finalize())),
    ];
    for (algorithm, actual) in actual {
        if let Some(expected) = hashes.get(algorithm)
            && !expected.eq_ignore_ascii_case(&actual)
        {
            return Err(Diagnostic::error(format!("`{}` is not the file that was locked", path.display()))
                .with_note(format!("its {algorithm} is `{actual}`, but the lock has `{expected}`"))
                .into());
        }
    }
    Ok(sha256)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use naja_pep::pylock::File;
    use naja_pep::{PackageName, WheelFilename};

    use super::{check_hashes, check_location, verify_local};

    const NAME: &str = "tofu-1.0-py2.py3-none-any.whl";

    fn file(url: &str, hashes: &[(&str, &str)]) -> File {
        File {
            name: NAME.to_owned(),
            upload_time: None,
            url: Some(url.to_owned()),
            path: None,
            size: None,
            hashes: hashes.iter().map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned())).collect(),
        }
    }

    #[test]
    fn fault_110_a_url_that_ends_in_another_wheel_is_refused() {
        let name = PackageName::new("tofu").unwrap();
        let filename = WheelFilename::parse(NAME).unwrap();
        let check = |url: &str| check_location(&name, &file(url, &[]), &filename).is_ok();
        assert!(check("https://a.example/x/tofu-1.0-py2.py3-none-any.whl?x=y#z"));
        assert!(check("https://a.example/x/Tofu-1.0-py3.py2-none-any.whl"));
        assert!(check("https://a.example/download/17"));
        assert!(check("https://a.example/tofu%2D1.0-py2.py3-none-any.whl"));
        assert!(!check("https://a.example/brine-1.0-py2.py3-none-any.whl"));
        assert!(!check("https://a.example/tofu-1.1-py2.py3-none-any.whl"));
        assert!(!check("https://a.example/tofu-1.0-1-py2.py3-none-any.whl"));
        assert!(!check("https://a.example/tofu-1.0-cp311-cp311-win_amd64.whl"));
        assert!(!check("not a URL"));
    }

    #[test]
    fn fault_111_weak_and_malformed_hashes_are_refused() {
        let name = PackageName::new("tofu").unwrap();
        let check =
            |hashes: &[(&str, &str)]| check_hashes(&name, &file("https://a.example/x", hashes)).is_ok();
        let (h64, h96, h128) = ("a".repeat(64), "B".repeat(96), "0".repeat(128));
        assert!(check(&[("sha256", &h64)]) && check(&[("sha384", &h96)]) && check(&[("sha512", &h128)]));
        assert!(check(&[("md5", "00"), ("sha256", &h64)]));
        assert!(!check(&[("md5", &"0".repeat(32))]) && !check(&[("sha1", &"0".repeat(40))]));
        assert!(!check(&[("blake2b", &h128)]) && !check(&[("sha224", &"0".repeat(56))]) && !check(&[]));
        assert!(!check(&[("sha256", &h96)]) && !check(&[("sha256", &"g".repeat(64))]));
        assert!(!check(&[("sha256", &h64), ("sha512", &h64)]));
    }

    #[test]
    fn fault_80_every_strong_hash_of_a_local_file_is_compared() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        naja_base::atomic::replace(&path, b"abc").unwrap();
        // The digests of `abc` are those of the examples in FIPS 180-4.
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let sha384 = "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7";
        let verify = |hashes: &[(&str, &str)]| {
            let hashes: BTreeMap<_, _> =
                hashes.iter().map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned())).collect();
            verify_local(&path, &hashes).map(|sha256| sha256.to_string()).ok()
        };
        assert_eq!(verify(&[("sha256", sha256)]).as_deref(), Some(sha256));
        assert_eq!(verify(&[("sha384", sha384)]).as_deref(), Some(sha256));
        assert_eq!(verify(&[("sha256", sha256), ("sha384", &"0".repeat(96))]), None);
        assert_eq!(verify(&[("sha512", &"0".repeat(128))]), None);
    }
}
