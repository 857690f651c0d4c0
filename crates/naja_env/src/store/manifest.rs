//! What the store knows of an unpacked wheel: its identity, its commands, and each file with its hash and its state on
//! disk. One checksummed binary file, read in one go.

use crate::file_state::FileState;
use crate::quick_hash::QuickHash;
use crate::relative_path::join;
use crate::sha256::Sha256;
use crate::wheel::entry_points::EntryPoint;

/// The start of a manifest; the digit is the format's version.
const MAGIC: &[u8; 8] = b"najawhl3";

/// An unpacked wheel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The file name of the wheel.
    pub filename: String,
    /// The distribution's name as `METADATA` spells it.
    pub name: String,
    /// Its version, normalised.
    pub version: String,
    /// The name of its `.dist-info` folder.
    pub dist_info: String,
    /// The name of its `.data` folder, where it has one.
    pub data: Option<String>,
    /// Whether its root goes to the folder for pure modules.
    pub purelib: bool,
    /// The commands it brings.
    pub entry_points: Vec<EntryPoint>,
    /// What users should know about it, one sentence each.
    pub warnings: Vec<String>,
    /// The folders, parents first; the first is the root, `""`.
    pub folders: Vec<String>,
    /// The files, those of one folder together.
    pub files: Vec<StoredFile>,
}

/// One file of an unpacked wheel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// The index of its folder.
    pub folder: u32,
    /// Its name in the folder.
    pub name: String,
    /// Its state on disk when it was unpacked.
    pub state: FileState,
    /// The hash of its contents.
    pub sha256: Sha256,
    /// The hash of its contents by which a change is noticed.
    pub quick_hash: QuickHash,
    /// How it is installed.
    pub kind: FileKind,
}

/// How a file is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Linked as it is.
    Plain,
    /// Linked, and executable.
    Executable,
    /// A script whose first line names `python`: written with the environment's interpreter in its place.
    Script,
}

impl Manifest {
    /// The path of `file` within the wheel.
    #[must_use]
    pub fn path(&self, file: &StoredFile) -> String {
        join(&self.folders[file.folder as usize], &file.name)
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Writer(Vec::with_capacity(256 + self.files.len() * 96));
        out.0.extend_from_slice(MAGIC);
        out.0.extend_from_slice(&[0; 4]);
        out.text(&self.filename);
        out.text(&self.name);
        out.text(&self.version);
        out.text(&self.dist_info);
        out.text(self.data.as_deref().unwrap_or_default());
        out.0.push(self.purelib.into());
        out.count(self.entry_points.len());
        for point in &self.entry_points {
            out.text(&point.name);
            out.text(&point.module);
            out.text(&point.object);
            out.0.push(point.gui.into());
        }
        out.count(self.warnings.len());
        self.warnings.iter().for_each(|warning| out.text(warning));
        out.count(self.folders.len());
        self.folders.iter().for_each(|folder| out.text(folder));
        out.count(self.files.len());
        for file in &self.files {
            out.0.extend_from_slice(&file.folder.to_le_bytes());
            out.text(&file.name);
            out.0.extend_from_slice(&file.state.size.to_le_bytes());
            out.0.extend_from_slice(&file.state.modified.to_le_bytes());
            out.0.extend_from_slice(&file.state.changed.to_le_bytes());
            out.0.extend_from_slice(&file.state.inode.to_le_bytes());
            out.0.extend_from_slice(&file.sha256.0);
            out.0.extend_from_slice(&file.quick_hash.0.to_le_bytes());
            out.0.push(match file.kind {
                FileKind::Plain => 0,
                FileKind::Executable => 1,
                FileKind::Script => 2,
            });
        }
        let sum = checksum(&out.0[12..]);
        out.0[8..12].copy_from_slice(&sum.to_le_bytes());
        out.0
    }

    /// Reads a manifest; `None` where the bytes are not one, or not whole.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        if reader.take(8)? != MAGIC || u32::from_le_bytes(reader.array()?) != checksum(reader.0) {
            return None;
        }
        let filename = reader.text()?;
        let (name, version, dist_info) = (reader.text()?, reader.text()?, reader.text()?);
        let data = Some(reader.text()?).filter(|data| !data.is_empty());
        let purelib = reader.flag()?;
        let entry_points = reader.list(|reader| {
            let (name, module, object) = (reader.text()?, reader.text()?, reader.text()?);
            Some(EntryPoint { name, module, object, gui: reader.flag()? })
        })?;
        let warnings = reader.list(Reader::text)?;
        let folders = reader.list(Reader::text)?;
        let files = reader.list(|reader| {
            let folder = u32::from_le_bytes(reader.array()?);
            (folder as usize).lt(&folders.len()).then_some(())?;
            Some(StoredFile {
                folder,
                name: reader.text()?,
                state: FileState {
                    size: u64::from_le_bytes(reader.array()?),
                    modified: i64::from_le_bytes(reader.array()?),
                    changed: i64::from_le_bytes(reader.array()?),
                    inode: u64::from_le_bytes(reader.array()?),
                },
                sha256: Sha256(reader.array()?),
                quick_hash: QuickHash(u128::from_le_bytes(reader.array()?)),
                kind: match reader.array::<1>()? {
                    [0] => FileKind::Plain,
                    [1] => FileKind::Executable,
                    [2] => FileKind::Script,
                    _ => return None,
                },
            })
        })?;
        let whole = reader.0.is_empty() && folders.first().is_some_and(String::is_empty);
        whole.then_some(Self {
            filename,
            name,
            version,
            dist_info,
            data,
            purelib,
            entry_points,
            warnings,
            folders,
            files,
        })
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

struct Writer(Vec<u8>);

impl Writer {
    fn count(&mut self, count: usize) {
        self.0.extend_from_slice(&u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn flag(&mut self) -> Option<bool> {
        self.array::<1>().map(|[byte]| byte != 0)
    }

    fn text(&mut self) -> Option<String> {
        let length = u32::from_le_bytes(self.array()?);
        Some(std::str::from_utf8(self.take(length as usize)?).ok()?.to_owned())
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = u32::from_le_bytes(self.array()?) as usize;
        // A damaged count must not reserve memory that the bytes can't fill.
        let mut items = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            items.push(item(self)?);
        }
        Some(items)
    }
}

#[cfg(test)]
mod tests {
    use super::{FileKind, Manifest, StoredFile};
    use crate::file_state::FileState;
    use crate::quick_hash::QuickHash;
    use crate::sha256::Sha256;
    use crate::wheel::entry_points::EntryPoint;

    fn manifest() -> Manifest {
        let point = EntryPoint { name: "x".into(), module: "a.b".into(), object: "main".into(), gui: true };
        let file = |folder, name: &str, kind| StoredFile {
            folder,
            name: name.into(),
            state: FileState { size: 7, modified: -3, changed: -2, inode: 99 },
            sha256: Sha256::of(name.as_bytes()),
            quick_hash: QuickHash::of(name.as_bytes()),
            kind,
        };
        Manifest {
            filename: "a_b-1.0-py3-none-any.whl".into(),
            name: "A.b".into(),
            version: "1.0".into(),
            dist_info: "a_b-1.0.dist-info".into(),
            data: None,
            purelib: true,
            entry_points: vec![point],
            warnings: vec!["w".into()],
            folders: vec![String::new(), "a".into()],
            files: vec![file(0, "m.py", FileKind::Plain), file(1, "ünï.py", FileKind::Script)],
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let manifest = manifest();
        assert_eq!(Manifest::decode(&manifest.encode()), Some(manifest.clone()));
        assert_eq!(manifest.path(&manifest.files[1]), "a/ünï.py");
    }

    #[test]
    fn fault_73_every_changed_or_missing_byte_is_noticed() {
        let bytes = manifest().encode();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x10;
            assert_eq!(Manifest::decode(&changed), None, "byte {at}");
            assert_eq!(Manifest::decode(&bytes[..at]), None, "cut at {at}");
        }
    }
}
