//! Writes wheels byte by byte, wrong ones too.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use naja_env::Sha256;
use naja_pep::WheelFilename;

/// One entry of an archive, with what its headers shall say.
#[derive(Clone)]
pub(crate) struct Member {
    pub(crate) name: Vec<u8>,
    pub(crate) data: Vec<u8>,
    /// The Unix mode with the type.
    pub(crate) mode: u32,
    pub(crate) deflated: bool,
    pub(crate) descriptor: bool,
    /// What the local header says instead of the truth.
    pub(crate) local_name: Option<Vec<u8>>,
    pub(crate) local_size: Option<u32>,
    pub(crate) local_method: Option<u16>,
    /// What both headers say instead of the truth.
    pub(crate) crc: Option<u32>,
    pub(crate) size: Option<u32>,
    /// Bytes after the data that belong to nothing.
    pub(crate) gap: Vec<u8>,
    /// Where the directory says the entry is, instead of where it is.
    pub(crate) offset: Option<u32>,
    pub(crate) extra: Vec<u8>,
    /// Whether `RECORD` keeps silent about it.
    pub(crate) unlisted: bool,
}

impl Member {
    pub(crate) fn new(name: impl Into<Vec<u8>>, data: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            data: data.into(),
            mode: 0o100_644,
            deflated: true,
            descriptor: false,
            local_name: None,
            local_size: None,
            local_method: None,
            crc: None,
            size: None,
            gap: Vec::new(),
            offset: None,
            extra: Vec::new(),
            unlisted: false,
        }
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

/// The bytes of an archive of `members`.
pub(crate) fn archive(members: &[Member]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let start = u32::try_from(out.len()).unwrap();
        let packed = if member.deflated { deflate(&member.data) } else { member.data.clone() };
        let mut crc = flate2::Crc::new();
        crc.update(&member.data);
        let crc = member.crc.unwrap_or(crc.sum());
        let (packed_size, size) = (packed.len() as u32, member.size.unwrap_or(member.data.len() as u32));
        let method: u16 = if member.deflated { 8 } else { 0 };
        let flags: u16 = if member.descriptor { 0x808 } else { 0x800 };
        let late = |value: u32| if member.descriptor { 0 } else { value };
        let local_name = member.local_name.as_ref().unwrap_or(&member.name);
        out.extend_from_slice(b"PK\x03\x04\x14\x00");
        out.extend_from_slice(&flags.to_le_bytes());
        out.extend_from_slice(&member.local_method.unwrap_or(method).to_le_bytes());
        out.extend_from_slice(&[0, 0, 0x21, 0x50]);
        for value in [late(crc), late(packed_size), member.local_size.unwrap_or(late(size))] {
            out.extend_from_slice(&value.to_le_bytes());
        }
        out.extend_from_slice(&(local_name.len() as u16).to_le_bytes());
        out.extend_from_slice(&[0, 0]);
        out.extend_from_slice(local_name);
        out.extend_from_slice(&packed);
        if member.descriptor {
            out.extend_from_slice(b"PK\x07\x08");
            [crc, packed_size, size].iter().for_each(|value| out.extend_from_slice(&value.to_le_bytes()));
        }
        out.extend_from_slice(&member.gap);
        directory.extend_from_slice(b"PK\x01\x02\x14\x03\x14\x00");
        directory.extend_from_slice(&flags.to_le_bytes());
        directory.extend_from_slice(&method.to_le_bytes());
        directory.extend_from_slice(&[0, 0, 0x21, 0x50]);
        [crc, packed_size, size].iter().for_each(|value| directory.extend_from_slice(&value.to_le_bytes()));
        directory.extend_from_slice(&(member.name.len() as u16).to_le_bytes());
        directory.extend_from_slice(&(member.extra.len() as u16).to_le_bytes());
        directory.extend_from_slice(&[0; 6]);
        directory.extend_from_slice(&(member.mode << 16).to_le_bytes());
        directory.extend_from_slice(&member.offset.unwrap_or(start).to_le_bytes());
        directory.extend_from_slice(&member.name);
        directory.extend_from_slice(&member.extra);
    }
    let (start, size) = (out.len() as u32, directory.len() as u32);
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    [members.len() as u16; 2].iter().for_each(|value| out.extend_from_slice(&value.to_le_bytes()));
    [size, start].iter().for_each(|value| out.extend_from_slice(&value.to_le_bytes()));
    out.extend_from_slice(&[0, 0]);
    out
}

fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// A wheel in the making; right unless something is said.
#[derive(Clone)]
pub(crate) struct Wheel {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) members: Vec<Member>,
    pub(crate) metadata: String,
    pub(crate) wheel: String,
    /// What becomes of the right `RECORD`.
    record: fn(String) -> Option<String>,
    /// What becomes of the right archive.
    bytes: fn(Vec<u8>) -> Vec<u8>,
}

impl Wheel {
    /// A wheel with the module `<name>.py`.
    pub(crate) fn new(name: &str, version: &str) -> Self {
        let bare = Self {
            name: name.to_owned(),
            version: version.to_owned(),
            members: Vec::new(),
            metadata: format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"),
            wheel: "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
                .to_owned(),
            record: Some,
            bytes: |bytes| bytes,
        };
        bare.file(&format!("{name}.py"), format!("version = '{version}'\n"))
    }

    pub(crate) fn file(self, path: &str, data: impl Into<Vec<u8>>) -> Self {
        self.member(Member::new(path, data))
    }

    pub(crate) fn member(mut self, member: Member) -> Self {
        self.members.push(member);
        self
    }

    pub(crate) fn record(mut self, change: fn(String) -> Option<String>) -> Self {
        self.record = change;
        self
    }

    pub(crate) fn bytes(mut self, change: fn(Vec<u8>) -> Vec<u8>) -> Self {
        self.bytes = change;
        self
    }

    pub(crate) fn dist_info(&self) -> String {
        format!("{}-{}.dist-info", self.name, self.version)
    }

    pub(crate) fn filename(&self) -> WheelFilename {
        WheelFilename::parse(&format!("{}-{}-py3-none-any.whl", self.name, self.version)).unwrap()
    }

    /// The archive's bytes.
    pub(crate) fn build(&self) -> Vec<u8> {
        let dist_info = self.dist_info();
        let mut members = self.members.clone();
        members.push(Member::new(format!("{dist_info}/METADATA"), self.metadata.clone()));
        members.push(Member::new(format!("{dist_info}/WHEEL"), self.wheel.clone()));
        let mut record = String::new();
        for member in members.iter().filter(|member| !member.unlisted && !member.name.ends_with(b"/")) {
            let hash = URL_SAFE_NO_PAD.encode(Sha256::of(&member.data).0);
            let name = String::from_utf8_lossy(&member.name);
            record += &format!("{name},sha256={hash},{}\n", member.data.len());
        }
        record += &format!("{dist_info}/RECORD,,\n");
        if let Some(record) = (self.record)(record) {
            members.push(Member::new(format!("{dist_info}/RECORD"), record));
        }
        (self.bytes)(archive(&members))
    }

    /// Writes the archive to `folder` and gives its path and hash.
    pub(crate) fn write(&self, folder: &Path) -> (PathBuf, Sha256) {
        let path = folder.join(self.filename().as_str());
        let bytes = self.build();
        std::fs::File::create(&path).unwrap().write_all(&bytes).unwrap();
        (path, Sha256::of(&bytes))
    }
}
