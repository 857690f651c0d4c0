//! Metadata as it is cached, and compared with that of the wheel which it was served for.

use std::collections::BTreeSet;

use naja_pep::CoreMetadata;

use crate::error::IndexError;

/// The headers that resolving needs.
const KEPT: [&[u8]; 10] = [
    b"metadata-version",
    b"name",
    b"version",
    b"requires-python",
    b"requires-dist",
    b"provides-extra",
    b"dynamic",
    b"import-name",
    b"import-namespace",
    b"license-expression",
];

/// The headers that resolving needs, without the others and without the description.
pub(crate) fn trim(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut keeping = false;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if matches!(line, b"\n" | b"\r\n") {
            break;
        }
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
            keeping = KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(name));
        }
        if keeping {
            kept.extend_from_slice(line);
        }
    }
    kept
}

/// Compares the metadata that was resolved with to the METADATA in the wheel `file`.
pub(crate) fn require_same(file: &str, served: &CoreMetadata, wheel: &[u8]) -> Result<(), IndexError> {
    let actual = CoreMetadata::parse(wheel)
        .map_err(|error| IndexError::Metadata { file: file.to_owned(), problem: error.to_string() })?;
    let differs = |field: &'static str, served: String, actual: String| {
        Err(IndexError::MetadataMismatch { file: file.to_owned(), field, served, actual })
    };
    if served.name != actual.name {
        return differs("Name", served.name.to_string(), actual.name.to_string());
    }
    if served.version != actual.version {
        return differs("Version", served.version.to_string(), actual.version.to_string());
    }
    if served.requires_python != actual.requires_python {
        let text = |metadata: &CoreMetadata| {
            metadata.requires_python.as_ref().map(ToString::to_string).unwrap_or_default()
        };
        return differs("Requires-Python", text(served), text(&actual));
    }
    let requirements = |metadata: &CoreMetadata| -> BTreeSet<String> {
        metadata.requires_dist.iter().map(ToString::to_string).collect()
    };
    let extras = |metadata: &CoreMetadata| -> BTreeSet<String> {
        metadata.provides_extra.iter().map(ToString::to_string).collect()
    };
    for (field, served, actual) in [
        ("Requires-Dist", requirements(served), requirements(&actual)),
        ("Provides-Extra", extras(served), extras(&actual)),
    ] {
        let only_served = served.difference(&actual).next().cloned().unwrap_or_default();
        let only_actual = actual.difference(&served).next().cloned().unwrap_or_default();
        if only_served != only_actual {
            return differs(field, only_served, only_actual);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use naja_pep::CoreMetadata;

    use super::{require_same, trim};

    #[test]
    fn only_the_headers_that_resolving_needs_are_kept() {
        let metadata = b"Metadata-Version: 2.1\nName: a\nSummary: long\n  and longer\nRequires-Dist: b\n ; extra == 'x'\nLicense: x\n\ty\n\t\n  z\nVERSION: 1\n\nName: not this\n";
        assert_eq!(
            std::str::from_utf8(&trim(metadata)).unwrap(),
            "Metadata-Version: 2.1\nName: a\nRequires-Dist: b\n ; extra == 'x'\nVERSION: 1\n"
        );
    }

    #[test]
    fn fault_12_every_field_that_resolving_needs_is_compared() {
        let base = "Metadata-Version: 2.1\nName: a\nVersion: 1.0\nRequires-Python: >=3.9\nRequires-Dist: b>=1\nRequires-Dist: c; extra == \"x\"\nProvides-Extra: x\n";
        let served = CoreMetadata::parse(base.as_bytes()).unwrap();
        let problem = |wheel: &str| {
            require_same("a-1.0-py3-none-any.whl", &served, wheel.as_bytes())
                .map_err(|error| error.to_string())
        };
        let reordered = "Metadata-Version: 2.4\nName: A\nVersion: 1\nSummary: s\nProvides-Extra: X\nRequires-Dist: c ; extra=='x'\nRequires-Dist: b (>=1)\nRequires-Python: >= 3.9\n\ntext";
        assert_eq!(problem(reordered), Ok(()));
        for (from, to, what) in [
            ("Name: a", "Name: b", "`Name` is `a` on the index and `b` in the wheel"),
            ("Version: 1.0\nR", "Version: 2.0\nR", "`Version` is `1.0` on the index and `2.0` in the wheel"),
            (
                "Requires-Python: >=3.9\n",
                "",
                "`Requires-Python` is `>=3.9` on the index and missing in the wheel",
            ),
            ("b>=1", "b>=2", "`Requires-Dist` is `b>=1` on the index and `b>=2` in the wheel"),
            (
                "Provides",
                "Requires-Dist: d\nProvides",
                "`Requires-Dist` is missing on the index and `d` in the wheel",
            ),
            ("Provides-Extra: x\n", "", "`Provides-Extra` is `x` on the index and missing in the wheel"),
        ] {
            let wheel = base.replacen(from, to, 1);
            assert_ne!(wheel, base);
            let expected =
                format!("the index served other metadata than is in `a-1.0-py3-none-any.whl`: {what}");
            assert_eq!(problem(&wheel), Err(expected));
        }
    }
}
