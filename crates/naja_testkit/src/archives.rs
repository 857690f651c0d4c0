//! Wheels and source distributions whose bytes depend on their description alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// What a distribution is made of.
pub(crate) struct Contents<'a> {
    pub(crate) name: &'a str,
    /// Name and version as file names have them.
    pub(crate) stem: &'a str,
    pub(crate) files: BTreeMap<String, String>,
    /// The text of `entry_points.txt`.
    pub(crate) entry_points: String,
}

/// A wheel for `tag`, with a RECORD that is right.
pub(crate) fn wheel(contents: &Contents<'_>, tag: &str, metadata: &str) -> Vec<u8> {
    let info = format!("{}.dist-info", contents.stem);
    let purelib = tag.ends_with("-any");
    let tags: String = expand(tag).iter().map(|tag| format!("Tag: {tag}\n")).collect();
    let mut members: Vec<(String, String)> = contents.files.clone().into_iter().collect();
    members.push((format!("{info}/METADATA"), metadata.to_owned()));
    members.push((
        format!("{info}/WHEEL"),
        format!("Wheel-Version: 1.0\nGenerator: naja_testkit\nRoot-Is-Purelib: {purelib}\n{tags}"),
    ));
    if !contents.entry_points.is_empty() {
        members.push((format!("{info}/entry_points.txt"), contents.entry_points.clone()));
    }
    let mut record = String::new();
    for (path, text) in &members {
        let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(text));
        let path = if path.contains([',', '"']) {
            format!("\"{}\"", path.replace('"', "\"\""))
        } else {
            path.clone()
        };
        let _ = writeln!(record, "{path},sha256={hash},{}", text.len());
    }
    let _ = writeln!(record, "{info}/RECORD,,");
    members.push((format!("{info}/RECORD"), record));
    zip(&members)
}

/// A `.tar.gz` with PKG-INFO, a pyproject.toml and the files under `src`.
pub(crate) fn sdist(contents: &Contents<'_>, metadata: &str) -> Vec<u8> {
    let top = contents.stem;
    let pyproject = format!(
        "[build-system]\nrequires = []\nbuild-backend = \"backend\"\n\n[project]\nname = \"{}\"\ndynamic = [\"version\"]\n",
        contents.name
    );
    let mut members =
        vec![(format!("{top}/pyproject.toml"), pyproject), (format!("{top}/PKG-INFO"), metadata.to_owned())];
    members.extend(contents.files.iter().map(|(path, text)| (format!("{top}/src/{path}"), text.clone())));
    let encoder = flate2::GzBuilder::new().mtime(0).write(Vec::new(), flate2::Compression::default());
    let mut archive = tar::Builder::new(encoder);
    for (path, text) in &members {
        let mut header = tar::Header::new_ustar();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        archive.append_data(&mut header, path, text.as_bytes()).expect("a vector takes every byte");
    }
    archive.into_inner().and_then(flate2::write::GzEncoder::finish).expect("a vector takes every byte")
}

/// `bytes` in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A compressed tag set as the list of its tags.
fn expand(tag: &str) -> Vec<String> {
    let parts: Vec<Vec<&str>> = tag.split('-').map(|part| part.split('.').collect()).collect();
    let [python, abi, platform] = parts.as_slice() else { return vec![tag.to_owned()] };
    let mut tags = Vec::new();
    for python in python {
        for abi in abi {
            tags.extend(platform.iter().map(|platform| format!("{python}-{abi}-{platform}")));
        }
    }
    tags
}

fn zip(members: &[(String, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (path, text) in members {
        writer.start_file(path.as_str(), options).expect("the description names each file once");
        writer.write_all(text.as_bytes()).expect("a vector takes every byte");
    }
    writer.finish().expect("a vector takes every byte").into_inner()
}
