//! The pages of the simple API for a universe, in JSON and in HTML.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::archives::hex;
use crate::distribution::Distribution;

/// A page as PEP 691 and PEP 700 have it.
pub(crate) fn json(name: &str, files: &[Distribution], with_metadata: bool) -> String {
    let entries: Vec<Value> = files.iter().map(|file| entry(file, with_metadata)).collect();
    json!({ "meta": { "api-version": "1.1" }, "name": name, "files": entries }).to_string()
}

/// A page as PEP 503 has it.
pub(crate) fn html(name: &str, files: &[Distribution], with_metadata: bool) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html>\n  <head>\n    <meta name=\"pypi:repository-version\" content=\"1.1\">\n    <title>Links for {name}</title>\n  </head>\n  <body>\n"
    );
    for file in files {
        let hash = file.listed.hash.as_ref();
        let fragment = hash.map(|(algorithm, digest)| format!("#{algorithm}={digest}")).unwrap_or_default();
        let _ = write!(page, "    <a href=\"{}{fragment}\"", escape(&url(file)));
        if let Some(requires_python) = &file.listed.requires_python {
            let _ = write!(page, " data-requires-python=\"{}\"", escape(requires_python));
        }
        if let Some(reason) = &file.listed.yanked {
            let _ = write!(page, " data-yanked=\"{}\"", escape(reason));
        }
        if with_metadata && file.metadata.is_announced {
            let hash = file.metadata.has_hash.then(|| format!("sha256={}", metadata_hash(file)));
            let _ = write!(page, " data-core-metadata=\"{}\"", hash.as_deref().unwrap_or("true"));
        }
        let _ = writeln!(page, ">{}</a><br>", escape(&file.filename));
    }
    page.push_str("  </body>\n</html>\n");
    page
}

fn entry(file: &Distribution, with_metadata: bool) -> Value {
    let mut entry = Map::new();
    entry.insert("filename".into(), json!(file.filename));
    entry.insert("url".into(), json!(url(file)));
    let hashes: Map<String, Value> =
        file.listed.hash.iter().map(|(algorithm, digest)| (algorithm.clone(), json!(digest))).collect();
    entry.insert("hashes".into(), hashes.into());
    for (key, value) in
        [("requires-python", &file.listed.requires_python), ("upload-time", &file.listed.upload_time)]
    {
        if let Some(value) = value {
            entry.insert(key.into(), json!(value));
        }
    }
    if let Some(size) = file.listed.size {
        entry.insert("size".into(), json!(size));
    }
    match file.listed.yanked.as_deref() {
        None => {}
        Some("") => drop(entry.insert("yanked".into(), json!(true))),
        Some(reason) => drop(entry.insert("yanked".into(), json!(reason))),
    }
    if with_metadata && file.metadata.is_announced {
        let hash = json!({ "sha256": metadata_hash(file) });
        entry.insert("core-metadata".into(), if file.metadata.has_hash { hash } else { json!(true) });
    }
    Value::Object(entry)
}

/// Where a file is, as seen from its page.
fn url(file: &Distribution) -> String {
    if let Some(url) = &file.listed.url {
        return url.clone();
    }
    let encoded = percent_encoding::utf8_percent_encode(&file.filename, percent_encoding::CONTROLS);
    format!("../../files/{encoded}")
}

fn metadata_hash(file: &Distribution) -> String {
    hex(&Sha256::digest(&file.metadata.text))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
