//! The packaging standards as pure types: names, versions, requirements, markers, tags, metadata, lock documents.
