//! `direct_url.json`: where a distribution came from that no index named
//! (<https://packaging.python.org/specifications/direct-url/>).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The origin of a distribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectUrl {
    /// The URL, without credentials.
    pub url: String,
    /// Set for an archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive_info: Option<ArchiveInfo>,
    /// Set for a local folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dir_info: Option<FolderInfo>,
    /// Set for a version control system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vcs_info: Option<VcsInfo>,
    /// The folder below the URL's root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subdirectory: Option<String>,
}

/// What is known of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveInfo {
    /// Its hashes by algorithm, in hexadecimal.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hashes: BTreeMap<String, String>,
}

/// What is known of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderInfo {
    /// Whether it is used where it lies.
    #[serde(default)]
    pub editable: bool,
}

/// What is known of a checkout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VcsInfo {
    /// The system, such as `git`.
    pub vcs: String,
    /// The branch or tag that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_revision: Option<String>,
    /// The commit that it was.
    pub commit_id: String,
}

impl DirectUrl {
    /// The origin of an archive.
    #[must_use]
    pub fn archive(url: String, hashes: BTreeMap<String, String>) -> Self {
        let archive_info = Some(ArchiveInfo { hashes });
        Self { url, archive_info, dir_info: None, vcs_info: None, subdirectory: None }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
